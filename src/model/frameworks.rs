//! In: badges with their alignments, and the project's frameworks. Out: the frameworks of competencies, each item with its badges.
//! The eight names of NACE are always among them: they are known without a file.

use std::collections::BTreeMap;

use super::alignment::nace_items;
use super::safe_url;
use super::site::{Badge, BadgeId};
use crate::diag::Diagnostic;
use crate::draft::{FrameworkDraft, slug};

/// A framework of competencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Its folder below `frameworks/`.
    pub slug: String,
    /// Its name, as alignments state it.
    pub name: String,
    /// Where it is explained.
    pub url: Option<String>,
    /// Its items, in its own order.
    pub items: Vec<FrameworkItem>,
}

/// An item of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkItem {
    /// Its code there.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Where it is explained.
    pub url: Option<String>,
    /// The badges that are aligned with it, by name.
    pub badges: Vec<BadgeId>,
}

impl Framework {
    /// Its badges, by name, each once.
    #[must_use]
    pub fn badges(&self) -> Vec<BadgeId> {
        let mut badges: Vec<BadgeId> = self.items.iter().flat_map(|item| item.badges.iter().copied()).collect();
        badges.sort();
        badges.dedup();
        badges
    }
}

/// All frameworks: NACE, the project's own, and those that badges name without a file, each by name.
pub(super) fn frameworks(drafts: &[FrameworkDraft], badges: &[Badge]) -> Vec<Framework> {
    let (name, url, items) = nace_items();
    let known = items.map(|(name, code)| item(Some(code), name, None));
    let mut all = vec![framework(name, Some(url), known.collect())];
    for draft in drafts {
        let items = draft.items.iter().map(|i| item(Some(&i.code.value), &i.name, i.url.as_deref()));
        all.push(framework(&draft.name.value, draft.url.as_deref(), items.collect()));
    }
    for (id, badge) in (0..).map(BadgeId).zip(badges) {
        for alignment in &badge.alignments {
            let (Some(name), Some(of)) = (&alignment.name, &alignment.framework) else { continue };
            let at = all.iter().position(|framework| framework.name == *of).unwrap_or_else(|| {
                all.push(framework(of, None, Vec::new()));
                all.len() - 1
            });
            let items = &mut all[at].items;
            let same = |item: &FrameworkItem| match (&item.code, &alignment.code) {
                (Some(a), Some(b)) => a == b,
                _ => item.name == *name,
            };
            let at = items.iter().position(same).unwrap_or_else(|| {
                items.push(item(alignment.code.as_deref(), name, alignment.url.as_deref().and_then(safe_url)));
                items.len() - 1
            });
            if items[at].badges.last() != Some(&id) {
                items[at].badges.push(id);
            }
        }
    }
    all.sort_by(|a, b| (a.name.to_lowercase(), &a.name).cmp(&(b.name.to_lowercase(), &b.name)));
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for framework in &mut all {
        let times = taken.entry(framework.slug.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *times > 1 {
            // Slugs have no double hyphen, so this one is nobody else's.
            framework.slug = format!("{}--{times}", framework.slug);
        }
    }
    all
}

/// Notes every framework of the project that has the name of another one, or of NACE: alignments state the name alone.
pub(super) fn check(drafts: &[FrameworkDraft], found: &mut Vec<Diagnostic>) {
    let key = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (nace, ..) = nace_items();
    let mut known: BTreeMap<String, Option<&FrameworkDraft>> = BTreeMap::from([(key(nace), None)]);
    for draft in drafts {
        let (name, place) = (&draft.name.value, &draft.name.place);
        let (message, help) = match known.get(&key(name)) {
            None => {
                known.insert(key(name), Some(draft));
                continue;
            }
            Some(None) => (
                format!("{name:?} is known without a file, and {} has that name, too", draft.file),
                "name its competencies as `nace: Communication` and remove the file, or give it a name of its own"
                    .to_owned(),
            ),
            Some(Some(first)) => (
                format!("{} and {} both have the name {name:?}", first.file, draft.file),
                "give one of them a name of its own, or put their items into one file".to_owned(),
            ),
        };
        let mut same = Diagnostic::error("same-framework", message).help(help);
        same.place = Some(place.clone());
        found.push(same);
    }
}

fn framework(name: &str, url: Option<&str>, items: Vec<FrameworkItem>) -> Framework {
    Framework { slug: slug(name), name: name.to_owned(), url: url.map(str::to_owned), items }
}

fn item(code: Option<&str>, name: &str, url: Option<&str>) -> FrameworkItem {
    FrameworkItem {
        code: code.map(str::to_owned),
        name: name.to_owned(),
        url: url.map(str::to_owned),
        badges: Vec::new(),
    }
}
