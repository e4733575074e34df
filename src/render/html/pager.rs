//! In: a list that may be long, and which page of it. Out: the rows of that page, and the links to those before and after it.

use serde::Serialize;

use super::lists::{Linked, Row};
use super::{PAGE_LENGTH, View};
use crate::render::page::Long;

/// Where a page of a list stands among the others.
#[derive(Debug, Serialize)]
pub(crate) struct Pager {
    /// Whether it is the first, which says everything else, too.
    first: bool,
    newer: Option<String>,
    older: Option<String>,
    /// "Page 2 of 3"; `None` when there is one.
    place: Option<String>,
    /// The page after it, for templates that know no pages.
    more: Option<Linked>,
}

impl View<'_> {
    /// The rows of a page of a list, from 1.
    pub(crate) fn page_of(&self, list: Long, number: u32) -> (Vec<Row>, Pager) {
        let (site, words, of) = (self.site, self.words, list.pages(self.site));
        let to = |n: u32| self.links.to(&list.path(site, n));
        let older = (number < of).then(|| to(number + 1));
        let pager = Pager {
            first: number == 1,
            newer: (number > 1).then(|| to(number - 1)),
            place: (of > 1).then(|| words.page_of(&words.number(number as usize), &words.number(of as usize))),
            more: older.clone().map(|href| Linked { label: words.t.older.to_owned(), href, count: 0 }),
            older,
        };
        let shown = list.since_page(site, number).iter().take(PAGE_LENGTH);
        (shown.map(|id| self.row(&site.credentials[*id])).collect(), pager)
    }
}
