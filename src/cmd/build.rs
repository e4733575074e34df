//! `accolade build [DIR]`: the whole chain, from the project's files to the site on disk.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::progress::Progress;
use super::project::{ProjectArgs, refused, verdicts};
use super::{Exit, Globals, cache, clock};
use crate::judge::Summary;
use crate::load;
use crate::model::{Output, Site};
use crate::output::{self, PublishError, Published, State, Target};
use crate::render::Pages;

/// What `build` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    /// Where the site goes [default: DIR/public]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let out = args.output.clone().unwrap_or_else(|| {
        let beside = args.project.dir.join("public");
        beside.strip_prefix(".").map_or_else(|_| beside.clone(), Path::to_owned)
    });
    // A folder that cannot be the output is told before the work; a project that is not there is told by reading it.
    if args.project.dir.is_dir()
        && let Err(error) = Target::check(&out, &args.project.dir)
    {
        return failed(globals, error);
    }
    let before = Before::of(args, &out);
    if let Some(said) = before.as_ref().and_then(|before| before.standing(&out, &args.project.dir)) {
        tell(globals, &said, None, &out);
        return Exit::Ok;
    }
    let outcome = args.project.prepare_and_show(globals);
    let Some(ready) = &outcome.ready else {
        let before = if out.is_dir() { format!(": {} is as it was", out.display()) } else { String::new() };
        return refused(globals, &outcome, &format!("nothing was written{before}"));
    };
    let fingerprint = args.project.fingerprint(&outcome);
    let published = Target::check(&out, &args.project.dir).and_then(|target| {
        let pages = ready.pages.of(&ready.site);
        if output::up_to_date(&target, &fingerprint, &pages) {
            return Ok(None);
        }
        let progress = Progress::counting(globals, pages.len(), "rendering");
        let contacts = ready.renderer.contacts();
        let render = |page: &_| {
            let bytes = ready.renderer.render(page)?;
            contacts.map_or(Ok(()), |contacts| output::refuse_mail(page, &bytes, contacts)).map(|()| bytes)
        };
        output::publish(&target, &fingerprint, &pages, &render, &|done| progress.done(done)).map(Some)
    });
    match published {
        Ok(published) => {
            let said = Said { summary: outcome.summary, fewer: left_out(&ready.site) };
            // What is to be said again must be found again.
            if let (Some(before), Some(done), true) = (before, &published, outcome.diagnostics.is_empty()) {
                before.remember(&said, &ready.pages.of(&ready.site), done);
            }
            tell(globals, &said, published, &out);
            Exit::Ok
        }
        Err(error) => failed(globals, error),
    }
}

/// What a build says of itself, besides its files.
#[derive(Serialize, Deserialize)]
struct Said {
    summary: Summary,
    fewer: String,
}

/// How things look before a build, and where the last one left how they looked then.
struct Before {
    file: PathBuf,
    inputs: String,
}

impl Before {
    /// `None` when there is no cache, when a file was changed just now, or when verdicts depend on the clock.
    fn of(args: &Args, out: &Path) -> Option<Self> {
        let asked = args.project.as_of.asked()?;
        let file = cache::state_file(&args.project.dir, &std::path::absolute(out).ok()?)?;
        let files = load::stamp(&args.project.dir, clock::system_now())?;
        let mut all = blake3::Hasher::new();
        let address = args.project.base_url.as_deref().unwrap_or_default();
        for part in [env!("CARGO_PKG_VERSION"), env!("ACCOLADE_SOURCE"), &files, &asked.to_string(), address] {
            all.update(part.as_bytes()).update(&[0]);
        }
        Some(Self { file, inputs: all.finalize().to_hex().to_string() })
    }

    /// What the last build said, when nothing has changed since, neither what went in nor what came out.
    fn standing(&self, out: &Path, project: &Path) -> Option<Said> {
        let target = Target::check(out, project).ok()?;
        serde_json::from_value(State::standing(&self.file, &self.inputs, &target)?.said).ok()
    }

    /// Remembers a build. A cache that cannot be written makes the next build slower, and nothing else.
    fn remember(self, said: &Said, pages: &dyn Pages, done: &Published) {
        let said = serde_json::to_value(said).unwrap_or_default();
        let _ = State::new(self.inputs, said, done.lengths.len()).write(&self.file, pages, &done.lengths);
    }
}

fn failed(globals: &Globals, error: PublishError) -> Exit {
    let exit = match error {
        PublishError::Render(_) | PublishError::Twice { .. } => Exit::Bad,
        PublishError::Place { .. } | PublishError::Foreign { .. } | PublishError::NotBuilt { .. } => Exit::Usage,
        PublishError::Busy { .. } | PublishError::Io { .. } => Exit::Io,
    };
    globals.diagnostics(&error.diagnostics());
    exit
}

/// What was verified, refused and written, and where to open it.
fn tell(globals: &Globals, said: &Said, published: Option<Published>, out: &Path) {
    let home = out.join("index.html");
    if globals.json() {
        let up_to_date = published.is_none();
        let done = published.unwrap_or_default();
        globals.json_line(&json!({
            "credentials": said.summary,
            "up_to_date": up_to_date,
            "written": done.written,
            "unchanged": done.unchanged,
            "removed": done.removed,
            "bytes": done.bytes,
            "output": out,
            "open": home,
        }));
    } else if !globals.quiet() {
        let files = match published {
            None => "nothing has changed since the last build: nothing was written".to_owned(),
            Some(Published { written, unchanged, removed, bytes, .. }) => {
                format!("files: {written} written, {unchanged} unchanged, {removed} removed; {} in all", size(bytes))
            }
        };
        let (verdicts, fewer) = (verdicts(&said.summary), &said.fewer);
        globals.result(&format!("credentials: {verdicts}\n{files}\n{fewer}open {}", home.display()));
    }
}

/// A line on what is not made because there are so many credentials; empty when the project chose, or nothing is left out.
fn left_out(site: &Site) -> String {
    if site.meta.outputs_chosen || site.meta.makes(Output::Png) {
        return String::new();
    }
    let many = site.credentials.len();
    let less = if site.meta.makes(Output::Svg) { "" } else { "svg, certificate, " };
    format!(
        "outputs: without {less}png, pdf, og and embed for each of {many} credentials; `outputs:` in accolade.yaml chooses\n"
    )
}

/// A number of bytes for people.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_for_people() {
        assert_eq!([size(999), size(1_500), size(2_340_000)], ["999 bytes", "1.5 kB", "2.3 MB"]);
    }
}
