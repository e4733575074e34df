//! In: a text field that may be written once, or once in each of the site's languages. Out: the text of the main language;
//! the others are kept by language and field. For what a project says of itself, never for what is signed.

use std::collections::BTreeMap;

use super::fields::Problems;
use super::yaml::{Node, Value};

/// Texts, or lists of them, by field, by language.
pub type Translations<T = String> = BTreeMap<String, BTreeMap<&'static str, T>>;

/// Reads texts of several languages.
pub(super) struct Worded<'a, T = String> {
    /// The site's, the main one first.
    languages: &'a [String],
    found: Translations<T>,
}

impl<'a, T> Worded<'a, T> {
    pub(super) const fn of(languages: &'a [String]) -> Self {
        Self { languages, found: Translations::new() }
    }

    /// The main language's text of a field.
    pub(super) fn read(
        &mut self,
        field: &'static str,
        node: &Node,
        problems: &mut Problems,
        parse: impl Fn(&Node, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        let Value::Map(texts) = &node.value else { return parse(node, problems) };
        let mut main = None;
        for (tag, node) in texts {
            let Some(place) = self.languages.iter().position(|language| *language == tag.value) else {
                let message = format!("the site has no language `{}`", tag.value);
                let help = format!("name it in `languages:`; there is {}", self.languages.join(", "));
                let _: Option<()> = problems.error("no-such-language", message, tag.span, &help);
                continue;
            };
            let text = parse(node, problems);
            if place == 0 {
                main = text;
            } else if let Some(text) = text {
                self.found.entry(tag.value.clone()).or_default().insert(field, text);
            }
        }
        let first = self.languages.first().map_or("en", String::as_str);
        if !texts.iter().any(|(tag, _)| tag.value == first) {
            let message = format!("`{field}` is not said in the main language, {first}");
            return problems.error("missing-field", message, node.span, &format!("add `{first}: …`"));
        }
        main
    }

    pub(super) fn finish(self) -> Translations<T> {
        self.found
    }
}
