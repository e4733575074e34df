//! In: a site and the number of a page. Out: the page of all listed credentials, in years.

use serde::Serialize;

use super::Year;
use crate::diag::Diagnostic;
use crate::render::html::{PAGE_LENGTH, Renderable};
use crate::render::links;
use crate::render::mark;

/// All listed credentials, in pages.
pub(in crate::render::html) fn credentials(page: &Renderable<'_>, number: u32) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct List {
        title: &'static str,
        tally: Option<String>,
        years: Vec<Year>,
        /// Said where nothing is listed.
        none: String,
        newer: Option<String>,
        older: Option<String>,
        /// "Page 2 of 3"; `None` when there is one.
        place: Option<String>,
    }
    let view = page.view;
    let all = view.listed().len();
    let of = all.div_ceil(PAGE_LENGTH).max(1);
    let at = |n: u32| links::list(n as usize);
    let skipped = (number.max(1) as usize - 1) * PAGE_LENGTH;
    let list = List {
        title: view.words.t.credentials,
        tally: mark::verified_count(view.words, &view.site.credentials, view.site.meta.as_of),
        years: view.years(view.listed().skip(skipped).take(PAGE_LENGTH)),
        none: match &view.site.institution {
            Some(own) if view.site.holder.is_none() => view.nobody(own.told.total()).to_owned(),
            _ => format!("{} {}", view.words.t.none_yet, view.words.t.none_yet_more),
        },
        newer: (number > 1).then(|| view.links.to(&at(number - 1))),
        older: ((number as usize) < of).then(|| view.links.to(&at(number + 1))),
        place: (of > 1).then(|| view.words.page_of(&view.words.number(number as usize), &view.words.number(of))),
    };
    let mut frame = view.frame("credentials", list.title);
    if list.tally.is_some() {
        frame.description.clone_from(&list.tally);
    }
    page.with("credentials.html", &frame, &list)
}
