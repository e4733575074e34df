//! In: one credential. Out: its facts by their names: those of the margin, and those of what was done.
//! Only what the credential states; nothing is filled in.

use accolade_credential::{Credential, Verdict};
use serde::Serialize;

use super::View;
use crate::model::Entry;
use crate::render::links;
use crate::render::words::Day;

/// A fact with its name.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    label: &'static str,
    text: String,
    href: Option<String>,
    iso: Option<String>,
    /// Which of the facts that the check compares with what is signed.
    signed: Option<&'static str>,
    /// Set as an identifier.
    exact: bool,
}

/// Facts of the margin: who, by whom, when, what kind.
pub(super) fn margin(view: &View<'_>, entry: &Entry, issuer: Option<(&str, Option<String>)>) -> Vec<Fact> {
    let Some(value) = entry.judgement.verdict.value() else { return Vec::new() };
    let (words, t) = (view.words, view.words.t);
    let mut facts = Facts(Vec::new());
    let claimed = matches!(entry.judgement.verdict, Verdict::Claimed(_));
    facts.text(if claimed { t.stated_by } else { t.issued_to }, value.recipient());
    facts.signed("name");
    if let Some((issuer, href)) = issuer {
        facts.0.push(Fact { href, ..Fact::new(if claimed { t.stated_of } else { t.issued_by }, issuer) });
        facts.signed("issuer");
    }
    facts.day(t.earned, value.earned().map(|at| words.day(at)));
    facts.signed("earned");
    facts.day(t.valid_until, value.valid_until.map(|at| words.day(at)));
    facts.signed("until");
    let achievement = value.achievement();
    facts.text(t.kind, achievement.and_then(|a| a.kind.as_deref()).map(|k| words.kind(k)).as_deref());
    if let Some(a) = achievement {
        // A registry's own badges have their department there.
        let department = entry.badge.and_then(|id| view.site.badges[id.0 as usize].department.as_deref());
        let label =
            if department.is_some() && department == a.field_of_study.as_deref() { t.department } else { t.field };
        facts.text(label, a.field_of_study.as_deref());
        facts.text(t.specialization, a.specialization.as_deref());
        facts.text(t.code, a.human_code.as_deref());
    }
    for subject in &value.subjects {
        facts.text(t.license, subject.license_number.as_deref());
    }
    facts.text(t.source, entry.notes.source.as_deref().filter(|_| view.site.holder.is_some()));
    // Addresses of hosted badges may name the e-mail address of whoever earned them.
    if let Some(id) = value.id.as_ref().filter(|id| !id.contains('@') && !id.contains("%40")) {
        // What nobody signed can only be looked up where it was published.
        let reported = matches!(entry.judgement.verdict, Verdict::Reported(_));
        let href = links::outward(id).filter(|href| reported && href.starts_with("http"));
        facts.0.push(Fact { exact: true, href, ..Fact::new(t.identifier, id) });
    }
    facts.0
}

/// Facts of what was done: when, as what, for how much, with which result.
pub(super) fn done(view: &View<'_>, value: &Credential) -> Vec<Fact> {
    let (words, t) = (view.words, view.words.t);
    let mut facts = Facts(Vec::new());
    for subject in &value.subjects {
        let range = view.period(subject.activity_start, subject.activity_end);
        facts.text(t.period, range.as_deref());
        facts.text(t.term, subject.term.as_deref());
        facts.text(t.role, subject.role.as_deref());
        facts.text(t.credits, subject.credits_earned.map(|n| words.number(n)).as_deref());
        for result in &subject.results {
            let named = result.name.as_deref().map(str::trim).filter(|name| !says_result(name, t.result));
            let label = named.map(|name| format!("{name}{}", t.colon)).unwrap_or_default();
            let said = result.value.clone().or_else(|| result.status.as_deref().map(|k| words.kind(k)));
            facts.text(t.result, said.map(|v| format!("{label}{v}")).as_deref());
        }
    }
    facts.0
}

/// Whether the name of a result says no more than that it is one, in English or in the page's language.
fn says_result(name: &str, own: &str) -> bool {
    ["result", &own.to_lowercase()].contains(&name.to_lowercase().as_str())
}

struct Facts(Vec<Fact>);

impl Facts {
    fn text(&mut self, label: &'static str, text: Option<&str>) {
        self.0.extend(text.filter(|t| !t.trim().is_empty()).map(|t| Fact::new(label, t)));
    }
    /// What was added last, when it is not yet said to be anything, is this.
    fn signed(&mut self, field: &'static str) {
        if let Some(last) = self.0.last_mut().filter(|fact| fact.signed.is_none()) {
            last.signed = Some(field);
        }
    }
    fn day(&mut self, label: &'static str, day: Option<Day>) {
        self.0.extend(day.map(|d| Fact { iso: Some(d.iso), ..Fact::new(label, &d.words) }));
    }
}

impl Fact {
    fn new(label: &'static str, text: &str) -> Self {
        Self { label, text: text.to_owned(), href: None, iso: None, signed: None, exact: false }
    }
}
