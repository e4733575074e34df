//! In: the name of a program that exports tables. Out: how its columns become ours, and which of its rows are no award.
//! Canvas gradebook (`lib/gradebook_exporter.rb`), Moodle grade export and Moodle completion report.

use crate::issue::text::is_total;

/// Why a row is passed over whose enrolment is suspended.
pub const SUSPENDED: &str = "the enrolment is suspended";

/// Which program wrote the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Any: its columns are named in the mapping.
    #[default]
    Table,
    /// A Canvas gradebook.
    Canvas,
    /// A Moodle grade export.
    MoodleGrades,
    /// A Moodle completion report.
    MoodleCompletion,
}

/// Their names in a mapping and on the command line.
pub const NAMES: [(&str, Profile); 4] = [
    ("table", Profile::Table),
    ("canvas", Profile::Canvas),
    ("moodle-grades", Profile::MoodleGrades),
    ("moodle-completion", Profile::MoodleCompletion),
];

impl Profile {
    /// The profile of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, profile)| profile)
    }

    /// The name of the profile that a table's first line shows, and what such a table is called.
    pub(super) fn of_header<'a>(names: impl Iterator<Item = &'a str>) -> Option<(&'static str, &'static str)> {
        let names: Vec<&str> = names.map(str::trim).collect();
        let has = |name: &str| names.contains(&name);
        if has("ID") && (has("Student") || (has("LastName") && has("FirstName"))) {
            return Some(("canvas", "a gradebook of Canvas"));
        }
        let person = has("First name") && (has("Surname") || has("Last name"));
        let known = has("ID number") || has("Email address");
        (person && known).then_some(("moodle-grades", "a grade export of Moodle"))
    }

    /// For each of our columns the ways in which it may be made, the first whose columns are all there: where the mapping says
    /// nothing of it. `{badge}` below stands for the badge's file name: one student earns several badges.
    pub(super) const fn columns(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Self::Table => &[],
            Self::Canvas => {
                &[("name", &["{Student|turned}", "{FirstName} {LastName}"]), ("award_id", &["canvas {ID}"])]
            }
            Self::MoodleGrades => &[
                ("name", &["{First name} {Surname}", "{First name} {Last name}"]),
                ("award_id", &["moodle {ID number}"]),
            ],
            Self::MoodleCompletion => &[
                ("name", &["{Name}", "{First name} {Last name}", "{First name} {Surname}"]),
                ("award_id", &["moodle {ID}"]),
                ("awarded", &["{Course complete}"]),
            ],
        }
    }

    /// The rule where none is given: a table of everybody needs one.
    pub(super) const fn rule(self) -> Option<&'static str> {
        match self {
            Self::MoodleCompletion => Some("Course complete present"),
            _ => None,
        }
    }

    /// Whether a table of this kind lists everybody, so that it must be said who earned the badge.
    pub(super) const fn lists_everybody(self) -> bool {
        matches!(self, Self::Canvas | Self::MoodleGrades)
    }

    /// The column that says whose enrolment is suspended, where a table of this kind may have one.
    pub(super) const fn suspended(self) -> Option<&'static str> {
        match self {
            Self::MoodleGrades => Some("Suspended"),
            _ => None,
        }
    }

    /// The columns in which a teacher puts another result in the place of the one that was reckoned.
    pub(super) const fn overrides(self) -> &'static [&'static str] {
        match self {
            Self::Canvas => &["Override Score", "Override Grade"],
            _ => &[],
        }
    }

    /// Why a row is no person, whose name would be this; `None` when it is one. A person of a gradebook has a number, a total has none.
    pub(super) fn aside(self, cells: &[&str], name: &str, has_id: bool) -> Option<&'static str> {
        if self != Self::Table && !has_id && is_total(name) {
            return Some("a row of totals");
        }
        if self != Self::Canvas {
            return None;
        }
        let first = cells.first().map_or("", |cell| cell.trim());
        match (first, name) {
            ("Points Possible", _) => Some("the row of possible points"),
            ("Student, Test", _) | (_, "Test Student") => Some("Canvas's test student"),
            ("", _) if cells.iter().any(|cell| cell.trim() == "Manual Posting") => Some("the row of posting policies"),
            _ => None,
        }
    }
}
