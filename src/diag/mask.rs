//! In: a line that is to be told. Out: the same, as long, with `…` for each character of an e-mail address: messages end up in logs.

use std::borrow::Cow;

/// The signs that stand between the two parts of an address.
const SIGNS: [char; 3] = ['@', '＠', '﹫'];

/// A text without e-mail addresses, of as many characters: places in it stay what they are.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains(SIGNS) && !text.contains("%40") {
        return Cow::Borrowed(text);
    }
    let mut chars: Vec<char> = text.chars().collect();
    for at in 0..chars.len() {
        let coded = chars[at..].starts_with(&['%', '4', '0']);
        if !SIGNS.contains(&chars[at]) && !coded {
            continue;
        }
        let after = at + if coded { 3 } else { 1 };
        let local = |c: &&char| c.is_alphanumeric() || "._+-'%".contains(**c);
        let host = |c: &&char| c.is_alphanumeric() || "-.%".contains(**c);
        let before = chars[..at].iter().rev().take_while(local).count();
        let length = chars[after..].iter().take_while(host).count();
        let is_host = chars[after..after + length].iter().any(|c| matches!(c, '.' | '%'));
        if before > 0 && is_host {
            chars[at - before..at].fill('…');
            chars[after..after + length].fill('…');
        }
    }
    Cow::Owned(chars.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn addresses_are_masked_and_nothing_else_moves() {
        for (text, told) in [
            ("Ada,ada.obi@a.example,talk", "Ada,…………………@………………,talk"),
            ("?m=a%40b.example&x", "?m=…%40………………&x"),
            ("x＠y.example", "…＠………………"),
            ("\"@context\": 1, /@ada, 4 @ 5", "\"@context\": 1, /@ada, 4 @ 5"),
            ("no sign", "no sign"),
        ] {
            assert_eq!(masked(text).chars().count(), text.chars().count());
            assert!(told.chars().filter(|c| *c != '…').eq(masked(text).chars().filter(|c| *c != '…')), "{text}");
        }
        assert!(masked("ada@a.example").starts_with("…"));
    }
}
