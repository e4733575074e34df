//! In: a credential as a compact JWS. Out: every way in which a stranger, who has not the issuer's key, can change its text.

use accolade_credential::Json;
use sha2::{Digest as _, Sha256};

use crate::edits;
use crate::signers::{Secret, base64url};

/// A token in its parts.
pub(crate) struct Token {
    pub(crate) header: Json,
    pub(crate) payload: Json,
    pub(crate) signature: Vec<u8>,
}

impl Token {
    /// A credential signed with a header that names the key.
    pub(crate) fn signed(secret: &Secret, payload: Json) -> Self {
        let header = crate::own::parse(&format!(
            r#"{{"alg":"{}","kid":"{}","typ":"vc+jwt","cty":"vc"}}"#,
            secret.algorithm(),
            secret.did_key_method()
        ));
        let input = format!("{}.{}", base64url(header.to_text().as_bytes()), base64url(payload.to_text().as_bytes()));
        Self { header, payload, signature: secret.sign(input.as_bytes()) }
    }

    pub(crate) fn text(&self) -> String {
        join(&self.header, &self.payload, &self.signature)
    }
}

/// Everything that can be done to it: word and text.
pub(crate) fn changed(token: &Token, stride: usize) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (index, change) in edits::changes(&token.payload).iter().enumerate() {
        if crate::chosen(index, stride) {
            let payload = edits::apply(&token.payload, change);
            all.push((format!("payload {change}"), join(&token.header, &payload, &token.signature)));
        }
    }
    for change in edits::changes(&token.header) {
        let header = edits::apply(&token.header, &change);
        all.push((format!("header {change}"), join(&header, &token.payload, &token.signature)));
    }
    for alg in [
        "none", "None", "NONE", "", "HS256", "HS384", "HS512", "EdDSA", "ES256", "ES384", "ES512", "ES256K", "RS256",
        "PS256", "Ed25519",
    ] {
        let header = with(&token.header, "alg", alg);
        for signature in [&token.signature[..], &[]] {
            all.push((
                format!("alg {alg:?}, {} bytes of signature", signature.len()),
                join(&header, &token.payload, signature),
            ));
        }
    }
    all.extend(signatures(token));
    all.extend(spellings(token));
    all
}

/// The same text under a key that everybody knows: the issuer's public key as the secret of an HMAC.
pub(crate) fn by_public_key(token: &Token, secret: &Secret) -> Vec<(String, String)> {
    let key = secret.public();
    let mut all = Vec::new();
    for known in
        [key.to_text().into_bytes(), key.to_jwk().to_text().into_bytes(), key.thumbprint().into_bytes(), Vec::new()]
    {
        let input = format!(
            "{}.{}",
            base64url(with(&token.header, "alg", "HS256").to_text().as_bytes()),
            base64url(token.payload.to_text().as_bytes())
        );
        all.push((
            "an HMAC by the public key".to_owned(),
            format!("{input}.{}", base64url(&hmac(&known, input.as_bytes()))),
        ));
    }
    all
}

fn signatures(token: &Token) -> Vec<(String, String)> {
    let put = |word: &str, signature: &[u8]| (word.to_owned(), join(&token.header, &token.payload, signature));
    let good = &token.signature[..];
    let half = good.len() / 2;
    let mut all = vec![
        put("no signature", &[]),
        put("zeros", &vec![0; good.len()]),
        put("ones", &vec![0xff; good.len()]),
        put("cut", &good[..good.len() - 1]),
        put("with a zero behind", &[good, &[0]].concat()),
        put("with a zero before", &[&[0], good].concat()),
        put("twice", &[good, good].concat()),
        put("halves exchanged", &[&good[half..], &good[..half]].concat()),
        put("r is zero", &[&vec![0; half][..], &good[half..]].concat()),
        put("s is zero", &[&good[..half], &vec![0; half]].concat()),
        put("in DER", &der(&good[..half], &good[half..])),
    ];
    for at in (0..good.len()).step_by(3) {
        let mut bad = good.to_vec();
        bad[at] ^= 1 << (at % 8);
        all.push(put(&format!("byte {at}"), &bad));
    }
    all
}

/// Other texts for the same bytes, and texts that are nearly a token.
fn spellings(token: &Token) -> Vec<(String, String)> {
    let text = token.text();
    let parts: Vec<&str> = text.split('.').collect();
    let [header, payload, signature] = parts[..] else { return Vec::new() };
    let flat = format!(r#"{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}"#);
    let general =
        format!(r#"{{"payload":"{payload}","signatures":[{{"protected":"{header}","signature":"{signature}"}}]}}"#);
    let mut all = vec![
        ("a segment more".to_owned(), format!("{text}.")),
        ("a segment less".to_owned(), format!("{header}.{payload}")),
        ("no payload".to_owned(), format!("{header}..{signature}")),
        ("an empty header".to_owned(), format!(".{payload}.{signature}")),
        ("segments exchanged".to_owned(), format!("{payload}.{header}.{signature}")),
        ("padded".to_owned(), format!("{header}=.{payload}==.{signature}=")),
        ("white space inside".to_owned(), format!("{header}.{payload} .{signature}")),
        ("a line break inside".to_owned(), format!("{header}.\n{payload}.{signature}")),
        ("two tokens".to_owned(), format!("{text}{text}")),
        ("flattened JSON".to_owned(), flat),
        ("general JSON".to_owned(), general),
        ("with disclosures".to_owned(), format!("{text}~WyJzYWx0IiwibmFtZSIsIkV2ZSJd~")),
        ("in another alphabet".to_owned(), text.replace('-', "+").replace('_', "/")),
    ];
    // Bits that a strict reader asks to be zero.
    for (at, c) in [(header.len() - 1, 'x'), (header.len() + payload.len(), 'x'), (text.len() - 1, 'x')] {
        let mut other = text.clone();
        other.replace_range(at..=at, &c.to_string());
        all.push((format!("another last letter at {at}"), other));
    }
    // A name twice: the first or the last of them is another's.
    for (word, twice) in [("before", true), ("behind", false)] {
        let own = token.payload.to_text();
        let doubled = match twice {
            true => own.replacen('{', r#"{"issuer":"did:example:eve","#, 1),
            false => format!("{},\"issuer\":\"did:example:eve\"}}", &own[..own.len() - 1]),
        };
        let header = base64url(token.header.to_text().as_bytes());
        all.push((format!("an issuer {word}"), format!("{header}.{}.{signature}", base64url(doubled.as_bytes()))));
    }
    all
}

fn join(header: &Json, payload: &Json, signature: &[u8]) -> String {
    let part = |json: &Json| base64url(json.to_text().as_bytes());
    format!("{}.{}.{}", part(header), part(payload), base64url(signature))
}

fn with(json: &Json, name: &str, value: &str) -> Json {
    let Json::Object(mut object) = json.clone() else { panic!("an object") };
    object.insert(name, value);
    Json::Object(object)
}

/// Two numbers as ASN.1 has them, which is what other programs write for ECDSA.
fn der(r: &[u8], s: &[u8]) -> Vec<u8> {
    let number = |bytes: &[u8]| [&[2, (bytes.len() + 1) as u8, 0], bytes].concat();
    let both = [number(r), number(s)].concat();
    [&[0x30, both.len() as u8][..], &both].concat()
}

/// HMAC with SHA-256 (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0; 64];
    let short = if key.len() > 64 { Sha256::digest(key).to_vec() } else { key.to_vec() };
    block[..short.len()].copy_from_slice(&short);
    let pad = |with: u8| block.map(|b| b ^ with);
    let inner = Sha256::digest([&pad(0x36)[..], message].concat());
    Sha256::digest([&pad(0x5c)[..], &inner].concat()).to_vec()
}
