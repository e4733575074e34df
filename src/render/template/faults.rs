//! In: what the template engine says is wrong, as text, and the texts of all templates. Out: the plain message, the place, and what was
//! meant. Knows how the engine words its findings, and nothing else of it.

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::draft::suggest;

/// What a template may name after `|`, after `is`, and as a function: of the engine and of this program.
pub(super) const FILTERS: [&str; 38] = [
    "abs",
    "capitalize",
    "dates",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
pub(super) const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
pub(super) const FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

/// One finding, in a template, at a line from 1 and a column from 0.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault<'e> {
    pub(super) message: &'e str,
    pub(super) template: &'e str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) length: usize,
}

/// The findings of a report over all templates: each is its message, `--> template:line:column`, the line and carets below it.
pub(super) fn reported(report: &str) -> Vec<Fault<'_>> {
    report.strip_prefix("error: ").into_iter().flat_map(|rest| rest.split("\n\nerror: ")).filter_map(fault).collect()
}

fn fault(text: &str) -> Option<Fault<'_>> {
    let mut lines = text.lines();
    let message = lines.next()?;
    let (template, place) = lines.next()?.trim_start().strip_prefix("--> ")?.split_once(':')?;
    let (line, column) = place.split_once(':')?;
    let carets = lines.next_back()?.chars().filter(|c| *c == '^').count();
    let column: usize = column.parse().ok()?;
    Some(Fault { message, template, line: line.parse().ok()?, column: column.saturating_sub(1), length: carets.max(1) })
}

/// Where tags of a template name others: `{% extends "base.html" %}`.
pub(super) fn named<'t>(text: &'t str, tag: &str) -> Vec<(&'t str, Span)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("{%") {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let Some(rest) = inside.strip_prefix(tag).map(str::trim_start) else { continue };
        let Some(quote) = rest.chars().next().filter(|c| ['"', '\'', '`'].contains(c)) else { continue };
        let Some(name) = rest[1..].split(quote).next() else { continue };
        let start = text.len() - rest.len();
        found.push((name, Span { start, end: start + name.len() + 2 }));
    }
    found
}

/// Where a template defines something: `{% component row(row) %}`, `{% block title %}`.
pub(super) fn defined<'t>(text: &'t str, tag: &str) -> Vec<(&'t str, Span)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("{%") {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let Some(rest) = inside.strip_prefix(tag).filter(|rest| rest.starts_with(' ')).map(str::trim_start) else {
            continue;
        };
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let start = text.len() - rest.len();
        found.push((name, Span { start, end: start + name.len() }));
    }
    found
}

/// A message without the list of all that could stand there, and the nearest of that list.
pub(super) fn nearest<'e>(message: &'e str, texts: &BTreeMap<String, String>) -> (&'e str, Option<String>) {
    let name = message.split('`').nth(1).unwrap_or_default();
    let among = |known: &[&str]| suggest(name, known.iter().copied()).map(str::to_owned);
    let defined_by = |tag: &str| {
        let all: Vec<&str> = texts
            .values()
            .flat_map(|text| defined(text, tag))
            .map(|(name, _)| name)
            .filter(|other| *other != name)
            .collect();
        among(&all)
    };
    for list in [". Available variables: ", ". Available fields: "] {
        if let Some((said, known)) = message.split_once(list) {
            return (said, among(&known.split(", ").collect::<Vec<_>>()));
        }
    }
    let near = match message.split('`').next().unwrap_or_default().trim() {
        "Unknown filter" => among(&FILTERS),
        "Unknown test" => among(&TESTS),
        "Unknown function" => among(&FUNCTIONS),
        "Unknown component" => defined_by("component"),
        "Unknown template" => template(name, texts),
        "Block" => defined_by("block"),
        _ => None,
    };
    (message, near)
}

/// The template that was meant.
pub(super) fn template(name: &str, texts: &BTreeMap<String, String>) -> Option<String> {
    suggest(name, texts.keys().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_over_several_templates_is_taken_apart() {
        let report = "error: Unknown filter `saef`\n --> a.html:3:12\n  |\n3 | {{ x | saef }}\n  |        ^^^^\n\nerror: Unknown test `od`\n --> b/c.html:1:1\n  |\n1 | x\n  | ^";
        let at = |message, template, line, column, length| Fault { message, template, line, column, length };
        assert_eq!(
            reported(report),
            [at("Unknown filter `saef`", "a.html", 3, 11, 4), at("Unknown test `od`", "b/c.html", 1, 0, 1)]
        );
        assert!(reported("something else").is_empty());
    }

    #[test]
    fn tags_are_found_with_what_they_name() {
        let text = "x {%- extends 'base.html' %}\n{% block title %}{% component row(row) %}";
        let (name, span) = named(text, "extends")[0];
        assert_eq!((name, &text[span.start..span.end]), ("base.html", "'base.html'"));
        assert_eq!(defined(text, "block")[0].0, "title");
        assert_eq!(defined(text, "component")[0].0, "row");
    }
}
