//! In: the project's folder. Out: a call at every change of its files. An event of the system is a hint to look; what was
//! changed is found by comparing two scans, so that nothing depends on which events a system sends, or whether it sends any.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::{DirEntry, WalkDir};

use crate::load::{self, FILES, FOLDERS, LOCKED};

/// How long nothing may change before a change is told: what is being written is read when it is whole.
const REST: Duration = Duration::from_millis(20);
/// How long a change waits for that.
const AT_MOST: Duration = Duration::from_secs(2);
/// A file that was open to be written is closed.
const WRITTEN: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
/// How often to look when the system sends no events.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Length and time of change of every file that a site is made of.
type Scan = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// A project that is watched.
pub struct Watched {
    root: PathBuf,
    hints: Receiver<()>,
    native: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    last: Scan,
}

impl Watched {
    /// Begins to watch: changes from here on are told.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let (sender, hints) = mpsc::channel();
        let hint = move |event: notify::Result<Event>| {
            // To look at a folder is an event of its own, which would never end.
            if event.is_ok_and(|event| event.kind.is_access() && event.kind != WRITTEN) {
                return;
            }
            // Nobody listens any more only when the process ends.
            let _ = sender.send(());
        };
        // Without the system's events (too many watches, a network drive) it looks from time to time.
        let native = notify::recommended_watcher(hint).ok();
        let mut watched = Self { root: root.to_owned(), hints, native, folders: BTreeSet::new(), last: scan(root) };
        watched.follow();
        watched
    }

    /// Calls `change` after every change, for ever.
    pub(super) fn each_change(mut self, mut change: impl FnMut()) {
        loop {
            let began = Instant::now();
            let now = scan(&self.root);
            let patience = PATIENCE.max(began.elapsed() * 20);
            if now != self.last {
                self.last = self.at_rest(now);
                self.follow();
                change();
            }
            self.wait(patience);
        }
    }

    /// A scan that the next one agrees with: whoever writes several files, or a long one, is waited for.
    fn at_rest(&self, mut now: Scan) -> Scan {
        let began = Instant::now();
        while began.elapsed() < AT_MOST {
            std::thread::sleep(REST);
            let next = scan(&self.root);
            if next == now {
                break;
            }
            now = next;
        }
        now
    }

    fn wait(&self, patience: Duration) {
        match self.hints.recv_timeout(patience) {
            Ok(()) => while self.hints.try_recv().is_ok() {},
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(patience),
        }
    }

    /// Folders, never single files: editors save by renaming. Those that are new are watched from now on.
    fn follow(&mut self) {
        let Some(native) = &mut self.native else { return };
        let parts = FOLDERS.iter().chain([&LOCKED, &".well-known"]).map(|folder| self.root.join(folder));
        let now: BTreeSet<PathBuf> = parts.chain([self.root.clone()]).filter(|folder| folder.is_dir()).collect();
        for gone in self.folders.difference(&now) {
            let _ = native.unwatch(gone);
        }
        for new in now.difference(&self.folders) {
            let depth = if *new == self.root { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
            // What cannot be watched is still looked at.
            let _ = native.watch(new, depth);
        }
        self.folders = now;
    }
}

/// Every file that a site is made of. The output and everything else in the folder is not looked at.
fn scan(root: &Path) -> Scan {
    let parts = FILES.iter().chain(&FOLDERS).chain([&LOCKED]).map(|part| root.join(part));
    let mut found = Scan::new();
    // What a build reads: links are followed when they lead to somewhere in the project.
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let is_inside = |entry: &DirEntry| {
        !entry.path_is_symlink() || entry.path().canonicalize().is_ok_and(|leads| leads.starts_with(&real))
    };
    let walk = |part: PathBuf| WalkDir::new(part).follow_links(true).into_iter().filter_entry(is_inside);
    for entry in parts.flat_map(walk).flatten() {
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        if let Some(about) = entry.path().metadata().ok().filter(|about| about.is_file() && load::reads(&path)) {
            found.insert(entry.into_path(), (about.len(), about.modified().ok()));
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their own temp folders")]
mod tests {
    use std::fs;

    use super::scan;

    #[test]
    fn a_scan_sees_new_changed_and_removed_sources_and_nothing_else() {
        let temp = tempfile::tempdir().unwrap();
        let at = |path: &str| temp.path().join(path);
        for folder in ["badges", "public/badges", "keys", ".git"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        fs::write(at("accolade.yaml"), "title: x").unwrap();
        let first = scan(temp.path());
        for other in ["public/index.html", "keys/issuer.pem", ".git/index", "notes.txt", "badges/a.yaml~"] {
            fs::write(at(other), "x").unwrap();
        }
        assert_eq!(scan(temp.path()), first);
        fs::write(at("badges/a.yaml"), "name: a").unwrap();
        let second = scan(temp.path());
        assert_ne!(second, first);
        fs::write(at("badges/a.yaml"), "name: ab").unwrap();
        assert_ne!(scan(temp.path()), second);
        fs::remove_file(at("badges/a.yaml")).unwrap();
        assert_eq!(scan(temp.path()), first);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_followed_when_it_leads_to_somewhere_in_the_project() {
        let (temp, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |path: &str| temp.path().join(path);
        for folder in ["badges", "shared/badges"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        std::os::unix::fs::symlink(at("shared/badges"), at("badges/linked")).unwrap();
        std::os::unix::fs::symlink(other.path(), at("badges/elsewhere")).unwrap();
        std::os::unix::fs::symlink(temp.path(), at("badges/round")).unwrap();
        let first = scan(temp.path());
        fs::write(other.path().join("a.yaml"), "name: a").unwrap();
        assert_eq!(scan(temp.path()), first);
        fs::write(at("shared/badges/a.yaml"), "name: a").unwrap();
        assert_ne!(scan(temp.path()), first);
    }
}
