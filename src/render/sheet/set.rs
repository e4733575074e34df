//! In: words, a face and a room in millimetres. Out: the size and the lines in which they stand in it, measured, never guessed.

use crate::render::fonts::{Face, Fonts};

/// Words set in a size, line by line.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// Size of an em in millimetres.
    pub size: f64,
    /// The lines.
    pub lines: Vec<String>,
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
}

/// The largest size in which the words stand in the room: on as few lines as go without becoming small. What does not fit at
/// the last size is cut, with an ellipsis.
#[must_use]
pub fn fit(fonts: &Fonts, text: &str, face: Face, room: Room<'_>) -> Set {
    let last = room.sizes.last().copied().unwrap_or(3.0);
    for most in 1..=room.lines {
        // One line more is worth it only when fewer would be set much smaller.
        let least = room.sizes.get(2 * most + 1).copied().unwrap_or(last);
        for size in room.sizes.iter().copied().filter(|size| *size >= least || most == room.lines) {
            let lines = broken(fonts, text, face, room.width / size);
            if lines.len() <= most {
                return Set { size, lines };
            }
        }
    }
    let mut lines = broken(fonts, text, face, room.width / last);
    lines.truncate(room.lines);
    if let Some(end) = lines.last_mut() {
        while !end.is_empty() && fonts.width(&format!("{end}…"), face) > room.width / last {
            end.pop();
        }
        end.truncate(end.trim_end_matches([' ', ',', '.', ';', ':']).len());
        end.push('…');
    }
    Set { size: last, lines }
}

/// Lines of at most `ems`, broken at spaces, and inside a word only when it is longer than a line.
fn broken(fonts: &Fonts, text: &str, face: Face, ems: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fonts.width(&longer, face) <= ems {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if fonts.width(&line, face) > ems && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(c);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZES: [f64; 5] = [20.0, 15.0, 11.0, 8.0, 6.0];

    #[test]
    fn a_short_name_is_large_on_one_line_and_a_long_one_is_not_cut_before_it_must_be() {
        let fonts = Fonts::built_in();
        let room = Room { width: 200.0, lines: 2, sizes: &SIZES };
        assert_eq!(
            fit(&fonts, "Maya Lindqvist", Face::Serif, room),
            Set { size: 20.0, lines: vec!["Maya Lindqvist".into()] }
        );
        let long = fit(&fonts, &"Wolfeschlegelsteinhausen ".repeat(3), Face::Serif, room);
        assert!(long.lines.len() <= 2 && !long.lines.concat().contains('…'), "{long:?}");
    }

    proptest! {
        #[test]
        fn every_line_stands_in_its_room(text in "[A-Za-z ]{0,300}|\\PC{0,120}") {
            let fonts = Fonts::built_in();
            let room = Room { width: 120.0, lines: 3, sizes: &SIZES };
            let set = fit(&fonts, &text, Face::Serif, room);
            prop_assert!(set.lines.len() <= 3);
            for line in &set.lines {
                let one = line.chars().count() <= 2;
                prop_assert!(one || fonts.width(line, Face::Serif) * set.size <= 120.01, "{line}");
            }
        }
    }
}
