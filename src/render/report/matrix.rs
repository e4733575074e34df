//! In: a framework against the badges of a site. Out: the matrix of which badge covers what, with the gaps marked and named.

use std::fmt::Write as _;

use crate::draft::slug;
use crate::insight::{BadgeLine, Coverage, CoverageItem};
use crate::render::links;
use crate::render::svg::text::escape;

const DOT: &str = "<svg class=\"dot\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"5\"/></svg><span class=\"vh\">yes</span>";

pub(super) fn matrix(
    out: &mut String,
    n: usize,
    coverage: &Coverage,
    badges: &[BadgeLine],
    number: &dyn Fn(Option<usize>) -> String,
) {
    let name = escape(&coverage.name);
    let name = match coverage.url.as_deref().and_then(links::outward) {
        Some(url) => format!("<a href=\"{}\" rel=\"noopener\">{name}</a>", escape(&url)),
        None => name,
    };
    let gaps = coverage.gaps();
    let said = match gaps.as_slice() {
        [] => "Every competency has a badge.".to_owned(),
        gaps => {
            let names: Vec<&str> = gaps.iter().map(|item| item.name.as_str()).collect();
            let many = if names.len() == 1 { "1 gap".to_owned() } else { format!("{} gaps", names.len()) };
            format!("{many} of {}: {}.", coverage.items.len(), names.join(", "))
        }
    };
    let _ = write!(
        out,
        "<h3 id=\"framework-{n}\">{name}</h3><p class=\"note\">{}</p>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"framework-{n}\"><table class=\"matrix\"><thead><tr><th scope=\"col\">Badge</th>",
        escape(&said)
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
        each(out, &|item| if item.badges.contains(badge) { DOT.to_owned() } else { String::new() });
        out.push_str("</tr>\n");
    }
    if coverage.badges.is_empty() {
        let _ = write!(out, "<tr><th scope=\"row\" class=\"none\">no badge is aligned with it</th>");
        each(out, &|_| String::new());
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody><tfoot><tr><th scope=\"row\">Badges</th>");
    each(out, &|item| if item.badges.is_empty() { "<b>gap</b>".to_owned() } else { item.badges.len().to_string() });
    out.push_str("</tr><tr><th scope=\"row\">Awards</th>");
    each(out, &|item| match item.awards {
        Some(_) => number(item.awards),
        None => "<span class=\"none\" title=\"withheld\">–<span class=\"vh\">withheld</span></span>".to_owned(),
    });
    out.push_str("</tr></tfoot></table></div>\n");
    if coverage.items.iter().any(|item| item.awards.is_none()) {
        out.push_str("<p class=\"note\">–: withheld</p>\n");
    }
}
