//! In: words, and the round of a shape. Out: the words along its upper or lower edge, in a band of their own as on a coin; nothing when
//! they would crowd there.

use super::letters::{Case, Line};
use super::pen::{num, polar};
use crate::render::fonts::Fonts;

/// Ems between letters: as wide apart as goes, never closer.
const SPACING: (f64, f64) = (0.06, 0.2);
/// Sizes of letters, in parts of the radius, and the least.
const LARGEST: f64 = 0.15;
const LEAST: f64 = 9.4;
/// Most turns of the circle that words may take.
const MOST: f64 = 0.64;

/// Words along a circle.
pub(super) struct Band {
    /// The drawing, without paint.
    pub(super) svg: String,
    /// The radius of what is left of the round inside of it.
    pub(super) inner: f64,
}

/// The words in a band inside a circle (its middle's y, its radius), above or below; `None` when they do not fit.
pub(super) fn band(fonts: &Fonts, id: &str, text: &str, (y, radius): (f64, f64), top: bool) -> Option<Band> {
    let line = Line::of(fonts, text).filter(|line| !line.joined && line.width(0.0) > 0.0)?;
    let (above, below) = line.reach();
    // Capitals of Libertinus are .65 em high: a band is no narrower for words without them.
    let (above, below) = (above.max(0.65), below);
    let mut size = (radius * LARGEST * 10.0).floor() / 10.0;
    while size >= LEAST {
        // Air above and below the letters.
        let air = 0.4 * size;
        let outer = radius - air;
        let baseline = if top { outer - above * size } else { outer - below * size };
        let middle = (above - below) / 2.0 * size;
        let spread = if top { baseline + middle } else { baseline - middle };
        let room = MOST * std::f64::consts::TAU * spread / size;
        let spacing = ((room - line.width(0.0)) / line.gaps().max(1.0)).min(SPACING.1);
        if spacing >= SPACING.0 {
            let mut case = Case::default();
            case.curved(id, &line, spacing, (baseline / size, middle / size, top));
            let inner = outer - (above + below) * size - air;
            let turns = line.width(spacing) * size / spread / std::f64::consts::TAU;
            let words = case.finish(id, size, &format!("translate(0,{})", num(y)));
            let svg = words + &pearls((y, f64::midpoint(inner, radius)), turns, top);
            return Some(Band { svg, inner });
        }
        size -= 0.4;
    }
    None
}

/// Pearls along the rest of a band, from one end of the words around to the other.
fn pearls((y, radius): (f64, f64), words: f64, top: bool) -> String {
    const APART: f64 = 5.2;
    let rest = 1.0 - words - 9.0 / radius / std::f64::consts::PI;
    let count = (rest * std::f64::consts::TAU * radius / APART).floor();
    if count < 2.0 {
        return String::new();
    }
    let half = rest / 2.0;
    let middle = if top { 0.5 } else { 0.0 };
    let point = |turn: f64| {
        let (px, py) = polar(turn, radius);
        format!("{} {}", num(px), num(py + y))
    };
    let (start, between, end) = (point(middle - half), point(middle), point(middle + half));
    let r = num(radius);
    let length = rest * std::f64::consts::TAU * radius;
    let gap = ((length - 0.1) / count * 1000.0).floor() / 1000.0 - 0.01;
    format!(
        "<path d=\"M{start}A{r} {r} 0 0 1 {between}A{r} {r} 0 0 1 {end}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\" \
         stroke-linecap=\"round\" stroke-dasharray=\".01 {gap}\"/>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use resvg::usvg::{Node, Options, Tree};

    const ROUNDS: [(f64, f64); 3] = [(0.0, 96.0), (24.0, 74.0), (-21.0, 67.0)];

    fn made(text: &str, round: (f64, f64), top: bool) -> Option<Band> {
        band(&Fonts::built_in(), "p", text, round, top)
    }

    /// The turns of the letters, in degrees, in their order.
    fn turns(band: &Band) -> Vec<f64> {
        let turns = band.svg.split("rotate(").skip(1).filter_map(|rest| rest.split(')').next()?.parse().ok());
        turns.collect()
    }

    /// How near to the middle of the round its shapes come, and how far.
    fn reach(band: &Band, y: f64) -> (f64, f64) {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-120 -120 240 240\" color=\"#000\">{}</svg>",
            band.svg
        );
        let tree = Tree::from_str(&svg, &Options::default()).expect("an SVG");
        let mut reach = (f64::MAX, 0.0_f64);
        points(tree.root(), &mut |x, down| {
            let far = libm::hypot(x - 120.0, down - 120.0 - y);
            reach = (reach.0.min(far), reach.1.max(far));
        });
        reach
    }

    fn points(group: &resvg::usvg::Group, put: &mut impl FnMut(f64, f64)) {
        for node in group.children() {
            match node {
                Node::Group(group) => points(group, put),
                // Pearls are strokes.
                Node::Path(path) if path.fill().is_some() => {
                    for point in path.data().points() {
                        let mut point = *point;
                        path.abs_transform().map_point(&mut point);
                        put(f64::from(point.x), f64::from(point.y));
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn words_run_along_the_upper_or_the_lower_edge() {
        let (above, below) = (made("HONOURS", (0.0, 96.0), true), made("HONOURS", (0.0, 96.0), false));
        let (above, below) = (turns(&above.expect("it fits")), turns(&below.expect("it fits")));
        assert_eq!((above.len(), below.len()), (7, 7));
        assert!(above.windows(2).all(|pair| pair[0] < pair[1]), "clockwise {above:?}");
        assert!(below.windows(2).all(|pair| pair[0] > pair[1]), "from left to right {below:?}");
        assert!((above[0] + above[6]).abs() < 4.0, "in the middle {above:?}");
    }

    #[test]
    fn short_words_are_large_and_not_spread_and_long_ones_are_small_and_then_left_to_the_banner() {
        let round = ROUNDS[1];
        let short = made("LAB", round, true).expect("it fits");
        assert!(turns(&short)[2] - turns(&short)[0] < 40.0);
        let rooms: Vec<_> = (1..60).map(|n| made(&"H".repeat(n), round, true).map(|band| band.inner)).collect();
        let fits = rooms.iter().position(Option::is_none).expect("not every length fits");
        assert!(fits > 25 && rooms[fits..].iter().all(Option::is_none), "{fits}");
        assert!(rooms[..fits].windows(2).all(|pair| pair[0] <= pair[1]) && rooms[0] < rooms[fits - 1], "{rooms:?}");
    }

    #[test]
    fn letters_that_join_and_those_of_no_face_are_not_bent() {
        assert!(made("\u{627}\u{644}\u{639}\u{644}\u{645}", ROUNDS[0], true).is_none());
        assert!(made("公開", ROUNDS[0], true).is_none() && made("", ROUNDS[0], true).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn words_never_leave_their_band_nor_crowd(text in "[A-Z]{1,12}( [A-Za-z]{1,10}){0,4}|[А-Яа-я ]{1,40}|[gjpqyQÅŰç ]{1,30}", n in 0usize..3, top: bool) {
            let round = ROUNDS[n];
            if let Some(band) = made(text.trim(), round, top) {
                let (near, far) = reach(&band, round.0);
                prop_assert!(near >= band.inner - 0.3 && far <= round.1 + 0.3, "{near} {far} {}", band.inner);
                let turns = turns(&band);
                prop_assert!(turns.iter().all(|turn| turn.abs() <= 180.0 * MOST + 1.0), "{turns:?}");
                prop_assert!(band.inner > round.1 * 0.62, "there is room for the device");
            }
        }
    }
}
