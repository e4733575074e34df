//! In: the 64 bytes of a signature that was found good. Out: its guilloché, as an engraver's lathe would cut it.
//! Every byte is in the drawing: each is a tick of the milled edge, and together they set the waves, petals and
//! phases of three interlaced families of lines. Without a good signature there is only an empty ring.

use accolade_credential::Seal;

use super::pen::{Pen, Point, Wheel, num};
use super::text::escape;

/// The rosette of a seal: under 8 KB, painted with the current colour, for use in a page or alone.
#[must_use]
pub fn rosette(seal: &Seal, title: &str) -> String {
    draw(seal.bytes(), title)
}

/// What stands in the rosette's place when there is no good signature: an empty ring with its label.
#[must_use]
pub fn empty_ring(label: &str) -> String {
    let label = escape(label);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"seal seal-empty\" viewBox=\"-1000 -1000 2000 2000\" \
         width=\"160\" height=\"160\" role=\"img\" aria-label=\"{label}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"8\">\
         <title>{label}</title><circle r=\"970\"/><circle r=\"900\"/></svg>"
    )
}

/// A circle around it, as four curves, for the same reason as [`turned`].
const RIM: &str = "M990 0C990 546.76 546.76 990 0 990S-990 546.76-990 0-546.76-990 0-990 990-546.76 990 0Z";

/// The drawing of a signature; apart from [`rosette`] so that it can be tested without one.
pub(super) fn draw(signature: &[u8; 64], title: &str) -> String {
    let title = escape(title);
    let id = name(signature);
    let [a, b, c] = [&signature[..20], &signature[20..42], &signature[42..]].map(Dial);
    let families = [band(a, &format!("{id}a")), flower(b, &format!("{id}b")), heart(c, &format!("{id}c"))].concat();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"seal rosette\" viewBox=\"-1000 -1000 2000 2000\" \
         width=\"160\" height=\"160\" role=\"img\" aria-label=\"{title}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"6\"><title>{title}</title>\
         {families}<path class=\"rosette-edge\" d=\"{}\" stroke-width=\"9\"/>\
         <path d=\"{RIM}\"/></svg>",
        edge(signature)
    )
}

/// A short name for ids: the first bytes of the signature, so that two rosettes can stand in one page.
pub(super) fn name(signature: &[u8; 64]) -> String {
    let bytes: String = signature[..6].iter().map(|b| format!("{b:02x}")).collect();
    format!("r{bytes}")
}

/// Bytes as the settings of a lathe. Settings beyond the end wrap around.
#[derive(Clone, Copy)]
pub(super) struct Dial<'a>(pub(super) &'a [u8]);

impl Dial<'_> {
    pub(super) fn byte(self, i: usize) -> u32 {
        u32::from(self.0[i % self.0.len()])
    }
    /// One of `count` whole numbers from `from` on.
    pub(super) fn pick(self, i: usize, from: u32, count: u32) -> u32 {
        from + self.byte(i) % count
    }
    /// A number from `low` to `high`.
    pub(super) fn between(self, i: usize, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.byte(i)) / 255.0
    }
    /// A part of a turn.
    pub(super) fn phase(self, i: usize) -> f64 {
        f64::from(self.byte(i)) / 256.0
    }
}

/// The milled edge: 64 ticks, as long as their bytes are high.
fn edge(signature: &[u8; 64]) -> String {
    let (mut pen, mut wheel) = (Pen::tenths(), Wheel::new(0.0, 1.0 / 64.0));
    for byte in signature {
        let (x, y) = wheel.polar(1.0);
        let inner = 962.0 - 56.0 * f64::from(*byte) / 255.0;
        pen.move_to((x * 988.0, y * 988.0)).line_to((x * inner, y * inner));
    }
    pen.finish()
}

/// The outer band: one wave and its shifted copies, a rope of interlaced lines.
fn band(dial: Dial<'_>, id: &str) -> String {
    let lobes = dial.pick(0, 17, 14);
    let strands = dial.pick(1, 6, 4);
    let middle = dial.between(2, 752.0, 772.0);
    let swing = dial.between(3, 84.0, 112.0);
    let second = dial.between(4, -0.32, 0.32);
    let (start, lag) = (dial.phase(5), dial.phase(6));
    let count = lobes * 7;
    let (mut first, mut twice) = (waves_in(count, lobes, start), waves_in(count, 2 * lobes, lag));
    let curve = closed(count, || middle + swing * (first.wave() + second * twice.wave()) / (1.0 + second.abs()));
    copies(&curve, strands, 360.0 / f64::from(lobes * strands), id)
}

/// The flower: waves between two scalloped bounds. The number of waves is one more or less than a multiple of the
/// petals, so that turning by one petal shifts the waves by one strand.
fn flower(dial: Dial<'_>, id: &str) -> String {
    let petals = dial.pick(0, 8, 9);
    let most = (260 / (petals * petals)).max(1);
    let waves = petals * dial.pick(1, 1, most) + [petals - 1, 1][dial.byte(2) as usize % 2];
    let middle = dial.between(3, 480.0, 500.0);
    let swell = dial.between(4, 14.0, 84.0);
    let swing = dial.between(5, 178.0, 198.0) - swell;
    let pinch = dial.between(6, 0.1, 0.62);
    let (a, b, c) = (dial.phase(7), dial.phase(8), dial.phase(9));
    let count = (waves * 7).max(petals * 8);
    let [mut swells, mut pinches] = [a, b].map(|start| waves_in(count, petals, start));
    let mut swings = waves_in(count, waves, c);
    let curve = closed(count, || {
        middle + swell * swells.wave() + swing * (1.0 - pinch * pinches.wave()) / (1.0 + pinch) * swings.wave()
    });
    let lines = copies(&curve, petals, 360.0 / f64::from(petals), id);
    if petals * waves > 160 { lines.replacen("<g>", "<g stroke-width=\"4\">", 1) } else { lines }
}

/// The heart: loops that pass close to the middle, turned.
pub(super) fn heart(dial: Dial<'_>, id: &str) -> String {
    let loops = dial.pick(0, 4, 6);
    let strands = dial.pick(1, 7, 6);
    let outer = dial.between(2, 292.0, 342.0);
    let inner = dial.between(3, 36.0, 96.0);
    let twist = dial.between(4, -0.22, 0.22);
    let lag = dial.phase(5);
    let (middle, swing) = (f64::midpoint(outer, inner), (outer - inner) / 2.0);
    let count = loops * 16;
    let (mut first, mut twice) = (waves_in(count, loops, 0.0), waves_in(count, 2 * loops, lag));
    let curve = closed(count, || middle + swing * (first.wave() + twist * twice.wave()) / (1.0 + twist.abs()));
    copies(&curve, strands, 360.0 / f64::from(loops * strands), id)
}

/// So many waves around a circle that is drawn by `count` points.
fn waves_in(count: u32, waves: u32, start: f64) -> Wheel {
    Wheel::new(start, f64::from(waves) / f64::from(count))
}

/// A closed curve through points around the origin, each as far away as `radius` says when it is asked next.
fn closed(count: u32, mut radius: impl FnMut() -> f64) -> String {
    let mut wheel = waves_in(count, 1, 0.0);
    let points: Vec<Point> = (0..count).map(|_| wheel.polar(radius())).collect();
    Pen::whole().smooth(&points).finish()
}

/// Quarter turns are written as what they are: renderers take sine and cosine for others, which are nearly nought in one way on one
/// system and in another on the next.
pub(super) fn turned(degrees: f64) -> String {
    let quarters = degrees / 90.0;
    if quarters.fract() != 0.0 {
        return format!("rotate({})", num(degrees));
    }
    let [cos, sin] = [[1, 0], [0, 1], [-1, 0], [0, -1]][quarters.rem_euclid(4.0) as usize];
    format!("matrix({cos} {sin} {} {cos} 0 0)", -sin)
}

/// A curve and its copies, each turned by `step` degrees more.
fn copies(curve: &str, count: u32, step: f64, id: &str) -> String {
    let mut out = format!("<g><path id=\"{id}\" pathLength=\"1\" d=\"{curve}\"/>");
    for i in 1..count {
        out += &format!("<use href=\"#{id}\" transform=\"{}\"/>", turned(step * f64::from(i)));
    }
    out + "</g>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(seed: u64) -> [u8; 64] {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        std::array::from_fn(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
    }

    #[test]
    fn quarter_turns_are_exact_on_every_system() {
        let turns = [0.0, 90.0, 180.0, 270.0, 360.0, -90.0, 45.0].map(turned);
        let quarter = ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0", "1 0 0 1", "0 -1 1 0"];
        assert_eq!(turns[..6], quarter.map(|numbers| format!("matrix({numbers} 0 0)")));
        assert_eq!(turns[6], "rotate(45)");
        for seed in 0..200 {
            let svg = draw(&bytes(seed), "Seal of the signature");
            for angle in ["90", "180", "270"] {
                assert!(!svg.contains(&format!("rotate({angle})")), "{seed}: {angle}");
            }
        }
    }

    #[test]
    fn a_thousand_signatures_give_a_thousand_small_well_formed_rosettes() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..1000 {
            let svg = draw(&bytes(seed), "Seal of the signature");
            assert!(svg.len() < 8 * 1024, "{seed}: {} bytes", svg.len());
            roxmltree::Document::parse(&svg).unwrap();
            assert!(seen.insert(svg));
        }
    }

    #[test]
    fn the_extremes_stay_small_and_inside_the_frame() {
        for signature in [[0; 64], [255; 64], std::array::from_fn(|i| if i % 2 == 0 { 255 } else { 0 })] {
            assert!(draw(&signature, "Seal").len() < 8 * 1024);
        }
    }

    #[test]
    fn labels_are_escaped() {
        for svg in [draw(&[1; 64], "<b>\"&"), empty_ring("<b>\"&")] {
            let tree = roxmltree::Document::parse(&svg).unwrap();
            assert_eq!(tree.root_element().attribute("aria-label"), Some("<b>\"&"));
        }
    }

    #[test]
    fn an_empty_ring_has_no_line_of_a_rosette() {
        let ring = empty_ring("No seal: the holder's own words");
        assert!(!ring.contains("<path") && !ring.contains("<use"));
    }

    proptest! {
        #[test]
        fn changing_any_byte_changes_the_drawing(seed: u64, place in 0usize..64, flip in 1u8..) {
            let one = bytes(seed);
            let mut other = one;
            other[place] ^= flip;
            // A step of a byte makes its tick a fifth of a unit longer: more than the tenth that is drawn.
            let lines = |signature| draw(signature, "").replace(&name(signature), "");
            prop_assert_ne!(lines(&one), lines(&other));
        }
    }
}
