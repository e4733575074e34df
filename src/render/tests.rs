//! Facts about rendered sites: links lead somewhere, hostile text stays text, the same site gives the same bytes.
mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use accolade_credential::Verdict;

use super::fixture::{credential, entry, portfolio, registry, signed, theme};
use super::*;
use crate::model::*;

type Files = BTreeMap<String, Vec<u8>>;

fn render(site: Site) -> Files {
    let (site, theme) = (Arc::new(site), theme());
    let renderer = Renderer::new(site.clone(), theme.clone()).map_err(|d| d[0].to_string()).expect("the theme parses");
    let plan = plan(&site, &theme);
    let pages: Vec<Page> = plan.of(&site).iter().collect();
    let render =
        |p: &Page| (p.path.0.clone(), renderer.render(p).map_err(|d| format!("{d} {:?}", d.place)).expect("renders"));
    pages.iter().map(render).collect()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path} is planned"))).expect("UTF-8")
}

/// A page without what a file that stands alone has inside: its style, and from its data on its script.
fn markup(bytes: &[u8]) -> String {
    let html = std::str::from_utf8(bytes).expect("UTF-8");
    let (head, rest) = html.split_once("<style>").unwrap_or((html, ""));
    let body = rest.split_once("</style>").map_or("", |(_, body)| body);
    format!("{head}{}", body.split("<script type=\"application/json\" id=\"check-data\">").next().unwrap_or_default())
}

/// All values of an attribute in a page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn resolve(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        if part == ".." {
            parts.pop().unwrap_or_else(|| panic!("{page}: {href} leaves the site"));
        } else {
            parts.push(part);
        }
    }
    parts.join("/").replace("%20", " ")
}

fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn every_link_leads_to_a_planned_page_or_out() {
    for site in [portfolio(), registry()] {
        let files = render(site);
        let mut seen = 0;
        for (page, bytes) in files.iter().filter(|(p, _)| p.ends_with(".html")) {
            let html = &markup(bytes);
            let ids: BTreeSet<_> = attributes(html, "id").into_iter().collect();
            assert_eq!(ids.len(), attributes(html, "id").len(), "{page}: every id once");
            for link in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
                seen += 1;
                if page.ends_with("verify/verify.html") {
                    assert!(link.starts_with("data:image/svg+xml;base64,"), "{page}: {link}");
                    continue;
                }
                if let Some(id) = link.strip_prefix('#') {
                    assert!(ids.contains(id), "{page}: {link}");
                } else if link.contains(':') {
                    assert!(["https://", "http://", "mailto:"].iter().any(|s| link.starts_with(s)), "{page}: {link}");
                } else {
                    let bare = link.split(['?', '#']).next().unwrap_or_default();
                    let target = match bare.strip_prefix("/portfolio/") {
                        Some(absolute) if page == "404.html" => absolute.to_owned(),
                        _ => resolve(page, bare),
                    };
                    assert!(files.contains_key(&target), "{page}: {link} leads to {target}");
                }
            }
        }
        assert!(seen > 100, "the checker saw the links: {seen}");
    }
}

#[test]
fn a_plan_names_every_path_once_and_two_renders_are_equal() {
    for site in [portfolio(), registry()] {
        let pages: Vec<Page> = plan(&site, &theme()).of(&site).iter().collect();
        let paths: BTreeSet<_> = pages.iter().map(|p| &p.path).collect();
        assert_eq!(paths.len(), pages.len());
        assert_eq!(render(site.clone()), render(site));
    }
}

#[test]
fn the_sentence_comes_first_and_is_the_description() {
    let files = render(portfolio());
    let html = text(&files, "credentials/speaking/index.html");
    let sentence = "Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026.";
    // Who sees the description alone is told how it stands, too.
    let told = format!("{sentence} Reported, without a signature.");
    assert!(html.contains(&format!("<meta name=\"description\" content=\"{told}\">")), "{html}");
    let main = html.split("<main").nth(1).expect("a main part");
    let heading = main.split("<h1").nth(1).and_then(|h| h.split("</h1>").next()).expect("a heading");
    assert_eq!(plain(&format!("<h1{heading}")), sentence);
    assert_eq!(
        plain(main.split("<h1").next().expect("before the heading"))
            .trim_start_matches(|c| c != '>')
            .trim_matches(['>', '\n', ' ']),
        ""
    );
}

#[test]
fn hostile_text_stays_text() {
    let files = render(portfolio());
    for (path, bytes) in files.iter().filter(|(p, _)| p.ends_with(".html") || p.ends_with(".xml")) {
        let text = markup(bytes);
        assert!(!text.contains("<script>"), "{path}");
        assert!(!text.to_lowercase().contains("\"javascript:"), "{path}");
        assert!(!text.contains(" style=") && !text.contains(" onload=") && !text.contains(" onclick="), "{path}");
        for data in text.split("<script type=\"application/ld+json\">").skip(1) {
            let json = data.split("</script>").next().expect("it ends");
            assert!(!json.contains(['<', '>', '&']), "{path}: {json}");
            serde_json::from_str::<serde_json::Value>(json).unwrap_or_else(|e| panic!("{path}: {e}"));
        }
        let (data, check) = ("<script type=\"application/ld+json\">", "assets/check.js?v=");
        for script in text.split("<script").skip(1).map(|rest| rest.split_once("</script>").expect("it ends").0) {
            let own = script.contains(check) && script.ends_with('>') && script.starts_with(" src=\"");
            assert!(own || format!("<script{script}").starts_with(data), "{path}: {script}");
        }
    }
}

#[test]
fn nothing_unsigned_is_called_verified() {
    let files = render(portfolio());
    for (path, bytes) in files.iter().filter(|(p, _)| p.ends_with(".html")) {
        let html = &markup(bytes);
        assert!(!plain(html).to_lowercase().contains("verified") && !html.contains("state verified"), "{path}");
    }
    assert!(text(&files, "credentials/aid/index.html").contains("In Maya Lindqvist’s own words"));
    assert!(!text(&files, "index.html").contains("hasCredential"));
}

#[test]
fn a_verified_credential_says_so_with_every_check_and_its_files() {
    let mut site = portfolio();
    let talk = Entry { badge: Some(BadgeId(0)), ..signed("talk", "Rhetoric </script><b> & Co", None) };
    site.credentials.edit(|all| all[1] = talk);
    let files = render(site);
    let html = text(&files, "credentials/talk/index.html");
    assert!(html.contains("state verified") && html.contains("Verified as of 24\u{a0}November\u{a0}2026"));
    for words in [
        "Nothing was changed since it was signed.",
        "which calls itself “University of Alder Bay”.",
        "signature: pass",
        "This site does not list this issuer",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(
        html.contains("Maya Lindqvist</bdi> earned <em><bdi data-signed=\"title\">Rhetoric"),
        "the title is the signed one"
    );
    assert!(html.contains("rosette-edge") && !html.contains("seal-empty"));
    let home = text(&files, "index.html");
    assert!(
        home.contains("hasCredential") && home.contains("3 credentials; 1 verified as of 24\u{a0}November\u{a0}2026.")
    );
    for page in ["index.html", "credentials/talk/index.html"] {
        let data = text(&files, page).split("ld+json\">").nth(1).and_then(|d| d.split("</script>").next());
        let data: serde_json::Value = serde_json::from_str(data.expect("data")).expect("JSON");
        assert!(data.to_string().contains("Rhetoric </script><b> & Co"), "{data}");
    }
    assert!(!text(&files, "credentials/speaking/index.html").contains("ld+json"), "only what was signed");
    assert!(files["credentials/talk/credential.json"].starts_with(b"{"));
}

#[test]
fn a_genuine_but_expired_credential_is_not_called_verified() {
    let mut site = portfolio();
    site.credentials.edit(|all| all[1] = signed("talk", "Rhetoric", Some("2026-03-03")));
    let files = render(site);
    let html = text(&files, "credentials/talk/index.html");
    assert!(html.contains("Genuine, but expired on 3\u{a0}March\u{a0}2026"));
    assert!(!html.contains("Verified as of") && !html.contains("verified\""));
    assert!(text(&files, "credentials/index.html").contains(">Expired<"));
    assert!(!text(&files, "index.html").contains("hasCredential"));
}

#[test]
fn what_is_hidden_stands_but_is_not_named() {
    let files = render(portfolio());
    assert!(text(&files, "credentials/hidden/index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
    for (path, bytes) in files.iter().filter(|(p, _)| !p.starts_with("credentials/hidden/")) {
        let named = String::from_utf8_lossy(bytes).contains("credentials/hidden");
        assert!(!named && !String::from_utf8_lossy(bytes).contains("Hidden Work"), "{path}");
    }
}

#[test]
fn without_an_address_nothing_is_absolute() {
    let mut site = portfolio();
    site.meta.base_url = None;
    let files = render(site);
    assert!(!files.contains_key("feed.xml") && !files.contains_key("sitemap.xml"));
    assert!(!text(&files, "index.html").contains("canonical"));
    assert!(text(&files, "404.html").contains("href=\"index.html\""));
    assert!(!text(&files, "robots.txt").contains("Sitemap"));
}

#[test]
fn empty_sites_and_long_ones_have_all_their_pages() {
    let mut site = portfolio();
    site.credentials.edit(Vec::clear);
    (site.badges, site.skills, site.issuers, site.pathways) = (vec![], vec![], vec![], vec![]);
    let files = render(site);
    assert!(text(&files, "index.html").contains("Nothing is published here yet."));

    let mut site = portfolio();
    let many = 401;
    let extra =
        |n: usize| entry(&format!("c{n}"), Verdict::Reported(credential("Ada", "Work", "Somewhere", "2023-02-01")));
    site.credentials.edit(|all| all.extend((0..many).map(extra)));
    let files = render(site);
    let listed: usize = ["", "page-2/", "page-3/"]
        .iter()
        .map(|p| text(&files, &format!("credentials/{p}index.html")).matches("<li class=\"row ").count())
        .sum();
    assert_eq!(listed, many + 2);
    assert!(!files.contains_key("credentials/page-4/index.html"));
    // More addresses than one file of a sitemap may have: every page is in one of several, once, and the first file names those.
    let index = text(&files, "sitemap.xml");
    let parts: Vec<_> = files.keys().filter(|path| path.starts_with("sitemap-")).cloned().collect();
    assert_eq!(index.matches("<sitemap><loc>").count(), parts.len());
    assert!(parts.len() >= 7 && index.contains("<loc>https://maya.example/portfolio/sitemap-1.xml</loc>"), "{index}");
    let all: String = parts.iter().map(|path| text(&files, path)).collect();
    for page in ["", "credentials/page-3/", "badges/", "credentials/c0/", "credentials/c400/"] {
        let address = format!("<loc>https://maya.example/portfolio/{page}</loc>");
        assert_eq!(all.matches(&address).count(), 1, "{address}");
    }
    assert!(parts.iter().all(|path| (1..=60).contains(&text(&files, path).matches("<url>").count())));
    assert!(text(&files, "robots.txt").ends_with("/sitemap.xml\n"), "robots are told of the index alone");
}

#[test]
fn the_feed_and_sitemap_are_absolute_and_escaped() {
    let files = render(portfolio());
    let feed = text(&files, "feed.xml");
    assert!(feed.contains("<id>https://maya.example/portfolio/credentials/speaking/</id>"));
    assert!(feed.contains("&lt;script&gt;"));
    let map = text(&files, "sitemap.xml");
    assert!(map.contains("<loc>https://maya.example/portfolio/</loc>"));
    assert!(!map.contains("404") && !map.contains("index.html"));
    assert!(text(&files, "robots.txt").contains("Sitemap: https://maya.example/portfolio/sitemap.xml"));
}

#[test]
fn a_credential_page_is_light() {
    let files = render(portfolio());
    let page = text(&files, "credentials/speaking/index.html").len();
    let styles: usize = files.iter().filter(|(p, _)| p.ends_with(".css")).map(|(_, b)| b.len()).sum();
    assert!(page + styles < 60_000, "{page} + {styles} bytes");
}
