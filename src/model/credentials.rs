//! The credentials of a site: what lists need of each one is held, and the rest is given when a page asks for it.
//! A list of a million stays small: renderers go through [`Brief`]s and ask for an [`Entry`] only where they show it.

use std::ops::Index;
use std::sync::Arc;

use accolade_credential::{CheckId, Credential, Judgement, Outcome, Seal, Verdict};
use jiff::Timestamp;

use super::entry::Entry;
use super::ids::{BadgeId, EntryId, IssuerId, SkillId};
use crate::diag::Diagnostic;
use crate::draft::Form;

/// What is always at hand of a credential.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Its place in the site's order.
    pub id: EntryId,
    /// Its folder below `credentials/`.
    pub slug: Box<str>,
    /// The verdict, without the credential.
    pub verdict: Verdict<()>,
    /// What was earned, in words.
    pub title: Option<Arc<str>>,
    /// Who earned it.
    pub recipient: Option<Box<str>>,
    /// When it was earned.
    pub earned: Option<Timestamp>,
    /// The end of its validity.
    pub until: Option<Timestamp>,
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
    /// Whether its status list says that the issuer took it back.
    pub revoked: bool,
    whole: Arc<Entry>,
}

impl Brief {
    fn of(id: EntryId, entry: Entry) -> Self {
        let value = entry.judgement.verdict.value();
        Self {
            id,
            slug: entry.slug.as_str().into(),
            verdict: entry.judgement.verdict.proof(),
            title: value.and_then(Credential::title).map(Arc::from),
            recipient: value.and_then(Credential::recipient).map(Box::from),
            earned: value.and_then(Credential::earned),
            until: value.and_then(|value| value.valid_until),
            form: entry.payload.as_ref().map(|payload| payload.form),
            badge: entry.badge,
            issuer: entry.issuer,
            skills: entry.skills.as_slice().into(),
            collections: entry.notes.collections.as_slice().into(),
            featured: entry.notes.featured,
            listed: entry.listed,
            revoked: is_revoked(&entry.judgement),
            whole: Arc::new(entry),
        }
    }

    /// The codes of its checks, in their order.
    #[must_use]
    pub fn codes(&self) -> String {
        self.whole.judgement.checks.iter().map(|check| check.code()).collect::<Vec<_>>().join(" ")
    }

    /// The seal, when a good signature stands behind it.
    #[must_use]
    pub const fn seal(&self) -> Option<&Seal> {
        self.verdict.seal()
    }
}

/// Whether its status list says that the issuer took it back.
pub(super) fn is_revoked(judgement: &Judgement) -> bool {
    judgement.checks.iter().any(|check| check.id() == CheckId::Status && check.outcome() == Outcome::Fail)
}

/// All credentials that are not refused, newest first, then by title.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    all: Vec<Brief>,
    listed: Vec<EntryId>,
    proven: Proven,
}

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
        Ok(Arc::clone(&self[id].whole))
    }

    /// Everything about all of them: for sites that are small.
    ///
    /// # Errors
    /// When a file has changed since it was judged.
    pub fn whole(&self) -> Result<Vec<Arc<Entry>>, Diagnostic> {
        self.all.iter().map(|brief| self.entry(brief.id)).collect()
    }

    /// Changes the entries of a site that a test makes.
    #[cfg(test)]
    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut Vec<Entry>)) {
        let mut entries: Vec<Entry> = self.all.iter().map(|brief| Entry::clone(&brief.whole)).collect();
        change(&mut entries);
        *self = entries.into();
    }
}

impl From<Vec<Entry>> for Credentials {
    fn from(entries: Vec<Entry>) -> Self {
        let all: Vec<Brief> = (0..).map(EntryId).zip(entries).map(|(id, entry)| Brief::of(id, entry)).collect();
        let listed: Vec<EntryId> = all.iter().filter(|brief| brief.listed).map(|brief| brief.id).collect();
        let proven = Proven::of(listed.iter().map(|id| &all[id.0 as usize].verdict));
        Self { all, listed, proven }
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
            if let Verdict::Verified(verified) = verdict {
                proven.count += 1;
                proven.as_of.get_or_insert(verified.as_of());
            }
        }
        proven
    }

    /// How many.
    #[must_use]
    pub const fn count(self) -> usize {
        self.count
    }

    /// The moment that the first of them was judged for.
    #[must_use]
    pub const fn as_of(self) -> Option<Timestamp> {
        self.as_of
    }
}
