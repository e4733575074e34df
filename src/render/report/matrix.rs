//! In: a framework against the badges of a site. Out: the matrix of which badge covers what, with the gaps marked and named.

use std::fmt::Write as _;

use super::words::Said;
use crate::draft::slug;
use crate::insight::{BadgeLine, Coverage, CoverageItem};
use crate::render::links;
use crate::render::svg::text::escape;

const DOT: &str =
    "<svg class=\"dot\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"5\"/></svg>";

pub(super) fn matrix(out: &mut String, n: usize, coverage: &Coverage, badges: &[BadgeLine], said: &Said) {
    let name = escape(&coverage.name);
    let name = match coverage.url.as_deref().and_then(links::outward) {
        Some(url) => format!("<a href=\"{}\" rel=\"noopener\">{name}</a>", escape(&url)),
        None => name,
    };
    let gaps = coverage.gaps();
    let told = match gaps.as_slice() {
        [] => said.all_covered(),
        gaps => {
            let names: Vec<&str> = gaps.iter().map(|item| item.name.as_str()).collect();
            said.gaps(names.len(), &said.number(coverage.items.len()), &said.list(&names))
        }
    };
    let _ = write!(
        out,
        "<h3 id=\"framework-{n}\">{name}</h3><p class=\"note\">{}</p>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"framework-{n}\"><table class=\"matrix\"><thead><tr><th scope=\"col\">{}</th>",
        escape(&told),
        said.badge()
    );
    let each = |out: &mut String, cell: &dyn Fn(&CoverageItem) -> String| {
        for item in &coverage.items {
            let class = if item.badges.is_empty() { " class=\"gap\"" } else { "" };
            let _ = write!(out, "<td{class}>{}</td>", cell(item));
        }
    };
    for item in &coverage.items {
        let code = item.code.as_deref().filter(|code| code.chars().count() <= 8 && **code != slug(&item.name));
        let code = code.map(|code| format!("{} ", escape(code))).unwrap_or_default();
        let class = if item.badges.is_empty() { " class=\"gap\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}><span>{code}{}</span></th>", escape(&item.name));
    }
    out.push_str("</tr></thead><tbody>\n");
    for badge in &coverage.badges {
        let _ = write!(out, "<tr><th scope=\"row\"><bdi>{}</bdi></th>", escape(&badges[badge.0 as usize].name));
        each(out, &|item| {
            if item.badges.contains(badge) {
                format!("{DOT}<span class=\"vh\">{}</span>", said.yes())
            } else {
                String::new()
            }
        });
        out.push_str("</tr>\n");
    }
    if coverage.badges.is_empty() {
        let _ = write!(out, "<tr><th scope=\"row\" class=\"none\">{}</th>", said.unaligned());
        each(out, &|_| String::new());
        out.push_str("</tr>\n");
    }
    let _ = write!(out, "</tbody><tfoot><tr><th scope=\"row\">{}</th>", said.badges());
    each(out, &|item| {
        if item.badges.is_empty() { format!("<b>{}</b>", said.gap()) } else { said.number(item.badges.len()) }
    });
    let _ = write!(out, "</tr><tr><th scope=\"row\">{}</th>", said.awards());
    each(out, &|item| match item.awards {
        Some(n) => said.number(n),
        None => format!("<span class=\"none\" title=\"{0}\">–<span class=\"vh\">{0}</span></span>", said.withheld()),
    });
    out.push_str("</tr></tfoot></table></div>\n");
    if coverage.items.iter().any(|item| item.awards.is_none()) {
        let _ = writeln!(out, "<p class=\"note\">–{}{}</p>", said.t.colon, said.withheld());
    }
}
