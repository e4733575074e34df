//! In: awards, and which numbers of badges may be told. Out: a line for each badge, department and skill.
//! Departments and skills are sums over badges: they are told only when no badge follows from them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::Date;

use super::Ask;
use super::awards::{Award, Standing};
use super::told::is_few;
use crate::model::suppress::Told;
use crate::model::{Badge, BadgeId, Site, day};

/// A badge in numbers; `None` stands for a number that is withheld, or that there is no answer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeLine {
    /// The badge.
    pub id: BadgeId,
    /// Its id on the site.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its department.
    pub department: Option<String>,
    /// Its kind, as Open Badges names it.
    pub kind: String,
    /// How often it was awarded.
    pub awards: Option<usize>,
    /// Whether nobody was ever awarded it: what is not counted any more, such as what a stolen key may have signed, was awarded.
    pub never: bool,
    /// Its share of all awards, in whole percent.
    pub share: Option<u32>,
    /// Days from the end of the activity to the award.
    pub days: Option<Days>,
    /// Awards with evidence, in whole percent.
    pub evidence: Option<u32>,
    /// Good ones that expire soon.
    pub expiring: Option<usize>,
}

/// Some awards in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// The page of it on the site.
    pub address: Option<String>,
    /// The framework that explains a skill.
    pub framework: Option<String>,
    /// How many badges there are.
    pub badges: usize,
    /// How often these were awarded.
    pub awards: Option<usize>,
    /// Days from the end of the activity to the award.
    pub days: Option<Days>,
}

/// How long something took, in days: half of all cases lie between `early` and `late`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// A quarter took at most so long.
    pub early: usize,
    /// Half took at most so long.
    pub median: usize,
    /// Three quarters took at most so long.
    pub late: usize,
}

/// Days over some awards; `None` when nobody or a few people are behind them, or behind those of them that the site does not list.
pub(super) fn days(awards: &[&Award]) -> Option<Days> {
    let mut days: Vec<usize> = awards.iter().filter_map(|award| award.waited).collect();
    if days.is_empty() || is_few(awards.iter().copied().filter(|award| award.waited.is_some())) {
        return None;
    }
    days.sort_unstable();
    // The first that as many took at most.
    let at = |quarter: usize| days[(days.len() * quarter).div_ceil(4) - 1];
    Some(Days { early: at(1), median: at(2), late: at(3) })
}

/// A line for each badge.
pub(super) fn badges(site: &Site, awards: &[Award], (told, ask): (&Told, &Ask)) -> Vec<BadgeLine> {
    let mut of: Vec<Vec<&Award>> = vec![Vec::new(); site.badges.len() + 1];
    for award in awards {
        of[award.badge].push(award);
    }
    let total = told.total().filter(|total| *total > 0);
    // What expires on the last day is within so many days, whatever the hour is now.
    let last = day(site.meta.as_of).checked_add(Span::new().days(i64::from(ask.within))).unwrap_or(Date::MAX);
    let expires = |a: &Award| a.standing == Standing::Good && a.expires.is_some_and(|at| day(at) <= last);
    let line = |(n, badge): (usize, &Badge)| {
        let number = told.cell(n);
        let own = |one: &dyn Fn(&Award) -> bool| number.filter(|_| !ask.public).and_then(|_| split(&of[n], one));
        BadgeLine {
            id: BadgeId(n as u32),
            slug: badge.slug.clone(),
            name: badge.name.clone(),
            department: badge.department.clone(),
            kind: badge.kind.clone(),
            awards: number,
            never: number == Some(0) && !badge.was_issued,
            share: number.zip(total).map(|(number, total)| percent(number, total)),
            days: number.filter(|_| !ask.public).and_then(|_| days(&of[n])),
            evidence: own(&|a| a.evidence).filter(|_| !of[n].is_empty()).map(|with| percent(with, of[n].len())),
            expiring: own(&expires),
        }
    };
    site.badges.iter().enumerate().map(line).collect()
}

/// How many are so; `None` when those that are, or those that are not, are a few people, or a few whom the site does not list.
fn split(awards: &[&Award], is_so: &dyn Fn(&Award) -> bool) -> Option<usize> {
    let (with, without): (Vec<&Award>, Vec<&Award>) = awards.iter().partition(|award| is_so(award));
    let parts = [&with, &without];
    parts.iter().all(|part| !is_few(part.iter().copied())).then_some(with.len())
}

fn percent(part: usize, whole: usize) -> u32 {
    ((part * 200 + whole) / (whole * 2)) as u32
}

/// The departments by name; badges without one come last.
pub(super) fn departments(site: &Site, (told, awards): (&Told, &[Award]), ask: &Ask) -> Vec<Group> {
    let mut by_name: BTreeMap<(bool, &str), BTreeSet<usize>> = BTreeMap::new();
    for (n, badge) in site.badges.iter().enumerate() {
        let name = badge.department.as_deref();
        by_name.entry((name.is_none(), name.unwrap_or_default())).or_default().insert(n);
    }
    let group = |((_, name), members): ((bool, &str), BTreeSet<usize>)| {
        let number = told.sum(&members);
        let own: Vec<&Award> = awards.iter().filter(|award| members.contains(&award.badge)).collect();
        let page = site.departments.iter().find(|department| department.name == name);
        Group {
            name: name.to_owned(),
            address: page.map(|department| format!("departments/{}/index.html", department.slug)),
            framework: None,
            badges: members.len(),
            awards: number,
            days: number.filter(|_| !ask.public).and_then(|_| days(&own)),
        }
    };
    by_name.into_iter().map(group).collect()
}

/// The skills that badges stand for, most awarded first, then by name.
pub(super) fn skills(site: &Site, told: &Told) -> Vec<Group> {
    let mut skills: Vec<Group> = site
        .skills
        .iter()
        .filter(|skill| !skill.badges.is_empty())
        .map(|skill| {
            let members: BTreeSet<usize> = skill.badges.iter().map(|badge| badge.0 as usize).collect();
            Group {
                name: skill.name.clone(),
                address: Some(format!("skills/{}/index.html", skill.slug)),
                framework: skill.framework.clone(),
                badges: members.len(),
                awards: told.sum(&members),
                days: None,
            }
        })
        .collect();
    // What is withheld says nothing by its place, either.
    skills.sort_by(|a, b| {
        let order = |g: &Group| (std::cmp::Reverse(g.awards.unwrap_or_default()), g.name.to_lowercase());
        order(a).cmp(&order(b))
    });
    skills
}
