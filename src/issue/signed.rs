//! In: the bytes of a credential that this site signed. Out: what it states, as far as the one in its place needs it.

use accolade_credential::{Json, json};
use jiff::civil::Date;

/// A credential that was signed here.
#[derive(Debug, Clone)]
pub struct Signed(Json);

impl Signed {
    /// Reads it; `None` when that is no JSON.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        json::parse(bytes).ok().map(Self)
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
        Some((from, day(self.0.get("validUntil"))))
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
