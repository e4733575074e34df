//! In: one node. Out: a date, colour, address, id, number or text, checked. A wrong one is noted with what to write.

use jiff::{Span, Timestamp, civil, tz::TimeZone};

pub(crate) use super::address::{https_page, issuer_id, link, web};
use super::fields::{Problems, suggest};
use super::value::Placed;
use super::yaml::{Node, Value};
use crate::load::{SourcePath, is_reserved};

/// Longest name of a person, badge or issuer that the project may state, in characters: it fits on a certificate.
pub const MAX_NAME: usize = 120;
/// Longest text of one field, in characters.
const MAX_TEXT: usize = 100_000;

/// Text; a number or word that YAML takes for something else is text as it was written.
pub(crate) fn text(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = match &node.value {
        Value::Text(text) => text.trim(),
        Value::Number(_) | Value::Bool(_) => {
            problems.text[node.span.start + problems.offset..node.span.end + problems.offset].trim()
        }
        _ => return problems.error("wrong-type", "text belongs here", node.span, "put quotes around it"),
    };
    if text.is_empty() {
        return problems.error("wrong-value", "the text is empty", node.span, "write it, or remove the field");
    }
    if text.chars().count() > MAX_TEXT {
        return problems.error("wrong-value", format!("the text has more than {MAX_TEXT} characters"), node.span, "");
    }
    Some(text.to_owned())
}

/// One line of text that fits where names stand.
pub(crate) fn name(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = text(node, problems)?;
    let count = text.chars().count();
    if count > MAX_NAME {
        let message = format!("a name has at most {MAX_NAME} characters; this one has {count}");
        return problems.error("wrong-value", message, node.span, "shorten it; the description has room for more");
    }
    if text.contains(char::is_control) {
        return problems.error("wrong-value", "a name is one line of text", node.span, "remove the line break");
    }
    Some(text)
}

/// Markdown of the project's own: where it leads within the site is noted.
pub(crate) fn markdown(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = text(node, problems)?;
    problems.lead(&text, node.span);
    Some(text)
}

/// What `address` reads, or the path of a file in `static/`, which is noted.
pub(crate) fn or_file(
    address: impl Fn(&Node, &mut Problems) -> Option<String>,
) -> impl Fn(&Node, &mut Problems) -> Option<String> {
    move |node, problems| {
        let written = match &node.value {
            Value::Text(text) => text.trim().trim_start_matches("./"),
            _ => "",
        };
        if !written.starts_with("static/") {
            return address(node, problems);
        }
        match SourcePath::new(written) {
            Ok(path) if path.is_below("static") => {
                let (value, place) = (path.as_str().to_owned(), problems.place(node.span));
                problems.files.push(Placed { value: path, place });
                Some(value)
            }
            _ => problems.error(
                "bad-path",
                format!("{written:?} is no file below static/"),
                node.span,
                "name a file in static/",
            ),
        }
    }
}

/// `true` or `false`.
pub(crate) fn boolean(node: &Node, problems: &mut Problems) -> Option<bool> {
    match node.value {
        Value::Bool(b) => Some(b),
        _ => problems.error(
            "wrong-type",
            "`true` or `false` belongs here",
            node.span,
            "write one of the two without quotes",
        ),
    }
}

/// A number that is not negative.
pub(crate) fn number(node: &Node, problems: &mut Problems) -> Option<f64> {
    match node.value {
        Value::Number(n) if n >= 0.0 => Some(n),
        _ => problems.error(
            "wrong-type",
            "a number of at least 0 belongs here",
            node.span,
            "write it in digits, without quotes",
        ),
    }
}

/// A whole number between two bounds.
pub(crate) fn whole(low: u32, high: u32) -> impl Fn(&Node, &mut Problems) -> Option<u32> {
    move |node, problems| match node.value {
        Value::Number(n) if n.fract() == 0.0 && (f64::from(low)..=f64::from(high)).contains(&n) =>
        {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
            Some(n as u32)
        }
        _ => {
            let message = format!("a whole number from {low} to {high} belongs here");
            let help = match node.value {
                Value::Number(_) => format!("choose one from {low} to {high}"),
                _ => "write it in digits, without quotes".to_owned(),
            };
            problems.error("wrong-value", message, node.span, &help)
        }
    }
}

/// A day, or a moment with its zone; a day means its first moment in UTC.
pub(crate) fn date(node: &Node, problems: &mut Problems) -> Option<Timestamp> {
    let text = text(node, problems)?;
    match moment(&text) {
        Ok(moment) => Some(moment),
        Err(_) => {
            let help = match moment(&format!("{text}-01")) {
                Ok(_) => format!("write the day as well; where only the month is known, its first: {text}-01"),
                Err(_) => "write year-month-day as in 2026-06-01, or a time with its zone as in 2026-06-01T14:00:00Z"
                    .to_owned(),
            };
            problems.error("bad-date", format!("{text:?} is no date"), node.span, &help)
        }
    }
}

/// A day (`2026-06-01`, its first moment in UTC) or an RFC 3339 moment.
///
/// # Errors
/// In the words of the date library.
pub fn moment(text: &str) -> Result<Timestamp, jiff::Error> {
    if text.len() == 10 {
        let day: civil::Date = text.parse()?;
        return TimeZone::UTC.to_timestamp(day.to_datetime(civil::Time::midnight()));
    }
    text.parse()
}

/// An id that becomes part of an address: lower-case letters, digits and hyphens.
pub(crate) fn id(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = text(node, problems)?;
    if is_id(&text) {
        return Some(text);
    }
    let help = format!("use lower-case letters, digits and hyphens, as in {:?}", slug(&text));
    problems.error("bad-id", format!("{text:?} cannot be part of an address"), node.span, &help)
}

/// Whether text can be part of an address as it is.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty() && text.len() <= 100 && text.bytes().all(fine) && !text.starts_with('-') && !text.ends_with('-')
}

/// Text made into an id: without accents, in lower case, hyphens between words; `entry` when nothing is left. What Windows keeps for a device
/// gets a number behind it, as in `con--1`: no other text has two hyphens, so this id is nobody else's.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in deunicode::deunicode(text).chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            '\'' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() == 80 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    match slug {
        "" => "entry".to_owned(),
        device if is_reserved(device) => format!("{device}--1"),
        slug => slug.to_owned(),
    }
}

/// A path of a file in the project.
pub(crate) fn path(node: &Node, problems: &mut Problems) -> Option<SourcePath> {
    let text = text(node, problems)?;
    if text.contains("://") {
        let message = "a file of this project belongs here, not an address";
        let help =
            "save the file into the project and name it, as in static/me.jpg: a site loads nothing from elsewhere";
        return problems.error("bad-path", message, node.span, help);
    }
    match SourcePath::new(&text) {
        Ok(path) => Some(path),
        Err(e) => {
            problems.error("bad-path", e.to_string(), node.span, "name a file of this project, such as static/me.jpg")
        }
    }
}

/// A language as BCP 47 writes it, such as `en` or `pt-BR`.
pub(crate) fn language(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = text(node, problems)?;
    let mut parts = text.split('-');
    let first = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    if first && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return Some(text);
    }
    problems.error("wrong-value", format!("{text:?} is no language tag"), node.span, "write it as in `en` or `pt-BR`")
}

/// How long something holds: `3 years`, `18 months`, `90 days`.
pub(crate) fn duration(node: &Node, problems: &mut Problems) -> Option<Span> {
    let text = text(node, problems)?;
    let parsed = text.split_once(' ').and_then(|(count, unit)| {
        let count: i32 = count.parse().ok().filter(|n| (1..=1000).contains(n))?;
        match unit.trim().trim_end_matches('s') {
            "day" => Some(Span::new().days(count)),
            "month" => Some(Span::new().months(count)),
            "year" => Some(Span::new().years(count)),
            _ => None,
        }
    });
    match parsed {
        Some(span) => Some(span),
        None => {
            let help = "write it as in `3 years`, `18 months` or `90 days`";
            problems.error("wrong-value", format!("{text:?} is no length of time"), node.span, help)
        }
    }
}

/// One of a few words.
pub(crate) fn one_of<T: Copy>(words: &'static [(&'static str, T)]) -> impl Fn(&Node, &mut Problems) -> Option<T> {
    move |node, problems| {
        let text = text(node, problems)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        unknown_word(&text, words.iter().map(|(word, _)| *word), node, problems)
    }
}

/// Notes a word that is none of the known ones.
pub(crate) fn unknown_word<'k, T>(
    text: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    node: &Node,
    problems: &mut Problems,
) -> Option<T> {
    let help = match suggest(text, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it is one of: {}", known.collect::<Vec<_>>().join(", ")),
    };
    problems.error("wrong-value", format!("`{text}` is not known here"), node.span, &help)
}
