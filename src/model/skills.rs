//! In: badges and entries. Out: the skills behind them, most shown first; sets the skills of each badge and entry.
//! Skills come from definitions, and from the tags and alignments that were signed. What one framework has under one code is one
//! skill; a skill of no framework is what its name says.

mod key;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use accolade_credential::credential::Alignment;

use super::credentials::Brief;
use super::safe_url;
use super::site::{Badge, BadgeId, EntryId, Site, Skill, SkillId};
use crate::draft::{Drafts, slug};
use key::Key;

/// Longest text that counts as the name of a skill, in characters.
const MAX_SKILL: usize = 80;
/// Most skills of one credential.
const MAX_SKILLS: usize = 40;

/// A name with the framework that explains it.
struct Named {
    name: String,
    framework: Option<String>,
    code: Option<String>,
    url: Option<String>,
}

/// All skills; sets the skills of each badge and entry.
pub(super) fn skills(drafts: &Drafts, badges: &mut [Badge], entries: &mut [Brief]) -> Vec<Skill> {
    let mut all = Noted::default();
    let mut of_badges: Vec<BTreeSet<usize>> = Vec::new();
    for (id, badge) in (0..).map(BadgeId).zip(badges.iter()) {
        let own = drafts.badges.iter().find(|draft| draft.id == badge.slug).map(|draft| draft.skills.as_slice());
        let named = own.unwrap_or_default().iter().map(plain).chain(badge.alignments.iter().filter_map(aligned));
        let noted = all.note(named);
        noted.iter().for_each(|at| all.skills[*at].badges.push(id));
        of_badges.push(noted);
    }
    let mut sets = Sets::default();
    let mut of_entries: Vec<u32> = Vec::with_capacity(entries.len());
    for (id, made) in (0..).map(EntryId).zip(entries.iter()) {
        let achieved = &made.facts.achieved;
        let set = sets.of((made.badge, Arc::as_ptr(achieved) as usize, made.listed), || {
            let mut noted = made.badge.map(|badge| of_badges[badge.0 as usize].clone()).unwrap_or_default();
            // An entry that nobody lists adds no page: only skills that are there already are named on it.
            if made.listed {
                let named = achieved.alignments.iter().filter_map(aligned).chain(achieved.tags.iter().map(plain));
                noted.extend(all.note(named.take(MAX_SKILLS)));
            }
            noted
        });
        if made.listed {
            sets.credentials[set as usize].push(id);
        }
        of_entries.push(set);
    }
    for (noted, credentials) in sets.noted.iter().zip(&sets.credentials) {
        let standing = credentials.iter().filter(|id| entries[id.0 as usize].stands()).count();
        for at in noted {
            all.skills[*at].credentials.extend(credentials);
            all.skills[*at].standing += standing;
        }
    }
    let (skills, places) = all.placed();
    let placed = |noted: BTreeSet<usize>| {
        let mut ids: Vec<SkillId> = noted.iter().map(|at| places[*at]).collect();
        ids.sort();
        ids
    };
    for (badge, noted) in badges.iter_mut().zip(of_badges) {
        badge.skills = placed(noted);
    }
    let placed: Vec<Arc<[SkillId]>> = sets.noted.into_iter().map(|noted| placed(noted).into()).collect();
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
        let places: HashMap<Key, SkillId> = self.skills.iter().map(Key::of).zip((0..).map(SkillId)).collect();
        let mut stated: BTreeMap<SkillId, usize> = BTreeMap::new();
        for brief in self.credentials.listed().iter().map(|id| &self.credentials[*id]).filter(|brief| count(brief)) {
            let achieved = &brief.facts.achieved;
            let named = achieved.alignments.iter().filter_map(Key::aligned);
            let named = named.chain(achieved.tags.iter().map(|name| Key::plain(name))).take(MAX_SKILLS);
            let known: BTreeSet<SkillId> = named.filter_map(|key| places.get(&key).copied()).collect();
            known.into_iter().for_each(|id| *stated.entry(id).or_default() += 1);
        }
        let mut shown: Vec<(SkillId, usize)> = stated.into_iter().collect();
        shown.sort_by_key(|(id, times)| (Reverse(*times), *id));
        shown.into_iter().map(|(id, _)| id).collect()
    }

    /// Their names, each once.
    #[must_use]
    pub fn signed_names(&self, count: impl Fn(&Brief) -> bool) -> Vec<&str> {
        let names = self.signed_skills(count).into_iter().map(|id| self.skills[id.0 as usize].name.as_str());
        let mut seen = BTreeSet::new();
        names.filter(|name| seen.insert(name.to_lowercase())).collect()
    }

    /// The skill that an alignment speaks of.
    #[must_use]
    pub fn skill_of(&self, alignment: &Alignment) -> Option<SkillId> {
        let wanted = Key::aligned(alignment)?;
        (0..).map(SkillId).zip(&self.skills).find(|(_, skill)| wanted.is_of(skill)).map(|(id, _)| id)
    }
}

/// The skills that many entries have alike: those of one badge, for the same achievement.
#[derive(Default)]
struct Sets {
    known: HashMap<(Option<BadgeId>, usize, bool), u32>,
    noted: Vec<BTreeSet<usize>>,
    /// The listed entries that have them.
    credentials: Vec<Vec<EntryId>>,
}

impl Sets {
    /// The place of a set; it is made when it is new.
    fn of(&mut self, key: (Option<BadgeId>, usize, bool), make: impl FnOnce() -> BTreeSet<usize>) -> u32 {
        *self.known.entry(key).or_insert_with(|| {
            self.noted.push(make());
            self.credentials.push(Vec::new());
            (self.noted.len() - 1) as u32
        })
    }
}

/// Skills as they are met.
#[derive(Default)]
struct Noted {
    places: BTreeMap<Key, usize>,
    skills: Vec<Skill>,
}

impl Noted {
    /// Adds skills, and says where they are. The first spelling stays.
    fn note(&mut self, named: impl Iterator<Item = Named>) -> BTreeSet<usize> {
        let mut noted = BTreeSet::new();
        for Named { name, framework, code, url } in named {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if name.is_empty() || name.chars().count() > MAX_SKILL {
                continue;
            }
            let key = Key::new(framework.as_deref(), code.as_deref(), &name);
            let at = *self.places.entry(key).or_insert_with(|| {
                let code = code.filter(|_| framework.is_some());
                let (credentials, standing, badges) = (Vec::new(), 0, Vec::new());
                self.skills.push(Skill {
                    slug: slug(&name),
                    name,
                    framework,
                    code,
                    url,
                    credentials,
                    standing,
                    badges,
                });
                self.skills.len() - 1
            });
            noted.insert(at);
        }
        noted
    }

    /// All of them, most shown first, each with an address of its own; and where each one went. Two that would have one address are
    /// told apart by a number, those of no framework first, then by framework, then by code or name.
    fn placed(mut self) -> (Vec<Skill>, Vec<SkillId>) {
        let mut taken: HashMap<String, u32> = HashMap::new();
        for at in self.places.values() {
            let skill = &mut self.skills[*at];
            let times = taken.entry(skill.slug.clone()).and_modify(|n| *n += 1).or_insert(1);
            if *times > 1 {
                // Slugs have no double hyphen, so this one is nobody else's.
                skill.slug = format!("{}--{times}", skill.slug);
            }
            skill.credentials.sort_unstable();
        }
        let mut all: Vec<(usize, Skill)> = self.skills.into_iter().enumerate().collect();
        all.sort_by_cached_key(|(_, skill)| {
            let shown = Reverse((skill.standing, skill.credentials.len(), skill.badges.len()));
            (shown, skill.name.to_lowercase(), skill.slug.clone())
        });
        let mut places = vec![SkillId(0); all.len()];
        (0..).map(SkillId).zip(&all).for_each(|(place, (at, _))| places[*at] = place);
        (all.into_iter().map(|(_, skill)| skill).collect(), places)
    }
}

#[expect(clippy::ptr_arg, reason = "mapped over names as they stand in a list")]
fn plain(name: &String) -> Named {
    Named { name: name.clone(), framework: None, code: None, url: None }
}

fn aligned(alignment: &Alignment) -> Option<Named> {
    let url = alignment.url.as_deref().and_then(safe_url).map(str::to_owned);
    let (framework, code) = key::framework_and_code(alignment);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Some(Named { name: alignment.name.clone()?, framework: owned(framework), code: owned(code), url })
}
