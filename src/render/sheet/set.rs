//! In: words, a face and a room in millimetres. Out: the size and the lines in which they stand in it, measured, never guessed.
//! Lines break at spaces, between ideographs and after hyphens; inside a word only when it is longer than a line.

use super::measure::Measure;
use crate::render::fonts::Face;

/// Words set in a size, line by line.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// Size of an em in millimetres.
    pub size: f64,
    /// The lines, and how far each runs in millimetres.
    pub lines: Vec<(String, f64)>,
    /// Whether words were left out.
    pub cut: bool,
}

/// Room for words.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// From side to side.
    pub width: f64,
    /// Most lines.
    pub lines: usize,
    /// Sizes to choose from, largest first.
    pub sizes: &'a [f64],
    /// What is added after each letter, in ems.
    pub spacing: f64,
}

/// The largest size in which the words stand in the room: on as few lines as go without becoming small, and those of one length
/// as far as it goes. What does not fit at the last size is cut, with an ellipsis.
#[must_use]
pub fn fit(measure: &Measure<'_>, text: &str, face: Face, room: Room<'_>) -> Set {
    let words = Words::of(measure, text, face, room.spacing);
    let last = room.sizes.last().copied().unwrap_or(3.0);
    for most in 1..=room.lines {
        // One line more is worth it only when fewer would be set much smaller.
        let least = room.sizes.get(2 * most + 1).copied().unwrap_or(last);
        for size in room.sizes.iter().copied().filter(|size| *size >= least || most == room.lines) {
            let count = words.lines(room.width / size).len();
            if count <= most {
                return Set { size, lines: words.even(count, room.width / size, size), cut: false };
            }
        }
    }
    let mut lines = words.lines(room.width / last);
    lines.truncate(room.lines);
    let wide = |line: &str| measure.width(line, face) + room.spacing * line.chars().count() as f64;
    if let Some(end) = lines.last_mut() {
        while !end.is_empty() && wide(&format!("{end}…")) > room.width / last {
            end.pop();
        }
        end.truncate(end.trim_end_matches([' ', ',', '.', ';', ':']).len());
        end.push('…');
    }
    let lines = lines.into_iter().map(|line| (wide(&line) * last, line)).map(|(width, line)| (line, width)).collect();
    Set { size: last, lines, cut: true }
}

/// A text in pieces that are not broken.
struct Words<'a> {
    pieces: Vec<Piece<'a>>,
    space: f64,
    letter: Box<dyn Fn(&str) -> f64 + 'a>,
}

struct Piece<'a> {
    text: &'a str,
    width: f64,
    /// Whether a space stands before it.
    apart: bool,
}

impl<'a> Words<'a> {
    fn of(measure: &'a Measure<'a>, text: &'a str, face: Face, spacing: f64) -> Self {
        let letter = move |text: &str| measure.width(text, face) + spacing * text.chars().count() as f64;
        let mut pieces = Vec::new();
        for word in text.split_whitespace() {
            let mut start = 0;
            for end in breaks(word).chain([word.len()]) {
                let text = &word[start..end];
                pieces.push(Piece { text, width: letter(text), apart: start == 0 });
                start = end;
            }
        }
        Self { pieces, space: letter(" "), letter: Box::new(letter) }
    }

    /// Lines of at most `ems`.
    fn lines(&self, ems: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        for piece in &self.pieces {
            let gap = if piece.apart && !line.is_empty() { self.space } else { 0.0 };
            if used + gap + piece.width <= ems {
                line.push_str(if gap > 0.0 { " " } else { "" });
                line.push_str(piece.text);
                used += gap + piece.width;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            used = 0.0;
            for (i, c) in piece.text.char_indices() {
                let wide = (self.letter)(&piece.text[i..i + c.len_utf8()]);
                if used + wide > ems && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// As many lines of at most `ems`, as even as it goes, with their widths at a size.
    fn even(&self, count: usize, ems: f64, size: f64) -> Vec<(String, f64)> {
        let (mut low, mut high) = (ems / 3.0, ems);
        for _ in 0..if count > 1 { 10 } else { 0 } {
            let middle = f64::midpoint(low, high);
            if self.lines(middle).len() <= count { high = middle } else { low = middle }
        }
        self.lines(high)
            .into_iter()
            .map(|line| ((self.letter)(&line) * size, line))
            .map(|(w, line)| (line, w))
            .collect()
    }
}

/// Where a word may be broken: between ideographs, and after a hyphen between long halves.
fn breaks(word: &str) -> impl Iterator<Item = usize> + '_ {
    let mut last = ' ';
    word.char_indices().filter_map(move |(i, c)| {
        let before = std::mem::replace(&mut last, c);
        let between = i > 0 && (ideograph(before) || ideograph(c)) && !closes(c) && !opens(before);
        let halves = before == '-' && i > 5 && word.len() - i > 4 && !word.contains('/');
        (between || halves).then_some(i)
    })
}

fn ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x303f | 0x3041..=0x30ff | 0x31f0..=0x9fff | 0xf900..=0xfaff | 0xff01..=0xff60 | 0x20000..=0x3ffff)
}

/// What does not begin a line: closing marks, small kana, the long vowel.
fn closes(c: char) -> bool {
    "、。，．・：；？！ー々」』）】〉》〕］｝ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?;:)]}".contains(c)
}

/// What does not end a line.
fn opens(c: char) -> bool {
    "「『（【〈《〔［｛([{".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fonts::Fonts;
    use proptest::prelude::*;

    const SIZES: [f64; 5] = [20.0, 15.0, 11.0, 8.0, 6.0];

    fn set(text: &str, width: f64, lines: usize) -> Set {
        let fonts = Fonts::built_in();
        fit(&Measure::new(&fonts), text, Face::Serif, Room { width, lines, sizes: &SIZES, spacing: 0.0 })
    }

    fn lines(set: &Set) -> Vec<&str> {
        set.lines.iter().map(|(line, _)| line.as_str()).collect()
    }

    #[test]
    fn a_short_name_is_large_on_one_line_and_a_long_one_is_not_cut_before_it_must_be() {
        let short = set("Maya Lindqvist", 200.0, 2);
        assert_eq!((short.size, lines(&short)), (20.0, vec!["Maya Lindqvist"]));
        let long = set(&"Wolfeschlegelsteinhausen ".repeat(3), 200.0, 2);
        assert!(long.lines.len() <= 2 && !long.cut, "{long:?}");
    }

    #[test]
    fn lines_are_even_and_break_after_hyphens_and_between_ideographs() {
        let name = set("Wilhelmina Featherstonehaugh-Papadimitriou", 150.0, 2);
        assert_eq!(lines(&name), ["Wilhelmina Featherstonehaugh-", "Papadimitriou"]);
        let even = set("one two three four five six seven eight nine ten eleven twelve thirteen", 110.0, 3);
        let widths: Vec<f64> = even.lines.iter().map(|(_, width)| *width).collect();
        assert!(widths.iter().all(|w| *w > 0.7 * widths[0]), "{even:?}");
        let japanese = set("人前で話すこと、その基礎。", 80.0, 2);
        assert!(japanese.lines.len() == 2 && !lines(&japanese)[1].starts_with(['、', '。']), "{japanese:?}");
    }

    proptest! {
        #[test]
        fn every_line_stands_in_its_room(text in "[A-Za-z ]{0,300}|\\PC{0,120}") {
            let set = set(&text, 120.0, 3);
            prop_assert!(set.lines.len() <= 3);
            for (line, width) in &set.lines {
                prop_assert!(line.chars().count() <= 2 || *width <= 120.01, "{line}");
            }
        }

        #[test]
        fn no_letter_is_lost_when_nothing_is_cut(text in "[A-Za-z漢字、 -]{0,120}") {
            let set = set(&text, 160.0, 4);
            let bare = |text: &str| text.replace(' ', "");
            prop_assert!(set.cut || bare(&lines(&set).concat()) == bare(&text));
        }
    }
}
