//! In: a registry's badges and frameworks. Out: which competency is covered by which badge, and where the gaps are.

use std::collections::BTreeSet;

use crate::model::suppress::Told;
use crate::model::{BadgeId, Framework, Site};

/// A framework against the badges of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Its name.
    pub name: String,
    /// Its folder below `frameworks/`.
    pub slug: String,
    /// Where it is explained.
    pub url: Option<String>,
    /// Its items, in its own order.
    pub items: Vec<CoverageItem>,
    /// The badges that are aligned with any of it, by name.
    pub badges: Vec<BadgeId>,
}

/// An item of a framework in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageItem {
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// The badges that cover it: none is a gap.
    pub badges: Vec<BadgeId>,
    /// How often these were awarded; `None` when it is withheld.
    pub awards: Option<usize>,
}

impl Coverage {
    /// The items without a badge.
    #[must_use]
    pub fn gaps(&self) -> Vec<&CoverageItem> {
        self.items.iter().filter(|item| item.badges.is_empty()).collect()
    }
}

/// Every framework of the site.
pub(super) fn coverage(site: &Site, told: &Told) -> Vec<Coverage> {
    let of = |framework: &Framework| Coverage {
        name: framework.name.clone(),
        slug: framework.slug.clone(),
        url: framework.url.clone(),
        badges: framework.badges(),
        items: framework
            .items
            .iter()
            .map(|item| {
                let members: BTreeSet<usize> = item.badges.iter().map(|badge| badge.0 as usize).collect();
                CoverageItem {
                    code: item.code.clone(),
                    name: item.name.clone(),
                    badges: item.badges.clone(),
                    awards: told.sum(&members),
                }
            })
            .collect(),
    };
    site.frameworks.iter().map(of).collect()
}
