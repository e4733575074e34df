//! In: files below `awards/`, or named on the command line. Out: the mapping that stands beside each table, `spring.mapping.yaml` or
//! `spring.mapping.yml` beside `spring.csv`, and what is wrong with how mappings are called.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;

/// How the name of a mapping ends behind that of its table.
const ENDS: [&str; 2] = [".mapping.yaml", ".mapping.yml"];

/// Mappings by the tables that they are beside.
#[derive(Debug, Default)]
pub(super) struct Mappings {
    by_table: BTreeMap<String, (String, Vec<u8>)>,
    found: Vec<Diagnostic>,
}

impl Mappings {
    /// Keeps a mapping; it is the only one of its table.
    pub(super) fn put(&mut self, name: String, bytes: Vec<u8>) {
        let of = table(&name).unwrap_or(&name).to_owned();
        match self.by_table.get(&of) {
            Some((known, _)) if *known != name => {
                let message = format!("{known} says already how this table is read");
                let found = Diagnostic::error("two-mappings", message).in_file(name);
                self.found.push(found.help("keep one of the two"));
            }
            _ => drop(self.by_table.insert(of, (name, bytes))),
        }
    }

    /// The mapping beside a table, by its name, with its bytes.
    pub(super) fn of(&self, name: &str) -> Option<(&str, &[u8])> {
        self.by_table.get(stem(name)).map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// What is wrong with them, beside these tables.
    pub(super) fn wrong<'n>(&self, tables: impl Iterator<Item = &'n str> + Clone) -> Vec<Diagnostic> {
        let mut found = self.found.clone();
        for (of, (name, _)) in &self.by_table {
            if !tables.clone().any(|table| stem(table) == of.as_str()) {
                let lonely = Diagnostic::error("lonely-mapping", "there is no table beside this mapping");
                let help = "name it after the table, as in spring.mapping.yaml beside spring.csv";
                found.push(lonely.in_file(name.clone()).help(help));
            }
        }
        found
    }
}

/// The table that a file of this name is the mapping of, without its extension.
pub(super) fn table(name: &str) -> Option<&str> {
    ENDS.iter().find_map(|end| name.strip_suffix(end))
}

/// The names that a mapping beside this table may have, the usual one first.
pub(super) fn beside(file: &Path) -> [PathBuf; 2] {
    ENDS.map(|end| file.with_extension(end.trim_start_matches('.')))
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
