//! In: a file that is a credential of a form which is not read here. Out: a `Prepared` that names the form and says what it
//! is: refused since it cannot be judged, and never as if it were altered.

use super::prepared::{Case, Matter, Prepared};
use crate::json::{Members, Value};
use crate::named;
use crate::verdict::{Check, CheckId, Outcome};

const SD_JWT: (&str, &str) = ("SD-JWT", "an SD-JWT, of which a holder shows some parts and keeps the rest");
const COSE: (&str, &str) = ("COSE", "a credential in CBOR, signed with COSE");
const CWT: (&str, &str) = ("CWT", "a CBOR Web Token (CWT), signed with COSE");
const MDOC: (&str, &str) = ("mdoc", "an mdoc (ISO/IEC 18013-5), the form of mobile driving licences");
const JWS_JSON: (&str, &str) = ("JWS in JSON", "a JWS in its JSON form, of which only the compact one is read");

/// How texts in base64url begin that are binary forms: the first bytes of a tagged COSE message, of a tagged CWT, and of the
/// maps that an mdoc is.
const BEGINNINGS: [(&str, (&str, &str)); 5] =
    [("0oR", COSE), ("2D3S", CWT), ("ompuYW1lU3BhY2Vz", MDOC), ("omppc3N1ZXJBdXRo", MDOC), ("o2d2ZXJzaW9u", MDOC)];

/// Whether a text is in base64url and begins as a binary form does.
pub(super) fn is_text(text: &[u8]) -> bool {
    BEGINNINGS.iter().any(|(beginning, _)| text.starts_with(beginning.as_bytes()))
}

/// Prepares a text: a token with disclosures, or a binary form in base64url.
pub(super) fn text(text: &str) -> Option<Prepared> {
    let form = BEGINNINGS.iter().find(|(beginning, _)| text.starts_with(beginning)).map(|(_, form)| *form);
    form.or_else(|| text.contains('~').then_some(SD_JWT)).map(|form| unread(form, None))
}

/// Prepares JSON of a form of its own; `None` for everything else.
pub(super) fn json(members: &Members<'_>) -> Option<Prepared> {
    if let Some(form) = enveloped(members).or_else(|| jws_in_json(members)) {
        return Some(unread(form, None));
    }
    let (suite, version) = blockcerts(members)?;
    Some(unread((suite, version), Some(suite)))
}

/// A credential in an envelope (VC Data Model 2.0 section 4.13.1) of another media type than `application/vc+jwt`.
fn enveloped(members: &Members<'_>) -> Option<(&'static str, &'static str)> {
    let is_envelope = items(members, "type").any(|t| t == "EnvelopedVerifiableCredential");
    let data = members.get("id").and_then(Value::as_str).filter(|_| is_envelope)?.strip_prefix("data:application/")?;
    match data.split([',', ';']).next()? {
        "vc+sd-jwt" | "dc+sd-jwt" => Some(SD_JWT),
        "vc+cose" => Some(COSE),
        _ => None,
    }
}

/// A JWS in JSON (RFC 7515 section 7.2).
fn jws_in_json(members: &Members<'_>) -> Option<(&'static str, &'static str)> {
    let is_text = |name: &str| members.get(name).is_some_and(|v| v.as_str().is_some());
    let signed = is_text("signature") || members.get("signatures").is_some_and(|s| s.as_array().is_some());
    (is_text("payload") && signed && members.get("@context").is_none()).then_some(JWS_JSON)
}

/// Blockcerts: version 1 has a `receipt`, version 2 a `signature` beside a badge of Open Badges 2, version 3 a context.
fn blockcerts(members: &Members<'_>) -> Option<(&'static str, &'static str)> {
    let kinds = |name: &str| members.get(name).and_then(Value::as_object).map(|o| items(o, "type").collect::<Vec<_>>());
    if kinds("receipt").is_some_and(|k| k.iter().any(|k| k.starts_with("Chainpoint"))) {
        return Some(("ChainpointSHA256v2", "a Blockcerts certificate of version 1"));
    }
    if kinds("signature").is_some_and(|k| k.contains(&"MerkleProof2017")) {
        return Some(("MerkleProof2017", "a Blockcerts certificate of version 2"));
    }
    let context = items(members, "@context").any(|c| c.starts_with("https://w3id.org/blockcerts/"));
    context.then_some(("MerkleProof2019", "a Blockcerts certificate"))
}

fn items<'a>(object: &'a Members<'a>, name: &str) -> impl Iterator<Item = &'a str> {
    object.get(name).map_or(&[][..], Value::items).iter().filter_map(Value::as_str)
}

fn unread((name, what): (&str, &str), suite: Option<&str>) -> Prepared {
    let proof = suite.and_then(named::suite).map(|words| format!(" It is signed with {words}.")).unwrap_or_default();
    let note = format!("It is {what}. This form is not supported here, which says nothing against it.{proof}");
    let check = Check::new(CheckId::Format, Outcome::Unknown, "unsupported-format", note);
    let case = Case { suite: name.to_owned(), method: None, matter: Matter::Unsupported(name.to_owned()) };
    Prepared { issuer_id: None, form: Err(check), proofs: vec![case], as_it_stands: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::to_base64url;

    #[test]
    fn binary_forms_are_told_by_how_they_begin() {
        let mdoc = |word: &[u8]| [&[0xA2, 0x6A][..], word].concat();
        for (bytes, name) in [
            (vec![0xD2, 0x84, 0x43, 0xA1, 0x01, 0x26], "COSE"),
            (vec![0xD2, 0x84, 0x58, 0x30], "COSE"),
            (vec![0xD8, 0x3D, 0xD2, 0x84, 0x43], "CWT"),
            (mdoc(b"nameSpaces\xA1"), "mdoc"),
            (mdoc(b"issuerAuth\x84"), "mdoc"),
            ([&[0xA3, 0x67][..], b"version\x63"].concat(), "mdoc"),
        ] {
            let text = to_base64url(&bytes);
            assert!(is_text(text.as_bytes()), "{text}");
            assert_eq!(super::text(&text).expect("a form").proofs[0].suite, name);
        }
        assert!(!is_text(b"eyJhbGciOiJFZERTQSJ9.e30.AA"));
    }
}
