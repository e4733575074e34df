//! In: a ledger, and lines to come. Out: its text with them: what is there stays as it is, byte for byte, but for what tells of somebody
//! who is forgotten.

use std::collections::BTreeSet;

use super::{Entry, Event, Ledger, Line};

impl Ledger {
    /// The text with these lines at its end.
    #[must_use]
    pub fn with(&self, new: &[Line]) -> String {
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for line in new {
            text.push_str(&serde_json::to_string(line).expect("entries and events have string names"));
            text.push('\n');
        }
        text
    }

    /// The text in which these credentials can no longer be traced to a person, neither by their awards nor by what was noted of
    /// them, with these lines at its end.
    #[must_use]
    pub fn without_person(&self, ids: &BTreeSet<&str>, new: &[Line]) -> String {
        let mut text = String::new();
        for line in self.text.split_inclusive('\n') {
            match serde_json::from_str::<Entry>(line) {
                Ok(entry) if ids.contains(entry.id.as_str()) => {
                    let entry = Entry { award: format!("forgotten {}", entry.slug), ..entry };
                    text += &serde_json::to_string(&entry).expect("an entry has string names");
                    text.push('\n');
                }
                _ => match serde_json::from_str::<Event>(line) {
                    Ok(event) if ids.contains(event.id.as_str()) && event.reason.is_some() => {
                        let event = Event { reason: None, ..event };
                        text += &serde_json::to_string(&event).expect("an event has string names");
                        text.push('\n');
                    }
                    _ => text += line,
                },
            }
        }
        Self { text, ..Self::default() }.with(new)
    }
}
