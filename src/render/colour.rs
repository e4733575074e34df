//! In: one brand colour. Out: the scale of colours that the pages use, light and dark, as CSS custom properties.
//! Every pair that carries text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), whatever the brand colour.

use super::svg::tone;
use crate::model::Colour;

pub use tone::{contrast, hex};

/// The least contrast of text.
pub const TEXT: f64 = 4.5;
/// The least contrast of a line that means something (WCAG 2.2, 1.4.11).
pub const LINE: f64 = 3.0;
/// The house's own colour, when a site states none: banknote green.
pub const HOUSE: Colour = Colour([0x1d, 0x4f, 0x3c]);

/// The colours of one appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The ground of a page.
    pub paper: Colour,
    /// A ground that sets something apart.
    pub tint: Colour,
    /// Hairlines: decoration only.
    pub rule: Colour,
    /// Lines that mean something: edges of buttons, marks.
    pub line: Colour,
    /// Text.
    pub ink: Colour,
    /// Text that steps back.
    pub quiet: Colour,
    /// The brand colour, as dark or light as text needs it.
    pub accent: Colour,
    /// The brand colour as a ground: a bright brand as it is, any other calm in the dark, where the accent of text is bright.
    pub fill: Colour,
    /// Text on that ground: dark on a bright brand.
    pub fill_ink: Colour,
}

/// The scales for light and dark.
#[must_use]
pub fn scales(brand: Colour) -> (Scale, Scale) {
    let brand = Lch::of(brand);
    let (light, dark) = (Grounds { paper: 0.988, tint: 0.958 }, Grounds { paper: 0.190, tint: 0.235 });
    (scale(brand, light), scale(brand, dark))
}

/// The stylesheet that states both scales.
#[must_use]
pub fn stylesheet(brand: Colour) -> String {
    let (light, dark) = scales(brand);
    format!(
        ":root{{color-scheme:light dark;{}}}\n@media (prefers-color-scheme:dark){{:root{{{}}}}}\n@media print{{:root{{color-scheme:light;{}}}}}\n",
        properties(&light),
        properties(&dark),
        properties(&Scale { paper: Colour([255; 3]), ..light }),
    )
}

/// The colours of print alone, as custom properties: white paper, whatever the reader's screen prefers.
#[must_use]
pub fn print(brand: Colour) -> String {
    let (light, _) = scales(brand);
    properties(&Scale { paper: Colour([255; 3]), ..light })
}

/// Lightness of the two grounds of an appearance.
struct Grounds {
    paper: f64,
    tint: f64,
}

fn scale(brand: Lch, grounds: Grounds) -> Scale {
    let hue = |l, share: f64, most: f64| Lch { l, c: (brand.c * share).min(most), h: brand.h };
    let paper = hue(grounds.paper, 0.03, 0.004).colour();
    let tint = hue(grounds.tint, 0.07, 0.009).colour();
    let on = |start: Lch, least: f64| readable(start, &[paper, tint], least);
    let dark = grounds.paper < 0.5;
    let (rule, line, ink, quiet) = if dark { (0.36, 0.58, 0.93, 0.74) } else { (0.86, 0.60, 0.235, 0.46) };
    let text = on(hue(ink, 0.12, 0.02), TEXT);
    let (fill, fill_ink) = if is_bright(brand) {
        (brand.colour(), readable(Lch { l: 0.235, c: (brand.c * 0.12).min(0.02), h: brand.h }, &[brand.colour()], TEXT))
    } else if dark {
        // Never so dark that it is lost in dark paper.
        (readable(Lch { l: brand.l.max(0.36), ..brand }, &[text], TEXT), text)
    } else {
        (on(brand, TEXT), paper)
    };
    // Black and grey give no hue to see by: in the dark, links are as bright as the text around them.
    let accent = if dark && brand.c < 0.04 { Lch { l: brand.l.max(0.88), ..brand } } else { brand };
    Scale {
        paper,
        tint,
        rule: hue(rule, 0.14, 0.02).colour(),
        line: on(hue(line, 0.16, 0.025), LINE),
        ink: text,
        quiet: on(hue(quiet, 0.14, 0.025), TEXT),
        accent: on(accent, TEXT),
        fill,
        fill_ink,
    }
}

/// Whether a brand is a strong colour that paper is no ink for: darkened until it were, yellow is mud. It keeps its colour, and bears dark ink.
fn is_bright(brand: Lch) -> bool {
    brand.c >= 0.1 && contrast(brand.colour(), Colour([255; 3])) < LINE
}

/// The colour nearest in lightness that stands out from all `grounds` by `least`.
fn readable(start: Lch, grounds: &[Colour], least: f64) -> Colour {
    let darker = grounds.iter().all(|g| contrast(*g, Colour([0; 3])) > 4.6);
    let mut colour = start;
    // A margin, so that rounding to eight bits cannot fall below.
    while grounds.iter().any(|g| contrast(colour.colour(), *g) < least + 0.05) && (0.0..=1.0).contains(&colour.l) {
        colour.l += if darker { -0.005 } else { 0.005 };
    }
    colour.colour()
}

fn properties(s: &Scale) -> String {
    let named = [
        ("paper", s.paper),
        ("tint", s.tint),
        ("rule", s.rule),
        ("line", s.line),
        ("ink", s.ink),
        ("quiet", s.quiet),
        ("accent", s.accent),
        ("fill", s.fill),
        ("fill-ink", s.fill_ink),
    ];
    named.map(|(name, colour)| format!("--{name}:{};", hex(colour))).concat()
}

/// A colour in OKLCH: lightness 0 to 1, chroma, hue in radians.
#[derive(Debug, Clone, Copy)]
struct Lch {
    l: f64,
    c: f64,
    h: f64,
}

impl Lch {
    fn of(colour: Colour) -> Self {
        let (l, c, h) = tone::oklch(colour);
        Self { l, c, h }
    }
    fn colour(self) -> Colour {
        tone::colour(self.l, self.c, self.h)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_is_that_of_the_specification() {
        assert!((contrast(Colour([0; 3]), Colour([255; 3])) - 21.0).abs() < 1e-9);
        assert!((contrast(Colour([0x77; 3]), Colour([255; 3])) - 4.478).abs() < 1e-3);
    }

    #[test]
    fn a_brand_that_reads_well_is_kept_as_it_is() {
        let brand = Colour([0x7a, 0x1f, 0x3d]);
        assert_eq!(scales(brand).0.accent, brand);
    }

    #[test]
    fn a_bright_brand_stays_itself_under_dark_ink() {
        for brand in [Colour([0xff, 0xee, 0x00]), Colour([0x39, 0xff, 0x14]), Colour([0xff, 0x8a, 0x00])] {
            let (light, dark) = scales(brand);
            for s in [light, dark] {
                assert_eq!(s.fill, brand);
                assert!(contrast(s.fill_ink, brand) >= TEXT && contrast(s.fill_ink, Colour([255; 3])) > 12.0);
            }
        }
        // A pale one would not stand out from paper, and a dark one bears light ink.
        for brand in [Colour([0xff, 0xe8, 0xec]), Colour([0xee; 3]), Colour([0x7a, 0x1f, 0x3d])] {
            assert!(contrast(scales(brand).0.fill, scales(brand).0.paper) >= TEXT);
        }
    }

    #[test]
    fn a_brand_without_a_hue_does_not_dim_links_in_the_dark() {
        let (_, dark) = scales(Colour([0x0a; 3]));
        assert!(contrast(dark.accent, dark.paper) > contrast(dark.quiet, dark.paper));
    }

    proptest! {
        #[test]
        fn text_is_readable_for_every_brand(rgb in any::<[u8; 3]>()) {
            let (light, dark) = scales(Colour(rgb));
            for s in [light, dark, Scale { paper: Colour([255; 3]), ..light }] {
                for text in [s.ink, s.quiet, s.accent] {
                    for ground in [s.paper, s.tint] {
                        prop_assert!(contrast(text, ground) >= TEXT, "{} on {}", hex(text), hex(ground));
                    }
                }
                prop_assert!(contrast(s.fill_ink, s.fill) >= TEXT);
                prop_assert!(contrast(s.line, s.paper) >= LINE && contrast(s.line, s.tint) >= LINE);
            }
        }
    }
}
