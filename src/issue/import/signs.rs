//! In: the text of a table. Out: the sign between its cells.

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
