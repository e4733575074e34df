//! What a site says of credentials that their issuer took back, or that have ended, through the binary: nothing that it says lets anybody
//! take them for good.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use support::Project;

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";
const ROWS: &str = "name,badge,awarded,expires,award_id,consent\nAda Obi,talk,2026-05-12,,good,public\nBo Li,talk,2026-05-12,,revoked,public\n\
    Cy Ng,talk,2026-05-12,,suspended,public\nDi Orr,talk,2026-05-12,2026-06-01,expired,public\nHa Mi,talk,2026-05-12,,hidden,\n";

/// A registry in a language with one credential of each kind, built into `out/`.
fn registry(language: &str) -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/a.csv", ROWS);
    project.write(
        "accolade.yaml",
        format!("language: {language}\n{}  status: {{suspension: true}}\n", project.read("accolade.yaml")),
    );
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["revoke", "revoked", "--reason", "a private reason"]).exits(0);
    project.run(["suspend", "suspended", "--reason", "a private reason"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    project
}

/// The folder of the credential that names somebody.
fn of(project: &Project, name: &str) -> String {
    let slugs = project.slugs();
    let mut named =
        slugs.iter().filter(|slug| project.read(&format!("out/credentials/{slug}/index.html")).contains(name));
    format!("out/credentials/{}", named.next().expect("it is there"))
}

fn meta<'a>(page: &'a str, property: &str) -> &'a str {
    let rest = page.split_once(&format!("{property}\" content=\"")).expect("it has one").1;
    rest.split('"').next().expect("an end")
}

/// "2026-11-24" as the pages say it.
fn day(project: &Project, event: &str) -> String {
    let ledger = project.read("ledger.jsonl");
    let line = ledger.lines().find(|line| line.contains(&format!("\"{event}\""))).expect("it happened");
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let at: jiff::Timestamp = line["at"].as_str().and_then(|at| at.parse().ok()).expect("a moment");
    at.strftime("%-d\u{a0}%B\u{a0}%Y").to_string()
}

#[test]
fn a_page_says_since_when_its_credential_is_taken_back_and_offers_nothing_to_show_it_off() {
    let project = registry("en");
    let offers = ["linkedin.com", "embed.html", "oembed", "Open the certificate"];
    let page = |name: &str| project.read(&format!("{}/index.html", of(&project, name)));
    for (name, said) in [
        ("Bo Li", format!("Genuine, but revoked by the issuer on {}", day(&project, "revoked"))),
        ("Cy Ng", format!("Genuine, but suspended by the issuer since {}", day(&project, "suspended"))),
    ] {
        let page = page(name);
        assert!(page.contains(&said), "{said}: {page}");
        for offer in offers {
            assert!(!page.contains(offer), "{name}: {offer}");
        }
    }
    for name in ["Ada Obi", "Di Orr"] {
        let page = page(name);
        assert!(offers.iter().all(|offer| page.contains(offer)), "{name}");
    }
    assert!(page("Bo Li").contains("verify/") && page("Bo Li").contains("credential.json"), "it can still be checked");
    // Why is for the ledger alone.
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("a private reason");
    assert!(!project.tree().iter().any(|(path, bytes)| path.starts_with("out/") && told(bytes)));
}

#[test]
fn nobody_takes_the_certificate_of_what_was_taken_back_for_a_good_one() {
    let project = registry("en");
    let sheet = |name: &str| project.read(&format!("{}/certificate.html", of(&project, name)));
    let words = |html: &str| {
        html.split('>').filter_map(|rest| rest.split_once("</tspan")).map(|w| w.0.to_owned()).collect::<Vec<_>>()
    };
    let good = sheet("Ada Obi");
    assert!(good.contains("A seal drawn from the signature"));
    for (name, word) in [("Bo Li", "Revoked"), ("Cy Ng", "Suspended")] {
        let sheet = sheet(name);
        assert_eq!(words(&sheet).first().map(String::as_str), Some(word), "at its head: {sheet}");
        assert!(!sheet.contains("A seal drawn from the signature"), "{name}");
        assert!(sheet.len() * 2 < good.len(), "no border: {} {}", sheet.len(), good.len());
    }
}

#[test]
fn feeds_and_previews_say_that_a_credential_is_not_good_and_since_when() {
    let project = registry("en");
    let feed = project.read("out/feed.xml");
    let entry = |name: &str| {
        let one = feed.split("<entry>").find(|entry| entry.contains(&format!("<summary>{name}"))).expect("an entry");
        one.to_owned()
    };
    let earned = "<updated>2026-05-12T";
    for (name, said, is_earned) in [
        ("Ada Obi", "on 12 May 2026.</summary>", true),
        ("Bo Li", "on 12 May 2026. Genuine, but revoked by the issuer on ", false),
        ("Cy Ng", "on 12 May 2026. Genuine, but suspended by the issuer since ", false),
        ("Di Orr", "on 12 May 2026. Genuine, but expired on 1 June 2026.</summary>", false),
    ] {
        let entry = entry(name);
        assert!(entry.contains(said), "{entry}");
        assert_eq!(entry.contains(earned), is_earned, "{entry}");
        let page = project.read(&format!("{}/index.html", of(&project, name)));
        let told = said.trim_end_matches("</summary>");
        for property in ["description", "og:description"] {
            assert!(meta(&page, property).contains(told), "{name}: {}", meta(&page, property));
        }
    }
    let japanese = registry("ja").read("out/feed.xml");
    assert!(
        japanese.contains("取得しました。真正ですが、") && japanese.contains("取り消しました。</summary>"),
        "{japanese}"
    );
}

#[test]
fn credentials_of_one_badge_are_told_apart_by_their_titles_and_nobody_is_named_in_secret() {
    let project = registry("en");
    let title = |page: &str| {
        page.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
    };
    for name in ["Ada Obi", "Bo Li"] {
        let page = project.read(&format!("{}/index.html", of(&project, name)));
        let own = format!("{name}: Talk · Alder Bay");
        assert_eq!((title(&page).as_str(), meta(&page, "og:title")), (own.as_str(), own.as_str()));
        assert_eq!(
            meta(&page, "og:image:alt"),
            "Talk. Achievement. University of Alder Bay.",
            "the picture is the badge's"
        );
        assert!(project.read("out/feed.xml").contains(&format!("<title>{name}: Talk</title>")));
    }
    let hidden = project.read(&format!("{}/index.html", of(&project, "Ha Mi")));
    assert_eq!((title(&hidden).as_str(), meta(&hidden, "og:title")), ("Talk · Alder Bay", "Talk · Alder Bay"));
    // Of a portfolio all are of one.
    let portfolio = Project::copy_of("sample-site/portfolio");
    portfolio.run(["build", "-o", "out"]).exits(0);
    let page = portfolio.read("out/credentials/media-literacy/index.html");
    assert!(
        title(&page).starts_with("Media Literacy · ") && meta(&page, "og:image:alt").contains(" earned "),
        "{page}"
    );
}
