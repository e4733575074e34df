//! In: `pathways/`. Out: their drafts, each with steps that differ and a rule that its steps can fulfil.

use super::fields::{Fields, Problems, items, placed};
use super::scalar::{boolean, name, text, whole};
use super::value::Placed;
use super::worded::{Translations, Worded};
use super::yaml::{Node, Value};

use crate::diag::{Diagnostic, Span};
use crate::load::SourcePath;

/// `pathways/*.yaml`
#[derive(Debug, Clone)]
pub struct PathwayDraft {
    /// The file.
    pub file: SourcePath,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// `rule`
    pub rule: Rule,
    /// `ordered`
    pub ordered: bool,
    /// `steps`
    pub steps: Vec<StepDraft>,
    /// `name` and `description` in the site's further languages.
    pub translations: Translations,
}

/// How many steps complete a pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// Every step.
    #[default]
    All,
    /// One step.
    Any,
    /// This many steps.
    AtLeast(u32),
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDraft {
    /// `name`
    pub name: String,
    /// `badge`: a badge of this site
    pub badge: Option<Placed<String>>,
    /// `achievement`: an achievement's id
    pub achievement: Option<Placed<String>>,
    /// `name` in the site's further languages.
    pub translations: Translations,
}

pub(super) fn pathway(
    file: &SourcePath,
    node: &Node,
    problems: &mut Problems,
    languages: &[String],
) -> Option<PathwayDraft> {
    let mut f = Fields::of(node, "a pathway", problems)?;
    let mut worded = Worded::of(languages);
    let name = f.required("name", |n, p| worded.read("name", n, p, name));
    let description = f.required("description", |n, p| worded.read("description", n, p, text));
    let rule = f.optional("rule", rule);
    let ordered = f.optional("ordered", boolean).unwrap_or_default();
    let steps = f.required("steps", |n, p| {
        let steps = items(n, p, &|n, p| step(n, p, languages))?;
        if let Value::List(all) = &n.value {
            enough(all.len(), rule, n.span, p);
        }
        different(&steps, p);
        Some(steps)
    });
    f.finish();
    Some(PathwayDraft {
        file: file.clone(),
        name: name?,
        description: description?,
        rule: rule.map_or(Rule::All, |(rule, _)| rule),
        ordered,
        steps: steps.unwrap_or_default(),
        translations: worded.finish(),
    })
}

/// A rule, and where its number stands.
fn rule(node: &Node, problems: &mut Problems) -> Option<(Rule, Span)> {
    if let Value::Map(_) = node.value {
        let mut f = Fields::of(node, "a rule", problems)?;
        let needed = f.required("at_least", |n, p| Some((Rule::AtLeast(whole(1, 1000)(n, p)?), n.span)));
        f.finish();
        return needed;
    }
    let text = text(node, problems)?;
    match text.as_str() {
        "all" => Some((Rule::All, node.span)),
        "any" => Some((Rule::Any, node.span)),
        _ => {
            let help = "write `all`, `any`, or `{at_least: 2}`";
            problems.error("wrong-value", format!("`{text}` is no rule of a pathway"), node.span, help)
        }
    }
}

fn step(node: &Node, problems: &mut Problems, languages: &[String]) -> Option<StepDraft> {
    let mut f = Fields::of(node, "a step", problems)?;
    let mut worded = Worded::of(languages);
    let name = f.required("name", |n, p| worded.read("name", n, p, name));
    let (badge, achievement) = (f.optional("badge", placed(text)), f.optional("achievement", placed(text)));
    if badge.is_none() && achievement.is_none() && !f.has("badge") && !f.has("achievement") {
        let help = "add `badge: id` for a badge of this site, or `achievement:` with the achievement's id";
        let _: Option<()> = f.problems.error("missing-field", "a step says what fulfils it", node.span, help);
    }
    f.finish();
    Some(StepDraft { name: name?, badge, achievement, translations: worded.finish() })
}

/// Notes a list of steps that is empty, and a rule that asks for more of them than there are.
fn enough(steps: usize, rule: Option<(Rule, Span)>, at: Span, problems: &mut Problems) {
    if steps == 0 {
        let help = "add a step, such as `- {name: First talk, badge: talk}`, or remove the file";
        let _: Option<()> = problems.error("wrong-value", "a pathway has at least one step", at, help);
    } else if let Some((Rule::AtLeast(needed), at)) = rule
        && needed as usize > steps
    {
        let there = if steps == 1 { "there is 1".to_owned() } else { format!("there are {steps}") };
        let message = format!("the rule asks for {needed} steps, but {there}");
        let _: Option<()> = problems.error("wrong-value", message, at, "add steps, or ask for fewer");
    }
}

/// Notes every step that is fulfilled by what fulfils an earlier one: one credential would count twice.
fn different(steps: &[StepDraft], problems: &mut Problems) {
    type Named = fn(&StepDraft) -> Option<&Placed<String>>;
    let named: [(&str, Named); 2] =
        [("badge", |step| step.badge.as_ref()), ("achievement", |step| step.achievement.as_ref())];
    for (what, of) in named {
        let all: Vec<(&str, &Placed<String>)> =
            steps.iter().filter_map(|step| Some((step.name.as_str(), of(step)?))).collect();
        for (n, (name, own)) in all.iter().enumerate() {
            let Some((first, other)) = all[..n].iter().find(|(_, other)| other.value == own.value) else { continue };
            let message =
                format!("the steps {first:?} and {name:?} have the same {what}: one credential would count twice");
            let line = other.place.line.map_or_else(String::new, |line| format!(" (the first is in line {line})"));
            let mut found = Diagnostic::error("same-step", message);
            found.place = Some(own.place.clone());
            problems.found.push(found.help(format!("name another {what}, or remove one of the two{line}")));
        }
    }
}
