//! In: the faces that come with crates, and font files of a project. Out: how wide a text runs, in which faces it can be set,
//! and its letters as outlines. The same on every machine: fonts of the system are never looked at.

pub mod file;
mod pen;
pub(super) mod script;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use rustybuzz::ttf_parser::{self, GlyphId};
use unicode_bidi::{Level, ParagraphBidiInfo};

use self::pen::Pen;
use super::words::Direction;
use crate::model::{Data, Font};

/// A face that comes with accolade: Libertinus Serif and Noto Sans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// Libertinus Serif
    Serif,
    /// Libertinus Serif Semibold
    SerifSemibold,
    /// Libertinus Serif Bold
    SerifBold,
    /// Libertinus Serif Italic
    SerifItalic,
    /// Noto Sans
    Sans,
    /// Noto Sans Bold
    SansBold,
}

impl Face {
    /// All of them, in the order of [`Fonts::get`].
    pub const ALL: [Self; 6] =
        [Self::Serif, Self::SerifSemibold, Self::SerifBold, Self::SerifItalic, Self::Sans, Self::SansBold];
}

/// A font file: which of [`Fonts`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FontId(pub usize);

/// The faces a site is set in: those that come with accolade, then the project's own, which only stand in for characters
/// that the others lack.
#[derive(Debug, Clone)]
pub struct Fonts(Vec<Arc<Font>>);

/// The faces that come with accolade: constant data of the program, parsed once.
static BUILT_IN: LazyLock<Fonts> = LazyLock::new(|| {
    let serifs: Vec<&'static [u8]> = typst_assets::fonts().take(6).collect();
    // Their order is the crate's: regular, bold, italic, bold italic, semibold, semibold italic (a test holds it).
    let data = [serifs[0], serifs[4], serifs[1], serifs[2], notosans::REGULAR_TTF, notosans::BOLD_TTF];
    Fonts(data.into_iter().filter_map(|bytes| Font::read(Data::BuiltIn(bytes), 0)).map(Arc::new).collect())
});

/// A piece of a text that one font can set, in the order that it is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The font that sets it.
    pub font: FontId,
    /// Whether it runs from right to left.
    pub right_to_left: bool,
}

/// Letters as a path: 1 unit is 1/1000 em, y grows downwards, the baseline is 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// SVG path data.
    pub path: String,
    /// How far the text runs, in ems.
    pub width: f64,
}

/// A letter of a line that was set: its outline as in [`Outline`], and where it stands, in ems.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// SVG path data, from its own origin.
    pub path: String,
    /// From the beginning of the line.
    pub x: f64,
    /// Below the baseline.
    pub y: f64,
    /// How far it moves the line on, kerned; nothing for a mark.
    pub advance: f64,
    /// How far it would by itself.
    pub own: f64,
}

impl Fonts {
    /// The faces that come with accolade.
    #[must_use]
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// The same, and then a project's own.
    #[must_use]
    pub fn with(own: &[Arc<Font>]) -> Self {
        let mut fonts = Self::built_in();
        fonts.0.extend(own.iter().cloned());
        fonts
    }

    /// All fonts: first [`Face::ALL`], then the project's own.
    #[must_use]
    pub fn all(&self) -> &[Arc<Font>] {
        &self.0
    }

    /// The same fonts as drawings find them, by family, weight and slant.
    #[must_use]
    pub fn database(&self) -> fontdb::Database {
        let mut database = fontdb::Database::new();
        for font in &self.0 {
            database.load_font_source(fontdb::Source::Binary(Arc::new(font.data.clone())));
        }
        let family = |face: Face| self.0.get(face as usize).map(|font| font.family.clone()).unwrap_or_default();
        database.set_serif_family(family(Face::Serif));
        database.set_sans_serif_family(family(Face::Sans));
        database
    }

    /// A font.
    #[must_use]
    pub fn get(&self, id: FontId) -> &Font {
        &self.0[id.0]
    }

    /// Characters that no font here has, in order.
    #[must_use]
    pub fn uncovered(&self, text: &str) -> Vec<char> {
        let missing = |c: &char| !invisible(*c) && !self.0.iter().any(|font| font.has(*c));
        text.chars().filter(missing).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The text cut into pieces of one direction and one font, from left to right as they are seen, in a paragraph of a direction;
    /// without one, of its first strong letter's.
    #[must_use]
    pub fn runs(&self, text: &str, face: Face, paragraph: Option<Direction>) -> Vec<Run> {
        if text.is_empty() {
            return Vec::new();
        }
        let level = |direction| if direction == Direction::Rtl { Level::rtl() } else { Level::ltr() };
        let bidi = ParagraphBidiInfo::new(text, paragraph.map(level));
        let (levels, visual) = bidi.visual_runs(0..text.len());
        let mut out = Vec::new();
        for range in visual {
            let right_to_left = levels[range.start].is_rtl();
            let mut pieces = self.pieces(text, range, face, right_to_left);
            if right_to_left {
                pieces.reverse();
            }
            out.append(&mut pieces);
        }
        out
    }

    /// How far a text runs on one line, in ems, kerned and shaped.
    #[must_use]
    pub fn width(&self, text: &str, face: Face) -> f64 {
        self.set(text, (face, None), |_, _, _| ())
    }

    /// The letters of a text on one line as a path, with `spacing` ems between them.
    #[must_use]
    pub fn outline(&self, text: &str, face: Face, spacing: f64) -> Outline {
        self.outline_in(None, text, face, spacing)
    }

    /// The same in a paragraph of a direction, whatever the line begins with.
    #[must_use]
    pub fn outline_in(&self, paragraph: Option<Direction>, text: &str, face: Face, spacing: f64) -> Outline {
        let mut path = String::new();
        let mut count = 0;
        let width = self.set(text, (face, paragraph), |font, glyph, at| {
            let scale = 1000.0 / f64::from(font.units_per_em());
            let dx = (at.0 + spacing * f64::from(count)) * 1000.0;
            font.outline_glyph(glyph, &mut Pen { path: &mut path, scale, dx, dy: at.1 * 1000.0 });
            count += 1;
        });
        Outline { path, width: width + spacing * f64::from(count.max(1) - 1) }
    }

    /// The letters of a text on one line, from left to right, each by itself.
    #[must_use]
    pub fn glyphs(&self, text: &str, face: Face) -> Vec<Glyph> {
        let mut all: Vec<Glyph> = Vec::new();
        let width = self.set(text, (face, None), |font, glyph, (x, y)| {
            let (mut path, scale) = (String::new(), 1000.0 / f64::from(font.units_per_em()));
            font.outline_glyph(glyph, &mut Pen { path: &mut path, scale, dx: 0.0, dy: 0.0 });
            let advance = f64::from(font.glyph_hor_advance(glyph).unwrap_or_default()) * scale / 1000.0;
            all.push(Glyph { path, x, y, advance, own: advance });
        });
        // Kerning: a letter goes as far as to where the next one stands.
        let starts: Vec<f64> = all.iter().map(|glyph| glyph.x).skip(1).chain([width]).collect();
        for (glyph, next) in all.iter_mut().zip(starts).filter(|(glyph, _)| glyph.advance > 0.0) {
            glyph.advance = (next - glyph.x).max(0.0);
        }
        all
    }

    /// Shapes a text; hands each glyph with its origin in ems to `draw`; gives the whole advance.
    fn set(
        &self,
        text: &str,
        (face, paragraph): (Face, Option<Direction>),
        mut draw: impl FnMut(&ttf_parser::Face<'_>, GlyphId, (f64, f64)),
    ) -> f64 {
        let mut x = 0.0;
        for run in self.runs(text, face, paragraph) {
            x += self.set_run(text, &run, |font, glyph, at| draw(font, glyph, (x + at.0, at.1)));
        }
        x
    }

    /// How far a run of a text goes, in ems.
    #[must_use]
    pub fn advance(&self, text: &str, run: &Run) -> f64 {
        self.set_run(text, run, |_, _, _| ())
    }

    fn set_run(&self, text: &str, run: &Run, mut draw: impl FnMut(&ttf_parser::Face<'_>, GlyphId, (f64, f64))) -> f64 {
        let Some(font) = self.get(run.font).face() else { return 0.0 };
        let scale = 1.0 / f64::from(font.units_per_em());
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(&text[run.range.clone()]);
        buffer.guess_segment_properties();
        buffer.set_direction(match run.right_to_left {
            true => rustybuzz::Direction::RightToLeft,
            false => rustybuzz::Direction::LeftToRight,
        });
        let (shaped, mut x) = (rustybuzz::shape(&font, &[], buffer), 0.0);
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let at = (x + f64::from(position.x_offset) * scale, -f64::from(position.y_offset) * scale);
            let glyph = u16::try_from(info.glyph_id).unwrap_or_default();
            draw(&font, GlyphId(glyph), at);
            x += f64::from(position.x_advance) * scale;
        }
        x
    }

    /// A stretch of one direction, cut by font. A mark stays with its letter when that font has it, a space with its word.
    fn pieces(&self, text: &str, range: Range<usize>, face: Face, right_to_left: bool) -> Vec<Run> {
        let has = |font: &FontId, c: char| self.get(*font).has(c);
        let first = FontId(face as usize);
        let mut out: Vec<Run> = Vec::new();
        for (i, c) in text[range.clone()].char_indices() {
            let at = range.start + i;
            let last = out.last().map(|run| run.font);
            let stays = last.filter(|font| invisible(c) || (joins_the_last(c) || c.is_whitespace()) && has(font, c));
            let font = stays.or_else(|| Some(first).filter(|f| has(f, c)));
            let font = font.or_else(|| last.filter(|f| has(f, c))).or_else(|| self.stand_in(c, face));
            let font = font.unwrap_or(first);
            match out.last_mut() {
                Some(run) if run.font == font => run.range.end = at + c.len_utf8(),
                _ => out.push(Run { range: at..at + c.len_utf8(), font, right_to_left }),
            }
        }
        out
    }

    /// The font that stands in for a character that a face lacks: one that comes with accolade, else of the project's own the
    /// one nearest in weight and slant, else the first.
    fn stand_in(&self, c: char, face: Face) -> Option<FontId> {
        let wanted = self.get(FontId(face as usize));
        let distance = |font: &Font| (font.italic != wanted.italic, font.weight.abs_diff(wanted.weight));
        let (built_in, own) = self.0.split_at(Face::ALL.len().min(self.0.len()));
        let own = own.iter().enumerate().filter(|(_, font)| font.has(c));
        let own = own.min_by_key(|(i, font)| (distance(font), *i)).map(|(i, _)| FontId(i + built_in.len()));
        built_in.iter().position(|font| font.has(c)).map(FontId).or(own)
    }
}

/// Characters that need no glyph: controls, joiners, direction marks, variation selectors.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfe00..=0xfe0f | 0xfeff)
}

/// Combining marks.
fn joins_the_last(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_faces_are_what_their_names_say() {
        let fonts = Fonts::built_in();
        let named: Vec<_> = fonts.all().iter().map(|f| (f.family.as_str(), f.weight, f.italic)).collect();
        let (serif, sans) = ("Libertinus Serif", "Noto Sans");
        let wanted = [
            (serif, 400, false),
            (serif, 600, false),
            (serif, 700, false),
            (serif, 400, true),
            (sans, 400, false),
            (sans, 700, false),
        ];
        assert_eq!(named, wanted);
    }

    #[test]
    fn widths_add_up_and_grow_with_weight() {
        let fonts = Fonts::built_in();
        let width = |text, face| fonts.width(text, face);
        assert!(width("Maya", Face::Serif) > 1.5 && width("Maya", Face::Serif) < 3.5);
        assert!(width("Maya Lindqvist", Face::SansBold) > width("Maya Lindqvist", Face::Sans));
        assert!(width("AV", Face::Serif) < width("A", Face::Serif) + width("V", Face::Serif), "kerned");
        assert!((width("", Face::Sans)).abs() < f64::EPSILON);
    }

    #[test]
    fn every_character_is_set_in_a_font_that_has_it_or_named_as_missing() {
        let fonts = Fonts::built_in();
        assert!(fonts.uncovered("Łukasz Þórsdóttir, Ελένη, Наталья, ﬁ \u{200d}").is_empty());
        assert_eq!(fonts.uncovered("漢字漢 a"), ['字', '漢']);
        let text = "ab\u{0301} я";
        let runs = fonts.runs(text, Face::Serif, None);
        assert_eq!(runs.iter().map(|r| &text[r.range.clone()]).collect::<String>(), text);
    }

    #[test]
    fn runs_from_right_to_left_stand_in_the_order_they_are_seen() {
        let fonts = Fonts::built_in();
        let text = "abc שלום def";
        let runs = fonts.runs(text, Face::Serif, None);
        let seen: Vec<_> = runs.iter().map(|r| (text[r.range.clone()].trim(), r.right_to_left)).collect();
        assert!(seen.contains(&("שלום", true)), "{seen:?}");
        assert_eq!(seen.first().map(|s| s.0), Some("abc"));
    }

    #[test]
    fn a_line_of_foreign_words_stands_in_the_direction_of_its_paragraph() {
        let fonts = Fonts::built_in();
        let text = "\u{2068}abc\u{2069} · \u{2068}def\u{2069}";
        let seen = |paragraph| {
            let runs = fonts.runs(text, Face::Serif, paragraph);
            let said = runs.iter().map(|r| &text[r.range.clone()]).collect::<String>();
            said.find("abc") < said.find("def")
        };
        assert!(seen(Some(Direction::Ltr)) && !seen(Some(Direction::Rtl)));
    }

    #[test]
    fn outlines_have_a_contour_for_each_letter_and_their_width() {
        let fonts = Fonts::built_in();
        let plain = fonts.outline("lil", Face::Serif, 0.0);
        assert_eq!(plain.path.matches('M').count(), 4, "three stems and a dot: {}", plain.path);
        assert!((plain.width - fonts.width("lil", Face::Serif)).abs() < 1e-9);
        let spaced = fonts.outline("lil", Face::Serif, 0.1);
        assert!((spaced.width - plain.width - 0.2).abs() < 1e-9);
        assert!(fonts.outline(" ", Face::Serif, 0.0).path.is_empty());
    }
}
