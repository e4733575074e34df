//! The moment that verdicts speak of: `--as-of`, else `SOURCE_DATE_EPOCH`, else the clock. Nothing else asks for the time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diag::Diagnostic;

/// The option `--as-of`, to flatten into a command's arguments.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct AsOf {
    /// Judge as of this moment: a date (its first moment in UTC) or RFC 3339 [default: $SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    as_of: Option<Timestamp>,
    /// Seconds since 1970
    #[arg(long, hide = true, env = "SOURCE_DATE_EPOCH", value_name = "SECONDS", value_parser = epoch)]
    source_date_epoch: Option<Timestamp>,
}

impl AsOf {
    /// The moment that was asked for, if one was.
    #[must_use]
    pub fn asked(&self) -> Option<Timestamp> {
        self.as_of.or(self.source_date_epoch)
    }

    /// The moment at which something is signed, of a site whose ledger knows these: not before the last of them, or what was signed and
    /// revoked would follow on what came later; and not one that is still to come, or nobody could rely on it until then. Where the
    /// ledger's own last one is to come, a clock was or is wrong, and a person says which moment it is. Says what is wrong, and what to do.
    ///
    /// # Errors
    /// When it is before the last moment that has come, or to come; and when the ledger's last one is, and nobody says the moment.
    pub fn signing(&self, known: impl Iterator<Item = Timestamp>) -> Result<Timestamp, Diagnostic> {
        let (at, now) = (self.moment(), self.source_date_epoch.unwrap_or_else(now));
        let wrong = |message: String, help: String| Err(Diagnostic::error("clock", message).help(help));
        if at > now {
            let message = format!("this would be dated {at}, which is still to come: it is {now}");
            return wrong(message, "leave --as-of out, or set the clock of this machine right".to_owned());
        }
        let (come, ahead): (Vec<Timestamp>, Vec<Timestamp>) = known.partition(|moment| *moment <= now);
        if let Some(last) = come.into_iter().max().filter(|last| at < *last) {
            let message = format!("this would be dated {at}, and the last line of ledger.jsonl is of {last}");
            return wrong(message, format!("leave --as-of out, or say --as-of {last}, the earliest that can follow"));
        }
        if let Some(last) = ahead.into_iter().max().filter(|_| !self.stated()) {
            let message = format!(
                "this would be dated {at}, and the last line of ledger.jsonl is of {last}, which is still to come"
            );
            let help = format!(
                "set the clock of this machine right; if it is right, and the one that dated that line was not, say the moment: --as-of {at}"
            );
            return wrong(message, help);
        }
        Ok(at)
    }

    /// A word where the environment, and neither the command line nor the clock, says when something is signed.
    #[must_use]
    pub fn told(&self) -> Option<Diagnostic> {
        let at = self.source_date_epoch.filter(|_| !self.stated())?;
        let message = format!("SOURCE_DATE_EPOCH is set: what is done now is dated {at}, whatever the clock says");
        let help = "unset it to date by the clock, or say the moment with --as-of";
        Some(Diagnostic::warning("dated-by-environment", message).help(help))
    }

    /// Whether the command line itself asks for a moment.
    #[must_use]
    pub const fn stated(&self) -> bool {
        self.as_of.is_some()
    }

    /// The moment that was asked for, else the clock's, in whole seconds.
    #[must_use]
    pub fn moment(&self) -> Timestamp {
        self.asked().unwrap_or_else(now)
    }
}

/// The clock's moment in whole seconds.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where the clock enters")]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// The clock's moment, as files are stamped with it.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where the clock enters")]
pub fn system_now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// A date or an RFC 3339 moment.
///
/// # Errors
/// In words, when it is neither.
pub fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    text.parse::<Date>()
        .ok()
        .filter(|_| text.len() == 10)
        .and_then(|date| TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok())
        .ok_or_else(|| "expected a date such as 2026-11-24, or a moment such as 2026-11-24T12:00:00Z".to_owned())
}

fn epoch(text: &str) -> Result<Timestamp, String> {
    text.parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| "expected whole seconds since 1970".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{AsOf, moment};

    #[test]
    fn nothing_is_signed_before_what_the_ledger_knows_or_at_a_moment_to_come() {
        let moment = |text| moment(text).unwrap();
        let asked = |day| AsOf { as_of: Some(moment(day)), source_date_epoch: Some(moment("2026-06-01")) };
        let known = |days: &[&'static str]| days.iter().copied().map(moment).collect::<Vec<_>>().into_iter();
        let last = || known(&["2026-05-01", "2026-04-01"]);
        assert_eq!(asked("2026-05-01").signing(last()).unwrap(), moment("2026-05-01"), "the same moment");
        assert!(asked("2026-06-01").signing(last()).is_ok() && asked("2020-01-01").signing(known(&[])).is_ok());
        for (day, said) in [("2026-04-30", "the last line of ledger.jsonl is of 2026-05-01"), ("2026-06-02", "to come")]
        {
            assert!(asked(day).signing(last()).unwrap_err().message.contains(said), "{day}");
        }
    }

    /// What was signed at the ledger's moment would be good for nobody until then.
    #[test]
    fn a_ledger_that_was_dated_ahead_leads_nobody_to_sign_ahead() {
        let moment = |text| moment(text).unwrap();
        let now = Some(moment("2026-06-01"));
        let ahead = || [moment("2026-05-01"), moment("2028-01-01")].into_iter();
        let wrong = AsOf { as_of: None, source_date_epoch: now }.signing(ahead()).unwrap_err();
        assert!(wrong.message.contains("of 2028-01-01") && wrong.message.contains("to come"), "{}", wrong.message);
        assert!(wrong.help.unwrap().ends_with("--as-of 2026-06-01T00:00:00Z"));
        let asked = |day| AsOf { as_of: Some(moment(day)), source_date_epoch: now };
        assert_eq!(asked("2026-06-01").signing(ahead()).unwrap(), moment("2026-06-01"), "and it is no dead end");
        for day in ["2028-01-01", "2028-01-02", "2026-04-30"] {
            assert!(asked(day).signing(ahead()).is_err(), "{day}");
        }
    }

    #[test]
    fn a_date_is_its_first_moment_and_anything_unclear_is_refused() {
        assert_eq!(moment("2026-11-24").unwrap(), "2026-11-24T00:00:00Z".parse().unwrap());
        assert_eq!(moment("2026-11-24T12:00:00+02:00").unwrap(), "2026-11-24T10:00:00Z".parse().unwrap());
        for unclear in ["", "tomorrow", "2026-13-01", "2026-11-24T12:00:00", "24.11.2026", "20261124"] {
            assert!(moment(unclear).is_err(), "{unclear}");
        }
    }
}
