//! In: a credential that was here once. Out: the page at its address, which says so and leads on. Says nothing of who held it.

use serde::Serialize;

use super::Renderable;
use crate::diag::Diagnostic;
use crate::model::Why;
use crate::render::links;

#[derive(Serialize)]
struct Gone {
    title: &'static str,
    told: String,
    /// Where the one in its place is.
    next: Option<String>,
}

pub(super) fn render(page: &Renderable<'_>, n: u32) -> Result<String, Diagnostic> {
    let (view, gone) = (page.view, &page.view.site.gone[n as usize]);
    let since = view.words.day(gone.since);
    let told = match gone.why {
        Why::Replaced => view.words.gone_replaced(&since.words),
        Why::Forgotten => view.words.gone_forgotten(&since.words),
        Why::Key => view.words.gone_key(&since.words),
    };
    let next = gone.next.map(|id| view.links.to(&links::credential(&view.site.credentials[id].slug, "index.html")));
    let title = view.words.t.gone;
    let mut frame = view.frame("gone", title);
    frame.noindex = true;
    page.with("gone.html", &frame, &Gone { title, told, next })
}
