//! The moment that verdicts speak of: `--as-of`, else `SOURCE_DATE_EPOCH`, else the clock. Nothing else asks for the time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

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
    use super::moment;

    #[test]
    fn a_date_is_its_first_moment_and_anything_unclear_is_refused() {
        assert_eq!(moment("2026-11-24").unwrap(), "2026-11-24T00:00:00Z".parse().unwrap());
        assert_eq!(moment("2026-11-24T12:00:00+02:00").unwrap(), "2026-11-24T10:00:00Z".parse().unwrap());
        for unclear in ["", "tomorrow", "2026-13-01", "2026-11-24T12:00:00", "24.11.2026", "20261124"] {
            assert!(moment(unclear).is_err(), "{unclear}");
        }
    }
}
