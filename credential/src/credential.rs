//! The shapes that pages and reports read: a credential as Open Badges 3.0 and VC 2.0 (or 1.1) state it.
//! Values come from the signed JSON alone (`read.rs`); nothing is filled in, nothing is guessed.

use jiff::Timestamp;

/// A credential, read from its JSON.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Credential {
    /// `id`
    pub id: Option<String>,
    /// `type`, in order
    pub types: Vec<String>,
    /// `name`
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `issuer`, a string or an object
    pub issuer: Profile,
    /// `validFrom` (VC 1.1: `issuanceDate`)
    pub valid_from: Option<Timestamp>,
    /// `validUntil` (VC 1.1: `expirationDate`)
    pub valid_until: Option<Timestamp>,
    /// `awardedDate` (OB 3.0)
    pub awarded: Option<Timestamp>,
    /// `credentialSubject`, one or several
    pub subjects: Vec<Subject>,
    /// `evidence`
    pub evidence: Vec<Evidence>,
    /// `credentialStatus`
    pub status: Vec<StatusEntry>,
}

/// An issuer or creator (OB 3.0 `Profile`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Profile {
    /// `id`: a DID or URL
    pub id: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `url`
    pub url: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `image`, its identifier
    pub image: Option<String>,
}

/// Who the credential is about, and for what (OB 3.0 `AchievementSubject`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Subject {
    /// `id`
    pub id: Option<String>,
    /// `name`, or an unhashed `identifier` of the identity type `name`
    pub name: Option<String>,
    /// `achievement`
    pub achievement: Option<Achievement>,
    /// `narrative`
    pub narrative: Option<String>,
    /// `role`
    pub role: Option<String>,
    /// `term`
    pub term: Option<String>,
    /// `licenseNumber`
    pub license_number: Option<String>,
    /// `creditsEarned`
    pub credits_earned: Option<f64>,
    /// `activityStartDate`
    pub activity_start: Option<Timestamp>,
    /// `activityEndDate`
    pub activity_end: Option<Timestamp>,
    /// `result`
    pub results: Vec<Outcome>,
}

/// What was achieved (OB 3.0 `Achievement`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Achievement {
    /// `id`
    pub id: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `achievementType`
    pub kind: Option<String>,
    /// `criteria.id`
    pub criteria_url: Option<String>,
    /// `criteria.narrative` (markdown by the specification)
    pub criteria: Option<String>,
    /// `image`, its identifier
    pub image: Option<String>,
    /// `alignment`
    pub alignments: Vec<Alignment>,
    /// `tag`
    pub tags: Vec<String>,
    /// `creator`
    pub creator: Option<Profile>,
    /// `creditsAvailable`
    pub credits_available: Option<f64>,
    /// `fieldOfStudy`
    pub field_of_study: Option<String>,
    /// `specialization`
    pub specialization: Option<String>,
    /// `humanCode`
    pub human_code: Option<String>,
    /// `inLanguage`
    pub language: Option<String>,
    /// `version`
    pub version: Option<String>,
}

/// A tie to a competency or standard (OB 3.0 `Alignment`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Alignment {
    /// `targetName`
    pub name: Option<String>,
    /// `targetUrl`
    pub url: Option<String>,
    /// `targetDescription`
    pub description: Option<String>,
    /// `targetFramework`
    pub framework: Option<String>,
    /// `targetCode`
    pub code: Option<String>,
    /// `targetType`
    pub kind: Option<String>,
}

/// A piece of evidence (OB 3.0 `Evidence`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// `id`: where it is
    pub url: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `narrative` (markdown)
    pub narrative: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `genre`
    pub genre: Option<String>,
    /// `audience`
    pub audience: Option<String>,
}

/// A result (OB 3.0 `Result`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// The name of its `resultDescription` within the achievement, when it is there
    pub name: Option<String>,
    /// `value`
    pub value: Option<String>,
    /// `status`
    pub status: Option<String>,
}

/// The type of an entry whose list names the ids of what was revoked.
pub(crate) const REVOCATION_LIST: &str = "1EdTechRevocationList";

/// A status entry (Bitstring Status List section 2.1, or an older type).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatusEntry {
    /// `type`; several are joined with commas, and are then no type that is known
    pub kind: String,
    /// `id`: the list's URL for a `1EdTechRevocationList`, nothing that decides for other types
    pub id: Option<String>,
    /// `statusPurpose`
    pub purpose: Option<String>,
    /// `statusListIndex`, a string or an integer in the wild
    pub index: Option<String>,
    /// `statusListCredential`: the list's URL
    pub list: Option<String>,
    /// `statusSize`: the bits of one entry, when stated; 0 when what is stated is no size
    pub size: Option<u64>,
    /// `statusMessage`, when stated
    pub messages: Option<Vec<StatusMessage>>,
}

/// What one value of a status means (Bitstring Status List section 2.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusMessage {
    /// `status`: the value, in hexadecimal digits behind `0x`
    pub status: String,
    /// `message`
    pub message: String,
}

impl StatusEntry {
    /// Where the list is published that it asks, by its type.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let address = if self.kind == REVOCATION_LIST { &self.id } else { &self.list };
        address.as_deref()
    }
}

impl Credential {
    /// The subject that pages speak of: the first that has an achievement, else the first.
    /// Name and achievement come from one subject, so that nobody is shown with what another earned.
    #[must_use]
    pub fn earner(&self) -> Option<&Subject> {
        self.subjects.iter().find(|s| s.achievement.is_some()).or_else(|| self.subjects.first())
    }
    /// What that subject achieved.
    #[must_use]
    pub fn achievement(&self) -> Option<&Achievement> {
        self.earner()?.achievement.as_ref()
    }
    /// What was earned, in words: the achievement's name, else the credential's.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.achievement().and_then(|a| a.name.as_deref()).or(self.name.as_deref())
    }
    /// That subject's name; an e-mail address is none, and is nobody's to publish.
    #[must_use]
    pub fn recipient(&self) -> Option<&str> {
        self.earner()?.name.as_deref().filter(|name| !name.contains('@'))
    }
    /// The day it was earned: `awardedDate`, else the start of validity.
    #[must_use]
    pub fn earned(&self) -> Option<Timestamp> {
        self.awarded.or(self.valid_from)
    }
}
