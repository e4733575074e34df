//! In: template texts and serialisable values. Out: HTML text, or a `Diagnostic` that names the template and line.
//! The only file that knows the template engine. Everything is escaped unless a template says `safe`.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use crate::diag::{Diagnostic, Place};
use crate::load::theme::Theme;
use crate::render::words::unbroken_dates;

/// Parsed templates with the values that every page shares.
pub(super) struct Templates {
    tera: Tera,
    origins: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

impl Templates {
    /// Parses a theme's templates.
    ///
    /// # Errors
    /// The first template that does not parse, with its line.
    pub(super) fn new(theme: &Theme) -> Result<Self, Diagnostic> {
        let mut templates = Self { tera: Tera::new(), origins: theme.origins.clone(), texts: theme.templates.clone() };
        // Everything that leaves here is markup, whatever a template is called.
        templates.tera.autoescape_on([""]);
        templates.tera.register_filter("dates", dates);
        let added = templates.tera.add_raw_templates(&theme.templates);
        added.map_err(|e| templates.diagnostic(&e, "a template"))?;
        Ok(templates)
    }

    /// Makes a value known to every template.
    pub(super) fn share<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.tera.global_context().insert(name, value);
    }

    /// Renders a template with the page's frame and its own values.
    ///
    /// # Errors
    /// No such template; an unknown variable or filter; with the template's line.
    pub(super) fn render<F: Serialize, P: Serialize>(
        &self,
        name: &str,
        frame: &F,
        page: &P,
    ) -> Result<String, Diagnostic> {
        let mut context = Context::new();
        context.insert("frame", frame);
        context.insert("page", page);
        self.tera.render(name, &context).map_err(|e| self.diagnostic(&e, name))
    }

    fn diagnostic(&self, error: &tera::Error, name: &str) -> Diagnostic {
        let report = match error.kind() {
            ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => r,
            other => {
                return Diagnostic::error("template", lower_first(&other.to_string())).in_file(self.origin(name));
            }
        };
        let span = report.span();
        let text = self.texts.get(report.filename()).map_or("", String::as_str);
        let excerpt = text.lines().nth(span.start_line.saturating_sub(1)).unwrap_or_default();
        let mut diagnostic = Diagnostic::error("template", lower_first(report.message()))
            .help("see docs/change-the-look.md for the values that a template may use");
        diagnostic.place = Some(Place {
            file: self.origin(report.filename()),
            line: Some(span.start_line),
            column: Some(span.start_col + 1),
            excerpt: Some(excerpt.chars().take(200).collect()),
            length: if span.end_line == span.start_line {
                span.end_col.saturating_sub(span.start_col).max(1)
            } else {
                1
            },
        });
        diagnostic
    }

    fn origin(&self, name: &str) -> String {
        self.origins.get(name).cloned().unwrap_or_else(|| format!("(built-in theme)/templates/{name}"))
    }
}

/// `{{ text | dates }}`: the same words, with no line break inside a date.
fn dates(text: &str, _: Kwargs, _: &State) -> String {
    unbroken_dates(text)
}

fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(text: &str) -> Theme {
        let templates = [("x.html".to_owned(), text.to_owned())].into();
        let origins = [("x.html".to_owned(), "theme/templates/x.html".to_owned())].into();
        Theme {
            templates,
            assets: Vec::new(),
            origins,
            options: BTreeMap::new(),
            settings: BTreeMap::new(),
            warnings: Vec::new(),
        }
    }

    fn render(text: &str, page: BTreeMap<&str, &str>) -> Result<String, Diagnostic> {
        Templates::new(&theme(text))?.render("x.html", &(), &page)
    }

    #[test]
    fn values_are_escaped_also_in_attributes() {
        let page = [("v", "<script>\"'&")].into();
        let html = render("<a title=\"{{ page.v }}\">{{ page.v }}</a>", page).expect("renders");
        assert!(!html.contains("<script") && !html.contains("\"'"), "{html}");
    }

    #[test]
    fn an_unknown_value_is_an_error_with_its_line() {
        let error = render("one\n  {{ page.titel }}", [("title", "t")].into()).expect_err("titel is unknown");
        let place = error.place.expect("a place");
        assert_eq!((place.file.as_str(), place.line, place.column), ("theme/templates/x.html", Some(2), Some(11)));
        assert!(error.message.contains("titel"), "{}", error.message);
        assert_eq!(place.excerpt.as_deref(), Some("  {{ page.titel }}"));
    }

    #[test]
    fn a_template_that_does_not_parse_is_named_before_anything_is_rendered() {
        let error = Templates::new(&theme("a\n{% if %}")).err().expect("a syntax error");
        assert_eq!(error.place.expect("a place").line, Some(2));
    }
}
