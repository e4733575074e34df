//! `accolade serve [DIR]`: the site from memory while it is being written, on this machine's own address.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::project::{ProjectArgs, Ready, refused, verdicts};
use super::{Exit, Globals};
use crate::diag::Diagnostic;
use crate::pipeline::Memory;
use crate::render::{Page, Renderer};
use crate::serve::{self, Built, Pages, Watched};

/// Seconds for which rebuilds speak of one moment.
const STEP: i64 = 600;

/// What `serve` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    /// The port; when it is taken, that is an error [default: the first free one from 4100 on]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    if !args.project.dir.join("accolade.yaml").is_file() {
        let outcome = args.project.prepare_and_show(globals);
        return refused(globals, &outcome, "there is nothing to serve");
    }
    let bound = serve::bind(args.port).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) = match bound {
        Ok(bound) => bound,
        Err(error) => {
            let port = args.port.map(|port| format!(" {port}")).unwrap_or_default();
            return globals.fail(Exit::Io, format!("port{port} cannot be used: {error}; choose another with --port"));
        }
    };
    let watched = Watched::new(&args.project.dir);
    let (project, shown, memory) = (args.project.clone(), globals.clone(), Memory::default());
    let rebuild = move || built(&project, &shown, &memory);
    let first = rebuild();
    let url = format!("http://{address}/");
    if globals.json() {
        globals.json_line(&serde_json::json!({ "serving": url }));
    } else {
        globals.result(&format!("serving {url} (ctrl-c ends it)"));
    }
    if args.open
        && let Err(error) = opener::open_browser(&url)
    {
        globals.note(&format!("no browser could be opened ({error}): open {url} yourself"));
    }
    match serve::serve(listener, watched, first, rebuild) {
        Ok(()) => Exit::Ok,
        Err(error) => globals.fail(Exit::Io, format!("the server has ended: {error}")),
    }
}

fn built(project: &ProjectArgs, globals: &Globals, memory: &Memory) -> Built {
    let outcome = project.prepare(moment(project), memory);
    globals.diagnostics(&outcome.diagnostics);
    globals.note(&match outcome.ready {
        Some(_) => format!("credentials: {}", verdicts(&outcome.summary)),
        None => "the browser shows what is wrong, on top of the last good site".to_owned(),
    });
    let pages = outcome.ready.map(|ready| Arc::new(Shown::new(ready)) as Arc<dyn Pages>);
    Built { pages, diagnostics: outcome.diagnostics, fingerprint: outcome.fingerprint }
}

/// The moment that was asked for, else the next full ten minutes: most rebuilds then speak of the same moment, and judge only
/// what is new; and what was issued a second ago is valid already.
fn moment(project: &ProjectArgs) -> Timestamp {
    project.as_of.asked().unwrap_or_else(|| {
        let now = project.as_of.moment();
        Timestamp::from_second((now.as_second() / STEP + 1) * STEP).unwrap_or(now)
    })
}

/// A site whose pages are rendered when they are asked for.
struct Shown {
    renderer: Renderer,
    pages: BTreeMap<String, Page>,
    base: String,
}

impl Shown {
    fn new(ready: Ready) -> Self {
        let base = ready.site.meta.base_url.as_deref().and_then(|base| url::Url::parse(base).ok());
        Self {
            renderer: ready.renderer,
            pages: ready.pages.of(&ready.site).iter().map(|page| (page.path.0.clone(), page)).collect(),
            base: base.map_or_else(|| "/".to_owned(), |base| base.path().to_owned()),
        }
    }
}

impl Pages for Shown {
    fn has(&self, path: &str) -> bool {
        self.pages.contains_key(path)
    }
    fn render(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        self.pages.get(path).map_or_else(
            || Err(Diagnostic::error("no-page", format!("there is no page at {path}"))),
            |page| self.renderer.render(page),
        )
    }
    fn base(&self) -> &str {
        &self.base
    }
}
