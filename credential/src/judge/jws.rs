//! In: a credential secured as a compact JWS (RFC 7515 section 3.1; VC-JOSE-COSE; VC 1.1 section 6.3.1; Open Badges 3.0
//! section 8.2). Out: a `Prepared`, as for any other credential. Nothing is verified here, and no key is fetched.

use std::sync::Arc;

use super::integrity::read_form;
use super::prepared::{Candidate, Case, Claim, Matter, Prepared};
use super::signature::{short, unsupported};
use super::{foreign, jwt, kid};
use crate::Judgement;
use crate::json::{self, Json, Members, Object, Value};
use crate::key::{AnyKey, from_base64url};
use crate::known::Known;
use crate::named::suite_in_words;
use crate::ob2;
use crate::proof::Unsecured;
use crate::read;
use crate::verdict::{Check, CheckId, Outcome};

/// The longest header in base64url: real ones have some hundred bytes.
const MAX_HEADER: usize = 16 * 1024;
/// What `typ` may say, without `application/`.
const TYPES: [&str; 4] = ["jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"];
/// What `cty` may say: the payload is a credential, and no further JWT.
const CONTENTS: [&str; 3] = ["vc", "vc+ld+json", "json"];

/// Why a JWS gets no further: the code and the sentence of the check that says so.
type Refusal = (&'static str, String);

/// Whether bytes are a JWS, an SD-JWT or a COSE message rather than JSON.
pub(crate) fn text_of(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    let is_token = bytes.starts_with(b"ey") || foreign::is_text(bytes);
    if is_token { std::str::from_utf8(bytes).ok() } else { None }
}

/// The JWS in an `EnvelopedVerifiableCredential` (VC Data Model 2.0 section 4.13.1), which says nothing besides.
pub(crate) fn enveloped<'a>(json: &'a Value<'_>) -> Option<&'a str> {
    let is_envelope = json.get("type")?.items().iter().any(|t| t.as_str() == Some("EnvelopedVerifiableCredential"));
    let only = json.as_object()?.iter().all(|(n, _)| matches!(n, "@context" | "id" | "type"));
    json.get("id")?.as_str()?.strip_prefix("data:application/vc+jwt,").filter(|_| is_envelope && only)
}

/// Header and payload of a JWS; `None` for what is no well-formed one.
pub(crate) fn opened(text: &str) -> Option<(Object, Object)> {
    open(text).ok().map(|open| (open.header, open.payload))
}

/// Prepares a JWS, and gives what it secures; `null` when that cannot be read.
pub(super) fn prepare(text: &str, known: &Known<'_>) -> (Prepared, Json) {
    if let Some(other) = foreign::text(text) {
        return (other, Json::Null);
    }
    match open(text) {
        Ok(open) => judge(open, known),
        Err((code, note)) => {
            let matter = Matter::Unchecked("not-checked", "Its signature could not be read.".into());
            (refused(Check::new(CheckId::Format, Outcome::Fail, code, note), "JWS".into(), matter), Json::Null)
        }
    }
}

/// The assertion of Open Badges 1 or 2 that a JWS secures, judged; `None` when it secures something else.
pub(super) fn assertion(text: &str, known: &Known<'_>) -> Option<Judgement> {
    let open = open(text).ok().filter(|o| ob2::is_badge(&o.payload))?;
    let algorithm = open.header.get("alg").and_then(Value::as_str).unwrap_or("no algorithm");
    let header = match check_header(&open.header, algorithm) {
        Ok(()) | Err(Matter::Signed(_)) => None,
        Err(Matter::Fails(code, note)) => Some((Outcome::Fail, code, note)),
        Err(Matter::Unchecked(code, note)) => Some((Outcome::Unknown, code, note)),
        Err(Matter::Unsupported(name)) => {
            Some((Outcome::Unknown, "unsupported-suite", unsupported(&[suite_in_words(&name)])))
        }
    };
    let token = ob2::Token {
        input: open.input,
        signature: &open.signature,
        suite: format!("JWS {}", short(algorithm)),
        header,
        takes: &|key| takes(algorithm, key),
    };
    Some(ob2::judge_signed(&open.payload, &token, known))
}

/// The three parts, decoded.
struct Open<'a> {
    header: Object,
    payload: Object,
    /// What is signed: the first two parts as they stand.
    input: &'a str,
    signature: Vec<u8>,
}

fn open(text: &str) -> Result<Open<'_>, Refusal> {
    let malformed = |why: &str| ("malformed-jws", format!("It is no well-formed JWS: {why}."));
    let parts: Vec<&str> = text.split('.').take(6).collect();
    let [header, payload, signature] = parts[..] else {
        let why = if parts.len() == 5 { "it is encrypted" } else { "it has not exactly three parts" };
        return Err(malformed(why));
    };
    if header.len() > MAX_HEADER {
        return Err(malformed("its header is too long"));
    }
    let object = |part: &str, name: &str| {
        let bytes = from_base64url(part).ok_or_else(|| malformed(&format!("its {name} is not base64url")))?;
        match json::parse(&bytes) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(malformed(&format!("its {name} is not a JSON object"))),
            Err(e) => Err(malformed(&format!("its {name} is not readable JSON: {e}"))),
        }
    };
    let (header_json, payload_json) = (object(header, "header")?, object(payload, "payload")?);
    let signature = from_base64url(signature).ok_or_else(|| malformed("its signature is not base64url"))?;
    let input = &text[..header.len() + 1 + payload.len()];
    Ok(Open { header: header_json, payload: payload_json, input, signature })
}

fn judge(open: Open<'_>, known: &Known<'_>) -> (Prepared, Json) {
    let algorithm = open.header.get("alg").and_then(Value::as_str).unwrap_or("no algorithm");
    let suite = format!("JWS {}", short(algorithm));
    let claims = match jwt::read(open.payload) {
        Ok(claims) => claims,
        Err((code, note)) => {
            let check = Check::new(CheckId::Format, Outcome::Fail, code, note);
            let matter = Matter::Unchecked("not-checked", "It was not checked, since its claims cannot stand.".into());
            return (refused(check, suite, matter), Json::Null);
        }
    };
    let jwt::Claims { credential, issued, not_before, expires } = claims;
    let issuer_id = read::issuer_id(&credential).map(str::to_owned);
    let embedded = credential.get("proof").is_some();
    let document = Value::Object(credential);
    let mut form = read_form(&document, Unsecured::new(&document, &[]).closed());
    if let Ok(credential) = &mut form {
        // The narrower dates count: those of the credential, and those of the JWT (RFC 7519 section 4.1).
        credential.valid_from = credential.valid_from.max(not_before);
        credential.valid_until = [credential.valid_until, expires].into_iter().flatten().min();
    }
    let (method, matter) = match check_header(&open.header, algorithm) {
        Err(matter) => (open.header.get("kid").and_then(Value::as_str).map(short), matter),
        Ok(()) => match kid::find(&open.header, issuer_id.as_deref(), known) {
            Err((code, note)) => (None, Matter::Unchecked(code, note)),
            Ok((method, keys)) => {
                let kinds: Vec<&str> = keys.iter().map(AnyKey::kind).collect();
                let bytes: Arc<[u8]> = Arc::from(open.input.as_bytes());
                let fits = keys.into_iter().filter(|k| takes(algorithm, k));
                let candidates: Vec<_> = fits.map(|key| Candidate { key, bytes: Some(Arc::clone(&bytes)) }).collect();
                let shown = short(&method);
                let matter = if candidates.is_empty() {
                    let note = format!("It says {algorithm}, but its key is of the kind {}.", kinds.join(", "));
                    Matter::Fails("key-kind", note)
                } else {
                    let signature = open.signature;
                    Matter::Signed(Box::new(Claim { method, signature, created: issued, expires, candidates }))
                };
                (Some(shown), matter)
            }
        },
    };
    let mut proofs = vec![Case { suite, method, matter }];
    if embedded {
        let note = "Inside the JWT there is a second signature of another form, which is not looked at.";
        let matter = Matter::Unchecked("two-mechanisms", note.into());
        proofs.push(Case { suite: "embedded proof".into(), method: None, matter });
    }
    (Prepared { issuer_id, form, proofs, as_it_stands: false }, document)
}

/// What a header may say besides naming the key (RFC 7515 section 4.1, RFC 8725).
fn check_header(header: &Members<'_>, algorithm: &str) -> Result<(), Matter> {
    let fails = |code, note: String| Err(Matter::Fails(code, note));
    if algorithm.eq_ignore_ascii_case("none") {
        return fails("alg-none", "Its algorithm is `none`: it is not signed.".into());
    }
    if algorithm.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("hs")) {
        let note = "Its algorithm needs a secret that whoever checks it must have too, so it shows nothing.";
        return fails("alg-symmetric", note.into());
    }
    // Certificates that come along are passed over where the header names the key besides (RFC 7515 section 4.1.6).
    let named = ["kid", "jwk"].iter().any(|name| header.get(name).is_some());
    for name in ["crit", "b64", "jku", "x5u", "x5c", "zip", "enc"] {
        if header.get(name).is_some() && !(name == "x5c" && named) {
            return fails("jws-header", format!("Its header has `{name}`, which is not accepted."));
        }
    }
    for (name, good) in [("typ", &TYPES[..]), ("cty", &CONTENTS[..])] {
        let Some(value) = header.get(name) else { continue };
        let text = value.as_str().unwrap_or_default().to_ascii_lowercase();
        if !good.contains(&text.strip_prefix("application/").unwrap_or(&text)) {
            let note =
                format!("Its header says `{name}` {}, so it is not meant as a credential.", short(&value.to_text()));
            return fails("jws-type", note);
        }
    }
    match algorithm {
        "EdDSA" | "Ed25519" | "ES256" | "ES384" | "RS256" => Ok(()),
        other => Err(Matter::Unsupported(format!("JWS with {}", short(other)))),
    }
}

/// Whether an algorithm is one of the key's kind: each kind has its own, whatever a header says.
fn takes(algorithm: &str, key: &AnyKey) -> bool {
    match key {
        AnyKey::Ed25519(_) => matches!(algorithm, "EdDSA" | "Ed25519"),
        AnyKey::P256(_) => algorithm == "ES256",
        AnyKey::P384(_) => algorithm == "ES384",
        AnyKey::Rsa(_) => algorithm == "RS256",
    }
}

fn refused(form: Check, suite: String, matter: Matter) -> Prepared {
    let case = Case { suite, method: None, matter };
    Prepared { issuer_id: None, form: Err(form), proofs: vec![case], as_it_stands: false }
}
