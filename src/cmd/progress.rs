//! How far a long piece of work is: a line on the terminal, from its second second on. Nobody else is told.

use std::fmt;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::Globals;

const PATIENCE: Duration = Duration::from_secs(1);

/// A line that shows itself once the work has taken a second, and goes when dropped.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Work of unknown length.
    pub(super) fn waiting(globals: &Globals, what: &'static str) -> Self {
        Self::new(globals, None, move |state, out| {
            let _ = write!(out, "{what} … {} s", state.elapsed().as_secs());
        })
    }

    /// Work of so many pieces.
    pub(super) fn counting(globals: &Globals, pieces: usize, what: &'static str) -> Self {
        Self::new(globals, Some(pieces as u64), move |state, out| {
            let (done, all) = (state.pos(), state.len().unwrap_or_default());
            let bar = "=".repeat(usize::try_from(done * 30 / all.max(1)).unwrap_or_default());
            let _ = write!(out, "{what} [{bar:<30}] {done} of {all}");
        })
    }

    /// How many pieces are done, of how many.
    pub(super) fn of(&self, pieces: usize, all: usize) {
        self.0.set_length(all as u64);
        self.done(pieces);
    }

    /// How many pieces are done.
    pub(super) fn done(&self, pieces: usize) {
        // Threads report out of order.
        self.0.set_position((pieces as u64).max(self.0.position()));
    }

    fn new(
        globals: &Globals,
        pieces: Option<u64>,
        line: impl Fn(&ProgressState, &mut dyn fmt::Write) + Send + Sync + Clone + 'static,
    ) -> Self {
        let target = if globals.interactive() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let late = move |state: &ProgressState, out: &mut dyn fmt::Write| {
            if state.elapsed() > PATIENCE {
                line(state, out);
            }
        };
        let style =
            ProgressStyle::with_template("{line}").expect("the template is written here").with_key("line", late);
        let bar = ProgressBar::with_draw_target(pieces, target).with_style(style);
        if globals.interactive() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        Self(bar)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
