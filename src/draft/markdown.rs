//! In: markdown of the project, or of a credential that somebody else wrote. Out: HTML that may stand in a page as it is.
//! Raw HTML of the project is dropped; what comes from credentials is sanitised besides. No scheme but http, https, mailto.

mod left_out;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

pub(super) use self::left_out::left_out;
use super::value::Html;

/// Where the HTML will stand: how deep the page lies below the site's root, and which heading comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// 0 for the home page, 1 for `about/`, 2 for `badges/talk/`. Relative addresses are read from the site's root.
    pub depth: usize,
    /// The level that `#` becomes, 2 to 6.
    pub heading: u8,
}

/// The project's own markdown as HTML.
#[must_use]
pub fn own(text: &str, stand: Stand) -> Html {
    Html(render(text, stand, true))
}

/// Markdown that somebody else wrote, as HTML: no pictures, no relative addresses, nothing that runs.
#[must_use]
pub fn foreign(text: &str, stand: Stand) -> Html {
    Cleaner::new().foreign(text, stand)
}

/// What cleans the markdown of others: made once where there is much of it.
pub struct Cleaner(ammonia::Builder<'static>);

impl Cleaner {
    /// Knows which elements, attributes and addresses may stay.
    #[must_use]
    pub fn new() -> Self {
        let tags: HashSet<&'static str> = [
            "a",
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]
        .into();
        let attributes: HashMap<&'static str, HashSet<&'static str>> =
            HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]);
        let mut builder = ammonia::Builder::new();
        builder
            .tags(tags)
            .tag_attributes(attributes)
            .generic_attributes(HashSet::new())
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .url_relative(ammonia::UrlRelative::Deny)
            .link_rel(Some("noopener noreferrer nofollow"));
        Self(builder)
    }

    /// The same as [`foreign`].
    #[must_use]
    pub fn foreign(&self, text: &str, stand: Stand) -> Html {
        Html(self.0.clean(&render(text, stand, false)).to_string())
    }
}

impl Default for Cleaner {
    fn default() -> Self {
        Self::new()
    }
}

/// What of markdown is read besides CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The addresses within the site that the project's own markdown names, as they are written, each with its bytes in the text.
#[must_use]
pub fn targets(text: &str) -> Vec<(String, Range<usize>)> {
    let target = |(event, range): (Event<'_>, Range<usize>)| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
            let here = link_type != LinkType::Email && path_of(&dest_url).is_some();
            let at = text[range.clone()].rfind(&*dest_url).map(|at| range.start + at);
            here.then(|| (dest_url.to_string(), at.map_or(range, |at| Range { start: at, end: at + dest_url.len() })))
        }
        _ => None,
    };
    Parser::new_ext(text, OPTIONS).into_offset_iter().filter_map(target).collect()
}

/// The path, from the site's root, that a relative address of the project's own markdown names: without query and place in the page,
/// and with the page of a folder. `None` for every other address.
#[must_use]
pub fn path_of(url: &str) -> Option<String> {
    if has_scheme(url) || url.is_empty() || url.starts_with(['#', '?', '\\']) || url.starts_with("//") {
        return None;
    }
    let (bare, page, _) = parts(url);
    Some(format!("{}{page}", decoded(bare)))
}

/// A relative address in three: its path from the root, the page of a folder, and what follows a path.
fn parts(url: &str) -> (&str, &'static str, &str) {
    let path = url.trim_start_matches('/');
    // A folder is named by its page, so that the link also works from disk.
    let (bare, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let page = if bare.ends_with('/') || (bare.is_empty() && url.starts_with('/')) { "index.html" } else { "" };
    (bare, page, rest)
}

/// A path with the characters that `%` stands for.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

fn render(text: &str, stand: Stand, own: bool) -> String {
    let mut open = Vec::new();
    let mut shift = Headings { lowest: stand.heading.clamp(2, 6), used: BTreeSet::new() };
    let events: Vec<Event<'_>> = Parser::new_ext(text, OPTIONS).collect();
    for event in &events {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            shift.used.insert(*level as u8);
        }
    }
    let events = events.into_iter().filter_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) => None,
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Heading { level, .. }) => {
            let tag = Tag::Heading { level: shift.level(level), id: None, classes: Vec::new(), attrs: Vec::new() };
            Some(Event::Start(tag))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(shift.level(level)))),
        // Links and pictures that may not stay leave their words.
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let mail = own && link_type == LinkType::Email;
            let dest_url = if mail { Some(dest_url) } else { address(&dest_url, stand.depth, own) };
            open.push(dest_url.is_some());
            dest_url.map(|dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let here = own && !has_scheme(&dest_url) && !dest_url.starts_with("//");
            let dest_url = if here { address(&dest_url, stand.depth, own) } else { None };
            open.push(dest_url.is_some());
            dest_url.map(|dest_url| Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link | TagEnd::Image) => open.pop().unwrap_or(false).then_some(event),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// Headings below the page's own, without a gap: the levels that a text uses follow each other from `lowest` on.
struct Headings {
    lowest: u8,
    used: BTreeSet<u8>,
}

impl Headings {
    fn level(&self, level: HeadingLevel) -> HeadingLevel {
        let place = self.used.range(..level as u8).count();
        match usize::from(self.lowest) + place {
            0..=2 => HeadingLevel::H2,
            3 => HeadingLevel::H3,
            4 => HeadingLevel::H4,
            5 => HeadingLevel::H5,
            _ => HeadingLevel::H6,
        }
    }
}

/// An address as the page may have it.
fn address<'a>(url: &CowStr<'a>, depth: usize, own: bool) -> Option<CowStr<'a>> {
    if has_scheme(url) {
        let scheme = url.split(':').next()?.to_ascii_lowercase();
        return ["http", "https", "mailto"].contains(&scheme.as_str()).then(|| url.clone());
    }
    if !own || url.starts_with("//") || url.starts_with('\\') {
        return None;
    }
    if url.is_empty() || url.starts_with('#') {
        return Some(url.clone());
    }
    let up = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
    let (bare, page, rest) = parts(url);
    Some(format!("{up}{bare}{page}{rest}").into())
}

/// Whether an address names a scheme; control characters count as one, since browsers skip them.
fn has_scheme(url: &str) -> bool {
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    url[..end].contains(':') || url.chars().any(|c| c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Stand = Stand { depth: 2, heading: 3 };

    #[test]
    fn nothing_that_runs_gets_through() {
        for text in [
            "<script>alert(1)</script>",
            "x <img src=x onerror=alert(1)> y",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\u{1}script:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html;base64,AAAA)",
            "[x](vbscript:x)",
            "![x](https://tracker.example/x.png)",
            "<svg onload=alert(1)>",
            "<javascript:alert(1)>",
        ] {
            for html in [own(text, PAGE).0, foreign(text, PAGE).0] {
                let low = html.to_lowercase();
                for bad in ["<script", "onerror=", "href=\"j", "href=\"d", "href=\"v", "<img", "<svg", "tracker"] {
                    assert!(!low.contains(bad), "{text} -> {html}");
                }
            }
        }
    }

    #[test]
    fn addresses_are_read_from_the_root_of_the_site() {
        let html = own("[a](static/x.pdf) [b](/about/) [c](#d) ![e](static/e.png) [f](//evil.example)", PAGE).0;
        assert_eq!(
            html,
            "<p><a href=\"../../static/x.pdf\">a</a> <a href=\"../../about/index.html\">b</a> <a href=\"#d\">c</a> \
             <img src=\"../../static/e.png\" alt=\"e\" /> f</p>\n"
        );
        assert_eq!(
            own("[a](about/)", Stand { depth: 0, heading: 2 }).0,
            "<p><a href=\"./about/index.html\">a</a></p>\n"
        );
        assert_eq!(own("[a](/#top)", PAGE).0, "<p><a href=\"../../index.html#top\">a</a></p>\n");
        assert_eq!(foreign("[a](static/x.pdf)", PAGE).0, "<p>a</p>\n");
    }

    #[test]
    fn a_mail_address_between_angle_brackets_leads_to_it() {
        assert_eq!(own("<a@b.example>", PAGE).0, "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n");
        assert_eq!(foreign("<a@b.example>", PAGE).0, "<p>a@b.example</p>\n");
    }

    #[test]
    fn addresses_within_the_site_are_found_with_their_place() {
        let text = "[a](about/#x) ![b](static/b%20c.png \"t\") [c](https://x.example) <a@b.example> [d][e] [f](#g)\n\n[e]: /q?r";
        let found = targets(text);
        let told: Vec<_> = found.iter().map(|(url, at)| (url.as_str(), &text[at.clone()])).collect();
        assert_eq!(told[..2], [("about/#x", "about/#x"), ("static/b%20c.png", "static/b%20c.png")]);
        assert_eq!((told.len(), told[2].0), (3, "/q?r"));
        let paths = ["about/#x", "static/b%20c.png", "/q?r", "/", "../x", "100%"].map(path_of);
        let wanted = ["about/index.html", "static/b c.png", "q", "index.html", "../x", "100%"];
        assert_eq!(paths.map(Option::unwrap), wanted);
        assert_eq!(["mailto:x@y.example", "//x.example", "#a", ""].map(path_of), [None, None, None, None]);
    }

    #[test]
    fn headings_begin_below_the_page_and_leave_no_gap() {
        assert_eq!(own("# A\n\n### B\n\n# C", PAGE).0, "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n");
        assert_eq!(own("###### A", PAGE).0, "<h3>A</h3>\n");
    }
}
