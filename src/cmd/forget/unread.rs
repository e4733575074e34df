//! In: tables that cannot be read in whole, and the names of somebody who is to be forgotten. Out: errors for those that may hold a row
//! of theirs, and warnings for the others: nobody else's table holds them up.

use std::collections::{BTreeMap, BTreeSet};

use crate::cmd::registry::Registry;
use crate::diag::Diagnostic;

/// The tables that may name one of these people, each once, with the first thing that is wrong with it; and the others.
pub(super) fn tables(
    site: &Registry,
    unread: &[Diagnostic],
    names: &BTreeSet<&str>,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for problem in unread {
        if let Some(place) = &problem.place {
            first.entry(&place.file).or_insert(problem);
        }
    }
    let (mut may_hold, mut others) = (Vec::new(), Vec::new());
    for (file, problem) in first {
        let text = site.source.get(file).map(|bytes| std::str::from_utf8(bytes).ok());
        // In an encoding that is not known, nobody can say who stands there.
        let named = text.is_some_and(|text| {
            text.is_none_or(|text| text.contains('\0') || names.iter().any(|name| stands(text, name)))
        });
        let wrong = |mut told: Diagnostic| {
            told.place.clone_from(&problem.place);
            told
        };
        if named {
            let message = format!(
                "this table may hold a row of theirs, and cannot be read: {}; nothing was removed",
                problem.message
            );
            let help = "correct it; or, when it is of another program, say beside it how it is read, as NAME.mapping.yaml; or take their row out yourself; then run this again";
            may_hold.push(wrong(Diagnostic::error("unread-table", message).help(help)));
        } else {
            let message = format!("this table cannot be read, and does not name them: {}", problem.message);
            others.push(wrong(Diagnostic::warning("unread-table", message).help("see to it before you issue from it")));
        }
    }
    (may_hold, others)
}

/// Whether all words of a name stand in one line, in whatever order, as in `Obi, Ada`.
fn stands(text: &str, name: &str) -> bool {
    let words: Vec<String> = name.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let line = |line: &str| {
        let line = line.to_lowercase();
        words.iter().all(|word| line.contains(word))
    };
    !words.is_empty() && text.lines().any(line)
}

#[cfg(test)]
mod tests {
    use super::stands;

    #[test]
    fn a_name_is_found_in_any_order_within_a_line() {
        let text = "Student,ID\n\"Obi, Ada\",1\nBo Li,2\n";
        assert!(stands(text, "Ada Obi") && stands(text, "bo li") && !stands(text, "Ada Li") && !stands(text, ""));
    }
}
