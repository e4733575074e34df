//! In: entries. Out: their issuers by name, each with its page; the site's own issuer is always among them.

use std::collections::{BTreeMap, BTreeSet};

use accolade_credential::{Grade, Json, Recognition, json};
use jiff::Timestamp;

use super::credentials::Brief;
use super::safe_url;
use super::site::{EntryId, Issuer, IssuerId, IssuerKey, Picture};
use crate::draft::{Drafts, KeyDraft, slug};
use crate::load::SitePath;

/// Issuers by name; sets the issuer of each entry.
pub(super) fn issuers(drafts: &Drafts, entries: &mut [Brief]) -> Vec<Issuer> {
    let mut by_id: BTreeMap<String, Issuer> = BTreeMap::new();
    if let Some(own) = &drafts.site.issuer {
        let issuer = Issuer {
            slug: String::new(),
            id: own.id.clone(),
            name: own.name.clone(),
            url: own.url.clone().or_else(|| drafts.site.url.clone()),
            description: own.description.clone(),
            image: own.image.as_ref().and_then(|image| SitePath::new(image.value.as_str()).ok()).map(Picture::File),
            verify: None,
            linkedin: own.linkedin,
            recognition: Recognition::ThisSite { name: own.name.clone() },
            keys: keys(drafts, &own.id),
            credentials: Vec::new(),
        };
        by_id.insert(own.id.clone(), issuer);
    }
    for made in entries.iter() {
        if let Some(id) = issuer_of(made).filter(|id| !by_id.contains_key(*id)) {
            by_id.insert(id.to_owned(), issuer(drafts, id, made));
        }
    }
    name_pages(&mut by_id);
    let mut issuers: Vec<Issuer> = by_id.into_values().collect();
    issuers.sort_by(|a, b| (a.name.to_lowercase(), &a.id).cmp(&(b.name.to_lowercase(), &b.id)));
    let places: BTreeMap<String, IssuerId> =
        (0..).map(IssuerId).zip(&issuers).map(|(place, issuer)| (issuer.id.clone(), place)).collect();
    for (id, made) in (0..).map(EntryId).zip(entries.iter_mut()) {
        let place = issuer_of(made).and_then(|issuer| places.get(issuer)).copied();
        made.issuer = place;
        if let (Some(place), true) = (place, made.listed) {
            issuers[place.0 as usize].credentials.push(id);
        }
    }
    issuers
}

/// The issuer's identifier; the words of a self-declared entry name nobody.
fn issuer_of(made: &Brief) -> Option<&str> {
    made.facts.issuer.id.as_deref().filter(|_| made.verdict.grade() != Grade::Claimed)
}

fn issuer(drafts: &Drafts, id: &str, made: &Brief) -> Issuer {
    let (recognition, profile) = (made.standing.recognition.clone(), &made.facts.issuer);
    let listed = drafts.issuers.iter().find(|draft| draft.id.value == id);
    let name = match &recognition {
        Recognition::ThisSite { name } | Recognition::Listed { name, .. } => name.clone(),
        Recognition::Unknown | Recognition::Namesake => profile.name.clone().unwrap_or_else(|| id.to_owned()),
    };
    let stated = profile.url.as_deref().and_then(safe_url).map(str::to_owned);
    Issuer {
        slug: String::new(),
        id: id.to_owned(),
        name,
        url: listed.and_then(|draft| draft.url.clone()).or(stated),
        description: profile.description.clone(),
        image: signed_mark(drafts, made),
        verify: listed.and_then(|draft| draft.verify.clone()),
        linkedin: listed.and_then(|draft| draft.linkedin),
        recognition,
        keys: keys(drafts, id),
        credentials: Vec::new(),
    }
}

/// Most bytes of a mark that stands in a page itself.
const MARK: usize = 12_000;

/// The issuer's mark as it was signed: a small picture in the credential itself, or a file of this site.
fn signed_mark(drafts: &Drafts, made: &Brief) -> Option<Picture> {
    made.seal()?;
    let image = made.facts.issuer.image.as_deref()?;
    let safe = ["png", "jpeg", "webp", "gif", "svg+xml"].map(|kind| format!("data:image/{kind};base64,"));
    if safe.iter().any(|start| image.starts_with(start.as_str())) {
        return (image.len() <= MARK).then(|| Picture::Data(image.to_owned()));
    }
    let here = image.strip_prefix(drafts.site.url.as_deref()?)?;
    let published = drafts.files.iter().any(|(path, _)| path.as_str() == here);
    SitePath::new(here).ok().filter(|_| published).map(Picture::File)
}

/// Keys that are pinned in `issuers/`, that the site publishes, or that are the identifier itself.
fn keys(drafts: &Drafts, id: &str) -> Vec<IssuerKey> {
    let pinned = drafts.issuers.iter().filter(|draft| draft.id.value == id).flat_map(|draft| &draft.keys);
    let pin = |key: &KeyDraft| IssuerKey {
        text: key.key.to_text(),
        signs: true,
        retired: key.until,
        compromised: key.compromised,
    };
    let mut keys: Vec<IssuerKey> = pinned.map(pin).collect();
    let of_id = |text: &str| IssuerKey { text: text.to_owned(), signs: true, retired: None, compromised: None };
    keys.extend(id.strip_prefix("did:key:").map(of_id));
    let document = drafts.did_document().and_then(|(_, bytes)| json::parse(bytes).ok());
    if let Some(document) = document.filter(|all| all.get("id").and_then(Json::as_str) == Some(id)) {
        keys.extend(published(&document, id));
    }
    keys.sort();
    // If a key is both pinned and published, the earliest end that either states counts.
    keys.dedup_by(|later, first| {
        let same = later.text == first.text;
        if same {
            first.signs |= later.signs;
            first.retired = first.retired.into_iter().chain(later.retired).min();
            first.compromised = first.compromised.into_iter().chain(later.compromised).min();
        }
        same
    });
    keys
}

/// The keys of a document, whatever they are for: those that may sign credentials are named or written under `assertionMethod`.
fn published(document: &Json, id: &str) -> Vec<IssuerKey> {
    let items = |name: &str| document.get(name).map(Json::items).unwrap_or_default();
    let absolute = |name: &str| if name.starts_with('#') { format!("{id}{name}") } else { name.to_owned() };
    let named: BTreeSet<String> = items("assertionMethod").iter().filter_map(Json::as_str).map(absolute).collect();
    let key = |method: &Json, own: bool| {
        let text = |name: &str| method.get(name).and_then(Json::as_str);
        // An end that cannot be read ended it long ago.
        let end = |name: &str| text(name).map(|at| at.parse().unwrap_or(Timestamp::MIN));
        let signs = own || text("id").is_some_and(|id| named.contains(&absolute(id)));
        let key = text("publicKeyMultibase")?.to_owned();
        Some(IssuerKey { text: key, signs, retired: end("expires"), compromised: end("revoked") })
    };
    let listed = items("verificationMethod").iter().filter_map(|method| key(method, false));
    listed.chain(items("assertionMethod").iter().filter_map(|method| key(method, true))).collect()
}

/// Addresses from names; issuers of one name are told apart by a part of a hash, so that no address depends on another.
fn name_pages(issuers: &mut BTreeMap<String, Issuer>) {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for issuer in issuers.values() {
        *shared.entry(slug(&issuer.name)).or_default() += 1;
    }
    for issuer in issuers.values_mut() {
        let plain = slug(&issuer.name);
        let known = issuer.recognition != Recognition::Unknown;
        issuer.slug = if shared[&plain] == 1 || known {
            plain
        } else {
            format!("{plain}-{}", &blake3::hash(issuer.id.as_bytes()).to_hex()[..8])
        };
    }
}
