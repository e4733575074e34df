//! The credentials of a site: what lists need of each one is held, and the rest is given when a page asks for it.
//! A list of a million stays small: renderers go through [`Brief`]s and ask for an [`Entry`] only where they show it.

mod brief;

use std::ops::Index;
use std::sync::{Arc, Mutex, PoisonError};

use accolade_credential::Verdict;
use jiff::Timestamp;

use super::entry::Entry;
use super::ids::EntryId;
use crate::diag::Diagnostic;

pub(super) use brief::Body;
pub use brief::Brief;

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

    /// Of those, the ones that were issued to whom the site is about: all of a registry's.
    pub fn own(&self) -> impl Iterator<Item = &Brief> {
        self.listed.iter().map(|id| &self[*id]).filter(|brief| !brief.for_another)
    }

    /// How many of [`Self::own`] are verified.
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
        let own = listed.iter().map(|id| &all[id.0 as usize]).filter(|brief| !brief.for_another);
        let proven = Proven::of(own.map(|brief| &brief.verdict));
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
                source: crate::load::SourcePath::new("test").expect("a name"),
                line: None,
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
