//! A signed credential to attack, and the rule that every changed copy of it is held to: it is refused, or it is graded no better
//! and reads exactly as the original does.
#![allow(clippy::disallowed_methods, reason = "tests share the work between the cores")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use accolade_credential::{Credential, Grade, Json, Judgement, Known, judge, judge_value};

use crate::samples::Place;

/// A signed credential, what is known besides, and what the judge says of it.
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) json: Json,
    pub(crate) place: &'static Place,
    pub(crate) original: Judgement,
    reading: String,
}

/// One changed copy: what was done, and the result.
pub(crate) enum Mutant {
    Value(Json),
    Text(Vec<u8>),
}

impl Target {
    /// Judges the original; `None` when nobody would believe it anyway.
    pub(crate) fn new(name: &str, json: Json, place: &'static Place) -> Option<Self> {
        let original = judge_value(&json, &place.known());
        let value = original.verdict.value()?;
        let believed = matches!(original.verdict.grade(), Grade::Verified | Grade::Authentic | Grade::Intact);
        let reading = reading(value);
        believed.then(|| Self { name: name.to_owned(), json, place, original, reading })
    }

    /// The same of bytes in any form; `json` is what they carry.
    pub(crate) fn carried(name: &str, bytes: &[u8], json: Json, place: &'static Place) -> Option<Self> {
        let original = judge(bytes, &place.known());
        let reading = reading(original.verdict.value()?);
        let believed = matches!(original.verdict.grade(), Grade::Verified | Grade::Authentic | Grade::Intact);
        believed.then(|| Self { name: name.to_owned(), json, place, original, reading })
    }

    pub(crate) fn known(&self) -> Known<'_> {
        self.place.known()
    }

    /// What is wrong with the judgement of a changed copy, if anything.
    pub(crate) fn fault(&self, judgement: &Judgement) -> Option<String> {
        let grade = judgement.verdict.grade();
        let value = judgement.verdict.value()?;
        if grade < self.original.verdict.grade() {
            return Some(format!("is {grade}, the original {}", self.original.verdict.grade()));
        }
        let reading = reading(value);
        let codes = |j: &Judgement| j.checks.iter().map(|c| c.code()).collect::<Vec<_>>();
        if reading == self.reading && codes(judgement) != codes(&self.original) {
            return Some(format!(
                "reads the same, but its checks end as {:?}, not {:?}",
                codes(judgement),
                codes(&self.original)
            ));
        }
        (reading != self.reading)
            .then(|| format!("is {grade} and reads otherwise:\n{}", difference(&self.reading, &reading)))
    }

    fn judged(&self, mutant: &Mutant) -> Judgement {
        match mutant {
            Mutant::Value(json) => judge_value(json, &self.known()),
            Mutant::Text(bytes) => judge(bytes, &self.known()),
        }
    }
}

/// What became of all changed copies.
#[derive(Default)]
pub(crate) struct Tally {
    count: AtomicUsize,
    kept: AtomicUsize,
    faults: Mutex<Vec<String>>,
}

impl Tally {
    /// Judges one changed copy.
    pub(crate) fn strike(&self, target: &Target, word: impl FnOnce() -> String, mutant: &Mutant) {
        self.count.fetch_add(1, Ordering::Relaxed);
        let judgement = target.judged(mutant);
        if judgement.verdict.grade() != Grade::Refused {
            self.kept.fetch_add(1, Ordering::Relaxed);
        }
        if let Some(fault) = target.fault(&judgement) {
            let mut faults = self.faults.lock().expect("no test holds it while it fails");
            faults.push(format!("{}: {}: {fault}", target.name, word()));
        }
    }

    /// Ends the test: at least so many copies, and nothing wrong with any.
    pub(crate) fn end(self, what: &str, at_least: usize) {
        let (count, kept) = (self.count.into_inner(), self.kept.into_inner());
        println!("{what}: {count} mutants, {kept} of them read the same and are believed");
        let mut faults = self.faults.into_inner().expect("no test holds it while it fails");
        faults.sort();
        let shown = faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(faults.is_empty(), "{} of {count} mutants are believed:\n{shown}", faults.len());
        assert!(count >= at_least, "only {count} mutants were tried");
    }
}

/// Does `work` for every target, on two threads.
pub(crate) fn each(targets: &[Target], work: impl Fn(&Target) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(target);
                }
            });
        }
    });
}

/// Everything that a reader is shown, where the order of several things of a kind is no statement.
pub(crate) fn reading(credential: &Credential) -> String {
    let mut c = credential.clone();
    c.types.sort();
    c.evidence.sort_by_cached_key(|e| format!("{e:?}"));
    c.status.sort_by_cached_key(|s| format!("{s:?}"));
    for subject in &mut c.subjects {
        subject.results.sort_by_cached_key(|r| format!("{r:?}"));
        if let Some(achievement) = &mut subject.achievement {
            achievement.alignments.sort_by_cached_key(|a| format!("{a:?}"));
            achievement.tags.sort();
        }
    }
    c.subjects.sort_by_cached_key(|s| format!("{s:?}"));
    format!("{c:#?}")
}

fn difference(before: &str, after: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let show = |lines: &[&str]| lines.iter().skip(start).take(4).map(|l| l.trim()).collect::<Vec<_>>().join(" ");
    format!("    was {}\n    now {}", show(&a), show(&b))
}
