//! In: one brand colour. Out: the inks of an artwork, in one hue, with contrast that is computed and not hoped for.
//! Works in OKLCH (Ottosson 2020); contrast as WCAG 2.2 defines it.

use crate::model::Colour;

/// The inks of an artwork.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inks {
    /// The body around the field: darker than the field.
    pub edge: Colour,
    /// The field: the brand colour, moved in lightness only as far as contrast asks.
    pub field: Colour,
    /// The device on the field: at least 4.5:1.
    pub device: Colour,
    /// Engraved lines on the field: quiet.
    pub line: Colour,
    /// The milling of the edge: between edge and paper.
    pub mill: Colour,
    /// Rings and the banner: near paper.
    pub paper: Colour,
    /// Text on the banner: at least 7:1.
    pub ink: Colour,
    /// The folded ends of the banner.
    pub fold: Colour,
}

impl Inks {
    /// The inks of a brand colour.
    #[must_use]
    pub fn of(brand: Colour) -> Self {
        let (l, c, h) = oklch(brand);
        let tone = |l: f64, c: f64| colour(l, c, h);
        let paper = tone(0.965, c.min(0.018));
        let ink = tone(0.26, c.min(0.07));
        let light_on_dark = contrast(paper, brand) >= 4.5;
        let dark_on_light = l >= 0.72;
        let (mut lightness, device) = if light_on_dark || !dark_on_light { (l, paper) } else { (l, ink) };
        let mut field = brand;
        while contrast(field, device) < 4.5 && lightness > 0.0 && lightness < 1.0 {
            lightness += if device == ink { 0.01 } else { -0.01 };
            field = tone(lightness, c);
        }
        let dark_device = device == ink;
        let edge = if dark_device { tone(0.36, c.min(0.1)) } else { tone(lightness * 0.62, c * 0.8) };
        let line = if dark_device { tone(lightness - 0.13, c) } else { tone(lightness + 0.12, c * 0.95) };
        let mill = tone(0.74, c.min(0.07));
        let fold = tone(0.8, c.min(0.05));
        Self { edge, field, device, line, mill, paper, ink, fold }
    }
}

/// A colour as `#rrggbb`.
#[must_use]
pub fn hex(Colour([r, g, b]): Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2).
#[must_use]
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Lightness 0 to 1, chroma, and hue in radians.
#[must_use]
pub fn oklch(Colour(rgb): Colour) -> (f64, f64, f64) {
    let [r, g, b] = rgb.map(linear);
    let l = libm::cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
    let m = libm::cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
    let s = libm::cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
    let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
    let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
    let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
    (lightness, (a * a + b * b).sqrt(), libm::atan2(b, a))
}

/// The colour of a lightness, chroma and hue; chroma gives way where sRGB ends.
#[must_use]
pub fn colour(lightness: f64, chroma: f64, hue: f64) -> Colour {
    let lightness = lightness.clamp(0.0, 1.0);
    let mut chroma = chroma.max(0.0);
    for _ in 0..60 {
        let rgb = linear_rgb(lightness, chroma, hue);
        if rgb.iter().all(|v| (-0.0005..=1.0005).contains(v)) {
            return Colour(rgb.map(byte));
        }
        chroma *= 0.95;
    }
    Colour(linear_rgb(lightness, 0.0, hue).map(byte))
}

fn linear_rgb(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * libm::cos(hue), chroma * libm::sin(hue));
    let cube = |v: f64| v * v * v;
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

fn luminance(Colour(rgb): Colour) -> f64 {
    let [r, g, b] = rgb.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn linear(byte: u8) -> f64 {
    let v = f64::from(byte) / 255.0;
    if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
}

fn byte(linear: f64) -> u8 {
    let v = linear.clamp(0.0, 1.0);
    let v = if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * libm::pow(v, 1.0 / 2.4) - 0.055 };
    (v * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_brand_colour_with_enough_contrast_is_the_field_as_it_is() {
        for brand in [[0x7a, 0x1f, 0x3d], [0, 0, 0], [0x0b, 0x3d, 0x5c]].map(Colour) {
            assert_eq!(Inks::of(brand).field, brand);
        }
    }

    #[test]
    fn a_light_brand_colour_carries_a_dark_device() {
        let inks = Inks::of(Colour([0xff, 0xd0, 0x00]));
        assert_eq!(inks.field, Colour([0xff, 0xd0, 0x00]));
        assert_eq!(inks.device, inks.ink);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn every_brand_colour_gives_readable_inks(rgb: [u8; 3]) {
            let inks = Inks::of(Colour(rgb));
            prop_assert!(contrast(inks.field, inks.device) >= 4.5, "{:?}", inks);
            prop_assert!(contrast(inks.paper, inks.ink) >= 7.0, "{:?}", inks);
            prop_assert!(contrast(inks.paper, inks.edge) >= 3.0, "{:?}", inks);
        }

        #[test]
        fn a_colour_survives_the_way_through_oklch(rgb: [u8; 3]) {
            let (l, c, h) = oklch(Colour(rgb));
            let Colour(back) = colour(l, c, h);
            for (a, b) in rgb.iter().zip(back) {
                prop_assert!(a.abs_diff(b) <= 8, "{rgb:?} {back:?}");
            }
        }
    }
}
