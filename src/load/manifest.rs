//! In: the text of a `theme.toml`. Out: what the theme is called, what lies below it, and the options it offers.
//! The only file that knows TOML. Never looks at what a project chose.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::theme::{self, INTERFACE};
use crate::diag::{Diagnostic, Span};

/// What a `theme.toml` says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    /// `name`
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `extends`: the built-in theme whose files lie below this one's.
    pub extends: Option<String>,
    /// `[options.NAME]`, by name.
    pub options: BTreeMap<String, ThemeOption>,
}

/// Something that a project may choose about a theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeOption {
    /// What can be chosen.
    #[serde(flatten)]
    pub kind: OptionKind,
    /// What holds when nothing is chosen.
    pub default: Setting,
    /// One sentence for the person who chooses.
    pub description: String,
}

/// The type of an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum OptionKind {
    /// `true` or `false`
    Boolean,
    /// One of a few words.
    Choice {
        /// Those words.
        choices: Vec<String>,
    },
    /// Any text.
    Text,
    /// `#rrggbb`
    Colour,
    /// A number between two bounds.
    Number {
        /// The least.
        min: f64,
        /// The most.
        max: f64,
    },
}

/// The value of an option; a colour is text in the form `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Setting {
    /// Of a boolean.
    Boolean(bool),
    /// Of a number.
    Number(#[serde(serialize_with = "number")] f64),
    /// Of a choice, text or colour.
    Text(String),
}

impl fmt::Display for Setting {
    /// As it is written in accolade.yaml.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(on) => write!(f, "{on}"),
            Self::Number(n) => write!(f, "{n}"),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

impl OptionKind {
    /// What a value of this type is, for messages.
    #[must_use]
    pub fn expects(&self) -> String {
        match self {
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Choice { choices } => format!("one of: {}", choices.join(", ")),
            Self::Text => "text in quotes".to_owned(),
            Self::Colour => "a colour such as \"#7a1f3d\", in quotes".to_owned(),
            Self::Number { min, max } => match (*min > f64::MIN, *max < f64::MAX) {
                (true, true) => format!("a number from {min} to {max}"),
                (true, false) => format!("a number of at least {min}"),
                (false, true) => format!("a number of at most {max}"),
                (false, false) => "a number".to_owned(),
            },
        }
    }

    /// Whether a value is of this type and within its bounds.
    #[must_use]
    pub fn allows(&self, value: &Setting) -> bool {
        match (self, value) {
            (Self::Boolean, Setting::Boolean(_)) | (Self::Text, Setting::Text(_)) => true,
            (Self::Choice { choices }, Setting::Text(word)) => choices.contains(word),
            (Self::Colour, Setting::Text(text)) => {
                text.len() == 7 && text.starts_with('#') && text.bytes().skip(1).all(|b| b.is_ascii_hexdigit())
            }
            (Self::Number { min, max }, Setting::Number(n)) => (*min..=*max).contains(n),
            _ => false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Option<String>,
    description: Option<String>,
    interface: Option<Spanned<i64>>,
    extends: Option<Spanned<String>>,
    #[serde(default)]
    options: BTreeMap<Spanned<String>, WrittenOption>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOption {
    #[serde(rename = "type")]
    kind: Spanned<String>,
    default: Spanned<toml::Value>,
    choices: Option<Vec<String>>,
    min: Option<f64>,
    max: Option<f64>,
    #[serde(default)]
    description: String,
}

/// Reads the text of a `theme.toml`, which messages call `file`.
///
/// # Errors
/// No TOML, a key that has no meaning, another interface, options that contradict themselves: all of these at once.
pub fn read(text: &str, file: &str) -> Result<Manifest, Vec<Diagnostic>> {
    let at = |code, message: String, span: std::ops::Range<usize>, help: String| {
        Diagnostic::error(code, message).at(file, text, Span { start: span.start, end: span.end }).help(help)
    };
    let written: Written = toml::from_str(text).map_err(|e| {
        let message = e.message().lines().next().unwrap_or_default().to_owned();
        let help = "docs/write-a-theme.md says what a theme.toml may hold".to_owned();
        vec![at("theme-manifest", message, e.span().unwrap_or_default(), help)]
    })?;
    let mut problems = Vec::new();
    match &written.interface {
        Some(stated) if *stated.get_ref() == i64::from(INTERFACE) => {}
        Some(stated) => problems.push(at(
            "theme-interface",
            format!("this theme is for interface {}; this is {INTERFACE}", stated.get_ref()),
            stated.span(),
            "use a version of the theme that was made for this version of accolade".to_owned(),
        )),
        None => problems.push(
            Diagnostic::error("theme-interface", "a theme states its interface as a whole number")
                .in_file(file)
                .help(format!("add the line `interface = {INTERFACE}`")),
        ),
    }
    let extends = written.extends.as_ref().map(|extends| extends.get_ref().as_str());
    if let (Some(stated), Some(name)) =
        (&written.extends, extends.filter(|name| !theme::names().any(|known| known == *name)))
    {
        let help = match theme::nearest(name, theme::names()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("choose one of: {}", theme::names().collect::<Vec<_>>().join(", ")),
        };
        problems.push(at("unknown-theme", format!("there is no theme named {name:?}"), stated.span(), help));
    }
    let extends = extends.map(str::to_owned);
    let mut options = BTreeMap::new();
    for (name, option) in written.options {
        let span = name.span();
        let name = name.into_inner();
        if !is_name(&name) {
            let help = "use lower-case letters, digits and underscores, a letter first: templates say `theme.NAME`";
            problems.push(at(
                "theme-option",
                format!("`{name}` cannot be the name of an option"),
                span,
                help.to_owned(),
            ));
            continue;
        }
        let (kind_at, default_at) = (option.kind.span(), option.default.span());
        match self::option(option) {
            Ok(option) => drop(options.insert(name, option)),
            Err(Wrong::Kind(help)) => {
                problems.push(at(
                    "theme-option",
                    format!("the type of the option `{name}` does not hold"),
                    kind_at,
                    help,
                ));
            }
            Err(Wrong::Default(expects)) => problems.push(at(
                "theme-option",
                format!("the default of the option `{name}` is not of its type"),
                default_at,
                format!("write {expects}"),
            )),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Manifest { name: written.name, description: written.description, extends, options })
}

enum Wrong {
    Kind(String),
    Default(String),
}

fn option(written: WrittenOption) -> Result<ThemeOption, Wrong> {
    let kind = match (written.kind.get_ref().as_str(), written.choices) {
        ("choice", Some(choices)) if choices.iter().any(|choice| !is_class(choice)) => {
            return Err(Wrong::Kind("a choice is a word of lower-case letters, digits and hyphens".to_owned()));
        }
        ("choice", Some(choices)) if !choices.is_empty() => OptionKind::Choice { choices },
        ("choice", _) => return Err(Wrong::Kind("add `choices = [\"one\", \"other\"]`".to_owned())),
        (_, Some(_)) => return Err(Wrong::Kind("only `type = \"choice\"` has choices".to_owned())),
        ("boolean", None) => OptionKind::Boolean,
        ("text", None) => OptionKind::Text,
        ("colour", None) => OptionKind::Colour,
        ("number", None) if matches!((written.min, written.max), (Some(min), Some(max)) if min > max) => {
            return Err(Wrong::Kind("its `min` is greater than its `max`: no number can be chosen".to_owned()));
        }
        ("number", None) => {
            OptionKind::Number { min: written.min.unwrap_or(f64::MIN), max: written.max.unwrap_or(f64::MAX) }
        }
        _ => return Err(Wrong::Kind("a type is one of: boolean, choice, text, colour, number".to_owned())),
    };
    #[expect(clippy::cast_precision_loss, reason = "an option is a small number")]
    let default = match written.default.into_inner() {
        toml::Value::Boolean(b) => Some(Setting::Boolean(b)),
        toml::Value::Integer(n) => Some(Setting::Number(n as f64)),
        toml::Value::Float(n) => Some(Setting::Number(n)),
        toml::Value::String(text) => Some(Setting::Text(text)),
        _ => None,
    };
    match default.filter(|default| kind.allows(default)) {
        Some(default) => Ok(ThemeOption { kind, default, description: written.description }),
        None => Err(Wrong::Default(kind.expects())),
    }
}

/// Templates print 12, not 12.0.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
#[expect(clippy::cast_possible_truncation, reason = "whole and small")]
fn number<S: serde::Serializer>(n: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if n.fract() == 0.0 && n.abs() < 1e15 { serializer.serialize_i64(*n as i64) } else { serializer.serialize_f64(*n) }
}

/// A word that can be part of a class name.
fn is_class(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A name that templates and styles can say.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<(&'static str, Option<usize>)> {
        let line = |d: &Diagnostic| d.place.as_ref().and_then(|place| place.line);
        read(text, "theme/theme.toml").err().unwrap_or_default().iter().map(|d| (d.code, line(d))).collect()
    }

    #[test]
    fn every_type_of_option_is_read() {
        let text = "name = \"x\"\ninterface = 1\nextends = \"default\"\n\
            [options.a]\ntype = \"boolean\"\ndefault = true\ndescription = \"yes\"\n\
            [options.b]\ntype = \"choice\"\nchoices = [\"one\", \"two\"]\ndefault = \"two\"\n\
            [options.c]\ntype = \"text\"\ndefault = \"\"\n\
            [options.d]\ntype = \"colour\"\ndefault = \"#ff0000\"\n\
            [options.e]\ntype = \"number\"\ndefault = 4\nmin = 1\nmax = 8\n";
        let manifest = read(text, "theme/theme.toml").expect("a good manifest");
        assert_eq!(manifest.extends.as_deref(), Some("default"));
        let defaults: Vec<_> = manifest.options.values().map(|o| o.default.clone()).collect();
        let word = |text: &str| Setting::Text(text.to_owned());
        assert_eq!(defaults, [Setting::Boolean(true), word("two"), word(""), word("#ff0000"), Setting::Number(4.0)]);
    }

    #[test]
    fn a_number_is_told_with_the_bounds_that_it_has() {
        let number = |min, max| OptionKind::Number { min, max }.expects();
        assert_eq!(number(1.0, 2.5), "a number from 1 to 2.5");
        assert_eq!(number(1.0, f64::MAX), "a number of at least 1");
        assert_eq!(number(f64::MIN, 8.0), "a number of at most 8");
        assert_eq!(number(f64::MIN, f64::MAX), "a number");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(wrong("interface = 99"), [("theme-interface", Some(1))]);
        assert_eq!(wrong("name = \"mine\""), [("theme-interface", None)]);
        assert_eq!(wrong("interface: 1"), [("theme-manifest", Some(1))]);
        let near = read("interface = 1\nextends = \"defualt\"", "theme/theme.toml").expect_err("no such theme");
        assert_eq!(
            near[0].to_string(),
            "error[unknown-theme] theme/theme.toml:2:11: there is no theme named \"defualt\""
        );
        assert_eq!(near[0].help.as_deref(), Some("did you mean default?"));
        assert_eq!(wrong("interface = 1\nextend = \"default\""), [("theme-manifest", Some(2))]);
    }

    #[test]
    fn all_options_that_do_not_hold_are_named_at_once() {
        let text = "interface = 1\n[options.Big-One]\ntype = \"boolean\"\ndefault = true\n\
            [options.a]\ntype = \"color\"\ndefault = \"#ffffff\"\n\
            [options.b]\ntype = \"number\"\nmin = 2\ndefault = 1\n\
            [options.c]\ntype = \"choice\"\ndefault = \"one\"\n\
            [options.d]\ntype = \"colour\"\ndefault = \"red\"\n";
        let text = format!("{text}[options.e]\ntype = \"number\"\nmin = 5\nmax = 2\ndefault = 3\n");
        let lines = [2, 6, 11, 13, 17, 19].map(|line| ("theme-option", Some(line)));
        let mut found = wrong(&text);
        found.sort();
        assert_eq!(found, lines);
    }
}
