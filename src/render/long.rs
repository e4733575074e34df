//! In: a site, and one of its lists of credentials that may be long. Out: what it lists, and where each of its pages is.
//! Everything that a list counts is reached from it: what the first page has no room for is on further ones.

use super::html::PAGE_LENGTH;
use super::links;
use super::page::Long;
use crate::model::{EntryId, Site};

impl Long {
    /// All credentials that it lists, the newest first.
    pub(super) fn credentials(self, site: &Site) -> &[EntryId] {
        match self {
            Self::Skill(id) => &site.skills[id.0 as usize].credentials,
            Self::Department(n) => &site.departments[n as usize].credentials,
            Self::TypeOf(n) => &site.register.kinds[n as usize].credentials,
            Self::Holder(n) => site.register.of_person(n as usize),
        }
    }

    /// Those of one of its pages and of all that follow; pages count from 1.
    pub(super) fn since_page(self, site: &Site, number: u32) -> &[EntryId] {
        self.credentials(site).get((number.max(1) as usize - 1) * PAGE_LENGTH..).unwrap_or_default()
    }

    /// How many pages it has.
    pub(super) fn pages(self, site: &Site) -> u32 {
        self.credentials(site).len().div_ceil(PAGE_LENGTH).max(1) as u32
    }

    /// The path of one of its pages.
    pub(super) fn path(self, site: &Site, number: u32) -> String {
        let first = match self {
            Self::Skill(id) => links::skill(&site.skills[id.0 as usize]),
            Self::Department(n) => links::department(&site.departments[n as usize]),
            Self::TypeOf(n) => links::type_of(&site.register.kinds[n as usize].slug),
            Self::Holder(n) => links::holder(site.register.name(site, n as usize)),
        };
        links::further(&first, number)
    }
}
