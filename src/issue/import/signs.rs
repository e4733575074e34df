//! In: the text of a table. Out: the sign between its cells, and the place of a quote that is never closed.

/// The sign between the cells: comma, semicolon or tab, whichever the first line has most of; a colon, which stands in many
/// names of columns, where it has none of them. What stands in quotes does not count.
pub(super) fn delimiter(body: &str) -> u8 {
    let header = body.lines().next().unwrap_or_default();
    let even = header.matches('"').count().is_multiple_of(2);
    let mut quoted = false;
    let outside = |b: &u8| {
        quoted ^= even && *b == b'"';
        !quoted
    };
    let bare: Vec<u8> = header.bytes().filter(outside).collect();
    let count = |sign: u8| bare.iter().filter(|b| **b == sign).count();
    let usual = [b';', b'\t'].into_iter().filter(|sign| count(*sign) > count(b',')).max_by_key(|sign| count(*sign));
    usual.unwrap_or(if count(b',') == 0 && count(b':') > 0 { b':' } else { b',' })
}

/// What follows a first line such as `sep=;`, as spreadsheets write and read it, and the sign that it says.
pub(super) fn said(body: &str) -> (&str, Option<u8>) {
    let line = body.split_inclusive('\n').next().unwrap_or_default();
    let sign = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    match sign.strip_prefix("sep=").or_else(|| sign.strip_prefix("SEP=")).map(str::as_bytes) {
        Some([sign]) if sign.is_ascii() => (&body[line.len()..], Some(*sign)),
        _ => (body, None),
    }
}

/// Where a quote opens a cell that goes on to the end of the text.
pub(super) fn unclosed(body: &str, delimiter: u8) -> Option<usize> {
    enum At {
        Start,
        Plain,
        Quoted(usize),
        /// After a quote within quotes: another makes it a letter, anything else ends them.
        Quote(usize),
    }
    let mut at = At::Start;
    for (place, byte) in body.bytes().enumerate() {
        let ends = byte == delimiter || matches!(byte, b'\r' | b'\n');
        at = match (at, byte) {
            (At::Start, b'"') => At::Quoted(place),
            (At::Quote(open), b'"') => At::Quoted(open),
            (At::Quoted(open), b'"') => At::Quote(open),
            (At::Quoted(open), _) => At::Quoted(open),
            _ if ends => At::Start,
            _ => At::Plain,
        };
    }
    if let At::Quoted(open) = at { Some(open) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_the_sign_is_no_header() {
        assert_eq!(said("sep=;\r\na;b\n"), ("a;b\n", Some(b';')));
        assert_eq!(said("\"sep=\t\"\na\n"), ("a\n", Some(b'\t')));
        for plain in ["sep;x\n", "sep=ab\nx", "a,b\n", ""] {
            assert_eq!(said(plain), (plain, None));
        }
    }

    #[test]
    fn cells_are_parted_by_what_the_first_line_has_most_of() {
        for (header, sign) in [
            ("name,badge,awarded", b','),
            ("name;badge;awarded", b';'),
            ("name\tbadge, or two\tawarded", b'\t'),
            ("\"Last, First\";\"Score, of 5\";Day", b';'),
            ("\"First name\":Surname:\"ID number\":\"Quiz: one, two\"", b':'),
            ("Student,Assignment: A: B: C", b','),
            ("5\" disk,name", b','),
            ("name", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(header), sign, "{header}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opens() {
        for (text, open) in [
            ("a,b\nc,\"d\ne,f\n", Some(6)),
            ("a,b\nc,\"d \"\"e\"\"\n", Some(6)),
            ("\"a,b\n", Some(0)),
            ("a,b\nc,\"d\ne\",f\n", None),
            ("a,5\" disk\n", None),
            ("a,\"b\"\"\"\n", None),
            ("a,\"b\"", None),
            ("a,\"b\" \"\n", None),
            ("", None),
        ] {
            assert_eq!(unclosed(text, b','), open, "{text}");
        }
    }
}
