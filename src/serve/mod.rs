//! In: a function that builds the site in memory. Out: HTTP on this machine's own address; pages are rendered when asked for.
//! Watches the project, reloads the browser, shows what is wrong on top of the last good site. Never touches the published folder.

mod fault;
mod http;
mod inject;
mod watch;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use tokio::sync::watch::Sender;

use crate::diag::Diagnostic;
pub use watch::Watched;

/// The first port that is tried when none is asked for.
pub const FIRST_PORT: u16 = 4100;

/// A site in memory.
pub trait Pages: Send + Sync {
    /// Whether there is a page at this path of the site.
    fn has(&self, path: &str) -> bool;
    /// The bytes of a page that is there.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    fn render(&self, path: &str) -> Result<Vec<u8>, Diagnostic>;
    /// The path of the address that the site will be published at, with `/` at both ends: links may begin with it.
    fn base(&self) -> &str;
}

/// What a build in memory came to.
pub struct Built {
    /// The site, when there is no error.
    pub pages: Option<Arc<dyn Pages>>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// A hash over what went in: the same means that nothing changed.
    pub fingerprint: String,
}

/// What is served now: the last good site, and what has been wrong since.
#[derive(Clone, Default)]
struct State {
    good: Option<Arc<dyn Pages>>,
    faults: Arc<[Diagnostic]>,
    version: u64,
}

/// Takes a port on this machine's own address: the one that is asked for, else the first that is free.
///
/// # Errors
/// When the port that was asked for is taken, or none is free.
pub fn bind(asked: Option<u16>) -> io::Result<TcpListener> {
    let try_port = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match asked {
        Some(port) => try_port(port),
        None => (FIRST_PORT..FIRST_PORT + 100).find_map(|port| try_port(port).ok()).map_or_else(|| try_port(0), Ok),
    }
}

/// Serves until the process ends. `rebuild` is called at every change of the project's files since `watched` began, which is
/// before the `first` build: no edit falls between the two.
///
/// # Errors
/// When the system refuses threads or sockets.
pub fn serve(
    listener: TcpListener,
    watched: Watched,
    first: Built,
    mut rebuild: impl FnMut() -> Built + Send + 'static,
) -> io::Result<()> {
    let mut fingerprint = first.fingerprint.clone();
    let (sender, receiver) = tokio::sync::watch::channel(State::default());
    show(&sender, first);
    #[expect(clippy::disallowed_methods, reason = "the watcher waits beside the server")]
    std::thread::spawn(move || {
        watched.each_change(|| {
            let built = guarded(&mut rebuild);
            if built.fingerprint != fingerprint {
                fingerprint.clone_from(&built.fingerprint);
                show(&sender, built);
            }
        });
    });
    http::run(listener, receiver)
}

/// A build that panics is shown like any other error: the thread that watches must live on, or the last site would stand for ever.
fn guarded(rebuild: &mut dyn FnMut() -> Built) -> Built {
    // What the builds share is locked, and stays whole when one of them ends early.
    panic::catch_unwind(AssertUnwindSafe(rebuild)).unwrap_or_else(|_| {
        let message = "the site could not be built: accolade met a fault of its own, nothing in your files is to blame";
        let help = "report the lines that stand in the terminal now; the next change of a file starts a new build";
        Built {
            pages: None,
            diagnostics: vec![Diagnostic::error("internal", message).help(help)],
            // That of no build: the next one is shown, also when the files are as they were before.
            fingerprint: String::new(),
        }
    })
}

/// Swaps what is served. A broken build leaves the last good site in place.
fn show(sender: &Sender<State>, built: Built) {
    sender.send_modify(|state| {
        state.version += 1;
        match built.pages {
            Some(pages) => *state = State { good: Some(pages), faults: Arc::default(), version: state.version },
            None => state.faults = built.diagnostics.into(),
        }
    });
}

#[cfg(test)]
mod tests;
