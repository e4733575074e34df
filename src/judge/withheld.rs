//! In: a refused credential. Out: what is known of it when this site issued it with a key that may have been in other hands by then:
//! the rest of the site does not wait until it is signed anew. One warning for all of them.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use accolade_credential::{CheckId, Json, Judgement, did, json};

use super::refusal;
use crate::diag::Diagnostic;
use crate::draft::{Drafts, IdKey, is_id};

/// A credential of this site that is not published, since its key may have been in other hands when it was signed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withheld {
    /// Its `id`.
    pub id: String,
    /// Its folder below `credentials/`, when its address is on this site.
    pub slug: Option<String>,
    /// The key, as its signature names it.
    pub method: String,
}

/// What was issued here.
pub(super) struct Own<'a> {
    drafts: &'a Drafts,
    known: OnceLock<HashSet<IdKey>>,
}

impl<'a> Own<'a> {
    pub(super) const fn of(drafts: &'a Drafts) -> Self {
        Self { drafts, known: OnceLock::new() }
    }

    /// What is known of a refused credential; `None` when it is refused for another reason, or this site did not issue it. `named` is
    /// the folder that notes ask for.
    pub(super) fn withheld(&self, judged: &Judgement, bytes: &[u8], named: Option<&str>) -> Option<Withheld> {
        let own = self.drafts.site.issuer.as_ref().filter(|own| did::web_url(&own.id).is_some())?;
        let reason = refusal::reason(judged)?;
        if judged.issuer.as_deref() != Some(own.id.as_str())
            || (reason.id(), reason.code()) != (CheckId::Issuer, "key-compromised")
        {
            return None;
        }
        let credential = json::parse(bytes).ok()?;
        let id = credential.get("id").and_then(Json::as_str)?;
        let proofs = credential.get("proof").map_or(&[][..], Json::items);
        let method = proofs.iter().find_map(|proof| proof.get("verificationMethod").and_then(Json::as_str))?;
        if !self.known().contains(&IdKey::of(id)) {
            return None;
        }
        let slug = named.map(str::to_owned).or_else(|| self.slug(id));
        Some(Withheld { id: id.to_owned(), slug, method: method.to_owned() })
    }

    /// How `reissue` knows a credential that this site signed with a key after its end; `None` of any other.
    pub(super) fn reissued(&self, judged: &Judgement, bytes: &[u8], named: Option<&str>) -> Option<String> {
        let own = self.drafts.site.issuer.as_ref()?;
        refusal::reason(judged).filter(|reason| reason.code() == "key-retired")?;
        let credential = json::parse(bytes).ok()?;
        let id = credential.get("id").and_then(Json::as_str)?;
        let is_own = judged.issuer.as_deref() == Some(own.id.as_str()) && self.known().contains(&IdKey::of(id));
        is_own.then(|| named.map(str::to_owned).or_else(|| self.slug(id)).unwrap_or_else(|| id.to_owned()))
    }

    fn known(&self) -> &HashSet<IdKey> {
        self.known.get_or_init(|| self.drafts.ledger.issued.iter().map(|line| line.key).collect())
    }

    /// The folder that its own address names.
    fn slug(&self, id: &str) -> Option<String> {
        let rest = id.strip_prefix(self.drafts.site.url.as_deref()?)?.strip_prefix("credentials/")?;
        let named = rest.split('/').next()?;
        is_id(named).then(|| named.to_owned())
    }
}

/// How many are named one by one.
const NAMED: usize = 3;

/// One warning for all that are to be signed anew; credentials already revoked or removed are not counted: they would not be published
/// anyway.
pub(super) fn told(withheld: &[Withheld], drafts: &Drafts) -> Option<Diagnostic> {
    let events = drafts.ledger.events.iter();
    let over: BTreeSet<&str> = events
        .filter(|event| event.event.is_gone() || event.event.is_taken_back())
        .map(|event| event.id.as_str())
        .collect();
    let over = |one: &&Withheld| !over.contains(one.id.as_str());
    let open: Vec<&Withheld> = withheld.iter().filter(over).collect();
    let first: Vec<&str> = open.iter().take(NAMED).map(|one| one.slug.as_deref().unwrap_or(one.id.as_str())).collect();
    let (are, were) = match open.len() {
        0 => return None,
        1 => ("1 credential is".to_owned(), "it was"),
        n => (format!("{n} credentials are"), "they were"),
    };
    let more = open.len().checked_sub(NAMED).filter(|more| *more > 0);
    let more = more.map(|more| format!(" and {more} more")).unwrap_or_default();
    let first = first.join(", ");
    let message =
        format!("{are} not published: the key may have been in other hands when {were} signed: {first}{more}");
    let keys: BTreeSet<&str> = open.iter().map(|one| short(&one.method)).collect();
    let keys: Vec<String> = keys.into_iter().map(|key| format!(" --key-of {key}")).collect();
    let help = format!("`accolade reissue{}` signs anew what it signed, with the key that is good now", keys.concat());
    let warning = Diagnostic::warning("key-compromised", message).help(help);
    Some(match drafts.did_document() {
        Some((path, _)) => warning.in_file(path.as_str()),
        None => warning,
    })
}

/// As much of a key's name as tells it from others.
fn short(method: &str) -> &str {
    let key = method.rsplit_once('#').map_or(method, |(_, key)| key);
    if key.starts_with('z') { key.get(..12).unwrap_or(key) } else { method }
}
