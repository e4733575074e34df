//! What a registry publishes of people: only who agreed is listed, no address leaves, a few hidden people are not counted.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::collections::BTreeSet;

use support::Project;

const BADGE: &str = "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n";

fn registry(awards: &str) -> Project {
    let project = Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", awards);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

/// Slug and listing of each credential, in the order of the awards.
fn slugs(project: &Project) -> Vec<(String, bool)> {
    let lines = project.read("ledger.jsonl");
    let all = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    all.map(|e| (e["slug"].as_str().expect("a slug").to_owned(), e["listed"] == true)).collect()
}

#[test]
fn who_did_not_agree_is_in_no_list_and_still_has_a_page() {
    let project =
        registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\nBo Li,talk,2026-05-12,private\n");
    project.run(["build", "-o", "out"]).exits(0);
    let all = slugs(&project);
    let (listed, hidden) = (&all[0].0, &all[1].0);
    for (path, bytes) in project.tree().iter().filter(|(path, _)| path.starts_with("out/")) {
        let text = String::from_utf8_lossy(bytes);
        let own = path.starts_with(&format!("out/credentials/{hidden}/"));
        assert!(own || !(text.contains("Bo Li") || text.contains(hidden)), "{path} speaks of who did not agree");
    }
    let page = project.read(&format!("out/credentials/{hidden}/index.html"));
    assert!(page.contains("Bo Li") && page.contains("noindex"), "their own link works, and is in no search engine");
    assert!(project.read("out/sitemap.xml").contains(listed));
    assert!(project.read("out/index.html").contains("Ada Obi"));
    let index: serde_json::Value = serde_json::from_str(&project.read("out/index.json")).expect("JSON");
    assert_eq!((&index["listed"], &index["issuer"]), (&1.into(), &"did:web:credentials.alderbay.example".into()));
    let one = &index["credentials"][0];
    assert_eq!(
        (&one["holder"], &one["badge"], &one["verdict"]),
        (&"Ada Obi".into(), &"talk".into(), &"verified".into())
    );
    assert_eq!(one["url"], format!("https://credentials.alderbay.example/credentials/{listed}/"));
}

#[test]
fn a_few_hidden_people_are_not_counted() {
    let rows = |hidden: usize| -> String {
        let one = |n: usize| {
            format!(
                "Holder {},talk,2026-05-12,{}\n",
                "abcdefghij".split_at(n + 1).0,
                if n < hidden { "" } else { "public" }
            )
        };
        format!("name,badge,awarded,consent\n{}", (0..9).map(one).collect::<String>())
    };
    for (hidden, shown) in [(0, true), (1, false), (4, false), (5, true)] {
        let project = registry(&rows(hidden));
        project.run(["build", "-o", "out"]).exits(0);
        assert_eq!(project.read("out/badges/index.html").contains("9 issued"), shown, "{hidden} of 9 hidden");
    }
}

#[test]
fn an_address_in_any_file_stops_the_build_and_the_institutions_own_does_not() {
    let project = registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n");
    project.run(["build", "-o", "out"]).exits(0);
    let before = project.tree();
    project.write("static/holders.csv", "name,mail\nAda Obi,ada.obi@students.example\n");
    project.write("static/access.log", "GET /?who=ada.obi%40students.example\n");
    project.write("pages/contact.md", "---\ntitle: Contact\n---\nWrite to registrar@alderbay.example.\n");
    for command in [&["build", "-o", "out"][..], &["check"]] {
        let run = project.run(command.iter().copied()).exits(1);
        for said in [
            "static/holders.csv holds an e-mail address (of students.example)",
            "static/access.log holds",
            "contact/index.html",
            "contacts: [address]",
        ] {
            assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
        }
        assert!(!run.stderr.contains("ada.obi"), "{}", run.stderr);
    }
    let out =
        |tree: support::Tree| -> support::Tree { tree.into_iter().filter(|(p, _)| p.starts_with("out/")).collect() };
    assert!(out(project.tree()) == out(before), "what was published is as it was");
    project.remove("static/holders.csv");
    project.remove("static/access.log");
    let site = project.read("accolade.yaml");
    project.write("accolade.yaml", format!("{site}contacts: [Registrar@AlderBay.example]\n"));
    project.run(["build", "-o", "out"]).exits(0);
    assert!(project.read("out/contact/index.html").contains("registrar@alderbay.example"));
}

#[test]
fn an_address_in_text_of_any_encoding_stops_the_build() {
    let project = registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n");
    let text = "name,mail\r\nJosé Obi,jose.obi@students.example\r\n";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let latin = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    for bytes in [utf16(&format!("\u{feff}{text}")), utf16(text), latin] {
        project.write("static/holders.csv", bytes);
        let run = project.run(["build", "-o", "out"]).exits(1);
        assert!(run.stderr.contains("static/holders.csv holds an e-mail address"), "{}", run.stderr);
        let run = project.run(["check"]).exits(1);
        assert!(run.stderr.contains("static/holders.csv holds an e-mail address"), "{}", run.stderr);
    }
    project.remove("static/holders.csv");
    project.run(["build", "-o", "out"]).exits(0);
}

/// However a file hides an address, a browser or a spreadsheet shows it.
#[test]
fn an_address_in_any_disguise_stops_the_build_and_is_not_told() {
    let project = registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n");
    let whole: String = "ada.obi@students.example".chars().map(|c| format!("&#{};", u32::from(c))).collect();
    for (path, text) in [
        ("static/a.html", "ada.obi&#064;students.example"),
        ("static/a.html", "ada.obi&#X40;students.example"),
        ("static/a.html", "ada.obi&#64students.example"),
        ("static/a.html", whole.as_str()),
        ("static/a.html", "ada.obi<wbr>@students.example"),
        (
            "static/a.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><text>ada.obi<tspan>@</tspan>students.example</text></svg>",
        ),
        ("static/a.txt", "“ada.obi@students.example”"),
        ("static/a.txt", "ada.obi＠students.example…"),
        ("static/a.txt", "?m=ada.obi%2540students%252Eexample"),
        ("static/ada.obi@students.example.txt", "hello"),
        ("static/ada.obi@students.example/photo.txt", "hello"),
        ("pages/a.md", "---\ntitle: A\n---\nAsk ada.obi[@](#)students.example\n"),
    ] {
        project.write(path, text);
        for json in [&["--json"][..], &[]] {
            let run = project.run(["build", "-o", "out"].into_iter().chain(json.iter().copied())).exits(1);
            assert!(run.stderr.contains("holds an e-mail address"), "{path} {text}: {}", run.stderr);
            assert!(!(run.stderr.contains("ada.obi") || run.stdout.contains("ada.obi")), "{path}: {}", run.stderr);
        }
        std::fs::remove_file(project.path().join(path)).expect("it was written");
    }
    std::fs::remove_dir(project.path().join("static/ada.obi@students.example")).expect("it was made");
    project.write("static/jquery@3.7.1.min.js", "let a = 1; // @license MIT\n");
    project.run(["build", "-o", "out"]).exits(0);
}

/// What is drawn cannot be found in the bytes of the paper, and the page with the same words may be left out.
#[test]
fn an_address_on_paper_alone_stops_the_build() {
    let project = registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n");
    let site = project.read("accolade.yaml");
    let signed = |title: &str| {
        format!(
            "{site}outputs: [page, json, pdf]\ncertificate:\n  signatories:\n    - {{name: Ines Ruiz, title: \"{title}\"}}\n"
        )
    };
    project.write("accolade.yaml", signed("Dean, ines.ruiz@alderbay.example"));
    let run = project.run(["build", "-o", "out"]).exits(1);
    assert!(run.stderr.contains("certificate.pdf holds an e-mail address (of alderbay.example)"), "{}", run.stderr);
    let run = project.run(["check"]).exits(1);
    assert!(run.stderr.contains("certificate.pdf holds an e-mail address (of alderbay.example)"), "{}", run.stderr);
    project.write("accolade.yaml", signed("Dean"));
    project.run(["build", "-o", "out"]).exits(0);
}

#[test]
fn messages_tell_no_address_of_a_row_and_nothing_of_who_is_not_listed() {
    let project =
        registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\nሀበሻ Li,talk,2026-05-12,private\n");
    let hidden = slugs(&project).into_iter().find(|(_, listed)| !listed).expect("one is hidden").0;
    let run = project.run(["build", "-o", "out"]).exits(0);
    assert!(run.stderr.contains("no-pdf") && run.stderr.contains("Ethiopic letters"), "{}", run.stderr);
    assert!(run.stderr.contains("a credential that is not listed"), "{}", run.stderr);
    assert!(!run.stderr.contains(&hidden) && !run.stderr.contains('ሀ'), "{}", run.stderr);
    project.write("awards/b.csv", "name,badge,awarded,recipient_id\nBo Li,talk,13.11.2026,bo.li@students.example\n");
    for json in [&["--json"][..], &[]] {
        let run = project.run(["issue"].into_iter().chain(json.iter().copied())).exits(1);
        assert!(run.stderr.contains("bad-date") && run.stderr.contains("…@…"), "{}", run.stderr);
        assert!(!run.stderr.contains("bo.li") && !run.stderr.contains("students.example"), "{}", run.stderr);
    }
}

#[test]
fn revoked_awards_of_a_few_hidden_people_are_not_counted() {
    for (people, told) in [(1, false), (5, true)] {
        let names = ["Bo Li", "Cy Oh", "Di Yu", "Ed Ax", "Fay Ng"];
        let row = |n: usize| format!("{},talk,2026-05-1{n},r{n},private\n", names[n % people]);
        let rows: String = (0..5).map(row).collect();
        let project =
            registry(&format!("name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\n{rows}"));
        project.run(["revoke", "r0", "r1", "r2", "r3", "r4"]).exits(0);
        project.run(["build", "-o", "out"]).exits(0);
        assert_eq!(project.read("out/index.html").contains("<dt>revoked</dt>"), told, "{people}");
    }
}

#[test]
fn nothing_is_signed_that_the_build_would_refuse() {
    let project = registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n");
    let header = "name,badge,awarded,recipient_id,evidence_url,narrative";
    let before = project.tree();
    let refused = |said: &[&str]| {
        for args in [&["issue", "--dry-run"][..], &["issue"]] {
            let run = project.run(args.iter().copied()).exits(1);
            for said in said {
                assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
            }
        }
        let changed = |(path, bytes): &(String, Vec<u8>)| before.get(path) != Some(bytes);
        let changed: Vec<_> = project.tree().into_iter().filter(changed).map(|(path, _)| path).collect();
        assert!(!changed.iter().any(|p| p == "ledger.jsonl" || p.starts_with("credentials/")), "{changed:?}");
    };
    for row in [
        "Bo Li,talk,2026-05-12,,http://foo.example/?m=bo.li@students.example,",
        "Bo Li,talk,2026-05-12,https://foo.example/?m=bo.li@students.example,,",
        "Bo Li,talk,2026-05-12,,https://foo.example/bo.li%40students.example,",
        "Bo Li,talk,2026-05-12,,,Ask bo.li\\@students.example.",
        "Bo Li,talk,2026-05-12,,,Ask “bo.li@students.example”",
        "Bo Li,talk,2026-05-12,,,Ask bo.li@students.example… or not",
        "Bo Li,talk,2026-05-12,,,Ask bo.li＠students.example",
        "Bo Li,talk,2026-05-12,,,Ask bo.li@**students.example**",
        "Bo Li,talk,2026-05-12,,,Ask bo.li@xn--bcher-kva.xn--p1ai",
        "Bo Li,talk,2026-05-12,,https://foo.example/?m=bo.li%2540students%252Eexample,",
    ] {
        project.write("awards/summer.csv", format!("{header}\n{row}\n"));
        refused(&["holds an e-mail address", "awards/summer.csv:2"]);
    }
    project.write("awards/summer.csv", format!("{header}\nBo Li,talk,2026-05-12,https://foo.example/@bo,,\n"));
    // What a badge says is signed with every credential of it.
    project.write("badges/talk.yaml", format!("{BADGE}assessment: Write to desk@alderbay.example.\n"));
    refused(&[
        "the badge \"talk\", as it would be signed, holds an e-mail address (of alderbay.example)",
        "contacts: [address]",
    ]);
    let site = project.read("accolade.yaml");
    project.write("accolade.yaml", format!("{site}contacts: [Desk@AlderBay.example]\n"));
    project.run(["issue"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
}

#[test]
fn a_portfolio_may_name_its_holders_own_address() {
    let project = Project::portfolio().file("pages/contact.md", "---\ntitle: Contact\n---\nmaya@students.example\n");
    project.run(["build", "-o", "out"]).exits(0);
}

#[test]
fn what_is_published_of_all_files_does_not_tell_how_few_are_not_listed() {
    let told = |private: usize| {
        let mut awards = "name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\n".to_owned();
        for n in 0..private {
            awards += &format!("Bo Li {},talk,2026-05-12,private\n", ["One", "Two", "Three", "Four", "Five"][n]);
        }
        let project = registry(&awards);
        project.run(["build", "-o", "out"]).exits(0);
        project.run(["publish", "elsewhere", "--site", "out"]).exits(0);
        let manifest = project.read("out/accolade-manifest.json");
        for (slug, _) in slugs(&project) {
            assert!(project.has(&format!("elsewhere/credentials/{slug}/index.html")));
        }
        (lines(&manifest).len(), kept(&project).len())
    };
    let none = told(0);
    assert!(none.0 >= 256 && none.0 == none.1, "{none:?}");
    for private in [1, 2, 5] {
        assert_eq!(told(private), none, "{private}");
    }
}

#[test]
fn a_site_that_lacks_a_file_is_known_for_it_in_spite_of_what_stands_for_none() {
    let project = Project::portfolio().file("credentials/talk.yaml", "claim: {name: Talk}\n");
    project.run(["build"]).exits(0);
    project.remove("public/credentials/talk/index.html");
    let run = project.run(["publish", "elsewhere"]);
    assert!(run.status != Some(0) && run.stderr.contains("files of the site are missing there"), "{run:?}");
    assert!(!project.has("elsewhere/index.html"));
}

/// What a manifest says of each file.
fn lines(manifest: &str) -> BTreeSet<String> {
    let hash = |text: &str| text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let pair = |line: &str| line.split('"').filter(|text| hash(text)).collect::<Vec<_>>().join(" ");
    manifest.lines().map(pair).filter(|pair| pair.len() == 65).collect()
}

/// What the list in a place that was published to says of each path.
fn kept(project: &Project) -> BTreeSet<String> {
    let text: serde_json::Value =
        serde_json::from_str(&project.read("elsewhere/accolade-publication.json")).expect("JSON");
    let builds = text["builds"].as_object().expect("builds").values();
    builds
        .flat_map(|hashes| hashes.as_array().expect("hashes"))
        .map(|hash| hash.as_str().expect("text").to_owned())
        .collect()
}

#[test]
fn who_keeps_the_list_of_an_earlier_build_finds_nothing_of_it_in_a_later_one() {
    let project =
        registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\nBo Li,talk,2026-05-12,private\n");
    let told = |as_of: &str| {
        project.run(["build", "-o", "out", "--as-of", as_of]).exits(0);
        project.run(["publish", "elsewhere", "--site", "out"]).exits(0);
        (lines(&project.read("out/accolade-manifest.json")), kept(&project))
    };
    let first = told("2026-11-24T00:00:00Z");
    let halves = |lines: &BTreeSet<String>| lines.iter().flat_map(|line| line.split(' ')).map(str::to_owned).collect();
    let before: BTreeSet<String> = halves(&first.0);
    assert_eq!(before.len(), 2 * first.0.len(), "no two are alike");
    project.write("pages/about.md", "---\ntitle: About\n---\nWords.\n");
    for second in [told("2026-11-24T00:00:00Z"), told("2026-11-25T00:00:00Z")] {
        assert_eq!(before.intersection(&halves(&second.0)).count(), 0);
        assert_eq!(first.1.intersection(&second.1).count(), 0);
        assert!(project.has("elsewhere/about/index.html"), "and it is published as ever");
    }
    assert!(!project.read("elsewhere/accolade-publication.json").contains("under way"));
}

/// What the site shows of a person besides their own page: files that name them or lead to it.
fn shown(project: &Project, name: &str, slug: &str) -> Vec<String> {
    project.run(["build", "-o", "out"]).exits(0);
    let own = format!("out/credentials/{slug}/");
    let all = project.tree().into_iter().filter(|(path, _)| path.starts_with("out/") && !path.starts_with(&own));
    let names = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains(name) || text.contains(slug)
    };
    all.filter(|(_, bytes)| names(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn consent_that_is_withdrawn_takes_a_person_off_every_list_and_can_be_given_again() {
    let awards =
        "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-12,a2,public\n";
    let project = registry(awards);
    let (slug, credentials) = (slugs(&project)[0].0.clone(), project.read("credentials/spring.jsonl"));
    assert!(shown(&project, "Ada Obi", &slug).len() > 3);
    project.write("awards/spring.csv", awards.replace("a1,public", "a1,private"));
    let before = project.tree();
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert!(run.stdout.contains("unlist") && run.stdout.contains("consent was withdrawn"), "{}", run.stdout);
    assert!(run.stderr.contains("1 to skip, 1 to unlist; nothing was written"), "{}", run.stderr);
    assert!(project.tree() == before);
    // Nothing is signed, so no key is needed.
    let key = project.read("keys/issuer.pem");
    project.remove("keys/issuer.pem");
    let run = project.run(["issue"]).exits(0);
    assert!(
        run.stderr.contains("nothing new to issue") && run.stderr.contains("1 is no longer listed"),
        "{}",
        run.stderr
    );
    project.write("keys/issuer.pem", key);
    let after = project.tree();
    let changed: Vec<_> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    assert_eq!(changed.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["ledger.jsonl"]);
    assert!(project.read("ledger.jsonl").contains("{\"event\":\"unlisted\",\"id\":\""));
    assert_eq!(shown(&project, "Ada Obi", &slug), [""; 0]);
    let page = project.read(&format!("out/credentials/{slug}/index.html"));
    assert!(page.contains("Ada Obi") && page.contains("noindex"), "their own link works still");
    let run = project.run(["issue"]).exits(0);
    assert!(!run.stderr.contains("listed"), "{}", run.stderr);
    // Whatever else happens to it, it stays off the lists; and the ledger tells of both.
    project.run(["revoke", "a1"]).exits(0);
    let run = project.run(["revoke", "a1"]).exits(0);
    assert!(run.stdout.contains("was revoked before"), "{}", run.stdout);
    assert_eq!(shown(&project, "Ada Obi", &slug), [""; 0]);
    project.write("awards/spring.csv", format!("{awards}Cy Oh,talk,2026-05-12,a3,public\n"));
    let run = project.run(["issue", "--json"]).exits(0);
    assert!(run.stdout.contains("\"step\":\"listed\"") && run.stdout.contains("\"step\":\"issued\""), "{}", run.stdout);
    assert!(shown(&project, "Ada Obi", &slug).len() > 3);
    assert!(project.read("credentials/spring.jsonl").starts_with(&credentials), "what was signed stays as it was");
    let run = project.run(["revoke", "a1"]).exits(0);
    assert!(run.stdout.contains("was revoked before"), "{}", run.stdout);
}

#[test]
fn a_row_of_another_person_lists_nobody() {
    let awards = "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,private\n";
    let project = registry(awards);
    project.write("awards/spring.csv", awards.replace("Ada Obi", "Bo Li").replace("private", "public"));
    let before = project.tree();
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("changed-award") && !run.stderr.contains("listed from now on"), "{}", run.stderr);
    assert!(project.tree() == before);
}

/// The ledger and the credentials of a project after another's were joined with them, as version control joins lines.
fn join(ours: &Project, theirs: &Project) {
    for file in ["ledger.jsonl", "credentials/spring.jsonl"] {
        let (a, b) = (ours.read(file), theirs.read(file));
        let new: String = b.lines().filter(|line| !a.contains(line)).map(|line| format!("{line}\n")).collect();
        ours.write(file, a + &new);
    }
}

/// A registry in which two people issued the same award, each in a copy of their own, and which were joined.
fn twins(awards: &str) -> Project {
    let ours =
        Project::registry().file("badges/talk.yaml", BADGE).file("awards/spring.csv", "name,badge,awarded,award_id\n");
    ours.run(["keygen", "--plain"]).exits(0);
    ours.write("awards/spring.csv", format!("{awards}Cy Oh,talk,2026-05-12,a0,public\n"));
    let rows = ours.read("awards/spring.csv");
    let first: String = rows.lines().filter(|row| !row.contains("a1,")).map(|row| format!("{row}\n")).collect();
    ours.write("awards/spring.csv", first);
    ours.run(["issue"]).exits(0);
    let theirs = ours.tree().into_iter().fold(Project::new(), |copy, (path, bytes)| copy.file(&path, bytes));
    for project in [&ours, &theirs] {
        project.write("awards/spring.csv", &rows);
        project.run(["issue"]).exits(0);
    }
    join(&ours, &theirs);
    ours
}

#[test]
fn consent_that_is_withdrawn_is_withdrawn_for_each_of_two_credentials_of_the_award() {
    let awards = "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\n";
    for revoke in [false, true] {
        let project = twins(awards);
        let slugs: Vec<String> = slugs(&project).into_iter().map(|(slug, _)| slug).collect();
        project.run(["revoke", &slugs[2]]).exits(0);
        if revoke {
            project.run(["revoke", &slugs[1]]).exits(0);
        }
        project.write("awards/spring.csv", project.read("awards/spring.csv").replace("a1,public", "a1,private"));
        let run = project.run(["issue"]).exits(0);
        assert!(run.stderr.contains("2 are no longer listed"), "{}", run.stderr);
        for slug in &slugs[1..] {
            let own = |path: &String| slugs[1..].iter().any(|slug| path.contains(slug));
            let all: Vec<_> = shown(&project, "Ada Obi", slug).into_iter().filter(|path| !own(path)).collect();
            assert_eq!(all, [""; 0]);
        }
        let run = project.run(["issue"]).exits(0);
        assert!(!run.stderr.contains("listed"), "{}", run.stderr);
    }
}

#[test]
fn consent_is_withdrawn_by_a_row_that_has_the_name_of_before() {
    let awards = "name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\nCy Oh,talk,2026-05-12,public\n";
    let project = registry(awards);
    let old = slugs(&project)[0].0.clone();
    project.run(["reissue", &old, "--name", "Ada Eze"]).exits(0);
    let ledger = project.read("ledger.jsonl");
    let new: serde_json::Value = serde_json::from_str(ledger.lines().last().expect("a line")).expect("JSON");
    let new = new["slug"].as_str().expect("a slug").to_owned();
    assert!(shown(&project, "Ada Eze", &new).len() > 3);
    project.write("awards/spring.csv", awards.replacen("public", "private", 1));
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert!(run.stdout.contains(&new) && !run.stdout.contains(&old), "{}", run.stdout);
    assert!(run.stdout.contains("consent was withdrawn"), "{}", run.stdout);
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("1 is no longer listed"), "{}", run.stderr);
    // The link to the old one still leads to the new one.
    assert_eq!(shown(&project, "Ada Eze", &new), [format!("out/credentials/{old}/index.html")]);
    // That row is of another name, and lists nobody; and what was revoked is said to be so.
    project.run(["revoke", &new]).exits(0);
    project.write("awards/spring.csv", awards);
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert!(run.stdout.contains(&format!("{new}, and revoked since")), "{}", run.stdout);
    let before = project.tree();
    project.run(["issue"]).exits(0);
    assert!(project.read("ledger.jsonl").as_bytes() == before["ledger.jsonl"]);
}

#[test]
fn a_page_that_leads_to_who_did_not_agree_is_told() {
    let project =
        registry("name,badge,awarded,consent\nAda Obi,talk,2026-05-12,public\nBo Li,talk,2026-05-12,private\n");
    let all = slugs(&project);
    let page = |slug: &str| format!("---\ntitle: A story\n---\nThis is about [a talk](credentials/{slug}/).\n");
    project.write("pages/story.md", page(&all[0].0));
    let run = project.run(["check"]).exits(0);
    assert!(!run.stderr.contains("leads-to-unlisted"), "{}", run.stderr);
    project.write("pages/story.md", page(&all[1].0));
    let run = project.run(["check"]).exits(0);
    let told = "warning[leads-to-unlisted]: \"credentials/";
    assert!(run.stderr.contains(told) && run.stderr.contains("pages/story.md:4"), "{}", run.stderr);
}
