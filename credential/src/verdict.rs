//! In: the checks that the judge made. Out: a `Verdict`, and the only values that may be shown as verified.
//! `Signed` and `Verified` are minted in this file and nowhere else (`digest.rs` gives them back to what they were made of); their fields and `fold` stay private to the crate.

mod check;
mod digest;
mod words;

use std::ops::Deref;

use jiff::Timestamp;
use sha2::{Digest as _, Sha512};

pub(crate) use check::Note;
pub use check::{Check, CheckId, Outcome};
pub use digest::Digest;

/// The cryptographic state alone, over all proofs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signature {
    /// Every supported proof holds, and there is at least one.
    Good,
    /// A supported proof does not hold.
    Bad,
    /// There is no proof.
    None,
    /// There are only proofs of suites that are not supported.
    Unsupported,
    /// It could not be found out: no key, unknown context, work limit.
    Error,
}

/// Who the issuer is known to be, and why. Never part of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Recognition {
    /// The issuer is this site itself.
    ThisSite {
        /// Its name as the site states it.
        name: String,
    },
    /// Listed by the reader or the site.
    Listed {
        /// Its name as the list states it.
        name: String,
        /// Where and why, such as `listed in issuers/alder-bay.yaml: the university's own domain`.
        basis: String,
    },
    /// Not known here: a neutral fact.
    Unknown,
    /// Not known here, and it bears the name of an issuer that is: the name proves nothing.
    Namesake,
}

/// The grade of proof of a credential, best first (DESIGN section 1).
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<T> {
    /// All five checks hold (dates and status may be not applicable).
    Verified(Verified<T>),
    /// The issuer signed it, but it is expired, revoked, suspended, not yet valid, or its status is not known.
    Authentic(Signed<T>),
    /// Nobody altered it; who signed it is not proven.
    Intact(Signed<T>),
    /// Unsigned, as some source published it.
    Reported(T),
    /// The holder's own words.
    Claimed(T),
    /// Altered, malformed, or it cannot be judged: never on a site.
    Refused,
}

/// A verdict without its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// See [`Verdict::Verified`].
    Verified,
    /// See [`Verdict::Authentic`].
    Authentic,
    /// See [`Verdict::Intact`].
    Intact,
    /// See [`Verdict::Reported`].
    Reported,
    /// See [`Verdict::Claimed`].
    Claimed,
    /// See [`Verdict::Refused`].
    Refused,
}

impl<T> Verdict<T> {
    /// The grade alone.
    pub const fn grade(&self) -> Grade {
        match self {
            Self::Verified(_) => Grade::Verified,
            Self::Authentic(_) => Grade::Authentic,
            Self::Intact(_) => Grade::Intact,
            Self::Reported(_) => Grade::Reported,
            Self::Claimed(_) => Grade::Claimed,
            Self::Refused => Grade::Refused,
        }
    }

    /// The moment that a verified credential is verified as of; nothing of any other.
    pub const fn verified_as_of(&self) -> Option<Timestamp> {
        match self {
            Self::Verified(verified) => Some(verified.as_of()),
            _ => None,
        }
    }

    /// What may be shown, whatever the grade; nothing of a refused credential.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Verified(v) => Some(v),
            Self::Authentic(s) | Self::Intact(s) => Some(s),
            Self::Reported(t) | Self::Claimed(t) => Some(t),
            Self::Refused => None,
        }
    }

    /// The seal, when a good signature stands behind the value.
    pub const fn seal(&self) -> Option<&Seal> {
        match self {
            Self::Verified(v) => Some(&v.signed.seal),
            Self::Authentic(s) | Self::Intact(s) => Some(&s.seal),
            _ => None,
        }
    }
}

/// The bytes of a signature that was found good: what the rosette is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal([u8; 64]);

impl Seal {
    #[cfg(test)]
    pub(crate) const fn new(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }
    /// A signature of 64 bytes stands for itself; one of another length for its SHA-512.
    pub(crate) fn of(signature: &[u8]) -> Self {
        Self(signature.try_into().unwrap_or_else(|_| Sha512::digest(signature).into()))
    }
    /// The 64 bytes of the signature (Ed25519, P-256), or the SHA-512 of a longer one.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

/// A value read from exactly what was signed, under a good signature. Only the judge makes one.
///
/// It can be read, as its value can:
/// ```
/// # use accolade_credential::{Credential, Signed};
/// fn name(signed: &Signed<Credential>) -> Option<&str> {
///     signed.title()
/// }
/// ```
/// It cannot be written:
/// ```compile_fail
/// # use accolade_credential::{Credential, Signed};
/// fn name(signed: &mut Signed<Credential>) {
///     signed.name = None;
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Signed<T> {
    value: T,
    seal: Seal,
}

impl<T> Signed<T> {
    /// The signature that holds.
    pub const fn seal(&self) -> &Seal {
        &self.seal
    }
}

impl<T> Deref for Signed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A value whose every check holds as of a moment. Only the judge makes one:
/// the word, colour and mark of "verified" take this type.
///
/// What takes it can be given one that the judge made, and nothing else:
/// ```
/// # use accolade_credential::{Credential, Verdict, Verified};
/// # fn mark(_: &Verified<Credential>) {}
/// fn show(verdict: &Verdict<Credential>) {
///     if let Verdict::Verified(credential) = verdict { mark(credential) }
/// }
/// ```
/// A credential that is only signed does not fit, though one word is all that differs:
/// ```compile_fail
/// # use accolade_credential::{Credential, Verdict, Verified};
/// # fn mark(_: &Verified<Credential>) {}
/// fn show(verdict: &Verdict<Credential>) {
///     if let Verdict::Authentic(credential) = verdict { mark(credential) }
/// }
/// ```
/// Nor does a bare credential, which fits where a bare one is asked for:
/// ```
/// # use accolade_credential::{Credential, Verified};
/// # fn mark(_: &Credential) {}
/// mark(&Credential::default());
/// ```
/// ```compile_fail
/// # use accolade_credential::{Credential, Verified};
/// # fn mark(_: &Verified<Credential>) {}
/// mark(&Credential::default());
/// ```
/// Its fields can be read through methods, and are named by nobody else:
/// ```
/// # use accolade_credential::{Credential, Verified};
/// fn moment(v: &Verified<Credential>) -> jiff::Timestamp { v.as_of() }
/// ```
/// ```compile_fail
/// # use accolade_credential::{Credential, Verified};
/// fn moment(v: &Verified<Credential>) -> jiff::Timestamp { v.as_of }
/// ```
/// Nobody else can build one, from checks or from parts:
/// ```
/// use accolade_credential::{Check, CheckId, Outcome};
/// fn is_pass(check: &Check) -> bool { check.outcome() == Outcome::Pass && check.id() == CheckId::Format }
/// ```
/// ```compile_fail
/// use accolade_credential::{Check, CheckId, Outcome};
/// fn pass() -> Check { Check::new(CheckId::Format, Outcome::Pass, "fine", "fine") }
/// ```
/// ```compile_fail
/// use accolade_credential::verdict::fold;
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Verified<T> {
    signed: Signed<T>,
    as_of: Timestamp,
}

impl<T> Verified<T> {
    /// The moment that the checks speak of: that of the judgement, or when the oldest copy was fetched that they rest upon.
    pub const fn as_of(&self) -> Timestamp {
        self.as_of
    }
    /// The signature that holds.
    pub const fn seal(&self) -> &Seal {
        &self.signed.seal
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.signed.value
    }
}

/// The outcomes of the five checks, in the order of [`CheckId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcomes {
    pub(crate) format: Outcome,
    pub(crate) signature: Outcome,
    pub(crate) issuer: Outcome,
    pub(crate) validity: Outcome,
    pub(crate) status: Outcome,
}

/// From checks to verdict: the whole policy, in one place.
pub(crate) fn fold<T>(outcomes: Outcomes, value: T, seal: Option<Seal>, as_of: Timestamp) -> Verdict<T> {
    use Outcome::{Fail, NotApplicable, Pass};
    let Some(seal) = seal else { return Verdict::Refused };
    if outcomes.format != Pass || outcomes.signature != Pass || outcomes.issuer == Fail {
        return Verdict::Refused;
    }
    let signed = Signed { value, seal };
    if outcomes.issuer != Pass {
        return Verdict::Intact(signed);
    }
    let fine = |outcome| matches!(outcome, Pass | NotApplicable);
    if fine(outcomes.validity) && fine(outcomes.status) {
        return Verdict::Verified(Verified { signed, as_of });
    }
    Verdict::Authentic(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Outcome; 4] = [Outcome::Pass, Outcome::Fail, Outcome::Unknown, Outcome::NotApplicable];

    #[test]
    fn of_all_1024_combinations_exactly_four_are_verified() {
        let mut count = std::collections::BTreeMap::new();
        for format in ALL {
            for signature in ALL {
                for issuer in ALL {
                    for validity in ALL {
                        for status in ALL {
                            let o = Outcomes { format, signature, issuer, validity, status };
                            let verdict = fold(o, (), Some(Seal::new([7; 64])), Timestamp::UNIX_EPOCH);
                            *count.entry(verdict.grade()).or_insert(0) += 1;
                            assert_eq!(fold(o, (), None, Timestamp::UNIX_EPOCH).grade(), Grade::Refused, "{o:?}");
                            let held = [format, signature, issuer].iter().all(|x| *x == Outcome::Pass);
                            let fine = |x| x == Outcome::Pass || x == Outcome::NotApplicable;
                            assert_eq!(
                                verdict.grade() == Grade::Verified,
                                held && fine(validity) && fine(status),
                                "{o:?}"
                            );
                            if [validity, status].contains(&Outcome::Unknown) {
                                assert_ne!(
                                    verdict.grade(),
                                    Grade::Verified,
                                    "a check that did not run is never a pass: {o:?}"
                                );
                            }
                        }
                    }
                }
            }
        }
        assert_eq!(count[&Grade::Verified], 4);
        assert_eq!(count[&Grade::Authentic], 12);
        assert_eq!(count[&Grade::Intact], 32);
        assert_eq!(count[&Grade::Refused], 976);
    }
}
