//! In: a rule such as `Final Score >= 70 and Section = XC 101`. Out: whether a row of a table meets it, and if not, why.
//! A cell without a value never meets anything but `missing`; one that should be a number and is none is an error, not a no.

use std::cmp::Ordering;

use super::number;

/// All conditions that a row must meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule(pub Vec<Condition>);

/// One condition on one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The column, as the rule names it.
    pub column: String,
    test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Present,
    Missing,
    Is(Relation, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    AtLeast,
    AtMost,
    Not,
    Equal,
    Above,
    Below,
}

/// Longer signs first, so that `>=` is not read as `>`.
const RELATIONS: [(&str, Relation); 7] = [
    (">=", Relation::AtLeast),
    ("<=", Relation::AtMost),
    ("!=", Relation::Not),
    ("==", Relation::Equal),
    ("=", Relation::Equal),
    (">", Relation::Above),
    ("<", Relation::Below),
];

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// It meets the rule.
    Yes,
    /// It does not, for this reason.
    No(String),
    /// A cell that must be a number is none: what it is, and what to do.
    NotANumber(String, &'static str),
}

impl Rule {
    /// Reads a rule: `COLUMN >= VALUE`, with `>`, `<=`, `<`, `=` or `!=`; `COLUMN present`; `COLUMN missing`; several with `and`.
    /// Quotes keep a name or value together.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let conditions = split(text).into_iter().map(condition).collect::<Result<Vec<_>, _>>()?;
        if conditions.is_empty() { Err("the rule is empty".to_owned()) } else { Ok(Self(conditions)) }
    }

    /// Whether a row meets it; `cell` gives the text of the condition of that number.
    pub fn met(&self, decimal_comma: bool, cell: impl Fn(usize) -> String) -> Met {
        for (n, condition) in self.0.iter().enumerate() {
            let met = condition.met(decimal_comma, &cell(n));
            if met != Met::Yes {
                return met;
            }
        }
        Met::Yes
    }
}

impl std::fmt::Display for Rule {
    /// As [`Rule::read`] reads it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, Condition { column, test }) in self.0.iter().enumerate() {
            let and = if n > 0 { " and " } else { "" };
            let plain = column.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '_');
            let plain = plain && !column.to_lowercase().contains(" and ");
            let column = if plain { column.clone() } else { format!("\"{column}\"") };
            match test {
                Test::Present => write!(f, "{and}{column} present")?,
                Test::Missing => write!(f, "{and}{column} missing")?,
                Test::Is(relation, wanted) => {
                    let sign =
                        RELATIONS.iter().rev().find(|(_, known)| known == relation).map_or("=", |(sign, _)| sign);
                    let wanted = match wanted.parse::<f64>() {
                        Ok(_) => wanted.clone(),
                        Err(_) => format!("\"{wanted}\""),
                    };
                    write!(f, "{and}{column} {sign} {wanted}")?;
                }
            }
        }
        Ok(())
    }
}

impl Condition {
    fn met(&self, decimal_comma: bool, cell: &str) -> Met {
        let Self { column, test } = self;
        let empty = is_empty(cell);
        let (relation, wanted) = match test {
            Test::Present if empty => return Met::No(format!("{column} is empty")),
            Test::Missing if !empty => return Met::No(format!("{column} is {cell:?}")),
            Test::Present | Test::Missing => return Met::Yes,
            Test::Is(..) if cell.trim() == "EX" => return Met::No(format!("{column} is excused (EX)")),
            Test::Is(..) if empty => return Met::No(format!("{column} is empty")),
            Test::Is(relation, wanted) => (*relation, wanted),
        };
        let equality = matches!(relation, Relation::Equal | Relation::Not);
        let order = match (number(cell, decimal_comma), number(wanted, false)) {
            (Some(is), Some(wanted)) => is.partial_cmp(&wanted),
            _ if equality => Some(cell.to_lowercase().cmp(&wanted.to_lowercase())),
            _ => {
                let why = format!("{column} is {cell:?}, which is no number as it stands");
                return Met::NotANumber(why, number::advice(cell, decimal_comma));
            }
        };
        let holds = match relation {
            Relation::AtLeast => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
            Relation::AtMost => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Relation::Not => order != Some(Ordering::Equal),
            Relation::Equal => order == Some(Ordering::Equal),
            Relation::Above => order == Some(Ordering::Greater),
            Relation::Below => order == Some(Ordering::Less),
        };
        if holds { Met::Yes } else { Met::No(format!("{column} is {cell}, not {}", self.words())) }
    }

    fn words(&self) -> String {
        let Test::Is(relation, wanted) = &self.test else { return String::new() };
        match relation {
            Relation::AtLeast => format!("{wanted} or more"),
            Relation::AtMost => format!("{wanted} or less"),
            Relation::Not => format!("something else than {wanted}"),
            Relation::Equal => wanted.clone(),
            Relation::Above => format!("more than {wanted}"),
            Relation::Below => format!("less than {wanted}"),
        }
    }
}

/// What learning platforms write where there is no grade.
#[must_use]
pub fn is_empty(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "EX" | "N/A" | "n/a" | "(read only)")
}

/// The number that a cell holds; a percent sign is fine.
fn number(text: &str, decimal_comma: bool) -> Option<f64> {
    number::plain(text.trim().trim_end_matches('%'), decimal_comma)?.parse().ok()
}

/// The conditions: what stands between `and`s that are not in quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let lower = text.to_ascii_lowercase();
    for (at, _) in lower.match_indices(" and ") {
        if at >= start && !quoted(text, at) {
            parts.push(&text[start..at]);
            start = at + 5;
        }
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn quoted(text: &str, at: usize) -> bool {
    text[..at].matches('"').count() % 2 == 1
}

fn condition(text: &str) -> Result<Condition, String> {
    let named = |column: &str, test| match unquoted(column) {
        "" => Err(format!("{:?} names no column", text.trim())),
        column => Ok(Condition { column: column.to_owned(), test }),
    };
    let place = text.char_indices().find_map(|(at, _)| {
        let sign = RELATIONS.iter().find(|(sign, _)| text[at..].starts_with(sign))?;
        (!quoted(text, at)).then_some((at, *sign))
    });
    if let Some(other) = other_word(text, place.map(|(at, (sign, _))| at + sign.len())) {
        return Err(format!(
            "{:?} has {other}, and only `and` is understood: read the table once for each",
            text.trim()
        ));
    }
    if let Some((at, (sign, relation))) = place {
        if text[at + sign.len()..].trim_start().starts_with(['<', '>', '=', '!']) {
            return Err(other_sign(text, at));
        }
        let wanted = unquoted(&text[at + sign.len()..]);
        if wanted.is_empty() {
            return Err(format!("{:?} compares with nothing", text.trim()));
        }
        if !matches!(relation, Relation::Equal | Relation::Not) && number(wanted, false).is_none() {
            return Err(format!("{wanted:?} is no number; write one with a point, such as 70 or 70.5"));
        }
        return named(&text[..at], Test::Is(relation, wanted.to_owned()));
    }
    let text = text.trim();
    let ends = |word: &str| text.len() > word.len() && text.to_ascii_lowercase().ends_with(word);
    for (word, test) in [(" present", Test::Present), (" missing", Test::Missing)] {
        if ends(word) {
            return named(&text[..text.len() - word.len()], test);
        }
    }
    Err(format!(
        "{text:?} is no condition: write `Final Score >= 70`, `Course complete present`, or several with `and`"
    ))
}

/// A sign that is none: which it is, and the one that is meant. It would be taken for a part of the word that is asked for.
fn other_sign(text: &str, at: usize) -> String {
    let rest = &text[at..];
    let end = rest.find(|c: char| !matches!(c, '<' | '>' | '=' | '!' | ' ')).unwrap_or(rest.len());
    let sign: String = rest[..end].chars().filter(|c| *c != ' ').collect();
    let meant = match sign.as_str() {
        "=>" | ">=" | ">==" => "`>=`",
        "=<" | "<=" | "<==" => "`<=`",
        "<>" | "!=" | "=!" | "!==" => "`!=`",
        "==" | "===" => "`=`",
        _ => "one of `>=`, `>`, `<=`, `<`, `=` and `!=`",
    };
    format!(
        "there is no sign {:?}: write {meant}; put quotes around a word that begins with such a sign",
        rest[..end].trim()
    )
}

/// What stands outside of quotes between two conditions and is not understood. `from` is where the word begins that is asked for: the
/// name of a column may have `or` in it.
fn other_word(text: &str, from: Option<usize>) -> Option<&'static str> {
    let outside = |word: &str, from: usize| {
        let lower = text.to_ascii_lowercase();
        lower.match_indices(word).any(|(at, _)| at >= from && !quoted(text, at))
    };
    let behind = from.is_some_and(|from| outside(" or ", from));
    let or = behind || outside(" present or ", 0) || outside(" missing or ", 0);
    let sign = ["||", "&&"].into_iter().find(|sign| outside(sign, 0));
    if or { Some("`or`") } else { sign.map(|sign| if sign == "||" { "`||`" } else { "`&&`" }) }
}

/// A text without blanks around it and without one pair of quotes.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn met(rule: &str, cells: &[&str]) -> Met {
        Rule::read(rule).expect(rule).met(false, |n| cells[n].to_owned())
    }

    #[test]
    fn a_rule_is_written_as_it_is_read() {
        for text in [
            "Final Score >= 70",
            "\"Score, of 5\" < 2.5 and Status = \"passed it\" and Day present",
            "\"this and that\" != \"x\" and b missing",
        ] {
            let rule = Rule::read(text).expect(text);
            assert_eq!(rule.to_string(), text);
            assert_eq!(Rule::read(&rule.to_string()), Ok(rule));
        }
    }

    #[test]
    fn scores_are_compared_as_numbers_and_words_as_words() {
        assert_eq!(met("Final Score >= 70", &["88.18"]), Met::Yes);
        assert_eq!(met("\"Final Score\" >= 70 %", &["70.0%"]), Met::Yes);
        assert_eq!(met("Final Score >= 70", &["9"]), Met::No("Final Score is 9, not 70 or more".to_owned()));
        assert_eq!(met("Section = \"XC 101\" and Final Score > 70", &["xc 101", "70.5"]), Met::Yes);
        assert!(matches!(met("Section != XC 101", &["XC 101"]), Met::No(_)));
        assert_eq!(met("Grade = B+", &["B+"]), Met::Yes);
        assert_eq!(met("Final Score >= 70", &["1,061.00"]), Met::Yes);
        let german = Rule::read("Note <= 2.5").expect("a rule");
        assert_eq!(german.met(true, |_| "2,3".to_owned()), Met::Yes);
        assert!(matches!(german.met(true, |_| "1.061,00".to_owned()), Met::No(_)));
        assert!(matches!(german.met(true, |_| "1.061".to_owned()), Met::NotANumber(..)), "one, or a thousand");
    }

    #[test]
    fn no_value_meets_nothing_but_missing() {
        for (empty, said) in [
            ("", "empty"),
            ("-", "empty"),
            ("EX", "excused (EX)"),
            ("N/A", "empty"),
            ("(read only)", "empty"),
            ("  ", "empty"),
        ] {
            assert_eq!(met("Final Score >= 0", &[empty]), Met::No(format!("Final Score is {said}")));
            assert_eq!(met("Final Score <= 100", &[empty]), Met::No(format!("Final Score is {said}")));
            assert!(matches!(met("Course complete present", &[empty]), Met::No(_)));
            assert_eq!(met("Withdrawn missing", &[empty]), Met::Yes);
        }
        assert!(matches!(met("Withdrawn missing", &["yes"]), Met::No(_)));
    }

    #[test]
    fn a_letter_in_a_column_of_numbers_is_an_error_and_not_a_fail() {
        for odd in ["B+", "1e3", "NaN", "inf", "1.000,5", "1,061", "seventy"] {
            assert!(matches!(met("Final Score >= 70", &[odd]), Met::NotANumber(..)), "{odd}");
        }
    }

    #[test]
    fn what_is_no_rule_is_told() {
        for (bad, word) in [
            ("", "empty"),
            ("Final Score", "no condition"),
            (">= 70", "names no column"),
            ("Final Score >=", "compares with nothing"),
            ("Final Score >= seventy", "no number"),
            ("present", "no condition"),
            ("Final Score >= 70 or Quiz >= 3", "only `and` is understood"),
            ("Grade = A or Grade = B", "only `and` is understood"),
            ("Day present or Score >= 3", "only `and` is understood"),
            ("Day present or Score missing", "only `and` is understood"),
            ("Score >= 3 || Quiz >= 3", "`||`"),
            ("Score >= 3 && Quiz >= 3", "`&&`"),
            ("Final Score => 70", "write `>=`"),
            ("Final Score > = 70", "write `>=`"),
            ("Final Score =< 70", "write `<=`"),
            ("Final Score <> 70", "write `!=`"),
            ("Final Score != = 3", "write `!=`"),
            ("Final Score =! 3", "write `!=`"),
            ("Final Score === 3", "write `=`"),
            ("Final Score >> 3", "write one of"),
        ] {
            let said = Rule::read(bad).expect_err(bad);
            assert!(said.contains(word), "{bad}: {said}");
        }
    }

    #[test]
    fn signs_and_words_in_quotes_are_those_of_the_cell() {
        assert_eq!(met("Mark = \"> 70\"", &["> 70"]), Met::Yes);
        assert_eq!(met("Mark != \"=x\"", &["> 70"]), Met::Yes);
        assert_eq!(met("Status = \"pass or fail\"", &["Pass or fail"]), Met::Yes);
        assert_eq!(met("Pass or fail = pass", &["pass"]), Met::Yes);
        assert_eq!(met("\"a || b\" present", &["x"]), Met::Yes);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_told(text in "\\PC{0,60}|[a-z \"<>=!]{0,40}") {
            if let Ok(rule) = Rule::read(&text) {
                prop_assert!(!rule.0.is_empty() && rule.0.iter().all(|c| !c.column.is_empty()));
                let _ = rule.met(false, |_| text.clone());
            }
        }
    }
}
