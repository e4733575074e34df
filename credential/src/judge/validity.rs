//! In: the dates of a credential and of the proofs that hold, and a moment. Out: the check "inside its dates".

use jiff::Timestamp;

use super::signature::Holding;
use crate::credential::Credential;
use crate::time::day;
use crate::verdict::{Check, CheckId, Outcome};

/// The end of validity is the last moment that counts as valid.
pub(super) fn check(credential: &Credential, holding: &[Holding], as_of: Timestamp) -> Check {
    let fail = |code, note: String| Check::new(CheckId::Validity, Outcome::Fail, code, note);
    if let Some(until) = credential.valid_until.filter(|u| as_of > *u) {
        return fail("expired", format!("Expired on {}.", day(until)));
    }
    if let Some(from) = credential.valid_from.filter(|f| as_of < *f) {
        return fail("not-yet-valid", format!("Not valid before {}.", day(from)));
    }
    for proof in holding {
        if let Some(expires) = proof.expires.filter(|e| as_of > *e) {
            return fail("proof-expired", format!("Its signature was good until {}.", day(expires)));
        }
        if let Some(created) = proof.created.filter(|c| as_of < *c) {
            return fail(
                "signed-later",
                format!("It was signed on {}, which is later than {}.", day(created), day(as_of)),
            );
        }
    }
    let pass = |note: String| Check::new(CheckId::Validity, Outcome::Pass, "in-validity", note);
    match (credential.valid_from, credential.valid_until) {
        (_, Some(until)) => pass(format!("Valid until {}.", day(until))),
        (Some(from), None) => pass(format!("Valid since {}, without an end.", day(from))),
        (None, None) => Check::new(CheckId::Validity, Outcome::NotApplicable, "no-dates", "It states no dates."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SecretKey;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn holding(created: Option<&str>, expires: Option<&str>) -> Holding {
        let key = SecretKey::from_seed(&[1; 32]).public().into();
        Holding {
            key,
            method: String::new(),
            signature: vec![0; 64],
            created: created.map(at),
            expires: expires.map(at),
        }
    }

    #[test]
    fn a_proof_has_dates_of_its_own() {
        let now = at("2026-07-01T00:00:00Z");
        let credential = Credential { valid_from: Some(at("2026-01-01T00:00:00Z")), ..Credential::default() };
        let code = |h: Holding| check(&credential, &[holding(None, None), h], now).code();
        assert_eq!(code(holding(None, None)), "in-validity");
        assert_eq!(code(holding(Some("2026-07-01T00:00:00Z"), Some("2026-07-01T00:00:00Z"))), "in-validity");
        assert_eq!(code(holding(None, Some("2026-06-30T23:59:59Z"))), "proof-expired");
        assert_eq!(code(holding(Some("2026-07-01T00:00:01Z"), None)), "signed-later");
    }

    #[test]
    fn without_dates_there_is_nothing_to_check() {
        let check = check(&Credential::default(), &[], at("2026-07-01T00:00:00Z"));
        assert_eq!(check.outcome(), Outcome::NotApplicable);
    }
}
