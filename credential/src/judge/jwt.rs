//! In: the payload of a JWT. Out: the credential that it is, apart from the registered claims, and the dates of those.
//! Two forms: the payload is the credential (VC-JOSE-COSE section 3.1.1), or it is the `vc` claim (VC 1.1 section 6.3.1).
//! Claims that contradict the credential refuse it; a claim that is not shown needs no published meaning.

use jiff::Timestamp;

use crate::json::{Members, Object, Value};
use crate::{read, time};

/// The registered claims (RFC 7519 section 4.1), and those about the holder's key and the presentation.
const CLAIMS: [&str; 9] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "nonce"];

/// A payload, taken apart.
pub(super) struct Claims {
    pub(super) credential: Object,
    /// `iat`
    pub(super) issued: Option<Timestamp>,
    /// `nbf`
    pub(super) not_before: Option<Timestamp>,
    /// `exp`
    pub(super) expires: Option<Timestamp>,
}

type Refusal = (&'static str, String);

fn bad(why: String) -> Refusal {
    ("jwt-claims", format!("Its JWT claims cannot stand: {why}."))
}

/// Takes a payload apart.
pub(super) fn read(mut payload: Object) -> Result<Claims, Refusal> {
    let [iss, sub, _, exp, nbf, iat, jti, ..] = CLAIMS.map(|name| payload.remove(name));
    let (expires, not_before) = (number("exp", exp)?, number("nbf", nbf)?);
    let issued = match iat {
        // The W3C's own test suite writes a date here.
        Some(Value::String(text)) => Some(time::parse(&text).ok_or_else(|| bad("`iat` is no time".into()))?),
        other => number("iat", other)?,
    };
    let (iss, sub, jti) = (text("iss", iss)?, text("sub", sub)?, text("jti", jti)?);
    let old = payload.get("@context").is_none() && payload.get("vc").is_some();
    let mut credential = match (old, payload.remove("vc"), payload.remove("vp")) {
        (true, Some(Value::Object(vc)), None) => vc,
        (false, None, None) => payload,
        (_, _, Some(_)) => return Err(bad("`vp` is a presentation, not a credential".into())),
        _ => return Err(bad("`vc` stands beside a credential, or is no object".into())),
    };
    if old {
        let first = credential.get("@context").and_then(|c| c.items().first()).and_then(Value::as_str);
        if first == Some("https://www.w3.org/ns/credentials/v2") {
            return Err(bad("a credential of version 2.0 is not wrapped in `vc`".into()));
        }
        fill_in(&mut credential, [("id", &jti), ("issuer", &iss)]);
        for (name, at) in [("issuanceDate", not_before), ("expirationDate", expires)] {
            let Some(at) = at else { continue };
            match credential.get(name).map(|d| d.as_str().and_then(time::parse)) {
                None => credential.insert(name, time::stamp(at)),
                Some(stated) if stated.is_some_and(|s| s.as_second() == at.as_second()) => {}
                Some(_) => return Err(bad(format!("they state another {name} than the credential"))),
            }
        }
    }
    agree("iss", "issuer", iss.as_deref(), read::issuer_id(&credential))?;
    agree("jti", "id", jti.as_deref(), credential.get("id").and_then(Value::as_str))?;
    subject(&mut credential, sub, old)?;
    Ok(Claims { credential, issued, not_before, expires })
}

fn fill_in(credential: &mut Members<'_>, values: [(&str, &Option<String>); 2]) {
    for (name, value) in values {
        if let (None, Some(value)) = (credential.get(name), value) {
            credential.insert(name, value.as_str());
        }
    }
}

fn agree(claim: &str, member: &str, claimed: Option<&str>, stated: Option<&str>) -> Result<(), Refusal> {
    match (claimed, stated) {
        (Some(a), Some(b)) if a != b => Err(bad(format!("`{claim}` is not the credential's {member}"))),
        _ => Ok(()),
    }
}

/// `sub` is the id of the one subject, or of one among several.
fn subject(credential: &mut Members<'_>, sub: Option<String>, fill: bool) -> Result<(), Refusal> {
    let Some(sub) = sub else { return Ok(()) };
    let stated = credential.get("credentialSubject").map_or(&[][..], Value::items);
    let ids: Vec<&str> = stated.iter().filter_map(|s| s.get("id")?.as_str()).collect();
    if !ids.is_empty() && !ids.contains(&sub.as_str()) {
        return Err(bad("`sub` is not the credential's subject".into()));
    }
    if let (true, true, [Value::Object(one)]) = (fill, ids.is_empty(), stated) {
        let mut one = one.clone();
        one.insert("id", sub);
        credential.insert("credentialSubject", Value::Object(one));
    }
    Ok(())
}

fn text(name: &str, value: Option<Value<'_>>) -> Result<Option<String>, Refusal> {
    match value {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.into_owned())),
        Some(_) => Err(bad(format!("`{name}` is no text"))),
    }
}

/// A `NumericDate` (RFC 7519 section 2), which may have a fraction, up to the end of the year 9999. What is told and compared is whole
/// seconds: the narrower ones.
fn number(name: &str, value: Option<Value<'_>>) -> Result<Option<Timestamp>, Refusal> {
    match value {
        None => Ok(None),
        Some(Value::Integer(second)) if (0..=253_402_207_200).contains(&second) => {
            Timestamp::from_second(second).map(Some).map_err(|_| bad(format!("`{name}` is no time")))
        }
        Some(Value::Float(second)) if (0.0..=253_402_207_200.0).contains(&second) => {
            let whole = if name == "nbf" { second.ceil() } else { second.floor() };
            #[expect(clippy::cast_possible_truncation, reason = "a whole number within the range above")]
            Timestamp::from_second(whole as i64).map(Some).map_err(|_| bad(format!("`{name}` is no time")))
        }
        Some(_) => Err(bad(format!("`{name}` is no time in seconds"))),
    }
}
