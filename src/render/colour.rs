//! In: one brand colour. Out: the scale of colours that the pages use, light and dark, as CSS custom properties.
//! Every pair that carries text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), whatever the brand colour.

use crate::model::Colour;

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
    /// The brand colour, as dark or light as text needs it; also a ground.
    pub accent: Colour,
    /// Text on the accent.
    pub accent_ink: Colour,
}

/// The scales for light and dark.
#[must_use]
pub fn scales(brand: Colour) -> (Scale, Scale) {
    let Lch { l, c, h } = Lch::from(brand);
    let (light, dark) = (Grounds { paper: 0.988, tint: 0.958 }, Grounds { paper: 0.190, tint: 0.235 });
    (scale(Lch { l, c, h }, light), scale(Lch { l, c, h }, dark))
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

/// The contrast of two colours (WCAG 2.2, contrast ratio).
#[must_use]
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `#rrggbb`
#[must_use]
pub fn hex(Colour([r, g, b]): Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Lightness of the two grounds of an appearance.
struct Grounds {
    paper: f64,
    tint: f64,
}

fn scale(brand: Lch, grounds: Grounds) -> Scale {
    let hue = |l, share: f64, most: f64| Lch { l, c: (brand.c * share).min(most), h: brand.h };
    let paper = hue(grounds.paper, 0.04, 0.006).colour();
    let tint = hue(grounds.tint, 0.09, 0.012).colour();
    let on = |start: Lch, least: f64| readable(start, &[paper, tint], least);
    let dark = grounds.paper < 0.5;
    let (rule, line, ink, quiet) = if dark { (0.36, 0.58, 0.93, 0.74) } else { (0.86, 0.60, 0.235, 0.46) };
    Scale {
        paper,
        tint,
        rule: hue(rule, 0.14, 0.02).colour(),
        line: on(hue(line, 0.16, 0.025), LINE),
        ink: on(hue(ink, 0.12, 0.02), TEXT),
        quiet: on(hue(quiet, 0.14, 0.025), TEXT),
        accent: on(brand, TEXT),
        accent_ink: paper,
    }
}

/// The colour nearest in lightness that stands out from all `grounds` by `least`.
fn readable(start: Lch, grounds: &[Colour], least: f64) -> Colour {
    let darker = grounds.iter().all(|g| luminance(*g) > 0.18);
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
        ("accent-ink", s.accent_ink),
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

impl From<Colour> for Lch {
    fn from(Colour(rgb): Colour) -> Self {
        let [r, g, b] = rgb.map(|v| linear(f64::from(v) / 255.0));
        let l = libm::cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
        let m = libm::cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
        let s = libm::cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
        Self { l: lightness, c: libm::hypot(a, b), h: libm::atan2(b, a) }
    }
}

impl Lch {
    /// The nearest colour of sRGB: chroma gives way, lightness and hue stay.
    fn colour(self) -> Colour {
        let mut c = self.c;
        loop {
            let rgb = Self { c, ..self }.rgb();
            if c < 0.001 || rgb.iter().all(|v| (-0.0005..=1.0005).contains(v)) {
                return Colour(rgb.map(|v| eight_bits(encoded(v.clamp(0.0, 1.0)))));
            }
            c *= 0.96;
        }
    }

    fn rgb(self) -> [f64; 3] {
        let (a, b) = (self.c * libm::cos(self.h), self.c * libm::sin(self.h));
        let cube = |v: f64| v * v * v;
        let l = cube(self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let m = cube(self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let s = cube(self.l - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }
}

fn luminance(Colour(rgb): Colour) -> f64 {
    let [r, g, b] = rgb.map(|v| linear(f64::from(v) / 255.0));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn linear(v: f64) -> f64 {
    if v <= 0.040_45 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
}

fn encoded(v: f64) -> f64 {
    if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * libm::pow(v, 1.0 / 2.4) - 0.055 }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 before")]
fn eight_bits(v: f64) -> u8 {
    libm::round(v.clamp(0.0, 1.0) * 255.0) as u8
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
    fn a_colour_survives_the_way_to_oklch_and_back() {
        for rgb in [[0, 0, 0], [255, 255, 255], [122, 31, 61], [29, 79, 60], [255, 0, 0], [0, 0, 255], [1, 254, 3]] {
            assert_eq!(Lch::from(Colour(rgb)).colour(), Colour(rgb));
        }
    }

    #[test]
    fn a_brand_that_reads_well_is_kept_as_it_is() {
        let brand = Colour([0x7a, 0x1f, 0x3d]);
        assert_eq!(scales(brand).0.accent, brand);
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
                prop_assert!(contrast(s.accent_ink, s.accent) >= TEXT);
                prop_assert!(contrast(s.line, s.paper) >= LINE && contrast(s.line, s.tint) >= LINE);
            }
        }
    }
}
