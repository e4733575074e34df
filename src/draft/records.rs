//! In: `ledger.jsonl`. Out: what was issued here, and what became of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::Deserialize;

use super::conflict::{CONFLICT, is_conflict};
use super::event::Event;
use super::followed::{UNFOLLOWED, unfollowed, unlisted};
use super::id_key::IdKey;
use super::stated::{Expected, place_in, tells_award};
use crate::diag::{Diagnostic, Span, Told};
use crate::load::{LineFile, Source, SourcePath};

/// A credential that was issued here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Stands for the credential's id.
    pub key: IdKey,
    /// The badge's id on this site.
    pub badge: Arc<str>,
    /// Whether the holder agrees to be listed, as the last line on it says.
    pub listed: bool,
    /// Its status list, from 1.
    list: u32,
    /// Its place there.
    index: Option<u32>,
    /// When it was issued, in seconds since 1970.
    issued: Option<i64>,
    /// Stands for the number of its award, where the credential itself tells one.
    award: Option<IdKey>,
    /// Stands for the SHA-256 of the credential.
    sha256: IdKey,
    /// Its line, from 1.
    line: u32,
}

impl Issued {
    /// The number of its status list, from 1.
    #[must_use]
    pub const fn list(&self) -> u32 {
        self.list
    }

    /// Its place: the number of its status list, from 1, and its index there.
    #[must_use]
    pub fn place(&self) -> Option<(u32, u32)> {
        Some((self.list, self.index?))
    }

    /// What the credential must say.
    #[must_use]
    pub fn expected(&self) -> Expected<'_> {
        Expected {
            badge: &self.badge,
            list: self.list,
            index: self.index,
            issued: self.issued,
            award: self.award,
            sha256: self.sha256,
        }
    }
}

/// The line of the ledger that says so.
#[derive(Deserialize)]
struct IssuedLine<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    badge: Cow<'a, str>,
    #[serde(default, borrow)]
    award: Cow<'a, str>,
    #[serde(default, borrow)]
    slug: Cow<'a, str>,
    #[serde(default = "first")]
    list: u32,
    #[serde(default)]
    index: Option<u32>,
    #[serde(default, borrow)]
    sha256: Cow<'a, str>,
    #[serde(default)]
    issued: Option<Timestamp>,
    #[serde(default)]
    listed: bool,
}

const fn first() -> u32 {
    1
}

/// What is known of what was issued here.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The credentials, oldest first.
    pub issued: Vec<Issued>,
    /// Their places in that list, in order of their keys.
    order: Vec<u32>,
    /// The folders below `credentials/` of those that something happened to.
    pub slugs: BTreeMap<IdKey, Box<str>>,
    /// What became of them, oldest first.
    pub events: Vec<Event>,
    /// Those that bear one award, by their places in `issued`, oldest first: two or more.
    pub of_one_award: Vec<Vec<usize>>,
    /// The ledger itself: its lines are read again for messages.
    file: Option<Arc<LineFile>>,
}

impl Records {
    /// The place in `issued` of the credential with this key: the last one, when it stands there twice.
    #[must_use]
    pub fn find(&self, key: IdKey) -> Option<usize> {
        let after = self.order.partition_point(|at| self.issued[*at as usize].key <= key);
        let at = *self.order.get(after.checked_sub(1)?)? as usize;
        (self.issued[at].key == key).then_some(at)
    }

    /// Those whose key stands in the ledger before: nothing is issued twice.
    pub fn twice(&self) -> impl Iterator<Item = usize> {
        let pairs = self.order.windows(2).map(|pair| (pair[0] as usize, pair[1] as usize));
        pairs.filter(|(a, b)| self.issued[*a].key == self.issued[*b].key).map(|(_, later)| later)
    }

    /// The line of a credential: its number, its text and the id that stands in it.
    #[must_use]
    pub fn line(&self, at: usize) -> (usize, String, String) {
        let number = self.issued[at].line as usize;
        let text = self.text(number);
        let id = serde_json::from_str::<IssuedLine<'_>>(&text).map(|line| line.id.into_owned()).unwrap_or_default();
        (number, text, id)
    }

    /// The text of a line, by its number.
    fn text(&self, number: usize) -> String {
        let chunk = self.file.as_ref().and_then(|file| file.chunk(number - 1..number).ok());
        let text = chunk.as_ref().and_then(|chunk| chunk.lines().next());
        text.map(|line| String::from_utf8_lossy(line.text).into_owned()).unwrap_or_default()
    }
}

/// Whether the address of a credential that was issued here ends with its slug, wherever the site is.
#[must_use]
pub fn is_slug_of(id: &str, slug: &str) -> bool {
    id.trim_end_matches('/').rsplit('/').next() == Some(slug)
}

/// What is said of a line whose slug is another.
#[must_use]
pub fn other_slug(slug: &str) -> String {
    format!("the slug {slug:?} is not the last part of its id, as it was when it was issued")
}

/// Whether a line of the ledger is an event.
#[must_use]
pub fn is_event(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        event: Option<serde::de::IgnoredAny>,
    }
    line.contains("\"event\"") && serde_json::from_str::<Probe>(line).is_ok_and(|probe| probe.event.is_some())
}

/// What the ledger says, read line by line: of what was issued only a key of its id is kept, and the folder of what is gone.
pub(super) fn ledger(file: &Arc<LineFile>, found: &mut Vec<Diagnostic>) -> Records {
    let mut records = Records { file: Some(Arc::clone(file)), ..Records::default() };
    let mut badges: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut slugs: Vec<(IdKey, Box<str>)> = Vec::new();
    let mut awards: Vec<(IdKey, usize)> = Vec::new();
    // The lines of events, from 1.
    let mut lines_of: Vec<usize> = Vec::new();
    let mut told = Told::default();
    for lines in file.chunks() {
        let chunk = match file.chunk(lines) {
            Ok(chunk) => chunk,
            Err(problem) => {
                found.push(problem);
                break;
            }
        };
        for line in chunk.lines() {
            let text = String::from_utf8_lossy(line.text);
            let read = if is_event(&text) {
                serde_json::from_str(&text).map(|event| {
                    records.events.push(event);
                    lines_of.push(line.number);
                })
            } else {
                serde_json::from_slice::<IssuedLine<'_>>(line.text).map(|one| {
                    if !one.slug.is_empty() && !is_slug_of(&one.id, &one.slug) {
                        told.push("bad-ledger", || {
                            let help = "bring ledger.jsonl back from your version control; it is written by accolade's commands alone";
                            let mut problem = Diagnostic::error("bad-ledger", other_slug(&one.slug)).help(help);
                            problem.place = Some(place_in(line.number, &text, "slug"));
                            problem
                        });
                    }
                    let badge = badges.get(&*one.badge).cloned().unwrap_or_else(|| Arc::from(&*one.badge));
                    badges.insert(Arc::clone(&badge));
                    let key = IdKey::of(&one.id);
                    awards.push((IdKey::of(&one.award), records.issued.len()));
                    slugs.push((key, one.slug.into()));
                    records.issued.push(Issued {
                        key,
                        badge,
                        listed: one.listed,
                        list: one.list,
                        index: one.index,
                        issued: one.issued.map(Timestamp::as_second),
                        award: tells_award(&one.award).then(|| IdKey::of(&one.award)),
                        sha256: IdKey::of(&one.sha256),
                        line: u32::try_from(line.number).unwrap_or(u32::MAX),
                    });
                })
            };
            if let Err(e) = read {
                if is_conflict(&text) {
                    told.push("bad-ledger", || {
                        let mut problem = Diagnostic::error("bad-ledger", CONFLICT.0).help(CONFLICT.1);
                        problem.place = Some(place_in(line.number, &text, "id"));
                        problem
                    });
                    continue;
                }
                told.push("bad-json", || {
                    let help =
                        "restore the line from your version control; the ledger is written by accolade's commands alone";
                    let mut problem = json_error(file.path().as_str(), line.text, 0, &e).help(help);
                    if let Some(place) = &mut problem.place {
                        place.line = Some(line.number + place.line.unwrap_or(1) - 1);
                    }
                    problem
                });
            }
        }
    }
    awards.sort_unstable();
    let several = awards.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    records.of_one_award = several.map(|same| same.iter().map(|(_, at)| *at).collect()).collect();
    drop(awards);
    let gone: BTreeSet<IdKey> = records.events.iter().map(|event| IdKey::of(&event.id)).collect();
    records.slugs = slugs.into_iter().filter(|(key, _)| gone.contains(key)).collect();
    records.order = (0..u32::try_from(records.issued.len()).unwrap_or(u32::MAX)).collect();
    records.order.sort_unstable_by_key(|at| (records.issued[*at as usize].key, *at));
    for (at, why) in unfollowed(&records.events, &|id| records.find(IdKey::of(id)).is_some()) {
        told.push("bad-ledger", || {
            let text = records.text(lines_of[at]);
            let mut problem = Diagnostic::error("bad-ledger", why).about(&records.events[at].id).help(UNFOLLOWED);
            problem.place = Some(place_in(lines_of[at], &text, "by"));
            problem
        });
    }
    found.extend(told.finish());
    let said = records.events.iter().filter_map(|event| Some((IdKey::of(&event.id), event.event.listing()?)));
    // The last word counts, also for what stands in the place of what it is about.
    let unlisted = unlisted(&records.events).into_iter().map(|id| (IdKey::of(id), false));
    for (key, listed) in said.chain(unlisted).collect::<Vec<_>>() {
        if let Some(at) = records.find(key) {
            records.issued[at].listed = listed;
        }
    }
    records
}

/// A JSON error at its place; `start` is where the text that was read begins in the file.
pub(super) fn json_error(file: &str, bytes: &[u8], start: usize, e: &serde_json::Error) -> Diagnostic {
    let path = SourcePath::new(file).expect("a fixed name");
    let text = match Source::text(&path, bytes) {
        Ok(text) => text,
        Err(problem) => return problem,
    };
    let said = e.to_string();
    let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message).to_owned();
    let line = text[start..].split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line + e.column().saturating_sub(1)).min(text.trim_end().len());
    Diagnostic::error("bad-json", message).at(file, text, Span { start: at, end: at + 1 })
}
