//! In: a registry. Out: the pages that it is looked through by: search, names from A to Z, a name, a framework, a kind of badge.
//! Names are those of the listed credentials alone.

use serde::Serialize;

use super::badge::BadgeRow;
use super::lists::{Linked, Row};
use super::pager::Pager;
use super::{PAGE_LENGTH, Renderable, View};
use crate::diag::Diagnostic;
use crate::model::Alphabetic;
use crate::render::links;
use crate::render::page::Long;

/// Most letters that are offered to jump to.
const LETTERS: usize = 80;

/// What loads the search on a page.
#[derive(Debug, Serialize)]
pub(crate) struct SearchFrame {
    script: String,
    /// The site's first folder.
    root: String,
    /// The folder of its pages in this language.
    pages: String,
}

/// The entries under one letter.
#[derive(Serialize)]
struct Letter {
    id: String,
    letter: String,
    items: Vec<Item>,
}

/// A name, and where it leads.
#[derive(Serialize)]
struct Item {
    label: String,
    href: String,
    count: usize,
    /// What it is the name of, where that differs.
    kind: Option<String>,
}

impl Item {
    fn of(Linked { label, href, count }: Linked, kind: Option<String>) -> Self {
        Self { label, href, count, kind }
    }
}

impl View<'_> {
    /// The search of a registry in which something can be found.
    pub(super) fn search(&self) -> Option<SearchFrame> {
        let stamp = self.styles.scripts.get("assets/search.js").filter(|_| !self.site.register.search.is_empty())?;
        let home = self.links.to("index.html");
        let root = self.links.to("assets/search.js");
        Some(SearchFrame {
            script: format!("{root}?v={stamp}"),
            root: root.trim_end_matches("assets/search.js").to_owned(),
            pages: home.trim_end_matches("index.html").to_owned(),
        })
    }

    /// Where each letter of the names begins, on whichever page; nothing where there are too many letters to choose from.
    fn jumps(&self) -> Vec<Linked> {
        let (register, mut starts) = (&self.site.register, Vec::new());
        let letter = |n: usize| Alphabetic::of(register.name(self.site, n)).letter();
        // Names stand in the order of their letters, and are many: the next letter is looked for by halves.
        let mut from = 0;
        while from < register.people() {
            let this = letter(from);
            let (mut low, mut high) = (from + 1, register.people());
            while low < high {
                let middle = usize::midpoint(low, high);
                if letter(middle) == this { low = middle + 1 } else { high = middle }
            }
            starts.push((this, from));
            from = low;
        }
        let jump = |(at, (label, start)): (usize, &(String, usize))| {
            let page = start / PAGE_LENGTH;
            let first = starts.partition_point(|(_, start)| *start <= page * PAGE_LENGTH) - 1;
            let href = format!("{}#letter-{}", self.links.to(&links::holders(page + 1)), at - first + 1);
            Linked { label: label.clone(), href, count: 0 }
        };
        if starts.len() > LETTERS || starts.len() < 2 {
            Vec::new()
        } else {
            starts.iter().enumerate().map(jump).collect()
        }
    }

    /// The page of a name in the register.
    fn person(&self, n: usize) -> Linked {
        let name = self.site.register.name(self.site, n);
        let count = self.site.register.of_person(n).len();
        Linked { label: name.to_owned(), href: self.links.to(&links::holder(name)), count }
    }
}

fn letters(items: impl Iterator<Item = Item>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for item in items {
        let letter = Alphabetic::of(&item.label).letter();
        match letters.iter_mut().find(|other| other.letter == letter) {
            Some(other) => other.items.push(item),
            None => letters.push(Letter { id: format!("letter-{}", letters.len() + 1), letter, items: vec![item] }),
        }
    }
    letters
}

/// The search, and everything but names from A to Z for who has no JavaScript.
pub(super) fn search(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct SearchPage {
        letters: Vec<Letter>,
        holders: Option<String>,
    }
    let view = page.view;
    let (site, t) = (view.site, view.words.t);
    let link = |label: &str, path: &str| Linked { label: label.to_owned(), href: view.links.to(path), count: 0 };
    let badges = site.badges.iter().map(|badge| {
        let to = link(view.badge_words(badge).name, &links::badge(badge, "index.html"));
        Item::of(to, Some(view.words.kind(&badge.kind)))
    });
    let departments = site.departments.iter().map(|department| {
        Item::of(link(&department.name, &links::department(department)), Some(t.department.to_owned()))
    });
    let skills = site.skills.iter().map(|skill| {
        let of = skill.framework.clone().unwrap_or_else(|| t.skill.to_owned());
        Item::of(link(&skill.name, &links::skill(skill)), Some(of))
    });
    let mut all: Vec<Item> = badges.chain(departments).chain(skills).collect();
    all.sort_by_cached_key(|item| (Alphabetic::of(&item.label), item.label.clone(), item.href.clone()));
    let content = SearchPage {
        letters: letters(all.into_iter()),
        holders: (site.register.people() > 0).then(|| view.links.to(&links::holders(1))),
    };
    page.with("search.html", &view.frame("search", view.words.t.search), &content)
}

/// Names from A to Z, in pages.
pub(super) fn holders(page: &Renderable<'_>, number: u32) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Holders {
        /// The letters of all names, each with the place where it begins.
        jumps: Vec<Linked>,
        letters: Vec<Letter>,
        newer: Option<String>,
        older: Option<String>,
        place: Option<String>,
    }
    let view = page.view;
    let (all, number) = (view.site.register.people(), number as usize);
    let (of, skipped) = (all.div_ceil(PAGE_LENGTH).max(1), (number - 1) * PAGE_LENGTH);
    let to = |n: usize| view.links.to(&links::holders(n));
    let content = Holders {
        jumps: view.jumps(),
        letters: letters((skipped..all.min(skipped + PAGE_LENGTH)).map(|n| Item::of(view.person(n), None))),
        newer: (number > 1).then(|| to(number - 1)),
        older: (number < of).then(|| to(number + 1)),
        place: (of > 1).then(|| view.words.page_of(&view.words.number(number), &view.words.number(of))),
    };
    page.with("holders.html", &view.frame("holders", view.words.t.holders_all), &content)
}

/// Everything under one name.
pub(super) fn holder(page: &Renderable<'_>, n: u32, number: u32) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Holder {
        name: String,
        summary: String,
        rows: Vec<Row>,
        #[serde(flatten)]
        pager: Pager,
    }
    let view = page.view;
    let count = view.site.register.of_person(n as usize).len();
    let (rows, pager) = view.page_of(Long::Holder(n), number);
    let name = view.site.register.name(view.site, n as usize);
    let content = Holder { name: name.to_owned(), summary: view.words.credentials_here(count), rows, pager };
    let mut frame = view.frame("holder", name);
    frame.description = Some(format!("{name} · {}", content.summary));
    page.with("holder.html", &frame, &content)
}

/// A framework of competencies, with the badges of each.
pub(super) fn framework(page: &Renderable<'_>, n: u32) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Item {
        id: String,
        name: String,
        badges: Vec<BadgeRow>,
    }
    #[derive(Serialize)]
    struct FrameworkPage {
        name: String,
        url: Option<String>,
        host: Option<String>,
        items: Vec<Item>,
    }
    let view = page.view;
    let framework = &view.site.frameworks[n as usize];
    let url = framework.url.as_deref().and_then(links::outward);
    let items = (1..).zip(framework.items.iter().filter(|item| !item.badges.is_empty()));
    let content = FrameworkPage {
        name: framework.name.clone(),
        host: url.as_deref().map(super::parts::plain_address),
        url,
        items: items
            .map(|(n, item)| Item {
                id: format!("item-{n}"),
                name: item.name.clone(),
                badges: item.badges.iter().map(|id| view.badge_row(*id)).collect(),
            })
            .collect(),
    };
    page.with("framework.html", &view.frame("framework", &framework.name), &content)
}
