//! In: what credentials and the site state. Out: schema.org data as JSON text that is safe inside a `script` element.
//! Says nothing that the page does not; only verified credentials that were issued to a person are listed as theirs.

use accolade_credential::{Credential, Verdict};
use serde_json::{Map, Value, json};

use super::html_text::for_script;
use super::links;
use super::words::Language;
use crate::diag::Diagnostic;
use crate::model::{Brief, Holder, Issuer, Site};

/// Most credentials that a person's data lists.
const MOST: usize = 100;

/// A person with their verified credentials. `absolute` gives a page's address when the site's is known.
pub(super) fn person(
    words: &Language,
    site: &Site,
    holder: &Holder,
    absolute: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Diagnostic> {
    let mut person = Map::new();
    person.insert("@context".into(), json!("https://schema.org"));
    person.insert("@type".into(), json!("Person"));
    person.insert("name".into(), json!(holder.name));
    put(&mut person, "description", holder.headline.clone().map(Value::from));
    put(&mut person, "url", absolute("index.html").map(Value::from));
    put(&mut person, "image", holder.photo.as_ref().and_then(|p| absolute(&p.0)).map(Value::from));
    let same: Vec<_> =
        holder.links.iter().filter_map(|l| links::outward(&l.url)).filter(|u| u.starts_with("http")).collect();
    put(&mut person, "sameAs", (!same.is_empty()).then(|| json!(same)));
    let mut skills = site.signed_names(Brief::proves_holder);
    skills.truncate(MOST);
    put(&mut person, "knowsAbout", (!skills.is_empty()).then(|| json!(skills)));
    let listed = site.credentials.listed().iter().map(|id| &site.credentials[*id]);
    let proven = listed.filter(|brief| brief.proves_holder()).take(MOST);
    let entries = proven.map(|brief| site.credentials.entry(brief.id)).collect::<Result<Vec<_>, _>>()?;
    let earned: Vec<_> = entries
        .iter()
        .filter_map(|e| match &e.judgement.verdict {
            Verdict::Verified(value) => {
                let title = value.title().unwrap_or_default();
                Some(Value::from(educational(
                    words,
                    value,
                    title,
                    absolute(&links::credential(&e.slug, "index.html")).as_deref(),
                )))
            }
            _ => None,
        })
        .collect();
    put(&mut person, "hasCredential", (!earned.is_empty()).then(|| json!(earned)));
    Ok(for_script(&Value::Object(person).to_string()))
}

/// A credential, as it states itself.
#[must_use]
pub(super) fn credential(words: &Language, value: &Credential, title: &str, url: Option<&str>) -> String {
    let mut data = educational(words, value, title, url);
    data.insert("@context".into(), json!("https://schema.org"));
    for_script(&Value::Object(data).to_string())
}

/// An issuer; `site` is the address of the site when it is the issuer's own.
#[must_use]
pub(super) fn organization(issuer: &Issuer, site: Option<&str>) -> String {
    let mut data = Map::new();
    data.insert("@context".into(), json!("https://schema.org"));
    data.insert("@type".into(), json!("Organization"));
    data.insert("name".into(), json!(issuer.name));
    data.insert("identifier".into(), json!(issuer.id));
    put(&mut data, "description", issuer.description.clone().map(Value::from));
    let url = issuer.url.as_deref().and_then(links::outward).or_else(|| site.map(str::to_owned));
    put(&mut data, "url", url.map(Value::from));
    for_script(&Value::Object(data).to_string())
}

fn educational(words: &Language, value: &Credential, title: &str, url: Option<&str>) -> Map<String, Value> {
    let achievement = value.achievement();
    let mut data = Map::new();
    data.insert("@type".into(), json!("EducationalOccupationalCredential"));
    data.insert("name".into(), json!(title));
    put(&mut data, "url", url.map(Value::from));
    put(&mut data, "description", achievement.and_then(|a| a.description.clone()).map(Value::from));
    put(&mut data, "credentialCategory", achievement.and_then(|a| a.kind.as_deref()).map(|k| json!(words.kind(k))));
    put(&mut data, "dateCreated", value.earned().map(|m| json!(words.day(m).iso)));
    put(&mut data, "expires", value.valid_until.map(|m| json!(words.day(m).iso)));
    if let Some(name) = &value.issuer.name {
        let mut body = Map::new();
        body.insert("@type".into(), json!("Organization"));
        body.insert("name".into(), json!(name));
        put(&mut body, "url", value.issuer.url.as_deref().and_then(links::outward).map(Value::from));
        data.insert("recognizedBy".into(), Value::Object(body));
    }
    let skills: Vec<_> =
        achievement.map_or_else(Vec::new, |a| a.alignments.iter().filter_map(|x| x.name.as_ref()).collect());
    put(&mut data, "competencyRequired", (!skills.is_empty()).then(|| json!(skills)));
    data
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value);
    }
}
