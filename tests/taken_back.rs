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
