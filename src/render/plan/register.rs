//! In: a closed site. Out: what a registry is looked through by: kinds, frameworks, holders, search, numbers.

use super::super::html::PAGE_LENGTH;
use super::super::links;
use super::super::page::{Kind, Long};
use super::{Plan, numbered};
use crate::model::Site;

/// What a registry is looked through by.
pub(super) fn register(plan: &mut Plan, site: &Site) {
    if site.institution.is_none() || site.holder.is_some() {
        return;
    }
    let register = &site.register;
    for (n, _) in numbered(&register.kinds) {
        plan.list(site, Kind::TypeOf(n), Long::TypeOf(n));
    }
    for (n, framework) in numbered(&site.frameworks).filter(|(_, framework)| !framework.badges().is_empty()) {
        plan.add(links::framework(&framework.slug), Kind::Framework(n));
    }
    for n in 1..=register.people().div_ceil(PAGE_LENGTH) {
        plan.add(links::holders(n), Kind::Holders(n as u32));
    }
    for n in (0..register.people()).map(|n| n as u32) {
        plan.list(site, Kind::Holder(n), Long::Holder(n));
    }
    if !register.search.is_empty() {
        plan.add("search/index.html", Kind::Search);
    }
    for n in 0..register.search.len() {
        plan.add(links::search_part(&register.search.prefix(n)), Kind::SearchPart(n as u32));
    }
    if site.has_insights() {
        plan.add("insights/index.html", Kind::Insights);
    }
}
