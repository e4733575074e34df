//! In: the listed credentials and the badges of a registry. Out: who is listed, by name, and the badges of each kind.
//! Knows people by their names alone: what stands under one name is shown as that, and not as one person.

use std::collections::BTreeMap;

use super::departments::{Department, kinds};
use super::letters::Alphabetic;
use super::search::{Found, Search};
use super::site::{EntryId, Site};

/// So many badges are found without a search.
const FEW: usize = 12;

/// What a registry is looked through by.
#[derive(Debug, Clone, Default)]
pub struct Register {
    order: Vec<EntryId>,
    starts: Vec<u32>,
    /// The badges of each kind, as Open Badges names it.
    pub kinds: Vec<Department>,
    /// The words that it is searched by.
    pub search: Search,
}

impl Site {
    /// Whether it tells what was awarded in numbers: not as long as that is nothing.
    #[must_use]
    pub fn has_insights(&self) -> bool {
        let none = self.institution.as_ref().is_some_and(|own| own.told.total() == Some(0));
        self.meta.insights && !self.badges.is_empty() && !none
    }
}

impl Register {
    /// The register of a registry; any other site gets an empty one.
    pub(super) fn of(site: &Site) -> Self {
        if site.institution.is_none() || site.holder.is_some() {
            return Self::default();
        }
        let mut by: BTreeMap<(Alphabetic, &str), Vec<EntryId>> = BTreeMap::new();
        for id in site.credentials.listed() {
            if let Some(name) = site.credentials[*id].recipient() {
                by.entry((Alphabetic::of(name), name)).or_default().push(*id);
            }
        }
        let mut register = Self::default();
        for ids in by.into_values() {
            register.starts.push(register.order.len() as u32);
            register.order.extend(ids);
        }
        register.kinds = kinds(&site.badges);
        // A few badges with nobody who is listed stand on the first page, all of them.
        if register.people() > 0 || site.badges.len() > FEW {
            register.search = Search::of(register.found(site));
        }
        register
    }

    /// Everything that can be found, with the words that find it.
    fn found<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = (Found, String)> + 'a {
        let people = (0..self.people()).map(|n| (Found::Person(n as u32), self.name(site, n).to_owned()));
        let said = |badge: &'a super::site::Badge| {
            let other = badge.translations.iter().filter_map(|text| text.name.as_deref());
            [badge.name.as_str()].into_iter().chain(other).collect::<Vec<_>>().join(" ")
        };
        let badges = (0..).zip(&site.badges).map(move |(n, badge)| (Found::Badge(n), said(badge)));
        let skills = (0..).zip(&site.skills).map(|(n, skill)| (Found::Skill(n), skill.name.clone()));
        let departments = (0..).zip(&site.departments).map(|(n, part)| (Found::Department(n), part.name.clone()));
        // What is of no badge here, or names nobody, has no other page that leads to it.
        let alone = site.credentials.listed().iter().filter_map(|id| {
            let brief = &site.credentials[*id];
            let title = brief.title().filter(|_| brief.badge.is_none() || brief.recipient().is_none())?;
            Some((Found::Credential(*id), title.to_owned()))
        });
        badges.chain(people).chain(skills).chain(departments).chain(alone)
    }

    /// How many names there are.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.starts.len()
    }

    /// The listed credentials under a name, in the site's order.
    #[must_use]
    pub fn of_person(&self, n: usize) -> &[EntryId] {
        let end = self.starts.get(n + 1).map_or(self.order.len(), |end| *end as usize);
        self.starts.get(n).map_or(&[], |start| &self.order[*start as usize..end])
    }

    /// A name.
    #[must_use]
    pub fn name<'a>(&self, site: &'a Site, n: usize) -> &'a str {
        self.of_person(n).first().and_then(|id| site.credentials[*id].recipient()).unwrap_or_default()
    }
}
