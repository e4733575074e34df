//! `accolade build [DIR]`: the whole chain, from the project's files to the site on disk.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::progress::Progress;
use super::project::{ProjectArgs, refused, verdicts};
use super::{Exit, Globals, cache, clock, put, remembered};
use crate::judge::Summary;
use crate::load;
use crate::model::{Output, Site};
use crate::output::{self, Making, PublishError, Published, Recall, State, Target};
use crate::pipeline::Memory;
use crate::render::{Pages, Part};

/// What `build` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    /// Where the site goes [default: DIR/public]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build one of N disjoint parts of the site, for `accolade merge` to join; needs a moment that all parts share
    #[arg(long, value_name = "I/N", value_parser = part, requires = "output")]
    shard: Option<Part>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let out = args.output.clone().unwrap_or_else(|| put::below(&args.project.dir, "public"));
    if args.shard.is_some() && args.project.as_of.asked().is_none() {
        return globals.usage(
            "the parts of a site must speak of one moment: give each the same --as-of, or SOURCE_DATE_EPOCH in its environment",
        );
    }
    // A folder that cannot be the output is told before the work; a project that is not there is told by reading it.
    if args.project.dir.is_dir()
        && let Err(error) = target(args, &out)
    {
        return failed(globals, error);
    }
    let place = std::path::absolute(&out).ok().and_then(|out| cache::place(&args.project.dir, &out));
    let before = Before::of(args, place.as_ref());
    if let Some(said) = before.as_ref().and_then(|before| before.standing(args, &out)) {
        tell(globals, &said, None, (args.shard, &out));
        return Exit::Ok;
    }
    let (keeper, signatures) = place.as_ref().and_then(remembered::read).unzip();
    let memory = Memory::of(signatures);
    let outcome = args.project.prepare_with(globals, &memory);
    if let (Some(keeper), Some(signatures)) = (keeper, memory.signatures()) {
        keeper.keep(signatures);
    }
    let Some(ready) = &outcome.ready else {
        let before = if out.is_dir() { format!(": {} is as it was", out.display()) } else { String::new() };
        return refused(globals, &outcome, &format!("nothing was written{before}"));
    };
    let fingerprint = args.project.fingerprint(&outcome);
    let all = ready.pages.of(&ready.site);
    let some = args.shard.map(|part| part.pages(&all));
    let pages: &dyn Pages = some.as_ref().map_or(&all, |some| some);
    let published = target(args, &out).and_then(|target| {
        if let Some(standing) = output::up_to_date(&target, &fingerprint, pages) {
            return Ok((standing, true));
        }
        let progress = Progress::counting(globals, pages.len(), "rendering");
        let rests = ready.renderer.rests();
        let recall = place.as_ref().map(|place| Recall::read(&place.pages)).unwrap_or_default();
        let making = Making {
            render: &|page| ready.made(page),
            rests: &|page| rests.on(page),
            before: &recall,
            progress: &|done| progress.done(done),
        };
        output::publish(&target, &fingerprint, pages, &making).map(|done| (done, false))
    });
    match published {
        Ok((done, stood)) => {
            // A cache that cannot be written makes the next build slower, and nothing else.
            if let Some(place) = place.as_ref().filter(|_| !stood) {
                let _ = done.recall.write(&place.pages, done.put);
            }
            let said = Said { summary: outcome.summary, fewer: left_out(&ready.site), files: pages.len() };
            // A build with warnings is not remembered: they have to be found and told again next time.
            if let Some(before) = before.filter(|_| outcome.diagnostics.is_empty()) {
                before.remember(&said, pages, &done);
            }
            tell(globals, &said, (!stood).then_some(done), (args.shard, &out));
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
    files: usize,
}

/// Where it goes.
fn target(args: &Args, out: &Path) -> Result<Target, PublishError> {
    Target::check_for(out, &args.project.dir, args.shard)
}

/// A part of a site.
fn part(text: &str) -> Result<Part, String> {
    let wrong = || format!("expected a part and how many there are, as in 2/4, and no more than {}", Part::MOST);
    Part::parse(text).ok_or_else(wrong)
}

/// How things look before a build, and where the last one left how they looked then.
struct Before {
    file: PathBuf,
    inputs: String,
}

impl Before {
    /// `None` when there is no cache, when a file was changed just now, or when verdicts depend on the clock.
    fn of(args: &Args, place: Option<&cache::Place>) -> Option<Self> {
        let (asked, file) = (args.project.as_of.asked()?, place?.state.clone());
        let files = load::stamp(&args.project.dir, clock::system_now())?;
        let mut all = blake3::Hasher::new();
        let address = args.project.base_url.as_deref().unwrap_or_default();
        let shard = args.shard.map_or_else(String::new, |part| part.to_string());
        for part in [env!("CARGO_PKG_VERSION"), env!("ACCOLADE_SOURCE"), &files, &asked.to_string(), address, &shard] {
            all.update(part.as_bytes()).update(&[0]);
        }
        Some(Self { file, inputs: all.finalize().to_hex().to_string() })
    }

    /// What the last build said, when nothing has changed since, neither what went in nor what came out.
    fn standing(&self, args: &Args, out: &Path) -> Option<Said> {
        let target = target(args, out).ok()?;
        serde_json::from_value(State::standing(&self.file, &self.inputs, &target)?.said).ok()
    }

    /// Remembers a build. A cache that cannot be written makes the next build slower, and nothing else.
    fn remember(self, said: &Said, pages: &dyn Pages, done: &Published) {
        let said = serde_json::to_value(said).unwrap_or_default();
        let _ = State::new(self.inputs, said, done).write(&self.file, pages, &done.lengths);
    }
}

/// Says why nothing was published.
pub(super) fn failed(globals: &Globals, error: PublishError) -> Exit {
    let exit = match error {
        PublishError::Render(_) | PublishError::Twice { .. } => Exit::Bad,
        PublishError::Place { .. } | PublishError::Foreign { .. } | PublishError::NotBuilt { .. } => Exit::Usage,
        PublishError::Busy { .. } | PublishError::Io { .. } => Exit::Io,
    };
    globals.diagnostics(&error.diagnostics());
    exit
}

/// What was verified, refused and written, and where to open it.
fn tell(globals: &Globals, said: &Said, published: Option<Published>, (part, out): (Option<Part>, &Path)) {
    let home = out.join("index.html");
    if globals.json() {
        let up_to_date = published.is_none();
        let done = published.unwrap_or_default();
        globals.json_line(&json!({
            "credentials": said.summary,
            "up_to_date": up_to_date,
            "written": done.written,
            "unchanged": done.unchanged,
            "rendered": done.rendered,
            "removed": done.removed,
            "bytes": done.bytes,
            "output": out,
            "part": part.map(|part| json!({"number": part.number(), "of": part.of(), "files": said.files})),
            "open": part.is_none().then_some(home),
        }));
    } else if !globals.quiet() {
        let files = match published {
            None => "nothing has changed since the last build: nothing was written".to_owned(),
            Some(published) => files(&published),
        };
        let (verdicts, fewer) = (verdicts(&said.summary), &said.fewer);
        let last = match part {
            Some(part) => format!("{part}: {} files in {}", said.files, out.display()),
            None => format!("open {}", home.display()),
        };
        globals.result(&format!("credentials: {verdicts}\n{files}\n{fewer}{last}"));
    }
}

/// A line on the files of a publication.
pub(super) fn files(done: &Published) -> String {
    let Published { written, unchanged, removed, bytes, .. } = done;
    format!("files: {written} written, {unchanged} unchanged, {removed} removed; {} in all", size(*bytes))
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
