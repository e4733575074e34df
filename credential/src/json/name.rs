//! In: the name of a member. Out: the same, without a copy of its own where it is one that every credential has.

use std::borrow::Cow;

/// A member's name.
pub(super) type Name = Cow<'static, str>;

/// The name as it is kept.
pub(super) fn of(text: &str) -> Name {
    let alike = usual(text.len()).iter().find(|name| ***name == *text);
    alike.map_or_else(|| Cow::Owned(text.to_owned()), |name| Cow::Borrowed(*name))
}

/// Names of so many bytes that Open Badges and Verifiable Credentials use most.
const fn usual(length: usize) -> &'static [&'static str] {
    match length {
        2 => &["id"],
        3 => &["tag", "url"],
        4 => &["type", "name"],
        5 => &["proof", "image"],
        6 => &["issuer"],
        7 => &["created", "creator"],
        8 => &["@context", "criteria", "evidence"],
        9 => &["alignment", "validFrom", "narrative", "targetUrl"],
        10 => &["proofValue", "validUntil", "targetName", "targetCode", "targetType"],
        11 => &["achievement", "description", "cryptosuite", "awardedDate"],
        12 => &["proofPurpose"],
        13 => &["statusPurpose"],
        15 => &["achievementType", "targetFramework", "statusListIndex"],
        16 => &["credentialStatus", "credentialSchema"],
        17 => &["credentialSubject", "targetDescription"],
        18 => &["verificationMethod"],
        20 => &["statusListCredential"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_as_it_is_and_a_usual_one_is_found_by_its_length() {
        for length in 0..64 {
            for name in usual(length) {
                assert_eq!(name.len(), length, "{name}");
                assert!(matches!(of(name), Cow::Borrowed(kept) if kept == *name));
            }
            let other = "x".repeat(length);
            assert!(matches!(of(&other), Cow::Owned(kept) if kept == other));
        }
    }
}
