//! In: a part of a registry's index. Out: the file of it: how many there are, what leads on, and each result with its page.

use serde::Serialize;

use super::links;
use super::words::{Language, line, shorten};
use crate::model::Site;
use crate::model::search::Found;

/// Longest name in a result, in characters.
const NAME: usize = 90;
/// Most titles beside a name.
pub(super) const TITLES: usize = 3;

#[derive(Serialize)]
struct Part {
    n: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    next: String,
    found: Vec<(String, String, String)>,
}

/// The file of a part.
pub(super) fn part(site: &Site, words: &Language, n: usize) -> String {
    let part = site.register.search.part(n);
    let found = part.found.iter().map(|found| result(site, words, *found)).collect();
    let file = Part { n: part.count, next: part.next.iter().collect(), found };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Name, page, and what it is.
fn result(site: &Site, words: &Language, found: Found) -> (String, String, String) {
    let t = words.t;
    let (name, path, note) = match found {
        Found::Badge(n) => {
            let badge = &site.badges[n as usize];
            let department = badge.department.as_deref().map(|name| format!(" · {name}")).unwrap_or_default();
            let note = format!("{}{department}", words.kind(&badge.kind));
            (badge.name.as_str(), links::badge(badge, "index.html"), note)
        }
        Found::Person(n) => {
            let name = site.register.name(site, n as usize);
            let ids = site.register.of_person(n as usize);
            let titles = ids.iter().take(TITLES).filter_map(|id| site.credentials[*id].title());
            let mut note = line(&titles.map(|title| shorten(title, 40)).collect::<Vec<_>>(), words.direction);
            if ids.len() > TITLES {
                note.push_str(&format!(" +{}", words.number(ids.len() - TITLES)));
            }
            (name, links::holder(name), note)
        }
        Found::Skill(n) => {
            let skill = &site.skills[n as usize];
            let note = skill.framework.clone().unwrap_or_else(|| t.skill.to_owned());
            (skill.name.as_str(), links::skill(skill), note)
        }
        Found::Department(n) => {
            let department = &site.departments[n as usize];
            (department.name.as_str(), links::department(department), t.departments.to_owned())
        }
        Found::Credential(id) => {
            let brief = &site.credentials[id];
            let note = brief.recipient().unwrap_or(t.credentials).to_owned();
            (brief.title().unwrap_or_default(), links::credential(&brief.slug, "index.html"), note)
        }
    };
    (shorten(name, NAME), links::encode(&path), shorten(&note, 160))
}
