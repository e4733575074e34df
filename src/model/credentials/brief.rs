//! In: what was kept of a credential. Out: a `Brief`, which answers what lists ask, and makes everything else of the file when a page asks for it.

use std::num::NonZeroU32;
use std::sync::Arc;

use accolade_credential::{Check, Digest, Grade, Judgement, Seal, Verdict, Verified};
use jiff::Timestamp;

use crate::diag::{Diagnostic, Place, Span};
use crate::draft::Form;
use crate::judge::{Facts, Period, Standing};
use crate::load::{LineFile, SourcePath};
use crate::model::badge::Design;
use crate::model::entry::{Entry, Notes, Payload};
use crate::model::ids::{BadgeId, EntryId, IssuerId, SkillId};
use crate::model::people::Person;

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
    pub(in crate::model) body: Body,
    pub(in crate::model) facts: Facts,
    pub(in crate::model) standing: Arc<Standing>,
    /// The file that makes it.
    pub source: SourcePath,
    /// Its line there, when it is one of many.
    pub(in crate::model) line: Option<NonZeroU32>,
}

/// Everything else about a credential.
#[derive(Debug, Clone)]
pub(in crate::model) enum Body {
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

    /// Where it stands: its file, and its line there when it is one of many.
    pub(in crate::model) fn place(&self) -> Place {
        let file = self.source.to_string();
        let Some(line) = self.line else {
            return Place { file, line: None, column: None, excerpt: None, length: 0 };
        };
        let text = match &self.body {
            Body::Line { file, offset, length, .. } => file.read(*offset, u64::from(*length)).ok(),
            Body::Held(entry) => entry.payload.as_ref().map(|payload| payload.bytes.to_vec()),
        };
        let text = String::from_utf8_lossy(&text.unwrap_or_default()).into_owned();
        Place { line: usize::try_from(line.get()).ok(), ..Place::of(file, &text, Span { start: 0, end: 1 }) }
    }

    /// The same in words, as in `credentials/spring.jsonl:7`.
    pub(in crate::model) fn whereabouts(&self) -> String {
        self.line.map_or_else(|| self.source.to_string(), |line| format!("{}:{line}", self.source))
    }

    /// Everything about it.
    pub(super) fn entry(&self) -> Result<Arc<Entry>, Diagnostic> {
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
