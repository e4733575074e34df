//! In: a row of an awards file. Out: an `Award`, or everything that is wrong with the row.
//! Refuses what must never be signed: placeholder names, e-mail addresses in the open, dates that do not hold together.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use crate::diag::{Diagnostic, Span, Spanned};
use crate::draft::{MAX_NAME, award_number, composed, number_of};
use crate::issue::broken::broken;
use crate::issue::reader::{FIRST_YEAR, Reader};
use crate::issue::rows::Row;
use crate::issue::signed::KeptBadge;
use crate::issue::text::{has_mail, is_formula, is_placeholder, unseen};

/// Who earned what, when: one credential to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// The key under which the ledger knows it: the same row gives the same key on every run.
    pub key: String,
    /// The key that it had before its term was named: of the same day it is the same award.
    pub before: Option<String>,
    /// Keys that it had before names were taken without regard to how their letters are encoded.
    pub forms: Vec<String>,
    /// The holder's name, as it is signed.
    pub name: String,
    /// The badge's id: the stem of its file.
    pub badge: Spanned<String>,
    /// The day it was earned.
    pub awarded: Date,
    /// An identifier of the holder, when the row has one.
    pub recipient: Option<Recipient>,
    /// The first day on which it is valid, when that is not the day it was earned.
    pub valid_from: Option<Date>,
    /// The last day on which it is valid.
    pub expires: Option<Date>,
    /// First and last day of the activity.
    pub activity: (Option<Date>, Option<Date>),
    /// The academic term in which it was earned, in words.
    pub term: Option<String>,
    /// Hours of work.
    pub hours: Option<f64>,
    /// Credits earned.
    pub credits: Option<f64>,
    /// A grade or score, in words.
    pub result: Option<String>,
    /// What shows that it was earned.
    pub evidence: Vec<Evidence>,
    /// How it was earned, in words.
    pub narrative: Option<String>,
    /// A licence number.
    pub license: Option<String>,
    /// Whether the holder agreed to be listed.
    pub listed: bool,
    /// What was signed of its badge, where that is signed again: the badge as it is now has no part in it, nor in when it ends.
    pub kept: Option<Box<KeptBadge>>,
    /// Where the row stands.
    pub span: Span,
}

/// How a credential identifies its holder besides the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A DID or https URL.
    Uri(String),
    /// An e-mail address, in lower case: only its salted hash may leave this program.
    Mail(String),
    /// The hash of an e-mail address, and the salt in it, as they were signed before.
    Hash(String, String),
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is called.
    pub name: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// What it shows.
    pub description: Option<String>,
}

/// Reads one row. `today` is the last day on which something can have been earned.
///
/// # Errors
/// Everything that is wrong with the row, at once.
pub fn read(file: &str, text: &str, row: &Row, today: Date) -> Result<Award, Vec<Diagnostic>> {
    let mut reader = Reader { file, text, row, found: Vec::new() };
    let name = reader.name();
    let badge = reader.required("badge");
    let awarded = reader.required("awarded").and_then(|field| reader.date(&field));
    let recipient = reader.recipient();
    let expires = reader.optional_date("expires");
    let activity = (reader.optional_date("start"), reader.optional_date("end"));
    let hours = reader.number("hours", 100_000.0);
    let credits = reader.number("credits", 1000.0);
    let evidence = reader.evidence();
    let listed = reader.consent();
    let words = |reader: &mut Reader<'_>, column| reader.public(column).map(|field| field.value);
    let (result, narrative, license) =
        (words(&mut reader, "result"), words(&mut reader, "narrative"), words(&mut reader, "license"));
    let term = words(&mut reader, "term");
    let award_id = reader.telling("award_id").map(|field| field.value);
    reader.dates_agree(awarded, expires, activity, today);
    let mut found = reader.found;
    let about = row.get("name").map(|n| n.value.clone());
    for diagnostic in &mut found {
        diagnostic.entry.clone_from(&about);
    }
    match (name, badge, awarded) {
        (Some(name), Some(badge), Some(awarded)) if found.is_empty() => {
            let key = key(award_id.as_deref(), &name, &badge.value, awarded);
            let forms = match award_id {
                Some(_) => Vec::new(),
                None => forms(&key, row, &badge.value, awarded),
            };
            let span = row.span;
            Ok(Award {
                key,
                before: row.plain.as_ref().map(|plain| format!("id:{plain}")),
                forms,
                name,
                badge,
                awarded,
                recipient,
                valid_from: None,
                expires,
                activity,
                term,
                hours,
                credits,
                result,
                evidence,
                narrative,
                license,
                listed,
                kept: None,
                span,
            })
        }
        _ => Err(found),
    }
}

impl Award {
    /// All keys under which the ledger may know it.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.key).chain(&self.before).chain(&self.forms).map(String::as_str)
    }

    /// The same with another name. An award that is known by its name is known by the new one then.
    ///
    /// # Errors
    /// When nobody is called that.
    pub fn renamed(&self, name: &str) -> Result<Self, String> {
        let name = composed(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        if is_placeholder(&name) || is_formula(&name) || has_mail(&name) || unseen(&name).is_some() {
            return Err(format!("{name:?} is not the name of a person"));
        }
        if let Some((what, _)) = broken(&name, true) {
            return Err(format!("the name holds {what}"));
        }
        if name.chars().count() > MAX_NAME {
            return Err(format!("the name has {} characters; at most {MAX_NAME} are issued", name.chars().count()));
        }
        let key = match self.key.strip_prefix("id:") {
            Some(_) => self.key.clone(),
            None => key(None, &name, &self.badge.value, self.awarded),
        };
        Ok(Self { key, name, ..self.clone() })
    }
}

/// The keys of a row's award by its name in other forms: as it stands in the row, and with its letters and marks apart.
fn forms(key: &str, row: &Row, badge: &str, awarded: Date) -> Vec<String> {
    let name = row.get("name").map_or("", |name| name.value.as_str());
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_ascii() {
        return Vec::new();
    }
    let apart: String = name.nfd().collect();
    let mut forms = [name, apart].map(|name| number_of(badge, &awarded.to_string(), &name)).to_vec();
    forms.retain(|form| form != key);
    forms.dedup();
    forms
}

/// A day as this program writes it, with all four digits of its year.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| text.len() == 10 && day.year() >= FIRST_YEAR)
}

/// The stable key of an award: its own id, else badge, day and a short hash of the name.
pub(super) fn key(award_id: Option<&str>, name: &str, badge: &str, awarded: Date) -> String {
    award_id.map_or_else(|| award_number(badge, &awarded.to_string(), name), |id| format!("id:{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::import::{Mapping, table};
    use crate::issue::rows::Read;

    const TODAY: Date = jiff::civil::date(2026, 6, 1);
    const HEADER: &str =
        "name,badge,awarded,recipient_id,expires,start,end,credits,evidence_url,narrative,consent,award_id\n";

    fn one(line: &str) -> Result<Award, Vec<String>> {
        let text = format!("{HEADER}{line}\n");
        let mut rows = Vec::new();
        table::read("awards/spring.csv", &text, &Mapping::default(), &mut |read| rows.push(read));
        let [Read::Row(row)] = &rows[..] else { panic!("one row: {rows:?}") };
        read("awards/spring.csv", &text, row, TODAY).map_err(|all| all.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn names_that_nobody_has_are_refused_and_names_that_people_have_are_not() {
        for name in ["undefined", "NULL", "Test Student", "\"Student, Test\"", "-", "12345", "{{name}}", "n/a"] {
            let said = one(&format!("{name},talk,2026-05-12")).expect_err(name);
            assert!(said[0].contains("placeholder-name"), "{name}: {said:?}");
        }
        for formula in ["=A2", "@SUM(1)", "+cmd|' /C calc'!A0", "\"=\"\"Ada\"\"\""] {
            let said = one(&format!("{formula},talk,2026-05-12")).expect_err(formula);
            assert!(said[0].contains("error[formula]"), "{formula}: {said:?}");
        }
        assert!(one("Ada,talk,2026-05-12,,,,,,,+1.5 points above,,").is_err());
        assert!(one("Ada,talk,2026-05-12,,,,,,,+1.5,,").is_ok(), "a number with its sign");
        assert!(one(",talk,2026-05-12").expect_err("empty")[0].contains("\"name\" is empty"));
        for name in ["Jean Null-Martin", "ليلى حدّاد", "山本 葵", "Nan Tester", "O’Connor Test", "An"] {
            assert_eq!(one(&format!("{name},talk,2026-05-12")).expect(name).name, name);
        }
    }

    #[test]
    fn everything_wrong_with_a_row_is_said_at_once() {
        let said = one("null,talk,12/05/2026,somebody,2026-02-30,2026-03-02,2026-03-01,many,javascript:alert(1),,yes,")
            .expect_err("wrong");
        let codes: Vec<_> =
            said.iter().map(|s| s[s.find('[').expect("[") + 1..s.find(']').expect("]")].to_owned()).collect();
        assert_eq!(
            codes,
            [
                "placeholder-name",
                "bad-date",
                "bad-recipient",
                "bad-date",
                "bad-number",
                "bad-url",
                "bad-consent",
                "bad-date"
            ]
        );
        assert!(said[1].starts_with("error[bad-date] awards/spring.csv:2:11:"), "{}", said[1]);
    }

    #[test]
    fn an_address_may_stand_in_recipient_id_and_nowhere_else() {
        let award = one("Ada Obi,talk,2026-05-12,Ada.Obi@Example.EDU").expect("award");
        assert_eq!(award.recipient, Some(Recipient::Mail("ada.obi@example.edu".to_owned())));
        assert!(!award.key.contains('@'));
        for line in [
            "ada@example.edu,talk,2026-05-12",
            "Ada,talk,2026-05-12,,,,,,,\"ask me: <ada@example.edu>.\"",
            "Ada,talk,2026-05-12,,,,,,,,,a@b.example",
        ] {
            assert!(one(line).expect_err(line)[0].contains("e-mail address"), "{line}");
        }
        assert!(one("Ada,talk,2026-05-12,,,,,,,10 km @ 4 min each,,").is_ok());
    }

    #[test]
    fn dates_must_hold_together() {
        assert!(one("Ada,talk,2026-06-02").expect_err("future")[0].contains("future"));
        assert!(one("Ada,talk,2026-05-12,,2026-05-12").expect_err("expired")[0].contains("expire"));
        assert!(one("Ada,talk,2026-05-12,,,2026-05-01,2026-05-12").is_ok(), "on its last day");
        for (start, end, why) in
            [("", "2026-05-13", "ended"), ("2026-05-13", "", "started"), ("2026-05-13", "2027-05-14", "ended")]
        {
            let said = one(&format!("Ada,talk,2026-05-12,,,{start},{end}")).expect_err(why);
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].contains(&format!("earned before the activity {why}")), "{said:?}");
        }
        assert!(one("Ada,talk,2026-05-12T10:00").is_err());
        assert!(one("Ada,talk,20260512").is_err());
    }

    #[test]
    fn an_award_is_known_by_the_numbers_that_other_encodings_of_its_name_had() {
        let old = number_of("talk", "2026-05-12", "Jose\u{301} Obi");
        for name in ["Jos\u{e9} Obi", "Jose\u{301}  Obi"] {
            let award = one(&format!("{name},talk,2026-05-12")).expect(name);
            assert_eq!(award.name, "Jos\u{e9} Obi");
            assert_eq!(award.keys().collect::<Vec<_>>(), [&number_of("talk", "2026-05-12", "Jos\u{e9} Obi"), &old]);
        }
    }

    #[test]
    fn a_year_that_was_not_written_out_is_refused() {
        for (day, year) in [("0026-05-12", "year 26"), ("0206-05-12", "year 206"), ("1026-05-12", "year 1026")] {
            let said = one(&format!("Ada,talk,{day}")).expect_err(day);
            assert!(said[0].contains("bad-date") && said[0].contains(year), "{said:?}");
        }
    }

    #[test]
    fn a_name_cannot_turn_the_line_around() {
        assert!(one("Ada\u{202e}ibO,talk,2026-05-12").expect_err("bidi")[0].contains("nobody sees"));
        assert!(one("Ada,talk,2026-05-12,https://user:pw@host.example/").is_err());
    }
}
