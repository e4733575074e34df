//! In: what a badge is called, what it says and how it is earned. Out: its criteria as they are signed, and a hash that tells whether a
//! credential was signed with the words that its badge has now.

use super::badge::BadgeDraft;

/// Criteria with the outcomes, the assessment and the workload, for which Open Badges 3.0 has no fields of their own:
/// whoever holds the file alone can still read them, and they are signed.
#[must_use]
pub fn criteria(criteria: &str, outcomes: &[String], assessment: Option<&str>, hours: Option<f64>) -> String {
    let mut parts = vec![criteria.trim().to_owned()];
    if !outcomes.is_empty() {
        let list: Vec<String> = outcomes.iter().map(|o| format!("- {}", o.trim())).collect();
        parts.push(format!("**Outcomes**\n\n{}", list.join("\n")));
    }
    if let Some(assessment) = assessment {
        parts.push(format!("**Assessment:** {}", assessment.trim()));
    }
    if let Some(hours) = hours {
        parts.push(format!(
            "**Workload:** {hours} {}",
            if (hours - 1.0).abs() < f64::EPSILON { "hour" } else { "hours" }
        ));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// What stands for name, description and criteria where a million are compared. Line breaks and blanks do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Wording([u8; 16]);

impl Wording {
    /// Of the three.
    #[must_use]
    pub fn of(name: &str, description: &str, criteria: &str) -> Self {
        // Hashed at once: that is done for each credential.
        let mut words = String::with_capacity(name.len() + description.len() + criteria.len() + 8);
        for text in [name, description, criteria] {
            for word in text.split_whitespace() {
                words.push_str(word);
                words.push(' ');
            }
            words.push('\n');
        }
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(words.as_bytes()).as_bytes()[..16]);
        Self(half)
    }
}

impl BadgeDraft {
    /// Its words as they would be signed now.
    #[must_use]
    pub fn wording(&self) -> Wording {
        let narrative = self.criteria.narrative.as_deref().unwrap_or_default();
        let signed = criteria(narrative, &self.outcomes, self.assessment.as_deref(), self.hours);
        Wording::of(&self.name, &self.description, &signed)
    }
}

#[cfg(test)]
mod tests {
    use super::Wording;

    #[test]
    fn words_that_are_set_otherwise_are_the_same_and_others_are_not() {
        let one = Wording::of("Talk", "Gives a talk.", "Gave a talk.\n\n- Well.");
        assert_eq!(one, Wording::of("Talk ", "Gives a\ntalk.", "Gave a talk. - Well.\n"));
        assert_ne!(one, Wording::of("Talk", "Gives a talk.", "Gave two talks.\n\n- Well."));
        assert_ne!(Wording::of("a b", "", ""), Wording::of("a", "b", ""));
    }
}
