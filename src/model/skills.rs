//! In: badges and entries. Out: the skills behind them, most used first; sets the skills of each badge and entry.
//! Skills come from definitions, and from the tags and alignments that were signed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use accolade_credential::credential::Alignment;

use super::credentials::Brief;
use super::safe_url;
use super::site::{Badge, BadgeId, EntryId, Site, Skill, SkillId};
use crate::draft::{Drafts, slug};

/// Longest text that counts as the name of a skill, in characters.
const MAX_SKILL: usize = 80;
/// Most skills of one credential.
const MAX_SKILLS: usize = 40;

/// A name with the framework that explains it.
struct Named {
    name: String,
    framework: Option<String>,
    url: Option<String>,
}

/// All skills; sets the skills of each badge and entry.
pub(super) fn skills(drafts: &Drafts, badges: &mut [Badge], entries: &mut [Brief]) -> Vec<Skill> {
    let mut all: BTreeMap<String, Skill> = BTreeMap::new();
    let mut of_badges: Vec<BTreeSet<String>> = Vec::new();
    for (id, badge) in (0..).map(BadgeId).zip(badges.iter()) {
        let own = drafts.badges.iter().find(|draft| draft.id == badge.slug).map(|draft| draft.skills.as_slice());
        let named = own.unwrap_or_default().iter().map(plain).chain(badge.alignments.iter().filter_map(aligned));
        let slugs = note(&mut all, named);
        for slug in &slugs {
            all.get_mut(slug).expect("it was noted just now").badges.push(id);
        }
        of_badges.push(slugs);
    }
    let mut sets = Sets::default();
    let mut of_entries: Vec<u32> = Vec::with_capacity(entries.len());
    for (id, made) in (0..).map(EntryId).zip(entries.iter()) {
        let achieved = &made.facts.achieved;
        let set = sets.of((made.badge, Arc::as_ptr(achieved) as usize, made.listed), || {
            let mut slugs = made.badge.map(|badge| of_badges[badge.0 as usize].clone()).unwrap_or_default();
            // An entry that nobody lists adds no page: only skills that are there already are named on it.
            if made.listed {
                let named = achieved.alignments.iter().filter_map(aligned).chain(achieved.tags.iter().map(plain));
                slugs.extend(note(&mut all, named.take(MAX_SKILLS)));
            }
            slugs
        });
        if made.listed {
            sets.credentials[set as usize].push(id);
        }
        of_entries.push(set);
    }
    for (slugs, credentials) in sets.slugs.iter().zip(&sets.credentials) {
        for slug in slugs {
            all.get_mut(slug).expect("it was noted before").credentials.extend(credentials);
        }
    }
    all.values_mut().for_each(|skill| skill.credentials.sort_unstable());
    let mut skills: Vec<Skill> = all.into_values().collect();
    skills.sort_by_key(|skill| (Reverse((skill.credentials.len(), skill.badges.len())), skill.name.to_lowercase()));
    let places: BTreeMap<&str, SkillId> =
        (0..).map(SkillId).zip(&skills).map(|(place, skill)| (skill.slug.as_str(), place)).collect();
    let placed = |slugs: BTreeSet<String>| {
        let mut ids: Vec<SkillId> = slugs.iter().filter_map(|slug| places.get(slug.as_str()).copied()).collect();
        ids.sort();
        ids
    };
    for (badge, slugs) in badges.iter_mut().zip(of_badges) {
        badge.skills = placed(slugs);
    }
    let placed: Vec<Arc<[SkillId]>> = sets.slugs.into_iter().map(|slugs| placed(slugs).into()).collect();
    for (made, set) in entries.iter_mut().zip(of_entries) {
        made.skills = Arc::clone(&placed[set as usize]);
    }
    skills
}

impl Site {
    /// The skills that listed credentials which `count` state in what was signed, most stated first. What a definition of
    /// this site adds, and what the holder claims, is not among them.
    #[must_use]
    pub fn signed_skills(&self, count: impl Fn(&Brief) -> bool) -> Vec<SkillId> {
        let mut stated: HashMap<String, usize> = HashMap::new();
        for brief in self.credentials.listed().iter().map(|id| &self.credentials[*id]).filter(|brief| count(brief)) {
            let achieved = &brief.facts.achieved;
            let named = achieved.alignments.iter().filter_map(|a| a.name.as_ref()).chain(&achieved.tags);
            let slugs: BTreeSet<String> = named.take(MAX_SKILLS).map(|name| slug(name.trim())).collect();
            slugs.into_iter().for_each(|slug| *stated.entry(slug).or_default() += 1);
        }
        let count = |(_, skill): &(SkillId, &Skill)| Reverse(stated.get(&skill.slug).copied().unwrap_or_default());
        let known = (0..).map(SkillId).zip(&self.skills).filter(|(_, skill)| stated.contains_key(&skill.slug));
        let mut shown: Vec<(SkillId, &Skill)> = known.collect();
        shown.sort_by_key(count);
        shown.into_iter().map(|(id, _)| id).collect()
    }
}

/// The skills that many entries have alike: those of one badge, for the same achievement.
#[derive(Default)]
struct Sets {
    known: HashMap<(Option<BadgeId>, usize, bool), u32>,
    slugs: Vec<BTreeSet<String>>,
    /// The listed entries that have them.
    credentials: Vec<Vec<EntryId>>,
}

impl Sets {
    /// The place of a set; it is made when it is new.
    fn of(&mut self, key: (Option<BadgeId>, usize, bool), make: impl FnOnce() -> BTreeSet<String>) -> u32 {
        *self.known.entry(key).or_insert_with(|| {
            self.slugs.push(make());
            self.credentials.push(Vec::new());
            (self.slugs.len() - 1) as u32
        })
    }
}

/// Adds names to all skills. The first spelling stays; a framework is added when one is named later.
fn note(all: &mut BTreeMap<String, Skill>, named: impl Iterator<Item = Named>) -> BTreeSet<String> {
    let mut slugs = BTreeSet::new();
    for Named { name, framework, url } in named {
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > MAX_SKILL {
            continue;
        }
        let slug = slug(&name);
        let skill = all.entry(slug.clone()).or_insert_with(|| Skill {
            slug: slug.clone(),
            name,
            framework: None,
            url: None,
            credentials: Vec::new(),
            badges: Vec::new(),
        });
        if skill.framework.is_none() && framework.is_some() {
            (skill.framework, skill.url) = (framework, url);
        }
        slugs.insert(slug);
    }
    slugs
}

#[expect(clippy::ptr_arg, reason = "mapped over names as they stand in a list")]
fn plain(name: &String) -> Named {
    Named { name: name.clone(), framework: None, url: None }
}

fn aligned(alignment: &Alignment) -> Option<Named> {
    let url = alignment.url.as_deref().and_then(safe_url).map(str::to_owned);
    Some(Named { name: alignment.name.clone()?, framework: alignment.framework.clone(), url })
}
