//! In: the date text of credentials. Out: moments; and moments as the words of a note.
//! A date without a time zone, or with a day that does not exist, is no date.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// Reads an XML Schema `dateTimeStamp` (VC Data Model 2.0 section 4.6): date, `T`, time, and `Z` or an offset.
/// Moments after the last that the calendar here can hold (the end of the year 9999) count as that last one.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let b = text.as_bytes();
    if b.len() < 20 || !b.is_ascii() || b[4] != b'-' || b[7] != b'-' || b[10] != b'T' || b[13] != b':' || b[16] != b':'
    {
        return None;
    }
    let year = digits(&b[..4])?;
    let date = Date::new(i16::try_from(year).ok()?, two(&b[5..7])?, two(&b[8..10])?).ok()?;
    let (hour, minute, second) = (two(&b[11..13])?, two(&b[14..16])?, two(&b[17..19])?);
    let (nanos, zone) = fraction(&b[19..])?;
    let time = Time::new(hour, minute, second, nanos).ok()?;
    let offset = offset(zone)?;
    let moment = DateTime::from_parts(date, time);
    match offset.to_timestamp(moment) {
        Ok(t) => Some(t),
        Err(_) if year == 9999 => Some(Timestamp::MAX),
        Err(_) => None,
    }
}

/// The moment as credentials write it, in whole seconds: `2026-05-12T09:30:00Z`.
pub(crate) fn stamp(at: Timestamp) -> String {
    let at = Offset::UTC.to_datetime(at);
    let (date, time) = (at.date(), at.time());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", date.year(), date.month(), date.day())
}

/// The day in words, in Coordinated Universal Time: `12 May 2026`.
pub(crate) fn day(at: Timestamp) -> String {
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
    let date = Offset::UTC.to_datetime(at).date();
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied();
    format!("{} {} {:04}", date.day(), month.unwrap_or_default(), date.year())
}

fn digits(bytes: &[u8]) -> Option<i32> {
    if bytes.is_empty() || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

fn two(bytes: &[u8]) -> Option<i8> {
    digits(bytes).and_then(|n| i8::try_from(n).ok())
}

/// The nanoseconds of `.ddd…`, and what follows. Digits past the ninth are dropped.
fn fraction(rest: &[u8]) -> Option<(i32, &[u8])> {
    let Some(after) = rest.strip_prefix(b".") else { return Some((0, rest)) };
    let count = after.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut nanos = 0;
    for digit in after[..count].iter().copied().chain(std::iter::repeat(b'0')).take(9) {
        nanos = nanos * 10 + i32::from(digit - b'0');
    }
    (count > 0).then_some((nanos, &after[count..]))
}

fn offset(zone: &[u8]) -> Option<Offset> {
    if zone == b"Z" {
        return Some(Offset::UTC);
    }
    let sign = match zone.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    if zone.len() != 6 || zone[3] != b':' {
        return None;
    }
    let (hours, minutes) = (digits(&zone[1..3])?, digits(&zone[4..6])?);
    if hours > 14 || minutes > 59 || (hours == 14 && minutes > 0) {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_a_zone_are_read() {
        let cases = [
            ("2026-05-12T09:30:00Z", "2026-05-12T09:30:00Z"),
            ("2026-05-12T09:30:00.5Z", "2026-05-12T09:30:00.5Z"),
            ("2026-05-12T09:30:00.1234567891234Z", "2026-05-12T09:30:00.123456789Z"),
            ("2026-05-12T09:30:00+02:00", "2026-05-12T07:30:00Z"),
            ("2026-05-12T00:30:00-05:30", "2026-05-12T06:00:00Z"),
            ("2024-02-29T00:00:00-00:00", "2024-02-29T00:00:00Z"),
        ];
        for (text, moment) in cases {
            assert_eq!(parse(text), Some(moment.parse().expect("a time")), "{text}");
        }
        assert_eq!(parse("9999-12-31T23:59:59Z"), Some(Timestamp::MAX));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        let cases = [
            "",
            "2026",
            "2026-05-12",
            "2026-05-12T09:30:00",
            "2026-05-12 09:30:00Z",
            "2026-05-12T09:30Z",
            "2026-05-12t09:30:00z",
            "2026-02-30T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-05-12T24:00:00Z",
            "2026-05-12T09:30:60Z",
            "2026-05-12T09:30:00.Z",
            "2026-05-12T09:30:00+0200",
            "2026-05-12T09:30:00+15:00",
            "2026-05-12T09:30:00Zx",
            "+2026-05-12T09:30:00Z",
            "2026-05-12T09:30:00+02:00[Europe/Paris]",
            "２026-05-12T09:30:00Z",
        ];
        for text in cases {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_written_for_files_and_for_people() {
        let at: Timestamp = "2026-05-02T09:30:00.25Z".parse().expect("a time");
        assert_eq!(stamp(at), "2026-05-02T09:30:00Z");
        assert_eq!(day(at), "2 May 2026");
    }
}
