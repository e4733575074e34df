//! In: a project's own theme files. Out: what browsers will not load or run of them, which is a warning each, and where its style sheets lead
//! within the site. What a page may load is the policy that it carries (`CSP` in `render`): files of the site and nothing else.

use crate::diag::{Diagnostic, Place, Span};
use crate::load::css;

/// Templates of files that stand on their own: their scripts and styles are in them, and their policy names them.
const ALONE: [&str; 3] = ["templates/alone.html", "templates/pack.html", "templates/verify-file.html"];
/// Tags that load something, and the attribute that says what.
const LOADING: [(&str, &str); 9] = [
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
];
/// What a `link` is of that is loaded with the page.
const LOADED: [&str; 4] = ["stylesheet", "icon", "preload", "modulepreload"];

/// What browsers leave out of these files, by their paths below `theme/`.
pub(super) fn in_vain(own: &[(&str, &[u8])]) -> Vec<Diagnostic> {
    let texts = own.iter().filter_map(|(path, bytes)| Some((*path, std::str::from_utf8(bytes).ok()?)));
    let found = texts.flat_map(
        |(path, text)| {
            if path.starts_with("templates/") { template(path, text) } else { sheet(path, text) }
        },
    );
    found.collect()
}

/// Where the style sheets of these files lead within the site: paths from its first page.
pub(super) fn leads(own: &[(&str, &[u8])]) -> Vec<(String, Place)> {
    let texts = own.iter().filter_map(|(path, bytes)| Some((*path, std::str::from_utf8(bytes).ok()?)));
    let all = texts.filter(|(path, _)| is_sheet(path)).flat_map(|(path, text)| {
        let within = css::addresses(text).into_iter().filter(|(address, _)| {
            !css::is_foreign(address) && !address.starts_with(['#', '/']) && !address.starts_with("data:")
        });
        let lead = move |(address, span): (&str, Span)| {
            Some((resolved(path, address)?, Place::of(format!("theme/{path}"), text, span)))
        };
        within.filter_map(lead)
    });
    all.collect()
}

fn is_sheet(path: &str) -> bool {
    path == "custom.css" || (path.starts_with("assets/") && path.ends_with(".css"))
}

/// A path from the site's first page; `custom.css` is published beside the other sheets.
fn resolved(sheet: &str, address: &str) -> Option<String> {
    let folder = sheet.rsplit_once('/').map_or("assets", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    let path = address.split(['?', '#']).next().filter(|path| !path.is_empty())?;
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn sheet(path: &str, text: &str) -> Vec<Diagnostic> {
    if !is_sheet(path) {
        return Vec::new();
    }
    let foreign = css::addresses(text).into_iter().filter(|(address, _)| css::is_foreign(address));
    foreign.map(|(address, span)| elsewhere(address).at(format!("theme/{path}"), text, span)).collect()
}

fn template(path: &str, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let bare = without_comments(text);
    for (at, _) in bare.match_indices('<') {
        let tag = &bare[at + 1..];
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let span = Span { start: at, end: at + 1 + name.len() };
        let inside = match name {
            _ if ALONE.contains(&path) => None,
            "script" if attribute(tag, "src").is_none() && !is_data(tag) => Some((
                "this script never runs: a page's policy lets nothing run that is written into the page",
                "do without it: what a page shows comes from its template and its style sheets",
            )),
            "style" => Some((
                "these styles have no effect: a page's policy takes none that are written into the page",
                "put them into theme/custom.css or a file of theme/assets/",
            )),
            _ => None,
        };
        let wrong = inside.map(|(message, help)| Diagnostic::warning("left-out", message).help(help));
        let named = LOADING.iter().find(|(loading, _)| *loading == name).and_then(|(_, attr)| attribute(tag, attr));
        let named = named.filter(|address| css::is_foreign(address) && (name != "link" || is_loaded(tag)));
        found.extend(wrong.or_else(|| named.map(elsewhere)).map(|wrong| wrong.at(format!("theme/{path}"), text, span)));
    }
    found
}

fn elsewhere(address: &str) -> Diagnostic {
    let shown: String = address.chars().take(60).collect();
    Diagnostic::warning("left-out", format!("{shown:?} is not loaded: pages load nothing from other hosts"))
        .help("put the file into theme/assets/ and name it from there")
}

/// The value of an attribute of a tag, quoted or not.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = lower[..*at].chars().next_back();
        before.is_some_and(char::is_whitespace) && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..].trim_start()[1..].trim_start();
    match value.chars().next().filter(|c| ['"', '\''].contains(c)) {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split_whitespace().next(),
    }
}

/// Whether a script is data, which no browser runs.
fn is_data(tag: &str) -> bool {
    attribute(tag, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json"))
}

fn is_loaded(tag: &str) -> bool {
    let rel = attribute(tag, "rel").unwrap_or_default().to_ascii_lowercase();
    rel.split_whitespace().any(|rel| LOADED.contains(&rel))
}

/// In blanks what is a comment of the template or of HTML: every byte stands where it stood.
fn without_comments(text: &str) -> String {
    let mut bare = text.to_owned();
    css::blank(&mut bare, "{#", "#}");
    css::blank(&mut bare, "<!--", "-->");
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::built_in::BUILT_IN;

    fn told(path: &str, text: &str) -> Vec<String> {
        in_vain(&[(path, text.as_bytes())]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_no_browser_loads_or_runs_is_told_at_its_line() {
        let sheet = "p { color: red }\n@import url(https://fonts.example/a.css);\n/* url(https://b.example/) */";
        assert_eq!(
            told("assets/mine.css", sheet),
            [
                "warning[left-out] theme/assets/mine.css:2:13: \"https://fonts.example/a.css\" is not loaded: pages load nothing from other hosts"
            ]
        );
        let page = "{# <script> #}<a href=\"https://a.example/\">x</a>\n<script>go()</script>\n\
                    <script type='application/ld+json'>{}</script><script src=\"//a.example/x.js\"></script>\n\
                    <link rel=\"canonical\" href=\"https://a.example/\"><link rel=stylesheet href=https://a.example/x.css>\n\
                    <img alt=\"x\" src='https://a.example/x.png'><img src=\"{{ frame.mark }}\"><style>p{}</style>";
        let lines: Vec<_> = told("templates/page.html", page)
            .iter()
            .map(|line| line.split(':').nth(1).unwrap_or_default().to_owned())
            .collect();
        assert_eq!(lines, ["2", "3", "4", "5", "5"]);
    }

    #[test]
    fn nothing_of_the_built_in_themes_is_in_vain() {
        for theme in BUILT_IN {
            let own: Vec<_> = theme.files().collect();
            assert!(in_vain(&own).is_empty(), "{}: {:#?}", theme.name, in_vain(&own));
        }
    }

    #[test]
    fn a_sheet_leads_from_where_it_is_published() {
        let text = "a{background:url(x.png)} b{background:url('../static/y.png?v=1')} c{src:url(/z.png), url(data:x)}";
        for (path, near) in [("custom.css", "assets/x.png"), ("assets/deep/mine.css", "assets/deep/x.png")] {
            let found = leads(&[(path, text.as_bytes())]);
            assert_eq!(found[0].0, near);
        }
        assert_eq!(leads(&[("custom.css", text.as_bytes())])[1].0, "static/y.png");
    }
}
