//! In: credential drafts with their judgements. Out: entries, newest first, with slug, badge, artwork and consent.
//! What a page shows of a credential comes from the judgement; what the holder wrote stays apart, in the notes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use accolade_credential::{Credential, Grade, Judgement};

use super::badges;
use super::design::{Stock, check_icon, design};
use super::entry::STAND;
use super::site::{Badge, BadgeId, Entry, Notes, Payload, Published};
use crate::diag::Diagnostic;
use crate::draft::markdown::own;
use crate::draft::{Content, CredentialDraft, DesignDraft, Drafts, Issued, NotesDraft, is_id, slug, suggest};
use crate::load::SourcePath;

/// An entry with the file that made it.
pub(super) struct Made {
    pub(super) entry: Entry,
    pub(super) file: SourcePath,
    /// Skills that the holder names for an entry of their own.
    pub(super) skills: Vec<String>,
}

/// Everything that is not refused, newest first, then by title.
pub(super) fn entries(
    drafts: &Drafts,
    judgements: &[Judgement],
    badges: &[Badge],
    stock: Stock,
    found: &mut Vec<Diagnostic>,
) -> Vec<Made> {
    let taken = names_of_lines(drafts, judgements);
    let ledger: BTreeMap<&str, &Issued> = drafts.ledger.issued.iter().map(|line| (line.id.as_str(), line)).collect();
    let gone = super::gone::ids(&drafts.ledger);
    let mut made: Vec<Made> = Vec::new();
    let mut seen: BTreeMap<&str, &SourcePath> = BTreeMap::new();
    for (draft, judgement) in drafts.credentials.iter().zip(judgements) {
        found.extend(check_icon(&draft.notes.design, stock.icons));
        if let Some(credential) = judgement.verdict.value() {
            if credential.id.as_deref().is_some_and(|id| gone.contains(id)) {
                let message = "the ledger says that this credential is gone, so it is not published";
                let help = "run `accolade issue`, which takes it out of the file";
                found.push(Diagnostic::warning("gone-credential", message).in_file(draft.file.as_str()).help(help));
                continue;
            }
            let badge = badge_of(drafts, draft, credential, badges, found);
            let listed = listed(drafts, draft, (judgement, credential), &ledger, found);
            warn_of_another_holder(drafts, draft, (judgement, credential), found);
            if let Some(other) = credential.id.as_deref().and_then(|id| seen.insert(id, &draft.file)) {
                let message = format!("this is the same credential as {other}, so the site shows it twice");
                let twice = Diagnostic::warning("same-credential", message).in_file(draft.file.as_str());
                found.push(twice.help("remove one of the two files"));
            }
            let look = |b: Option<&Badge>| artwork(&draft.notes.design, credential, b, stock);
            let entry = Entry {
                slug: address(drafts, draft, credential, &taken),
                judgement: judgement.clone(),
                payload: payload(draft, judgement, found),
                published: published(drafts, judgement, &draft.content),
                badge,
                issuer: None,
                skills: Vec::new(),
                design: look(badge.map(|id| &badges[id.0 as usize])),
                notes: notes(&draft.notes, &draft.content),
                listed,
            };
            let skills = match &draft.content {
                Content::Claim(claim) => claim.skills.clone(),
                Content::Credential { .. } => Vec::new(),
            };
            made.push(Made { entry, file: draft.file.clone(), skills });
        }
    }
    made.sort_by_cached_key(|made| {
        let credential = made.entry.judgement.verdict.value();
        let title = credential.and_then(Credential::title).unwrap_or_default().to_lowercase();
        (Reverse(credential.and_then(Credential::earned)), title, made.entry.slug.clone())
    });
    made
}

/// The folder below `credentials/`: as the notes say, as the credential's own address on this site says, or after the file; a line of
/// a file is called after its credential's id, unless another line is called the same.
fn address(
    drafts: &Drafts,
    draft: &CredentialDraft,
    credential: &Credential,
    taken: &BTreeMap<String, usize>,
) -> String {
    if let Some(slug) = &draft.slug {
        return slug.value.clone();
    }
    let own = is_own(drafts, credential).then(|| {
        let rest = credential.id.as_deref()?.strip_prefix(drafts.site.url.as_deref()?)?;
        let named = rest.strip_prefix("credentials/")?.split('/').next()?;
        is_id(named).then(|| named.to_owned())
    });
    own.flatten().unwrap_or_else(|| match &draft.content {
        Content::Credential { line: Some(line), .. } => name_of_line(credential)
            .filter(|name| taken.get(name) == Some(&1))
            .unwrap_or_else(|| slug(&format!("{}-{line}", draft.file.stem()))),
        _ => slug(draft.file.stem()),
    })
}

/// How often each name is asked for by lines of JSON Lines.
fn names_of_lines(drafts: &Drafts, judgements: &[Judgement]) -> BTreeMap<String, usize> {
    let mut taken = BTreeMap::new();
    for (draft, judgement) in drafts.credentials.iter().zip(judgements) {
        if let (Content::Credential { line: Some(_), .. }, Some(credential)) =
            (&draft.content, judgement.verdict.value())
            && let Some(name) = name_of_line(credential)
        {
            *taken.entry(name).or_default() += 1;
        }
    }
    taken
}

/// The last part of a credential's id.
fn name_of_line(credential: &Credential) -> Option<String> {
    let last = credential.id.as_deref()?.split(['/', ':', '#', '?']).rfind(|part| !part.is_empty())?;
    Some(slug(last)).filter(|name| name != "entry")
}

/// What is published of an entry. The file of an unsigned credential proves nothing: with an e-mail address in it, it stays at home.
fn payload(draft: &CredentialDraft, judgement: &Judgement, found: &mut Vec<Diagnostic>) -> Option<Payload> {
    let Content::Credential { bytes, form, .. } = &draft.content else { return None };
    if mentions_mail(bytes) {
        let warn = |message: &str, help: &str| {
            Diagnostic::warning("mail-address", message).in_file(draft.file.as_str()).help(help)
        };
        if judgement.verdict.grade() == Grade::Reported {
            let message =
                "the credential holds an e-mail address, so the site leaves its file out; the page does not name it";
            found.push(warn(message, "nothing needs to be done"));
            return None;
        }
        let message = "the credential holds an e-mail address, and its file is published as it was signed";
        found.push(warn(message, "ask the issuer for a credential without it, or take the credential off the site"));
    }
    Some(Payload { bytes: bytes.clone(), form: *form })
}

/// Whether text holds something like `ada@example.org`; `@context` and `/@ada` are not like it.
fn mentions_mail(bytes: &[u8]) -> bool {
    let around = |at: usize, after: usize| {
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        at > 0 && word(bytes.get(at - 1)) && word(bytes.get(after))
    };
    let escaped = |at: usize| bytes[at..].starts_with(b"%40") && around(at, at + 3);
    (0..bytes.len()).any(|at| match bytes[at] {
        b'@' => around(at, at + 1),
        b'%' => escaped(at),
        _ => false,
    })
}

/// Where and when a credential without a signature was fetched: only what the lock file says was published there.
fn published(drafts: &Drafts, judgement: &Judgement, content: &Content) -> Option<Published> {
    let (Grade::Reported, Content::Credential { bytes, .. }) = (judgement.verdict.grade(), content) else {
        return None;
    };
    let fetched = drafts.documents.iter().find(|document| document.bytes == *bytes)?;
    let host = url::Url::parse(&fetched.url).ok()?.host_str()?.to_owned();
    Some(Published { host, at: fetched.retrieved })
}

fn is_own(drafts: &Drafts, credential: &Credential) -> bool {
    let own = drafts.site.issuer.as_ref();
    own.is_some_and(|own| credential.issuer.id.as_deref() == Some(own.id.as_str()))
}

/// The badge that the notes name, else the one whose address the achievement has.
fn badge_of(
    drafts: &Drafts,
    draft: &CredentialDraft,
    credential: &Credential,
    badges: &[Badge],
    found: &mut Vec<Diagnostic>,
) -> Option<BadgeId> {
    if let Some(named) = &draft.notes.badge {
        let badge = badges::find(badges, &named.value);
        if badge.is_none() {
            let mut wrong = Diagnostic::error("unknown-name", format!("there is no badge badges/{}.yaml", named.value));
            wrong.place = Some(named.place.clone());
            let near = suggest(&named.value, badges.iter().map(|badge| badge.slug.as_str()));
            found.push(wrong.help(near.map_or_else(
                || "define the badge in badges/, or remove the field".to_owned(),
                |near| format!("did you mean {near:?}?"),
            )));
        }
        return badge;
    }
    let achievement = credential.achievement()?.id.as_deref()?;
    let rest = achievement.strip_prefix(drafts.site.url.as_deref()?)?.strip_prefix("badges/")?;
    badges::find(badges, rest.split(['/', '#', '?']).next()?)
}

/// A registry lists whom its ledger says consented; everything else is listed unless it is hidden.
fn listed(
    drafts: &Drafts,
    draft: &CredentialDraft,
    (judgement, credential): (&Judgement, &Credential),
    ledger: &BTreeMap<&str, &Issued>,
    found: &mut Vec<Diagnostic>,
) -> bool {
    if draft.notes.hidden {
        return false;
    }
    if judgement.verdict.grade() == Grade::Claimed || !is_own(drafts, credential) {
        return true;
    }
    let issued = credential.id.as_deref().and_then(|id| ledger.get(id));
    if issued.is_none() {
        let message = "this site issued the credential, but ledger.jsonl does not know it, so it is not listed";
        let help = "restore its line in ledger.jsonl from your version control";
        found.push(Diagnostic::warning("not-in-ledger", message).in_file(draft.file.as_str()).help(help));
    }
    issued.is_some_and(|issued| issued.listed)
}

fn warn_of_another_holder(
    drafts: &Drafts,
    draft: &CredentialDraft,
    (judgement, credential): (&Judgement, &Credential),
    found: &mut Vec<Diagnostic>,
) {
    let (Some(holder), Some(recipient)) = (&drafts.site.holder, credential.recipient()) else { return };
    let same = slug(&holder.name) == slug(recipient);
    if !same && judgement.verdict.grade() != Grade::Claimed {
        let message = format!("the credential was issued to {recipient:?}, and this site is about {:?}", holder.name);
        let help = "keep it if both are you; otherwise take it off the site";
        found.push(Diagnostic::warning("other-recipient", message).in_file(draft.file.as_str()).help(help));
    }
}

fn artwork(notes: &DesignDraft, credential: &Credential, badge: Option<&Badge>, stock: Stock) -> super::site::Design {
    match badge {
        Some(badge) if *notes == DesignDraft::default() => badge.design.clone(),
        _ => {
            let title = credential.title().unwrap_or_default();
            let kind = credential.achievement().and_then(|a| a.kind.as_deref()).unwrap_or_default();
            design(notes, title, kind, None, stock)
        }
    }
}

fn notes(draft: &NotesDraft, content: &Content) -> Notes {
    Notes {
        featured: draft.featured,
        collections: draft.collections.clone(),
        reflection: draft.reflection.as_ref().map(|text| own(text, STAND)),
        evidence: draft.evidence.clone(),
        source: match content {
            Content::Claim(claim) => claim.source.clone(),
            Content::Credential { .. } => None,
        },
    }
}
