//! In: what a person can show, in groups, with the length of each text. Out: how much of it one sheet of paper holds, and the paper's
//! stylesheet. Measures only; the page is made in `html/cv.rs`.

use super::colour;
use super::svg::text::ems;
use crate::model::{Meta, Paper};

/// One em of the sheet's text in millimetres.
const EM: f64 = 3.35;
/// Paper around the text, in millimetres.
const MARGIN: f64 = 15.0;
/// Head and foot of a section, and the foot of the sheet, in ems.
const SECTION: f64 = 3.5;
const FOOT: f64 = 7.5;
/// Systems set wider faces than the one that is measured here.
const CAUTION: f64 = 1.12;
/// Room for titles and lines, in ems of the sheet: the whole width, and what dates leave of it.
const WHOLE: f64 = 53.0;
const BESIDE_DATES: f64 = 40.0;

/// The paper, upright: exactly one page, printed with its own margins.
#[must_use]
pub fn stylesheet(meta: &Meta) -> String {
    let (width, height) = paper(meta.certificate.paper);
    format!(
        "@page{{size:{width}mm {height}mm;margin:0}}\n:root{{--w:{width};--h:{height}}}\n{}",
        colour::stylesheet(meta.accent.unwrap_or(colour::HOUSE))
    )
}

const fn paper(paper: Paper) -> (f64, f64) {
    match paper {
        Paper::A4 => (210.0, 297.0),
        Paper::Letter => (215.9, 279.4),
    }
}

/// One entry, as it is measured.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// What was earned.
    pub title: &'a str,
    /// By whom, of what kind.
    pub line: &'a str,
    /// A sentence, when there is room for sentences.
    pub about: &'a str,
}

/// What stands above and below the groups.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The person's name.
    pub name: &'a str,
    /// Below it.
    pub headline: &'a str,
    /// Address lines, one after the other.
    pub contact: &'a str,
    /// Skills, one after the other.
    pub skills: &'a str,
}

/// How much fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// How many of each group, from its beginning.
    pub counts: Vec<usize>,
    /// Whether there is room for sentences.
    pub sentences: bool,
}

/// What one sheet holds: everything with its sentences, else without, else the first of each group in turn.
#[must_use]
pub fn fit(meta: &Meta, around: Around<'_>, groups: &[Vec<Item<'_>>]) -> Fit {
    let (_, height) = paper(meta.certificate.paper);
    let room = (height - 2.0 * MARGIN) / EM - FOOT - head(around);
    let whole = |sentences: bool| {
        let items: f64 = groups.iter().flatten().map(|item| cost(item, sentences)).sum();
        items + groups.iter().filter(|group| !group.is_empty()).count() as f64 * SECTION
    };
    let all = || groups.iter().map(Vec::len).collect();
    for sentences in [true, false] {
        if whole(sentences) <= room {
            return Fit { counts: all(), sentences };
        }
    }
    let mut left = room - 2.0;
    let mut counts = vec![0; groups.len()];
    loop {
        let before = counts.clone();
        for (count, group) in counts.iter_mut().zip(groups) {
            let Some(item) = group.get(*count) else { continue };
            let price = cost(item, false) + if *count == 0 { SECTION } else { 0.0 };
            if price <= left {
                left -= price;
                *count += 1;
            }
        }
        if counts == before {
            return Fit { counts, sentences: false };
        }
    }
}

fn head(around: Around<'_>) -> f64 {
    let long = around.name.chars().count() > LONG_NAME;
    let name = if long { 2.7 * lines(around.name, 2.2, WHOLE) } else { 3.6 };
    let headline = if around.headline.is_empty() { 0.0 } else { 1.75 * lines(around.headline, 1.25, WHOLE) + 0.3 };
    let skills = if around.skills.is_empty() { 0.0 } else { SECTION + 1.5 * lines(around.skills, 1.0, WHOLE) };
    name + headline + 1.5 * lines(around.contact, 1.0, WHOLE) + 2.5 + skills
}

/// A name of more characters than this is set smaller.
pub const LONG_NAME: usize = 26;

fn cost(item: &Item<'_>, sentences: bool) -> f64 {
    let about = if sentences && !item.about.is_empty() { 1.4 * lines(item.about, 0.95, BESIDE_DATES) } else { 0.0 };
    1.5 * lines(item.title, 1.1, BESIDE_DATES) + 1.4 * lines(item.line, 0.95, BESIDE_DATES) + about + 0.7
}

fn lines(text: &str, size: f64, room: f64) -> f64 {
    (ems(text) * size * CAUTION / room).ceil().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::portfolio;
    use super::*;

    const AROUND: Around<'_> =
        Around { name: "Maya Lindqvist", headline: "Student", contact: "Alder Bay", skills: "Speaking" };

    fn items(count: usize) -> Vec<Item<'static>> {
        vec![
            Item { title: "Public Speaking Foundations", line: "University of Alder Bay", about: "A workshop." };
            count
        ]
    }

    #[test]
    fn a_few_entries_keep_their_sentences_and_many_are_cut_in_turn() {
        let meta = portfolio().meta;
        assert_eq!(fit(&meta, AROUND, &[items(2), items(3)]), Fit { counts: vec![2, 3], sentences: true });
        let many = fit(&meta, AROUND, &[items(200), items(200), vec![]]);
        assert!(!many.sentences && many.counts[2] == 0);
        assert!(many.counts[0].abs_diff(many.counts[1]) <= 1 && many.counts[0] >= 5, "{many:?}");
        let one = fit(&meta, AROUND, &[items(1), items(200)]);
        assert!(one.counts[0] == 1 && one.counts[1] > many.counts[1]);
    }

    #[test]
    fn letter_holds_less_than_a4() {
        let mut meta = portfolio().meta;
        let a4: usize = fit(&meta, AROUND, &[items(200)]).counts.iter().sum();
        meta.certificate.paper = Paper::Letter;
        let letter: usize = fit(&meta, AROUND, &[items(200)]).counts.iter().sum();
        assert!(letter < a4, "{letter} {a4}");
    }
}
