//! Themes through the binary: what a project chooses about one, what is refused, and what lies upon what.
#![allow(clippy::disallowed_methods, reason = "tests look at what a build wrote")]

mod support;

use support::Project;

const SITE: &str = "title: Maya\nholder:\n  name: Maya\n";

fn project(options: &str) -> Project {
    let project = Project::new();
    project.write("accolade.yaml", format!("{SITE}{options}"));
    project
}

fn published(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.path().join("public").join(path)).expect("it was published")
}

#[test]
fn what_is_chosen_reaches_styles_and_templates() {
    let project =
        project("theme: broadside\ntheme_options:\n  ground: ink\n  uppercase: false\n  rule: 12\n  stamp: teal\n");
    let toml = "interface = 1\nextends = \"broadside\"\n[options.stamp]\ntype = \"colour\"\ndefault = \"#ffffff\"\n";
    project.write("theme/theme.toml", toml);
    project.write(
        "theme/templates/404.html",
        "{% extends \"base.html\" %}{% block content %}{{ theme.rule }} {{ theme.stamp }}{% endblock content %}",
    );
    project.write("theme/custom.css", "p{}");
    project.run(["build"]).exits(0);
    let css = published(&project, "assets/options.css");
    assert_eq!(css, ":root{--option-rule:12;--option-stamp:#008080;--option-stamp-ink:#ffffff;}\n");
    let home = published(&project, "index.html");
    assert!(home.contains("<body class=\"home option-ground-ink\">"), "{home}");
    let order = ["colours.css", "options.css", "style.css", "theme.css", "custom.css"].map(|sheet| home.find(sheet));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
    assert!(published(&project, "404.html").contains("12 #008080"));
}

#[test]
fn every_choice_that_a_theme_does_not_offer_is_named_with_its_line() {
    let project =
        project("theme: broadside\ntheme_options:\n  grond: ink\n  ground: inc\n  rule: 40\n  uppercase: yes please\n");
    let said = project.run(["check"]).exits(1).stderr;
    for part in [
        "unknown-option",
        "accolade.yaml:6",
        "did you mean `ground`?",
        "accolade.yaml:7",
        "did you mean `ink`?",
        "accolade.yaml:8",
        "a number from 2 to 16",
        "accolade.yaml:9",
        "`true` or `false`",
    ] {
        assert!(said.contains(part), "{part}:\n{said}");
    }
}

#[test]
fn a_theme_toml_that_does_not_hold_is_named_with_its_line() {
    let project = project("");
    project.write("theme/theme.toml", "interface = 1\n[options.a]\ntype = \"number\"\ndefault = \"four\"\n[options.b]\ntype = \"date\"\ndefault = 1\n");
    let said = project.run(["check"]).exits(1).stderr;
    for part in ["theme/theme.toml:4", "theme/theme.toml:6", "boolean, choice, text, colour, number"] {
        assert!(said.contains(part), "{part}:\n{said}");
    }
}

#[test]
fn a_theme_without_options_publishes_no_sheet_of_them() {
    let project = project("");
    project.run(["build"]).exits(0);
    assert!(!project.path().join("public/assets/options.css").exists());
    assert!(published(&project, "index.html").contains("<body class=\"home\">"));
}

#[test]
fn a_made_theme_builds_at_once_and_shows() {
    for below in ["default", "broadside"] {
        let project = project(&format!("theme: {below}\ntheme_options:\n  band_height: 20\n"));
        let run = project.run(["theme", "new", "north-shore"]).exits(0);
        assert!(run.stderr.contains(&format!("upon {below}")), "{run:?}");
        let built = project.run(["build"]).exits(0);
        assert!(!built.stderr.contains("theme"), "no warning about it: {built:?}");
        let home = published(&project, "index.html");
        let order = ["style.css", "north-shore.css"].map(|sheet| home.find(sheet));
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{home}");
        assert_eq!(home.contains("theme.css"), below == "broadside", "the theme below keeps its sheet");
        assert!(published(&project, "404.html").contains("Perhaps it moved"));
        let css = published(&project, "assets/options.css");
        assert!(css.contains("--option-band_height:20;") && css.contains("--option-band:#1d4e4a;"), "{css}");
    }
}

#[test]
fn a_theme_that_is_there_is_never_overwritten() {
    let project = project("");
    project.write("theme/templates/404.html", "mine");
    let before = project.tree();
    let said = project.run(["theme", "new", "gazette"]).exits(2).stderr;
    assert!(said.contains("404.html is there already"), "{said}");
    for wrong in [
        &["theme", "new", "broadside"] as &[&str],
        &["theme", "new", "../out"],
        &["theme", "new", "gazette", "nowhere"],
        &["theme", "new", "gazette", "--extends", "newspaper"],
    ] {
        project.run(wrong.iter().copied()).exits(2);
    }
    assert_eq!(project.tree(), before);
    project.write("accolade.yaml", format!("{SITE}theme: broadside\n"));
    let said = project.run(["theme", "new", "gazette", "--extends", "default"]).exits(2).stderr;
    assert!(said.contains("accolade.yaml names the theme broadside"), "{said}");
}

#[test]
fn the_list_has_the_built_in_themes_and_the_projects_own() {
    let nowhere = Project::new().run(["theme", "list"]).exits(0).stdout;
    assert!(nowhere.contains("  default ") && nowhere.contains("  broadside "), "{nowhere}");
    assert!(!nowhere.contains('*'), "no project uses one: {nowhere}");

    let project = project("theme: broadside\n");
    assert!(project.run(["theme", "list"]).exits(0).stdout.contains("* broadside"));
    project.run(["theme", "new", "gazette", "--quiet"]).exits(0);
    let listed = project.run(["theme", "list"]).exits(0).stdout;
    assert!(listed.contains("* gazette") && listed.contains("upon broadside") && !listed.contains("* broadside"));
    let band = "band: a colour such as \"#7a1f3d\", in quotes (\"#1d4e4a\" unless chosen). The colour of the band";
    assert!(listed.contains(band), "{listed}");
    let json = project.run(["theme", "list", "--json"]).exits(0).stdout;
    let own: serde_json::Value = serde_json::from_str(json.lines().last().expect("a line each")).expect("JSON");
    assert_eq!((&own["name"], &own["extends"], &own["used"]), (&"gazette".into(), &"broadside".into(), &true.into()));
    assert_eq!(own["options"]["band"]["type"], "colour");

    project.write("theme/theme.toml", "interface: 1");
    assert!(project.run(["theme", "list"]).exits(1).stderr.contains("theme/theme.toml:1"));
}

#[test]
fn what_is_wrong_with_a_template_is_told_once_at_its_place() {
    let project = Project::copy_of("sample-site/portfolio");
    let template = include_str!("../themes/default/templates/credential.html");
    project.write("theme/templates/credential.html", template.replace("base.html", "bsae.html"));
    let run = project.run(["check"]).exits(1);
    for told in ["--> theme/templates/credential.html:1:12", "{% extends \"bsae.html\" %}", "did you mean `base.html`?"]
    {
        assert!(run.stderr.contains(told), "{told} in {run:?}");
    }
    let with = |inside: &str| template.replace("<article", &format!("{inside}\n<article"));
    for (inside, told) in [
        ("{% include \"portfoli.html\" %}", ["unknown template `portfoli.html`", "did you mean `portfolio.html`?"]),
        ("{{ page.title | saef }}", ["unknown filter `saef`", "did you mean `safe`?"]),
        ("{{ page.titel }}", ["field `titel` is not defined: so on 5 pages", "did you mean `title`?"]),
    ] {
        project.write("theme/templates/credential.html", with(inside));
        for command in ["check", "build"] {
            let run = project.run([command]).exits(1);
            assert_eq!(run.stderr.matches("error[template]").count(), 1, "{run:?}");
            let place = "--> theme/templates/credential.html:3:";
            assert!(run.stderr.contains(place) && run.stderr.contains(inside), "{run:?}");
            assert!(told.iter().all(|told| run.stderr.contains(told)), "{told:?} in {run:?}");
            assert!(!run.stderr.contains("Available") && !run.stderr.contains("(built-in theme)"), "{run:?}");
        }
    }
}

#[test]
fn what_a_theme_names_in_vain_is_told_at_its_line() {
    let project = project("")
        .file("static/wood.png", "x")
        .file("theme/assets/mine.css", "a { background: url(../static/wood.png) }\nb { background: url(paper.png) }\n")
        .file("theme/custom.css", "@import 'https://fonts.example/a.css';\n")
        .file(
            "theme/templates/404.html",
            "{% extends \"base.html\" %}\n{% block content %}<script>go()</script>{% endblock content %}",
        );
    let run = project.run(["check"]).exits(0);
    assert_eq!(run.stderr.matches("warning[left-out]").count(), 2, "{run:?}");
    assert_eq!(run.stderr.matches("warning[dead-link]").count(), 1, "{run:?}");
    for told in [
        "\"assets/paper.png\" leads to nothing on this site\n --> theme/assets/mine.css:2:21",
        "\"https://fonts.example/a.css\" is not loaded: pages load nothing from other hosts\n --> theme/custom.css:1:10",
        "--> theme/templates/404.html:2:20",
    ] {
        assert!(run.stderr.contains(told), "{told} in {run:?}");
    }
}

#[test]
fn a_registry_is_looked_up_by_letter_department_year_and_skill() {
    let project = Project::copy_of("sample-site/registry");
    project.run(["build"]).exits(0);
    let home = published(&project, "index.html");
    let index =
        home.split("<nav class=\"finder\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("an index");
    for link in [
        "badges/index.html#letter-1",
        "departments/school-of-engineering/index.html",
        "credentials/index.html#y2025",
        "skills/critical-thinking/index.html",
    ] {
        assert!(index.contains(&format!("href=\"{link}\"")), "{link} in {index}");
    }
    assert!(!home.contains("<form"), "nothing that needs a server");
    assert_eq!(home.matches("<input").count(), 1, "the field of the search");
    let badges = published(&project, "badges/index.html");
    assert!(
        badges.contains("id=\"letter-1\"") && published(&project, "credentials/index.html").contains("id=\"y2025\"")
    );
    let department = published(&project, "departments/school-of-engineering/index.html");
    assert!(department.contains("Technical Writing") && !department.contains("Laboratory Safety"));
    // The default look has the same pages, and leads to them.
    let settings = project.read("accolade.yaml").replace("theme: catalogue\n", "");
    project.write("accolade.yaml", settings);
    project.run(["build"]).exits(0);
    assert!(published(&project, "index.html").contains("href=\"departments/school-of-engineering/index.html\""));
}

#[test]
fn every_theme_holds_a_registry_of_any_number_of_skills() {
    for theme in ["default", "broadside", "catalogue"] {
        for count in [0, 1, 12, 13] {
            let skills: Vec<String> = (0..count).map(|n| format!("Skill {n}")).collect();
            let badge =
                format!("name: Talk\ndescription: One.\ncriteria: Give one.\nskills: [{}]\n", skills.join(", "));
            let project = Project::registry().file("badges/talk.yaml", badge);
            project.write("accolade.yaml", format!("{}theme: {theme}\n", project.read("accolade.yaml")));
            project.run(["build"]).exits(0);
            let home = published(&project, "index.html");
            let finder = home.split("<nav class=\"finder\"").nth(1).and_then(|rest| rest.split("</nav>").next());
            let leads = finder.is_some_and(|index| index.contains("href=\"skills/index.html\""));
            assert_eq!(leads, theme == "catalogue" && count > 12, "{theme}, {count} skills: the rest is a link away");
        }
    }
}

#[test]
fn the_catalogue_also_holds_a_portfolio() {
    let project = project("theme: catalogue\n");
    project.write("credentials/talk.yaml", "claim: {name: A talk, earned: 2026-05-01}\n");
    project.write("badges/talk.yaml", "name: Talk\ndescription: One talk.\ncriteria: Give one.\ndepartment: Speech\n");
    project.run(["build"]).exits(0);
    assert!(published(&project, "badges/index.html").contains("Speech"));
    assert!(!published(&project, "index.html").contains("finder"));
    assert!(!project.has("public/departments"), "a portfolio has no departments");
}

/// The page itself and the sheets that it links: what a reader waits for before they can read.
#[test]
fn a_credentials_page_is_light() {
    // Uncompressed; a server that compresses sends a third of it. A portfolio's page has its credential inside (2.5 kB), to be checked from a disk.
    for (site, theme) in [("portfolio", "default"), ("portfolio", "broadside"), ("registry", "catalogue")] {
        let project = Project::copy_of(&format!("sample-site/{site}"));
        let settings = project.read("accolade.yaml");
        let without: String =
            settings.lines().filter(|line| !line.starts_with("theme:")).map(|line| format!("{line}\n")).collect();
        project.write("accolade.yaml", format!("theme: {theme}\n{without}"));
        project.run(["build"]).exits(0);
        let mut pages = 0;
        for (path, bytes) in project.tree() {
            if !path.starts_with("public/credentials/")
                || !path.ends_with("/index.html")
                || path.matches('/').count() != 3
            {
                continue;
            }
            let page = String::from_utf8(bytes).expect("HTML");
            let sheets =
                page.split("rel=\"stylesheet\" href=\"../../").skip(1).filter_map(|rest| rest.split(['"', '?']).next());
            let weight = page.len() + sheets.map(|sheet| published(&project, sheet).len()).sum::<usize>();
            assert!((10_000..64_000).contains(&weight), "{theme}: {path} weighs {weight} bytes");
            pages += 1;
        }
        assert!(pages >= 3, "{pages} pages of {site}");
    }
}
