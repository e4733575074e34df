//! In: what a person can show, in groups, with the length of each text. Out: how much of it one sheet of paper holds, and the paper's
//! stylesheet. Measures only; the page is made in `html/cv.rs`.

use super::colour;
use super::svg::text::ems;
use crate::model::{Brief, Meta, Paper, Site};

/// One em of the sheet's text in millimetres.
const EM: f64 = 3.35;
/// Paper around the text, in millimetres.
const MARGIN: f64 = 15.0;
/// Head and foot of a section, and the foot of the sheet, in ems.
const SECTION: f64 = 3.5;
const FOOT: f64 = 7.0;
/// The line that counts what there is no room for.
const MORE: f64 = 1.6;
/// Systems may set wider faces than the widest that is estimated here.
const CAUTION: f64 = 1.03;
/// Room for titles and lines, in ems of the sheet: the whole width, and what dates leave of it.
const WHOLE: f64 = 53.0;
const BESIDE_DATES: f64 = 40.0;

/// Whether there is anything to put on the sheet.
#[must_use]
pub fn applies(site: &Site) -> bool {
    site.holder.is_some() && site.credentials.listed().iter().any(|id| belongs(&site.credentials[*id]))
}

/// Whether a credential may be on the sheet: nobody took it back, and it was not issued to somebody else.
#[must_use]
pub fn belongs(brief: &Brief) -> bool {
    !brief.is_revoked() && !brief.for_another
}

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
    /// How early it is let in.
    pub place: Place,
}

/// How early an entry is let in, when not all are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What the holder puts first.
    Featured,
    /// A degree.
    Degree,
    /// Anything else.
    Other,
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
    /// Which of each group.
    pub kept: Vec<Vec<bool>>,
    /// Whether there is room for sentences.
    pub sentences: bool,
}

impl Fit {
    /// How many there is no room for.
    #[must_use]
    pub fn beyond(&self) -> usize {
        self.kept.iter().flatten().filter(|kept| !**kept).count()
    }
}

/// What one sheet holds: everything with its sentences, else without, else what comes first of each group in turn.
#[must_use]
pub fn fit(meta: &Meta, around: Around<'_>, groups: &[Vec<Item<'_>>]) -> Fit {
    let (_, height) = paper(meta.certificate.paper);
    let room = (height - 2.0 * MARGIN) / EM - FOOT - head(around);
    let whole = |sentences: bool| {
        let items: f64 = groups.iter().flatten().map(|item| cost(item, sentences)).sum();
        items + groups.iter().filter(|group| !group.is_empty()).count() as f64 * SECTION
    };
    let marked = |kept: bool| -> Vec<Vec<bool>> { groups.iter().map(|group| vec![kept; group.len()]).collect() };
    for sentences in [true, false] {
        if whole(sentences) <= room {
            return Fit { kept: marked(true), sentences };
        }
    }
    let (mut left, mut kept) = (room - MORE, marked(false));
    for place in [Place::Featured, Place::Degree, Place::Other] {
        let mut queues: Vec<_> = groups
            .iter()
            .map(|group| {
                group.iter().enumerate().filter(|(_, item)| item.place == place).collect::<Vec<_>>().into_iter()
            })
            .collect();
        // One of each group in turn, until no group has any left.
        while queues.iter().any(|queue| queue.len() > 0) {
            for (queue, kept) in queues.iter_mut().zip(&mut kept) {
                let Some((n, item)) = queue.next() else { continue };
                let price = cost(item, false) + if kept.contains(&true) { 0.0 } else { SECTION };
                if price <= left {
                    left -= price;
                    kept[n] = true;
                }
            }
        }
    }
    Fit { kept, sentences: false }
}

fn head(around: Around<'_>) -> f64 {
    let long = around.name.chars().count() > LONG_NAME;
    let name = if long { 2.7 * lines(around.name, 2.2, WHOLE) } else { 3.6 };
    let said = |text: &str, before: f64, leading: f64, size: f64| match text {
        "" => 0.0,
        _ => before + leading * lines(text, size, WHOLE),
    };
    name + said(around.headline, 0.3, 1.75, 1.25)
        + said(around.contact, 0.7, 1.5, 1.0)
        + said(around.skills, SECTION, 1.5, 1.0)
}

/// A name of more characters than this is set smaller.
pub const LONG_NAME: usize = 26;

fn cost(item: &Item<'_>, sentences: bool) -> f64 {
    let about = if sentences && !item.about.is_empty() { 1.35 * lines(item.about, 0.95, BESIDE_DATES) } else { 0.0 };
    1.45 * lines(item.title, 1.1, BESIDE_DATES) + 1.35 * lines(item.line, 0.95, BESIDE_DATES) + about + 0.67
}

/// How many lines a text takes when words go on as long as they fit.
fn lines(text: &str, size: f64, room: f64) -> f64 {
    let room = room / (size * CAUTION);
    let (mut count, mut used) = (1.0, 0.0);
    for wide in text.split_whitespace().map(ems) {
        let gap = if used > 0.0 { ems(" ") } else { 0.0 };
        if used + gap + wide <= room {
            used += gap + wide;
        } else {
            let further = (wide / room).ceil().max(1.0);
            count += if used > 0.0 { further } else { further - 1.0 };
            used = wide - (further - 1.0) * room;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::fixture::portfolio;
    use super::*;

    const AROUND: Around<'_> =
        Around { name: "Maya Lindqvist", headline: "Student", contact: "Alder Bay", skills: "Speaking" };

    const SPEAKING: Item<'_> = Item {
        title: "Public Speaking Foundations",
        line: "University of Alder Bay",
        about: "A workshop.",
        place: Place::Other,
    };

    fn items(count: usize) -> Vec<Item<'static>> {
        vec![SPEAKING; count]
    }

    fn counts(fit: &Fit) -> Vec<usize> {
        fit.kept.iter().map(|group| group.iter().filter(|kept| **kept).count()).collect()
    }

    #[test]
    fn a_few_entries_keep_their_sentences_and_many_are_cut_in_turn() {
        let meta = portfolio().meta;
        let few = fit(&meta, AROUND, &[items(2), items(3)]);
        assert!(few.sentences && few.beyond() == 0 && counts(&few) == [2, 3]);
        let many = fit(&meta, AROUND, &[items(200), items(200), vec![]]);
        let count = counts(&many);
        assert!(!many.sentences && count[2] == 0 && many.beyond() == 400 - count[0] - count[1]);
        assert!(count[0].abs_diff(count[1]) <= 1 && count[0] >= 5, "{count:?}");
        let one = counts(&fit(&meta, AROUND, &[items(1), items(200)]));
        assert!(one[0] == 1 && one[1] > count[1]);
    }

    #[test]
    fn who_has_nothing_to_show_has_no_sheet() {
        let mut site = portfolio();
        assert!(applies(&site));
        site.credentials = Vec::new().into();
        assert!(!applies(&site));
    }

    #[test]
    fn what_is_featured_and_degrees_come_before_what_is_newer() {
        let meta = portfolio().meta;
        let mut own = items(200);
        own[120].place = Place::Degree;
        own[199].place = Place::Featured;
        let fit = fit(&meta, AROUND, &[items(200), own]);
        assert!(fit.kept[1][120] && fit.kept[1][199] && fit.kept[1][0] && !fit.kept[1][119]);
    }

    #[test]
    fn a_sheet_is_filled_before_anything_is_left_out() {
        let meta = portfolio().meta;
        let fit = fit(&meta, AROUND, &[items(200)]);
        let taken = counts(&fit)[0] as f64 * cost(&SPEAKING, false) + SECTION + head(AROUND) + FOOT + MORE;
        let spare = (297.0 - 2.0 * MARGIN) / EM - taken;
        assert!((0.0..cost(&SPEAKING, false)).contains(&spare), "{spare} ems");
    }

    #[test]
    fn letter_holds_less_than_a4() {
        let mut meta = portfolio().meta;
        let a4 = counts(&fit(&meta, AROUND, &[items(200)]))[0];
        meta.certificate.paper = Paper::Letter;
        let letter = counts(&fit(&meta, AROUND, &[items(200)]))[0];
        assert!(letter < a4, "{letter} {a4}");
    }
}
