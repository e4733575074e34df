//! In: a name at the head of a table. Out: the column of an award that it means, with our own name.

use crate::draft::suggest;

/// The columns of an award; the first three must be there. What is signed of each stands in `docs/issue-a-cohort.md`.
pub const COLUMNS: [&str; 19] = [
    "name",
    "badge",
    "awarded",
    "award_id",
    "recipient_id",
    "email",
    "expires",
    "start",
    "end",
    "term",
    "hours",
    "credits",
    "result",
    "evidence_name",
    "evidence_url",
    "evidence_description",
    "narrative",
    "license",
    "consent",
];
/// How many of them must be there.
pub const REQUIRED: usize = 3;
/// The most pieces of evidence in a row.
pub const MAX_EVIDENCE: usize = 20;
/// Other names for some of them.
const ALIASES: [(&str, &str); 8] = [
    ("workload", "hours"),
    ("grade", "result"),
    ("licence", "license"),
    ("license_number", "license"),
    ("licence_number", "license"),
    ("e_mail", "email"),
    ("mail", "email"),
    ("email_address", "email"),
];

/// A column; those of evidence may stand there several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Which one of its kind, from 0.
    pub nth: usize,
}

impl Column {
    /// The first, and for all but evidence the only column of this name.
    #[must_use]
    pub const fn first(name: &'static str) -> Self {
        Self { name, nth: 0 }
    }

    /// Whether there may be several of its kind.
    #[must_use]
    pub fn repeats(self) -> bool {
        self.name.starts_with("evidence_")
    }
}

/// The known column of this name; capitals, blanks and hyphens do not matter. `evidence_url_2` is the second `evidence_url`.
#[must_use]
pub fn column(name: &str) -> Option<Column> {
    let plain = plain(name);
    let known = |name: &str| {
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| *name);
        COLUMNS.into_iter().find(|c| *c == name)
    };
    if let Some(name) = known(&plain) {
        return Some(Column::first(name));
    }
    let (stem, number) = plain.rsplit_once('_')?;
    let number: usize = number.parse().ok().filter(|n| (1..=MAX_EVIDENCE).contains(n))?;
    known(stem).map(|name| Column { name, nth: number - 1 }).filter(|c| c.repeats())
}

/// A name without what does not matter in it.
#[must_use]
pub fn plain(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

/// What to do about a name that is no column.
#[must_use]
pub fn advice(written: &str) -> String {
    let plain = plain(written);
    suggest(&plain, COLUMNS.into_iter().chain(ALIASES.map(|(alias, _)| alias)))
        .map_or_else(|| format!("there are {}", COLUMNS.join(", ")), |near| format!("did you mean {near:?}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_spelling_and_evidence_by_number() {
        assert_eq!(column(" Awarded "), Some(Column::first("awarded")));
        assert_eq!(column("Evidence URL"), Some(Column::first("evidence_url")));
        assert_eq!(column("evidence-url-3"), Some(Column { name: "evidence_url", nth: 2 }));
        assert_eq!(column("Workload"), Some(Column::first("hours")));
        for unknown in ["", "name_2", "evidence_url_0", "evidence_url_21", "evidence", "evidence_url_x"] {
            assert_eq!(column(unknown), None, "{unknown}");
        }
        assert_eq!(advice("Evidense URL"), "did you mean \"evidence_url\"?");
    }
}
