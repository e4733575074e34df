//! How a registry is looked through: search, names, kinds, frameworks, keys, numbers. Who did not agree to be listed is found by nothing.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::Project;

const BADGE: &str = "name: Öffentliche Rede\ndescription: Gives a talk.\ncriteria: Gave a talk.\ntype: Course\ndepartment: Speech\nskills: [Speaking]\nalignment:\n  - nace: Communication\n";

const PEOPLE: [&str; 6] = ["Zoë Ångström", "Ngọc Ánh Trần", "佐藤 美咲", "محمد العلي", "Siobhán O’Sullivan", "김서연"];

fn registry(more: usize) -> Project {
    let mut rows = "name,badge,awarded,consent\nXerxes Hidden,talk,2026-05-12,\n".to_owned();
    PEOPLE.iter().for_each(|name| rows += &format!("{name},talk,2026-05-12,public\n"));
    (0..more).for_each(|n| rows += &format!("Maria {} Silva,talk,2026-05-12,public\n", letters(n)));
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/spring.csv", rows);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    project
}

fn letters(mut n: usize) -> String {
    let mut name = String::from("Q");
    for _ in 0..3 {
        name.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
    }
    name
}

/// The files of the index by the beginning that they are about.
fn parts(project: &Project) -> BTreeMap<String, Value> {
    let tree = project.tree();
    let own = tree.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("out/search/index/")?, bytes)));
    own.map(|(name, bytes)| {
        assert!(bytes.len() <= 65_536, "{name}: {}", bytes.len());
        let name = name.strip_suffix(".json").expect("JSON");
        let code = |hex| char::from_u32(u32::from_str_radix(hex, 16).expect("a number")).expect("a character");
        let prefix = if name == "all" { String::new() } else { name.split('-').map(code).collect() };
        (prefix, serde_json::from_slice(bytes).expect("JSON"))
    })
    .collect()
}

/// What is found by a word, as a browser goes along.
fn look(parts: &BTreeMap<String, Value>, word: &str) -> Vec<String> {
    let mut prefix = String::new();
    for c in word.chars() {
        let next = parts[&prefix]["next"].as_str().unwrap_or_default();
        if next.is_empty() {
            break;
        }
        if !next.contains(c) {
            return Vec::new();
        }
        prefix.push(c);
    }
    let found = parts[&prefix]["found"].as_array().expect("a list");
    found.iter().map(|one| one[0].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn every_listed_name_is_found_by_its_words_and_a_hidden_one_by_none() {
    let project = registry(400);
    let parts = parts(&project);
    assert!(parts.len() > 3, "the index is cut: {}", parts.len());
    for (word, name) in [
        ("zoe", PEOPLE[0]),
        ("angstrom", PEOPLE[0]),
        ("tran", PEOPLE[1]),
        ("佐藤", PEOPLE[2]),
        ("咲", PEOPLE[2]),
        ("محمد", PEOPLE[3]),
        ("osullivan", PEOPLE[4]),
        ("rede", "Öffentliche Rede"),
        ("offentliche", "Öffentliche Rede"),
        ("speaking", "Speaking"),
    ] {
        assert!(look(&parts, word).iter().any(|found| found == name), "{name} by {word}");
    }
    for n in [0, 311, 399] {
        let name = format!("Maria {} Silva", letters(n));
        assert!(look(&parts, &letters(n).to_lowercase()).contains(&name), "{name}");
    }
    for (path, bytes) in
        project.tree().iter().filter(|(path, _)| path.starts_with("out/search/") || path.starts_with("out/holders/"))
    {
        assert!(!String::from_utf8_lossy(bytes).contains("Xerxes") && !path.contains("xerxes"), "{path}");
    }
    assert!(project.has("out/holders/page-2/index.html"), "names come in pages");
    let again = project.tree();
    project.remove("out/search/index.html");
    project.run(["build", "-o", "out"]).exits(0);
    assert!(project.tree() == again, "the same index each time");
}

#[test]
fn a_registry_is_looked_through_by_pages_and_programs_are_told_of_them() {
    let project = registry(0);
    let index: Value = serde_json::from_str(&project.read("out/index.json")).expect("JSON");
    let local = |url: &Value| {
        let path =
            url.as_str().and_then(|url| url.strip_prefix("https://credentials.alderbay.example/")).expect("an address");
        format!("out/{path}index.html")
    };
    for part in ["departments", "types", "frameworks"] {
        let page = project.read(&local(&index[part][0]["url"]));
        assert!(page.contains("Öffentliche Rede"), "{part}");
        assert_eq!(index[part][0]["badges"], 1, "{part}");
    }
    for one in index["credentials"].as_array().expect("a list") {
        let page = project.read(&local(&one["holderUrl"]));
        assert!(page.contains(one["holder"].as_str().expect("a name")), "{one}");
    }
    let home = project.read("out/index.html");
    assert!(home.contains("role=\"combobox\"") && home.contains("script-src") && home.contains("search/index.html"));
    let search = project.read("out/search/index.html");
    assert!(search.contains("<noscript>") && search.contains("badges/talk/index.html"), "A to Z without JavaScript");
    assert!(!project.read("out/badges/index.html").contains("search.js"), "scripts only where they are needed");
    let portfolio = Project::portfolio();
    portfolio.run(["build", "-o", "out"]).exits(0);
    assert!(!portfolio.has("out/search") && !portfolio.has("out/holders") && !portfolio.has("out/insights"));
}

#[test]
fn the_public_numbers_tell_nothing_of_who_did_not_agree_and_can_be_left_out() {
    let project = registry(0);
    let page = project.read("out/insights/index.html");
    assert!(page.contains("not told") && !page.contains("<td>7</td>"), "seven, of whom six are listed by name");
    let site = project.read("accolade.yaml");
    project.write("accolade.yaml", format!("{site}insights: false\n"));
    project.run(["build", "-o", "out"]).exits(0);
    assert!(!project.has("out/insights/index.html") && !project.read("out/index.html").contains("insights/"));
}

#[test]
fn the_issuers_page_tells_the_history_of_its_keys() {
    let project = registry(0);
    let page = || project.read("out/issuers/university-of-alder-bay/index.html");
    assert!(page().contains("In use") && page().contains("SHA-256") && !page().contains("Retired on"));
    project.run(["keys", "rotate", "--plain"]).exits(0);
    project.run(["build", "-o", "out", "--as-of", "2026-11-25"]).exits(0);
    assert_eq!(page().matches("<dd class=\"key").count(), 2);
    assert!(page().contains("Retired on 24 November 2026") && page().contains("In use"), "{}", page());
}

#[test]
fn a_key_that_is_not_for_credentials_is_not_said_to_be_in_use() {
    let project = registry(0);
    let mut document: Value = serde_json::from_str(&project.read(".well-known/did.json")).expect("JSON");
    let mut method = document["verificationMethod"][0].clone();
    let other = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw";
    let signing = method["publicKeyMultibase"].as_str().expect("a key").to_owned();
    method["id"] = format!("{}#login", document["id"].as_str().expect("an id")).into();
    method["publicKeyMultibase"] = other.into();
    document["verificationMethod"].as_array_mut().expect("methods").push(method);
    document["authentication"] = serde_json::json!(["#login"]);
    project.write(".well-known/did.json", document.to_string());
    project.run(["build", "-o", "out"]).exits(0);
    let page = project.read("out/issuers/university-of-alder-bay/index.html");
    let said = |key: &str| {
        let before = &page[..page.find(&format!("<code>{key}</code>")).expect("the key")];
        before.rsplit_once("<p>").expect("a sentence").1.trim_end_matches("</p>").to_owned()
    };
    assert_eq!(
        (said(&signing).as_str(), said(other).as_str()),
        ("In use", "Published, but not for signing credentials")
    );
    let list = project.run(["keys", "list"]).exits(0).stdout;
    assert_eq!(list, format!("{signing}  signs\n{other}  does not sign credentials\n"));
}

#[test]
fn a_key_whose_end_is_to_come_is_still_in_use() {
    let project = registry(0);
    let document = project.read(".well-known/did.json");
    let until =
        document.replacen("\"publicKeyMultibase\"", "\"expires\": \"2031-05-01T00:00:00Z\", \"publicKeyMultibase\"", 1);
    project.write(".well-known/did.json", until);
    let list = project.run(["keys", "list"]).exits(0).stdout;
    assert!(list.ends_with("  signs until 2031-05-01\n"), "{list}");
    let list = project.run(["keys", "list", "--as-of", "2031-06-01"]).exits(0).stdout;
    assert!(list.ends_with("  retired since 2031-05-01\n"), "{list}");
}

#[test]
fn all_who_hold_a_badge_are_reached_from_its_page_and_it_says_how_many() {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n).expect("a letter"));
    let rows: String = (0..203)
        .map(|n| format!("Ann {}{},talk,2026-05-12,h{n},public\n", letter(n / 26).to_uppercase(), letter(n % 26)))
        .collect();
    let project = Project::registry()
        .of_pages()
        .file("badges/talk.yaml", "name: Talk\ndescription: Gives a talk.\ncriteria: Gave a talk.\n")
        .file("badges/few.yaml", "name: Few\ndescription: Gives a talk.\ncriteria: Gave a talk.\n")
        .file("awards/few.csv", "name,badge,awarded,award_id\nBo Li,few,2026-05-12,f1\n")
        .file("awards/a.csv", format!("name,badge,awarded,award_id,consent\n{rows}"));
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    let (first, second) =
        (project.read("out/badges/talk/index.html"), project.read("out/badges/talk/page-2/index.html"));
    assert!(first.contains("203") && first.contains("page-2/index.html") && first.contains("Gave a talk."), "{first}");
    assert!(second.contains("../index.html") && !second.contains("Gave a talk."), "{second}");
    for n in 0..203 {
        let name = format!("Ann {}{}", letter(n / 26).to_uppercase(), letter(n % 26));
        assert!(first.contains(&name) != second.contains(&name), "{name} is on one of the two");
    }
    let few = project.read("out/badges/few/index.html");
    assert!(!few.contains("1 issued") && !few.contains("pager"), "of one person nothing is told: {few}");
}

#[test]
fn rows_do_not_say_again_what_the_heading_of_their_page_says() {
    let project = registry(0);
    let rows = |page: &str| -> Vec<String> {
        page.split("<li class=\"row ").skip(1).filter_map(|row| row.split("</li>").next()).map(str::to_owned).collect()
    };
    let badge = project.read("out/badges/talk/index.html");
    assert_eq!(rows(&badge).len(), PEOPLE.len());
    for row in rows(&badge) {
        assert!(!row.contains("Öffentliche Rede") && !row.contains("<img"), "{row}");
        assert!(row.contains("credentials/") && PEOPLE.iter().any(|name| row.contains(&format!("<bdi>{name}</bdi>"))));
    }
    let tree = project.tree();
    let people: Vec<String> = tree
        .into_iter()
        .filter(|(path, _)| path.starts_with("out/holders/") && path.matches('/').count() == 3)
        .map(|(_, bytes)| String::from_utf8(bytes).expect("HTML"))
        .collect();
    assert_eq!(people.len(), PEOPLE.len());
    for (page, row) in people.iter().flat_map(|page| rows(page).into_iter().map(move |row| (page, row))) {
        let name = page.split("<h1><bdi>").nth(1).and_then(|rest| rest.split('<').next()).expect("a name");
        assert!(!row.contains(name) && row.contains("Öffentliche Rede") && row.contains("<p>Course</p>"), "{row}");
    }
}

#[test]
fn the_letters_above_names_lead_to_where_each_begins_on_whichever_page() {
    let first = |n: usize| char::from(b'A' + u8::try_from(n % 26).expect("a letter"));
    let rows: String = (0..260).map(|n| format!("{}{} Silva,talk,2026-05-12,public\n", first(n), letters(n))).collect();
    let project = Project::registry()
        .file("badges/talk.yaml", BADGE)
        .file("awards/a.csv", format!("name,badge,awarded,consent\n{rows}"));
    project.write("accolade.yaml", project.read("accolade.yaml") + "outputs: [page, json]\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    for page in ["out/holders/index.html", "out/holders/page-2/index.html"] {
        let html = project.read(page);
        let jumps = html.split("<ul class=\"letters\"").nth(1).and_then(|rest| rest.split("</ul>").next());
        let jumps: Vec<(&str, &str)> = jumps
            .expect("letters")
            .split("<a href=\"")
            .skip(1)
            .filter_map(|link| link.split("</a>").next()?.split_once("\">"))
            .collect();
        assert_eq!(jumps.len(), 26, "{jumps:?}");
        for (href, letter) in jumps {
            let (path, place) = href.split_once('#').expect("a place");
            let second = path.contains("page-2") || page.contains("page-2") && path == "index.html";
            let there = project.read(if second { "out/holders/page-2/index.html" } else { "out/holders/index.html" });
            assert!(there.contains(&format!("<h2 id=\"{place}\">{letter}</h2>")), "{page}: {letter} at {href}");
        }
    }
}

/// One person with 203 credentials of a badge, of which the first was revoked.
fn crowded() -> Project {
    let rows: String = (0..203).map(|n| format!("Maria Silva,talk,2026-05-12,h{n},public\n")).collect();
    let project = Project::registry()
        .of_pages()
        .file("badges/talk.yaml", BADGE)
        .file("awards/a.csv", format!("name,badge,awarded,award_id,consent\n{rows}"));
    project.write("accolade.yaml", project.read("accolade.yaml") + "languages: [en, ar]\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["revoke", "h0"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    project
}

#[test]
fn everything_that_a_list_counts_is_reached_from_it_without_javascript() {
    let project = crowded();
    let slugs = project.slugs();
    assert_eq!(slugs.len(), 203);
    let tree = project.tree();
    let holder = tree.keys().find(|path| path.starts_with("out/holders/maria-silva-")).expect("the page of a name");
    let holder = holder.strip_prefix("out/").and_then(|path| path.split("/page-2").next()).expect("below out");
    let holder = holder.trim_end_matches("/index.html");
    for folder in ["skills/speaking", "skills/communication", "departments/speech", "types/course", holder] {
        for language in ["", "ar/"] {
            let first = project.read(&format!("out/{language}{folder}/index.html"));
            let second = project.read(&format!("out/{language}{folder}/page-2/index.html"));
            assert!(first.contains(&format!("/{folder}/page-2/index.html\" rel=\"next\"")), "{folder}: {first}");
            assert!(second.contains(&format!("/{folder}/index.html\" rel=\"prev\"")), "{folder}: {second}");
            assert!(!project.has(&format!("out/{language}{folder}/page-3")), "{folder}");
            for slug in &slugs {
                let link = format!("credentials/{slug}/index.html");
                assert!(first.contains(&link) != second.contains(&link), "{folder}: {slug} is on one of the two");
            }
        }
    }
    let part = project.read("out/departments/speech/page-2/index.html");
    assert!(!part.contains("<h2>Badges</h2>"), "its badges stand on the first page: {part}");
    assert!(project.read("out/sitemap.xml").contains("skills/speaking/page-2/"), "search engines reach them");
    let again = project.tree();
    project.run(["build", "-o", "out"]).exits(0);
    assert!(project.tree() == again, "the same pages each time");
}

#[test]
fn a_skill_is_not_said_to_be_shown_by_what_was_revoked() {
    let project = crowded();
    let said = |count: usize| {
        let page = project.read("out/skills/speaking/index.html");
        assert!(page.contains(&format!("<p>{count} credentials show it.")), "{page}");
        assert!(page.contains(&format!("content=\"Speaking: {count} credentials show it.\"")), "{page}");
    };
    said(202);
    // One that only the second page names counts on the first as well.
    let second = project.read("out/skills/speaking/page-2/index.html");
    let on_second = |slug: &&String| second.contains(&format!("credentials/{slug}/")) && **slug != project.slugs()[0];
    let slugs = project.slugs();
    let slug = slugs.iter().find(on_second).expect("three are there");
    project.run(["revoke", slug]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    said(201);
    project.run(["build", "-o", "anew"]).exits(0);
    let tree = project.tree();
    let below = |folder: &str| -> BTreeMap<String, Vec<u8>> {
        let own = tree.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(folder)?.to_owned(), bytes.clone())));
        own.filter(|(path, _)| path.ends_with(".html")).collect()
    };
    assert!(below("out/") == below("anew/"), "as a build from nothing makes it");
}

#[test]
fn the_index_for_programs_says_why_a_credential_is_not_verified() {
    let rows = "name,badge,awarded,expires,award_id,consent\nAda Obi,talk,2026-05-12,,good,public\nBo Li,talk,2026-05-12,,revoked,public\n\
        Cy Ng,talk,2026-05-12,,suspended,public\nDi Orr,talk,2026-05-12,2026-06-01,expired,public\nEd Poe,talk,2026-05-12,2026-06-01,both,public\n";
    let project = Project::registry().of_pages().file("badges/talk.yaml", BADGE).file("awards/a.csv", rows);
    project.write("accolade.yaml", project.read("accolade.yaml") + "  status: {suspension: true}\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["revoke", "revoked", "both"]).exits(0);
    project.run(["suspend", "suspended"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    let index: Value = serde_json::from_str(&project.read("out/index.json")).expect("JSON");
    let listed = index["credentials"].as_array().expect("a list");
    let of = |name: &str| listed.iter().find(|one| one["holder"] == name).expect("it is listed");
    assert_eq!((&of("Ada Obi")["verdict"], of("Ada Obi").get("why")), (&"verified".into(), None));
    for (name, why) in [("Bo Li", "revoked"), ("Cy Ng", "suspended"), ("Di Orr", "expired"), ("Ed Poe", "revoked")] {
        assert_eq!((&of(name)["verdict"], &of(name)["why"]), (&"authentic".into(), &why.into()), "{name}");
    }
}

/// What stands under each letter of a page, in its order.
fn lettered(page: &str) -> Vec<(String, Vec<String>)> {
    let inner = |text: &str| text.split(['>', '<']).nth(1).unwrap_or_default().to_owned();
    let sections = page.split("<h2 id=\"letter-").skip(1);
    sections.map(|part| (inner(part), part.split("<bdi").skip(1).map(inner).collect())).collect()
}

#[test]
fn names_stand_from_a_to_z_whatever_their_marks_and_every_letter_once() {
    let names = [
        "Zora",
        "Åsa",
        "Ɓala",
        "ǅordž",
        "Əli",
        "ﬁona",
        "Ångström",
        "Anna",
        "Bea",
        "Dina",
        "Erik",
        "Fiona",
        "Ömer",
        "Oskar",
        "Łukasz",
        "Lena",
        "“Eta”",
        "9 Lives",
        "٣ نجوم",
        "Ωmega",
        "Яна",
        "佐藤",
        "Élise",
        "øystein",
        "anna",
        "Þór",
        "Tom",
    ];
    let rows: String = (0..).zip(names).map(|(n, name)| format!("{name},talk,2026-05-12,h{n},public\n")).collect();
    let badges = names.iter().enumerate();
    let project = Project::registry()
        .of_pages()
        .file("badges/talk.yaml", BADGE)
        .file("awards/a.csv", format!("name,badge,awarded,award_id,consent\n{rows}"));
    for (n, name) in badges {
        project.write(&format!("badges/b{n}.yaml"), format!("name: '{name}'\ndescription: x\ncriteria: x\n"));
    }
    project.write("accolade.yaml", project.read("accolade.yaml") + "theme: catalogue\n");
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project.run(["build", "-o", "out"]).exits(0);
    let order = [
        ("0–9", vec!["9 Lives", "٣ نجوم"]),
        ("A", vec!["Ångström", "Anna", "anna", "Åsa"]),
        ("B", vec!["Ɓala", "Bea"]),
        ("D", vec!["Dina", "ǅordž"]),
        ("E", vec!["Əli", "Élise", "Erik", "“Eta”"]),
        ("F", vec!["Fiona", "ﬁona"]),
        ("L", vec!["Lena", "Łukasz"]),
        ("O", vec!["Ömer", "Oskar", "øystein"]),
        ("T", vec!["Þór", "Tom"]),
        ("Z", vec!["Zora"]),
        ("Ω", vec!["Ωmega"]),
        ("Я", vec!["Яна"]),
        ("佐", vec!["佐藤"]),
    ];
    let order: Vec<(String, Vec<String>)> = order
        .into_iter()
        .map(|(letter, names)| (letter.to_owned(), names.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(lettered(&project.read("out/holders/index.html")), order);
    let letters = |page: &str| lettered(page).into_iter().map(|(letter, _)| letter).collect::<Vec<_>>();
    for path in ["out/search/index.html", "out/badges/index.html"] {
        let page = project.read(path);
        let (shown, all) = (letters(&page), ["C", "Ö", "S"].map(str::to_owned));
        let shown: Vec<_> = shown.into_iter().filter(|letter| !all.contains(letter)).collect();
        assert_eq!(shown, order.iter().map(|(letter, _)| letter.clone()).collect::<Vec<_>>(), "{path}");
    }
}
