//! In: credential drafts with their judgements. Out: entries, newest first, with slug, badge, artwork and consent.
//! What a page shows of a credential comes from the judgement; what the holder wrote stays apart, in the notes.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroU32;
use std::sync::Arc;

use accolade_credential::{Grade, Judgement, Verdict};

use super::badges;
use super::credentials::{Body, Brief};
use super::design::{Stock, check_icon, design};
use super::entry::STAND;
use super::half::{Half, another, another_holder, badge_not_known, twins};
use super::line_names::{name_of_line, names_of_lines};
use super::site::{Badge, BadgeId, Design, Entry, EntryId, Notes, Payload, Published};
use crate::diag::Diagnostic;
use crate::draft::markdown::own;
use crate::draft::{Content, DesignDraft, Drafts, Form, IdKey, NotesDraft, is_id, mentions_mail, slug, suggest};
use crate::judge::{Facts, Judged, Judgements, LineBytes, Origin};

/// Title and type, from which the look of an artwork without a badge is made.
type Look = (Option<Arc<str>>, Option<String>);

/// What entries are made from.
struct Making<'a, 'i> {
    drafts: &'a Drafts,
    badges: &'a [Badge],
    stock: Stock<'a, 'i>,
    gone: BTreeSet<&'a str>,
    /// How often each name is asked for by lines of files.
    names: HashMap<IdKey, u32>,
    /// The looks of artwork without a badge here, by title and type.
    looks: HashMap<Look, Arc<Design>>,
    by_badge: Vec<Arc<Design>>,
}

/// Everything that is not refused, newest first, then by title; their issuers and skills are set later.
pub(super) fn entries<'a>(
    drafts: &'a Drafts,
    judgements: Judgements,
    badges: &'a [Badge],
    stock: Stock<'a, '_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Brief> {
    let mut making = Making {
        drafts,
        badges,
        stock,
        gone: super::gone::ids(&drafts.ledger),
        names: names_of_lines(&judgements),
        looks: HashMap::new(),
        by_badge: badges.iter().map(|badge| Arc::new(badge.design.clone())).collect(),
    };
    for draft in &drafts.credentials {
        found.extend(check_icon(&draft.notes.design, stock.icons));
    }
    let mut made = Vec::with_capacity(judgements.len());
    for part in judgements.parts {
        made.extend(part.into_iter().filter_map(|judged| making.brief(judged, found)));
    }
    found.extend(twins(&made));
    made.sort_unstable_by(|a, b| {
        let order =
            b.facts.earned.cmp(&a.facts.earned).then_with(|| a.facts.achieved.folded.cmp(&b.facts.achieved.folded));
        order.then_with(|| a.slug.cmp(&b.slug))
    });
    made
}

impl Making<'_, '_> {
    fn brief(&mut self, judged: Judged, found: &mut Vec<Diagnostic>) -> Option<Brief> {
        let drafts = self.drafts;
        let (file, draft, line) = match &judged.origin {
            Origin::Draft(n) => (&drafts.credentials[*n].file, Some(&drafts.credentials[*n]), None),
            Origin::Line { file, number, .. } => (file.path(), None, Some(*number)),
        };
        let half = Half { kept: &judged.kept, file, draft, line };
        if half.facts().id.as_deref().is_some_and(|id| self.gone.contains(id)) {
            let message = "the ledger says that this credential is gone, so it is not published".to_owned();
            found.push(half.warn("gone-credential", message, "run `accolade issue`, which takes it out of the file"));
            return None;
        }
        let badge = self.badge_of(&half, found);
        let listed = self.listed(&half, found);
        found.extend(another_holder(drafts, &half));
        found.extend(badge_not_known(&half));
        let slug: Box<str> = self.address(&half).into();
        let design = self.look(&half, badge);
        let source = file.clone();
        let form = self.published_form(&half, &judged.origin, found);
        let body = self.body(&judged, (&slug, badge, listed), form, design);
        let notes = match &body {
            Body::Held(entry) => Some(&entry.notes),
            Body::Line { .. } => None,
        };
        Some(Brief {
            id: EntryId(0),
            form,
            badge,
            issuer: None,
            skills: Arc::default(),
            collections: notes.map(|notes| notes.collections.as_slice().into()).unwrap_or_default(),
            featured: notes.is_some_and(|notes| notes.featured),
            listed,
            for_another: another(drafts, &judged.kept).is_some(),
            slug,
            body,
            source,
            line: line.and_then(|line| NonZeroU32::new(u32::try_from(line).ok()?)),
            verdict: judged.kept.verdict,
            facts: judged.kept.facts,
            standing: judged.kept.standing,
        })
    }

    /// What pages need besides, or where it is.
    fn body(
        &self,
        judged: &Judged,
        (slug, badge, listed): (&str, Option<BadgeId>, bool),
        form: Option<Form>,
        design: Arc<Design>,
    ) -> Body {
        let (bytes, notes): (Option<Arc<[u8]>>, Notes) = match (&judged.origin, &judged.kept.whole) {
            (Origin::Line { file, bytes: LineBytes::Within(offset, length), .. }, None) => {
                return Body::Line { file: Arc::clone(file), offset: *offset, length: *length, design };
            }
            (Origin::Line { bytes: LineBytes::Held(bytes), .. }, _) => (Some(bytes.clone()), Notes::default()),
            (Origin::Line { file, bytes: LineBytes::Within(offset, length), .. }, Some(_)) => {
                (file.read(*offset, u64::from(*length)).ok().map(Arc::from), Notes::default())
            }
            (Origin::Draft(n), _) => {
                let draft = &self.drafts.credentials[*n];
                let bytes = match &draft.content {
                    Content::Credential { bytes, .. } => Some(bytes.clone()),
                    Content::Claim(_) => None,
                };
                (bytes, notes(&draft.notes, &draft.content))
            }
        };
        let read = || bytes.as_deref().and_then(|bytes| judged.kept.verdict.read(bytes));
        let judgement = match &judged.kept.whole {
            Some(judgement) => Judgement::clone(judgement),
            None => Judgement { verdict: read().unwrap_or(Verdict::Refused), ..Entry::absent().judgement },
        };
        Body::Held(Arc::new(Entry {
            id: EntryId(0),
            slug: slug.to_owned(),
            published: self.published(&judgement, bytes.as_deref()),
            judgement,
            payload: form.and_then(|form| Some(Payload { bytes: bytes?, form })),
            badge,
            issuer: None,
            skills: Vec::new(),
            design: Design::clone(&design),
            notes,
            listed,
            for_another: another(self.drafts, &judged.kept).is_some(),
        }))
    }

    /// The folder below `credentials/`: as the notes say, as the credential's own address on this site says, or after the file; a
    /// line of a file is called after its credential's id, unless another line is called the same.
    fn address(&self, half: &Half<'_>) -> String {
        if let Some(slug) = half.draft.and_then(|draft| draft.slug.as_ref()) {
            return slug.value.clone();
        }
        let own = self.is_own(half.facts()).then(|| {
            let rest = half.facts().id.as_deref()?.strip_prefix(self.drafts.site.url.as_deref()?)?;
            let named = rest.strip_prefix("credentials/")?.split('/').next()?;
            is_id(named).then(|| named.to_owned())
        });
        own.flatten().unwrap_or_else(|| match half.line {
            Some(line) => name_of_line(half.facts())
                .filter(|name| self.names.get(&IdKey::of(name)) == Some(&1))
                .unwrap_or_else(|| slug(&format!("{}-{line}", half.file.stem()))),
            None => slug(half.file.stem()),
        })
    }

    /// What is published of an entry. The file of an unsigned credential proves nothing: with an e-mail address in it, it stays at home.
    fn published_form(&self, half: &Half<'_>, origin: &Origin, found: &mut Vec<Diagnostic>) -> Option<Form> {
        let (form, mail) = match origin {
            Origin::Line { form, mail, .. } => (*form, *mail),
            Origin::Draft(n) => match &self.drafts.credentials[*n].content {
                Content::Credential { bytes, form, .. } => (*form, mentions_mail(bytes)),
                Content::Claim(_) => return None,
            },
        };
        if mail && half.kept.grade() == Grade::Reported {
            let message =
                "the credential holds an e-mail address, so the site leaves its file out; the page does not name it";
            found.push(half.warn("mail-address", message.to_owned(), "nothing needs to be done"));
            return None;
        }
        if mail {
            let message = "the credential holds an e-mail address, and its file is published as it was signed";
            let help = "ask the issuer for a credential without it, or take the credential off the site";
            found.push(half.warn("mail-address", message.to_owned(), help));
        }
        Some(form)
    }

    /// Where and when a credential without a signature was fetched: only what the lock file says was published there.
    fn published(&self, judgement: &Judgement, bytes: Option<&[u8]>) -> Option<Published> {
        let bytes = bytes.filter(|_| judgement.verdict.grade() == Grade::Reported)?;
        let fetched = self.drafts.documents.iter().find(|document| *document.bytes == *bytes)?;
        let host = url::Url::parse(&fetched.url).ok()?.host_str()?.to_owned();
        Some(Published { host, at: fetched.retrieved })
    }

    fn is_own(&self, facts: &Facts) -> bool {
        let own = self.drafts.site.issuer.as_ref();
        own.is_some_and(|own| facts.issuer.id.as_deref() == Some(own.id.as_str()))
    }

    /// The badge that the notes name, else the one whose address the achievement has.
    fn badge_of(&self, half: &Half<'_>, found: &mut Vec<Diagnostic>) -> Option<BadgeId> {
        if let Some(named) = half.draft.and_then(|draft| draft.notes.badge.as_ref()) {
            let badge = badges::find(self.badges, &named.value);
            if badge.is_none() {
                let mut wrong =
                    Diagnostic::error("unknown-name", format!("there is no badge badges/{}.yaml", named.value));
                wrong.place = Some(named.place.clone());
                let near = suggest(&named.value, self.badges.iter().map(|badge| badge.slug.as_str()));
                found.push(wrong.help(near.map_or_else(
                    || "define the badge in badges/, or remove the field".to_owned(),
                    |near| format!("did you mean {near:?}?"),
                )));
            }
            return badge;
        }
        let achievement = half.facts().achieved.id.as_deref()?;
        let rest = achievement.strip_prefix(self.drafts.site.url.as_deref()?)?.strip_prefix("badges/")?;
        badges::find(self.badges, rest.split(['/', '#', '?']).next()?)
    }

    /// A registry lists whom its ledger says consented; everything else is listed unless it is hidden.
    fn listed(&self, half: &Half<'_>, found: &mut Vec<Diagnostic>) -> bool {
        if half.draft.is_some_and(|draft| draft.notes.hidden) {
            return false;
        }
        if half.kept.grade() == Grade::Claimed || !self.is_own(half.facts()) {
            return true;
        }
        let key = half.facts().id.as_deref().map(IdKey::of);
        let place = key.and_then(|key| self.drafts.ledger.find(key));
        if place.is_none() {
            let message = "this site issued the credential, but ledger.jsonl does not know it, so it is not listed";
            let help = "restore its line in ledger.jsonl from your version control";
            found.push(half.warn("not-in-ledger", message.to_owned(), help));
        }
        place.is_some_and(|place| self.drafts.ledger.issued[place].listed)
    }

    /// How its artwork looks: as that of its badge, unless the notes say otherwise.
    fn look(&mut self, half: &Half<'_>, badge: Option<BadgeId>) -> Arc<Design> {
        let none = DesignDraft::default();
        let notes = half.draft.map_or(&none, |draft| &draft.notes.design);
        if let Some(badge) = badge.filter(|_| *notes == none && half.kept.grade() != Grade::Claimed) {
            return Arc::clone(&self.by_badge[badge.0 as usize]);
        }
        let (achieved, stock) = (&half.facts().achieved, self.stock);
        let made = || {
            let (title, kind) = (achieved.title.as_deref(), achieved.kind.as_deref());
            Arc::new(design(notes, title.unwrap_or_default(), kind.unwrap_or_default(), None, stock))
        };
        if half.kept.grade() == Grade::Claimed {
            return Arc::new(Design { is_claim: true, ..Arc::unwrap_or_clone(made()) });
        }
        if *notes != none {
            return made();
        }
        Arc::clone(self.looks.entry((achieved.title.clone(), achieved.kind.clone())).or_insert_with(made))
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
