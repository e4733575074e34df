//! What a site gives readers to check with, through the binary: the page that can be kept as one file, and the way to the issuer's own page.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use support::{Project, tree};

const ISSUER: &str = "issuers/alder-bay.yaml";
const PAGE: &str = "public/credentials/media-literacy/index.html";
const CERTIFICATE: &str = "public/credentials/media-literacy/certificate.html";
const THERE: &str = "https://credentials.alderbay.example/verify/#https://maya-lindqvist.example/credentials/media-literacy/credential.json";

/// The sample portfolio with another line, or none, for its issuer's own page.
fn with(verify: &str) -> Project {
    let project = Project::copy_of("sample-site/portfolio");
    let all = project.read(ISSUER);
    let kept: String =
        all.lines().filter(|line| !line.starts_with("verify:")).map(|line| format!("{line}\n")).collect();
    assert_ne!(kept, all, "the sample names such a page");
    project.write(ISSUER, format!("{kept}{verify}"));
    project
}

fn plain(html: &str) -> String {
    html.replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/")
}

/// The parts of a text between two others.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn the_page_to_keep_needs_no_other_file_and_allows_nothing_else() {
    for (site, pages) in
        [("portfolio", vec!["verify/"]), ("registry", vec!["verify/"]), ("bilingual", vec!["verify/", "en/verify/"])]
    {
        let project = Project::copy_of(&format!("sample-site/{site}"));
        // Pictures and paper have no part in it.
        project.write("accolade.yaml", project.read("accolade.yaml") + "outputs: [page, json]\n");
        project.run(["build"]).exits(0);
        for folder in pages {
            let page = project.read(&format!("public/{folder}index.html"));
            assert!(plain(&page).contains("/verify/verify.html\" download=\"verify.html\""), "{site}: it is offered");
            let html = plain(&project.read(&format!("public/{folder}verify.html")));
            let [style] = between(&html, "<style>", "</style>")[..] else { panic!("{site}: one style") };
            let [script] = between(&html, "<script>", "</script>")[..] else { panic!("{site}: one script that runs") };
            let [data] = between(&html, "id=\"check-data\">", "</script>")[..] else {
                panic!("{site}: one set of data")
            };
            let markup = html.replace(style, "").replace(script, "").replace(data, "");
            for address in between(&markup, "href=\"", "\"").into_iter().chain(between(&markup, "src=\"", "\"")) {
                assert!(address.starts_with("data:"), "{site}: {address}");
            }
            assert!(!style.contains("url(") && !style.contains("@import"), "{site}: the style loads nothing");
            // What it says it is, as the file was written.
            let whole = project.read(&format!("public/{folder}verify.html"));
            let [style, script] = [("<style>", "</style>"), ("<script>", "</script>")]
                .map(|(from, to)| STANDARD.encode(Sha256::digest(between(&whole, from, to)[0].as_bytes())));
            let policy = format!(
                "content=\"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}' 'wasm-unsafe-eval'; worker-src blob:; img-src data:; base-uri 'none'; form-action 'none'\""
            );
            assert!(html.contains(&policy), "{site}: {policy}");
            assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{site}");
            let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
            let judge = STANDARD.decode(data["judge"].as_str().expect("the judge")).expect("Base64");
            assert!(judge == project.read_bytes("public/assets/judge.wasm"), "{site}: the same judge");
            assert!(data["known"]["documents"].as_array().is_some_and(|all| all.len() >= 2), "{site}: keys and lists");
        }
        let listed = project.read("public/sitemap.xml");
        assert!(listed.contains("/verify/</loc>") && !listed.contains("verify.html"), "{site}");
    }
}

#[test]
fn it_brings_every_document_that_the_site_publishes_and_knows_the_same_issuers() {
    let project = Project::copy_of("sample-site/portfolio");
    project.run(["build"]).exits(0);
    let html = project.read("public/verify/verify.html");
    let mut data: serde_json::Value =
        serde_json::from_str(between(&html, "id=\"check-data\">", "</script>")[0]).expect("JSON");
    let mut known: serde_json::Value = serde_json::from_str(&project.read("public/verify/known.json")).expect("JSON");
    for (inside, beside) in std::iter::zip(
        data["known"]["documents"].as_array().expect("a list"),
        known["documents"].as_array().expect("a list"),
    ) {
        assert_eq!((&inside["url"], &inside["retrieved"]), (&beside["url"], &beside["retrieved"]));
        let bytes = STANDARD.decode(inside["data"].as_str().expect("the document")).expect("Base64");
        assert_eq!(bytes, project.read_bytes(&format!("public/{}", beside["file"].as_str().expect("a file"))));
    }
    let count = |value: &mut serde_json::Value| value["documents"].take().as_array().map(Vec::len);
    assert_eq!(count(&mut data["known"]), count(&mut known));
    assert_eq!(data["known"], known);
}

#[test]
fn the_page_and_the_certificate_lead_to_the_issuers_own_page() {
    let project = with("verify: https://credentials.alderbay.example/verify/\n");
    project.run(["build"]).exits(0);
    let link = format!("<a href=\"{THERE}\" rel=\"noopener noreferrer\">Check it at ");
    let page = plain(&project.read(PAGE));
    let [told] = between(&page, &link, "</a>")[..] else { panic!("one link in {page}") };
    assert_eq!(told.trim_matches(['\u{2068}', '\u{2069}']), "credentials.alderbay.example");
    let certificate = plain(&project.read(CERTIFICATE));
    assert!(certificate.contains(THERE));
    // What is printed and what the code holds lead to one place.
    let printed = certificate.find("Check it at credentials.alderbay.example/verify<");
    assert!(printed.is_some() && !certificate.contains("Check it at https://maya"), "{certificate}");
    assert!(printed < certificate.find("Address: https://maya"), "{certificate}");
    let paper = project.read_bytes(&CERTIFICATE.replace(".html", ".pdf"));
    assert!(paper.windows(THERE.len()).any(|part| part == THERE.as_bytes()), "the code on paper");
    // Entries of other issuers, and what nobody signed, lead nowhere.
    let led = tree(&project.path().join("public")).into_iter().filter(|(path, bytes)| {
        path.ends_with("index.html") && String::from_utf8_lossy(bytes).contains("check-elsewhere")
    });
    assert_eq!(led.count(), 4);
}

#[test]
fn without_such_a_page_everything_leads_where_it_did() {
    let project = with("");
    project.run(["build"]).exits(0);
    assert!(!project.read(PAGE).contains("check-elsewhere"));
    let certificate = plain(&project.read(CERTIFICATE));
    assert!(certificate.contains("\"https://maya-lindqvist.example/credentials/media-literacy/\""));
    assert!(!certificate.contains("/verify/"));
}

#[test]
fn a_page_that_is_too_long_for_a_code_is_still_linked() {
    let long = format!("https://credentials.alderbay.example/{}/", "x".repeat(180));
    let project = with(&format!("verify: {long}\n"));
    project.run(["build"]).exits(0);
    assert!(plain(&project.read(PAGE)).contains(&format!("{long}#https://maya")));
    let certificate = plain(&project.read(CERTIFICATE));
    assert!(!certificate.contains(&long), "squares too small to read");
    assert!(certificate.contains("\"https://maya-lindqvist.example/credentials/media-literacy/\""));
}

#[test]
fn what_cannot_be_fetched_from_there_is_not_named() {
    for address in ["url: http://maya-lindqvist.example/", ""] {
        let project = with("verify: https://credentials.alderbay.example:8443/verify/\n");
        let yaml = project.read("accolade.yaml").replace("url: https://maya-lindqvist.example/", address);
        project.write("accolade.yaml", yaml);
        project.run(["build"]).exits(0);
        let page = plain(&project.read(PAGE));
        let led = "<a href=\"https://credentials.alderbay.example:8443/verify/\" rel=\"noopener noreferrer\">";
        let [told] = between(&page, led, "</a>")[..] else { panic!("{address}: one link") };
        assert!(told.contains("credentials.alderbay.example:8443"), "{told}");
    }
}
