//! What a site offers for sharing, through the binary: cards, oEmbed, résumé, and packs that say nothing of other credentials.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use support::{Project, tree};

const OTHERS: [&str; 3] = ["Peer Mentor", "peer-mentoring", "estuary-editor"];

fn built(project: &Project) -> BTreeMap<String, String> {
    project.run(["build"]).exits(0);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    tree(&project.path().join("public")).into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

fn read(project: &Project, file: &str) -> String {
    String::from_utf8(std::fs::read(project.path().join(file)).expect("it was written")).expect("UTF-8")
}

#[test]
fn a_pack_has_the_chosen_credentials_whole_and_nothing_of_the_others() {
    let project = Project::copy_of("sample-site/portfolio");
    let done = project
        .run(["pack", "--for", "Harbour <Gazette> & Co", "media-literacy", "public-speaking-foundations"])
        .exits(0);
    assert!(done.stdout.contains("pack-harbour-gazette-co.html: 2 credentials"), "{done:?}");
    let pack = read(&project, "pack-harbour-gazette-co.html");
    assert!(pack.contains("Harbour &lt;Gazette&gt; &amp; Co") && pack.contains("Verified as of 8\u{a0}June\u{a0}2026"));
    for other in OTHERS.iter().chain(&["maya-lindqvist.example/", "<script src", "<link", " src=\"http", "url(http"]) {
        assert!(!pack.contains(other), "{other}");
    }
    // The signed bytes are inside, as they are.
    let signed: Vec<Vec<u8>> = pack
        .split("href=\"data:application/octet-stream;base64,")
        .skip(1)
        .map(|rest| STANDARD.decode(rest.split('"').next().expect("an end")).expect("base64"))
        .collect();
    for name in ["media-literacy", "public-speaking-foundations"] {
        let bytes = std::fs::read(project.path().join(format!("credentials/{name}.json"))).expect("it is there");
        assert!(signed.contains(&bytes), "{name}");
    }
    assert_eq!(signed.len(), 2);
    for bytes in &signed {
        project.write("one.json", bytes);
        project.run(["verify", "one.json"]).exits(0);
    }
}

#[test]
fn a_pack_allows_its_own_style_and_nothing_else() {
    let project = Project::copy_of("sample-site/portfolio");
    project.write("theme/assets/custom.css", "p::after { content: \"</style><script>alert(1)</script>\" }");
    project.run(["pack", "media-literacy", "-o", "one.html"]).exits(0);
    let pack = read(&project, "one.html");
    let style = pack.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let plain = pack.replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/");
    assert!(plain.contains(&format!("default-src 'none'; style-src 'sha256-{hash}'")), "{hash}");
    let rest = pack.replace(style, "");
    let scripts: Vec<_> = rest.split("<script").skip(1).filter_map(|rest| rest.split("</script>").next()).collect();
    let [data, check] = scripts[..] else {
        panic!("{} scripts: what the style says stays in the style", scripts.len())
    };
    let data = data.strip_prefix(" type=\"application/json\" id=\"check-data\">").expect("the data of the check");
    serde_json::from_str::<serde_json::Value>(data).expect("JSON");
    let hash = STANDARD.encode(Sha256::digest(&check.as_bytes()[1..]));
    assert!(plain.contains(&format!("script-src 'sha256-{hash}' 'wasm-unsafe-eval'; worker-src blob:;")), "{hash}");
    assert_eq!(pack.matches("</style>").count(), 1);
}

#[test]
fn unknown_names_are_all_told_and_an_existing_file_stays() {
    let project = Project::copy_of("sample-site/portfolio");
    let failed = project.run(["pack", "media-litercy", "peer-mentoring", "nothing-like-it"]).exits(2);
    assert!(
        failed.stderr.contains("did you mean \"media-literacy\"?") && failed.stderr.contains("nothing-like-it"),
        "{failed:?}"
    );
    project.write("pack.html", "mine");
    let there = project.run(["pack", "peer-mentoring"]).exits(4);
    assert!(there.stderr.contains("--force"), "{there:?}");
    assert_eq!(read(&project, "pack.html"), "mine");
    project.run(["pack", "peer-mentoring", "--force"]).exits(0);
    assert!(read(&project, "pack.html").starts_with("<!doctype html>"));
}

#[test]
fn a_signed_credential_can_be_shared_and_a_self_declared_one_cannot() {
    let project = Project::copy_of("sample-site/portfolio");
    let site = built(&project);
    let page = &site["credentials/media-literacy/index.html"];
    let own = "https://maya-lindqvist.example/credentials/media-literacy/";
    for part in [
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&amp;name=Media%20Literacy&amp;organizationName=University%20of%20Alder%20Bay&amp;issueYear=2026&amp;issueMonth=1&amp;certUrl=",
        &format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{own}oembed.json\""),
        "&lt;iframe src=",
        "[![Media Literacy, University of Alder Bay]",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let oembed: serde_json::Value =
        serde_json::from_str(&site["credentials/media-literacy/oembed.json"]).expect("JSON");
    assert_eq!(oembed["type"], "rich");
    let card = &site["credentials/media-literacy/embed.html"];
    assert!(card.len() < 15_000 && !card.contains("<script") && card.contains("Verified as of"), "{card}");
    assert!(site["credentials/media-literacy/qr.svg"].contains(own));
    assert!(!site.contains_key("credentials/estuary-editor/embed.html"));
    assert!(!site["credentials/estuary-editor/index.html"].contains("linkedin.com/profile/add"));
}

#[test]
fn the_resume_tells_what_is_verified_and_not_what_is_claimed_expired_or_hidden() {
    let project = Project::copy_of("sample-site/portfolio");
    let resume: serde_json::Value = serde_json::from_str(&built(&project)["resume.json"]).expect("JSON");
    let names: Vec<_> =
        resume["certificates"].as_array().expect("a list").iter().filter_map(|c| c["name"].as_str()).collect();
    assert_eq!(names, ["Peer Mentor", "Public Speaking Foundations", "Media Literacy"]);
    assert_eq!(resume["basics"]["name"], "Maya Lindqvist");
}

#[test]
fn skills_that_nobody_verified_are_in_neither_resume_nor_data_for_machines() {
    let project = Project::copy_of("sample-site/portfolio");
    project.write("credentials/own.yaml", "claim: {name: Own, skills: [Juggling]}\nfeatured: true\n");
    // What a definition of the holder's own adds to a signed credential, nobody signed.
    project.write("badges/wild.yaml", "name: Wild\ndescription: x\ncriteria: {narrative: x}\nskills: [Neurosurgery]\n");
    let notes = read(&project, "credentials/media-literacy.yaml");
    project.write("credentials/media-literacy.yaml", format!("{notes}badge: wild\n"));
    let site = built(&project);
    let resume: serde_json::Value = serde_json::from_str(&site["resume.json"]).expect("JSON");
    let skills: Vec<_> =
        resume["skills"].as_array().expect("a list").iter().filter_map(|s| s["name"].as_str()).collect();
    let home = &site["index.html"];
    let data = home.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let person: serde_json::Value = serde_json::from_str(data.expect("data for machines")).expect("JSON");
    let known: Vec<_> =
        person["knowsAbout"].as_array().expect("a list").iter().filter_map(serde_json::Value::as_str).collect();
    assert_eq!(skills, known);
    assert!(skills.contains(&"Public speaking"), "{skills:?}");
    // Claimed twice, expired, from a definition: on the skills page with its mark, and nowhere else.
    for other in ["Juggling", "Team leadership", "Studio safety", "Neurosurgery"] {
        assert!(!skills.contains(&other) && site["skills/index.html"].contains(other), "{other}: {skills:?}");
    }
}

#[test]
fn only_signed_skills_stand_without_a_mark_and_a_site_without_a_signature_says_so() {
    let project = Project::copy_of("sample-site/portfolio");
    project.write("credentials/own.yaml", "claim: {name: Own, skills: [Editing, Aardvarks]}\n");
    let site = built(&project);
    let line = |page: &str, begin: &str, end: &str| {
        let (_, rest) = site[page].split_once(begin).expect("it is there");
        rest.split(end).next().expect("it ends").to_owned()
    };
    let top = line("index.html", "<span class=\"tally-skills\">", "</span>");
    let cv = line("cv/index.html", "<section class=\"skills\">", "</section>");
    for skills in [&top, &cv] {
        assert!(skills.contains("<bdi>") && !skills.contains("Editing") && !skills.contains("Aardvarks"), "{skills}");
    }
    let claims = Project::portfolio().file("credentials/a.yaml", "claim: {name: First aid, skills: [Staying calm]}\n");
    let home = built(&claims)["index.html"].clone();
    let tally = home.split("<p class=\"tally\">").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a tally");
    assert_eq!(tally, "<span class=\"tally-sum\">1 credential, self-declared.</span>");
    claims.write("credentials/b.yaml", "claim: {name: Second aid}\n");
    assert!(built(&claims)["index.html"].contains(">2 credentials, all self-declared.</span>"));
    assert!(!built(&claims)["cv/index.html"].contains("Staying calm"));
}
