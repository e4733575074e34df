//! The credentials of a site: what lists need of each one is held, and the rest is given when a page asks for it.
//! A list of a million stays small: renderers go through [`Brief`]s and ask for an [`Entry`] only where they show it.

use std::ops::Index;
use std::sync::{Arc, Mutex, PoisonError};

use accolade_credential::{Check, Digest, Grade, Judgement, Seal, Verdict, Verified};
use jiff::Timestamp;

use super::badge::Design;
use super::entry::{Entry, Notes, Payload};
use super::ids::{BadgeId, EntryId, IssuerId, SkillId};
use super::people::Person;
use crate::diag::Diagnostic;
use crate::draft::Form;
use crate::judge::{Facts, Period, Standing};
use crate::load::{LineFile, SourcePath};

/// What is always at hand of a credential.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Its place in the site's order.
    pub id: EntryId,
    /// Its folder below `credentials/`.
    pub slug: Box<str>,
    /// The verdict, without the credential.
    pub verdict: Verdict<Digest>,
    /// What its published file is, when it has one.
    pub form: Option<Form>,
    /// The definition on this site, when there is one.
    pub badge: Option<BadgeId>,
    /// Its issuer's page; self-declared entries have none.
    pub issuer: Option<IssuerId>,
    /// Skills it shows.
    pub skills: Arc<[SkillId]>,
    /// The holder's own groups that it belongs to.
    pub collections: Arc<[String]>,
    /// On the featured shelf.
    pub featured: bool,
    /// Whether lists, feeds and the sitemap name it; its page stands either way.
    pub listed: bool,
    /// Whether it was issued to somebody else than the site is about.
    pub for_another: bool,
    /// What else pages need, or where it is.
    pub(super) body: Body,
    pub(super) facts: Facts,
    pub(super) standing: Arc<Standing>,
    /// The file that makes it.
    pub source: SourcePath,
}

/// Everything else about a credential.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// It is held.
    Held(Arc<Entry>),
    /// It is made of a line of a file when it is asked for.
    Line {
        file: Arc<LineFile>,
        offset: u64,
        length: u32,
        /// How its artwork looks.
        design: Arc<Design>,
    },
}

impl Brief {
    /// What was earned, in words.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.facts.achieved.title.as_deref()
    }

    /// Who earned it.
    #[must_use]
    pub fn recipient(&self) -> Option<&str> {
        self.facts.recipient.as_deref()
    }

    /// Who that is among all, to count people by.
    #[must_use]
    pub fn person(&self) -> Person {
        Person::of(self.recipient(), self.facts.recipient_id)
    }

    /// When it was earned.
    #[must_use]
    pub const fn earned(&self) -> Option<Timestamp> {
        self.facts.earned
    }

    /// The end of its validity.
    #[must_use]
    pub const fn until(&self) -> Option<Timestamp> {
        self.facts.until
    }

    /// The credential's own id.
    #[must_use]
    pub fn identifier(&self) -> Option<&str> {
        self.facts.id.as_deref()
    }

    /// What was earned, of what kind.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.facts.achieved.kind.as_deref()
    }

    /// From when to when it was done.
    #[must_use]
    pub fn activity(&self) -> Period {
        self.facts.activity.as_deref().copied().unwrap_or_default()
    }

    /// How the credential names its issuer.
    #[must_use]
    pub fn issuer_name(&self) -> Option<&str> {
        self.facts.issuer.name.as_deref()
    }

    /// The proof of its verdict, where the credential itself is read only when it is asked for: lists need not ask for it.
    #[must_use]
    pub const fn proof_at_hand(&self) -> Option<&Verified<Digest>> {
        match (&self.body, &self.verdict) {
            (Body::Line { .. }, Verdict::Verified(proof)) => Some(proof),
            _ => None,
        }
    }

    /// The codes of its checks, in their order.
    #[must_use]
    pub fn codes(&self) -> String {
        self.standing.checks.iter().map(Check::code).collect::<Vec<_>>().join(" ")
    }

    /// Whether its status list says that the issuer took it back.
    #[must_use]
    pub fn is_revoked(&self) -> bool {
        self.standing.is_revoked()
    }

    /// Whether that is for a time.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.standing.is_suspended()
    }

    /// Whether it is signed by its issuer, who did not take it back, and not for somebody else than the site is about: then a skill can be named without a mark.
    #[must_use]
    pub fn stands(&self) -> bool {
        matches!(self.verdict.grade(), Grade::Verified | Grade::Authentic) && !self.is_revoked() && !self.for_another
    }

    /// Whether it proves something of whom the site is about: it is verified, and was issued to them.
    #[must_use]
    pub fn proves_holder(&self) -> bool {
        self.verdict.grade() == Grade::Verified && !self.for_another
    }

    /// The seal, when a good signature stands behind it.
    #[must_use]
    pub const fn seal(&self) -> Option<&Seal> {
        self.verdict.seal()
    }

    /// Everything about it.
    fn entry(&self) -> Result<Arc<Entry>, Diagnostic> {
        let (file, offset, length, design) = match &self.body {
            Body::Held(entry) => return Ok(Arc::clone(entry)),
            Body::Line { file, offset, length, design } => (file, *offset, *length, design),
        };
        let bytes = file.read(offset, u64::from(length))?;
        let Some(verdict) = self.verdict.read(&bytes) else {
            let changed = Diagnostic::error("file-changed", "the file has changed since its credentials were judged");
            let changed = changed.in_file(file.path().as_str()).about(&*self.slug);
            return Err(changed.help("run this again when nothing else writes to it"));
        };
        let judgement = Judgement {
            verdict,
            signature: self.standing.signature,
            issuer: self.standing.issuer.clone(),
            recognition: self.standing.recognition.clone(),
            checks: self.standing.checks.clone(),
            proofs: Vec::new(),
        };
        Ok(Arc::new(Entry {
            id: self.id,
            slug: self.slug.to_string(),
            judgement,
            payload: self.form.map(|form| Payload { bytes: bytes.into(), form }),
            published: None,
            badge: self.badge,
            issuer: self.issuer,
            skills: self.skills.to_vec(),
            design: Design::clone(design),
            notes: Notes::default(),
            listed: self.listed,
            for_another: self.for_another,
        }))
    }
}

/// All credentials that are not refused, newest first, then by title.
#[derive(Debug, Default)]
pub struct Credentials {
    all: Vec<Brief>,
    listed: Vec<EntryId>,
    proven: Proven,
    /// What was made last, by the last digits of its id: several files of one credential are made one after another.
    recent: Vec<Slot>,
}

/// An entry that was made.
type Slot = Mutex<Option<(EntryId, Arc<Entry>)>>;

/// How many of the entries that were made last are kept.
const RECENT: usize = 256;

impl Credentials {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Brief> {
        self.all.iter()
    }

    /// Those that lists name, in order.
    #[must_use]
    pub fn listed(&self) -> &[EntryId] {
        &self.listed
    }

    /// How many of those are verified.
    #[must_use]
    pub const fn proven(&self) -> Proven {
        self.proven
    }

    /// Everything about one of them.
    ///
    /// # Errors
    /// When the file that it is in has changed since it was judged.
    pub fn entry(&self, id: EntryId) -> Result<Arc<Entry>, Diagnostic> {
        let brief = &self[id];
        if let Body::Held(entry) = &brief.body {
            return Ok(Arc::clone(entry));
        }
        let mut slot = self.recent[id.0 as usize % RECENT].lock().unwrap_or_else(PoisonError::into_inner);
        match &*slot {
            Some((held, entry)) if *held == id => Ok(Arc::clone(entry)),
            _ => {
                let entry = brief.entry()?;
                *slot = Some((id, Arc::clone(&entry)));
                Ok(entry)
            }
        }
    }

    /// Everything about all of them: for sites that are small.
    ///
    /// # Errors
    /// When a file has changed since it was judged.
    pub fn whole(&self) -> Result<Vec<Arc<Entry>>, Diagnostic> {
        self.all.iter().map(|brief| self.entry(brief.id)).collect()
    }

    /// Credentials in the order of a site.
    pub(super) fn of(mut all: Vec<Brief>) -> Self {
        for (id, brief) in (0..).map(EntryId).zip(&mut all) {
            brief.id = id;
            if let Body::Held(entry) = &mut brief.body
                && (entry.id != id || entry.issuer != brief.issuer || *entry.skills != *brief.skills)
            {
                let entry = Arc::make_mut(entry);
                entry.id = id;
                (entry.issuer, entry.skills) = (brief.issuer, brief.skills.to_vec());
            }
        }
        let listed: Vec<EntryId> = all.iter().filter(|brief| brief.listed).map(|brief| brief.id).collect();
        let proven = Proven::of(listed.iter().map(|id| &all[id.0 as usize].verdict));
        let made = all.iter().any(|brief| matches!(brief.body, Body::Line { .. }));
        let recent = (0..if made { RECENT } else { 0 }).map(|_| Mutex::default()).collect();
        Self { all, listed, proven, recent }
    }

    /// Changes the entries of a site that a test makes.
    #[cfg(test)]
    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut Vec<Entry>)) {
        let whole = self.whole().expect("what a test makes is held");
        let mut entries: Vec<Entry> = whole.iter().map(|entry| Entry::clone(entry)).collect();
        change(&mut entries);
        *self = entries.into();
    }
}

impl Clone for Credentials {
    fn clone(&self) -> Self {
        Self::of(self.all.clone())
    }
}

/// Entries that a test makes.
#[cfg(test)]
impl From<Vec<Entry>> for Credentials {
    fn from(entries: Vec<Entry>) -> Self {
        let brief = |entry: Entry| {
            let kept = crate::judge::Kept::held(entry.judgement.clone());
            Brief {
                id: EntryId(0),
                slug: entry.slug.as_str().into(),
                verdict: kept.verdict,
                form: entry.payload.as_ref().map(|payload| payload.form),
                badge: entry.badge,
                issuer: entry.issuer,
                skills: entry.skills.as_slice().into(),
                collections: entry.notes.collections.as_slice().into(),
                featured: entry.notes.featured,
                listed: entry.listed,
                for_another: entry.for_another,
                body: Body::Held(Arc::new(entry)),
                facts: kept.facts,
                standing: kept.standing,
                source: SourcePath::new("test").expect("a name"),
            }
        };
        Self::of(entries.into_iter().map(brief).collect())
    }
}

impl Index<EntryId> for Credentials {
    type Output = Brief;
    fn index(&self, id: EntryId) -> &Brief {
        &self.all[id.0 as usize]
    }
}

impl<'a> IntoIterator for &'a Credentials {
    type Item = &'a Brief;
    type IntoIter = std::slice::Iter<'a, Brief>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How many credentials the judge made verified, and as of when: counted from its own values alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Proven {
    count: usize,
    as_of: Option<Timestamp>,
}

impl Proven {
    /// Counts what is verified.
    #[must_use]
    pub fn of<'a, T: 'a>(verdicts: impl Iterator<Item = &'a Verdict<T>>) -> Self {
        let mut proven = Self::default();
        for verdict in verdicts {
            if let Some(at) = verdict.verified_as_of() {
                proven.count += 1;
                proven.as_of = Some(proven.as_of.map_or(at, |earliest| earliest.min(at)));
            }
        }
        proven
    }

    /// How many.
    #[must_use]
    pub const fn count(self) -> usize {
        self.count
    }

    /// The moment that all of them are verified as of: the earliest.
    #[must_use]
    pub const fn as_of(self) -> Option<Timestamp> {
        self.as_of
    }
}
