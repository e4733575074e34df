//! In: a verdict. Out: its mark, a small drawing in the current colour that stands before the words.
//! The verified mark is cut with petals of the seal and can only be made from a `Verified` value.

use std::sync::LazyLock;

use accolade_credential::{Seal, Verdict, Verified};

use super::pen::{Pen, Point, Wheel, polar};

/// The mark of a verdict, hidden from assistive technology: the words beside it say what it means.
/// A refused credential has none.
#[must_use]
pub fn mark<T>(verdict: &Verdict<T>) -> String {
    match verdict {
        Verdict::Verified(verified) => verified_mark(verified),
        Verdict::Authentic(_) => {
            let edge = scallops(96.0, 12);
            let edge = format!("<path d=\"{edge}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"15\"/>");
            wrap("authentic", &format!("{edge}<path d=\"M-46 0H46\" stroke=\"currentColor\" stroke-width=\"24\"/>"))
        }
        Verdict::Intact(_) => {
            wrap("intact", "<circle r=\"90\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"17\"/>")
        }
        Verdict::Reported(_) => wrap(
            "reported",
            "<path d=\"M-28-88H-76V88H-28M28-88H76V-40M76 40V88H28\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"18\"/>",
        ),
        Verdict::Claimed(_) => wrap("claimed", "<path d=\"M-92 0H92\" stroke=\"currentColor\" stroke-width=\"18\"/>"),
        Verdict::Refused => String::new(),
    }
}

/// The filled seal, cut with petals of its signature.
#[must_use]
pub fn verified_mark<T>(verified: &Verified<T>) -> String {
    wrap("verified", &seal(verified.seal()))
}

fn seal(seal: &Seal) -> String {
    cut(seal.bytes())
}

pub(super) fn cut(signature: &[u8; 64]) -> String {
    let petals = 5 + u32::from(signature[0] % 4);
    let count = f64::from(petals);
    let turn = f64::from(signature[1]) / 256.0;
    let (near, far) = (22.0, 62.0 + 8.0 * f64::from(signature[2]) / 255.0);
    let breadth = (0.2 + 0.08 * f64::from(signature[3]) / 255.0) / count;
    let waist = 36.0 + 14.0 * f64::from(signature[4]) / 255.0;
    let mut pen = Pen::tenths();
    let [mut middle, mut ahead, mut behind] =
        [0.0, breadth, -breadth].map(|aside| Wheel::new(turn / count + aside, 1.0 / count));
    let out = |(x, y): Point, radius: f64| (x * radius, y * radius);
    for _ in 0..petals {
        let [middle, ahead, behind] = [&mut middle, &mut ahead, &mut behind].map(|wheel| wheel.polar(1.0));
        pen.move_to(out(middle, near))
            .cubic_to(out(ahead, waist), out(ahead, far - 8.0), out(middle, far))
            .cubic_to(out(behind, far - 8.0), out(behind, waist), out(middle, near))
            .close();
    }
    format!("<path fill=\"currentColor\" fill-rule=\"evenodd\" d=\"{}{}\"/>", *SCALLOPS, absolute(&pen.finish()))
}

/// The edge that all seals have.
static SCALLOPS: LazyLock<String> = LazyLock::new(|| scallops(104.0, 16));

/// The same path data after another closed path: its first step counts from the origin.
fn absolute(data: &str) -> String {
    data.replacen('m', "M", 1)
}

fn scallops(radius: f64, lobes: u32) -> String {
    let count = f64::from(lobes);
    let bulge = radius * libm::sin(std::f64::consts::PI / count) * 1.1;
    let mut pen = Pen::tenths();
    pen.move_to(polar(-0.5 / count, radius));
    for i in 0..lobes {
        pen.arc_to(bulge, true, polar((f64::from(i) + 0.5) / count, radius));
    }
    absolute(&pen.close().finish())
}

pub(super) fn wrap(grade: &str, inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mark mark-{grade}\" viewBox=\"-120 -120 240 240\" \
         width=\"20\" height=\"20\" aria-hidden=\"true\" focusable=\"false\">{inner}</svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_without_a_signature_is_well_formed_small_and_its_own() {
        let marks = [mark(&Verdict::Reported(())), mark(&Verdict::Claimed(()))];
        for mark in &marks {
            roxmltree::Document::parse(mark).unwrap();
            assert!(mark.len() < 600 && mark.contains("aria-hidden=\"true\""));
            assert!(!mark.contains("mark-verified"));
        }
        assert_ne!(marks[0], marks[1]);
        assert_eq!(mark(&Verdict::<()>::Refused), "");
    }

    #[test]
    fn the_cut_of_a_seal_comes_from_its_signature() {
        let (one, two) = (cut(&[0; 64]), cut(&[255; 64]));
        assert_ne!(one, two);
        assert!(one.len() < 2200, "{}", one.len());
        roxmltree::Document::parse(&wrap("verified", &one)).unwrap();
    }
}
