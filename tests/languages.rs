//! A site in one language or several, through the binary: what is translated, what never is, and where each page leads.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use support::Project;
use support::signed::Issuer;

const TWO: &str = "\
languages: [en, ar]
url: https://maya.example/
title: {en: Maya Lindqvist, ar: مايا ليندكفيست}
holder:
  name: Maya Lindqvist
  headline: {en: Student, ar: طالبة}
  intro: \"See [my plan](static/plan.txt) and [about me](about/).\"
";

/// A portfolio with a signed credential, a claim and a free page, in English and Arabic.
fn two() -> Project {
    let issuer = Issuer::new(7);
    Project::new()
        .file("accolade.yaml", TWO)
        .file("credentials/talk.json", issuer.issue("talk", "Public Speaking", "Maya Lindqvist"))
        .file("credentials/paper.yaml", "claim: {name: Student paper, earned: 2025-10-06}\n")
        .file("pages/about.md", "---\ntitle: About\nmenu: true\n---\nEnglish.\n")
        .file("pages/about.ar.md", "---\ntitle: نبذة\n---\nعربي، مع [الخطة](static/plan.txt).\n")
        .file("static/plan.txt", "plan")
}

fn built(project: &Project) {
    project.run(["build", "--as-of", "2026-11-24"]).exits(0);
}

#[test]
fn every_language_has_every_page_and_files_stand_once() {
    let project = two();
    built(&project);
    let tree = project.tree();
    let public: Vec<&str> = tree.keys().filter_map(|path| path.strip_prefix("public/")).collect();
    for page in public.iter().filter(|path| path.ends_with(".html") && !path.starts_with("ar/") && **path != "404.html")
    {
        assert!(public.contains(&format!("ar/{page}").as_str()), "{page}");
    }
    let further = public.iter().filter(|path| path.starts_with("ar/"));
    let of_a_language =
        |path: &&str| path.ends_with(".html") || ["ar/feed.xml", "ar/assets/check-words.json"].contains(path);
    assert!(further.clone().all(of_a_language), "{public:?}");
    let page = project.read("public/ar/credentials/talk/index.html");
    assert!(page.contains("href=\"../../../credentials/talk/credential.json\""), "{page}");
    assert!(page.contains("href=\"../../../ar/credentials/talk/certificate.html\""), "{page}");
}

#[test]
fn a_page_says_its_language_and_what_was_signed_keeps_its_words() {
    let project = two();
    built(&project);
    let page = project.read("public/ar/credentials/talk/index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(
        page.contains(
            "مُنح إلى <bdi data-signed=\"name\">Maya Lindqvist</bdi> اعتماد «<em><bdi data-signed=\"title\">Public Speaking</bdi></em>» من"
        ),
        "{page}"
    );
    assert!(page.contains("لم يتغيّر شيء منذ التوقيع."), "the checks are told in Arabic");
    assert!(page.contains("<dd lang=\"en\" dir=\"ltr\">"), "the judge's own notes stay English and say so");
    assert!(!page.contains("Holds:") && !page.contains("Verified"), "no English sentence is left");
    let home = project.read("public/ar/index.html");
    assert!(home.contains("<title>مايا ليندكفيست</title>") && home.contains(">طالبة</p>"), "{home}");
    assert!(home.contains("<div class=\"prose\" dir=\"auto\" lang=\"en\">"), "an intro that is not translated says so");
    assert!(project.read("public/index.html").contains("<html lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn links_of_the_projects_own_texts_lead_to_files_and_to_pages_of_the_same_language() {
    let project = two();
    built(&project);
    let home = project.read("public/ar/index.html");
    assert!(home.contains("href=\".././static/plan.txt\"") && home.contains("href=\"./about/index.html\""), "{home}");
    let about = project.read("public/ar/about/index.html");
    assert!(about.contains("<bdi>نبذة</bdi>") && about.contains("href=\"../../static/plan.txt\""), "{about}");
    assert!(home.contains(">نبذة</a>") && !home.contains(">About</a>"), "the menu is in Arabic");
}

#[test]
fn each_page_leads_to_itself_in_the_other_language() {
    let project = two();
    built(&project);
    let page = project.read("public/credentials/talk/index.html");
    assert!(
        page.contains(
            "href=\"../../ar/credentials/talk/index.html\" lang=\"ar\" hreflang=\"ar\" dir=\"rtl\">العربية</a>"
        )
    );
    assert!(
        page.contains("<link rel=\"alternate\" hreflang=\"ar\" href=\"https://maya.example/ar/credentials/talk/\">")
    );
    assert!(page.contains("hreflang=\"x-default\" href=\"https://maya.example/credentials/talk/\""));
    let map = project.read("public/sitemap.xml");
    assert!(map.contains("<loc>https://maya.example/ar/about/</loc>"));
    assert!(map.contains("hreflang=\"en\" href=\"https://maya.example/about/\""));
    let alone = Project::portfolio();
    alone.run(["build"]).exits(0);
    assert!(!alone.read("public/index.html").contains("hreflang"), "one language needs no switch");
}

#[test]
fn a_credential_that_names_its_language_keeps_it() {
    let project = Project::new()
        .file("accolade.yaml", "title: Maya\nlanguage: de\nholder: {name: Maya}\n")
        .file("badges/talk.yaml", "name: Talk\ndescription: A talk.\ncriteria: Give one.\nlanguage: en\n");
    project.run(["check"]).exits(0);
    let issuer = Issuer::new(7);
    let unsigned = support::signed::unsigned("talk", "Talk", "Maya", "");
    let unsigned = unsigned.replace("\"type\":[\"Achievement\"]", "\"type\":[\"Achievement\"],\"inLanguage\":\"en\"");
    let unsigned =
        unsigned.replace("\"type\": [\"Achievement\"]", "\"type\": [\"Achievement\"], \"inLanguage\": \"en\"");
    assert!(unsigned.contains("inLanguage"), "{unsigned}");
    let signed = issuer.sign(&unsigned, &[accolade_credential::sign::Suite::EddsaJcs2022]);
    project.write("credentials/talk.json", signed.to_pretty());
    project.run(["build"]).exits(0);
    let page = project.read("public/credentials/talk/index.html");
    assert!(
        page.contains("<html lang=\"de\" dir=\"ltr\">")
            && page.contains("<em><bdi data-signed=\"title\" lang=\"en\">Talk</bdi></em>"),
        "{page}"
    );
}

#[test]
fn a_language_without_words_is_told_and_what_is_wrong_is_named() {
    let project =
        Project::new().file("accolade.yaml", "title: Maya\nlanguage: nl\nholder: {name: Maya, headline: Hallo}\n");
    let run = project.run(["build"]).exits(0);
    assert!(run.stderr.contains("the pages' own words are not there in the language \"nl\""), "{run:?}");
    let home = project.read("public/index.html");
    assert!(home.contains("<html lang=\"en\"") && home.contains("dir=\"auto\" lang=\"nl\">Hallo"), "{home}");
    for (yaml, says) in [
        ("title: {en: a, fr: b}\nholder: {name: M}\n", "the site has no language `fr`"),
        ("languages: [en, ar]\ntitle: {ar: b}\nholder: {name: M}\n", "`title` is not said in the main language, en"),
        ("languages: [en, EN]\ntitle: T\nholder: {name: M}\n", "names each language once"),
        (
            "languages: [en, ar]\nlanguage: ar\ntitle: T\nholder: {name: M}\n",
            "`language` is ar, but `languages` begins with en",
        ),
    ] {
        let project = Project::new().file("accolade.yaml", yaml);
        let run = project.run(["check"]).exits(1);
        assert!(run.stderr.contains(says), "{yaml}: {run:?}");
    }
    let project = two().file("pages/plans.ar.md", "---\ntitle: x\n---\n");
    assert!(project.run(["check"]).exits(1).stderr.contains("translates a page that is not there"));
}

#[test]
fn feed_and_lost_readers_are_told_in_each_language() {
    let project = two();
    built(&project);
    let feed = project.read("public/ar/feed.xml");
    assert!(feed.contains("xml:lang=\"ar\"") && feed.contains("<title>مايا ليندكفيست</title>"), "{feed}");
    assert!(feed.contains("<link href=\"https://maya.example/ar/credentials/talk/\"/>"), "{feed}");
    assert!(feed.contains("<title>Public Speaking</title>"), "what was signed keeps its words: {feed}");
    assert!(project.read("public/ar/index.html").contains("href=\"../ar/feed.xml\""));
    let main = project.read("public/feed.xml");
    assert!(main.contains("xml:lang=\"en\"") && !main.contains("/ar/"), "{main}");
    let lost = project.read("public/404.html");
    assert!(lost.contains("<html lang=\"en\"") && lost.contains("<p lang=\"ar\" dir=\"rtl\">"), "{lost}");
    assert!(lost.contains("href=\"/ar/index.html\" hreflang=\"ar\""), "{lost}");
}

#[test]
fn headings_are_said_in_the_language_of_the_page() {
    let project = two();
    let sections =
        "sections: [{section: timeline, title: {en: Semesters, ar: الفصول}}, {section: skills, title: Abilities}]\n";
    project.write("accolade.yaml", format!("{TWO}{sections}"));
    project.write("credentials/paper.yaml", "claim: {name: Paper, earned: 2025-10-06, skills: [Editing]}\n");
    built(&project);
    let (main, other) = (project.read("public/index.html"), project.read("public/ar/index.html"));
    assert!(main.contains(">Semesters</h2>") && main.contains(">Abilities</h2>"));
    assert!(other.contains(">الفصول</h2>") && !other.contains("Semesters"));
    assert!(!other.contains("Abilities"), "a heading without a translation is the interface's own there");
}

#[test]
fn badges_are_told_in_each_language_and_signed_in_the_main_one() {
    let project = Project::copy_of("sample-site/registry");
    let settings = project.read("accolade.yaml").replace("language: en\n", "languages: [en, de]\n");
    project.write("accolade.yaml", settings + "outputs: [page, json]\n");
    let badge = "name: {en: Night Walk, de: Nachtwanderung}\ndescription: {en: A walk., de: Ein Gang.}\n\
        criteria: {en: Walk., de: Gehen.}\noutcomes: {en: [Find north], de: [Norden finden]}\nassessment: Seen.\n";
    project.write("badges/night-walk.yaml", badge);
    project.write("awards/night.csv", "name,badge,awarded,consent\nAda Byron,night-walk,2026-05-20,public\n");
    let before = project.tree();
    project.run_with(["issue"], &[("ACCOLADE_PASSPHRASE", "alder bay test key")], "").exits(0);
    let tree = project.tree();
    let signed = tree.iter().find(|(path, _)| path.starts_with("credentials/") && !before.contains_key(*path));
    let signed = signed.map(|(_, bytes)| String::from_utf8_lossy(bytes)).expect("one was issued");
    assert!(signed.contains("Night Walk") && signed.contains("Find north"), "{signed}");
    assert!(!["Nachtwanderung", "Ein Gang", "Gehen", "Norden"].iter().any(|own| signed.contains(own)), "{signed}");

    built(&project);
    let page = project.read("public/de/badges/night-walk/index.html");
    for said in ["<bdi>Nachtwanderung</bdi>", "Ein Gang.", "<p>Gehen.</p>", "Norden finden", "lang=\"en\">Seen.</p>"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("<bdi>Night Walk</bdi></h1>"));
    assert!(project.read("public/badges/night-walk/index.html").contains("<bdi>Night Walk</bdi></h1>"));
    assert!(project.read("public/de/badges/index.html").contains("Nachtwanderung"));
    let own = signed.split("https://credentials.alderbay.example/credentials/").nth(1);
    let slug = own.and_then(|rest| rest.split(['/', '"']).next()).expect("it has an address");
    let credential = project.read(&format!("public/de/credentials/{slug}/index.html"));
    assert!(credential.contains("Night Walk") && !credential.contains("Norden finden"), "shown as it was signed");

    project.write("badges/night-walk.yaml", badge.replace("de: Nacht", "fr: Nacht"));
    let said = project.run(["check"]).exits(1).stderr;
    assert!(said.contains("badges/night-walk.yaml:1") && said.contains("the site has no language `fr`"), "{said}");
}

#[test]
fn a_pathway_and_its_steps_are_told_in_each_language() {
    let pathway = "name: {en: Speaker, ar: خطيبة}\ndescription: {en: Two steps., ar: خطوتان.}\nsteps:\n  \
        - {name: {en: Speak, ar: تحدثي}, achievement: 'urn:x:1'}\n  - {name: Write, achievement: 'urn:x:2'}\n";
    let project = two().file("pathways/speaker.yaml", pathway);
    built(&project);
    let page = project.read("public/ar/pathways/speaker/index.html");
    for said in ["<bdi>خطيبة</bdi></h1>", ">خطوتان.</p>", "<bdi>تحدثي</bdi>", "<bdi lang=\"en\">Write</bdi>"]
    {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(project.read("public/ar/index.html").contains("<bdi>خطيبة</bdi>"));
    assert!(project.read("public/pathways/speaker/index.html").contains("<bdi>Speaker</bdi></h1>"));
    project.write("pathways/speaker.yaml", pathway.replace("ar: تحدثي", "fr: Parle"));
    let said = project.run(["check"]).exits(1).stderr;
    assert!(said.contains("pathways/speaker.yaml:4") && said.contains("the site has no language `fr`"), "{said}");
}
