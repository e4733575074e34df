//! What the publisher promises, tried on folders in a temp folder.
#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]
mod places;
mod stands;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{MANIFEST, Making, PublishError, Published, Recall, Render, STAGING, Target, publish, up_to_date};
use crate::diag::Diagnostic;
use crate::model::SitePath;
use crate::render::{Kind, Page};

type Files<'a> = &'a [(&'a str, &'a str)];

/// A project with an output folder that is not there yet.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        for folder in ["project/badges", "project/static"] {
            fs::create_dir_all(temp.path().join(folder)).unwrap();
        }
        fs::write(temp.path().join("project/accolade.yaml"), "title: x").unwrap();
        Self(temp)
    }
    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }
    fn write(&self, path: &str, text: &str) {
        let path = self.path("project/public").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fn target(&self) -> Result<Target, PublishError> {
        Target::check(&self.path("project/public"), &self.path("project"))
    }
    fn publish(&self, files: Files<'_>) -> Result<Published, PublishError> {
        let texts: BTreeMap<&str, &str> = files.iter().copied().collect();
        let render = |page: &Page| match texts[page.path.0.as_str()] {
            "!" => Err(Diagnostic::error("render", format!("{} is broken", page.path.0))),
            text => Ok(text.as_bytes().to_vec()),
        };
        publish(&self.target()?, "f", &pages(files), &making(&render, &|_| {}))
    }
    fn tree(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        collect(&self.path("project/public"), "", &mut found);
        found.sort();
        found
    }
    fn site(&self) -> Vec<(String, String)> {
        self.tree().into_iter().filter(|(path, _)| path != MANIFEST).collect()
    }
}

/// Pages of which nothing is remembered.
fn making<'a>(render: &'a Render<'a>, progress: &'a (dyn Fn(usize) + Sync)) -> Making<'a> {
    static NOTHING: LazyLock<Recall> = LazyLock::new(Recall::default);
    Making { render, rests: &|_| None, before: &NOTHING, progress }
}

fn pages(files: Files<'_>) -> Vec<Page> {
    files.iter().map(|(path, _)| Page { path: SitePath((*path).to_owned()), kind: Kind::Home, language: 0 }).collect()
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found.push((path, fs::read_to_string(entry.path()).unwrap_or_default()));
        }
    }
}

fn owned(files: Files<'_>) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn why(result: Result<impl std::fmt::Debug, PublishError>) -> String {
    result.expect_err("this is refused").to_string()
}

const SITE: Files<'static> = &[("a/index.html", "a"), ("index.html", "home"), ("style.css", "css")];

#[test]
fn a_second_publication_of_the_same_writes_nothing() {
    let place = Place::new();
    let first = place.publish(SITE).unwrap();
    let done = Published {
        rendered: 3,
        bytes: 8,
        lengths: vec![1, 4, 3],
        recall: Recall::of(Vec::new(), 3),
        put: first.put,
        ..Published::default()
    };
    assert!(done.put.is_some());
    assert_eq!(first, Published { written: 3, ..done.clone() });
    assert_eq!(place.site(), owned(SITE));
    let before = place.tree();
    let stamp = |path: &str| fs::metadata(place.path("project/public").join(path)).unwrap().modified().unwrap();
    let stamps = (stamp("index.html"), stamp(MANIFEST));
    assert_eq!(place.publish(SITE).unwrap(), Published { unchanged: 3, ..done });
    assert_eq!(place.tree(), before);
    assert_eq!((stamp("index.html"), stamp(MANIFEST)), stamps, "no file is written again");
}

#[test]
fn a_warm_publication_equals_a_cold_one() {
    let (warm, cold) = (Place::new(), Place::new());
    warm.publish(&[("a", "stale file where a folder goes"), ("b/c.html", "gone"), ("index.html", "old")]).unwrap();
    let done = warm.publish(SITE).unwrap();
    assert_eq!(done.removed, 2);
    cold.publish(SITE).unwrap();
    assert_eq!(warm.tree(), cold.tree());
    assert!(!warm.path("project/public/b").exists(), "a folder that is left empty goes too");
}

#[test]
fn a_folder_of_stale_pages_makes_way_for_a_file() {
    let place = Place::new();
    place.publish(&[("a/b/c.html", "1"), ("a/d.html", "2")]).unwrap();
    place.publish(&[("a", "file")]).unwrap();
    assert_eq!(place.site(), owned(&[("a", "file")]));
}

#[test]
fn foreign_files_are_never_touched() {
    let place = Place::new();
    place.publish(SITE).unwrap();
    place.write("CNAME", "maya.example");
    place.write("a/notes.txt", "mine");
    place.publish(&[("index.html", "home")]).unwrap();
    let expected = [("CNAME", "maya.example"), ("a/notes.txt", "mine"), ("index.html", "home")];
    assert_eq!(place.site(), owned(&expected));
    assert!(why(place.publish(&[("CNAME", "ours"), ("index.html", "new")])).contains("accolade did not write it"));
    assert!(why(place.publish(&[("a/notes.txt/x.html", "ours")])).contains("accolade did not write it"));
    assert!(why(place.publish(&[("a", "ours")])).contains("accolade did not write it"));
    assert_eq!(place.site(), owned(&expected), "a refusal changes nothing");
}

#[test]
fn a_stale_page_that_somebody_changed_stays() {
    let place = Place::new();
    place.publish(SITE).unwrap();
    place.write("a/index.html", "edited by hand");
    assert_eq!(place.publish(&[("index.html", "home")]).unwrap().removed, 1);
    assert_eq!(place.site(), owned(&[("a/index.html", "edited by hand"), ("index.html", "home")]));
}

#[test]
fn one_page_that_cannot_be_rendered_publishes_nothing_and_all_such_pages_are_named() {
    let place = Place::new();
    let broken: Files<'_> = &[("a.html", "!"), ("b.html", "fine"), ("index.html", "!")];
    let Err(PublishError::Render(faults)) = place.publish(broken) else { panic!("this is refused") };
    assert_eq!(faults.len(), 2);
    assert!(!place.path("project/public").exists(), "not even an empty folder is left");
    place.publish(SITE).unwrap();
    let before = place.tree();
    place.publish(broken).unwrap_err();
    assert_eq!(place.tree(), before);
}

#[test]
fn a_build_that_was_killed_before_it_published_leaves_nothing_to_the_next() {
    let place = Place::new();
    place.write(&format!("{STAGING}/0"), "rubbish");
    place.write(&format!("{STAGING}/journal.part"), "{");
    place.publish(SITE).unwrap();
    assert_eq!(place.site(), owned(SITE));
}

#[test]
fn a_build_that_was_killed_while_it_published_is_finished_by_the_next() {
    let (place, done) = (Place::new(), Place::new());
    place.publish(&[("old.html", "old"), ("index.html", "old home")]).unwrap();
    done.publish(SITE).unwrap();
    // As it is after the first of three moves.
    place.write(&format!("{STAGING}/journal.json"), r#"{"first":[],"last":["old.html"]}"#);
    place.write("style.css", "css");
    place.write(&format!("{STAGING}/tree/a/index.html"), "a");
    place.write(&format!("{STAGING}/tree/index.html"), "home");
    place.write(
        &format!("{STAGING}/{MANIFEST}"),
        &fs::read_to_string(done.path("project/public").join(MANIFEST)).unwrap(),
    );
    // The next build fails, and yet the site is whole.
    place.publish(&[("index.html", "!")]).unwrap_err();
    assert_eq!(place.tree(), done.tree());
}

#[test]
fn a_journal_that_cannot_be_read_is_not_taken_for_none() {
    let place = Place::new();
    place.publish(&[("old.html", "old"), ("index.html", "old home")]).unwrap();
    // As it is after the first of two moves.
    place.write("style.css", "css");
    place.write(&format!("{STAGING}/tree/index.html"), "home");
    place.write(&format!("{STAGING}/{MANIFEST}"), "what the next manifest says");
    // A folder cannot be read as a file, by nobody: to root, permissions say nothing.
    fs::create_dir(place.path(&format!("project/public/{STAGING}/journal.json"))).unwrap();
    let halfway = place.tree();
    assert!(why(place.publish(SITE)).contains("cannot read"), "it is told");
    let after: Vec<_> = place.tree().into_iter().filter(|(path, _)| !path.ends_with("/lock")).collect();
    assert_eq!(after, halfway, "what was half moved can still be finished");
}

#[test]
fn two_builds_do_not_publish_to_one_folder_at_once() {
    let place = Place::new();
    let stage = super::stage::Stage::open(&place.target().unwrap()).unwrap();
    assert!(why(place.publish(SITE)).contains("another build"));
    stage.abandon();
    place.publish(SITE).unwrap();
}

#[test]
fn two_pages_never_share_a_place_nor_leave_the_site() {
    let place = Place::new();
    for clash in [&[("a", "1"), ("a", "2")] as Files<'_>, &[("a", "1"), ("a/b", "2")], &[(MANIFEST, "1")]] {
        assert!(matches!(place.publish(clash), Err(PublishError::Twice { .. })), "{clash:?}");
    }
    for path in ["../a", "/a", "a//b", "a/../../b", "C:\\a", "a\\..\\b", "", "a/", "./a"] {
        assert!(matches!(place.publish(&[(path, "1")]), Err(PublishError::Place { .. })), "{path}");
    }
    assert!(!place.path("project/public").exists());
}

#[test]
fn progress_counts_every_page() {
    let place = Place::new();
    let most = AtomicUsize::new(0);
    let count = |done: usize| {
        most.fetch_max(done, Ordering::Relaxed);
    };
    publish(&place.target().unwrap(), "f", &pages(SITE), &making(&|_| Ok(Vec::new()), &count)).unwrap();
    assert_eq!(most.into_inner(), 3);
}
