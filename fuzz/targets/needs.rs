//! A file, and documents at fixed addresses, with lines `---` between them: what a judgement is said to need are web addresses in
//! order, each once and not too many; and with those documents alone the judge finds what it finds with all of them.
#![no_main]

use accolade_credential::key::SecretKey;
use accolade_credential::needs::{MAX_NEEDS, What, check, needs};
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Document, Documents, Issuers, Json, Known, json, judge};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use libfuzzer_sys::fuzz_target;

const ADDRESSES: [&str; 6] = [
    "https://e.example/.well-known/did.json",
    "https://e.example/list",
    "https://e.example/a",
    "https://e.example/badge",
    "https://e.example/issuer",
    "https://e.example/key",
];

fuzz_target!(|bytes: &[u8]| {
    let parts = split(bytes);
    let mut all = Documents::default();
    for (url, part) in ADDRESSES.into_iter().zip(parts[1..].iter().copied()) {
        // A list that is a credential is signed as well.
        let list = signed(part).filter(|list| list.get("credentialSubject").is_some()).map(|list| list.to_text());
        all.insert(url, document(list.as_deref().map_or(part, str::as_bytes)));
    }
    look(parts[0], &all);
    // Signed, so that issuer and status are asked for as well.
    if let Some(signed) = signed(parts[0]) {
        look(signed.to_text().as_bytes(), &all);
    }
    look(token(parts[0]).as_bytes(), &all);
});

fn look(file: &[u8], all: &Documents) {
    let issuers = Issuers::default();
    let as_of = "2026-07-01T00:00:00Z".parse().expect("a time");
    let known = Known { as_of, documents: all, issuers: &issuers };
    let nothing = Documents::default();
    let asked = needs(file, &known);
    assert!(asked.len() <= MAX_NEEDS);
    assert!(asked.windows(2).all(|two| two[0].url < two[1].url));
    assert!(asked.iter().all(|need| need.url.starts_with("https://") || need.url.starts_with("http://")));
    if asked.len() == MAX_NEEDS {
        return;
    }
    for need in needs(file, &Known { documents: &nothing, ..known }) {
        assert!(asked.iter().any(|known| known.url == need.url), "{} is needed no more", need.url);
    }
    let mut enough = Documents::default();
    for need in &asked {
        let Some(found) = all.get(&need.url) else { continue };
        let accepted = check(need, &found.bytes).is_ok();
        if let (true, What::Keys(id), Ok(json)) = (accepted, &need.what, json::parse(&found.bytes)) {
            // A document that speaks for it, or a key that stands at that very address.
            let is_jwk = json.get("kty").is_some() && !id.contains('#');
            assert!(is_jwk || json.get("id").and_then(Json::as_str) == Some(&**id));
        }
        enough.insert(&*need.url, found.clone());
    }
    // The criteria of a badge at an address of their own are shown when they happen to be known, and never asked for.
    let found = |documents| {
        let judgement = judge(file, &Known { documents, ..known });
        (judgement.verdict.grade(), judgement.checks, judgement.issuer, judgement.proofs)
    };
    assert_eq!(found(&enough), found(all), "{asked:?}");
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    const LINE: &[u8] = b"\n---\n";
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while let Some(at) = rest.windows(LINE.len()).position(|window| window == LINE) {
        parts.push(&rest[..at]);
        rest = &rest[at + LINE.len()..];
    }
    parts.push(rest);
    parts
}

fn document(bytes: &[u8]) -> Document {
    Document { bytes: bytes.into(), retrieved: Some("2026-06-01T00:00:00Z".parse().expect("a time")) }
}

fn token(payload: &[u8]) -> String {
    let header = r#"{"alg":"EdDSA","kid":"did:web:e.example#key"}"#;
    let input = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
    let signature = BASE64.encode(SecretKey::from_seed(&[1; 32]).sign(input.as_bytes()));
    input + "." + &signature
}

fn signed(file: &[u8]) -> Option<Json> {
    let key = SecretKey::from_seed(&[1; 32]);
    let created = "2026-01-01T00:00:00Z".parse().expect("a time");
    let signer = Signer { key: &key, verification_method: "did:web:e.example#key", created };
    sign(json::parse(file).ok()?, &signer, &[Suite::EddsaJcs2022]).ok()
}
