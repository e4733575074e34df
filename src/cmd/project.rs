//! What `check`, `build`, `serve`, `gallery`, `pack` and `report` share: which project, as of when, for which address; and the chain up to
//! its pages.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::clock::AsOf;
use super::progress::Progress;
use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::judge::Summary;
use crate::model::Site;
use crate::output;
use crate::pipeline::{self, Memory, Options};
use crate::render::{self, Page, Plan, Renderer};

/// Which project, as of when, for which address.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ProjectArgs {
    /// The project's folder: the one with accolade.yaml
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,
    /// Where the site will be published, instead of the url in accolade.yaml
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(super) base_url: Option<String>,
    #[command(flatten)]
    pub(super) as_of: AsOf,
}

/// A project whose pages can be rendered.
pub(super) struct Ready {
    pub(super) site: Arc<Site>,
    pub(super) renderer: Renderer,
    pub(super) pages: Plan,
}

impl Ready {
    /// A page as it is made, or why it may not be published: `check` and `build` say the same of it. Whether it holds what is secret
    /// [`output::refuse_secret`] says, which nothing that is published goes without.
    ///
    /// # Errors
    /// When it cannot be rendered, or tells an e-mail address of a registry's people.
    pub(super) fn made(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.renderer.render(page)?;
        if let Some(contacts) = self.renderer.contacts() {
            output::refuse_mail(page, &bytes, self.renderer.drawn(page).as_deref(), contacts)?;
        }
        Ok(bytes)
    }
}

/// What became of a project.
pub(super) struct Outcome {
    /// Its pages, when there is no error.
    pub(super) ready: Option<Ready>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) summary: Summary,
    /// A hash over everything that went in, but for the clock.
    pub(super) fingerprint: String,
    /// Whether there is no such folder.
    no_folder: bool,
}

impl ProjectArgs {
    /// Everything up to the pages; the memory makes a second run of the same faster, never different.
    pub(super) fn prepare(&self, as_of: Timestamp, memory: &Memory) -> Outcome {
        let options = Options { dir: &self.dir, as_of, base_url: self.base_url.as_deref() };
        let prepared = pipeline::prepare(&options, memory);
        let mut diagnostics = prepared.diagnostics;
        let mut ready = None;
        if let (Some(site), Some(theme)) = (prepared.site, prepared.theme) {
            match Renderer::new(Arc::clone(&site), Arc::clone(&theme)) {
                Ok(renderer) => ready = Some(Ready { pages: render::plan(&site, &theme), site, renderer }),
                Err(faults) => diagnostics.extend(faults),
            }
        }
        let no_folder = !self.dir.is_dir();
        Outcome { ready, diagnostics, summary: prepared.summary, fingerprint: prepared.fingerprint, no_folder }
    }

    /// The same as of the moment that is asked for, with everything that is wrong shown.
    pub(super) fn prepare_and_show(&self, globals: &Globals) -> Outcome {
        self.prepare_with(globals, &Memory::none())
    }

    /// The same with what is remembered.
    pub(super) fn prepare_with(&self, globals: &Globals, memory: &Memory) -> Outcome {
        let outcome = self.waited_for(globals, memory);
        globals.diagnostics(&outcome.diagnostics);
        outcome
    }

    /// The same with a sign of life, and nothing shown.
    pub(super) fn prepare_silently(&self, globals: &Globals) -> Outcome {
        self.waited_for(globals, &Memory::none())
    }

    fn waited_for(&self, globals: &Globals, memory: &Memory) -> Outcome {
        let waiting = Progress::waiting(globals, "reading and judging");
        let outcome = self.prepare(self.as_of.moment(), memory);
        drop(waiting);
        outcome
    }

    /// A hash over everything that decides what is published. Without a moment that was asked for it changes with the date
    /// and with the verdicts, not with every tick of the clock.
    pub(super) fn fingerprint(&self, outcome: &Outcome) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &str| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        };
        add(env!("CARGO_PKG_VERSION"));
        add(env!("ACCOLADE_SOURCE"));
        add(&outcome.fingerprint);
        add(self.base_url.as_deref().unwrap_or_default());
        let site = outcome.ready.as_ref().map(|ready| &ready.site);
        add(&match (self.as_of.asked(), site) {
            (Some(moment), _) => moment.to_string(),
            (None, Some(site)) => TimeZone::UTC.to_datetime(site.meta.as_of).date().to_string(),
            (None, None) => String::new(),
        });
        for entry in site.iter().flat_map(|site| &site.credentials) {
            add(&format!("{:?}", entry.verdict.grade()));
            add(&entry.codes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// An address that a site can have: absolute, http or https, ending with a slash.
fn address(text: &str) -> Result<String, String> {
    let mut url =
        url::Url::parse(text).map_err(|_| "expected an address such as https://maya.example/portfolio/".to_owned())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("expected an address that begins with https:// or http://".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err("expected an address without ?, # and @".to_owned());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url.into())
}

/// What was verified, in words.
pub(super) fn verdicts(summary: &Summary) -> String {
    let counted = [
        (summary.verified, "verified"),
        (summary.authentic, "authentic but expired, revoked or not checkable now"),
        (summary.intact, "intact, signer not proven"),
        (summary.reported, "reported"),
        (summary.claimed, "self-declared"),
        (summary.refused, "refused"),
    ];
    let parts: Vec<_> = counted.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if parts.is_empty() { "no credentials yet".to_owned() } else { parts.join(", ") }
}

/// The exit of a project that has errors, with a last word.
pub(super) fn refused(globals: &Globals, outcome: &Outcome, consequence: &str) -> Exit {
    if outcome.no_folder {
        globals.note(consequence);
        return Exit::Io;
    }
    globals.note(&format!("credentials: {}\n{consequence}", verdicts(&outcome.summary)));
    Exit::Bad
}

#[cfg(test)]
mod tests {
    use super::{Summary, address, verdicts};

    #[test]
    fn an_address_ends_with_a_slash_or_is_none() {
        assert_eq!(address("https://maya.example").unwrap(), "https://maya.example/");
        assert_eq!(address("https://maya.example/a b").unwrap(), "https://maya.example/a%20b/");
        for wrong in
            ["maya.example", "javascript:alert(1)", "https://x.example/?a", "https://u:p@x.example/", "/portfolio/", ""]
        {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn verdicts_are_counted_in_words() {
        let summary = Summary { verified: 2, refused: 1, ..Summary::default() };
        assert_eq!(verdicts(&summary), "2 verified, 1 refused");
        assert_eq!(verdicts(&Summary::default()), "no credentials yet");
    }
}
