//! In: a pattern with named places, `{holder} earned {title}.`, and what goes there. Out: text, or parts that keep roles.

use std::borrow::Cow;

use serde::Serialize;
use unicode_bidi::{BidiClass, bidi_class};

use super::{Day, Direction};

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// `plain`, `name`, `title`, `issuer` or `date`.
    pub role: &'static str,
    /// Its words.
    pub text: String,
    /// Where it leads, for an issuer with a page.
    pub href: Option<String>,
    /// For machines, for a date.
    pub iso: Option<String>,
    /// Its language, when it is known to be another than the page's.
    pub lang: Option<String>,
}

impl Part {
    /// Words without a role.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self::of("plain", text)
    }
    /// Words with a role.
    #[must_use]
    pub fn of(role: &'static str, text: &str) -> Self {
        Self { role, text: text.to_owned(), href: None, iso: None, lang: None }
    }
    /// A day.
    #[must_use]
    pub fn day(day: &Day) -> Self {
        Self { iso: Some(day.iso.clone()), ..Self::of("date", &day.words) }
    }
    /// The only part of a place.
    #[must_use]
    pub fn alone(self) -> Vec<Self> {
        vec![self]
    }
}

/// A sentence as plain text.
#[must_use]
pub fn text(parts: &[Part]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect()
}

/// A pattern filled with texts. What runs against the direction of the language is isolated, as `bdi` does in HTML.
pub(super) fn fill(pattern: &str, places: &[(&str, &str)], direction: Direction) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    for piece in pieces(pattern) {
        match piece {
            Piece::Plain(text) => out.push_str(text),
            Piece::Place(name) => {
                let said = places.iter().find(|(place, _)| *place == name).map_or("", |(_, said)| said);
                out.push_str(&isolated(said, direction));
            }
        }
    }
    out
}

/// A text that keeps to itself among others: isolated, when something in it runs against the direction of the language.
#[must_use]
pub fn isolated(text: &str, direction: Direction) -> Cow<'_, str> {
    match runs_against(text, direction) {
        true => format!("\u{2068}{text}\u{2069}").into(),
        false => text.into(),
    }
}

/// Facts in one line, each in its place whatever it is written in.
#[must_use]
pub fn line(facts: &[String], direction: Direction) -> String {
    facts.iter().map(|fact| isolated(fact, direction)).collect::<Vec<_>>().join(" · ")
}

/// A pattern filled with parts.
pub(super) fn parts(pattern: &str, mut places: Vec<(&str, Vec<Part>)>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for piece in pieces(pattern) {
        let more = match piece {
            Piece::Plain(text) => vec![Part::plain(text)],
            Piece::Place(name) => {
                places.iter_mut().find(|(p, _)| *p == name).map(|(_, said)| std::mem::take(said)).unwrap_or_default()
            }
        };
        for part in more {
            match out.last_mut() {
                Some(last) if last.role == "plain" && part.role == "plain" => last.text.push_str(&part.text),
                _ => out.push(part),
            }
        }
    }
    out
}

pub(super) enum Piece<'a> {
    Plain(&'a str),
    Place(&'a str),
}

/// The pieces of a pattern; a brace that does not close is text.
pub(super) fn pieces(mut pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while let Some((before, rest)) = pattern.split_once('{') {
        let Some((name, after)) = rest.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Plain(before));
        }
        pieces.push(Piece::Place(name));
        pattern = after;
    }
    if !pattern.is_empty() {
        pieces.push(Piece::Plain(pattern));
    }
    pieces
}

/// Whether a text has a letter of the other direction.
fn runs_against(text: &str, direction: Direction) -> bool {
    if text.is_ascii() {
        return direction == Direction::Rtl && text.bytes().any(|byte| byte.is_ascii_alphabetic());
    }
    text.chars().any(|c| match bidi_class(c) {
        BidiClass::R | BidiClass::AL => direction == Direction::Ltr,
        BidiClass::L => direction == Direction::Rtl,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_names_are_isolated_in_plain_text() {
        let say = |name, direction| fill("({name})", &[("name", name)], direction);
        assert_eq!(say("Maya", Direction::Ltr), "(Maya)");
        assert_eq!(say("مايا", Direction::Ltr), "(\u{2068}مايا\u{2069})");
        assert_eq!(say("Maya", Direction::Rtl), "(\u{2068}Maya\u{2069})");
        assert_eq!(say("12", Direction::Rtl), "(12)");
    }

    #[test]
    fn no_fact_of_a_line_takes_the_place_of_its_neighbour() {
        let facts = ["النتيجة: Pass".to_owned(), "Weighs evidence".to_owned(), "12".to_owned()];
        let said = line(&facts, Direction::Rtl);
        assert_eq!(said, "\u{2068}النتيجة: Pass\u{2069} · \u{2068}Weighs evidence\u{2069} · 12");
        assert_eq!(line(&facts[1..], Direction::Ltr), "Weighs evidence · 12");
    }

    #[test]
    fn what_stands_in_a_place_is_never_read_as_a_pattern() {
        assert_eq!(fill("{a} {b}", &[("a", "{b}"), ("b", "x")], Direction::Ltr), "{b} x");
        let said =
            parts("{a}, {b}.", vec![("b", Part::of("title", "{a}").alone()), ("a", Part::of("name", "N").alone())]);
        assert_eq!(text(&said), "N, {a}.");
        assert_eq!(said.iter().map(|p| p.role).collect::<Vec<_>>(), ["name", "plain", "title", "plain"]);
    }
}
