//! In: what a certificate says and shows. Out: its sheet in the classic manner: centred, within a guilloché border, the name largest.

use accolade_credential::Seal;

use super::set::{Room, Set, fit};
use super::{Area, Drawing, Item, Role, Sheet, Text};
use crate::draft::Colour;
use crate::render::fonts::{Face, Fonts};
use crate::render::{qr, svg};

/// What a certificate says: words only, already in the site's language.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    /// BCP 47 tag.
    pub language: String,
    /// What was earned, and by whom, for a list of files.
    pub heading: String,
    /// `Certificate of completion`
    pub kind: String,
    /// Whose it is.
    pub name: Option<String>,
    /// `earned`
    pub verb: String,
    /// What was earned.
    pub title: String,
    /// From whom and when.
    pub from: String,
    /// Said when it is not verified.
    pub standing: Option<String>,
    /// What it covered.
    pub covered: Option<String>,
    /// Credits, result, skills.
    pub facts: Option<String>,
    /// Name and office.
    pub signatories: Vec<(String, Option<String>)>,
    /// The verdict, what was checked, the serial number: small lines.
    pub foot: Vec<String>,
    /// What the artwork and the seal show, in words.
    pub pictures: (String, String),
    /// Where it can be checked.
    pub address: Option<String>,
}

/// Colours of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Inks {
    /// Of text.
    pub ink: Colour,
    /// Of what is said by the way.
    pub quiet: Colour,
    /// Of lines and of what was earned.
    pub accent: Colour,
}

const NAME: &[f64] = &[21.0, 18.0, 15.5, 13.0, 11.0, 9.5, 8.2, 7.2, 6.4];
const TITLE: &[f64] = &[9.5, 8.2, 7.2, 6.4, 5.6, 5.0];
const FROM: &[f64] = &[4.9, 4.4, 3.9, 3.5];
const COVERED: &[f64] = &[4.7, 4.3, 3.9, 3.6];
const SMALL: &[f64] = &[2.65, 2.4];

/// The sheet.
#[must_use]
pub fn classic(matter: &Matter, art: &str, seal: &Seal, inks: Inks, (fonts, paper): (&Fonts, (f64, f64))) -> Sheet {
    let (width, height) = paper;
    let wide = width > height;
    let mut on = Layer { fonts, middle: width / 2.0, items: Vec::new() };
    on.drawing(svg::border(seal, width, height), (0.0, 0.0, width, height), inks.accent, None);
    let side = if wide { 36.0 } else { 30.0 };
    let measure = width - 2.0 * side;
    let mut y = if wide { 33.0 } else { 86.0 };
    let (art_at, seal_at) = if wide {
        ((side + 2.0, height - 72.0, 36.0), (width - side - 38.0, height - 72.0, 36.0))
    } else {
        ((width / 2.0 - 21.0, 33.0, 42.0), (width / 2.0 - 18.0, height - 100.0, 36.0))
    };
    let square = |(x, y, side): (f64, f64, f64)| (x, y, side, side);
    on.drawing(art.to_owned(), square(art_at), inks.ink, Some(&matter.pictures.0));
    let room = |width: f64, lines: usize, sizes: &'static [f64]| Room { width, lines, sizes };
    let first = on.items.len();
    y = on.set(
        &fit(fonts, &matter.kind, Face::SerifItalic, room(measure, 1, FROM)),
        (Face::SerifItalic, inks.quiet, Role::Paragraph),
        (y, 1.3),
    ) + 3.0;
    let name = matter.name.as_ref().unwrap_or(&matter.title);
    y = on.set(
        &fit(fonts, name, Face::Serif, room(measure, 2, NAME)),
        (Face::Serif, inks.ink, Role::Heading),
        (y, 1.14),
    ) + 2.0;
    if matter.name.is_some() {
        y = on.set(
            &fit(fonts, &matter.verb, Face::SerifItalic, room(measure, 1, FROM)),
            (Face::SerifItalic, inks.quiet, Role::Paragraph),
            (y, 1.3),
        ) + 1.0;
        y = on.set(
            &fit(fonts, &matter.title, Face::Serif, room(measure, 2, TITLE)),
            (Face::Serif, inks.accent, Role::Paragraph),
            (y, 1.2),
        ) + 1.5;
    }
    y = on.set(
        &fit(fonts, &matter.from, Face::Serif, room(measure, 2, FROM)),
        (Face::Serif, inks.ink, Role::Paragraph),
        (y, 1.3),
    ) + 2.0;
    if let Some(standing) = &matter.standing {
        y = on.set(
            &fit(fonts, standing, Face::SerifBold, room(measure, 1, FROM)),
            (Face::SerifBold, inks.ink, Role::Paragraph),
            (y, 1.3),
        ) + 1.5;
    }
    let signed = !matter.signatories.is_empty();
    let floor = if wide { height - 74.0 } else { height - if signed { 128.0 } else { 106.0 } };
    if let Some(covered) = &matter.covered {
        let lines = ((floor - y - 6.0) / 5.6).clamp(0.0, 4.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 4")]
        let lines = lines as usize;
        if lines > 0 {
            let set = fit(fonts, covered, Face::Serif, room(measure * 0.84, lines, COVERED));
            y = on.set(&set, (Face::Serif, inks.ink, Role::Paragraph), (y + 1.0, 1.38)) + 1.0;
        }
    }
    if let Some(facts) = matter.facts.as_ref().filter(|_| floor - y > 5.0) {
        y = on.set(
            &fit(fonts, facts, Face::Serif, room(measure * 0.9, 1, &[3.5, 3.2, 3.0])),
            (Face::Serif, inks.quiet, Role::Paragraph),
            (y, 1.3),
        );
    }
    on.lower(first, ((floor - y) * 0.4).clamp(0.0, 16.0));
    on.signatories(
        &matter.signatories,
        inks,
        if wide { (height - 46.0, width - 2.0 * side - 90.0) } else { (height - 112.0, measure) },
    );
    on.drawing(svg::rosette(seal, &matter.pictures.1), square(seal_at), inks.accent, Some(&matter.pictures.1));
    on.foot(
        matter,
        inks,
        (side, height - if wide { 33.5 } else { 58.0 }, if wide { measure - 92.0 } else { measure - 24.0 }),
    );
    Sheet {
        width_mm: width,
        height_mm: height,
        language: matter.language.clone(),
        title: matter.heading.clone(),
        items: on.items,
    }
}

struct Layer<'a> {
    fonts: &'a Fonts,
    middle: f64,
    items: Vec<Item>,
}

impl Layer<'_> {
    fn drawing(&mut self, svg: String, (x, y, width, height): (f64, f64, f64, f64), colour: Colour, alt: Option<&str>) {
        let area = Area { x, y, width, height };
        self.items.push(Item::Drawing(Drawing { svg, area, colour, alt: alt.map(str::to_owned) }));
    }

    /// Centred lines from `y` down; gives where the next may begin.
    fn set(&mut self, set: &Set, (face, colour, role): (Face, Colour, Role), (mut y, leading): (f64, f64)) -> f64 {
        for (i, line) in set.lines.iter().enumerate() {
            let role = if i == 0 { role } else { Role::Continued };
            let x = self.middle - self.fonts.width(line, face) * set.size / 2.0;
            let baseline = y + set.size * (0.5 * leading + 0.28);
            self.items.push(Item::Text(Text { text: line.clone(), role, face, size: set.size, colour, x, baseline }));
            y += set.size * leading;
        }
        y
    }

    /// Lowers all lines from an item on: short texts stand in the middle of their room.
    fn lower(&mut self, first: usize, by: f64) {
        for item in &mut self.items[first..] {
            if let Item::Text(text) = item {
                text.baseline += by;
            }
        }
    }

    fn signatories(&mut self, all: &[(String, Option<String>)], inks: Inks, (y, measure): (f64, f64)) {
        let middle = self.middle;
        let each = (measure / all.len().max(1) as f64).min(64.0);
        for (i, (name, office)) in all.iter().enumerate() {
            self.middle = middle + each * (i as f64 - (all.len() - 1) as f64 / 2.0);
            self.items.push(Item::Rule(
                Area { x: self.middle - each / 2.0 + 3.0, y, width: each - 6.0, height: 0.2 },
                inks.quiet,
            ));
            let room = |sizes| Room { width: each - 6.0, lines: 1, sizes };
            let next = self.set(
                &fit(self.fonts, name, Face::Serif, room(&[3.8, 3.4, 3.0])),
                (Face::Serif, inks.ink, Role::Paragraph),
                (y + 1.0, 1.3),
            );
            if let Some(office) = office {
                self.set(
                    &fit(self.fonts, office, Face::SerifItalic, room(&[3.1, 2.8, 2.5])),
                    (Face::SerifItalic, inks.quiet, Role::Paragraph),
                    (next, 1.3),
                );
            }
        }
        self.middle = middle;
    }

    /// Small lines at the foot, and a code that leads to the page.
    fn foot(&mut self, matter: &Matter, inks: Inks, (side, top, measure): (f64, f64, f64)) {
        let mut y = top;
        for line in &matter.foot {
            let set = fit(self.fonts, line, Face::Sans, Room { width: measure, lines: 2, sizes: SMALL });
            y = self.set(&set, (Face::Sans, inks.quiet, Role::Paragraph), (y, 1.38));
        }
        let Some((address, code)) = matter.address.as_ref().and_then(|address| Some((address, qr::code(address)?)))
        else {
            return;
        };
        let size = 15.0;
        let (whole, quiet) = (code.size + 2 * qr::QUIET, qr::QUIET);
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\"><path fill=\"#000\" transform=\"translate({quiet} {quiet})\" d=\"{}\"/></svg>",
            code.path
        );
        // Below the artwork of a wide sheet, below the words of a tall one.
        let (x, y) = if self.middle < 120.0 { (self.middle - size / 2.0, y + 2.0) } else { (side + 12.5, top - 1.5) };
        let area = Area { x, y, width: size, height: size };
        self.drawing(drawing, (area.x, area.y, size, size), inks.ink, Some(address));
        self.items.push(Item::Link(area, address.clone()));
    }
}
