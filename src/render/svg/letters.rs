//! In: a legend, its size and place. Out: its letters as outlines of a face that comes as a crate: the same on every machine. Each letter
//! that occurs is drawn once. `None` for scripts that no such face has: those are left to the reader's own fonts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use super::pen::num;
use crate::render::fonts::{Face, Fonts};

/// Constant data of the program, parsed once.
static FACES: LazyLock<Fonts> = LazyLock::new(Fonts::built_in);

/// The width of a legend in ems with `spacing` ems between its letters; `None` when no face has it.
pub(super) fn width(text: &str, spacing: f64) -> Option<f64> {
    if !FACES.uncovered(text).is_empty() || super::text::joins(text) {
        return None;
    }
    let gaps = text.chars().count().saturating_sub(1);
    Some(FACES.width(text, Face::SerifSemibold) + spacing * gaps as f64)
}

/// Lines of a legend, each by its text and baseline, centred on x = 0.
pub(super) fn lines(id: &str, lines: &[(String, f64)], size: f64, spacing: f64) -> Option<String> {
    let mut glyphs: BTreeMap<char, String> = BTreeMap::new();
    let mut set = String::new();
    let scale = size / 1000.0;
    for (text, baseline) in lines {
        let mut x = -width(text, spacing)? / 2.0;
        let mut before = String::new();
        for c in text.chars() {
            let own = FACES.outline(&c.to_string(), Face::SerifSemibold, 0.0);
            // Kerning: what the pair takes less than its letters do.
            before.push(c);
            let advance = FACES.width(&before, Face::SerifSemibold)
                - FACES.width(&before[..before.len() - c.len_utf8()], Face::SerifSemibold);
            let at = x + advance - own.width;
            if !own.path.is_empty() {
                let n = glyphs.len();
                glyphs.entry(c).or_insert_with(|| format!("<path id=\"{id}-g{n}\" d=\"{}\"/>", own.path));
                let place = glyphs.get(&c).and_then(|g| g.split('"').nth(1)).unwrap_or_default();
                let _ = write!(
                    set,
                    "<use href=\"#{place}\" x=\"{}\" y=\"{}\"/>",
                    (at * 1000.0).round(),
                    (baseline / scale).round()
                );
            }
            x += advance + spacing;
        }
    }
    let drawn: String = glyphs.into_values().collect();
    Some(format!("<defs>{drawn}</defs><g transform=\"scale({:.4})\">{set}</g>", scale)).filter(|_| num(size) != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_occurs_twice_is_drawn_once() {
        let svg = lines("p", &[("ANNA".to_owned(), 0.0)], 12.0, 0.1).expect("Latin");
        assert_eq!((svg.matches("<path").count(), svg.matches("<use").count()), (2, 4));
    }

    #[test]
    fn a_legend_is_as_wide_as_its_letters_and_centred() {
        let svg = lines("p", &[("HH".to_owned(), 0.0)], 1000.0, 0.0).expect("Latin");
        let xs: Vec<f64> = svg
            .split("x=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().expect("x").parse().expect("a number"))
            .collect();
        let half = width("HH", 0.0).expect("Latin") * 500.0;
        assert!((xs[0] + half).abs() < 1.0 && (xs[1] - xs[0] - half).abs() < 40.0, "{xs:?} {half}: the pair is kerned");
    }

    #[test]
    fn scripts_without_a_face_are_left_to_the_reader() {
        assert!(width("公開", 0.0).is_none() && width("عام", 0.0).is_none());
        assert!(width("Łódź ΑΒΓ ЖЗ", 0.0).is_some());
    }
}
