//! In: a project folder, a moment, and what was made before. Out: a closed site with its theme, or what is wrong.
//! The one function that names every stage in order; `check`, `build` and `serve` all call it. It writes nothing.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::diag::{Diagnostic, Place, has_errors};
use crate::draft::Placed;
use crate::draft::options::ChosenOption;
use crate::judge::{self, Memo, Signatures, Summary};
use crate::load::Source;
use crate::load::theme::{Theme, load_theme};
use crate::model::{self, Cleaners, Icons, Site};
use crate::render::Pages as _;
use crate::render::fonts::Fonts;
use crate::render::import;
use crate::render::svg::icon;
use crate::render::words::Language;
use crate::{draft, load, render};

/// What a build depends on besides the project's files.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The project folder.
    pub dir: &'a Path,
    /// The moment that verdicts speak of.
    pub as_of: Timestamp,
    /// `--base-url`: where this build will be, instead of `url` in accolade.yaml. Ends with `/`.
    pub base_url: Option<&'a str>,
}

/// A project, ready to be rendered.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The site; `None` when there is any error.
    pub site: Option<Arc<Site>>,
    /// Its theme; `None` when there is any error.
    pub theme: Option<Arc<Theme>>,
    /// Everything that was found, errors first, then by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How many entries got which verdict.
    pub summary: Summary,
    /// A hash over the project's files.
    pub fingerprint: String,
}

/// What builds of a project remember from one to the next. It makes them faster and can not make them different.
#[derive(Debug, Default)]
pub struct Memory {
    judged: Memo,
    /// The last site, by a hash over all that it was made of.
    resolved: Mutex<Option<(blake3::Hash, Resolved)>>,
    forgets: bool,
}

/// A site, and what was found on the way to it: all that its theme has no part in.
#[derive(Debug, Clone)]
struct Resolved {
    site: Option<Arc<Site>>,
    found: Vec<Diagnostic>,
    summary: Summary,
    theme: Option<Placed<String>>,
    theme_options: Vec<ChosenOption>,
    /// Where the project's own texts lead within the site.
    targets: Vec<Placed<String>>,
}

impl Memory {
    /// A memory that remembers nothing: for one build alone, whatever its size.
    #[must_use]
    pub fn none() -> Self {
        Self { judged: Memo::none(), forgets: true, ..Self::default() }
    }

    /// The same with what an earlier build found of signatures, which spares arithmetic and decides nothing else.
    #[must_use]
    pub fn of(signatures: Option<Signatures>) -> Self {
        Self { judged: Memo::of(signatures), ..Self::none() }
    }

    /// What there is to remember of signatures.
    #[must_use]
    pub fn signatures(self) -> Option<Signatures> {
        self.judged.signatures()
    }

    /// How many judgements are remembered.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.judged.len()
    }

    /// The site of what was read: the last one, when it was made of the very same.
    fn resolved(&self, source: &Source, options: &Options) -> Resolved {
        if self.forgets {
            return resolve(source, options, &self.judged);
        }
        let mut key = blake3::Hasher::new();
        for part in [&*source.fingerprint_outside("theme"), &options.as_of.to_string(), options.base_url.unwrap_or("")]
        {
            key.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        let key = key.finalize();
        let mut last = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((of, resolved)) if *of == key => resolved.clone(),
            _ => last.insert((key, resolve(source, options, &self.judged))).1.clone(),
        }
    }
}

/// Reads, drafts, judges and resolves a project. Every stage runs as far as it can, so that all errors are found at once.
#[must_use]
pub fn prepare(options: &Options, memory: &Memory) -> Prepared {
    let (source, mut found) = load::load(options.dir);
    let fingerprint = source.fingerprint();
    if source.get("accolade.yaml").is_none() {
        return Prepared { diagnostics: in_order(found), fingerprint, ..Prepared::default() };
    }
    let Resolved { site, found: problems, summary, theme, theme_options, targets } = memory.resolved(&source, options);
    found.extend(problems);
    let named = theme.as_ref().map(|theme| theme.value.as_str());
    let mut theme = match load_theme(&source, named) {
        Ok(laid) => Some(laid),
        Err(problems) => {
            found.extend(problems.into_iter().map(|problem| at_its_name(problem, theme.as_ref())));
            None
        }
    };
    if let Some(theme) = &mut theme {
        found.extend(theme.warnings.clone());
        found.extend(draft::options::settle(theme, &theme_options));
        if let Some(css) = render::options::stylesheet(theme) {
            theme.add_options_sheet(css);
        }
    }
    if let (Some(site), Some(theme)) = (&site, &theme) {
        let plan = render::plan(site, theme);
        let planned = plan.of(site);
        found.extend(model::claim_all(planned.len(), |n| planned.page(n).path));
        found.extend(model::dead_links(&targets, planned.len(), |n| planned.page(n).path));
        found.extend(model::unlisted_links(site, &targets));
        found.extend(dead_in_sheets(theme, &|targets| {
            model::dead_links(targets, planned.len(), |n| planned.page(n).path)
        }));
    }
    let sound = !has_errors(&found);
    Prepared {
        site: site.filter(|_| sound),
        theme: theme.filter(|_| sound).map(Arc::new),
        diagnostics: in_order(found),
        summary,
        fingerprint,
    }
}

/// Where the theme's own style sheets lead to nothing.
fn dead_in_sheets(theme: &Theme, dead: &dyn Fn(&[Placed<String>]) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let placed = |(path, place): &(String, Place)| Placed { value: path.clone(), place: place.clone() };
    let targets: Vec<_> = theme.leads.iter().map(placed).collect();
    let help = "addresses in a style sheet begin at the sheet: FILE beside it in theme/assets/, ../static/FILE for one of static/";
    dead(&targets).into_iter().map(|found| found.help(help)).collect()
}

/// What is wrong with the theme that accolade.yaml names, at the line that names it.
fn at_its_name(mut problem: Diagnostic, named: Option<&Placed<String>>) -> Diagnostic {
    let Some(named) = named.filter(|named| problem.place.as_ref().is_some_and(|at| at.file == named.place.file)) else {
        return problem;
    };
    problem.place = Some(named.place.clone());
    if problem.code == "unknown-theme"
        && let Some(near) = draft::suggest(&named.value, load::theme::names())
    {
        problem.help = Some(format!("did you mean {near}?"));
    }
    problem
}

fn resolve(source: &Source, options: &Options, memo: &Memo) -> Resolved {
    let (drafts, mut found) = draft::draft(source);
    let (judgements, problems) = judge::judge(&drafts, memo, options.as_of);
    found.extend(problems);
    let summary = judgements.summary;
    let names = icon::all_names();
    let icons = Icons {
        names: &names,
        plain: icon::names(),
        for_word: &|word| icon::search(word).next().map(|icon| icon.name),
    };
    let fonts = Fonts::with(&drafts.fonts);
    let cleaners =
        Cleaners { picture: &|bytes| import::picture(bytes, &fonts), device: &|bytes| import::icon(bytes, &fonts) };
    let resolving = model::Options { as_of: options.as_of, base_url: options.base_url, icons, cleaners };
    let (site, problems) = model::resolve(&drafts, judgements, &resolving);
    found.extend(problems);
    found = model::issuer_changed(&drafts, found);
    found.extend(drafts.site.languages.iter().filter_map(|tag| unknown_language(tag)));
    found.extend(site.as_ref().and_then(render::certificate::left_out));
    found.extend(site.as_ref().and_then(render::preview::left_out));
    let targets = drafts.targets().cloned().collect();
    let draft::SiteDraft { theme, theme_options, .. } = drafts.site;
    Resolved { site: site.map(Arc::new), found, summary, theme, theme_options, targets }
}

/// The pages of a language that has no table of words are in English: the project's own texts stay as they are.
fn unknown_language(tag: &str) -> Option<Diagnostic> {
    if Language::is_known(tag) {
        return None;
    }
    let message = format!("the pages' own words are not there in the language {tag:?}, so they are English");
    let help = format!("there are {}; docs/languages.md says how another is added", Language::known().join(", "));
    Some(Diagnostic::warning("no-such-language", message).in_file("accolade.yaml").help(help))
}

fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |d: &Diagnostic| d.place.as_ref().map(|place| (place.file.clone(), place.line, place.column));
    found.sort_by_cached_key(|d| (d.severity, place(d), d.message.clone()));
    found.dedup();
    found
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their own temp folders")]
mod tests {
    use super::*;
    use crate::model::EntryId;

    fn write(dir: &Path, path: &str, text: &str) {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn what_is_remembered_makes_no_other_site() {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| write(dir.path(), path, text);
        let memory = Memory::default();
        let at = |second| Options { dir: dir.path(), as_of: Timestamp::from_second(second).unwrap(), base_url: None };
        let settings = "title: Maya\nurl: https://maya.example/\nholder:\n  name: Maya\n";
        write("accolade.yaml", settings);
        write("credentials/talk.yaml", "claim: {name: A talk, earned: 2026-05-01}\n");
        let first = prepare(&at(0), &memory);
        let told = |prepared: &Prepared| format!("{:?} {:?}", prepared.diagnostics, prepared.summary);
        // A theme of its own changes nothing of the site, and everything of what it is laid in.
        write("theme/templates/404.html", "nothing {{ here");
        let second = prepare(&at(0), &memory);
        assert!(Arc::ptr_eq(first.site.as_ref().unwrap(), second.site.as_ref().unwrap()));
        assert_ne!(format!("{:?}", first.theme), format!("{:?}", second.theme));
        assert_ne!(first.fingerprint, second.fingerprint);
        write("theme/unused.txt", "");
        let third = prepare(&at(0), &memory);
        assert_eq!(told(&third), told(&prepare(&at(0), &Memory::none())));
        assert!(!third.diagnostics.is_empty() && told(&third) != told(&second));
        // Whatever else changes makes another one.
        for change in ["a moment", "its words", "its settings"] {
            match change {
                "a moment" => {}
                "its words" => write("credentials/talk.yaml", "claim: {name: Two talks, earned: 2026-05-01}\n"),
                _ => write("accolade.yaml", &settings.replace("title: Maya", "title: Other")),
            }
            let (warm, cold) = (prepare(&at(1), &memory), prepare(&at(1), &Memory::none()));
            assert!(!Arc::ptr_eq(first.site.as_ref().unwrap(), warm.site.as_ref().unwrap()), "{change}");
            assert_eq!(format!("{:?}", warm.site), format!("{:?}", cold.site), "{change}");
        }
    }

    #[test]
    fn a_small_project_becomes_a_site_and_an_error_makes_none() {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| write(dir.path(), path, text);
        let options = Options { dir: dir.path(), as_of: "2026-11-24T00:00:00Z".parse().unwrap(), base_url: None };
        write("accolade.yaml", "title: Maya\nholder:\n  name: Maya\n");
        write("credentials/talk.yaml", "claim: {name: A talk, earned: 2026-05-01, skills: [Speaking]}\n");
        let prepared = prepare(&options, &Memory::default());
        let site = prepared.site.unwrap();
        assert_eq!(prepared.summary, Summary { claimed: 1, ..Summary::default() });
        assert_eq!((&*site.credentials[EntryId(0)].slug, site.skills[0].name.as_str()), ("talk", "Speaking"));
        assert_eq!(prepared.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["no-url"]);

        write("credentials/forged.json", "{}");
        write("badges/talk.yaml", "name: Talk\n");
        let prepared = prepare(&options, &Memory::default());
        assert!(prepared.site.is_none() && prepared.theme.is_none());
        assert_eq!(prepared.summary.refused, 1);
        let files: Vec<_> = prepared.diagnostics.iter().filter_map(|d| Some(d.place.as_ref()?.file.as_str())).collect();
        assert_eq!(files, ["badges/talk.yaml", "badges/talk.yaml", "credentials/forged.json", "accolade.yaml"]);
    }
}
