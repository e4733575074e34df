//! In: a skill. Out: its page, with the credentials and badges that stand behind it, and the map of all skills.
//! A skill is never shown as proven by itself: each leads to what shows it.

use std::collections::BTreeMap;

use accolade_credential::Grade;
use serde::Serialize;

use super::lists::Row;
use super::pager::Pager;
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{BadgeId, EntryId, SkillId};
use crate::render::links;
use crate::render::page::Long;

/// Most credentials named behind one skill of the map; its page has them all.
const BEHIND: usize = 4;

#[derive(Serialize)]
struct SkillPage {
    name: String,
    framework: Option<String>,
    url: Option<String>,
    summary: String,
    rows: Vec<Row>,
    #[serde(flatten)]
    pager: Pager,
    /// On the first page.
    badges: Vec<super::badge::BadgeRow>,
}

/// Skills that one framework explains, or that credentials name on their own.
#[derive(Debug, Serialize)]
pub(crate) struct SkillGroup {
    /// `None`: there is one group only.
    name: Option<String>,
    skills: Vec<MappedSkill>,
}

/// A skill with what stands behind it.
#[derive(Debug, Serialize)]
struct MappedSkill {
    label: String,
    href: String,
    behind: Vec<Behind>,
    /// How many more show it.
    more: Option<String>,
    /// Nobody but the holder says so.
    claimed: Option<String>,
}

#[derive(Debug, Serialize)]
struct Behind {
    title: String,
    href: String,
    art: String,
    grade: &'static str,
}

impl View<'_> {
    /// The map of the first `most` skills: those of frameworks by framework, then those that credentials name.
    pub(crate) fn skill_map(&self, most: usize) -> Vec<SkillGroup> {
        let mut groups: BTreeMap<(bool, Option<&str>), Vec<MappedSkill>> = BTreeMap::new();
        for (n, skill) in (0..).zip(&self.site.skills).take(most) {
            let framework = skill.framework.as_deref();
            groups.entry((framework.is_none(), framework)).or_default().push(self.mapped(SkillId(n)));
        }
        let alone = groups.len() == 1;
        let name = |framework: Option<&str>| match framework {
            Some(framework) => Some(framework.to_owned()),
            None => (!alone).then(|| self.words.t.skills_named.to_owned()),
        };
        groups.into_iter().map(|((_, framework), skills)| SkillGroup { name: name(framework), skills }).collect()
    }

    fn mapped(&self, id: SkillId) -> MappedSkill {
        let skill = &self.site.skills[id.0 as usize];
        let grade = |id: &EntryId| self.mark(&self.entry(*id)).grade;
        let claims = |id: &EntryId| self.site.credentials[*id].verdict.grade() == Grade::Claimed;
        // What the issuer signed comes first.
        let (signed, rest): (Vec<_>, Vec<_>) =
            skill.credentials.iter().partition(|id| self.site.credentials[**id].seal().is_some());
        let credential = |id: &EntryId| Behind {
            title: self.title(&self.entry(*id)),
            href: self.links.to(&links::credential(&self.site.credentials[*id].slug, "index.html")),
            art: self.links.to(&links::art(
                self.site,
                &self.site.credentials[*id].slug,
                self.site.credentials[*id].badge,
            )),
            grade: grade(id),
        };
        let claimed = !skill.credentials.is_empty() && skill.credentials.iter().all(claims);
        // A registry has many credentials of one badge: there the badges stand behind a skill.
        let badge = |id: &BadgeId| {
            let badge = &self.site.badges[id.0 as usize];
            Behind {
                title: self.badge_words(badge).name.to_owned(),
                href: self.links.to(&links::badge(badge, "index.html")),
                art: self.links.to(&links::badge(badge, "badge.svg")),
                grade: "badge",
            }
        };
        let by_badge = self.site.holder.is_none() && !skill.badges.is_empty();
        let all = if by_badge { skill.badges.len() } else { skill.credentials.len() };
        let beyond = all.saturating_sub(BEHIND);
        MappedSkill {
            label: skill.name.clone(),
            href: self.links.to(&links::skill(skill)),
            behind: match by_badge {
                true => skill.badges.iter().take(BEHIND).map(badge).collect(),
                false => signed.into_iter().chain(rest).take(BEHIND).map(credential).collect(),
            },
            more: (beyond > 0).then(|| format!("+{}", self.words.number(beyond))),
            claimed: claimed.then(|| self.words.claimed_short()),
        }
    }
}

pub(super) fn render(page: &Renderable<'_>, id: SkillId, number: u32) -> Result<String, Diagnostic> {
    let view = page.view;
    let skill = &view.site.skills[id.0 as usize];
    let mut frame = view.frame("skill", &skill.name);
    // Of what nobody signed, and of what was all taken back, the rows below say what it is.
    let shown = skill.standing > 0;
    frame.description = shown.then(|| view.words.skill_shown_by(skill.standing, &skill.name));
    let (rows, pager) = view.page_of(Long::Skill(id), number);
    let badges = if number == 1 { skill.badges.as_slice() } else { &[] };
    let content = SkillPage {
        name: skill.name.clone(),
        framework: skill.framework.as_ref().map(|name| view.words.framework(name)),
        url: skill.url.as_deref().and_then(links::outward),
        summary: if shown { view.words.shown_by(skill.standing) } else { String::new() },
        rows,
        pager,
        badges: badges.iter().map(|id| view.badge_row(*id)).collect(),
    };
    page.with("skill.html", &frame, &content)
}

pub(super) fn list(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    page.with("skills.html", &view.frame("skills", view.words.t.skills), &view.skill_map(usize::MAX))
}
