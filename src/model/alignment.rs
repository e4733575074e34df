//! In: a badge's ties as its file states them, and the project's frameworks. Out: Open Badges 3.0 alignments.
//! The eight NACE career readiness competencies are bundled by name; the words about them are ours.

use accolade_credential::credential::Alignment;

use crate::diag::Diagnostic;
use crate::draft::{AlignmentDraft, BadgeDraft, FrameworkDraft, Placed, suggest};

/// Name, our slug for it, further names, and our own gloss.
const NACE: [(&str, &str, &[&str], &str); 8] = [
    (
        "Career & Self-Development",
        "career-self-development",
        &["career and self-development", "career management", "career development"],
        "Planning one's own learning and career, and acting on it.",
    ),
    (
        "Communication",
        "communication",
        &["oral/written communication", "oral communication", "written communication"],
        "Exchanging information, ideas and views clearly, in speech and in writing.",
    ),
    (
        "Critical Thinking",
        "critical-thinking",
        &["critical thinking/problem solving", "problem solving"],
        "Weighing evidence to understand a situation and to solve its problems.",
    ),
    (
        "Equity & Inclusion",
        "equity-inclusion",
        &["equity and inclusion", "global/intercultural fluency", "intercultural fluency"],
        "Working fairly with people of every background, and removing what keeps some of them out.",
    ),
    ("Leadership", "leadership", &[], "Helping others to do their best work towards a shared goal."),
    (
        "Professionalism",
        "professionalism",
        &["professionalism/work ethic", "work ethic"],
        "Being reliable, honest and considerate at work.",
    ),
    (
        "Teamwork",
        "teamwork",
        &["collaboration", "teamwork/collaboration"],
        "Doing one's part in a group and sharing in its result.",
    ),
    (
        "Technology",
        "technology",
        &["digital technology"],
        "Choosing and using technology well, and learning it as it changes.",
    ),
];
const NACE_FRAMEWORK: &str = "NACE Career Readiness Competencies";
const NACE_URL: &str = "https://www.naceweb.org/career-readiness/competencies/career-readiness-defined";

/// The bundled framework: its name, its address, and each item's name with its code.
pub(super) fn nace_items() -> (&'static str, &'static str, impl Iterator<Item = (&'static str, &'static str)>) {
    (NACE_FRAMEWORK, NACE_URL, NACE.iter().map(|(name, code, ..)| (*name, *code)))
}

/// The alignments of a badge; what cannot be resolved is an error.
#[must_use]
pub fn alignments(badge: &BadgeDraft, frameworks: &[FrameworkDraft]) -> (Vec<Alignment>, Vec<Diagnostic>) {
    let (mut resolved, mut found) = (Vec::new(), Vec::new());
    for draft in &badge.alignment {
        match resolve(draft, frameworks) {
            Ok(alignment) => resolved.push(alignment),
            Err(problem) => found.push(problem.about(&badge.name)),
        }
    }
    (resolved, found)
}

fn resolve(draft: &AlignmentDraft, frameworks: &[FrameworkDraft]) -> Result<Alignment, Diagnostic> {
    match draft {
        AlignmentDraft::Nace(name) => nace(name),
        AlignmentDraft::Item { framework, code } => item(framework, code, frameworks),
        AlignmentDraft::Full { name, url, framework, code, kind, description } => Ok(Alignment {
            name: Some(name.clone()),
            url: Some(url.clone()),
            framework: framework.clone(),
            code: code.clone(),
            kind: kind.clone(),
            description: description.clone(),
        }),
    }
}

fn nace(name: &Placed<String>) -> Result<Alignment, Diagnostic> {
    let wanted = name.value.to_lowercase();
    let known = NACE.iter().find(|(full, slug, aliases, _)| {
        full.to_lowercase() == wanted || *slug == wanted || aliases.contains(&wanted.as_str())
    });
    let Some((full, slug, _, gloss)) = known else {
        let message = format!("{:?} is none of the eight NACE competencies", name.value);
        let names = NACE.map(|(full, ..)| full);
        return Err(unknown(message, &name.value, &names, name));
    };
    Ok(Alignment {
        name: Some((*full).to_owned()),
        url: Some(NACE_URL.to_owned()),
        description: Some((*gloss).to_owned()),
        framework: Some(NACE_FRAMEWORK.to_owned()),
        code: Some((*slug).to_owned()),
        kind: Some("ext:NACECompetency".to_owned()),
    })
}

fn item(
    framework: &Placed<String>,
    code: &Placed<String>,
    frameworks: &[FrameworkDraft],
) -> Result<Alignment, Diagnostic> {
    let Some(known) = frameworks.iter().find(|f| f.id == framework.value) else {
        let names: Vec<_> = frameworks.iter().map(|f| f.id.as_str()).collect();
        let message = format!("there is no framework frameworks/{}.yaml", framework.value);
        return Err(unknown(message, &framework.value, &names, framework));
    };
    let Some(item) = known.items.iter().find(|item| item.code.value == code.value) else {
        let codes: Vec<_> = known.items.iter().map(|item| item.code.value.as_str()).collect();
        let message = format!("{} has no item {:?}", known.file, code.value);
        return Err(unknown(message, &code.value, &codes, code));
    };
    let Some(url) = item.url.as_ref().or(known.url.as_ref()) else {
        let mut found = Diagnostic::error("missing-field", format!("{} gives no url for {:?}", known.file, code.value));
        found.place = Some(code.place.clone());
        return Err(found.help("add `url:` to the item or to the framework: an alignment needs an address"));
    };
    Ok(Alignment {
        name: Some(item.name.clone()),
        url: Some(url.clone()),
        description: item.description.clone(),
        framework: Some(known.name.value.clone()),
        code: Some(item.code.value.clone()),
        kind: Some("CFItem".to_owned()),
    })
}

fn unknown(message: String, name: &str, known: &[&str], at: &Placed<String>) -> Diagnostic {
    let mut found = Diagnostic::error("unknown-name", message);
    found.place = Some(at.place.clone());
    found.help(match suggest(name, known.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None if known.is_empty() => "there is none yet".to_owned(),
        None => format!("there are: {}", known.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(text: &str) -> Placed<String> {
        let place = crate::diag::Place { file: String::new(), line: None, column: None, excerpt: None, length: 0 };
        Placed { value: text.to_owned(), place }
    }

    #[test]
    fn competencies_are_found_by_old_and_new_names_in_any_case() {
        for (asked, code) in [
            ("teamwork", "teamwork"),
            ("Career & Self-Development", "career-self-development"),
            ("career and self-development", "career-self-development"),
            ("Digital Technology", "technology"),
            ("PROBLEM SOLVING", "critical-thinking"),
        ] {
            assert_eq!(nace(&placed(asked)).unwrap().code.as_deref(), Some(code), "{asked}");
        }
        assert_eq!(nace(&placed("Comunication")).unwrap_err().help.unwrap(), "did you mean \"Communication\"?");
    }
}
