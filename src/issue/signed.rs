//! In: the bytes of a credential that this site signed. Out: what it states, as far as the one in its place needs it.

use accolade_credential::Json;
use accolade_credential::json::{self, Object};
use jiff::civil::Date;

use crate::diag::{Span, Spanned};
use crate::draft::{Wording, composed};
use crate::issue::award::{Award, Evidence, Recipient};
use crate::issue::ledger::Entry;

/// A credential that was signed here.
#[derive(Debug, Clone)]
pub struct Signed(Json);

/// What a credential says of its badge.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptBadge {
    /// The name of the credential, which is the badge's.
    pub name: String,
    /// The achievement.
    pub achievement: Object,
}

impl Signed {
    /// Reads it; `None` when that is no JSON.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        json::parse(bytes).ok().map(Self)
    }

    /// The holder's name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.of_subject("name").and_then(Json::as_str)
    }

    /// Whether it is of somebody of this name, however its letters are encoded.
    #[must_use]
    pub fn is_of(&self, name: &str) -> bool {
        self.name().is_some_and(|signed| composed(signed) == composed(name))
    }

    /// The award as it was signed: nothing comes from its row. `span` is where it is told of, `listed` whether it is to be listed.
    #[must_use]
    pub fn award(&self, old: &Entry, span: Span, listed: bool) -> Option<Award> {
        let text = |name: &str| self.of_subject(name).and_then(Json::as_str).map(str::to_owned);
        let holder = format!("{}#holder", old.id);
        let uri = text("id").filter(|id| *id != holder).map(Recipient::Uri);
        let result = self.of_subject("result").and_then(|all| all.items().first()?.get("value")?.as_str());
        Some(Award {
            key: old.award.clone(),
            before: None,
            forms: Vec::new(),
            name: self.name()?.to_owned(),
            badge: Spanned::new(old.badge.clone(), span),
            awarded: self.awarded()?,
            recipient: uri.or_else(|| self.hash()),
            valid_from: self.renewed().map(|(from, _)| from),
            expires: self.end(),
            activity: (day(self.of_subject("activityStartDate")), day(self.of_subject("activityEndDate"))),
            term: text("term"),
            // Hours of work are a part of the narrative once they are signed.
            hours: None,
            narrative: text("narrative"),
            credits: self.of_subject("creditsEarned").and_then(number),
            result: result.map(str::to_owned),
            evidence: self.0.get("evidence").map_or(&[][..], Json::items).iter().map(evidence).collect(),
            license: text("licenseNumber"),
            listed,
            kept: self.badge().map(Box::new),
            span,
        })
    }

    /// The hash of the holder's e-mail address.
    fn hash(&self) -> Option<Recipient> {
        let identity = self.of_subject("identifier")?.items().first()?;
        let text = |name: &str| identity.get(name).and_then(Json::as_str).map(str::to_owned);
        Some(Recipient::Hash(text("identityHash")?, text("salt")?))
    }

    /// Whether it names a list by which it can be suspended.
    #[must_use]
    pub fn is_suspendable(&self) -> bool {
        let statuses = self.0.get("credentialStatus").map_or(&[][..], Json::items);
        statuses.iter().any(|status| status.get("statusPurpose").and_then(Json::as_str) == Some("suspension"))
    }

    /// The term in which it was earned.
    #[must_use]
    pub fn term(&self) -> Option<&str> {
        self.of_subject("term").and_then(Json::as_str)
    }

    fn of_subject(&self, name: &str) -> Option<&Json> {
        self.0.get("credentialSubject")?.items().first()?.get(name)
    }

    /// The day on which it was earned.
    #[must_use]
    pub fn awarded(&self) -> Option<Date> {
        day(self.0.get("awardedDate"))
    }

    /// First and last day of a validity that does not begin when it was earned: of a credential that was renewed.
    #[must_use]
    pub fn renewed(&self) -> Option<(Date, Option<Date>)> {
        let from = day(self.0.get("validFrom")).filter(|from| Some(*from) != self.awarded())?;
        Some((from, self.end()))
    }

    /// The last day on which it is valid, when there is one.
    #[must_use]
    pub fn end(&self) -> Option<Date> {
        day(self.0.get("validUntil"))
    }

    /// What it says of its badge.
    #[must_use]
    pub fn badge(&self) -> Option<KeptBadge> {
        let Json::Object(achievement) = self.of_subject("achievement")?.items().first()? else { return None };
        let name = self.0.get("name").and_then(Json::as_str);
        let name = name.or_else(|| achievement.get("name").and_then(Json::as_str)).unwrap_or_default().to_owned();
        Some(KeptBadge { name, achievement: achievement.clone() })
    }

    /// The id of who issued it.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        let issuer = self.0.get("issuer")?;
        issuer.as_str().or_else(|| issuer.get("id").and_then(Json::as_str))
    }

    /// The key that signed it first, by the name that the issuer's document gave it.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        self.0.get("proof")?.items().first()?.get("verificationMethod").and_then(Json::as_str)
    }

    /// Stands for the words that it says of its badge.
    #[must_use]
    pub fn wording(&self) -> Option<Wording> {
        let achievement = self.of_subject("achievement")?.items().first()?;
        let text = |name: &str| achievement.get(name).and_then(Json::as_str).unwrap_or_default();
        let criteria = achievement.get("criteria").and_then(|criteria| criteria.get("narrative")?.as_str());
        Some(Wording::of(text("name"), text("description"), criteria.unwrap_or_default()))
    }

    /// Whether a key signed it, by the name that the issuer's document gives the key.
    #[must_use]
    pub fn is_by(&self, method: &str) -> bool {
        let proofs = self.0.get("proof").map_or(&[][..], Json::items);
        proofs.iter().any(|proof| proof.get("verificationMethod").and_then(Json::as_str) == Some(method))
    }
}

fn day(moment: Option<&Json>) -> Option<Date> {
    moment?.as_str()?.get(..10)?.parse().ok()
}

fn evidence(signed: &Json) -> Evidence {
    let text = |name: &str| signed.get(name).and_then(Json::as_str).map(str::to_owned);
    Evidence { name: text("name"), url: text("id"), description: text("description") }
}

fn number(signed: &Json) -> Option<f64> {
    match signed {
        #[expect(clippy::cast_precision_loss, reason = "credits are at most 1000")]
        Json::Integer(n) => Some(*n as f64),
        Json::Float(n) => Some(*n),
        _ => None,
    }
}
