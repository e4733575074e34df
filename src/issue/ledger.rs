//! In: the text of `ledger.jsonl`. Out: its entries, and the text with new ones after the old, which stay as they are, byte for byte.
//! Append-only: nothing here changes or drops an entry.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Span};
use crate::issue::allot::{LIST_LENGTH, Taken};

/// The ledger's file in a project.
pub const FILE: &str = "ledger.jsonl";

/// One credential that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The credential's `id`.
    pub id: String,
    /// The badge's id.
    pub badge: String,
    /// The key of the award row.
    pub award: String,
    /// The file's stem below `credentials/`.
    pub slug: String,
    /// Its place in the status list.
    pub index: u32,
    /// When it was signed (RFC 3339, UTC, whole seconds).
    pub issued: jiff::Timestamp,
    /// SHA-256 of the credential file, in hexadecimal.
    pub sha256: String,
    /// Whether the holder agreed to be listed.
    pub listed: bool,
}

/// The ledger as it stands.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    text: String,
    entries: Vec<Entry>,
    by_award: BTreeMap<String, usize>,
}

impl Ledger {
    /// Reads the ledger's text.
    ///
    /// # Errors
    /// Every line that is not an entry, and everything that stands there twice.
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut ledger = Self { text: text.to_owned(), ..Self::default() };
        let (mut found, mut taken, mut start) = (Vec::new(), Taken::default(), 0);
        for line in text.split_inclusive('\n') {
            let span = Span { start, end: start + line.trim_end().len() };
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let wrong = match serde_json::from_str::<Entry>(line) {
                Err(error) => Some(format!("this line is not a ledger entry: {error}")),
                Ok(entry) if entry.index >= LIST_LENGTH => {
                    Some(format!("the status index {} is past the list", entry.index))
                }
                Ok(entry) if !is_slug(&entry.slug) => Some(format!("{:?} is not a slug", entry.slug)),
                Ok(entry) if !taken.slugs.insert(entry.slug.clone()) => {
                    Some(format!("the slug {:?} stands there twice", entry.slug))
                }
                Ok(entry) if !taken.indices.insert(entry.index) => {
                    Some(format!("the status index {} stands there twice", entry.index))
                }
                Ok(entry) if ledger.by_award.contains_key(&entry.award) => {
                    Some(format!("the award {:?} stands there twice", entry.award))
                }
                Ok(entry) => {
                    ledger.by_award.insert(entry.award.clone(), ledger.entries.len());
                    ledger.entries.push(entry);
                    None
                }
            };
            if let Some(message) = wrong {
                let help = "the ledger is written by `accolade issue` alone; bring it back from a backup";
                found.push(Diagnostic::error("bad-ledger", message).at(FILE, text, span).help(help));
            }
        }
        if found.is_empty() { Ok(ledger) } else { Err(found) }
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
        self.entries.iter().find(|e| e.slug == name || e.id == name).or_else(by_award)
    }

    /// What is taken.
    #[must_use]
    pub fn taken(&self) -> Taken {
        Taken {
            slugs: self.entries.iter().map(|e| e.slug.clone()).collect(),
            indices: self.entries.iter().map(|e| e.index).collect(),
        }
    }

    /// The text with these entries at its end.
    #[must_use]
    pub fn with(&self, new: &[Entry]) -> String {
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for entry in new {
            text.push_str(&serde_json::to_string(entry).expect("an entry has string names"));
            text.push('\n');
        }
        text
    }
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 64
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(slug: &str, index: u32, award: &str) -> Entry {
        Entry {
            id: format!("https://site.example/credentials/{slug}/"),
            badge: "talk".to_owned(),
            award: award.to_owned(),
            slug: slug.to_owned(),
            index,
            issued: jiff::Timestamp::UNIX_EPOCH,
            sha256: "00".to_owned(),
            listed: true,
        }
    }

    #[test]
    fn old_lines_stay_as_they_are() {
        let old = Ledger::default().with(&[entry("a", 1, "id:1")]).replace("\"listed\"", " \"listed\"");
        let ledger = Ledger::read(old.trim_end()).expect("ledger");
        let text = ledger.with(&[entry("b", 2, "id:2")]);
        assert!(text.starts_with(&old));
        let read = Ledger::read(&text).expect("ledger");
        assert_eq!(read.entries(), [entry("a", 1, "id:1"), entry("b", 2, "id:2")]);
        assert_eq!(read.find("2").map(|e| e.index), Some(2));
        assert_eq!(read.find("https://site.example/credentials/a/").map(|e| e.index), Some(1));
    }

    #[test]
    fn a_ledger_that_contradicts_itself_is_refused_line_by_line() {
        let text = Ledger::default().with(&[
            entry("a", 1, "id:1"),
            entry("a", 2, "id:2"),
            entry("c", 1, "id:3"),
            entry("d", 4, "id:1"),
            entry("../x", 5, "id:5"),
            entry("e", LIST_LENGTH, "id:6"),
        ]);
        let found = Ledger::read(&format!("{text}{{\"id\":1\n")).expect_err("bad");
        let lines: Vec<_> = found.iter().filter_map(|d| d.place.as_ref()?.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 7]);
    }
}
