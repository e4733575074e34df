//! In: the built-in themes and a project's `theme/` files. Out: a `Theme`: templates by name, assets by site path.
//! The same path wins over the built-in file; `custom.css` comes last. Never parses a template.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Source;
use crate::diag::Diagnostic;
use crate::load::SitePath;

/// The interface between renderer and templates: which values a template may use. Raised when one is taken away.
pub const INTERFACE: u32 = 1;

/// Templates and assets, ready for the renderer.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Template text by name, such as `credential.html`.
    pub templates: BTreeMap<String, String>,
    /// Published files, in order of their paths; stylesheets are linked in this order, `custom.css` last.
    pub assets: Vec<(SitePath, Arc<[u8]>)>,
    /// Where a template stands for the person who edits it, by template name: only those of the project.
    pub origins: BTreeMap<String, String>,
    /// What is odd about the project's own files, though nothing is wrong.
    pub warnings: Vec<Diagnostic>,
}

/// One theme that is part of the program.
struct BuiltIn {
    name: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../themes/", $folder, "/", $path)))),+]
    };
}

const BUILT_IN: &[BuiltIn] = &[BuiltIn {
    name: "default",
    files: files!("default":
        "theme.yaml",
        "assets/certificate.css",
        "assets/cv.css",
        "assets/embed.css",
        "assets/style.css",
        "templates/404.html",
        "templates/badge.html",
        "templates/badges.html",
        "templates/base.html",
        "templates/certificate.html",
        "templates/credential.html",
        "templates/credentials.html",
        "templates/cv.html",
        "templates/embed.html",
        "templates/issuer.html",
        "templates/pack.html",
        "templates/page.html",
        "templates/parts.html",
        "templates/pathway.html",
        "templates/portfolio.html",
        "templates/registry.html",
        "templates/skill.html",
        "templates/skills.html",
    ),
}];

/// The theme `name` with the files that a project has below `theme/`.
///
/// # Errors
/// As [`assemble`].
pub fn load_theme(source: &Source, name: &str) -> Result<Theme, Vec<Diagnostic>> {
    let below = |path: &'_ super::SourcePath| path.as_str().strip_prefix("theme/").map(str::to_owned);
    let own: Vec<_> = source.below("theme").filter_map(|(path, bytes)| Some((below(path)?, bytes))).collect();
    assemble(name, own.iter().map(|(path, bytes)| (path.as_str(), &***bytes)))
}

/// The built-in theme `name` with a project's files laid over it; paths are relative to the project's `theme/`.
///
/// # Errors
/// No such theme, a theme for another interface, a template that is not UTF-8, a file at a place that means nothing.
pub fn assemble<'a>(
    name: &str,
    overrides: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Theme, Vec<Diagnostic>> {
    let Some(built_in) = BUILT_IN.iter().find(|t| t.name == name) else {
        let known: Vec<_> = BUILT_IN.iter().map(|t| t.name).collect();
        return Err(vec![
            Diagnostic::error("unknown-theme", format!("there is no theme named {name:?}"))
                .in_file("accolade.yaml")
                .help(format!("choose one of: {}", known.join(", "))),
        ]);
    };
    let mut layers = Layers::default();
    for (path, bytes) in built_in.files {
        layers.add(path, bytes, None);
    }
    for (path, bytes) in overrides {
        layers.add(path, bytes, Some(format!("theme/{path}")));
    }
    layers.finish()
}

#[derive(Default)]
struct Layers {
    templates: BTreeMap<String, String>,
    origins: BTreeMap<String, String>,
    assets: BTreeMap<String, Arc<[u8]>>,
    custom: Option<Arc<[u8]>>,
    problems: Vec<Diagnostic>,
}

impl Layers {
    fn add(&mut self, path: &str, bytes: &[u8], origin: Option<String>) {
        let shown = origin.clone().unwrap_or_else(|| path.to_owned());
        if let Some(name) = path.strip_prefix("templates/") {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.templates.insert(name.to_owned(), text.to_owned());
                    self.origins.remove(name);
                    self.origins.extend(origin.map(|o| (name.to_owned(), o)));
                }
                Err(_) => self.problems.push(
                    Diagnostic::error("not-utf8", "this template is not UTF-8 text")
                        .in_file(shown)
                        .help("save it as UTF-8"),
                ),
            }
        } else if path.starts_with("assets/") {
            self.assets.insert(path.to_owned(), bytes.into());
        } else if path == "custom.css" {
            self.custom = Some(bytes.into());
        } else if path == "theme.yaml" {
            self.problems.extend(check_interface(bytes, shown));
        } else {
            self.problems.push(
                Diagnostic::warning("theme-file-unused", "nothing uses this file of the theme")
                    .in_file(shown)
                    .help("templates go below theme/templates/, other files below theme/assets/, own styles into theme/custom.css"),
            );
        }
    }

    fn finish(self) -> Result<Theme, Vec<Diagnostic>> {
        if crate::diag::has_errors(&self.problems) {
            return Err(self.problems);
        }
        let mut assets: Vec<_> = self.assets.into_iter().map(|(path, bytes)| (SitePath(path), bytes)).collect();
        assets.extend(self.custom.map(|bytes| (SitePath("assets/custom.css".to_owned()), bytes)));
        Ok(Theme { templates: self.templates, assets, origins: self.origins, warnings: self.problems })
    }
}

/// `theme.yaml` is flat `key: value` lines; only `interface` is read here.
fn check_interface(bytes: &[u8], shown: String) -> Option<Diagnostic> {
    let text = String::from_utf8_lossy(bytes);
    let stated = text.lines().find_map(|line| line.strip_prefix("interface:")).map(str::trim);
    match stated.map(str::parse::<u32>) {
        Some(Ok(INTERFACE)) => None,
        Some(Ok(other)) => Some(
            Diagnostic::error("theme-interface", format!("this theme is for interface {other}; this is {INTERFACE}"))
                .in_file(shown)
                .help("use a version of the theme that was made for this version of accolade"),
        ),
        _ => Some(
            Diagnostic::error("theme-interface", "a theme states its interface as a whole number")
                .in_file(shown)
                .help(format!("add the line `interface: {INTERFACE}`")),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(result: Result<Theme, Vec<Diagnostic>>) -> Vec<&'static str> {
        result.err().unwrap_or_default().iter().map(|d| d.code).collect()
    }

    #[test]
    fn the_same_path_wins_and_own_styles_come_last() {
        let theme = assemble(
            "default",
            [
                ("templates/404.html", &b"gone"[..]),
                ("assets/zebra.png", b"png"),
                ("custom.css", b"p{}"),
                ("assets/style.css", b"own"),
            ],
        )
        .expect("a good theme");
        assert_eq!(theme.templates["404.html"], "gone");
        assert_eq!(theme.origins["404.html"], "theme/templates/404.html");
        assert!(theme.templates.contains_key("base.html"), "the rest stays built in");
        let paths: Vec<_> = theme.assets.iter().map(|(p, _)| p.0.as_str()).collect();
        assert_eq!(paths.last(), Some(&"assets/custom.css"));
        let style = theme.assets.iter().find(|(p, _)| p.0 == "assets/style.css").expect("kept");
        assert_eq!(&*style.1, b"own");
    }

    #[test]
    fn a_file_that_nothing_uses_is_named() {
        let theme = assemble("default", [("style.css", &b"p{}"[..])]).expect("a good theme");
        assert_eq!(theme.warnings.iter().map(|d| d.code).collect::<Vec<_>>(), ["theme-file-unused"]);
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_named() {
        assert_eq!(codes(assemble("newspaper", [])), ["unknown-theme"]);
        assert_eq!(codes(assemble("default", [("theme.yaml", &b"interface: 99"[..])])), ["theme-interface"]);
        assert_eq!(codes(assemble("default", [("theme.yaml", &b"name: mine"[..])])), ["theme-interface"]);
        assert_eq!(codes(assemble("default", [("templates/home.html", &[0xff][..])])), ["not-utf8"]);
    }
}
