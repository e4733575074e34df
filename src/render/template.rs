//! In: template texts and serialisable values. Out: HTML text, or a `Diagnostic` that names the template and line.
//! The only file that knows the template engine. Everything is escaped unless a template says `safe`.

mod faults;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use crate::diag::{Diagnostic, Place, Span};
use crate::load::theme::Theme;
use crate::render::words::unbroken_dates;
use faults::Fault;

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
    /// Every template that does not parse, with its line, and everything that the others name and is not there.
    pub(super) fn new(theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut templates = Self { tera: engine(), origins: theme.origins.clone(), texts: theme.templates.clone() };
        let added = templates.tera.add_raw_templates(&theme.templates);
        match added {
            Ok(()) => Ok(templates),
            Err(error) => Err(templates.faults(&error)),
        }
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

    /// What keeps the templates from being used.
    fn faults(&self, error: &tera::Error) -> Vec<Diagnostic> {
        // Together only the first that does not parse is told: each is parsed by itself.
        let alone = |(name, text): (&String, &String)| {
            let error = Tera::new().add_raw_template(name, text).err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| (name.clone(), self.diagnostic(&error, name)))
        };
        let mut wrong: BTreeMap<String, Diagnostic> = self.texts.iter().filter_map(alone).collect();
        wrong.extend(self.without_parent());
        let mut found = match error.kind() {
            ErrorKind::Msg(report) => faults::reported(report).iter().map(|fault| self.fault(fault)).collect(),
            _ => self.named_beside(&wrong),
        };
        found.extend(wrong.into_values());
        found.sort_by_cached_key(|d| d.place.as_ref().map(|place| (place.file.clone(), place.line, place.column)));
        if found.is_empty() {
            found.push(self.diagnostic(error, ""));
        }
        found
    }

    /// What the other templates name of the engine, and is not there, beside these that are wrong. Blocks and components may be those of a
    /// wrong one.
    fn named_beside(&self, wrong: &BTreeMap<String, Diagnostic>) -> Vec<Diagnostic> {
        let text = |name: &String, text: &String| {
            (name.clone(), if wrong.contains_key(name) { String::new() } else { text.clone() })
        };
        let others: BTreeMap<String, String> = self.texts.iter().map(|(name, own)| text(name, own)).collect();
        let Err(error) = engine().add_raw_templates(&others) else { return Vec::new() };
        let ErrorKind::Msg(report) = error.kind() else { return Vec::new() };
        let of_engine = |fault: &&Fault<'_>| {
            ["filter", "test", "function"].iter().any(|kind| fault.message.starts_with(&format!("Unknown {kind} ")))
        };
        faults::reported(report).iter().filter(of_engine).map(|fault| self.fault(fault)).collect()
    }

    /// Templates that extend one that is not there, by name.
    fn without_parent(&self) -> Vec<(String, Diagnostic)> {
        let extending = self.texts.iter().flat_map(|(name, text)| {
            faults::named(text, "extends").into_iter().map(move |(parent, span)| (name, text, parent, span))
        });
        let missing = extending.filter(|(_, _, parent, _)| !self.texts.contains_key(*parent));
        let told = |(name, text, parent, span): (&String, &String, &str, Span)| {
            let help = match faults::template(parent, &self.texts) {
                Some(near) => helped(Some(&near)),
                None => "name one of the theme's, or put it into theme/templates/".to_owned(),
            };
            let message = format!("there is no template `{parent}` to extend");
            (name.clone(), Diagnostic::error("template", message).at(self.origin(name), text, span).help(help))
        };
        missing.map(told).collect()
    }

    fn fault(&self, fault: &Fault<'_>) -> Diagnostic {
        let text = self.texts.get(fault.template).map_or("", String::as_str);
        let excerpt = text.lines().nth(fault.line.saturating_sub(1)).unwrap_or_default();
        let (message, near) = faults::nearest(fault.message, &self.texts);
        let mut diagnostic = Diagnostic::error("template", lower_first(message)).help(helped(near.as_deref()));
        diagnostic.place = Some(Place {
            file: self.origin(fault.template),
            line: Some(fault.line),
            column: Some(fault.column + 1),
            excerpt: Some(excerpt.chars().take(200).collect()),
            length: fault.length,
        });
        diagnostic
    }

    fn diagnostic(&self, error: &tera::Error, name: &str) -> Diagnostic {
        let told = |name: &str, at: Option<Span>, message: String| {
            let wrong = Diagnostic::error("template", message);
            match (at, self.texts.get(name)) {
                (Some(span), Some(text)) => wrong.at(self.origin(name), text, span),
                (None, Some(_)) => wrong.in_file(self.origin(name)),
                (_, None) => wrong,
            }
        };
        let around = |name: &str, tag: &str, chain: &[String]| {
            let tags = self.texts.get(name).map(|text| faults::named(text, tag)).unwrap_or_default();
            let at = tags.into_iter().find(|(other, _)| chain.iter().any(|link| link == other)).map(|(_, span)| span);
            let message =
                format!("templates go round: `{tag}` leads from {name} back to itself, by {}", chain.join(", "));
            told(name, at, message).help("let one of them do without the other")
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let one_line = span.end_line == span.start_line;
                self.fault(&Fault {
                    message: report.message(),
                    template: report.filename(),
                    line: span.start_line,
                    column: span.start_col,
                    length: if one_line { span.end_col.saturating_sub(span.start_col).max(1) } else { 1 },
                })
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => around(tpl, "extends", inheritance_chain),
            ErrorKind::CircularInclude { tpl, include_chain } => around(tpl, "include", include_chain),
            // A component that two templates define: the project's own can be changed.
            ErrorKind::Msg(message) if name.is_empty() => {
                let mut named = message.split('`').skip(1).step_by(2);
                let component = named.next().unwrap_or_default();
                let own = named.find(|name| self.origins.contains_key(*name)).unwrap_or_default();
                let places = self.texts.get(own).map(|text| faults::defined(text, "component")).unwrap_or_default();
                let at = places.into_iter().find(|(name, _)| *name == component).map(|(_, span)| span);
                told(own, at, lower_first(message)).help("give one of the two another name")
            }
            _ => told(name, None, lower_first(&error.to_string())),
        }
    }

    fn origin(&self, name: &str) -> String {
        self.origins.get(name).cloned().unwrap_or_else(|| format!("(built-in theme)/templates/{name}"))
    }
}

/// The engine, with what this program adds to it.
fn engine() -> Tera {
    let mut tera = Tera::new();
    // Everything that leaves here is markup, whatever a template is called.
    tera.autoescape_on([""]);
    tera.register_filter("dates", dates);
    tera
}

/// `{{ text | dates }}`: the same words, with no line break inside a date.
fn dates(text: &str, _: Kwargs, _: &State) -> String {
    unbroken_dates(text)
}

/// What to do: write what was meant, or look up what there is.
fn helped(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "see docs/change-the-look.md for the values that a template may use".to_owned(),
    }
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
            leads: Vec::new(),
        }
    }

    fn render(text: &str, page: BTreeMap<&str, &str>) -> Result<String, Diagnostic> {
        Templates::new(&theme(text)).map_err(|mut told| told.remove(0))?.render("x.html", &(), &page)
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
    fn a_name_that_is_near_is_suggested_and_the_list_of_all_left_out() {
        let error = render("{{ page.titel }}", [("title", "t"), ("other", "o")].into()).expect_err("titel is unknown");
        assert_eq!(error.message, "field `titel` is not defined");
        assert_eq!(error.help.as_deref(), Some("did you mean `title`?"));
    }

    /// What is told of templates: place, message and help.
    fn told(texts: &[(&str, &str)]) -> Vec<String> {
        let mut theme = theme("");
        for (name, text) in texts {
            theme.templates.insert((*name).to_owned(), (*text).to_owned());
            theme.origins.insert((*name).to_owned(), format!("theme/templates/{name}"));
        }
        let found = Templates::new(&theme).err().unwrap_or_default();
        found.iter().map(|d| format!("{d} | {}", d.help.as_deref().unwrap_or_default())).collect()
    }

    #[test]
    fn all_templates_that_do_not_parse_are_told_before_anything_is_rendered() {
        let told = told(&[("a.html", "a\n{% if %}"), ("b.html", "fine"), ("c.html", "{{ x")]);
        assert_eq!(told.len(), 2, "{told:#?}");
        assert!(told[0].starts_with("error[template] theme/templates/a.html:2:"), "{told:#?}");
        assert!(told[1].starts_with("error[template] theme/templates/c.html:1:"), "{told:#?}");
    }

    #[test]
    fn what_others_name_is_told_beside_one_that_does_not_parse_and_one_without_its_parent() {
        let told = told(&[
            ("a.html", "a\n{% if %}"),
            ("b.html", "{% extends 'none' %}{{ 1 | nofilter }}"),
            ("c.html", "{{ 1 | saef }}{% if 1 is od %}{% endif %}{{ <row a={1} /> }}"),
            ("d.html", "{% extends 'a.html' %}{% block title %}{{ nothing() }}{% endblock %}"),
        ]);
        let places: Vec<&str> = told.iter().filter_map(|told| told.split("templates/").nth(1)?.get(..8)).collect();
        assert_eq!(places, ["a.html:2", "b.html:1", "c.html:1", "c.html:1", "d.html:1"], "{told:#?}");
        assert!(told[4].contains("unknown function `nothing`"), "{told:#?}");
    }

    #[test]
    fn what_a_template_names_and_is_not_there_is_told_at_its_place() {
        let base = ("base.html", "{% block content %}{% endblock %}");
        let extending = told(&[base, ("a.html", "\n{% extends \"bsae.html\" %}"), ("b.html", "{% extends 'none' %}")]);
        insta::assert_snapshot!(extending.join("\n"), @r"
error[template] theme/templates/a.html:2:12: there is no template `bsae.html` to extend | did you mean `base.html`?
error[template] theme/templates/b.html:1:12: there is no template `none` to extend | name one of the theme's, or put it into theme/templates/
");
        let naming = told(&[
            base,
            ("a.html", "{% include \"bsae.html\" %}\n{{ x | saef }}\n{{ rnge(end=3) }}{% if x is dfined %}{% endif %}"),
            ("b.html", "{% extends \"base.html\" %}{% block contnet %}{% endblock %}"),
            ("c.html", "{% component row(a) %}{% endcomponent row %}"),
            ("d.html", "{{ <rwo a={1} /> }}"),
        ]);
        insta::assert_snapshot!(naming.join("\n"), @r"
error[template] theme/templates/a.html:1:12: unknown template `bsae.html` | did you mean `base.html`?
error[template] theme/templates/a.html:2:8: unknown filter `saef` | did you mean `safe`?
error[template] theme/templates/a.html:3:4: unknown function `rnge` | did you mean `range`?
error[template] theme/templates/a.html:3:29: unknown test `dfined` | did you mean `defined`?
error[template] theme/templates/b.html:1:35: block `contnet` is not defined in any parent template | did you mean `content`?
error[template] theme/templates/d.html:1:4: unknown component `rwo` | did you mean `row`?
");
    }

    #[test]
    fn templates_that_go_round_and_components_that_are_there_twice_are_told_at_their_place() {
        let mut round = told(&[("a.html", "{% extends \"b.html\" %}"), ("b.html", "{% extends \"a.html\" %}")]);
        round.extend(told(&[("a.html", "x\n{% include 'b.html' %}"), ("b.html", "{% include 'a.html' %}")]));
        let component = "x\n{% component row(a) %}{% endcomponent row %}";
        let twice = told(&[("a.html", component), ("b.html", component)]);
        insta::assert_snapshot!([round, twice].concat().join("\n"), @r"
error[template] theme/templates/a.html:1:12: templates go round: `extends` leads from a.html back to itself, by b.html, a.html | let one of them do without the other
error[template] theme/templates/a.html:2:12: templates go round: `include` leads from a.html back to itself, by a.html, b.html, a.html | let one of them do without the other
error[template] theme/templates/a.html:2:14: component `row` is defined in both `a.html` and `b.html` | give one of the two another name
");
    }

    #[test]
    fn what_can_be_suggested_is_known_to_the_engine() {
        let names = [
            (&faults::FILTERS[..], "{{ 1 | NAME }}"),
            (&faults::TESTS[..], "{% if 1 is NAME %}{% endif %}"),
            (&faults::FUNCTIONS[..2], "{{ NAME() }}"),
        ];
        for (known, text) in names {
            for name in known {
                assert!(told(&[("a.html", &text.replace("NAME", name))]).is_empty(), "{name}");
            }
        }
    }
}
