//! In: a portfolio. Out: `resume.json` (JSON Resume schema 1.0.0): the person, certificates, education, skills.
//! Self-declared entries, those that no longer stand and those issued to somebody else give neither certificates nor skills; nothing of
//! hidden ones is told.

use accolade_credential::{Credential, Verdict};
use serde_json::{Map, Value, json};

use super::super::{absolute, links};
use crate::diag::Diagnostic;
use crate::model::{self, Brief, Entry, Holder, Site};

/// Where the schema is.
const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// The résumé of a portfolio's holder.
///
/// # Errors
/// When a credential's file has changed since it was judged.
pub fn resume(site: &Site, holder: &Holder) -> Result<String, Diagnostic> {
    let base = site.meta.base_url.as_deref();
    let at = |path: &str| base.map(|base| absolute(base, path));
    let mut out = Map::new();
    out.insert("$schema".into(), json!(SCHEMA));
    out.insert("basics".into(), basics(holder, &at));
    let listed = site.credentials.listed().iter().map(|id| &site.credentials[*id]);
    let listed = listed.filter(|brief| brief.proves_holder());
    let entries = listed.map(|brief| site.credentials.entry(brief.id)).collect::<Result<Vec<_>, _>>()?;
    let verified = entries.iter().filter_map(|entry| verified(entry));
    let (degrees, others): (Vec<_>, Vec<_>) = verified.partition(|(_, value)| is_degree(value));
    list(&mut out, "education", degrees.iter().map(|(e, value)| education(e, value, &at)).collect());
    list(&mut out, "certificates", others.iter().map(|(e, value)| certificate(e, value, &at)).collect());
    let skills = site.signed_skills(Brief::proves_holder);
    let skills = skills.iter().map(|id| &site.skills[id.0 as usize]);
    let skill = |s: &model::Skill| match &s.framework {
        Some(framework) => json!({ "name": s.name, "keywords": [framework] }),
        None => json!({ "name": s.name }),
    };
    list(&mut out, "skills", skills.map(skill).collect());
    let mut meta = Map::new();
    meta.insert("version".into(), json!("v1.0.0"));
    put(&mut meta, "canonical", at("resume.json"));
    meta.insert("lastModified".into(), json!(site.meta.as_of.strftime("%Y-%m-%dT00:00:00").to_string()));
    out.insert("meta".into(), Value::Object(meta));
    let mut text = serde_json::to_string_pretty(&Value::Object(out)).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

fn verified(entry: &Entry) -> Option<(&Entry, &Credential)> {
    match &entry.judgement.verdict {
        Verdict::Verified(value) => Some((entry, value)),
        _ => None,
    }
}

fn basics(holder: &Holder, at: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut basics = Map::new();
    basics.insert("name".into(), json!(holder.name));
    put(&mut basics, "label", holder.headline.clone());
    put(&mut basics, "image", holder.photo.as_ref().and_then(|photo| at(&photo.0)));
    put(&mut basics, "url", at("index.html"));
    if let Some(place) = &holder.location {
        basics.insert("location".into(), json!({ "address": place }));
    }
    let web = holder.links.iter().filter_map(|l| links::outward(&l.url).map(|url| (l, url)));
    let profiles: Vec<Value> = web
        .filter(|(_, url)| url.starts_with("http"))
        .map(|(l, url)| json!({ "network": l.label, "url": url }))
        .collect();
    list(&mut basics, "profiles", profiles);
    Value::Object(basics)
}

fn certificate(entry: &Entry, value: &Credential, at: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), json!(value.title().unwrap_or_default()));
    put(&mut out, "date", day(value.earned()));
    put(&mut out, "url", at(&links::credential(&entry.slug, "index.html")));
    put(&mut out, "issuer", value.issuer.name.clone());
    Value::Object(out)
}

fn education(entry: &Entry, value: &Credential, at: &dyn Fn(&str) -> Option<String>) -> Value {
    let (mut out, achievement) = (Map::new(), value.achievement());
    put(&mut out, "institution", value.issuer.name.clone());
    put(&mut out, "url", at(&links::credential(&entry.slug, "index.html")));
    put(&mut out, "area", achievement.and_then(|a| a.field_of_study.clone().or_else(|| a.specialization.clone())));
    put(&mut out, "studyType", value.title().map(str::to_owned));
    let subject = value.earner();
    put(&mut out, "startDate", day(subject.and_then(|s| s.activity_start)));
    put(&mut out, "endDate", day(subject.and_then(|s| s.activity_end).or_else(|| value.earned())));
    Value::Object(out)
}

/// Whether an achievement is a degree, diploma or the like, which résumés list under education (OB 3.0 `AchievementType`).
#[must_use]
pub fn is_degree(value: &Credential) -> bool {
    let kind = value.achievement().and_then(|a| a.kind.as_deref()).unwrap_or_default();
    kind.ends_with("Degree") || kind.ends_with("Diploma") || kind.ends_with("Doctorate") || kind == "LearningProgram"
}

fn day(moment: Option<jiff::Timestamp>) -> Option<String> {
    moment.map(|moment| model::day(moment).to_string())
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<String>) {
    object.extend(value.map(|value| (name.to_owned(), Value::String(value))));
}

fn list(object: &mut Map<String, Value>, name: &str, values: Vec<Value>) {
    if !values.is_empty() {
        object.insert(name.to_owned(), Value::Array(values));
    }
}
