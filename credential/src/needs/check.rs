//! In: what was asked for, and the bytes that came. Out: whether they can be what was asked for, before they are kept.
//! Whether they are true is the judge's to say.

use super::{Need, What};
use crate::did;
use crate::extract::{self, Found, Payload};
use crate::json::{self, Value};
use crate::judge::opened;

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON text
    Json,
    /// A compact JWS
    Jwt,
    /// A key in PEM
    Pem,
}

impl Form {
    /// How the names of its files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jwt => "jwt",
            Self::Pem => "pem",
        }
    }
}

/// What the document is written in.
///
/// # Errors
/// In words, when it cannot be what was asked for: no JSON object, keys of somebody else, no list.
pub fn check(need: &Need, bytes: &[u8]) -> Result<Form, String> {
    if need.what == What::Key && bytes.trim_ascii_start().starts_with(b"-----BEGIN PUBLIC KEY-----") {
        return Ok(Form::Pem);
    }
    let (form, document) = read(bytes)?;
    if document.as_object().is_none() {
        return Err("it is not a JSON object".to_owned());
    }
    match &need.what {
        What::Keys(id) => match document.get("id").and_then(Value::as_str) {
            Some(stated) if stated == id => Ok(form),
            // A key that stands by itself at its own address.
            _ if did::standing_at(bytes, id).is_some() => Ok(form),
            Some(stated) => Err(format!("it speaks for {}, not for {id}", shown(stated))),
            None => Err(format!("it does not say that it speaks for {id}")),
        },
        What::StatusList if subject(&document).is_none() => Err("it is not a status list".to_owned()),
        _ => Ok(form),
    }
}

/// A document is JSON or a JWT by itself: a picture that carries one is not what an address of keys or lists answers with.
fn read(bytes: &[u8]) -> Result<(Form, Value<'_>), String> {
    let Ok(Found { payload: Payload::Jws(text), .. }) = extract::find(bytes) else {
        return Ok((Form::Json, json::read(bytes).map_err(|error| format!("it is not JSON: {error}"))?));
    };
    let (_, payload) = opened(&text).ok_or("it is a JWT that cannot be read")?;
    Ok((Form::Jwt, Value::Object(payload)))
}

fn subject<'a>(document: &'a Value<'a>) -> Option<&'a Value<'a>> {
    document.get("vc").unwrap_or(document).get("credentialSubject")
}

/// Text of a stranger, short enough for a message.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}
