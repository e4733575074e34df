//! In: names, or names of credentials. Out: what there is of these people: their credentials, those that stood in their places, and the rows
//! of their awards; the tables and the ledger without them; and names that are nearly the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::holders::Holders;
use super::rows::without;
use crate::cmd::registry::Registry;
use crate::diag::{Diagnostic, Span};
use crate::draft::{Event, What};
use crate::issue::award::Award;
use crate::issue::import::decode;
use crate::issue::ledger::{Entry, Line};
use crate::issue::plan::Sheet;
use crate::issue::rows::Skipped;
use crate::model::people::folded;

/// Files by path, each with its new bytes and how many rows were taken out.
pub(super) type Rewritten = BTreeMap<String, (Vec<u8>, usize)>;

/// What there is of a person.
pub(super) struct Found<'a> {
    /// Their credentials that the site holds.
    pub(super) entries: Vec<&'a Entry>,
    /// What they are called, here and in what stood in the place of something.
    pub(super) names: BTreeSet<String>,
    /// All that was issued for their awards.
    ids: BTreeSet<&'a str>,
    /// The keys of their awards.
    awards: BTreeSet<&'a str>,
    /// Rows that were passed over, by name: no award has them.
    aside: BTreeSet<&'a str>,
    pub(super) unknown: Vec<&'a String>,
    /// Whose each credential is.
    holders: Holders<'a>,
}

impl<'a> Found<'a> {
    pub(super) fn of(site: &'a Registry, sheets: &'a [Sheet], who: &'a [String]) -> Self {
        let mut found = Self {
            entries: Vec::new(),
            names: BTreeSet::new(),
            ids: BTreeSet::new(),
            awards: BTreeSet::new(),
            aside: BTreeSet::new(),
            unknown: Vec::new(),
            holders: Holders::of(site),
        };
        let ledger = &site.ledger;
        for who in who {
            let rows: Vec<&Award> = awards(sheets).filter(|award| award.name == *who).collect();
            let holders = &found.holders;
            let mut entries: Vec<&Entry> = ledger.entries().iter().filter(|entry| holders.is_of(entry, who)).collect();
            entries.extend(ledger.find(who));
            // What was issued for their rows, unless it is signed for somebody else, whose award the row was made for.
            let of_row = |award: &&Award| keys(award).find_map(|key| ledger.of_award(key));
            let of_rows = rows.iter().filter_map(of_row);
            entries.extend(of_rows.filter(|entry| {
                !entry.award.starts_with("id:") || holders.names(entry).is_empty() || holders.is_of(entry, who)
            }));
            let mut held: Vec<&Entry> = Vec::new();
            let mut all: Vec<&Entry> = Vec::new();
            for entry in entries {
                held.extend(ledger.held_of_one_award(entry));
                all.extend(ledger.of_one_award(entry));
            }
            let aside = sheets.iter().flat_map(|sheet| &sheet.skipped).any(|row| is_of(row, who));
            if held.is_empty() && rows.is_empty() && !aside {
                found.unknown.push(who);
                continue;
            }
            if aside {
                found.aside.insert(who);
                found.names.insert(who.clone());
            }
            found.awards.extend(rows.iter().map(|award| award.key.as_str()));
            found.names.extend(rows.iter().map(|award| award.name.clone()));
            for entry in all {
                found.names.extend(found.holders.names(entry).iter().cloned());
                found.awards.insert(&entry.award);
                found.ids.insert(&entry.id);
            }
            for entry in held {
                if !found.entries.contains(&entry) {
                    found.entries.push(entry);
                }
            }
        }
        // A row that is known by a name has the name that they had before.
        let before = awards(sheets).filter(|award| !award.key.starts_with("id:") && found.is_theirs(award));
        let before: Vec<String> = before.map(|award| award.name.clone()).collect();
        found.names.extend(before);
        found
    }

    /// Whether a row is of an award of theirs, also under the number that it had before its term was named.
    fn is_theirs(&self, award: &Award) -> bool {
        keys(award).any(|key| self.awards.contains(key))
    }

    /// Whether a row that was passed over is of them.
    fn is_aside(&self, row: &Skipped) -> bool {
        self.aside.iter().any(|who| is_of(row, who))
    }

    /// Their rows in a table, in its order.
    pub(super) fn rows(&self, sheet: &Sheet) -> Vec<Span> {
        let awards = sheet.awards.iter().filter(|award| self.is_theirs(award)).map(|award| award.span);
        let aside = sheet.skipped.iter().filter(|row| self.is_aside(row)).map(|row| row.span);
        let mut rows: Vec<Span> = awards.chain(aside).collect();
        rows.sort_unstable();
        rows
    }

    /// The awards files without their rows, and how many were taken out.
    pub(super) fn files(&self, site: &Registry, sheets: &[Sheet]) -> Result<Rewritten, Vec<Diagnostic>> {
        let (mut files, mut wrong) = (BTreeMap::new(), Vec::new());
        for sheet in sheets {
            let rows = self.rows(sheet);
            if rows.is_empty() {
                continue;
            }
            let original = site.source.get(&sheet.file).map(|bytes| &**bytes).unwrap_or_default();
            let written = |text: &str| decode::bytes(text, original, sheet.encoding);
            // What is kept stays as it was, byte for byte.
            let same = || written(&sheet.text).as_deref() == Some(original);
            let left = if is_list(&sheet.file) || !same() { None } else { written(&without(&sheet.text, &rows)) };
            match left {
                Some(left) => drop(files.insert(sheet.file.clone(), (left, rows.len()))),
                None => wrong.extend(rows.iter().map(|row| by_hand(sheet, *row))),
            }
        }
        if wrong.is_empty() { Ok(files) } else { Err(wrong) }
    }

    /// The ledger in which they cannot be traced, when it has something of them: each credential that is cut off from its award is
    /// said to be forgotten.
    pub(super) fn ledger(&self, site: &Registry, at: Timestamp) -> Option<String> {
        let before: BTreeSet<&str> = site.ledger.forgotten().collect();
        let event = |id: &&str| Event::new(What::Forgotten, (*id).to_owned(), at);
        let lines: Vec<Line> = self.ids.difference(&before).map(event).map(Line::Event).collect();
        (!self.ids.is_empty()).then(|| site.ledger.without_person(&self.ids, &lines))
    }

    /// Everybody whom the site holds something of: their names, each with the slugs of their credentials; of a row alone there are none.
    pub(super) fn people(&self, site: &Registry, sheets: &[Sheet]) -> BTreeMap<String, Vec<String>> {
        let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in site.ledger.entries().iter().filter(|entry| !site.ledger.is_gone(&entry.id)) {
            for name in self.holders.names(entry) {
                people.entry(name.clone()).or_default().push(entry.slug.clone());
            }
        }
        let aside = sheets.iter().flat_map(|sheet| &sheet.skipped).map(|row| &row.name);
        for name in awards(sheets).map(|award| &award.name).chain(aside) {
            people.entry(name.clone()).or_default();
        }
        people
    }

    /// People who stay and are called nearly the same: who they are is for the registrar to say.
    pub(super) fn alike(&self, site: &Registry, sheets: &[Sheet]) -> Vec<Diagnostic> {
        let near: BTreeSet<String> = self.names.iter().map(|name| folded(name)).collect();
        let is_near = |name: &str| !self.names.contains(name) && near.contains(&folded(name));
        let mut others: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for entry in site.ledger.entries() {
            let stays = !self.ids.contains(entry.id.as_str()) && !site.ledger.is_gone(&entry.id);
            for name in self.holders.names(entry).iter().filter(|name| stays && is_near(name)) {
                others.entry(name.clone()).or_default().push(&entry.slug);
            }
        }
        let rows = awards(sheets).filter(|award| !self.is_theirs(award)).map(|award| &award.name);
        let aside = sheets.iter().flat_map(|sheet| &sheet.skipped).filter(|row| !self.is_aside(row));
        for name in rows.chain(aside.map(|row| &row.name)).filter(|name| is_near(name)) {
            others.entry(name.clone()).or_default();
        }
        // A row that was given to somebody else has the number of an award that was signed before.
        let theirs = awards(sheets).filter(|award| self.names.contains(&award.name) && self.is_theirs(award));
        let signed = theirs.filter_map(|award| keys(award).find_map(|key| site.ledger.of_award(key)));
        let of_others: BTreeMap<&str, &String> = signed
            .filter(|entry| !self.ids.contains(entry.id.as_str()) && !site.ledger.is_gone(&entry.id))
            .filter_map(|entry| Some((entry.slug.as_str(), self.holders.names(entry).first()?)))
            .collect();
        let of_row = of_others.into_iter().map(|(slug, name)| {
            let message = format!(
                "a row that was taken out is of the award that was signed for {name:?}, whose credential stays"
            );
            Diagnostic::warning("other-name", message)
                .help(format!("when it is the same person: `accolade forget {slug}`"))
        });
        let told = |(name, slugs): (String, Vec<&str>)| {
            let message = format!("{name:?} was not forgotten, and is the same name but for case, marks and blanks");
            let named = if slugs.is_empty() { format!("{name:?}").replace('$', "\\$") } else { slugs.join(" ") };
            Diagnostic::warning("near-name", message)
                .help(format!("when it is the same person: `accolade forget {named}`"))
        };
        of_row.chain(others.into_iter().map(told)).collect()
    }
}

/// The rows of all awards files.
fn awards(sheets: &[Sheet]) -> impl Iterator<Item = &Award> {
    sheets.iter().flat_map(|sheet| &sheet.awards)
}

/// The number of an award, and the one that it had before its term was named.
fn keys(award: &Award) -> impl Iterator<Item = &str> {
    [Some(&award.key), award.before.as_ref()].into_iter().flatten().map(String::as_str)
}

/// Whether a row that was passed over is of this person, whose name has single blanks as it is signed.
pub(super) fn is_of(row: &Skipped, who: &str) -> bool {
    !who.is_empty() && row.name.split_whitespace().eq(who.split(' '))
}

/// Whether awards are written there as a list, with words and comments of somebody's own around them, and not as a table.
fn is_list(file: &str) -> bool {
    [".yaml", ".yml"].iter().any(|end| file.to_ascii_lowercase().ends_with(end))
}

/// A row that only its writer can take out, and how.
fn by_hand(sheet: &Sheet, row: Span) -> Diagnostic {
    let (message, help) = if is_list(&sheet.file) {
        (
            "this award is theirs, and stands in a list that is written by hand; nothing was removed",
            "take the whole award out yourself, from its `-` to the next; then run the same command again, which removes the rest",
        )
    } else {
        (
            "this row is theirs, and the file cannot be written again as it is; nothing was removed",
            "take the row out yourself, or save the file as \"CSV UTF-8\"; then run the same command again, which removes the rest",
        )
    };
    Diagnostic::error("row-by-hand", message).at(&sheet.file, &sheet.text, row).help(help)
}
