//! In: the paper of a site and the words of a certificate. Out: which credentials get one, the stylesheet of the paper,
//! and a type size for each text at which it is sure to fit. Measures only; the page is made in `html/certificate.rs`.

use std::collections::BTreeSet;

use super::colour;
use super::fonts::Fonts;
use super::svg::text::ems;
use super::words::Language;
use crate::diag::Diagnostic;
use crate::model::{CertificateLayout, Entry, Meta, Output, Paper, Site};

/// Whether a credential has a certificate: only when a good signature stands behind it.
#[must_use]
pub fn applies(entry: &Entry) -> bool {
    entry.judgement.verdict.seal().is_some()
}

/// Whether a credential gets its certificate as PDF: when the site makes them, and its faces have every character of it.
/// Where one is missing, the page to print is set in the reader's own fonts, and there is no PDF.
#[must_use]
pub fn printable(site: &Site, entry: &Entry) -> bool {
    let text = says(site, entry);
    text.is_some_and(|text| Fonts::with(&site.fonts).uncovered(&text).is_empty())
}

/// Everything that the PDF of a credential would say; `None` when it has none.
fn says(site: &Site, entry: &Entry) -> Option<String> {
    let value = entry.judgement.verdict.value().filter(|_| site.meta.makes(Output::Pdf) && applies(entry));
    let value = value.filter(|_| entry.payload.is_some())?;
    let words = Language::of(site.meta.languages.first().map_or("en", String::as_str));
    let issuer = entry.issuer.map(|id| site.issuers[id.0 as usize].name.clone());
    let achievement = value.achievement();
    let skills = achievement.into_iter().flat_map(|a| &a.alignments).filter_map(|a| a.name.as_deref());
    let results = value.subjects.iter().flat_map(|s| &s.results).filter_map(|r| r.value.as_deref());
    let stated =
        [value.recipient(), value.title(), value.issuer.name.as_deref(), value.id.as_deref(), issuer.as_deref()];
    let about = [achievement.and_then(|a| a.description.as_deref()), value.description.as_deref()];
    let said = [Some(words.t.certificate_check), Some(words.t.seal_certificate), Some(words.t.certificate)];
    let kind = achievement.and_then(|a| a.kind.as_deref()).map(|kind| words.kind(kind));
    let signatories =
        site.meta.certificate.signatories.iter().flat_map(|s| [Some(s.name.as_str()), s.title.as_deref()]);
    let mut all: Vec<&str> = stated.into_iter().chain(about).chain(said).chain(signatories).flatten().collect();
    all.extend(skills.chain(results).chain(kind.as_deref()));
    Some(all.concat())
}

/// What there is to say about PDF files that are left out for want of a font: the characters, and whose they are.
#[must_use]
pub fn left_out(site: &Site) -> Option<Diagnostic> {
    let fonts = Fonts::with(&site.fonts);
    let (mut missing, mut whose) = (BTreeSet::new(), Vec::new());
    for entry in &site.credentials {
        let lacks = says(site, entry).map(|text| fonts.uncovered(&text)).unwrap_or_default();
        if !lacks.is_empty() {
            missing.extend(lacks);
            whose.push(entry.slug.as_str());
        }
    }
    let first = whose.first()?;
    let (some, more) = (whose.iter().take(5).copied().collect::<Vec<_>>().join(", "), whose.len().saturating_sub(5));
    let of = match (whose.len(), more) {
        (1, _) => format!("the credential {first:?}"),
        (_, 0) => format!("{} credentials ({some})", whose.len()),
        _ => format!("{} credentials ({some} and {more} more)", whose.len()),
    };
    let characters: String = missing.iter().take(24).collect();
    let dots = if missing.len() > 24 { "…" } else { "" };
    let message = format!("certificate.pdf of {of} is left out: no font here has the characters {characters}{dots}");
    let help = "put a font that has them into fonts/ and name it in accolade.yaml, as in `fonts: [fonts/NotoNaskhArabic-Regular.ttf]`; docs/certificates.md says more";
    Some(Diagnostic::warning("no-pdf", message).in_file("accolade.yaml").help(help))
}

/// Width and height of the paper in millimetres.
#[must_use]
pub fn size(layout: &CertificateLayout) -> (f64, f64) {
    let (short, long) = match layout.paper {
        Paper::A4 => (210.0, 297.0),
        Paper::Letter => (215.9, 279.4),
    };
    if layout.landscape { (long, short) } else { (short, long) }
}

/// The stylesheet that states paper and colours: exactly one page, printed to its edges.
#[must_use]
pub fn stylesheet(meta: &Meta) -> String {
    let (width, height) = size(&meta.certificate);
    format!(
        "@page{{size:{width}mm {height}mm;margin:0}}\n:root{{color-scheme:only light;--w:{width};--h:{height};{}}}\n",
        colour::print(meta.accent.unwrap_or(colour::HOUSE))
    )
}

/// Type sizes in millimetres, by number of step from 1: the stylesheet has a class `fit-<step>` for each.
pub const STEPS: [f64; 13] = [21.0, 18.0, 15.5, 13.0, 11.0, 9.5, 8.2, 7.2, 6.4, 5.6, 5.0, 4.4, 3.9];

/// A place for text on the sheet, in millimetres.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Room from side to side.
    pub width: f64,
    /// Room from top to bottom.
    pub height: f64,
    /// The first step that may be used.
    pub largest: usize,
    /// Height of a line, in ems.
    pub leading: f64,
}

/// The places of a sheet, by orientation.
#[derive(Debug, Clone, Copy)]
pub struct Places {
    /// All the text above signatures and foot.
    pub room: f64,
    /// The name: always the largest.
    pub name: Place,
    /// What was earned.
    pub title: Place,
    /// From whom, and when.
    pub from: Place,
    /// What it covered: its height is what the others leave.
    pub covered: Place,
}

/// Where things stand on a layout's paper. The stylesheet keeps to the same margins.
#[must_use]
pub fn places(layout: &CertificateLayout) -> Places {
    let (width, height) = size(layout);
    // Wide: margins 25 and 22, a row of badge, signatures and seal, the foot. Tall: margins 28 and 26, the badge above,
    // signatures, the seal with the foot beside it.
    let (width, room, name, title) = if layout.landscape {
        (width - 72.0, height - 47.0 - 36.0 - 23.0, 33.0, 17.0)
    } else {
        (width - 60.0, height - 54.0 - 46.0 - 23.0 - 40.0, 46.0, 24.0)
    };
    let place = |height, largest, leading| Place { width, height, largest, leading };
    Places {
        room,
        name: place(name, 1, 1.15),
        title: place(title, 6, 1.2),
        from: place(13.4, 11, 1.3),
        covered: Place { width: width * 0.84, ..place(room, 11, 1.42) },
    }
}

impl Place {
    /// How high a text stands at a step, in millimetres.
    #[must_use]
    pub fn taken(&self, text: &str, step: usize) -> f64 {
        let size = STEPS[step - 1];
        lines(text, self.width / size) as f64 * size * self.leading
    }
}

/// The largest step at which a text fits a place: few lines before large type, so that a name is not broken for size.
/// The last step is all that is left when nothing fits; [`clip`] keeps texts short enough for it.
#[must_use]
pub fn fit(text: &str, place: Place) -> usize {
    for most in 1..=STEPS.len() {
        for (i, size) in STEPS.iter().enumerate().skip(place.largest - 1) {
            // Further lines are worth it only when one line would be small.
            let smallest_for_lines = STEPS[(place.largest + 2 + most).min(STEPS.len()) - 1];
            let fits = lines(text, place.width / size) <= most && place.taken(text, i + 1) <= place.height;
            if fits && *size >= smallest_for_lines {
                return i + 1;
            }
        }
    }
    STEPS.len()
}

/// A text cut, with an ellipsis, to what the last step leaves room for.
#[must_use]
pub fn clip(text: &str, place: Place) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = |t: &str| place.taken(t, STEPS.len()) <= place.height;
    if fits(&flat) {
        return flat;
    }
    let ends: Vec<usize> = flat.char_indices().map(|(i, _)| i).collect();
    let (mut low, mut high) = (0, ends.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if fits(&format!("{}…", &flat[..ends[middle]])) { low = middle } else { high = middle }
    }
    let cut = &flat[..ends[low]];
    // At a word's end, when there is one near.
    let end = cut.rfind(' ').filter(|i| cut.len() - i < 40).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':', ' ']))
}

/// How many lines a text takes when broken at its spaces, and anywhere within words that are longer than a line.
fn lines(text: &str, width: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    let space = ems(" ");
    for word in text.split_whitespace() {
        let long = ems(word);
        if used > 0.0 && used + space + long <= width {
            used += space + long;
            continue;
        }
        if used > 0.0 {
            lines += 1;
        }
        // A break inside a word leaves up to one wide character of each line empty.
        let more = if long <= width { 0 } else { (long / (width - 1.1).max(1.0)).ceil() as usize - 1 };
        lines += more;
        used = if more == 0 { long } else { width };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LAYOUTS: [(Paper, bool); 4] =
        [(Paper::A4, true), (Paper::A4, false), (Paper::Letter, true), (Paper::Letter, false)];

    fn layout((paper, landscape): (Paper, bool)) -> CertificateLayout {
        CertificateLayout { paper, landscape, signatories: Vec::new() }
    }

    fn fits(text: &str, place: Place) -> bool {
        place.taken(text, fit(text, place)) <= place.height
    }

    #[test]
    fn a_short_name_is_set_large_on_one_line() {
        for paper in LAYOUTS {
            let place = places(&layout(paper)).name;
            assert!(fit("Bo Li", place) <= 2);
            let step = fit("Maya Lindqvist", place);
            assert!(step <= 3, "{paper:?} {step}");
            assert_eq!(lines("Maya Lindqvist", place.width / STEPS[step - 1]), 1);
        }
    }

    #[test]
    fn the_longest_name_of_any_script_fits() {
        for paper in LAYOUTS {
            let place = places(&layout(paper)).name;
            for c in ["W", "m", "é", "ش", "漢", "ʷ", "𠮷", "Ж"] {
                assert!(fits(&c.repeat(120), place), "{c} {paper:?}");
                assert!(fits(&format!("{} ", c.repeat(7)).repeat(15), place), "{c} in words {paper:?}");
            }
        }
    }

    #[test]
    fn name_title_and_issuer_at_their_highest_leave_room_for_one_line() {
        for paper in LAYOUTS {
            let p = places(&layout(paper));
            let fixed = 10.2 + 10.3 + 2.4 + 9.7; // kind, verb, gap, standing
            assert!(p.room - p.name.height - p.title.height - p.from.height - fixed >= -0.5, "{paper:?}");
        }
    }

    #[test]
    fn the_stylesheet_has_a_class_for_every_step() {
        let css = include_str!("../../themes/default/assets/certificate.css");
        for (i, size) in STEPS.iter().enumerate() {
            let rule = format!(".fit-{} {{ font-size: calc(var(--mm) * {size}); }}", i + 1);
            assert!(css.contains(&rule), "{rule}");
        }
    }

    proptest! {
        #[test]
        fn every_name_of_120_characters_fits_every_paper(name in "\\PC{1,120}|[A-Za-z ]{1,120}|[\u{600}-\u{6ff} ]{1,120}|[\u{4e00}-\u{9fff}]{1,120}") {
            for paper in LAYOUTS {
                prop_assert!(fits(&name, places(&layout(paper)).name), "{paper:?} {name}");
            }
        }

        #[test]
        fn a_clipped_text_of_any_length_fits(text in "[a-zA-Z,. ]{0,900}|\\PC{0,300}") {
            for paper in LAYOUTS {
                for place in [places(&layout(paper)).title, places(&layout(paper)).covered] {
                    let clipped = clip(&text, place);
                    prop_assert!(fits(&clipped, place), "{paper:?} {clipped}");
                }
            }
        }
    }
}
