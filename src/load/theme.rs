//! In: the built-in themes and a project's `theme/` files. Out: a `Theme`: templates by name, assets by site path.
//! The same path wins over the theme below; a theme's own sheets follow those below it, `custom.css` comes last. Never parses a template.

mod vain;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Source;
use super::built_in::{BUILT_IN, BuiltIn};
use super::compact;
use super::manifest::{self, Manifest, Setting, ThemeOption};
use crate::diag::{Diagnostic, Place};
use crate::load::SitePath;

/// The interface between renderer and templates: which values a template may use. Raised when one is taken away.
pub const INTERFACE: u32 = 1;

/// Templates and assets, ready for the renderer.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Template text by name, such as `credential.html`.
    pub templates: BTreeMap<String, String>,
    /// Published files: those of the lowest theme first, each theme's in order of their paths; a file that takes the place
    /// of another stands where that one stood. Stylesheets are linked in this order, `custom.css` last.
    pub assets: Vec<(SitePath, Arc<[u8]>)>,
    /// Where a template stands for the person who edits it, by template name: only those of the project.
    pub origins: BTreeMap<String, String>,
    /// What a project may choose, by name.
    pub options: BTreeMap<String, ThemeOption>,
    /// What holds: the defaults, until a project's choices are laid over them.
    pub settings: BTreeMap<String, Setting>,
    /// What is odd about the project's own files, though nothing is wrong.
    pub warnings: Vec<Diagnostic>,
    /// Where the project's own style sheets lead within the site: paths from its first page.
    pub leads: Vec<(String, Place)>,
}

/// The path of a theme's own description, and of the stylesheet made from the options chosen.
const MANIFEST: &str = "theme.toml";
/// The same in a project.
pub const PROJECT_MANIFEST: &str = "theme/theme.toml";
/// The stylesheet that states the options as custom properties, before the theme's own.
pub const OPTIONS_SHEET: &str = "assets/options.css";
/// The stylesheet of a theme that every document has: pages, the CV, cards and packs.
pub const SHARED_SHEET: &str = "assets/shared.css";

/// What the built-in themes say of themselves, the default one first.
#[must_use]
pub fn built_in() -> Vec<(&'static str, Manifest)> {
    BUILT_IN.iter().map(|theme| (theme.name, manifest_of(theme))).collect()
}

/// The theme that a project names, with the files that it has below `theme/`. With no name it is what the project's
/// own `theme.toml` extends, or the default one.
///
/// # Errors
/// As [`assemble`].
pub fn load_theme(source: &Source, name: Option<&str>) -> Result<Theme, Vec<Diagnostic>> {
    let below = |path: &'_ super::SourcePath| path.as_str().strip_prefix("theme/").map(str::to_owned);
    let own: Vec<_> = source.below("theme").filter_map(|(path, bytes)| Some((below(path)?, bytes))).collect();
    let own: Vec<_> = own.iter().map(|(path, bytes)| (path.as_str(), &***bytes)).collect();
    assemble(name, &own)
}

/// A built-in theme with a project's files laid over it; paths are relative to the project's `theme/`.
///
/// # Errors
/// No such theme, a theme for another interface, a template that is not UTF-8, a `theme.toml` that does not hold.
pub fn assemble(name: Option<&str>, own: &[(&str, &[u8])]) -> Result<Theme, Vec<Diagnostic>> {
    let manifest = match own.iter().find(|(path, _)| *path == MANIFEST) {
        Some((_, bytes)) => read_manifest(bytes, PROJECT_MANIFEST)?,
        None => Manifest::default(),
    };
    let mut layers = Layers::default();
    // Those that lie deeper first.
    for theme in below(name, &manifest)?.iter().rev() {
        for (path, bytes) in theme.files() {
            layers.add(path, bytes, None);
        }
        layers.above += 1;
        layers.options.extend(manifest_of(theme).options);
    }
    for (path, bytes) in own {
        layers.add(path, bytes, Some(format!("theme/{path}")));
    }
    layers.options.extend(manifest.options);
    layers.problems.extend(vain::in_vain(own));
    Ok(Theme { leads: vain::leads(own), ..layers.finish()? })
}

/// The names of the themes that are built in.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|theme| theme.name)
}

/// The built-in themes that a project's files lie upon, the uppermost first.
fn below(name: Option<&str>, own: &Manifest) -> Result<Vec<&'static BuiltIn>, Vec<Diagnostic>> {
    // A project may name its own theme.
    let named = name.filter(|name| own.name.as_deref() != Some(name));
    let (wanted, file) = match (named, &own.extends) {
        (Some(name), Some(extends)) if name != extends => {
            let message = format!("`theme` is {name}, but the project's own theme extends {extends}");
            let help = "remove `theme` from accolade.yaml, or write the same name in both places";
            return Err(vec![Diagnostic::error("theme-contradiction", message).in_file("accolade.yaml").help(help)]);
        }
        (None, Some(extends)) => (extends.as_str(), "theme/theme.toml"),
        (name, _) => (name.unwrap_or("default"), "accolade.yaml"),
    };
    let mut themes = Vec::new();
    let mut next = Some(wanted.to_owned());
    while let Some(name) = next {
        let Some(theme) = BUILT_IN.iter().find(|theme| theme.name == name) else {
            let known: Vec<_> = BUILT_IN.iter().map(|theme| theme.name).collect();
            return Err(vec![
                Diagnostic::error("unknown-theme", format!("there is no theme named {name:?}"))
                    .in_file(file)
                    .help(format!("choose one of: {}", known.join(", "))),
            ]);
        };
        next = manifest_of(theme).extends;
        themes.push(theme);
    }
    Ok(themes)
}

fn manifest_of(theme: &BuiltIn) -> Manifest {
    let bytes = theme.files().find(|(path, _)| *path == MANIFEST).map_or(&[][..], |(_, bytes)| bytes);
    read_manifest(bytes, MANIFEST).expect("a built-in theme's description holds: tests read each")
}

fn read_manifest(bytes: &[u8], shown: &str) -> Result<Manifest, Vec<Diagnostic>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => manifest::read(text, shown),
        Err(_) => Err(vec![
            Diagnostic::error("not-utf8", "theme.toml is not UTF-8 text").in_file(shown).help("save it as UTF-8"),
        ]),
    }
}

/// The nearest of the known names, when one is near enough to be meant.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let near = known.map(|known| (strsim::damerau_levenshtein(name, known), known)).min()?;
    (near.0 <= 3 && near.0 * 3 <= name.chars().count()).then_some(near.1)
}

#[derive(Default)]
struct Layers {
    templates: BTreeMap<String, String>,
    origins: BTreeMap<String, String>,
    /// The templates of the themes below: each is of use to some page.
    below: BTreeSet<String>,
    /// By path: how many themes lie below the one that first has it, and what it holds now.
    assets: BTreeMap<String, (usize, Arc<[u8]>)>,
    /// How many themes lie below the one that is added.
    above: usize,
    custom: Option<Arc<[u8]>>,
    options: BTreeMap<String, ThemeOption>,
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
                    self.origins.extend(origin.clone().map(|o| (name.to_owned(), o)));
                }
                Err(_) => self.problems.push(
                    Diagnostic::error("not-utf8", "this template is not UTF-8 text")
                        .in_file(shown)
                        .help("save it as UTF-8"),
                ),
            }
            self.below.extend(origin.is_none().then(|| name.to_owned()));
        } else if path.starts_with("assets/") {
            let short = std::str::from_utf8(bytes).ok().filter(|_| origin.is_none() && path.ends_with(".css"));
            let short = short.map(compact::css);
            let bytes = short.as_ref().map_or(bytes, |text| text.as_bytes());
            self.assets.entry(path.to_owned()).or_insert((self.above, Arc::default())).1 = bytes.into();
        } else if path == "custom.css" {
            self.custom = Some(bytes.into());
        } else if path != MANIFEST {
            self.problems.push(
                Diagnostic::warning("theme-file-unused", "nothing uses this file of the theme")
                    .in_file(shown)
                    .help("templates go below theme/templates/, other files below theme/assets/, own styles into theme/custom.css, options into theme/theme.toml"),
            );
        }
    }

    /// A template of the project's own that no page is made with: it stands in for none of a theme's, no other template names it,
    /// and it defines no component, which every template can use.
    fn unused(&self) -> Vec<Diagnostic> {
        let named = |name: &str| {
            let quoted = [format!("\"{name}\""), format!("'{name}'")];
            self.templates.iter().any(|(other, text)| other != name && quoted.iter().any(|q| text.contains(q)))
        };
        let own = self.templates.iter().filter(|(name, _)| !self.below.contains(*name));
        let idle = own
            .filter(|(name, text)| !named(name) && !text.contains("{% component") && !text.contains("{%- component"));
        let warn = |(name, _): (&String, &String)| {
            let file = self.origins.get(name).cloned().unwrap_or_else(|| name.clone());
            let near = nearest(name, self.below.iter().map(String::as_str));
            let help = near.map_or_else(
                || {
                    "a template has the name of the one that it stands in for, or another template includes it"
                        .to_owned()
                },
                |near| format!("did you mean {near}?"),
            );
            Diagnostic::warning("theme-file-unused", "no page is made with this template").in_file(file).help(help)
        };
        idle.map(warn).collect()
    }

    fn finish(mut self) -> Result<Theme, Vec<Diagnostic>> {
        self.problems.extend(self.unused());
        if crate::diag::has_errors(&self.problems) {
            return Err(self.problems);
        }
        let mut assets: Vec<_> = self.assets.into_iter().collect();
        // Stable: by path within a theme.
        assets.sort_by_key(|(_, (above, _))| *above);
        let mut assets: Vec<_> = assets.into_iter().map(|(path, (_, bytes))| (SitePath(path), bytes)).collect();
        assets.extend(self.custom.map(|bytes| (SitePath("assets/custom.css".to_owned()), bytes)));
        let settings = self.options.iter().map(|(name, option)| (name.clone(), option.default.clone())).collect();
        Ok(Theme {
            templates: self.templates,
            assets,
            origins: self.origins,
            options: self.options,
            settings,
            warnings: self.problems,
            leads: Vec::new(),
        })
    }
}

impl Theme {
    /// Lays a stylesheet that was made from the options before the theme's own.
    pub fn add_options_sheet(&mut self, css: String) {
        self.assets.retain(|(path, _)| path.0 != OPTIONS_SHEET);
        self.assets.insert(0, (SitePath(OPTIONS_SHEET.to_owned()), css.into_bytes().into()));
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
            None,
            &[
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
    fn a_sheet_of_the_theme_above_follows_those_below_whatever_its_name() {
        let own = [("assets/a.css", &b"p{}"[..]), ("assets/theme.css", b"own"), ("custom.css", b"q{}")];
        let theme = assemble(Some("broadside"), &own).expect("a good theme");
        let sheets: Vec<_> = theme.assets.iter().map(|(path, _)| path.0.trim_start_matches("assets/")).collect();
        let place = |name: &str| sheets.iter().position(|sheet| *sheet == name).expect("it is there");
        let order = ["style.css", "theme.css", "a.css", "custom.css"].map(place);
        assert!(order.is_sorted(), "{sheets:?}");
    }

    #[test]
    fn a_file_that_nothing_uses_is_named() {
        let theme = assemble(None, &[("style.css", &b"p{}"[..])]).expect("a good theme");
        assert_eq!(theme.warnings.iter().map(|d| d.code).collect::<Vec<_>>(), ["theme-file-unused"]);
    }

    #[test]
    fn a_template_that_no_page_is_made_with_is_named() {
        let own: [(&str, &[u8]); 5] = [
            ("templates/credentail.html", b"x"),
            ("templates/own/note.html", b"x"),
            ("templates/page.html", b"{% include \"own/note.html\" %}"),
            ("templates/pieces.html", b"{% component box(a) %}{% endcomponent box %}"),
            ("templates/drawers.html", b"x"),
        ];
        let theme = assemble(Some("catalogue"), &own).expect("a good theme");
        let told: Vec<_> = theme.warnings.iter().map(|d| (d.to_string(), d.help.clone().unwrap_or_default())).collect();
        let message = "warning[theme-file-unused] theme/templates/credentail.html: no page is made with this template";
        assert_eq!(told, [(message.to_owned(), "did you mean credential.html?".to_owned())]);
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_named() {
        assert_eq!(codes(assemble(Some("newspaper"), &[])), ["unknown-theme"]);
        let own = |text: &'static str| [("theme.toml", text.as_bytes())];
        assert_eq!(codes(assemble(None, &own("interface = 99"))), ["theme-interface"]);
        assert_eq!(codes(assemble(None, &own("interface = 1\nextends = \"newspaper\""))), ["unknown-theme"]);
        let contradiction = own("interface = 1\nextends = \"broadside\"");
        assert_eq!(codes(assemble(Some("default"), &contradiction)), ["theme-contradiction"]);
        assert_eq!(codes(assemble(None, &[("theme.toml", &[0xff][..])])), ["not-utf8"]);
        assert_eq!(codes(assemble(None, &[("templates/home.html", &[0xff][..])])), ["not-utf8"]);
    }

    #[test]
    fn a_theme_lies_upon_the_one_that_it_extends() {
        let paths = |theme: &Theme| theme.assets.iter().map(|(path, _)| path.0.clone()).collect::<Vec<_>>();
        let broadside = assemble(Some("broadside"), &[]).expect("a good theme");
        assert!(broadside.templates.contains_key("credential.html"), "from the theme below");
        assert!(paths(&broadside).contains(&"assets/theme.css".to_owned()));
        let own = &b"name = \"mine\"\ninterface = 1\nextends = \"broadside\"\n[options.wide]\ntype = \"boolean\"\ndefault = true"[..];
        for name in [None, Some("mine"), Some("broadside")] {
            let theme = assemble(name, &[("theme.toml", own)]).expect("a good theme");
            assert_eq!(paths(&theme), paths(&broadside));
            assert_eq!(theme.settings["wide"], Setting::Boolean(true));
            assert!(broadside.options.keys().all(|name| theme.options.contains_key(name)));
        }
    }

    #[test]
    fn every_built_in_theme_says_its_name_and_what_each_option_does() {
        for (name, manifest) in built_in() {
            assert_eq!(manifest.name.as_deref(), Some(name));
            assert!(manifest.options.values().all(|option| !option.description.is_empty()), "{name}");
        }
    }
}
