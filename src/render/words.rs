//! In: values such as dates, numbers and names. Out: words and sentences. English for now.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

pub use super::phrases::{ENGLISH, Words};

/// A day, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-05-12`
    pub iso: String,
    /// `12 May 2026`
    pub words: String,
    /// `2026`
    pub year: i16,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day of a moment, in UTC as credentials state it.
#[must_use]
pub fn day(moment: Timestamp) -> Day {
    let date = TimeZone::UTC.to_datetime(moment).date();
    let month = MONTHS[usize::from(date.month().unsigned_abs().clamp(1, 12)) - 1];
    Day { iso: date.to_string(), words: format!("{} {month} {}", date.day(), date.year()), year: date.year() }
}

/// A paper size in words.
#[must_use]
pub const fn paper(paper: crate::model::Paper) -> &'static str {
    match paper {
        crate::model::Paper::A4 => "A4",
        crate::model::Paper::Letter => "US Letter",
    }
}

/// `1 credential`, `1,200 credentials`
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A whole number with its thousands told apart.
#[must_use]
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A quantity without needless digits: `3`, `2.5`.
#[must_use]
pub fn quantity(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `12 hours`
#[must_use]
pub fn hours(n: f64) -> String {
    format!("{} {}", quantity(n), if (n - 1.0).abs() < f64::EPSILON { "hour" } else { "hours" })
}

/// An OB 3.0 achievement type in words: `MicroCredential` is `Micro-credential`.
#[must_use]
pub fn kind(kind: &str) -> String {
    let bare = kind.strip_prefix("ext:").unwrap_or(kind);
    match bare {
        "MicroCredential" => return "Micro-credential".to_owned(),
        "CoCurricular" => return "Co-curricular activity".to_owned(),
        "CommunityService" => return "Community service".to_owned(),
        "QualityAssuranceCredential" => return "Quality assurance".to_owned(),
        _ => {}
    }
    let mut out = String::new();
    for (i, c) in bare.chars().enumerate() {
        if i > 0 && c.is_uppercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else if c == '_' || c == '-' {
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out
}

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
        Self { role, text: text.to_owned(), href: None, iso: None }
    }
    fn day(day: &Day) -> Self {
        Self { iso: Some(day.iso.clone()), ..Self::of("date", &day.words) }
    }
}

/// "NAME earned BADGE from ISSUER on DATE.": what is not stated is left out.
#[must_use]
pub fn sentence(name: Option<&str>, title: &str, issuer: Option<Part>, earned: Option<&Day>) -> Vec<Part> {
    let mut parts = Vec::new();
    match name {
        Some(name) => parts.extend([Part::of("name", name), Part::plain(" earned "), Part::of("title", title)]),
        None => parts.extend([Part::of("title", title), Part::plain(" was earned")]),
    }
    if let Some(issuer) = issuer {
        parts.extend([Part::plain(if takes_article(&issuer.text) { " from the " } else { " from " }), issuer]);
    }
    if let Some(day) = earned {
        parts.extend([Part::plain(" on "), Part::day(day)]);
    }
    parts.push(Part::plain("."));
    parts
}

/// "NAME states: TITLE, ISSUER, DATE.": what somebody says of themselves.
#[must_use]
pub fn claim(name: Option<&str>, title: &str, issuer: Option<Part>, earned: Option<&Day>) -> Vec<Part> {
    let mut parts = vec![name.map_or_else(|| Part::plain("The holder"), |name| Part::of("name", name))];
    parts.extend([Part::plain(" states: "), Part::of("title", title)]);
    for part in issuer.into_iter().chain(earned.map(Part::day)) {
        parts.extend([Part::plain(", "), part]);
    }
    parts.push(Part::plain("."));
    parts
}

/// "the University of Alder Bay", and "Alder Bay College".
#[must_use]
pub fn with_article(name: &str) -> String {
    format!("{}{name}", if takes_article(name) { "the " } else { "" })
}

fn takes_article(name: &str) -> bool {
    const BODIES: [&str; 12] = [
        "University",
        "College",
        "School",
        "Institute",
        "Academy",
        "Department",
        "Faculty",
        "Office",
        "Centre",
        "Center",
        "Ministry",
        "Society",
    ];
    let mut words = name.split(' ');
    words.next().is_some_and(|w| BODIES.contains(&w)) && words.next().is_some_and(|w| w == "of" || w == "for")
}

/// A sentence as plain text.
#[must_use]
pub fn text(parts: &[Part]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect()
}

/// Up to two letters for a person without a portrait: of the first and the last name.
#[must_use]
pub fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let letters: Vec<char> = name.split_whitespace().filter_map(first).collect();
    let last = letters.last().filter(|_| letters.len() > 1);
    let both = letters.first().into_iter().chain(last);
    // Letters of a joined script stand apart.
    let apart = if name.chars().any(|c| ('\u{600}'..='\u{8ff}').contains(&c)) { "\u{200c}" } else { "" };
    both.map(|c| c.to_uppercase().to_string()).collect::<Vec<_>>().join(apart)
}

/// At most `most` characters, cut at a word, with an ellipsis when something was cut.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_people_write_it() {
        let d = day("2026-05-12T23:59:59Z".parse().expect("a moment"));
        assert_eq!((d.iso.as_str(), d.words.as_str(), d.year), ("2026-05-12", "12 May 2026", 2026));
    }

    #[test]
    fn the_sentence_leaves_out_what_is_not_stated() {
        let d = day("2026-05-12T00:00:00Z".parse().expect("a moment"));
        let issuer = || Some(Part::of("issuer", "University of Alder Bay"));
        assert_eq!(
            text(&sentence(Some("Maya Lindqvist"), "Public Speaking Foundations", issuer(), Some(&d))),
            "Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026."
        );
        assert_eq!(
            text(&claim(Some("Maya"), "Section editor", Some(Part::of("issuer", "The Estuary")), Some(&d))),
            "Maya states: Section editor, The Estuary, 12 May 2026."
        );
        assert_eq!(with_article("Alder Bay College"), "Alder Bay College");
        assert_eq!(text(&sentence(None, "First Aid", None, None)), "First Aid was earned.");
    }

    #[test]
    fn numbers_and_kinds_read_well() {
        assert_eq!(count(1, "credential", "credentials"), "1 credential");
        assert_eq!(count(1_234_567, "credential", "credentials"), "1,234,567 credentials");
        assert_eq!((quantity(3.0), quantity(2.5), hours(1.0)), ("3".into(), "2.5".into(), "1 hour".into()));
        assert_eq!(
            (kind("MicroCredential"), kind("ext:SummerSchool"), kind("Course")),
            ("Micro-credential".into(), "Summer school".into(), "Course".into())
        );
    }

    #[test]
    fn initials_work_in_any_script() {
        assert_eq!(initials("Maya Lindqvist"), "ML");
        assert_eq!(initials("مايا الأحمد"), "م\u{200c}ا");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("  "), "");
    }
}
