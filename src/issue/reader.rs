//! In: the fields of an awards row. Out: each as what it means, and everything that is wrong with it.
//! Refuses what must never be signed: placeholder names, names whose letters were spoilt, formulas, e-mail addresses in the open, dates that do not hold together.

use jiff::civil::Date;

use crate::diag::{Diagnostic, Span, Spanned};
use crate::draft::{MAX_NAME, composed};
use crate::issue::award::{Evidence, Recipient};
use crate::issue::broken::broken;
use crate::issue::days::dates_help;
use crate::issue::rows::Row;
use crate::issue::text::{FORMULA, has_mail, is_formula, is_hidden, is_mail, is_placeholder, is_uri, is_web, unseen};

/// The first year in which something can have been earned, or can have ended: an earlier one is a year that was not written out.
pub(super) const FIRST_YEAR: i16 = 1900;

/// A row that is read field by field.
pub(super) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    pub(super) row: &'a Row,
    pub(super) found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, code: &'static str, message: impl Into<String>, span: Span, help: &str) {
        self.found.push(Diagnostic::error(code, message).at(self.file, self.text, span).help(help));
    }

    pub(super) fn required(&mut self, column: &'static str) -> Option<Spanned<String>> {
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
    pub(super) fn public(&mut self, column: &'static str) -> Option<Spanned<String>> {
        self.nth(column, 0)
    }

    fn nth(&mut self, column: &'static str, nth: usize) -> Option<Spanned<String>> {
        let field = self.row.nth(column, nth).cloned()?;
        if is_formula(&field.value) {
            self.wrong("formula", format!("{column:?} is a formula, {:?}", field.value), field.span, FORMULA);
            return None;
        }
        if has_mail(&field.value) {
            let help =
                "credentials are public; leave it out, or put it into recipient_id, where only a salted hash is kept";
            self.wrong("mail-address", format!("{column:?} holds an e-mail address"), field.span, help);
            return None;
        }
        if let Some((what, help)) = broken(&field.value, column == "name") {
            self.wrong("broken-letters", format!("{column:?} holds {what}"), field.span, help);
            return None;
        }
        if field.value.chars().any(|c| is_hidden(c) && c != '\n' && c != '\r' && c != '\t') {
            let help = "type the text again without them";
            self.wrong("hidden-characters", format!("{column:?} holds characters that nobody sees"), field.span, help);
            return None;
        }
        Some(field)
    }

    /// A name or number, by which one is told from another.
    pub(super) fn telling(&mut self, column: &'static str) -> Option<Spanned<String>> {
        let field = self.public(column)?;
        let Some(unseen) = unseen(&field.value) else { return Some(field) };
        let message = format!("{column:?} holds characters that nobody sees, such as U+{:04X}", u32::from(unseen));
        self.wrong("hidden-characters", message, field.span, "type the text again without them");
        None
    }

    pub(super) fn name(&mut self) -> Option<String> {
        self.required("name")?;
        let field = self.telling("name")?;
        let name = composed(&field.value.split_whitespace().collect::<Vec<_>>().join(" "));
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

    pub(super) fn date(&mut self, field: &Spanned<String>) -> Option<Date> {
        let shaped = field.value.len() == 10;
        match field.value.parse::<Date>() {
            Ok(date) if shaped && date.year() >= FIRST_YEAR => Some(date),
            Ok(date) if shaped => {
                let message = format!("{:?} is of the year {}", field.value, date.year());
                let help = "write all four digits of the year; of a table that writes two, say it with %y, as in --dates \"%d/%m/%y\"";
                self.wrong("bad-date", message, field.span, help);
                None
            }
            _ => {
                let message = format!("{:?} is not a date", field.value);
                self.wrong("bad-date", message, field.span, &dates_help(&field.value));
                None
            }
        }
    }

    pub(super) fn optional_date(&mut self, column: &'static str) -> Option<Date> {
        let field = self.row.get(column).cloned()?;
        self.date(&field)
    }

    pub(super) fn dates_agree(
        &mut self,
        awarded: Option<Date>,
        expires: Option<Date>,
        (start, end): (Option<Date>, Option<Date>),
        today: Date,
    ) {
        let at = |column: &'static str| self.row.get(column).map_or(self.row.span, |f| f.span);
        let (awarded_at, expires_at, start_at, end_at) = (at("awarded"), at("expires"), at("start"), at("end"));
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
        let later = |day: Option<Date>| day.zip(awarded).is_some_and(|(day, awarded)| day > awarded);
        if later(end) {
            let help = "correct the date of the award or of the end; leave end empty while the activity goes on";
            self.wrong("bad-date", "it was earned before the activity ended", end_at, help);
        } else if later(start) {
            let help = "correct the date of the award or of the start";
            self.wrong("bad-date", "it was earned before the activity started", start_at, help);
        }
    }

    pub(super) fn recipient(&mut self) -> Option<Recipient> {
        let field = self.row.get("recipient_id").or_else(|| self.row.get("email")).cloned()?;
        let value = field.value.strip_prefix("mailto:").unwrap_or(&field.value);
        if !is_mail(value) && has_mail(value) {
            let help = "a DID or web address is public as it stands; write the e-mail address alone, of which only a salted hash is kept, or leave it out";
            self.wrong("mail-address", "the identifier holds an e-mail address", field.span, help);
            return None;
        }
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
    pub(super) fn number(&mut self, column: &'static str, most: f64) -> Option<f64> {
        let field = self.row.get(column).cloned()?;
        match field.value.parse::<f64>() {
            Ok(number) if number.is_finite() && (0.0..=most).contains(&number) => Some(number),
            _ => {
                let message = format!("{:?} is not a number of {column}", field.value);
                self.wrong(
                    "bad-number",
                    message,
                    field.span,
                    "write a number with a point, and nothing between thousands, such as 1061.5",
                );
                None
            }
        }
    }

    pub(super) fn evidence(&mut self) -> Vec<Evidence> {
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

    pub(super) fn consent(&mut self) -> bool {
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
