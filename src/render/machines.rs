//! In: a registry. Out: `index.json`: its badges and its listed credentials, for programs. Nothing of who did not agree to be listed.

use std::sync::Arc;

use accolade_credential::{Check, CheckId, Credential, Grade, Judgement, Outcome};
use serde::Serialize;

use super::{absolute, links};
use crate::diag::Diagnostic;
use crate::model::{self, Entry, Site};

/// Up to so many credentials stand in it; of more, only the number.
const MOST: usize = 10_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Index<'a> {
    title: &'a str,
    issuer: &'a str,
    url: Option<&'a str>,
    as_of: String,
    badges: Vec<Badge<'a>>,
    departments: Vec<Part>,
    types: Vec<Part>,
    frameworks: Vec<Part>,
    listed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    credentials: Option<Vec<Listed<'a>>>,
}

/// A page that leads to some of the badges.
#[derive(Serialize)]
struct Part {
    name: String,
    url: String,
    badges: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Badge<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<&'a str>,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    badge: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<&'a str>,
    /// Everything under that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earned: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<String>,
    verdict: String,
    /// The code of the check that keeps it from being verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

/// The index; addresses are relative when the site has none of its own.
pub(super) fn index(site: &Site) -> Result<String, Diagnostic> {
    let base = site.meta.base_url.as_deref();
    let at = |path: &str| absolute(base.unwrap_or_default(), path);
    let badges = site.badges.iter().map(|badge| Badge {
        id: &badge.slug,
        name: &badge.name,
        kind: &badge.kind,
        department: badge.department.as_deref(),
        url: at(&links::badge(badge, "index.html")),
    });
    let listed = site.credentials.listed();
    let entries: Vec<Arc<Entry>> = listed
        .iter()
        .filter(|_| listed.len() <= MOST)
        .map(|id| site.credentials.entry(*id))
        .collect::<Result<_, _>>()?;
    let index = Index {
        title: &site.meta.title,
        issuer: site.institution.as_ref().map_or("", |own| &site.issuers[own.issuer.0 as usize].id),
        url: base,
        as_of: site.meta.as_of.to_string(),
        badges: badges.collect(),
        departments: site
            .departments
            .iter()
            .map(|part| Part { name: part.name.clone(), url: at(&links::department(part)), badges: part.badges.len() })
            .collect(),
        types: site
            .register
            .kinds
            .iter()
            .map(|kind| Part {
                name: kind.name.clone(),
                url: at(&links::type_of(&kind.slug)),
                badges: kind.badges.len(),
            })
            .collect(),
        frameworks: site
            .frameworks
            .iter()
            .map(|one| Part {
                name: one.name.clone(),
                url: at(&links::framework(&one.slug)),
                badges: one.badges().len(),
            })
            .filter(|part| part.badges > 0)
            .collect(),
        listed: listed.len(),
        credentials: (listed.len() <= MOST)
            .then(|| entries.iter().filter_map(|entry| self::listed(site, entry, &at)).collect()),
    };
    let mut text = serde_json::to_string_pretty(&index).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

fn listed<'a>(site: &'a Site, entry: &'a Entry, at: &dyn Fn(&str) -> String) -> Option<Listed<'a>> {
    let value: &Credential = entry.judgement.verdict.value()?;
    let day = |moment: jiff::Timestamp| model::day(moment).to_string();
    Some(Listed {
        id: value.id.as_deref(),
        url: at(&links::credential(&entry.slug, "index.html")),
        file: entry.payload.as_ref().map(|payload| at(&links::credential(&entry.slug, payload.file_name()))),
        badge: entry.badge.map(|id| site.badges[id.0 as usize].slug.as_str()),
        title: value.title(),
        holder: value.recipient(),
        holder_url: value.recipient().map(|name| at(&links::holder(name))),
        earned: value.earned().map(day),
        valid_until: value.valid_until.map(day),
        verdict: entry.judgement.verdict.grade().to_string(),
        why: why(&entry.judgement),
    })
}

/// Why a credential is not verified, as the code of a check, in the order in which pages tell it: what its issuer took back is that first.
fn why(judgement: &Judgement) -> Option<&str> {
    let checks = || judgement.checks.iter().filter(|_| judgement.verdict.grade() != Grade::Verified);
    let failed = |id: CheckId| checks().find(move |check| check.id() == id && check.outcome() == Outcome::Fail);
    let first = |outcome: Outcome| checks().find(move |check| check.outcome() == outcome);
    let found = failed(CheckId::Status).or_else(|| failed(CheckId::Validity));
    found.or_else(|| first(Outcome::Fail)).or_else(|| first(Outcome::Unknown)).map(Check::code)
}
