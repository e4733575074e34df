//! Several proofs, and what the seal is made of.

use super::*;

#[test]
fn the_site_itself_is_recognised() {
    let mut issuers = pinned(DID, None, key().public().multibase());
    let mut entry = issuers.get(DID).expect("there").clone();
    entry.own = true;
    issuers.insert(entry);
    let j = judged_with(&signed(unsigned(), &BOTH), &documents(), &issuers);
    assert_eq!(j.recognition, Recognition::ThisSite { name: "Alder Bay".into() });
}

#[test]
fn every_supported_proof_must_hold_and_others_are_named() {
    let other = SecretKey::from_seed(&[2; 32]);
    let good = signed(unsigned(), &[Suite::EddsaRdfc2022]);
    let add = |proof: &str| {
        let mut json = good.clone();
        let mut proofs = json.get("proof").expect("a proof").items().to_vec();
        proofs.insert(0, own::parse(proof));
        if let Json::Object(o) = &mut json {
            o.insert("proof", proofs);
        }
        judged(&json)
    };
    let unknown = r#"{"type":"DataIntegrityProof","cryptosuite":"ecdsa-sd-2023","proofValue":"z1","proofPurpose":"assertionMethod","verificationMethod":"x"}"#;
    let j = add(unknown);
    assert_eq!((j.verdict.grade(), j.signature), (Grade::Verified, Signature::Good), "{}", told(&j));
    assert!(j.checks[1].note().contains("ecdsa-sd-2023"), "{}", j.checks[1].note());
    // A second proof by somebody else is told; one that does not hold refuses all.
    let theirs = signed_by(unsigned(), &other, &other.public().did_key_method(), &[Suite::EddsaJcs2022]);
    let theirs = theirs.get("proof").expect("a proof").items()[0].to_text();
    let j = add(&theirs);
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    assert!(j.checks[2].note().ends_with("Someone else signed it too."), "{}", j.checks[2].note());
    let j = add(&theirs.replace("2026-05-12T10", "2026-05-12T11"));
    assert_eq!((j.verdict.grade(), j.signature), (Grade::Refused, Signature::Bad), "{}", told(&j));
    for odd in ["{}", "null", "\"x\"", r#"{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}"#] {
        assert_eq!(add(odd).verdict.grade(), Grade::Refused, "{odd}");
    }
}

#[test]
fn no_proof_and_only_unknown_proofs_are_told_apart() {
    let j = judged(&unsigned());
    assert_eq!((j.verdict.grade(), j.signature, codes(&j)[1]), (Grade::Refused, Signature::None, "no-proof"));
    let text = signed(unsigned(), &[Suite::EddsaRdfc2022]).to_text().replace("eddsa-rdfc-2022", "bbs-2023");
    let j = judged(&own::parse(&text));
    assert_eq!(
        (j.verdict.grade(), j.signature, codes(&j)[1]),
        (Grade::Refused, Signature::Unsupported, "unsupported-suite")
    );
    assert!(j.checks[1].note().contains("bbs-2023"));
}

#[test]
fn the_seal_is_the_issuers_own_signature() {
    let other = SecretKey::from_seed(&[2; 32]);
    let mut json = signed(unsigned(), &[Suite::EddsaRdfc2022]);
    let theirs = signed_by(unsigned(), &other, &other.public().did_key_method(), &[Suite::EddsaRdfc2022]);
    let mine = judged(&json).verdict.seal().copied();
    let both = [theirs.get("proof").expect("one").items(), json.get("proof").expect("one").items()].concat();
    if let Json::Object(o) = &mut json {
        o.insert("proof", both);
    }
    assert_eq!(judged(&json).verdict.seal().copied(), mine);
    assert!(mine.is_some());
}

#[test]
fn an_undefined_term_is_refused_whatever_the_suite() {
    // JCS signs every member, also one that no context defines; it is refused all the same, since pages show terms.
    let json = with("\"creditsEarned\"", "\"grade\": \"A\", \"creditsEarned\"");
    for suite in BOTH {
        let signer = accolade_credential::sign::Signer {
            key: &key(),
            verification_method: &method(),
            created: own::at("2026-05-12T10:00:00Z"),
        };
        match accolade_credential::sign::sign(json.clone(), &signer, &[suite]) {
            Ok(signed) => {
                let j = judged(&signed);
                assert_eq!((j.verdict.grade(), codes(&j)[0]), (Grade::Refused, "undefined-term"), "{}", told(&j));
            }
            Err(e) => assert!(e.to_string().contains("grade"), "{e}"),
        }
    }
}
