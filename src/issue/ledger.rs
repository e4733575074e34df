//! In: the text of `ledger.jsonl`. Out: its entries, and the text with new ones after the old, which stay as they are, byte for byte.
//! Append-only: what happens to a credential later is a line of its own; nothing here changes or drops an entry.

mod awards;
mod entry;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::diag::{Diagnostic, LineIndex, Span, Told};
use crate::draft::{CONFLICT, Event, UNFOLLOWED, is_conflict, is_event, is_slug_of, other_slug, unfollowed, unlisted};
use crate::issue::allot::{LIST_LENGTH, MOST_LISTS, Taken};

pub use entry::Entry;

/// The ledger's file in a project.
pub const FILE: &str = "ledger.jsonl";

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Line {
    /// A credential was issued.
    Entry(Entry),
    /// Something happened to one.
    Event(Event),
}

/// The ledger as it stands.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    text: String,
    entries: Vec<Entry>,
    /// The byte at which the line of each entry begins, and its number.
    lines: Vec<(usize, usize)>,
    events: Vec<Event>,
    by_award: BTreeMap<String, usize>,
    by_id: BTreeMap<String, usize>,
    by_slug: BTreeMap<String, usize>,
    /// The oldest credential of the award of each, where an award has several.
    kin: BTreeMap<usize, usize>,
    /// All credentials of such an award, by its oldest.
    kin_of: BTreeMap<usize, Vec<usize>>,
    /// The last event of each credential, by its id, but for those about where it is listed.
    last: BTreeMap<String, usize>,
    /// Those that the site holds no longer.
    gone: BTreeSet<String>,
    /// Those whose place in the list of what is revoked is set.
    taken_back: BTreeSet<String>,
    /// Places in status lists, each with the number of its list, that several credentials have.
    shared: BTreeSet<(u32, u32)>,
    /// Those that name a list for suspension, as was said when they were renewed.
    suspendable: BTreeSet<String>,
    /// Whether a credential is to be listed, where that was changed.
    listing: BTreeMap<String, bool>,
}

impl Ledger {
    /// Reads the ledger's text.
    ///
    /// # Errors
    /// Every line that is not an entry, and everything that stands there twice: but for places in status lists and awards, which two
    /// people who issue at once may give twice, and which are settled by commands.
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut ledger = Self { text: text.to_owned(), ..Self::default() };
        let (mut found, mut taken, mut start) = (Told::default(), Taken::default(), 0);
        let mut spans: Vec<Span> = Vec::new();
        let index = LineIndex::of(text);
        for (n, line) in text.split_inclusive('\n').enumerate() {
            let span = Span { start, end: start + line.trim_end().len() };
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let wrong =
                if is_event(line) { ledger.take_event(line) } else { ledger.take_entry(line, &mut taken) }.err();
            if spans.len() < ledger.events.len() {
                spans.push(span);
            }
            if ledger.lines.len() < ledger.entries.len() {
                ledger.lines.push((span.start, n + 1));
            }
            if let Some(message) = wrong {
                let (message, help) = match is_conflict(line) {
                    true => (CONFLICT.0.to_owned(), CONFLICT.1),
                    false => (message, "the ledger is written by `accolade issue` alone; bring it back from a backup"),
                };
                let problem = || Diagnostic::error("bad-ledger", message).in_lines(FILE, &index, span).help(help);
                found.push("bad-ledger", problem);
            }
        }
        for (at, why) in unfollowed(&ledger.events, &|id| ledger.by_id.contains_key(id)) {
            let problem = || Diagnostic::error("bad-ledger", why).in_lines(FILE, &index, spans[at]).help(UNFOLLOWED);
            found.push("bad-ledger", problem);
        }
        for id in unlisted(&ledger.events) {
            ledger.listing.insert(id.to_owned(), false);
        }
        ledger.settle();
        if found.is_empty() { Ok(ledger) } else { Err(found.finish()) }
    }

    fn take_event(&mut self, line: &str) -> Result<(), String> {
        let event: Event =
            serde_json::from_str(line).map_err(|error| format!("this line is not a ledger event: {error}"))?;
        if !self.by_id.contains_key(&event.id) {
            return Err(format!("nothing was issued as {:?} before this line", event.id));
        }
        if event.event.is_gone() {
            self.gone.insert(event.id.clone());
        }
        if event.event.is_taken_back() {
            self.taken_back.insert(event.id.clone());
        }
        if event.suspendable {
            self.suspendable.insert(event.id.clone());
        }
        if let Some(listed) = event.event.listing() {
            self.listing.insert(event.id.clone(), listed);
        } else if !self.last_of(&event.id).is_some_and(|last| is_later(last, &event)) {
            self.last.insert(event.id.clone(), self.events.len());
        }
        self.events.push(event);
        Ok(())
    }

    fn take_entry(&mut self, line: &str, taken: &mut Taken) -> Result<(), String> {
        let entry: Entry =
            serde_json::from_str(line).map_err(|error| format!("this line is not a ledger entry: {error}"))?;
        if entry.index >= LIST_LENGTH {
            return Err(format!("the status index {} is past the list", entry.index));
        }
        if !(1..=MOST_LISTS).contains(&entry.list) {
            return Err(format!("there is no status list {}: they are numbered from 1 to {MOST_LISTS}", entry.list));
        }
        if !is_slug(&entry.slug) {
            return Err(format!("{:?} is not a slug", entry.slug));
        }
        if !is_slug_of(&entry.id, &entry.slug) {
            return Err(other_slug(&entry.slug));
        }
        if self.by_id.contains_key(&entry.id) {
            return Err(format!("the id {:?} stands there twice", entry.id));
        }
        if !taken.slug(&entry.slug) {
            return Err(format!("the slug {:?} stands there twice", entry.slug));
        }
        if !taken.place(entry.list, entry.index) {
            self.shared.insert((entry.list, entry.index));
        }
        self.by_id.insert(entry.id.clone(), self.entries.len());
        self.by_slug.insert(entry.slug.clone(), self.entries.len());
        self.entries.push(entry);
        Ok(())
    }

    /// The last thing that happened to a credential after it was issued, whoever may see it in lists.
    #[must_use]
    pub fn last_of(&self, id: &str) -> Option<&Event> {
        self.last.get(id).map(|at| &self.events[*at])
    }

    /// Whether the site holds a credential no longer: another stands in its place, or its holder was forgotten.
    #[must_use]
    pub fn is_gone(&self, id: &str) -> bool {
        self.gone.contains(id)
    }

    /// Whether a credential is to be listed, as the last line on it says.
    #[must_use]
    pub fn is_listed(&self, entry: &Entry) -> bool {
        self.listing.get(&entry.id).copied().unwrap_or(entry.listed)
    }

    /// Those that are to be listed no longer, though it was said of each of them, or of one in whose place it stands, before.
    pub fn listed_no_longer(&self) -> impl Iterator<Item = &Entry> {
        let no_longer = self.listing.iter().filter(|(_, listed)| !**listed);
        no_longer.filter_map(|(id, _)| self.by_id.get(id).map(|at| &self.entries[*at]))
    }

    /// The entry of a credential's id, and the number of its line.
    #[must_use]
    pub fn line_of(&self, id: &str) -> Option<(&Entry, usize)> {
        let at = *self.by_id.get(id)?;
        Some((&self.entries[at], self.lines[at].1))
    }

    /// The text of the line of a credential's id.
    #[must_use]
    pub fn text_of(&self, id: &str) -> &str {
        let start = self.by_id.get(id).map_or(self.text.len(), |at| self.lines[*at].0);
        self.text[start..].lines().next().unwrap_or_default()
    }

    /// Where the line of a credential's id stands in the text.
    #[must_use]
    pub fn span_of(&self, id: &str) -> Span {
        let start = self.by_id.get(id).map_or(0, |at| self.lines[*at].0);
        Span { start, end: start + self.text_of(id).len() }
    }

    /// The last moment that it knows.
    #[must_use]
    pub fn last_moment(&self) -> Option<jiff::Timestamp> {
        self.entries.iter().map(|entry| entry.issued).chain(self.events.iter().map(|event| event.at)).max()
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What happened after issuing, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Its entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of an award key.
    #[must_use]
    pub fn of_award(&self, key: &str) -> Option<&Entry> {
        self.by_award.get(key).map(|at| &self.entries[*at])
    }

    /// The entry that a person means by a slug, a credential's id or an award's own id.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Entry> {
        let by_award = || self.of_award(&format!("id:{name}")).or_else(|| self.of_award(name));
        self.named(name).or_else(by_award)
    }

    /// The entry that a slug or a credential's id names.
    fn named(&self, name: &str) -> Option<&Entry> {
        self.by_slug.get(name).or_else(|| self.by_id.get(name)).map(|at| &self.entries[*at])
    }

    /// What is taken.
    #[must_use]
    pub fn taken(&self) -> Taken {
        let mut taken = Taken::default();
        for entry in &self.entries {
            taken.slug(&entry.slug);
            taken.place(entry.list, entry.index);
        }
        taken
    }

    /// The number of the last status list in use; 0 when nothing was issued.
    #[must_use]
    pub fn lists(&self) -> u32 {
        self.entries.iter().map(|entry| entry.list).max().unwrap_or(0)
    }
}

/// Whether of two lines about suspension the upper one is the later one: two people's lines may stand in any order.
fn is_later(upper: &Event, lower: &Event) -> bool {
    upper.event.is_of_suspension() && lower.event.is_of_suspension() && upper.at > lower.at
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 64
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::What;

    fn entry(slug: &str, index: u32, award: &str) -> Entry {
        Entry {
            id: format!("https://site.example/credentials/{slug}/"),
            badge: "talk".to_owned(),
            award: award.to_owned(),
            slug: slug.to_owned(),
            list: 1,
            index,
            issued: jiff::Timestamp::UNIX_EPOCH,
            sha256: "00".to_owned(),
            listed: true,
        }
    }

    fn line(slug: &str, index: u32, award: &str) -> Line {
        Line::Entry(entry(slug, index, award))
    }

    fn event(slug: &str, event: What) -> Line {
        let id = format!("https://site.example/credentials/{slug}/");
        Line::Event(Event::new(event, id, jiff::Timestamp::UNIX_EPOCH))
    }

    #[test]
    fn an_award_passes_to_the_credential_that_replaces_and_is_cut_off_from_who_is_forgotten() {
        let text = Ledger::default().with(&[line("a", 1, "id:1"), event("a", What::Replaced), line("b", 2, "id:1")]);
        let ledger = Ledger::read(&text).expect("a ledger");
        assert_eq!(ledger.of_award("id:1").map(|e| e.slug.as_str()), Some("b"));
        assert!(
            ledger.is_gone("https://site.example/credentials/a/")
                && !ledger.is_gone("https://site.example/credentials/b/")
        );
        assert_eq!(ledger.events().len(), 1);
        let forgotten =
            ledger.without_person(&["https://site.example/credentials/b/"].into(), &[event("b", What::Forgotten)]);
        let ledger = Ledger::read(&forgotten).expect("a ledger");
        assert!(forgotten.starts_with(text.lines().next().expect("a line")), "{forgotten}");
        assert!(ledger.is_gone("https://site.example/credentials/b/"));
        assert!(!forgotten.lines().nth(2).expect("a line").contains("id:1"), "{forgotten}");
        assert!(Ledger::read(&Ledger::default().with(&[event("a", What::Revoked), line("a", 1, "id:1")])).is_err());
    }

    #[test]
    fn old_lines_stay_as_they_are() {
        let old = Ledger::default().with(&[line("a", 1, "id:1")]).replace("\"listed\"", " \"listed\"");
        let ledger = Ledger::read(old.trim_end()).expect("ledger");
        let text = ledger.with(&[line("b", 2, "id:2")]);
        assert!(text.starts_with(&old));
        let read = Ledger::read(&text).expect("ledger");
        assert_eq!(read.entries(), [entry("a", 1, "id:1"), entry("b", 2, "id:2")]);
        assert_eq!(
            ["2", "id:2", "b", "3"].map(|name| read.find(name).map(|e| e.index)),
            [Some(2), Some(2), Some(2), None]
        );
        assert_eq!(read.find("https://site.example/credentials/a/").map(|e| e.index), Some(1));
    }

    #[test]
    fn a_ledger_that_contradicts_itself_is_refused_line_by_line() {
        let text = Ledger::default().with(&[
            line("a", 1, "id:1"),
            line("a", 2, "id:2"),
            line("../x", 5, "id:5"),
            line("e", LIST_LENGTH, "id:6"),
        ]);
        let found = Ledger::read(&format!("{text}{{\"id\":1\n")).expect_err("bad");
        let lines: Vec<_> = found.iter().filter_map(|d| d.place.as_ref()?.line).collect();
        assert_eq!(lines, [2, 3, 4, 5]);
    }

    #[test]
    fn a_number_that_no_list_has_is_refused() {
        let text = |list: u32| {
            Ledger::default().with(&[line("a", 1, "id:1"), Line::Entry(Entry { list, ..entry("b", 2, "id:2") })])
        };
        assert_eq!(Ledger::read(&text(MOST_LISTS)).map(|ledger| ledger.lists()).ok(), Some(MOST_LISTS));
        for list in [0, MOST_LISTS + 1, u32::MAX] {
            let found = Ledger::read(&text(list)).expect_err("bad");
            let told = format!("there is no status list {list}: they are numbered from 1 to 65536");
            assert_eq!((&found[0].message, found.len()), (&told, 1));
            assert_eq!(found[0].place.as_ref().map(|place| (&*place.file, place.line)), Some((FILE, Some(2))));
            assert!(found[0].help.as_ref().is_some_and(|help| help.contains("backup")));
        }
    }

    #[test]
    fn the_credentials_of_an_award_are_found_through_all_that_stood_in_its_place() {
        let id = |slug: &str| format!("https://site.example/credentials/{slug}/");
        let by = |slug: &str, event, by: &str| {
            Line::Event(Event { by: Some(id(by)), ..Event::new(event, id(slug), jiff::Timestamp::UNIX_EPOCH) })
        };
        let text = Ledger::default().with(&[
            line("a", 1, "talk/2026-05-12/one"),
            by("a", What::Renewed, "b"),
            line("b", 2, "talk/2026-05-12/one"),
            line("x", 2, "id:x"),
            by("b", What::Replaced, "c"),
            line("c", 3, "talk/2026-05-12/other"),
        ]);
        let ledger = Ledger::read(&text).expect("a ledger");
        let slugs = |all: Vec<&Entry>| all.into_iter().map(|e| e.slug.clone()).collect::<Vec<_>>();
        for entry in ledger.entries().iter().filter(|entry| entry.slug != "x") {
            assert_eq!(slugs(ledger.of_one_award(entry)), ["a", "b", "c"]);
        }
        assert!(!ledger.is_taken_back(&id("a")) && ledger.is_taken_back(&id("b")));
        let shared = |slug: &str| slugs(ledger.sharing(ledger.find(slug).expect(slug)));
        assert_eq!((shared("b"), shared("x"), shared("a")), (vec!["x".to_owned()], Vec::new(), Vec::new()));
    }

    #[test]
    fn of_two_credentials_of_one_award_the_one_that_was_not_taken_back_has_it() {
        for (gone, left) in [("a", "b"), ("b", "a")] {
            let text =
                Ledger::default().with(&[line("a", 1, "id:1"), line("b", 2, "id:1"), event(gone, What::Revoked)]);
            let ledger = Ledger::read(&text).expect("a ledger");
            assert_eq!(ledger.of_award("id:1").map(|entry| entry.slug.as_str()), Some(left));
        }
    }
}
