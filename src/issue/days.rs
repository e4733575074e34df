//! In: a cell that should be a day and is none. Out: what is to be done about it. Where its numbers tell in which form it is written, the
//! form is named; it is never guessed.

use jiff::Span;
use jiff::civil::{Date, date};

const PLAIN: &str = "write year-month-day, such as 2026-05-12";

/// What is to be done with a day in another form.
pub(super) fn dates_help(value: &str) -> String {
    if let Some(day) = counted(value) {
        return format!(
            "{PLAIN}; it seems to be a day as a spreadsheet counts them, {day}: let the column be shown as a date there, and save it again"
        );
    }
    let (day, time) = parts(value);
    let sign = ['.', '/', '-'].into_iter().find(|sign| day.matches(*sign).count() == 2);
    let numbers: Option<Vec<i16>> =
        sign.and_then(|sign| day.split(sign).map(|part| part.trim().parse::<i16>().ok()).collect());
    let (Some(sign), Some(time), Some([a, b, c])) = (sign, time, numbers.as_deref()) else {
        return format!(
            "{PLAIN}; or say how the table writes days, as in --dates \"%d/%m/%Y\", or `dates:` in its mapping"
        );
    };
    let form = |order: [&str; 3]| format!("--dates \"{}{time}\"", order.join(&sign.to_string()));
    let forms = match (*a, *b, *c) {
        (year, first, second) if year > 99 => {
            let exists = |month: i16, day: i16| {
                Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).is_ok()
            };
            match (exists(first, second), exists(second, first)) {
                (true, _) if sign == '-' => vec![form(["%Y", "%m", "%d"])],
                (true, false) => vec![form(["%Y", "%m", "%d"])],
                (false, true) if first > 12 => vec![form(["%Y", "%d", "%m"])],
                (true, true) => vec![form(["%Y", "%m", "%d"]), form(["%Y", "%d", "%m"])],
                (false, _) => return format!("the calendar has no such day: {PLAIN}"),
            }
        }
        (first, second, year) => {
            let y = if year > 99 { "%Y" } else { "%y" };
            let (day_first, month_first) = (form(["%d", "%m", y]), form(["%m", "%d", y]));
            match (first > 12, second > 12) {
                (true, false) => vec![day_first],
                (false, true) => vec![month_first],
                (false, false) => vec![day_first, month_first],
                (true, true) => return format!("the calendar has no such day: {PLAIN}"),
            }
        }
    };
    format!("{PLAIN}; or say how the table writes days: {}, or `dates:` in its mapping", forms.join(" or "))
}

/// The day that a spreadsheet counts with this number, from the end of 1899 on, when it is one of our time.
fn counted(value: &str) -> Option<Date> {
    let number = value.split_once('.').map_or(value, |(number, _)| number);
    let is_count = number.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let days = number.parse::<i32>().ok().filter(|days| is_count && (18_264..=73_050).contains(days))?;
    date(1899, 12, 30).checked_add(Span::new().days(days)).ok()
}

/// The day of a cell, and the form of the time behind it, with what parts the two; `None` for that when it has another one.
fn parts(value: &str) -> (&str, Option<String>) {
    let Some(at) = value.find([' ', 'T', ',']).filter(|_| value.contains(':')) else {
        return (value, Some(String::new()));
    };
    let (day, rest) = value.split_at(at);
    let time = rest.trim_start_matches([' ', 'T', ',']);
    let between = &rest[..rest.len() - time.len()];
    let upper = time.to_uppercase();
    let half = upper.ends_with(" AM") || upper.ends_with(" PM");
    let clock = if half { &time[..time.len() - 3] } else { time };
    let is_clock =
        clock.split(':').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let form = match (clock.matches(':').count(), half) {
        (1, false) => "%H:%M",
        (2, false) => "%H:%M:%S",
        (1, true) => "%I:%M %p",
        (2, true) => "%I:%M:%S %p",
        _ => return (day, None),
    };
    (day, is_clock.then(|| format!("{between}{form}")))
}

#[cfg(test)]
mod tests {
    use super::dates_help;
    use crate::issue::import::table::check_dates;

    #[test]
    fn the_form_of_a_date_is_named_where_it_can_be_one_alone() {
        assert!(dates_help("13.11.2026").contains("--dates \"%d.%m.%Y\","));
        assert!(dates_help("05/12/26").contains("--dates \"%d/%m/%y\" or --dates \"%m/%d/%y\""));
        assert!(dates_help("05/13/2026").contains(": --dates \"%m/%d/%Y\","));
        assert!(dates_help("12 May 2026").contains("--dates"));
    }

    #[test]
    fn a_year_in_front_a_time_and_a_count_of_days_are_seen_as_that() {
        for (value, form) in [
            ("2026-05-12 00:00:00", "%Y-%m-%d %H:%M:%S"),
            ("2026-05-12T10:00", "%Y-%m-%dT%H:%M"),
            ("2026-5-2", "%Y-%m-%d"),
            ("2026/05/13", "%Y/%m/%d"),
            ("2026-13-05", "%Y-%d-%m"),
            ("13.11.2026 08:30", "%d.%m.%Y %H:%M"),
            ("05/13/26, 1:30 PM", "%m/%d/%y, %I:%M %p"),
        ] {
            let help = dates_help(value);
            assert!(help.contains(&format!(": --dates \"{form}\",")), "{value}: {help}");
            assert_eq!(check_dates(form), Ok(()), "{form}");
            assert!(
                jiff::fmt::strtime::BrokenDownTime::parse(form, value).is_ok_and(|read| read.to_date().is_ok()),
                "{value}"
            );
        }
        for impossible in ["2026-02-30", "2026-00-10", "31-31-2026"] {
            let help = dates_help(impossible);
            assert!(
                help.starts_with("the calendar has no such day") && !help.contains("--dates"),
                "{impossible}: {help}"
            );
        }
        for count in ["46154", "46154.0"] {
            let help = dates_help(count);
            assert!(help.contains("2026-05-12: let") && !help.contains("--dates"), "{help}");
        }
        assert!(!dates_help("12345").contains("spreadsheet"));
    }
}
