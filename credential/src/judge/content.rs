//! In: the bytes of a file. Out: what they hold, read once: what judging and the search for needed documents both begin with.

use std::borrow::Cow;

use super::jws::text_of;
use super::{sentence, unreadable};
use crate::Judgement;
use crate::extract::{self, Payload};
use crate::json::{self, Value};

/// What a file holds.
pub(crate) enum Content<'a> {
    /// JSON
    Json(Value<'a>),
    /// A token, whole or damaged
    Token(Cow<'a, str>),
    /// The address of a hosted assertion (Open Badges 1 and 2)
    Link(String),
    /// Nothing that can be read, and what is said of it
    Unreadable(Box<Judgement>),
}

impl<'a> Content<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        // A damaged token is a token all the same, and told as one.
        if let Some(text) = text_of(bytes) {
            return Self::Token(text.into());
        }
        match extract::find(bytes).map(|found| found.payload) {
            Ok(Payload::Json(text)) => match text {
                Cow::Borrowed(text) => json::read(text),
                Cow::Owned(text) => json::parse(&text),
            }
            .map_or_else(|e| Self::refused("not-json", format!("It is not readable JSON: {e}.")), Self::Json),
            Ok(Payload::Jws(text)) => Self::Token(text),
            Ok(Payload::Link(url)) => Self::Link(url),
            Err(error) => Self::refused(error.code, sentence(&error.message)),
        }
    }

    fn refused(code: &'static str, note: String) -> Self {
        Self::Unreadable(Box::new(unreadable(code, note)))
    }
}
