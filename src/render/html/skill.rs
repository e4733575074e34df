//! In: a skill. Out: its page, with the credentials and badges that stand behind it, and the list of all skills.
//! A skill is never shown as proven by itself: each page leads to what shows it.

use serde::Serialize;

use super::Renderable;
use super::lists::{Linked, Row};
use crate::diag::Diagnostic;
use crate::model::SkillId;
use crate::render::links;

#[derive(Serialize)]
struct SkillPage {
    name: String,
    framework: Option<String>,
    url: Option<String>,
    summary: String,
    rows: Vec<Row>,
    badges: Vec<super::badge::BadgeRow>,
}

pub(super) fn render(page: &Renderable<'_>, id: SkillId) -> Result<String, Diagnostic> {
    let view = page.view;
    let skill = &view.site.skills[id.0 as usize];
    let mut frame = view.frame("skill", &skill.name);
    frame.description = Some(view.words.skill_shown_by(skill.credentials.len(), &skill.name));
    let content = SkillPage {
        name: skill.name.clone(),
        framework: skill.framework.as_ref().map(|name| view.words.framework(name)),
        url: skill.url.as_deref().and_then(links::outward),
        summary: view.words.shown_by(skill.credentials.len()),
        rows: view.rows(&skill.credentials),
        badges: skill.badges.iter().map(|id| view.badge_row(*id)).collect(),
    };
    page.with("skill.html", &frame, &content)
}

pub(super) fn list(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Group {
        name: Option<String>,
        skills: Vec<Linked>,
    }
    let view = page.view;
    let mut groups: std::collections::BTreeMap<(bool, Option<String>), Vec<Linked>> = std::collections::BTreeMap::new();
    for (n, skill) in view.site.skills.iter().enumerate() {
        // What belongs to no framework comes first.
        let key = (skill.framework.is_some(), skill.framework.clone());
        groups.entry(key).or_default().push(view.skill(SkillId(n as u32)));
    }
    let groups: Vec<_> = groups.into_iter().map(|((_, name), skills)| Group { name, skills }).collect();
    page.with("skills.html", &view.frame("skills", view.words.t.skills), &groups)
}
