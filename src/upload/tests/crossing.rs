//! Two runs to one place at once: whatever comes of it, one run later the place holds that site and nothing of the other.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::foreign::standing;
use super::*;

#[test]
fn of_two_runs_to_a_folder_one_stops_and_nothing_of_it_is_left_for_ever() {
    let named = |name: &str| {
        let only: Vec<_> = (0..12).map(|n| (format!("credentials/{name}{n}/index.html"), name.to_owned())).collect();
        let both = (0..12).map(|n| (format!("assets/{n}.css"), format!("{name}{n}")));
        let files: Vec<_> = only.into_iter().chain(both).collect();
        site(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    };
    let (ada, bo, before) = (named("ada"), named("bo"), named("cy"));
    let run = |site: &Path, place: &Path, run: &str| {
        upload(site, &Folder::at(place), How { jobs: 2, run, dry: false, replace: false }, &|_, _| {})
    };
    for round in 0..16 {
        let place = tempfile::tempdir().unwrap();
        if round % 2 == 0 {
            run(before.path(), place.path(), "before").unwrap();
        }
        let (a, b) = std::thread::scope(|scope| {
            let a = scope.spawn(|| run(ada.path(), place.path(), "a"));
            let b = scope.spawn(|| run(bo.path(), place.path(), "b"));
            (a.join().unwrap(), b.join().unwrap())
        });
        assert!(a.is_ok() || b.is_ok(), "one goes on: {a:?}, {b:?}");
        let (of, won) = if a.is_ok() { (&ada, &a) } else { (&bo, &b) };
        if a.is_err() || b.is_err() {
            assert_eq!(
                standing(place.path()),
                standing(of.path()),
                "who is told that it is published is right: {won:?}"
            );
        }
        for faults in [a, b].into_iter().filter_map(Result::err) {
            assert!(faults.iter().all(|fault| fault.kind == Kind::Changed), "{faults:?}");
        }
        run(bo.path(), place.path(), "c").unwrap();
        assert_eq!(standing(place.path()), standing(bo.path()), "round {round}");
        let journal = fs::read(place.path().join(journal::FILE)).unwrap();
        let built = built(bo.path()).unwrap();
        assert!(Journal::read(&journal).unwrap().names_the_same(&Journal::of(&built, "", None)));
        assert_eq!(place.path().join(journal::LOCK).exists(), !cfg!(unix), "nobody holds it any more");
    }
}

#[test]
fn a_folder_that_another_run_holds_is_left_alone() {
    let (mine, place) = (site(&FIRST), tempfile::tempdir().unwrap());
    let store = Folder::at(place.path());
    let held = store.hold().unwrap();
    let faults = upload(mine.path(), &store, ONE, &|_, _| {}).unwrap_err();
    assert_eq!((faults.len(), faults[0].kind), (1, Kind::Changed), "{faults:?}");
    upload(mine.path(), &store, How { dry: true, ..ONE }, &|_, _| {}).unwrap();
    assert!(standing(place.path()).is_empty());
    drop(held);
    upload(mine.path(), &store, ONE, &|_, _| {}).unwrap();
    assert_eq!(standing(place.path()), standing(mine.path()));
}

/// A place to which another run comes at some moment, and ends.
struct Between<'a> {
    place: &'a Memory,
    site: &'a Path,
    /// What is left to be done until it comes: just before that, and just after that.
    before: AtomicUsize,
    after: AtomicUsize,
}

impl Between<'_> {
    fn tick(&self, count: &AtomicUsize) {
        if count.fetch_sub(1, Ordering::Relaxed) == 0 {
            // On a thread of its own: one that waits for it among rayon's would do the first run's work meanwhile.
            let other = || put(self.site, self.place, How { run: "other", ..ONE });
            std::thread::scope(|scope| scope.spawn(other).join().unwrap()).unwrap();
        }
    }

    fn around<T>(&self, done: impl FnOnce() -> T) -> T {
        self.tick(&self.before);
        let done = done();
        self.tick(&self.after);
        done
    }
}

impl Store for Between<'_> {
    fn list(&self, wanted: &Wanted<'_>) -> Result<There, Fault> {
        self.place.list(wanted)
    }
    fn tag(&self, bytes: &[u8]) -> String {
        self.place.tag(bytes)
    }
    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, String)>, Fault> {
        self.place.read(path)
    }
    fn put(&self, path: &str, bytes: &[u8], expected: Option<&str>) -> Result<String, Fault> {
        self.around(|| self.place.put(path, bytes, expected))
    }
    fn remove(&self, path: &str) -> Result<(), Fault> {
        self.around(|| self.place.remove(path))
    }
}

#[test]
fn what_a_run_put_there_is_not_forgotten_when_another_came_between() {
    const NEVER: usize = usize::MAX / 2;
    let (mine, old) = (site(&FIRST), site(&[("old/a.html", "a"), ("old/b.html", "b"), ("index.html", "old")]));
    let theirs = site(&[("old/a.html", "a"), ("index.html", "theirs")]);
    let wanted = BTreeMap::from([("index.html".into(), b"theirs".to_vec()), ("old/a.html".into(), b"a".to_vec())]);
    // The journal, eight files, two removals, the journal.
    for moment in 0..24 {
        let store = Memory::default();
        put(old.path(), &store, How { run: "old", ..ONE }).unwrap();
        let (before, after) = if moment % 2 == 0 { (moment / 2, NEVER) } else { (NEVER, moment / 2) };
        let between = Between { place: &store, site: theirs.path(), before: before.into(), after: after.into() };
        let faults = upload(mine.path(), &between, ONE, &|_, _| {}).unwrap_err();
        assert!(faults.iter().all(|fault| fault.kind == Kind::Changed), "{moment}: {faults:?}");
        // Later than that it can only be told that something may be missing.
        if moment < 18 {
            let there = store.site();
            assert!(wanted.iter().all(|(path, bytes)| there.get(path) == Some(bytes)), "{moment}: {there:?}");
        }
        put(theirs.path(), &store, How { run: "again", ..ONE }).unwrap();
        assert_eq!(store.site(), wanted, "{moment}");
    }
}
