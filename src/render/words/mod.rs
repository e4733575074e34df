//! In: a language tag, and values such as dates, numbers and names. Out: words and whole sentences in that language.
//! Each language has one table of words; plural rules, dates, numbers and lists are those of CLDR (ICU4X). No clock.

mod amount;
mod ar;
mod browser;
mod de;
mod en;
mod es;
mod fr;
mod ja;
mod pattern;
mod proven;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use icu_calendar::{Date, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_datetime::preferences::CalendarAlgorithm;
use icu_decimal::DecimalFormatter;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale::{Locale, LocaleDirectionality};
use icu_plurals::{PluralCategory, PluralRules};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

pub use amount::Amount;
pub use pattern::{Part, isolated, line, text};
pub use table::Words;
pub use text::{initials, shorten, unbroken_dates};

use crate::model::Paper;
pub(crate) use table::Forms;
use table::Table;

/// The languages that have a table, by their tags.
static TABLES: [&Table; 6] = [&en::TABLE, &ar::TABLE, &de::TABLE, &es::TABLE, &fr::TABLE, &ja::TABLE];

/// Which way a language runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The direction of what runs from right to left, or does not.
    #[must_use]
    pub const fn of(right_to_left: bool) -> Self {
        if right_to_left { Self::Rtl } else { Self::Ltr }
    }

    /// As the `dir` attribute has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A day, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-05-12`
    pub iso: String,
    /// `12 May 2026`
    pub words: String,
    /// `2026`, as the language writes a year.
    pub year: String,
}

/// Everything that is said in one language.
pub struct Language {
    /// The words without places.
    pub t: &'static Words,
    /// Its tag, for `lang`: the site's own, when the language has a table.
    pub tag: String,
    /// Its name in itself.
    pub name: &'static str,
    /// Which way it runs.
    pub direction: Direction,
    table: &'static Table,
    dates: DateTimeFormatter<YMD>,
    months: DateTimeFormatter<YM>,
    years: DateTimeFormatter<Y>,
    plurals: PluralRules,
    numbers: DecimalFormatter,
    lists: ListFormatter,
    /// Days in words: lists name the same few thousands of them over and over.
    days: RwLock<HashMap<jiff::civil::Date, Day>>,
}

/// So many days are remembered: those of half a century.
const DAYS: usize = 18_263;

const WHOLE: &str = "the library's tables hold every language, at least as its root";

impl Language {
    /// The language of a BCP 47 tag; English when no table is there for it. Dates are Gregorian, unless the tag names
    /// another calendar (`ar-u-ca-islamic-umalqura`).
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let known = Self::find(tag);
        let table = known.unwrap_or(&en::TABLE);
        let tag = if known.is_some() { tag } else { table.tag };
        let locale = if tag == table.tag { table.locale } else { tag };
        let locale = Locale::try_from_str(locale).unwrap_or(Locale::UNKNOWN);
        let mut dates: icu_datetime::DateTimeFormatterPreferences = (&locale).into();
        dates.calendar_algorithm.get_or_insert(CalendarAlgorithm::Gregory);
        let right_to_left = LocaleDirectionality::new_common().is_right_to_left(&locale.id);
        Self {
            t: &table.words,
            tag: tag.to_owned(),
            name: table.name,
            direction: if right_to_left { Direction::Rtl } else { Direction::Ltr },
            table,
            dates: DateTimeFormatter::try_new(dates, YMD::long()).expect(WHOLE),
            months: DateTimeFormatter::try_new(dates, YM::long()).expect(WHOLE),
            years: DateTimeFormatter::try_new(dates, Y::long()).expect(WHOLE),
            plurals: PluralRules::try_new_cardinal((&locale).into()).expect(WHOLE),
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).expect(WHOLE),
            lists: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).expect(WHOLE),
            days: RwLock::default(),
        }
    }

    /// English: of the command line, and of sites that say nothing else.
    #[must_use]
    pub fn english() -> Self {
        Self::of(en::TABLE.tag)
    }

    /// Whether there is a table for a tag.
    #[must_use]
    pub fn is_known(tag: &str) -> bool {
        Self::find(tag).is_some()
    }

    /// The tags that have a table.
    #[must_use]
    pub fn known() -> Vec<&'static str> {
        TABLES.iter().map(|table| table.tag).collect()
    }

    fn find(tag: &str) -> Option<&'static Table> {
        let primary = tag.split('-').next().unwrap_or_default();
        TABLES.iter().find(|table| table.tag.eq_ignore_ascii_case(primary)).copied()
    }

    /// The day of a moment, in UTC as credentials state it.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Day {
        let date = TimeZone::UTC.to_datetime(moment).date();
        if let Some(day) = self.days.read().unwrap_or_else(PoisonError::into_inner).get(&date) {
            return day.clone();
        }
        let day = self.worded(date);
        let mut days = self.days.write().unwrap_or_else(PoisonError::into_inner);
        if days.len() < DAYS {
            days.insert(date, day.clone());
        }
        day
    }

    fn worded(&self, date: jiff::civil::Date) -> Day {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let said = Date::try_new_iso(i32::from(date.year()), month, day);
        let said = |with: &dyn Fn(Date<Iso>) -> String| said.map_or_else(|_| date.to_string(), with);
        Day {
            iso: date.to_string(),
            words: self.first_day(said(&|day| self.dates.format(&day).to_string())),
            year: said(&|day| self.years.format(&day).to_string()),
        }
    }

    /// In French the first of a month is an ordinal, which the dates of CLDR leave out: `1er septembre 2025`.
    fn first_day(&self, said: String) -> String {
        match said.strip_prefix("1 ") {
            Some(rest) if self.table.tag == fr::TABLE.tag => format!("1er {rest}"),
            _ => said,
        }
    }

    /// `1,200`, `2.5`
    #[must_use]
    pub fn number(&self, n: impl Into<Amount>) -> String {
        self.amount(&n.into())
    }

    /// Names after each other: `Maya, Ada and Lin`.
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        self.lists.format(names.iter()).to_string()
    }

    /// An OB 3.0 achievement type or result status in words: `MicroCredential` is `Micro-credential`. One that the
    /// specification does not know is told as it stands, its words apart.
    #[must_use]
    pub fn kind(&self, kind: &str) -> String {
        let known = self.table.kinds.of(kind);
        known.map_or_else(|| apart(kind.strip_prefix("ext:").unwrap_or(kind)), str::to_owned)
    }

    /// A paper size in words.
    #[must_use]
    pub const fn paper(&self, paper: Paper) -> &'static str {
        match paper {
            Paper::A4 => self.t.paper_a4,
            Paper::Letter => self.t.paper_letter,
        }
    }

    /// An issuer's name within a sentence: "the University of Alder Bay", and "Alder Bay College".
    #[must_use]
    pub fn with_article(&self, name: &str) -> String {
        format!("{}{name}", self.article(name))
    }

    fn article(&self, name: &str) -> &'static str {
        let mut words = name.split(' ');
        let (first, then) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let takes = |a: &&table::Article| a.first.contains(&first) && (a.then.is_empty() || a.then.contains(&then));
        self.table.articles.iter().find(takes).map_or("", |a| a.words)
    }

    /// "NAME earned BADGE from ISSUER on DATE.": what is not stated is left out.
    #[must_use]
    pub fn sentence(&self, name: Option<&str>, title: &str, issuer: Option<Part>, earned: Option<&Day>) -> Vec<Part> {
        let title = Part::of("title", title).alone();
        let issuer = issuer.map(|part| self.issuer_parts(part));
        let earned = earned.map(|day| Part::day(day).alone());
        match (name.map(|n| Part::of("name", n).alone()), issuer, earned) {
            (Some(name), Some(issuer), Some(day)) => self.earned_from_on(name, title, issuer, day),
            (Some(name), Some(issuer), None) => self.earned_from(name, title, issuer),
            (Some(name), None, Some(day)) => self.earned_on(name, title, day),
            (Some(name), None, None) => self.earned_title(name, title),
            (None, Some(issuer), Some(day)) => self.was_earned_from_on(title, issuer, day),
            (None, Some(issuer), None) => self.was_earned_from(title, issuer),
            (None, None, Some(day)) => self.was_earned_on(title, day),
            (None, None, None) => self.was_earned(title),
        }
    }

    /// "NAME states: TITLE, ISSUER, DATE.": what somebody says of themselves.
    #[must_use]
    pub fn claim(&self, name: Option<&str>, title: &str, issuer: Option<Part>, earned: Option<&Day>) -> Vec<Part> {
        let name = name.map_or_else(|| Part::plain(self.t.the_holder), |name| Part::of("name", name)).alone();
        let title = Part::of("title", title).alone();
        match (issuer.map(Part::alone), earned.map(|day| Part::day(day).alone())) {
            (Some(issuer), Some(day)) => self.states_from_on(name, title, issuer, day),
            (Some(issuer), None) => self.states_from(name, title, issuer),
            (None, Some(day)) => self.states_on(name, title, day),
            (None, None) => self.states(name, title),
        }
    }

    /// An issuer's name with its article before it.
    #[must_use]
    pub fn issuer_parts(&self, issuer: Part) -> Vec<Part> {
        match self.article(&issuer.text) {
            "" => vec![issuer],
            article => vec![Part::plain(article), issuer],
        }
    }

    /// A tag as the `lang` of what is not in this language; `None` when it is, and when the text is no tag.
    #[must_use]
    pub fn foreign(&self, tag: &str) -> Option<String> {
        let known = Locale::try_from_str(tag).is_ok();
        (known && !tag.eq_ignore_ascii_case(&self.tag)).then(|| tag.to_owned())
    }

    /// A pattern with its places filled.
    pub(crate) fn fill(&self, pattern: &str, places: &[(&str, &str)]) -> String {
        pattern::fill(pattern, places, self.direction)
    }

    /// The form that a number takes, and the number as the language writes it.
    pub(crate) fn counted(&self, forms: &Forms, n: usize) -> (&'static str, String) {
        let n = Amount::from(n);
        (self.form(forms, &n), self.amount(&n))
    }

    /// A month of a year.
    pub(crate) fn month(&self, year: i16, month: i8) -> String {
        let said = Date::try_new_iso(i32::from(year), month.unsigned_abs(), 1);
        said.map_or_else(|_| format!("{year}-{month:02}"), |day| self.months.format(&day).to_string())
    }

    fn amount(&self, n: &Amount) -> String {
        self.numbers.format(&n.0).to_string()
    }

    fn form(&self, forms: &Forms, n: &Amount) -> &'static str {
        let form = match self.plurals.category_for(&n.0) {
            PluralCategory::Zero => forms.zero,
            PluralCategory::One => forms.one,
            PluralCategory::Two => forms.two,
            PluralCategory::Few => forms.few,
            PluralCategory::Many => forms.many,
            PluralCategory::Other => forms.other,
        };
        form.or(forms.other).unwrap_or_default()
    }
}

/// `SummerSchool` is `Summer school`.
fn apart(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.chars().enumerate() {
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
