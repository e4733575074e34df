//! In: what a picture for sharing says, and the faces of a site. Out: an SVG of 1200 by 630 with every letter as an outline.
//! Shown where a page is shared (Open Graph, `og:image`). Text that no face can set is left out, never shown as boxes.

mod missing;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::colour::{self, hex};
use super::fonts::{Face, Fonts};
use super::words::{Direction, shorten};
use crate::model::Colour;
pub use missing::left_out;

/// Pixels from side to side.
pub const WIDTH: u32 = 1200;
/// Pixels from top to bottom.
pub const HEIGHT: u32 = 630;

/// What a picture says.
#[derive(Debug, Clone)]
pub struct Preview {
    /// A word or two above.
    pub kicker: Option<String>,
    /// The largest words.
    pub title: String,
    /// Below them, in italics: a name, a headline.
    pub name: Option<String>,
    /// A quiet line: by whom, when.
    pub line: Option<String>,
    /// At the foot: what was found about it, or the site's address.
    pub foot: Option<String>,
    /// The artworks: one, or up to three that overlap; each a whole SVG.
    pub art: Vec<String>,
    /// The rosette, in `currentColor`.
    pub seal: Option<String>,
    /// The site's colour.
    pub accent: Colour,
    /// Which way its words run.
    pub direction: Direction,
}

impl Preview {
    /// All that it says.
    pub(super) fn words(&self) -> String {
        let said =
            [self.kicker.as_ref(), Some(&self.title), self.name.as_ref(), self.line.as_ref(), self.foot.as_ref()];
        said.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// Margin around everything.
const EDGE: f64 = 76.0;
/// Where the words begin, when there is artwork beside them.
const COLUMN: f64 = 520.0;

/// Draws the picture.
#[must_use]
pub fn svg(fonts: &Fonts, preview: &Preview) -> String {
    let (light, _) = colour::scales(preview.accent);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\"><path fill=\"{}\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>\
         <path fill=\"none\" stroke=\"{}\" stroke-width=\"2\" d=\"M28 28h1144v574H28z\"/><path fill=\"none\" stroke=\"{}\" d=\"M36 36h1128v558H36z\"/>",
        hex(light.paper),
        hex(light.accent),
        hex(light.line),
    );
    let rtl = preview.direction == Direction::Rtl;
    let can_say = |text: &&String| fonts.uncovered(text).is_empty();
    let said = can_say(&&preview.title);
    artwork(&mut out, preview, said, rtl);
    // The words stand beside the artwork: it is on the left, or on the right where words run to the left.
    let start = if preview.art.is_empty() { EDGE } else { COLUMN };
    let (left, right) = if rtl { (EDGE, f64::from(WIDTH) - start) } else { (start, f64::from(WIDTH) - EDGE) };
    let mut pen = Pen { fonts, out: &mut out, left, right, rtl };
    if said {
        let (ink, quiet, accent) = (hex(light.ink), hex(light.quiet), hex(light.accent));
        let title = pen.fit(&preview.title, Face::Serif, &[78.0, 68.0, 60.0, 52.0, 44.0, 38.0]);
        let kicker = preview.kicker.as_ref().filter(can_say);
        let name =
            preview.name.as_ref().filter(can_say).map(|text| pen.fit(text, Face::SerifItalic, &[38.0, 32.0, 28.0]));
        let line = preview.line.as_ref().filter(can_say).map(|text| pen.fit(text, Face::Sans, &[24.0, 22.0, 20.0]));
        let foot = preview.foot.as_ref().filter(can_say);
        let heights = [
            title.height(1.12),
            18.0,
            name.as_ref().map_or(0.0, |n| n.height(1.25)),
            line.as_ref().map_or(0.0, |l| l.height(1.4) + 10.0),
        ];
        let below = if foot.is_some() { 110.0 } else { 0.0 };
        let mut y =
            (EDGE + (f64::from(HEIGHT) - 2.0 * EDGE - below - heights.iter().sum::<f64>()) / 2.0).max(EDGE + 34.0);
        if let Some(kicker) = kicker {
            pen.line(&shorten(kicker, 48), (Face::Sans, 22.0), y - 20.0, &quiet);
            y += 14.0;
        }
        y = pen.text(&title, y, 1.12, &ink) + 18.0;
        if let Some(name) = name {
            y = pen.text(&name, y, 1.25, &accent) + 10.0;
        }
        if let Some(line) = line {
            pen.text(&line, y, 1.4, &quiet);
        }
        foot_line(&mut pen, preview, foot, (&ink, &accent));
    }
    out.push_str("</svg>");
    out
}

/// The seal with what was found, or the address alone.
fn foot_line(pen: &mut Pen<'_>, preview: &Preview, foot: Option<&String>, (ink, accent): (&str, &str)) {
    let Some(foot) = foot else { return };
    let y = f64::from(HEIGHT) - EDGE;
    let seal = preview.seal.as_ref().map(|seal| seal.replacen("<svg ", &format!("<svg color=\"{accent}\" "), 1));
    let mut indent = 0.0;
    if let Some(seal) = seal {
        let size = 92.0;
        let x = if pen.rtl { pen.right - size } else { pen.left };
        image(pen.out, &seal, (x, y - size + 6.0), size);
        indent = size + 24.0;
    }
    let (left, right) = (pen.left, pen.right);
    if pen.rtl {
        pen.right -= indent;
    } else {
        pen.left += indent;
    }
    let set = pen.fit(foot, Face::Serif, &[27.0, 24.0, 21.0]);
    let start = y - if indent > 0.0 { 40.0 } else { 4.0 } - set.height(1.25) / 2.0;
    pen.text(&set, start, 1.25, ink);
    (pen.left, pen.right) = (left, right);
}

fn artwork(out: &mut String, preview: &Preview, said: bool, rtl: bool) {
    let count = preview.art.len().min(3);
    let size = match count {
        0 => return,
        1 => 372.0,
        2 => 270.0,
        _ => 200.0,
    };
    let middle = match (said, rtl) {
        (false, _) => f64::from(WIDTH) / 2.0,
        (true, false) => 278.0,
        (true, true) => f64::from(WIDTH) - 278.0,
    };
    let high = f64::from(HEIGHT) / 2.0;
    let places: &[(f64, f64)] = match count {
        1 => &[(0.0, 0.0)],
        2 => &[(-62.0, -84.0), (62.0, 84.0)],
        _ => &[(-104.0, -100.0), (104.0, -100.0), (0.0, 104.0)],
    };
    for (art, (dx, dy)) in preview.art.iter().zip(places) {
        image(out, art, (middle + dx - size / 2.0, high + dy - size / 2.0), size);
    }
}

/// A whole SVG inside another: as a picture, so that no name in it meets one outside.
fn image(out: &mut String, svg: &str, (x, y): (f64, f64), size: f64) {
    let data = STANDARD.encode(svg);
    let _ = write!(
        out,
        "<image x=\"{x:.1}\" y=\"{y:.1}\" width=\"{size}\" height=\"{size}\" href=\"data:image/svg+xml;base64,{data}\"/>"
    );
}

/// A text with the size and the lines in which it fits.
struct Set {
    lines: Vec<String>,
    face: Face,
    size: f64,
}

impl Set {
    fn height(&self, leading: f64) -> f64 {
        self.lines.len() as f64 * self.size * leading
    }
}

struct Pen<'a> {
    fonts: &'a Fonts,
    out: &'a mut String,
    left: f64,
    right: f64,
    rtl: bool,
}

/// Most lines of one text.
const LINES: usize = 3;

impl Pen<'_> {
    /// The largest of some sizes in which a text takes few lines and no word is broken, else in which it takes few lines;
    /// at the smallest it is cut.
    fn fit(&self, text: &str, face: Face, sizes: &[f64]) -> Set {
        let most = if face == Face::Serif { LINES } else { 2 };
        let sets = sizes.iter().map(|size| (self.wrap(text, face, *size), *size));
        let few: Vec<_> = sets.filter(|((lines, _), _)| lines.len() <= most).collect();
        if let Some(((lines, _), size)) = few.iter().find(|((_, whole), _)| *whole).or(few.first()) {
            return Set { lines: lines.clone(), face, size: *size };
        }
        let size = sizes.last().copied().unwrap_or(20.0);
        let mut set = Set { lines: self.wrap(text, face, size).0, face, size };
        set.lines.truncate(most);
        if let Some(last) = set.lines.last_mut() {
            last.push('…');
        }
        set
    }

    /// The lines of a text, and whether its words are whole. A word that is longer than a line is broken with a hyphen.
    fn wrap(&self, text: &str, face: Face, size: f64) -> (Vec<String>, bool) {
        let room = (self.right - self.left) / size;
        let fits = |text: &str| self.fonts.width(text, face) <= room;
        let (mut lines, mut whole) = (vec![String::new()], true);
        for word in text.split_whitespace() {
            let last = lines.last().cloned().unwrap_or_default();
            let together = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
            if fits(&together) {
                lines.pop();
                lines.push(together);
                continue;
            }
            let mut line = String::new();
            for c in word.chars() {
                let hyphen = if hyphenated(c) && line.chars().last().is_some_and(hyphenated) { "-" } else { "" };
                if !line.is_empty() && !fits(&format!("{line}{c}{hyphen}")) {
                    whole &= hyphen.is_empty();
                    // The hyphen takes the room that the letter before it was measured with.
                    line.push_str(hyphen);
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
            lines.push(line);
        }
        lines.retain(|line| !line.is_empty());
        (lines, whole)
    }

    /// Sets the lines from `y` down; gives where they end.
    fn text(&mut self, set: &Set, y: f64, leading: f64, colour: &str) -> f64 {
        for (n, line) in set.lines.iter().enumerate() {
            let baseline = y + set.size * (leading * (n as f64 + 0.5) + 0.3);
            self.line(line, (set.face, set.size), baseline, colour);
        }
        y + set.height(leading)
    }

    fn line(&mut self, text: &str, (face, size): (Face, f64), y: f64, colour: &str) {
        let outline = self.fonts.outline_in(Some(Direction::of(self.rtl)), text, face, 0.0);
        let x = if self.rtl { self.right - outline.width * size } else { self.left };
        let scale = size / 1000.0;
        let _ = write!(
            self.out,
            "<path fill=\"{colour}\" transform=\"translate({x:.1} {y:.1}) scale({scale:.4})\" d=\"{}\"/>",
            outline.path
        );
    }
}

/// Whether a hyphen stands between two of these: letters of scripts that write words apart and do not join.
fn hyphenated(c: char) -> bool {
    c.is_alphabetic() && matches!(u32::from(c), 0..=0x58f | 0x1e00..=0x1fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(title: &str) -> Preview {
        Preview {
            kicker: Some("Course".into()),
            title: title.into(),
            name: Some("Maya Lindqvist".into()),
            line: Some("University of Alder Bay, 12 May 2026".into()),
            foot: Some("Reported".into()),
            art: Vec::new(),
            seal: None,
            accent: colour::HOUSE,
            direction: Direction::Ltr,
        }
    }

    /// Whether anything is drawn outside the frame: each path's own bounds, as the renderer finds them.
    fn inside(svg: &str) -> bool {
        let tree = resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).expect("an SVG");
        tree.root().children().iter().all(|node| {
            let bounds = node.abs_bounding_box();
            bounds.left() >= 0.0 && bounds.right() <= 1200.0 && bounds.top() >= 0.0 && bounds.bottom() <= 630.0
        })
    }

    #[test]
    fn words_of_any_length_stay_inside_the_picture() {
        let fonts = Fonts::built_in();
        let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ".repeat(3);
        for title in ["Talk", "Public Speaking Foundations", long.as_str(), "", "日本"] {
            let drawn = svg(&fonts, &preview(title));
            assert!(inside(&drawn), "{title}");
            assert!(!drawn.contains("<text"), "letters are outlines");
        }
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_is_broken_with_a_hyphen_and_no_other_is_broken() {
        let (fonts, mut out) = (Fonts::built_in(), String::new());
        let pen = Pen { fonts: &fonts, out: &mut out, left: 0.0, right: 600.0, rtl: false };
        let sizes = [78.0, 60.0, 44.0];
        let long = pen.fit("Donaudampfschifffahrtsgesellschaftskapitänsprüfung", Face::Serif, &sizes);
        assert!(long.lines.len() > 1 && long.lines[..long.lines.len() - 1].iter().all(|line| line.ends_with('-')));
        let smaller = pen.fit("Photogrammetriegrundlagen", Face::Serif, &sizes);
        assert_eq!((smaller.lines.len(), smaller.lines[0].contains('-')), (1, false), "smaller before it is broken");
        assert!(
            pen.wrap("人前で話すこと人前で話すこと人前で話すこと", Face::Serif, 78.0).1,
            "ideographs need no hyphen"
        );
    }

    #[test]
    fn words_stand_beside_the_artwork_in_both_directions() {
        let (fonts, ink) = (Fonts::built_in(), hex(colour::scales(colour::HOUSE).0.ink));
        for direction in [Direction::Ltr, Direction::Rtl] {
            let art = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>".to_owned();
            let said = Preview { art: vec![art], direction, ..preview("Public Speaking Foundations") };
            let drawn = svg(&fonts, &said);
            let x = |part: &str, begin: &str| -> f64 {
                let at = part.split(begin).nth(1).expect("it has a place");
                at.split(['"', ' ']).next().expect("a number").parse().expect("a number")
            };
            let art = x(drawn.split("<image").nth(1).expect("artwork"), "x=\"");
            for title in drawn.split("<path").filter(|path| path.contains(&format!("fill=\"{ink}\" transform"))) {
                let tree = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\"><path{}", title);
                let tree = tree.split("/>").next().map(|path| format!("{path}/></svg>")).expect("a path");
                let tree = resvg::usvg::Tree::from_str(&tree, &resvg::usvg::Options::default()).expect("an SVG");
                let bounds = tree.root().abs_bounding_box();
                let beside = f64::from(bounds.right()) <= art || f64::from(bounds.left()) >= art + 372.0;
                assert!(beside, "{direction:?} {bounds:?} {art}");
            }
        }
    }

    #[test]
    fn what_no_face_can_set_is_left_out() {
        let fonts = Fonts::built_in();
        let drawn = svg(&fonts, &preview("أسس الخطابة"));
        let ink = hex(colour::scales(colour::HOUSE).0.ink);
        assert!(!drawn.contains(&format!("fill=\"{ink}\"")), "no boxes for letters");
        assert!(svg(&fonts, &preview("Talk")).contains(&format!("fill=\"{ink}\"")));
    }
}
