//! In: a verdict, and the very bytes that it was made of. Out: the verdict without the credential, bound to these bytes, so that a
//! million of them can be held; and later the same verdict with its credential, read again from the same bytes and no others.
//! Nothing is judged here: a verdict is only ever given back to what the judge made it of.

use sha2::{Digest as _, Sha256};

use super::{Signed, Verdict, Verified};
use crate::credential::Credential;
use crate::json::{self, Value};
use crate::read;

/// Which bytes a verdict speaks of: their SHA-256; nothing for one that cannot be given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest(Option<[u8; 32]>);

impl Verdict<Credential> {
    /// The verdict alone, which cannot be given back its credential.
    #[must_use]
    pub fn proof(&self) -> Verdict<Digest> {
        self.with(Digest(None))
    }

    /// The verdict on the credential in `bytes`, whose SHA-256 is `digest`, for as long as reading them again gives the same credential:
    /// `as_read` when it was made of them just as they are read again, else that is found out.
    pub(crate) fn bound(&self, bytes: &[u8], digest: [u8; 32], as_read: bool) -> Verdict<Digest> {
        let bound = self.with(Digest(Some(digest)));
        let is_same = || self.value().is_some() && bound.read(bytes).as_ref() == Some(self);
        debug_assert!(!as_read || self.value().is_none() || is_same(), "it is read again as it was read");
        if as_read || is_same() { bound } else { self.proof() }
    }
}

impl Verdict<Digest> {
    /// Whether the credential can be read again.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.value().is_some_and(|digest| digest.0.is_some())
    }

    /// The verdict with its credential. `None` when these are other bytes than those that were judged.
    #[must_use]
    pub fn read(&self, bytes: &[u8]) -> Option<Verdict<Credential>> {
        let judged = self.value()?.0?;
        let same = judged == <[u8; 32]>::from(Sha256::digest(bytes));
        let Value::Object(mut members) = json::read(bytes).ok().filter(|_| same)? else { return None };
        members.remove("proof");
        Some(self.with(read::credential(&members).ok()?))
    }
}

impl<T> Verdict<T> {
    /// The same verdict on another value: for values that are made of the same bytes, so in this file alone.
    fn with<U>(&self, value: U) -> Verdict<U> {
        match self {
            Self::Verified(v) => {
                Verdict::Verified(Verified { signed: Signed { value, seal: v.signed.seal }, as_of: v.as_of })
            }
            Self::Authentic(s) => Verdict::Authentic(Signed { value, seal: s.seal }),
            Self::Intact(s) => Verdict::Intact(Signed { value, seal: s.seal }),
            Self::Reported(_) => Verdict::Reported(value),
            Self::Claimed(_) => Verdict::Claimed(value),
            Self::Refused => Verdict::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::key::SecretKey;
    use crate::sign::{Signer, Suite, sign};
    use crate::{Documents, Grade, Issuers, Known, judge_bound};

    fn signed() -> Vec<u8> {
        let key = SecretKey::from_seed(&[7; 32]);
        let text = format!(
            r#"{{"@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": "https://a.example/1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": {{"id": "{}", "type": ["Profile"], "name": "A"}}, "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {{"type": ["AchievementSubject"], "name": "Ada", "achievement": {{
            "id": "https://a.example/b", "type": ["Achievement"], "name": "B", "description": "C", "criteria": {{"narrative": "D"}}}}}}}}"#,
            key.public().did_key()
        );
        let method = key.public().did_key_method();
        let signer = Signer { key: &key, verification_method: &method, created: Timestamp::UNIX_EPOCH };
        let unsigned = json::parse(text.as_bytes()).unwrap();
        sign(unsigned, &signer, &[Suite::EddsaRdfc2022]).unwrap().to_pretty().into_bytes()
    }

    #[test]
    fn only_the_bytes_that_were_judged_give_the_verdict_back() {
        let (documents, issuers) = (Documents::default(), Issuers::default());
        let as_of = "2026-06-01T00:00:00Z".parse().unwrap();
        let known = Known { as_of, documents: &documents, issuers: &issuers };
        let bytes = signed();
        let forged = String::from_utf8(bytes.clone()).unwrap().replace("Ada", "Eve").into_bytes();
        let mut judged = judge_bound(&[&bytes, &forged, b"{}"], &known, None).into_iter();
        let (judgement, bound) = judged.next().unwrap();
        assert_eq!((judgement.verdict.grade(), bound.grade()), (Grade::Verified, Grade::Verified));
        assert_eq!(bound.read(&bytes), Some(judgement.verdict.clone()));
        assert_eq!(bound.read(&forged), None);
        assert_eq!(bound.read(&[&bytes[..], b" "].concat()), None);
        assert_eq!(judgement.verdict.proof().read(&bytes), None, "it was bound to nothing");
        for (judgement, bound) in judged {
            assert_eq!((judgement.verdict, bound.grade()), (Verdict::Refused, Grade::Refused));
            assert!(!bound.is_bound() && bound.read(&forged).is_none());
        }
    }
}
