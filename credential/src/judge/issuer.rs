//! In: the issuer that a credential names, and the proofs that hold. Out: the check "the key belongs to the issuer",
//! and who the issuer is known to be. A name alone proves nothing: only keys that the issuer itself lists, or pinned ones.

use jiff::Timestamp;

use super::signature::{Holding, short};
use super::window::{Standing, Window};
use crate::did::{self, Controller, Listed};
use crate::key::{KeyError, multikey_bytes};
use crate::known::{Known, KnownIssuer};
use crate::named::method_in_words;
use crate::verdict::{Check, CheckId, Note, Outcome, Recognition};

/// How the proofs stand to the issuer.
pub(crate) struct Bonds {
    /// The check.
    pub(crate) check: Check,
    /// Which of the proofs is the issuer's own (the first one otherwise).
    pub(crate) own: usize,
    /// What stands in the way of trusting the dates: the issuer's key has been in other hands since.
    pub(crate) doubt: Option<Check>,
}

/// How one key stands to the issuer.
struct Bond {
    outcome: Outcome,
    code: &'static str,
    note: Note,
    doubt: Option<(&'static str, String)>,
    /// When the document with the issuer's keys was fetched.
    seen: Option<Timestamp>,
}

/// Which bond speaks: the issuer's own key before one in doubt, then what refuses, then what is not known.
fn rank(bond: &Bond) -> u8 {
    match (bond.outcome, &bond.doubt) {
        (Outcome::Pass, None) => 0,
        (Outcome::Pass, Some(_)) => 1,
        (Outcome::Fail, _) => 2,
        _ => 3,
    }
}

/// Finds the issuer's own among the proofs. `dated` is when the credential says that it begins: when a proof states
/// no time of its own, it counts as signed then.
pub(crate) fn check(issuer: Option<&str>, holding: &[Holding], dated: Option<Timestamp>, known: &Known<'_>) -> Bonds {
    let id = issuer.unwrap_or_default();
    let mut bonds: Vec<Bond> = holding
        .iter()
        .map(|h| bond(id, h, Signed { at: h.created.or(dated), stated: h.created.is_some() }, known))
        .collect();
    let others = bonds.iter().filter(|b| b.outcome != Outcome::Pass).count();
    let Some((own, bond)) = bonds.iter_mut().enumerate().min_by_key(|(_, b)| rank(b)) else {
        let note = "Without a signature that holds, nothing shows who made it.";
        let check = Check::new(CheckId::Issuer, Outcome::Unknown, "no-signature", note);
        return Bonds { check, own: 0, doubt: None };
    };
    let mut note = std::mem::take(&mut bond.note);
    if bond.outcome == Outcome::Pass && others > 0 {
        note.to_mut().push_str(" Someone else signed it too.");
    }
    let doubt = bond.doubt.take();
    let doubt = doubt.map(|(code, why)| Check::new(CheckId::Validity, Outcome::Unknown, code, why));
    Bonds { check: Check::new(CheckId::Issuer, bond.outcome, bond.code, note).resting(bond.seen), own, doubt }
}

/// Who the issuer is known to be: only when the key is the issuer's, since anybody can write a name.
pub(crate) fn recognise(id: Option<&str>, name: Option<&str>, proven: bool, known: &Known<'_>) -> Recognition {
    match id.and_then(|i| known.issuers.get(i)) {
        Some(entry) if entry.own && proven => Recognition::ThisSite { name: entry.name.clone() },
        Some(entry) if proven => Recognition::Listed { name: entry.name.clone(), basis: entry.basis.clone() },
        None if name.is_some_and(|name| known.issuers.bears(name)) => Recognition::Namesake,
        _ => Recognition::Unknown,
    }
}

/// When a proof was made.
#[derive(Clone, Copy)]
struct Signed {
    /// The moment that counts.
    at: Option<Timestamp>,
    /// Whether the proof states it: else the credential is only not older by its own word.
    stated: bool,
}

impl Signed {
    /// How a key stands to it. What is dated back by an award alone may have been signed at any time since.
    fn standing(self, window: Window, as_of: Timestamp) -> Standing {
        match window.standing(self.at, as_of) {
            Standing::TooEarly(_) if !self.stated => window.standing(None, as_of),
            standing => standing,
        }
    }
}

/// What one source says of a key.
enum Source {
    /// It lists the key, with this standing; how that is said, and when the source was fetched.
    Lists(Standing, Note, Option<Timestamp>),
    /// It knows the issuer's keys, and this is none of them that may sign; how it stands when it calls it stolen.
    Other(Option<Standing>),
    /// It does not know the issuer's keys.
    Silent(&'static str, String),
}

fn bond(id: &str, holding: &Holding, signed: Signed, known: &Known<'_>) -> Bond {
    let entry = known.issuers.get(id);
    let itself = by_identifier(id, holding, known);
    let is_key = matches!(itself, Some(Source::Other(_)));
    let itself = itself.unwrap_or_else(|| by_document(id, holding, signed, known));
    // An identifier that is another key is another issuer, whatever is pinned.
    let pinned = entry.filter(|_| !is_key).and_then(|entry| by_pins(entry, holding, signed, known.as_of));
    let name = entry.map(|e| e.name.as_str());
    let (standing, note, seen) = match (itself, pinned) {
        (Source::Lists(a, note, seen), Some(Pins { standing: Some(b), .. })) => (a.max(b), note, seen),
        (Source::Lists(a, note, seen), Some(Pins { stolen: Some(b), .. })) => (a.max(b), note, seen),
        (Source::Lists(a, note, seen), _) => (a, note, seen),
        // A key that was stolen is often taken off what may sign.
        (Source::Other(Some(stolen)), Some(Pins { standing: Some(b), .. })) => (b.max(stolen), Note::default(), None),
        (_, Some(Pins { standing: Some(b), .. })) => (b, Note::default(), None),
        (Source::Other(_), _) | (Source::Silent("issuer-not-resolved" | "did-unsupported", _), Some(_)) => {
            let note = format!(
                "The key does not belong to {}.",
                short(name.unwrap_or("the issuer that the credential names"))
            );
            return Bond { outcome: Outcome::Fail, code: "other-key", note: note.into(), doubt: None, seen: None };
        }
        (Source::Silent(code, note), _) => {
            return Bond { outcome: Outcome::Unknown, code, note: note.into(), doubt: None, seen: None };
        }
    };
    let note = name.map_or(note, |n| format!("The key belongs to {n}.").into());
    match (standing, standing.reason()) {
        (Standing::Good | Standing::Doubtful(_), doubt) => {
            Bond { outcome: Outcome::Pass, code: "issuer-key", note, doubt, seen }
        }
        (Standing::Undated, Some((code, note))) => {
            Bond { outcome: Outcome::Unknown, code, note: note.into(), doubt: None, seen }
        }
        (_, reason) => {
            let (code, note) = reason.unwrap_or_default();
            Bond { outcome: Outcome::Fail, code, note: note.into(), doubt: None, seen }
        }
    }
}

/// A did:key or did:jwk issuer is its key.
fn by_identifier(id: &str, holding: &Holding, known: &Known<'_>) -> Option<Source> {
    let own =
        || Source::Lists(Standing::Good, "The key is the issuer's own: its identifier is the key itself.".into(), None);
    if let Some(same) = known.documents.memo().is_kept_for(id, &holding.key) {
        return Some(if same { own() } else { Source::Other(None) });
    }
    // Bytes are enough to compare: the holding key is known to be one.
    if let (Some(Ok(bytes)), Some(key)) = (id.strip_prefix("did:key:").map(multikey_bytes), holding.key.ed25519()) {
        return Some(if *key.bytes() == bytes { own() } else { Source::Other(None) });
    }
    // A DID has no fragment; with one it names a key, not an issuer.
    let read = did::key_of_did(id)?;
    Some(match read {
        Ok(key) if !id.contains('#') && key == holding.key => own(),
        // What spells no key is nobody's identifier, and another key is another's, also under the name of a key.
        Ok(key) if !id.contains('#') || key != holding.key => Source::Other(None),
        Err(KeyError::Malformed) => Source::Other(None),
        Ok(_) => {
            let note = "Who signed it is not proven: in place of the issuer stands the name of its key.";
            Source::Silent("issuer-key-unsupported", note.into())
        }
        Err(_) => {
            let note = "Who signed it is not proven: the issuer's own key is of a kind that is not supported here.";
            Source::Silent("issuer-key-unsupported", note.into())
        }
    })
}

/// A did:web or https issuer lists its keys in a document.
fn by_document(id: &str, holding: &Holding, signed: Signed, known: &Known<'_>) -> Source {
    if let Some(method) = did::unsupported_method(id) {
        let note = format!(
            "Who signed it is not proven: {} are not looked up here, which says nothing against it.",
            method_in_words(&short(method))
        );
        return Source::Silent("did-unsupported", note);
    }
    let mut reason = "no document with its keys was given".to_owned();
    if let Some((url, document)) = did::document_url(id).and_then(|u| known.documents.get(&u).map(|d| (u, d))) {
        match &*known.documents.memo().controller(id, || Controller::read(&document.bytes, id)) {
            Err(why) => reason.clone_from(why),
            Ok(controller) if controller.names_keys() => {
                // A key is good for what it signed in its time; listed twice, the better time counts, but a theft is a theft.
                let standing = |l: &Listed| signed.standing(Window::of_listed(l), known.as_of);
                let apart = apart(id, holding, controller, known);
                let listed = || controller.of_key(&holding.key).chain(apart.as_ref().map(|(listed, _)| listed));
                let stolen = listed().map(standing).filter(Standing::is_stolen).max();
                let allowed = listed().filter(|l| l.asserts).map(standing).min();
                return match allowed {
                    Some(standing) => {
                        let note = format!("The key belongs to the issuer, by {}.", short(&url)).into();
                        let seen = [known.seen(document), apart.as_ref().and_then(|(_, seen)| *seen)];
                        let oldest = seen.into_iter().flatten().min();
                        Source::Lists(stolen.map_or(standing, |s| standing.max(s)), note, oldest)
                    }
                    None => Source::Other(stolen),
                };
            }
            Ok(_) => reason = "its document lists no keys".into(),
        }
    }
    let note = format!("Who signed it is not proven: the keys of {} are not known here ({reason}).", short(id));
    Source::Silent("issuer-not-resolved", note)
}

/// The key at the address that it signed under, where the issuer's document leads there, and when it was fetched.
fn apart(
    id: &str,
    holding: &Holding,
    controller: &Controller,
    known: &Known<'_>,
) -> Option<(Listed, Option<Timestamp>)> {
    let document = known.documents.get(&holding.method).filter(|_| controller.points_to(&holding.method))?;
    let (listed, of) = did::standing_at(&document.bytes, &holding.method)?;
    (listed.key == holding.key && of.is_none_or(|of| of == id)).then(|| (listed, known.seen(document)))
}

/// What the pins of an issuer say of a key.
struct Pins {
    /// How the key stands by the pins that fit it and the name it goes by; `None` when none does.
    standing: Option<Standing>,
    /// That it is stolen goes for the key under every name.
    stolen: Option<Standing>,
}

fn by_pins(entry: &KnownIssuer, holding: &Holding, signed: Signed, as_of: Timestamp) -> Option<Pins> {
    if entry.keys.is_empty() {
        return None;
    }
    let (mut standing, mut stolen): (Option<Standing>, Option<Standing>) = (None, None);
    for pin in entry.keys.iter().filter(|pin| pin.key == holding.key) {
        let this = signed.standing(Window::of_pin(pin), as_of);
        if this.is_stolen() {
            stolen = stolen.max(Some(this));
        }
        // A token that names no key is said to be by the issuer alone.
        if pin.id.as_deref().is_none_or(|name| name == holding.method || entry.id == holding.method) {
            standing = Some(standing.map_or(this, |s| s.min(this)));
        }
    }
    // Listed twice, the better time counts, but a theft is a theft.
    Some(Pins { standing: standing.map(|s| stolen.map_or(s, |t| s.max(t))), stolen })
}
