//! In: the names of a table's columns, and one that is wanted. Out: which column it is, or what is wrong.

use super::table::Line;
use crate::diag::Diagnostic;
use crate::draft::suggest;
use crate::issue::columns;

/// A column that is not there, or is there more than once.
pub(super) enum Position {
    Missing(String),
    Several(String),
}

impl Position {
    pub(super) fn told(self, line: &Line<'_>, names: &[&str]) -> Diagnostic {
        match self {
            Self::Missing(name) => {
                let help = suggest(&name, names.iter().map(|name| name.trim())).map_or_else(
                    || {
                        format!(
                            "its columns are {}",
                            names.iter().map(|name| name.trim()).collect::<Vec<_>>().join(", ")
                        )
                    },
                    |near| format!("did you mean {near:?}?"),
                );
                line.wrong("missing-column", format!("the table has no column {name:?}"), line.span).help(help)
            }
            Self::Several(name) => {
                let help = "write the name exactly as one of them, or rename one in the table";
                line.wrong("duplicate-column", format!("the table has several columns {name:?}"), line.span).help(help)
            }
        }
    }
}

/// The number of the column of this name: letter for letter, else without regard to capitals, blanks and hyphens.
pub(super) fn position(names: &[&str], wanted: &str) -> Result<usize, Position> {
    let bare = |name: &str| name.trim().trim_start_matches('\u{feff}').to_owned();
    let exact: Vec<usize> = (0..names.len()).filter(|at| bare(names[*at]) == wanted).collect();
    let alike: Vec<usize> =
        (0..names.len()).filter(|at| columns::plain(names[*at]) == columns::plain(wanted)).collect();
    match (&exact[..], &alike[..]) {
        ([one], _) | ([], [one]) => Ok(*one),
        ([], []) => Err(Position::Missing(wanted.to_owned())),
        _ => Err(Position::Several(wanted.to_owned())),
    }
}
