//! A credential on the site: what was signed, what the judge says of it, and, apart from both, the holder's own words.

use std::sync::Arc;

use accolade_credential::{Judgement, Recognition, Signature, Verdict};
use jiff::Timestamp;

use super::badge::Design;
use super::ids::{BadgeId, EntryId, IssuerId, SkillId};
use crate::draft::markdown::Stand;
use crate::draft::{Colour, Form, Html, Link, Shape};

/// Where the text of a credential stands on its page.
pub const STAND: Stand = Stand { depth: 2, heading: 3 };

/// One credential on the site.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its place in the site's order.
    pub id: EntryId,
    /// Its folder below `credentials/`.
    pub slug: String,
    /// The verdict (never refused) and its checks.
    pub judgement: Judgement,
    /// The credential as it was signed; `None` for self-declared entries.
    pub payload: Option<Payload>,
    /// Where a credential without a signature was published, when that is known.
    pub published: Option<Published>,
    /// The definition on this site, when there is one.
    pub badge: Option<BadgeId>,
    /// Its issuer's page; self-declared entries have none.
    pub issuer: Option<IssuerId>,
    /// Skills it shows.
    pub skills: Vec<SkillId>,
    /// How its artwork looks.
    pub design: Design,
    /// Holder's words, kept apart from what was signed.
    pub notes: Notes,
    /// Whether lists, feeds and the sitemap name it; its page stands either way.
    pub listed: bool,
    /// Whether it was issued to somebody else than the site is about.
    pub for_another: bool,
}

impl Entry {
    /// What stands for an entry that cannot be given: nothing is known of it, and nothing is shown.
    pub(crate) fn absent() -> Self {
        Self {
            id: EntryId(0),
            slug: String::new(),
            judgement: Judgement {
                verdict: Verdict::Refused,
                signature: Signature::Error,
                issuer: None,
                recognition: Recognition::Unknown,
                checks: Vec::new(),
                proofs: Vec::new(),
            },
            payload: None,
            published: None,
            badge: None,
            issuer: None,
            skills: Vec::new(),
            design: Design::plain(Shape::Circle, Colour([0; 3]), ""),
            notes: Notes::default(),
            listed: false,
            for_another: false,
        }
    }
}

/// A credential's bytes, as they are judged and published.
#[derive(Debug, Clone)]
pub struct Payload {
    /// Exactly what the project's file carries.
    pub bytes: Arc<[u8]>,
    /// What they are.
    pub form: Form,
}

impl Payload {
    /// The file's name on the site.
    #[must_use]
    pub const fn file_name(&self) -> &'static str {
        self.form.file_name()
    }

    /// What the file is, as servers say it.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self.form {
            Form::Json => "application/json",
            Form::Jws => "application/jwt",
        }
    }
}

/// Who published a credential that carries no signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The host that it was fetched from.
    pub host: String,
    /// When, if that is known.
    pub at: Option<Timestamp>,
}

/// What the holder adds: never part of the credential.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    /// On the featured shelf.
    pub featured: bool,
    /// The holder's own groups that it belongs to.
    pub collections: Vec<String>,
    /// A reflection, safe HTML.
    pub reflection: Option<Html>,
    /// Further evidence that the holder adds.
    pub evidence: Vec<Link>,
    /// The source of a self-declared entry, in words.
    pub source: Option<String>,
}
