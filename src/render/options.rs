//! In: a theme with what a project chose. Out: its colours and numbers as CSS custom properties,
//! its switches and choices as class names.

use super::colour::contrast;
use crate::load::manifest::{OptionKind, Setting};
use crate::load::theme::Theme;
use crate::model::Colour;

/// `--option-NAME` for each colour and number, and `--option-NAME-ink` for text on that colour; `None` when there is neither.
#[must_use]
pub fn stylesheet(theme: &Theme) -> Option<String> {
    let mut properties = String::new();
    for (name, value) in &theme.settings {
        match (theme.options.get(name).map(|option| &option.kind), value) {
            (Some(OptionKind::Colour), Setting::Text(hex)) => {
                properties.push_str(&format!("--option-{name}:{hex};--option-{name}-ink:{};", ink(hex)));
            }
            (Some(OptionKind::Number { .. }), Setting::Number(n)) => {
                properties.push_str(&format!("--option-{name}:{n};"));
            }
            _ => {}
        }
    }
    (!properties.is_empty()).then(|| format!(":root{{{properties}}}\n"))
}

/// Class names for a page's body, a space before each: `option-NAME` for what is switched on, `option-NAME-CHOICE` for
/// a choice.
#[must_use]
pub fn classes(theme: &Theme) -> String {
    let class = |(name, value): (&String, &Setting)| match (theme.options.get(name).map(|o| &o.kind), value) {
        (Some(OptionKind::Boolean), Setting::Boolean(true)) => format!(" option-{name}"),
        (Some(OptionKind::Choice { .. }), Setting::Text(choice)) => format!(" option-{name}-{choice}"),
        _ => String::new(),
    };
    theme.settings.iter().map(class).collect()
}

/// Black or white, whichever reads better on a colour of the form `#rrggbb`.
fn ink(hex: &str) -> &'static str {
    let part = |at: usize| hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
    let ground = Colour([part(1), part(3), part(5)]);
    if contrast(Colour([0; 3]), ground) >= contrast(Colour([255; 3]), ground) { "#000000" } else { "#ffffff" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::theme::assemble;

    #[test]
    fn colours_and_numbers_become_properties_with_an_ink_that_reads() {
        let toml = &b"interface = 1\n[options.ground]\ntype = \"colour\"\ndefault = \"#ffee00\"\n[options.rule]\ntype = \"number\"\ndefault = 6\n[options.word]\ntype = \"text\"\ndefault = \"}\""[..];
        let theme = assemble(None, &[("theme.toml", toml)]).expect("a good theme");
        let css = stylesheet(&theme).expect("there are properties");
        assert_eq!(css, ":root{--option-ground:#ffee00;--option-ground-ink:#000000;--option-rule:6;}\n");
        assert_eq!(ink("#101060"), "#ffffff");
        let poster = assemble(Some("broadside"), &[]).expect("a good theme");
        assert_eq!(classes(&poster), " option-ground-accent option-uppercase");
        assert_eq!(stylesheet(&assemble(None, &[]).expect("a good theme")), None);
    }
}
