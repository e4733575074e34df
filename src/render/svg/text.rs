//! In: words. Out: how wide they run, in ems, and how they break; text made safe for XML.
//! Widths are upper estimates over the serif faces that systems have: what is measured here fits there.

/// The width of a text in ems, as an upper estimate for a serif face at regular weight.
#[must_use]
pub fn ems(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// Breaks a text at its spaces into `lines` lines at most, as even as it goes; never loses a word.
#[must_use]
pub fn balance(text: &str, lines: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lines = lines.clamp(1, words.len().max(1));
    if lines == 1 {
        return vec![words.join(" ")];
    }
    let (mut low, mut high) = (words.iter().map(|w| ems(w)).fold(0.0, f64::max), ems(text).max(0.1));
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        if greedy(&words, middle).len() <= lines { high = middle } else { low = middle }
    }
    greedy(&words, high)
}

/// A text cut to a width in ems, with an ellipsis when it was cut.
#[must_use]
pub fn clip(text: &str, width: f64) -> String {
    if ems(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = advance('…');
    for c in text.chars() {
        used += advance(c);
        if used > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// A text as XML character data or attribute value; characters that XML 1.0 forbids become a replacement character.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// Whether letters of this text join, so that spacing between them would break words.
#[must_use]
pub fn joins(text: &str) -> bool {
    text.chars().any(|c| matches!(u32::from(c), 0x0600..=0x08ff | 0x0900..=0x0dff | 0xfb50..=0xfdff | 0xfe70..=0xfeff))
}

fn greedy(words: &[&str], width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if ems(line) + advance(' ') + ems(word) <= width + 1e-9 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push((*word).to_owned()),
        }
    }
    lines
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' | '‘' => 0.34,
        ' ' | '\u{a0}' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.48,
        'I' | 'J' => 0.42,
        'a' | 'c' | 'e' | 'z' | 's' | 'v' | 'x' | 'y' | 'k' => 0.61,
        'm' => 0.95,
        'w' => 0.86,
        'M' => 0.98,
        'W' => 1.06,
        'A'..='Z' => 0.82,
        'b'..='y' | '0'..='9' => 0.65,
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2069}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' => 0.0,
        '\u{5d0}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' => 0.75,
        '\u{fe70}'..='\u{fefe}' => 0.75,
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' => 0.82,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'.. => 1.05,
        _ => 0.85,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_even_and_no_word_is_lost() {
        assert_eq!(balance("Public Speaking Foundations", 2), ["Public Speaking", "Foundations"]);
        assert_eq!(balance("one", 3), ["one"]);
        assert_eq!(balance("", 2), [""]);
    }

    proptest! {
        #[test]
        fn a_clipped_text_is_never_wider_than_asked(text in "\\PC{0,60}", width in 1.0..30.0f64) {
            prop_assert!(ems(&clip(&text, width)) <= width + 1e-9);
        }

        #[test]
        fn balancing_keeps_every_word_in_order_within_the_lines(text in "[a-zA-Zé ]{0,80}", lines in 1usize..5) {
            let broken = balance(&text, lines);
            prop_assert!(broken.len() <= lines);
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(broken.join(" "), words.join(" "));
        }

        #[test]
        fn escaped_text_holds_no_markup(text in "\\PC{0,40}|[<>&\"'\u{0}-\u{1f}]{0,20}") {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(escaped.chars().all(|c| c >= ' ' ));
        }
    }
}
