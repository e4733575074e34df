//! What is uploaded in which order, to a place that only remembers; cut short anywhere, and with others at work.
#![allow(clippy::disallowed_methods, reason = "tests make their own temp folders")]

mod crossing;
mod foreign;
mod memory;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use proptest::prelude::*;

use super::*;
use memory::Memory;

const ONE: How<'static> = How { jobs: 1, run: "run", dry: false, replace: false };

/// A built site of these files.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay(folder.path(), files);
    folder
}

fn lay(folder: &Path, files: &[(&str, &str)]) {
    let pages: Vec<crate::render::Page> = files
        .iter()
        .map(|(path, _)| crate::render::Page {
            path: crate::model::SitePath((*path).to_owned()),
            kind: crate::render::Kind::NoJekyll,
            language: 0,
        })
        .collect();
    let project = tempfile::tempdir().unwrap();
    let target = crate::output::Target::check(folder, project.path()).unwrap();
    let bytes = |page: &crate::render::Page| {
        Ok(files.iter().find(|(path, _)| *path == page.path.0).unwrap().1.as_bytes().to_vec())
    };
    let making =
        crate::output::Making { render: &bytes, rests: &|_| None, before: &Default::default(), progress: &|_| {} };
    crate::output::publish(&target, "", &pages, &making).unwrap();
}

fn put(site: &Path, store: &Memory, how: How<'_>) -> Result<Done, Vec<Fault>> {
    upload(site, store, how, &|_, _| {})
}

const FIRST: [(&str, &str); 8] = [
    ("index.html", "home"),
    ("feed.xml", "feed"),
    ("credentials/index.html", "list"),
    ("credentials/a/index.html", "page"),
    ("credentials/a/credential.json", "{}"),
    ("assets/site.css", "p{}"),
    ("status/1.json", "bits"),
    ("de/credentials/a/index.html", "Seite"),
];

#[test]
fn what_is_named_comes_before_what_names_it_and_removals_come_last() {
    let (site, store) = (site(&FIRST), Memory::default());
    let done = put(site.path(), &store, ONE).unwrap();
    assert_eq!((done.uploaded, done.unchanged, done.removed), (8, 0, 0));
    let order = "put accolade-publication.json, put status/1.json, put assets/site.css, put credentials/a/credential.json, \
        put credentials/a/index.html, put de/credentials/a/index.html, put credentials/index.html, put index.html, put feed.xml, \
        put accolade-publication.json";
    assert_eq!(store.asked().join(", "), order);

    assert_eq!(put(site.path(), &store, ONE).unwrap(), Done { unchanged: 8, ..Done::default() });
    assert!(store.asked().is_empty(), "nothing to do is nothing asked");

    lay(site.path(), &[("index.html", "home 2"), ("assets/site.css", "p{}"), ("status/1.json", "bits 2")]);
    let dry = put(site.path(), &store, How { dry: true, ..ONE }).unwrap();
    assert!(store.asked().is_empty());
    let done = put(site.path(), &store, ONE).unwrap();
    assert_eq!((done.uploaded, done.unchanged, done.removed), (2, 1, 5));
    assert_eq!(done, dry);
    let asked = store.asked();
    assert_eq!(asked[1..3], ["put status/1.json", "put index.html"]);
    assert!(asked[3..8].iter().all(|asked| asked.starts_with("remove ")) && asked.len() == 9, "{asked:?}");
    assert_eq!(store.site().len(), 3);
}

#[test]
fn what_others_put_there_is_left_alone_and_in_the_way_it_stops_all_at_once() {
    let (site, store) = (site(&FIRST), Memory::default());
    for path in ["index.html", "feed.xml", "theirs.txt"] {
        store.files.lock().unwrap().insert(path.to_owned(), b"theirs".to_vec());
    }
    let faults = put(site.path(), &store, ONE).unwrap_err();
    assert_eq!(faults.len(), 2, "all of them: {faults:?}");
    assert!(store.asked().is_empty());
    store.files.lock().unwrap().retain(|path, _| path == "theirs.txt");
    put(site.path(), &store, ONE).unwrap();
    lay(site.path(), &[("a.txt", "a")]);
    put(site.path(), &store, ONE).unwrap();
    let left: Vec<_> = store.site().into_keys().collect();
    assert_eq!(left, ["a.txt", "theirs.txt"]);
}

#[test]
fn a_run_that_is_cut_short_anywhere_is_finished_by_the_next_also_after_another_build() {
    for most in 0..10 {
        let (site, mut store) = (site(&FIRST), Memory { patience: Some(most), ..Memory::default() });
        let faults = put(site.path(), &store, ONE).unwrap_err();
        assert_eq!(faults[0].kind, Kind::Io, "{most}");
        store.patience = None;
        lay(site.path(), &[("index.html", "home 2"), ("credentials/b/index.html", "b")]);
        put(site.path(), &store, How { run: "next", ..ONE }).unwrap();
        let there: Vec<_> = store.site().into_keys().collect();
        assert_eq!(there, ["credentials/b/index.html", "index.html"], "{most}");
    }
}

#[test]
fn of_two_runs_at_once_one_is_told() {
    struct Between<'a>(&'a Memory, &'a Path, Mutex<bool>);
    impl Store for Between<'_> {
        fn list(&self, wanted: &Wanted<'_>) -> Result<There, Fault> {
            self.0.list(wanted)
        }
        fn tag(&self, bytes: &[u8]) -> String {
            self.0.tag(bytes)
        }
        fn read(&self, path: &str) -> Result<Option<(Vec<u8>, String)>, Fault> {
            self.0.read(path)
        }
        fn put(&self, path: &str, bytes: &[u8], expected: Option<&str>) -> Result<String, Fault> {
            // The other run comes when this one is about to begin.
            if !std::mem::replace(&mut *self.2.lock().unwrap(), true) {
                put(self.1, self.0, How { run: "other", ..ONE }).unwrap();
            }
            self.0.put(path, bytes, expected)
        }
        fn remove(&self, path: &str) -> Result<(), Fault> {
            self.0.remove(path)
        }
    }
    let (mine, theirs, store) = (site(&FIRST), site(&[("index.html", "theirs")]), Memory::default());
    let faults = upload(mine.path(), &Between(&store, theirs.path(), Mutex::new(false)), ONE, &|_, _| {}).unwrap_err();
    assert_eq!((faults.len(), faults[0].kind), (1, Kind::Changed));
    assert_eq!(store.site().into_values().collect::<Vec<_>>(), [b"theirs"], "nothing of both");
}

#[test]
fn no_path_can_be_read_from_what_is_kept_there() {
    let (site, store) = (site(&[("credentials/k3x9secret/index.html", "page")]), Memory::default());
    put(site.path(), &store, ONE).unwrap();
    let kept = String::from_utf8(store.files.lock().unwrap()[journal::FILE].clone()).unwrap();
    let text: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let builds = text["builds"].as_object().unwrap();
    let files = builds.values().flat_map(|files| files.as_array().unwrap()).collect::<Vec<_>>();
    assert!(
        !kept.contains("k3x9secret")
            && files.len() == 512
            && files.iter().all(|hash| hash.as_str().unwrap().len() == 22),
        "{kept}"
    );
}

#[test]
fn another_site_goes_only_when_that_is_asked_and_a_run_that_was_cut_short_then_goes_on() {
    let of = |host: &str, page: &str| {
        let feed = format!("<feed><id>https://{host}/feed.xml</id></feed>");
        site(&[("feed.xml", &feed), (page, "page"), ("index.html", host)])
    };
    let (one, other) = (of("one.example", "one.html"), of("other.example", "other.html"));
    let mut store = Memory::default();
    put(one.path(), &store, ONE).unwrap();
    let (before, _) = (store.site(), store.asked());
    let faults = put(other.path(), &store, ONE).unwrap_err();
    assert!(faults.len() == 1 && faults[0].kind == Kind::Other, "{faults:?}");
    assert!(store.asked().is_empty() && store.site() == before);
    store.patience = Some(2);
    put(other.path(), &store, How { replace: true, ..ONE }).unwrap_err();
    store.patience = None;
    put(other.path(), &store, ONE).unwrap();
    assert!(store.site().contains_key("other.html") && !store.site().contains_key("one.html"));
    assert_eq!(put(one.path(), &store, ONE).unwrap_err()[0].kind, Kind::Other);
}

#[test]
fn files_of_others_are_not_read_and_no_size_of_theirs_stops_a_publication() {
    let (site, there) = (site(&FIRST), tempfile::tempdir().unwrap());
    let folder = Folder::at(there.path());
    let again = || upload(site.path(), &folder, ONE, &|_, _| {}).unwrap();
    // Sparse: more than a file of a project may have, and than anybody wants to read.
    let foreign = fs::File::create(there.path().join("film.mp4")).unwrap();
    foreign.set_len(1 << 42).or_else(|_| foreign.set_len(70 << 20)).unwrap();
    assert_eq!(again().uploaded, FIRST.len());
    let done = again();
    assert_eq!((done.uploaded, done.unchanged, done.removed), (0, FIRST.len(), 0));
    // What is accolade's own may be as large as that, too: the journal, and a file that was put in the place of its own.
    let own = there.path().join(FIRST[0].0);
    fs::OpenOptions::new().write(true).open(&own).unwrap().set_len(70 << 20).unwrap();
    let journal = there.path().join(journal::FILE);
    let mut text = fs::read(&journal).unwrap();
    text.resize(70 << 20, b' ');
    fs::write(&journal, text).unwrap();
    assert_eq!(again().uploaded, 1);
    assert_eq!(fs::read(own).unwrap(), FIRST[0].1.as_bytes());
}

#[test]
fn what_is_no_whole_build_is_not_published() {
    let store = Memory::default();
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(put(empty.path(), &store, ONE).unwrap_err()[0].kind, Kind::Site);
    let site = site(&FIRST);
    fs::write(site.path().join("notes.txt"), "mine").unwrap();
    assert_eq!(put(site.path(), &store, How { dry: true, ..ONE }).unwrap().left_out, ["notes.txt"]);
    fs::remove_file(site.path().join("index.html")).unwrap();
    assert_eq!(put(site.path(), &store, ONE).unwrap_err()[0].kind, Kind::Site);
    assert!(store.asked().is_empty());
}

proptest! {
    #[test]
    fn any_site_after_any_other_is_there_whole(a in sites(), b in sites(), most in 0usize..30) {
        let as_files = |site: &BTreeMap<String, String>| -> BTreeMap<String, Vec<u8>> {
            site.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
        };
        let files = |site: &BTreeMap<String, String>| -> Vec<(String, String)> { site.clone().into_iter().collect() };
        let folder = tempfile::tempdir().unwrap();
        let mut store = Memory { patience: Some(most), ..Memory::default() };
        for (n, each) in [&a, &b, &a].into_iter().enumerate() {
            let own = files(each);
            let named: Vec<(&str, &str)> = own.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            lay(folder.path(), &named);
            if n == 1 {
                let _ = put(folder.path(), &store, ONE);
                store.patience = None;
                continue;
            }
            let run = format!("run {n}");
            let whole = put(folder.path(), &store, How { run: &run, ..ONE });
            if whole.is_ok() {
                prop_assert_eq!(store.site(), as_files(each));
            } else {
                prop_assert!(n == 0);
            }
        }
    }
}

fn sites() -> impl Strategy<Value = BTreeMap<String, String>> {
    proptest::collection::btree_map("(credentials/[ab]/|)[a-c]\\.(html|json)", "[xy]{1,2}", 1..6)
}

/// A run that was killed leaves what it was writing beside its place: nobody would ever take it away.
#[test]
fn what_a_killed_run_left_is_removed_by_the_next_and_nothing_foreign() {
    let site = site(&[("index.html", "all"), ("credentials/x/index.html", "Ada")]);
    let place = tempfile::tempdir().unwrap();
    let store = Folder::at(place.path());
    upload(site.path(), &store, ONE, &|_, _| ()).unwrap();
    let own = [
        ".accolade-index.html-abC123.part",
        "credentials/x/.accolade-index.html-000000.part",
        ".accolade-accolade-publication.json-zzzzzz.part",
    ];
    let foreign =
        [".accolade-other.html-abC123.part", ".accolade-index.html-abC1234.part", ".accolade-.part", "x.part"];
    let drop = |names: &[&str]| names.iter().for_each(|name| fs::write(place.path().join(name), "Ada").unwrap());
    drop(&own);
    drop(&foreign);
    upload(site.path(), &store, How { dry: true, ..ONE }, &|_, _| ()).unwrap();
    assert!(own.iter().all(|name| place.path().join(name).exists()), "it was only asked");
    for change in [false, true] {
        if change {
            lay(site.path(), &[("index.html", "more")]);
            drop(&own[..1]);
        }
        upload(site.path(), &store, ONE, &|_, _| ()).unwrap();
        assert!(own.iter().all(|name| !place.path().join(name).exists()));
        assert!(foreign.iter().all(|name| place.path().join(name).exists()));
    }
}
