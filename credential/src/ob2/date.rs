//! In: a date as Open Badges 1 and 2 have it in the wild. Out: the moment. A day alone is its first moment, UTC.

use jiff::Timestamp;

use crate::json::Value;
use crate::time;

/// ISO 8601 with a zone, with or without seconds; a day; seconds since 1970 (Open Badges 1.0).
pub(super) fn read(value: &Value<'_>) -> Option<Timestamp> {
    match value {
        Value::Integer(seconds) => Timestamp::from_second(*seconds).ok().filter(|_| *seconds >= 0),
        Value::String(text) if text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit()) => {
            Timestamp::from_second(text.parse().ok()?).ok()
        }
        Value::String(text) if text.len() == 10 => time::parse(&format!("{text}T00:00:00Z")),
        Value::String(text) => time::parse(text).or_else(|| {
            let (head, zone) = (text.get(..16)?, text.get(16..)?);
            let compact = zone.len() == 5 && zone.starts_with(['+', '-']);
            let zone = if compact { format!("{}:{}", &zone[..3], &zone[3..]) } else { zone.to_owned() };
            time::parse(&format!("{head}:00{zone}"))
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_age_are_read() {
        for (text, moment) in [
            ("2016-12-31T23:59:59Z", "2016-12-31T23:59:59Z"),
            ("2019-05-21T13:37:37.123+00:00", "2019-05-21T13:37:37.123Z"),
            ("2017-10-01T00:00Z", "2017-10-01T00:00:00Z"),
            ("2017-10-01T02:00+0200", "2017-10-01T00:00:00Z"),
            ("2014-06-01", "2014-06-01T00:00:00Z"),
            ("1359217910", "2013-01-26T16:31:50Z"),
        ] {
            assert_eq!(read(&text.into()), Some(moment.parse().expect("a time")), "{text}");
        }
        assert_eq!(read(&Value::Integer(1_359_217_910)), read(&"1359217910".into()));
        for text in
            ["", "yesterday", "2014-13-01", "2014-6-1", "é014-06-01", "2017-10-01T00:00é", "2017-10-01T00:00:00"]
        {
            assert_eq!(read(&text.into()), None, "{text}");
        }
        assert_eq!(read(&Value::Integer(-1)), None);
    }
}
