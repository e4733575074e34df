//! In: the name of a series, or a number of stars. Out: the small marks that tell a family and a grade, as mints and engravers use them.

use super::pen::{Pen, num, polar};

/// The mark of a series: one of eight, by its name, 12 units from side to side around the origin.
pub(super) fn mark(series: &str) -> &'static str {
    const MARKS: [&str; 8] = [
        "M0-6L5 0 0 6-5 0z",
        "M-1.6-6h3.2v4.4H6v3.2H1.6V6h-3.2V1.6H-6v-3.2h4.4z",
        "M0-6a6 6 0 0 1 0 12a6 6 0 0 1 0-12zM0-2.6a2.6 2.6 0 0 0 0 5.2a2.6 2.6 0 0 0 0-5.2z",
        "M-6 4.6L0-5.4 6 4.6z",
        "M-4.8-4.8h9.6v9.6h-9.6zM-1.7-1.7v3.4h3.4v-3.4z",
        "M3-5.6a6 6 0 1 0 0 11.2a4.8 4.8 0 1 1 0-11.2z",
        "M-6-4.6h12v2.6H-6zM-6 2h12v2.6H-6z",
        "M0-6.4C.9-1.5 1.5-.9 6.4 0C1.5.9.9 1.5 0 6.4C-.9 1.5-1.5.9-6.4 0C-1.5-.9-.9-1.5 0-6.4z",
    ];
    MARKS[usize::from(blake3::hash(series.as_bytes()).as_bytes()[0]) % MARKS.len()]
}

/// A row of stars, one to five, centred at x = 0 and `y`; the outer ones stand a little higher, as on an arc.
pub(super) fn stars(count: u8, y: f64) -> String {
    let count = count.min(5);
    let mut pen = Pen::tenths();
    for i in 0..count {
        let place = f64::from(i) - f64::from(count - 1) / 2.0;
        let (cx, cy) = (place * 17.0, y - place * place * 1.6);
        for corner in 0..10 {
            let (x, y) = polar(f64::from(corner) / 10.0, if corner % 2 == 0 { 7.4 } else { 3.1 });
            if corner == 0 {
                pen.move_to((cx + x, cy + y))
            } else {
                pen.line_to((cx + x, cy + y))
            };
        }
        pen.close();
    }
    pen.finish()
}

/// Both marks of a series, left and right of a device.
pub(super) fn marks(series: &str, flank: f64, y: f64) -> String {
    let mark = mark(series);
    let at = |x: f64| format!("<path transform=\"translate({},{})\" d=\"{mark}\"/>", num(x), num(y));
    at(-flank) + &at(flank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_has_one_mark_and_others_mostly_another() {
        assert_eq!(mark("Digital skills"), mark("Digital skills"));
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
        let seen: std::collections::BTreeSet<_> = names.iter().map(|n| mark(n)).collect();
        assert!(seen.len() >= 5, "{}", seen.len());
    }

    #[test]
    fn there_are_as_many_stars_as_asked_for_and_never_more_than_five() {
        for (asked, drawn) in [(1, 1), (3, 3), (5, 5), (9, 5)] {
            assert_eq!(stars(asked, 0.0).matches('z').count(), drawn);
        }
    }
}
