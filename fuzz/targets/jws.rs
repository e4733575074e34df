//! A token as it stands, or header, payload and signature with lines `---` between them; without the third, a fixed key signs.
//! Both judges agree, what is read is base64url in its one form, and nothing but what that key signed is Intact or more.
#![no_main]

use std::sync::LazyLock;

use accolade_credential::key::SecretKey;
use accolade_credential::{Documents, Grade, Issuers, Json, Judgement, Known, json, judge, judge_many};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<SecretKey> = LazyLock::new(|| SecretKey::from_seed(&[1; 32]));

fuzz_target!(|text: &str| {
    let parts: Vec<&str> = text.splitn(3, "\n---\n").collect();
    let did = KEY.public().did_key();
    let token = match parts[..] {
        [header, payload, signature] => signing_input(header, payload) + "." + &BASE64.encode(signature),
        [header, payload] => {
            let input = signing_input(&header.replace("DID", &did), &payload.replace("DID", &did));
            let signature = BASE64.encode(KEY.sign(input.as_bytes()));
            input + "." + &signature
        }
        _ => text.to_owned(),
    };
    let judgement = judged(token.as_bytes());
    let form = judgement.checks[0].code();
    let token = token.trim_start_matches('\u{feff}').trim_ascii();
    if !token.starts_with("ey") {
        return;
    }
    let grade = judgement.verdict.grade();
    let read: Option<Vec<Vec<u8>>> = token.split('.').map(|part| BASE64.decode(part).ok()).collect();
    let Some([header, payload, signature]) = read.as_deref() else {
        assert_eq!(grade, Grade::Refused);
        assert!(matches!(form, "malformed-jws" | "unsupported-format") || token.contains('~'), "{form}: {token}");
        return;
    };
    if form != "malformed-jws" {
        let again = [header, payload, signature].map(|part| BASE64.encode(part)).join(".");
        assert_eq!(again, token, "one text for each token");
        assert!(json::parse(header).is_ok_and(|j| j.as_object().is_some()));
        assert!(json::parse(payload).is_ok_and(|j| j.as_object().is_some()));
    }
    if grade <= Grade::Intact {
        let (input, _) = token.rsplit_once('.').expect("three parts");
        assert!(KEY.public().verifies(input.as_bytes(), signature), "{grade:?}: nobody signed {token}");
        let header = json::parse(header).expect("a header that was read");
        assert!(matches!(header.get("alg").and_then(Json::as_str), Some("EdDSA" | "Ed25519")));
        assert!(["crit", "b64", "jku", "x5u", "x5c", "zip", "enc"].iter().all(|name| header.get(name).is_none()));
    }
    if grade <= Grade::Authentic {
        // The key as did:jwk names the same holder.
        let issuer = judgement.issuer.as_deref().unwrap_or_default();
        assert!(issuer == did || issuer.starts_with("did:jwk:"), "{issuer}");
    }
});

fn signing_input(header: &str, payload: &str) -> String {
    format!("{}.{}", BASE64.encode(header), BASE64.encode(payload))
}

fn judged(bytes: &[u8]) -> Judgement {
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let as_of = "2026-07-01T00:00:00Z".parse().expect("a time");
    let known = Known { as_of, documents: &documents, issuers: &issuers };
    let judgement = judge(bytes, &known);
    assert_eq!(judgement.checks.len(), 5);
    assert_eq!(judge_many(&[bytes, b"{}", bytes], &known)[2], judgement);
    judgement
}
