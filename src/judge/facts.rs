//! In: a judgement. Out: what is kept of it in memory: the verdict bound to the bytes, and the facts that lists and links are made of.
//! What many credentials say alike, such as the badge, the issuer and the checks, is held once.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use accolade_credential::credential::{Achievement, Alignment, Profile};
use accolade_credential::{
    Check, CheckId, Credential, Digest, Grade, Judgement, Outcome, Recognition, Signature, Verdict,
};
use jiff::Timestamp;

use crate::draft::Wording;

/// What is kept of a judged credential.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The verdict, without the credential.
    pub verdict: Verdict<Digest>,
    /// What it rests on.
    pub standing: Arc<Standing>,
    /// What the credential says, as far as it is needed before its page is made.
    pub facts: Facts,
    /// The judgement whole, when its credential cannot be read again from its bytes.
    pub whole: Option<Arc<Judgement>>,
}

/// What a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The cryptographic state alone.
    pub signature: Signature,
    /// The issuer that the credential names.
    pub issuer: Option<String>,
    /// Who the issuer is known to be.
    pub recognition: Recognition,
    /// The five checks.
    pub checks: Vec<Check>,
}

/// What a credential says, in short.
#[derive(Debug, Clone)]
pub struct Facts {
    /// `id`
    pub id: Option<Box<str>>,
    /// Who earned it.
    pub recipient: Option<Box<str>>,
    /// Stands for their identifier, such as a DID: the same for the same.
    pub recipient_id: Option<u64>,
    /// When it was earned.
    pub earned: Option<Timestamp>,
    /// The end of its validity.
    pub until: Option<Timestamp>,
    /// From when to when it was done, when that is stated.
    pub activity: Option<Box<Period>>,
    /// Who issued it.
    pub issuer: Arc<Profile>,
    /// What was achieved.
    pub achieved: Arc<Achieved>,
}

/// A start and an end, either of which may be left open.
pub type Period = (Option<Timestamp>, Option<Timestamp>);

/// What was achieved, in short.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Achieved {
    /// `id`
    pub id: Option<String>,
    /// What was earned, in words.
    pub title: Option<Arc<str>>,
    /// The same in lower case, to sort by.
    pub folded: String,
    /// `achievementType`
    pub kind: Option<String>,
    /// `alignment`
    pub alignments: Vec<Alignment>,
    /// `tag`
    pub tags: Vec<String>,
    /// Stands for its words.
    pub wording: Wording,
}

/// What is held once, however often it is said.
#[derive(Debug, Default)]
pub(super) struct Pools {
    standings: Pool<Standing>,
    profiles: Pool<Profile>,
    achieved: Pool<Achieved>,
    badges: Mutex<HashMap<String, Vec<Made>>>,
}

impl Kept {
    /// Keeps a judgement. `whole` when the credential is held anyway, or cannot be had again.
    pub(super) fn of(judgement: Judgement, verdict: Verdict<Digest>, whole: bool, pools: &Pools) -> Self {
        let none = Credential::default();
        let facts = Facts::of(judgement.verdict.value().unwrap_or(&none), pools);
        let whole = whole || !verdict.is_bound();
        let standing = Standing {
            signature: judgement.signature,
            issuer: judgement.issuer.clone(),
            recognition: judgement.recognition.clone(),
            checks: judgement.checks.clone(),
        };
        Self { verdict, standing: pools.standings.share(standing), facts, whole: whole.then(|| Arc::new(judgement)) }
    }

    /// What is kept of a judgement that a test makes.
    #[cfg(test)]
    pub(crate) fn held(judgement: Judgement) -> Self {
        let verdict = judgement.verdict.proof();
        Self::of(judgement, verdict, true, &Pools::default())
    }

    /// The grade of its verdict.
    #[must_use]
    pub const fn grade(&self) -> Grade {
        self.verdict.grade()
    }
}

impl Standing {
    /// Whether the status list says that the issuer took the credential back.
    #[must_use]
    pub fn is_revoked(&self) -> bool {
        self.checks.iter().any(|check| check.id() == CheckId::Status && check.outcome() == Outcome::Fail)
    }

    /// Whether that is for a time.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        let is_it = |check: &Check| check.id() == CheckId::Status && check.code().contains("suspend");
        self.is_revoked() && self.checks.iter().any(is_it)
    }
}

impl Facts {
    fn of(credential: &Credential, pools: &Pools) -> Self {
        // A fragment of the credential's own id tells nobody from anybody.
        let own = credential.id.as_deref().unwrap_or_default();
        let tells = |id: &&str| !id.strip_prefix(own).is_some_and(|rest| rest.starts_with('#'));
        Self {
            id: credential.id.as_deref().map(Box::from),
            recipient: credential.recipient().map(Box::from),
            recipient_id: credential.earner().and_then(|subject| subject.id.as_deref()).filter(tells).map(number),
            earned: credential.earned(),
            until: credential.valid_until,
            activity: credential
                .earner()
                .map(|subject| (subject.activity_start, subject.activity_end))
                .filter(|(from, to)| from.is_some() || to.is_some())
                .map(Box::new),
            issuer: pools.profiles.share(credential.issuer.clone()),
            achieved: pools.achieved_of(credential.achievement(), credential.title()),
        }
    }
}

impl Achieved {
    fn of(achievement: Option<&Achievement>, title: Option<&str>) -> Self {
        Self {
            id: achievement.and_then(|a| a.id.clone()),
            title: title.map(Arc::from),
            folded: title.unwrap_or_default().to_lowercase(),
            kind: achievement.and_then(|a| a.kind.clone()),
            alignments: achievement.map(|a| a.alignments.clone()).unwrap_or_default(),
            tags: achievement.map(|a| a.tags.clone()).unwrap_or_default(),
            wording: Wording::of(
                achievement.and_then(|a| a.name.as_deref()).unwrap_or_default(),
                achievement.and_then(|a| a.description.as_deref()).unwrap_or_default(),
                achievement.and_then(|a| a.criteria.as_deref()).unwrap_or_default(),
            ),
        }
    }
}

/// A badge as it was signed, and its facts.
type Made = (Achievement, Arc<Achieved>);

/// Badges whose facts are kept beside what they were made of, and of one id.
const MOST: usize = 512;
const OF_ONE: usize = 4;

impl Pools {
    /// What was achieved: of a badge that many were given it is made once.
    fn achieved_of(&self, achievement: Option<&Achievement>, title: Option<&str>) -> Arc<Achieved> {
        let named = achievement.and_then(|all| Some((all, all.id.as_deref()?)));
        let Some((achievement, id)) = named else { return self.achieved.share(Achieved::of(achievement, title)) };
        let lock = || self.badges.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(of, made): &&Made| made.title.as_deref() == title && of == achievement;
        if let Some((_, made)) = lock().get(id).and_then(|all| all.iter().find(same)) {
            return Arc::clone(made);
        }
        let made = self.achieved.share(Achieved::of(Some(achievement), title));
        let mut badges = lock();
        if badges.len() < MOST || badges.contains_key(id) {
            let all = badges.entry(id.to_owned()).or_default();
            if all.len() < OF_ONE {
                all.push((achievement.clone(), Arc::clone(&made)));
            }
        }
        made
    }
}

fn number(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash is longer than eight bytes"))
}

#[derive(Debug)]
struct Pool<T>(Mutex<HashSet<Arc<T>>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Eq + Hash> Pool<T> {
    fn share(&self, value: T) -> Arc<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get(&value) {
            return Arc::clone(held);
        }
        let value = Arc::new(value);
        all.insert(Arc::clone(&value));
        value
    }
}
