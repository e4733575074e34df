//! In: a row of an awards file. Out: an `Award`, or everything that is wrong with the row.
//! Refuses what must never be signed: placeholder names, e-mail addresses in the open, dates that do not hold together.

use jiff::civil::Date;

use crate::diag::{Diagnostic, Span, Spanned};
use crate::draft::MAX_NAME;
use crate::issue::rows::Row;
use crate::issue::text::{has_mail, is_formula, is_hidden, is_mail, is_placeholder, is_uri, is_web};

/// Who earned what, when: one credential to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// The key under which the ledger knows it: the same row gives the same key on every run.
    pub key: String,
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
    let award_id = reader.public("award_id").map(|field| field.value);
    reader.dates_agree(awarded, expires, activity, today);
    let mut found = reader.found;
    let about = row.get("name").map(|n| n.value.clone());
    for diagnostic in &mut found {
        diagnostic.entry.clone_from(&about);
    }
    match (name, badge, awarded) {
        (Some(name), Some(badge), Some(awarded)) if found.is_empty() => {
            let key = key(award_id.as_deref(), &name, &badge.value, awarded);
            let span = row.span;
            Ok(Award {
                key,
                name,
                badge,
                awarded,
                recipient,
                valid_from: None,
                expires,
                activity,
                hours,
                credits,
                result,
                evidence,
                narrative,
                license,
                listed,
                span,
            })
        }
        _ => Err(found),
    }
}

impl Award {
    /// The same with another name. An award that is known by its name is known by the new one then.
    ///
    /// # Errors
    /// When nobody is called that.
    pub fn renamed(&self, name: &str) -> Result<Self, String> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_placeholder(&name) || is_formula(&name) || has_mail(&name) || name.chars().any(is_hidden) {
            return Err(format!("{name:?} is not the name of a person"));
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

/// The stable key of an award: its own id, else badge, day and a short hash of the name.
fn key(award_id: Option<&str>, name: &str, badge: &str, awarded: Date) -> String {
    award_id.map_or_else(
        || format!("{badge}/{awarded}/{}", &blake3::hash(name.to_lowercase().as_bytes()).to_hex()[..16]),
        |id| format!("id:{id}"),
    )
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    row: &'a Row,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, code: &'static str, message: impl Into<String>, span: Span, help: &str) {
        self.found.push(Diagnostic::error(code, message).at(self.file, self.text, span).help(help));
    }

    fn required(&mut self, column: &'static str) -> Option<Spanned<String>> {
        let field = self.row.get(column).cloned();
        if field.is_none() {
            self.wrong(
                "missing-field",
                format!("{column:?} is empty"),
                self.row.span,
                "fill it in, or take the row out",
            );
        }
        field
    }

    /// A field that will be signed and published as it is.
    fn public(&mut self, column: &'static str) -> Option<Spanned<String>> {
        self.nth(column, 0)
    }

    fn nth(&mut self, column: &'static str, nth: usize) -> Option<Spanned<String>> {
        let field = self.row.nth(column, nth).cloned()?;
        if is_formula(&field.value) {
            let help = "type the text itself; a spreadsheet that opens what is exported would calculate with it";
            self.wrong("formula", format!("{column:?} is a formula, {:?}", field.value), field.span, help);
            return None;
        }
        if has_mail(&field.value) {
            let help =
                "credentials are public; leave it out, or put it into recipient_id, where only a salted hash is kept";
            self.wrong("mail-address", format!("{column:?} holds an e-mail address"), field.span, help);
            return None;
        }
        if field.value.chars().any(|c| is_hidden(c) && c != '\n' && c != '\r' && c != '\t') {
            let help = "type the text again without them";
            self.wrong("hidden-characters", format!("{column:?} holds characters that nobody sees"), field.span, help);
            return None;
        }
        Some(field)
    }

    fn name(&mut self) -> Option<String> {
        self.required("name")?;
        let field = self.public("name")?;
        let name = field.value.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_placeholder(&name) {
            let help = "write the holder's name, or take the row out";
            self.wrong("placeholder-name", format!("{name:?} is not the name of a person"), field.span, help);
            return None;
        }
        if name.chars().count() > MAX_NAME {
            let message = format!("the name has {} characters; at most {MAX_NAME} are issued", name.chars().count());
            self.wrong("long-name", message, field.span, "shorten it to what a certificate can carry");
            return None;
        }
        Some(name)
    }

    fn date(&mut self, field: &Spanned<String>) -> Option<Date> {
        let shaped = field.value.len() == 10;
        match field.value.parse::<Date>() {
            Ok(date) if shaped => Some(date),
            _ => {
                let message = format!("{:?} is not a date", field.value);
                self.wrong("bad-date", message, field.span, "write year-month-day, such as 2026-05-12");
                None
            }
        }
    }

    fn optional_date(&mut self, column: &'static str) -> Option<Date> {
        let field = self.row.get(column).cloned()?;
        self.date(&field)
    }

    fn dates_agree(
        &mut self,
        awarded: Option<Date>,
        expires: Option<Date>,
        (start, end): (Option<Date>, Option<Date>),
        today: Date,
    ) {
        let at = |column: &'static str| self.row.get(column).map_or(self.row.span, |f| f.span);
        let (awarded_at, expires_at, end_at) = (at("awarded"), at("expires"), at("end"));
        if awarded.is_some_and(|d| d > today) {
            let help = "issue it on or after that day";
            self.wrong("future-date", "the award lies in the future", awarded_at, help);
        }
        if let (Some(awarded), Some(expires)) = (awarded, expires)
            && expires <= awarded
        {
            self.wrong(
                "bad-date",
                "it would expire before it was earned",
                expires_at,
                "swap the dates, or leave expires empty",
            );
        }
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            self.wrong("bad-date", "the activity ends before it starts", end_at, "swap start and end");
        }
    }

    fn recipient(&mut self) -> Option<Recipient> {
        let field = self.row.get("recipient_id").or_else(|| self.row.get("email")).cloned()?;
        let value = field.value.strip_prefix("mailto:").unwrap_or(&field.value);
        if value.starts_with("did:") && value.split(':').filter(|part| !part.is_empty()).count() >= 3 && is_uri(value) {
            return Some(Recipient::Uri(value.to_owned()));
        }
        if is_web(value) {
            return Some(Recipient::Uri(value.to_owned()));
        }
        if is_mail(value) {
            return Some(Recipient::Mail(value.to_lowercase()));
        }
        let help =
            "write a DID, an https address, or an e-mail address (only its salted hash is kept); or leave it empty";
        self.wrong("bad-recipient", format!("{:?} does not identify anybody", field.value), field.span, help);
        None
    }

    /// A number from 0 to `most`.
    fn number(&mut self, column: &'static str, most: f64) -> Option<f64> {
        let field = self.row.get(column).cloned()?;
        match field.value.parse::<f64>() {
            Ok(number) if number.is_finite() && (0.0..=most).contains(&number) => Some(number),
            _ => {
                let message = format!("{:?} is not a number of {column}", field.value);
                self.wrong("bad-number", message, field.span, "write a number with a point, such as 1.5");
                None
            }
        }
    }

    fn evidence(&mut self) -> Vec<Evidence> {
        let mut all = Vec::new();
        for nth in 0..self.row.evidence() {
            let (name, description) = (self.nth("evidence_name", nth), self.nth("evidence_description", nth));
            let url = self.nth("evidence_url", nth).filter(|field| {
                let fine = is_web(&field.value);
                if !fine {
                    let message = format!("{:?} is not a web address", field.value);
                    self.wrong("bad-url", message, field.span, "start it with https:// or http://");
                }
                fine
            });
            let words = |field: Option<Spanned<String>>| field.map(|f| f.value);
            let evidence = Evidence { name: words(name), url: words(url), description: words(description) };
            if evidence.url.is_some() || evidence.description.is_some() || evidence.name.is_some() {
                all.push(evidence);
            }
        }
        all
    }

    fn consent(&mut self) -> bool {
        let Some(field) = self.row.get("consent").cloned() else { return false };
        match field.value.to_lowercase().as_str() {
            "public" => true,
            "private" => false,
            _ => {
                let message = format!("consent is {:?}", field.value);
                let help = "write public when the holder agreed to be listed; else private, or leave it empty";
                self.wrong("bad-consent", message, field.span, help);
                false
            }
        }
    }
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
        assert!(one("Ada,talk,2026-05-12T10:00").is_err());
        assert!(one("Ada,talk,20260512").is_err());
    }

    #[test]
    fn a_name_cannot_turn_the_line_around() {
        assert!(one("Ada\u{202e}ibO,talk,2026-05-12").expect_err("bidi")[0].contains("nobody sees"));
        assert!(one("Ada,talk,2026-05-12,https://user:pw@host.example/").is_err());
    }
}
