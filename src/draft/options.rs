//! In: `theme_options` of `accolade.yaml`, and the theme that they are for. Out: the theme with what was chosen.
//! Every choice that the theme does not offer is an error with its line.

use super::colour::parse_colour;
use super::fields::{Problems, suggest};
use super::value::Placed;
use super::yaml::{Node, Value};
use crate::diag::Diagnostic;
use crate::load::manifest::{OptionKind, Setting};
use crate::load::theme::Theme;

/// A choice as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct ChosenOption {
    /// Which option.
    pub name: Placed<String>,
    /// What is chosen.
    pub value: Setting,
    /// Where that stands.
    pub place: crate::diag::Place,
}

pub(super) fn chosen(node: &Node, problems: &mut Problems) -> Option<Vec<ChosenOption>> {
    let Value::Map(members) = &node.value else {
        let help = "write `name: value` lines; `theme.toml` of the theme names its options";
        return problems.error("wrong-type", "the options of a theme are fields", node.span, help);
    };
    let mut chosen = Vec::new();
    for (key, node) in members {
        let value = match &node.value {
            Value::Bool(b) => Setting::Boolean(*b),
            Value::Number(n) => Setting::Number(*n),
            Value::Text(text) => Setting::Text(text.trim().to_owned()),
            Value::Null => {
                problems.empty(key);
                continue;
            }
            _ => {
                let message = format!("`{}` is one value, not several", key.value);
                let _: Option<()> = problems.error("wrong-type", message, node.span, "write a word, number or colour");
                continue;
            }
        };
        let name = Placed { value: key.value.clone(), place: problems.place(key.span) };
        chosen.push(ChosenOption { name, value, place: problems.place(node.span) });
    }
    Some(chosen)
}

/// Lays what a project chose over a theme's defaults; what the theme does not offer is named, all at once.
pub fn settle(theme: &mut Theme, chosen: &[ChosenOption]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for choice in chosen {
        let name = &choice.name.value;
        let Some(option) = theme.options.get(name) else {
            let mut error = Diagnostic::error("unknown-option", format!("the theme has no option `{name}`"));
            error.place = Some(choice.name.place.clone());
            error.help = Some(unknown(name, theme));
            found.push(error);
            continue;
        };
        let value = match (&option.kind, &choice.value) {
            (OptionKind::Colour, Setting::Text(text)) => parse_colour(text).map(|colour| {
                let [red, green, blue] = colour.0;
                Setting::Text(format!("#{red:02x}{green:02x}{blue:02x}"))
            }),
            (kind, value) => kind.allows(value).then(|| value.clone()),
        };
        if let Some(value) = value {
            theme.settings.insert(name.clone(), value);
            continue;
        }
        let mut error = Diagnostic::error("wrong-option", format!("the option `{name}` cannot have this value"));
        error.place = Some(choice.place.clone());
        let near = match (&option.kind, &choice.value) {
            (OptionKind::Choice { choices }, Setting::Text(word)) => suggest(word, choices.iter().map(String::as_str)),
            _ => None,
        };
        error.help = Some(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}", option.kind.expects()),
        });
        found.push(error);
    }
    found
}

fn unknown(name: &str, theme: &Theme) -> String {
    let known: Vec<_> = theme.options.keys().map(String::as_str).collect();
    match suggest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "this theme has no options; remove it".to_owned(),
        None => format!("the options are: {}", known.join(", ")),
    }
}
