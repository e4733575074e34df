//! In: whole projects with really signed credentials. Out: the closed site: verdicts, links, consent, progress, addresses.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own temp folders, and may fail by a panic"
)]

mod support;

use std::sync::Arc;

use accolade::judge::Summary;
use accolade::model::Site;
use accolade::pipeline::{Memory, Options, Prepared, prepare};
use accolade_credential::key::SecretKey;
use accolade_credential::{Grade, did, status};
use sha2::{Digest as _, Sha256};
use support::Project;
use support::signed::Issuer;

fn prepared(project: &Project) -> Prepared {
    let as_of = "2026-11-24T00:00:00Z".parse().unwrap();
    prepare(&Options { dir: project.path(), as_of, base_url: None }, &Memory::none())
}

fn site(project: &Project) -> Arc<Site> {
    let prepared = prepared(project);
    prepared.site.unwrap_or_else(|| panic!("{:#?}", prepared.diagnostics))
}

fn codes(prepared: &Prepared) -> Vec<&str> {
    prepared.diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn each_entry_gets_the_verdict_that_it_deserves() {
    let issuer = Issuer::new(1);
    let expired = issuer.issue_with("2", "Old", "Maya Lindqvist", r#""validUntil": "2026-06-02T00:00:00Z","#);
    let project = Project::portfolio()
        .file("credentials/talk.json", issuer.issue("1", "Public Speaking", "Maya Lindqvist"))
        .file("credentials/old.json", expired)
        .file("credentials/mine.yaml", "claim:\n  name: A talk\n  earned: 2026-07-01\n  source: my own notes\n");
    let prepared = prepared(&project);
    assert_eq!(prepared.summary, Summary { verified: 1, authentic: 1, claimed: 1, ..Summary::default() });
    let site = prepared.site.unwrap();
    let seen: Vec<_> = site.credentials.iter().map(|brief| (&*brief.slug, brief.verdict.grade())).collect();
    assert_eq!(seen, [("mine", Grade::Claimed), ("old", Grade::Authentic), ("talk", Grade::Verified)]);
    let issuers: Vec<_> = site.issuers.iter().map(|i| (i.slug.as_str(), i.credentials.len())).collect();
    assert_eq!(issuers, [("test-issuer", 2)], "the words of a claim make no issuer");
}

#[test]
fn the_published_bytes_are_the_signed_ones_and_yaml_is_a_way_to_write_them() {
    let signed = Issuer::new(1).issue("1", "Public Speaking", "Maya Lindqvist");
    let odd = format!("\n  {signed}\n\n");
    let project = Project::portfolio().file("credentials/a.json", &odd).file("credentials/b.yaml", &signed);
    let site = site(&project);
    let all = site.credentials.whole().unwrap();
    let of = |slug: &str| all.iter().find(|e| e.slug == slug).unwrap();
    assert_eq!(of("a").payload.as_ref().map(|p| &p.bytes[..]), Some(odd.as_bytes()));
    assert_eq!(of("b").payload.as_ref().map(|p| &p.bytes[..]), Some(signed.as_bytes()));
    assert_eq!(of("b").judgement.verdict.grade(), Grade::Verified);
}

#[test]
fn notes_stay_apart_from_what_was_signed() {
    let project = Project::portfolio()
        .file("credentials/talk.json", Issuer::new(1).issue("1", "Public Speaking", "Maya Lindqvist"))
        .file(
            "credentials/notes.yaml",
            "credential: talk.json\nslug: my-talk\nfeatured: true\nreflection: I was *nervous*.\n\
             evidence: [{label: Slides, url: 'https://maya.example/slides'}]\ndesign: {icon: mic, level: 3}\n",
        );
    let site = site(&project);
    assert_eq!(site.credentials.len(), 1);
    let entry = &site.credentials.whole().unwrap()[0];
    assert_eq!((entry.slug.as_str(), entry.notes.featured, entry.design.level), ("my-talk", true, 3));
    assert_eq!(entry.notes.reflection.as_ref().unwrap().0, "<p>I was <em>nervous</em>.</p>\n");
    let signed = entry.judgement.verdict.value().and_then(|value| value.achievement()?.criteria.clone());
    assert_eq!(signed.as_deref(), Some("Attend and give one talk."));
    assert!(entry.judgement.verdict.value().unwrap().evidence.is_empty());
}

#[test]
fn a_hidden_entry_has_its_page_and_is_named_nowhere() {
    let project = Project::portfolio()
        .file("credentials/talk.json", Issuer::new(1).issue("1", "Public Speaking", "Maya Lindqvist"))
        .file("credentials/notes.yaml", "credential: talk.json\nhidden: true\n");
    let site = site(&project);
    assert!(!site.credentials.whole().unwrap()[0].listed);
    assert!(site.issuers[0].credentials.is_empty() && site.skills.is_empty());
}

#[test]
fn skills_are_one_whatever_their_spelling_and_know_what_stands_behind_them() {
    let badge =
        "name: Talk\ndescription: x\ncriteria: x\nskills: [Public Speaking]\nalignment: [{nace: communication}]\n";
    let project = Project::portfolio()
        .file("credentials/talk.json", Issuer::new(1).issue("1", "Talk", "Maya Lindqvist"))
        .file("credentials/mine.yaml", "claim: {name: Debate, skills: [public speaking, Debate]}\n")
        .file("badges/talk.yaml", badge);
    let site = site(&project);
    let seen: Vec<_> =
        site.skills.iter().map(|s| (s.slug.as_str(), s.name.as_str(), s.credentials.len(), s.badges.len())).collect();
    assert_eq!(
        seen,
        [
            ("public-speaking", "Public Speaking", 2, 1),
            ("debate", "Debate", 1, 0),
            ("communication", "Communication", 0, 1),
        ]
    );
    assert_eq!(site.skills[2].framework.as_deref(), Some("NACE Career Readiness Competencies"));
}

#[test]
fn skills_of_other_names_or_frameworks_are_not_one() {
    let badge = |name: &str, rest: &str| format!("name: {name}\ndescription: x\ncriteria: x\n{rest}\n");
    let own = "name: Our outcomes\nurl: https://x.example/\nitems: [{code: c, name: Communication}]\n";
    let project = Project::registry()
        .file("frameworks/own.yaml", own)
        .file("badges/a.yaml", badge("A", "skills: [C++, C#, C, ' c ', 知識, 智識, Data  literacy]"))
        .file("badges/b.yaml", badge("B", "skills: [communication, data literacy]"))
        .file("badges/c.yaml", badge("C", "alignment: [{nace: Communication}]"))
        .file("badges/d.yaml", badge("D", "alignment: [{framework: own, code: c}]"));
    let site = site(&project);
    let mut seen: Vec<_> = site
        .skills
        .iter()
        .map(|s| (s.name.as_str(), s.framework.as_deref().unwrap_or_default(), s.slug.as_str(), s.badges.len()))
        .collect();
    seen.sort_unstable();
    assert_eq!(
        seen,
        [
            ("C", "", "c", 1),
            ("C#", "", "c--2", 1),
            ("C++", "", "c--3", 1),
            ("Communication", "NACE Career Readiness Competencies", "communication--2", 1),
            ("Communication", "Our outcomes", "communication--3", 1),
            ("Data literacy", "", "data-literacy", 2),
            ("communication", "", "communication", 1),
            ("智識", "", "zhi-shi", 1),
            ("知識", "", "zhi-shi--2", 1),
        ]
    );
    project.run(["build", "-o", "out"]).exits(0);
    let badge = project.read("out/badges/d/index.html");
    assert!(badge.contains("skills/communication--3/index.html"), "an alignment leads to its own skill: {badge}");
    assert!(project.read("out/skills/communication--3/index.html").contains("Our outcomes"));
    let talk = project.read("out/badges/b/index.html");
    assert!(talk.contains("skills/communication/index.html"), "{talk}");
}

#[test]
fn only_verified_credentials_count_on_a_pathway_and_an_ordered_one_stops_at_a_gap() {
    let issuer = Issuer::new(1);
    let expired = issuer.issue_with("2", "Two", "Maya Lindqvist", r#""validUntil": "2026-06-02T00:00:00Z","#);
    let steps = "steps:\n- {name: A, achievement: 'https://issuer.example/badges/one/'}\n\
                 - {name: B, achievement: 'https://issuer.example/badges/two/'}\n\
                 - {name: C, achievement: 'https://issuer.example/badges/three/'}\n";
    let pathway = |head: &str| format!("name: P\ndescription: x\n{head}{steps}");
    let project = Project::portfolio()
        .file("credentials/1.json", issuer.issue("1", "One", "Maya Lindqvist"))
        .file("credentials/2.json", expired)
        .file("credentials/3.json", issuer.issue("3", "Three", "Maya Lindqvist"))
        .file("pathways/a-free.yaml", pathway("rule: {at_least: 2}\n"))
        .file("pathways/b-ordered.yaml", pathway("ordered: true\n"))
        .file("pathways/c-any.yaml", pathway("rule: any\n"));
    let seen: Vec<(usize, Vec<bool>)> = site(&project)
        .pathways
        .iter()
        .map(|p| (p.needed, p.steps.iter().map(|s| s.earned.is_some()).collect()))
        .collect();
    assert_eq!(seen, [(2, vec![true, false, true]), (3, vec![true, false, false]), (1, vec![true, false, true])]);
}

/// A registry with two credentials that it issued itself under its did:web.
fn registry(listed: &str) -> Project {
    let own = "did:web:credentials.alderbay.example";
    let key = SecretKey::from_seed(&[9; 32]);
    let method = format!("{own}#{}", key.public().multibase());
    let sign = |unsigned| {
        let created = "2026-06-01T00:00:00Z".parse().unwrap();
        let signer = accolade_credential::sign::Signer { key: &key, verification_method: &method, created };
        accolade_credential::sign::sign(unsigned, &signer, &[accolade_credential::sign::Suite::EddsaJcs2022]).unwrap()
    };
    let issue = |slug: &str| {
        let status = r#""credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5", "statusListCredential": "https://credentials.alderbay.example/status/1.json"},"#;
        let text = support::signed::unsigned("x", "Public Speaking", "Ada Example", status)
            .replace(
                "https://issuer.example/credentials/x/",
                &format!("https://credentials.alderbay.example/credentials/{slug}/"),
            )
            .replace("https://issuer.example/badges/", "https://credentials.alderbay.example/badges/")
            .replace("DID", own)
            .replace(
                "\"statusListIndex\": \"5\"",
                if slug.starts_with('a') { "\"statusListIndex\": \"5\"" } else { "\"statusListIndex\": \"6\"" },
            );
        sign(accolade_credential::json::parse(text.as_bytes()).unwrap())
    };
    let list = status::list_credential(
        "https://credentials.alderbay.example/status/1.json",
        own,
        "revocation",
        &status::StatusList::new(131_072),
        "2026-06-01T00:00:00Z".parse().unwrap(),
    );
    let (first, second) = (issue("aaaaaaaaaaaaaaaa").to_pretty(), issue("bbbbbbbbbbbbbbbb").to_pretty());
    let hash = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let listed = listed.replace("FIRST", &hash(&first)).replace("SECOND", &hash(&second));
    Project::registry()
        .file(".well-known/did.json", did::document(own, &[key.public()]).to_pretty())
        .file("badges/public-speaking.yaml", "name: Public Speaking\ndescription: x\ncriteria: x\n")
        .file("status/1.json", sign(list).to_pretty())
        .file("credentials/first.json", first)
        .file("credentials/second.json", second)
        .file("ledger.jsonl", listed)
}

const LINE: &str = r#"{"id":"https://credentials.alderbay.example/credentials/aaaaaaaaaaaaaaaa/","badge":"public-speaking","award":"1","slug":"aaaaaaaaaaaaaaaa","index":5,"issued":"2026-06-01T00:00:00Z","sha256":"FIRST","listed":true}"#;

#[test]
fn a_registry_lists_whom_its_ledger_says_consented_and_counts_all() {
    let hidden =
        LINE.replace("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb").replace("FIRST", "SECOND").replace("true", "false");
    let hidden = hidden.replace("\"award\":\"1\"", "\"award\":\"2\"").replace("\"index\":5", "\"index\":6");
    let site = site(&registry(&format!("{LINE}\n{hidden}\n")));
    let seen: Vec<_> = site.credentials.iter().map(|brief| (&*brief.slug, brief.listed)).collect();
    assert_eq!(seen, [("aaaaaaaaaaaaaaaa", true), ("bbbbbbbbbbbbbbbb", false)]);
    assert!(
        site.credentials.whole().unwrap().iter().all(|e| e.judgement.verdict.grade() == Grade::Verified),
        "by its own did.json"
    );
    assert_eq!((site.badges[0].holders.len(), site.badges[0].issued), (1, 2));
    let institution = site.institution.as_ref().unwrap();
    assert_eq!((institution.issued, institution.revoked), (2, Some(0)));
    assert_eq!(site.issuers[institution.issuer.0 as usize].keys.len(), 1);
}

#[test]
fn a_credential_of_this_site_that_the_ledger_does_not_know_is_not_listed() {
    let prepared = prepared(&registry(&format!("{LINE}\n")));
    // What it says of the badge is not what the badge's file says, either.
    assert_eq!(codes(&prepared), ["badge-changed", "not-in-ledger"]);
    assert_eq!(prepared.site.unwrap().credentials.iter().filter(|e| e.listed).count(), 1);
}

#[test]
fn two_files_that_ask_for_one_address_are_named_both() {
    let project = Project::portfolio()
        .file("credentials/talk.yaml", "claim: {name: A}\n")
        .file("credentials/2026/Talk.yaml", "claim: {name: B}\n")
        .file("pages/about.md", "---\ntitle: About\nslug: skills\n---\n")
        .file("pages/x.md", "---\ntitle: X\nslug: same\n---\n")
        .file("pages/y.md", "---\ntitle: Y\nslug: same\n---\n");
    let messages: Vec<_> =
        prepared(&project).diagnostics.into_iter().filter(|d| d.code == "same-address").map(|d| d.message).collect();
    assert_eq!(
        messages,
        [
            "credentials/talk.yaml and credentials/2026/Talk.yaml both ask for the address credentials/talk",
            "the site itself and pages/about.md both ask for the address skills",
            "pages/x.md and pages/y.md both ask for the address same",
        ]
    );
}

#[test]
fn what_a_person_should_look_at_is_a_warning() {
    let project = Project::portfolio()
        .file("credentials/talk.json", Issuer::new(1).issue("1", "Talk", "Somebody Else"))
        .file("credentials/z.json", Issuer::new(1).issue("1", "Talk", "Maya LINDQVIST"))
        .file("badges/notes.txt", "x");
    let prepared = prepared(&project);
    assert_eq!(codes(&prepared), ["no-url", "not-read", "other-recipient", "same-credential"]);
    assert!(prepared.site.is_some());
}

#[test]
fn a_secret_key_is_never_published() {
    let pem = SecretKey::from_seed(&[3; 32]).to_pem();
    let prepared = prepared(&Project::portfolio().file("static/key.txt", pem.as_bytes()));
    assert_eq!(codes(&prepared), ["secret-key", "no-url"]);
    assert!(prepared.site.is_none());
}

#[test]
fn a_second_build_judges_nothing_again_and_says_the_same() {
    let project = Project::portfolio().file("credentials/a.json", Issuer::new(1).issue("1", "A", "Maya Lindqvist"));
    let memory = Memory::default();
    let as_of = "2026-11-24T00:00:00Z".parse().unwrap();
    let options = Options { dir: project.path(), as_of, base_url: None };
    let cold = prepare(&options, &memory);
    assert_eq!(memory.judged(), 1);
    let warm = prepare(&options, &memory);
    assert_eq!(format!("{:?}", cold.site), format!("{:?}", warm.site));
    project.remove("credentials/a.json");
    let _ = prepare(&options, &memory);
    assert_eq!(memory.judged(), 0, "what is gone is forgotten");
}

#[test]
fn a_portfolio_tells_what_was_held_at_the_end_of_each_year_by_its_dates_alone() {
    let project = Project::portfolio()
        .file("credentials/first-aid.yaml", "claim: {name: First aid, earned: 2023-05-01, until: 2025-04-30}\n")
        .file("credentials/talk.yaml", "claim: {name: A talk, earned: 2025-06-01}\n");
    project.run(["build"]).exits(0);
    let page = |path: &str| project.read(&format!("public/{path}"));
    assert!(page("index.html").contains("href=\"as-of/index.html\""), "the timeline leads there");
    for (year, held, not) in
        [(2023, "First aid", "A talk"), (2024, "First aid", "A talk"), (2025, "A talk", "First aid")]
    {
        let told = page(&format!("as-of/{year}/index.html"));
        assert!(told.contains(held) && !told.contains(not), "{year}: {told}");
        assert!(told.contains("not how it stood then"), "whose marks they are");
    }
    assert!(
        !project.has("public/as-of/2026") && !project.has("public/as-of/2022"),
        "only years that are over, from the first"
    );
    assert!(page("as-of/index.html").contains("As of 24 November 2026"));
}

#[test]
fn what_others_are_called_stops_no_site_when_windows_keeps_the_name_for_a_device() {
    let issuer = Issuer::new(1);
    let named = support::signed::unsigned("1", "A talk", "Maya Lindqvist", "");
    let named = named.replace("\"Test Issuer\"", "\"Con\"").replace("Public speaking", "AUX");
    let signed = issuer.sign(&named, &[accolade_credential::sign::Suite::EddsaJcs2022]).to_pretty();
    let site_of = site(&Project::portfolio().file("credentials/talk.json", signed));
    assert_eq!((site_of.issuers[0].name.as_str(), site_of.issuers[0].slug.as_str()), ("Con", "con--1"));
    assert_eq!((site_of.skills[0].name.as_str(), site_of.skills[0].slug.as_str()), ("AUX", "aux--1"));
    let badge = |department: &str| {
        format!("name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\ndepartment: {department}\n")
    };
    let project = Project::registry().file("badges/a.yaml", badge("Com1")).file("badges/b.yaml", badge("COM 1"));
    let site_of = site(&project.file("badges/c.yaml", badge("COM1")));
    let slugs: Vec<_> = site_of.departments.iter().map(|department| department.slug.as_str()).collect();
    assert_eq!(slugs, ["com-1", "com1--1", "com1--1--2"]);
}
