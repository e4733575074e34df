//! The parts of pages: what comes in which order, and what is said where.

use super::*;

#[test]
fn pages_name_a_picture_for_sharing_only_where_it_has_an_address() {
    let mut site = portfolio();
    site.meta.outputs.push(Output::Og);
    let files = render(site.clone());
    for (page, picture) in [
        ("index.html", "preview.png"),
        ("skills/index.html", "preview.png"),
        ("credentials/speaking/index.html", "credentials/speaking/preview.png"),
        ("badges/speaking/index.html", "badges/speaking/preview.png"),
    ] {
        let named = format!("<meta property=\"og:image\" content=\"https://maya.example/portfolio/{picture}\">");
        assert!(text(&files, page).contains(&named), "{page}");
        let png = &files[picture];
        assert!(png.starts_with(b"\x89PNG"), "{picture}");
        assert_eq!(
            (&png[16..20], &png[20..24]),
            (&1200_u32.to_be_bytes()[..], &630_u32.to_be_bytes()[..]),
            "{picture}"
        );
    }
    site.meta.base_url = None;
    let files = render(site);
    assert!(!text(&files, "index.html").contains("og:image") && !files.contains_key("preview.png"));
    for icon in ["favicon.svg", "favicon.ico", "apple-touch-icon.png"] {
        assert!(text(&files, "index.html").contains(&format!("href=\"{icon}\"")) && files.contains_key(icon), "{icon}");
    }
}

#[test]
fn parts_stand_in_the_order_and_under_the_headings_of_the_site() {
    let mut site = portfolio();
    let own = SectionPlace {
        section: Section::Timeline,
        title: Some("Semester by semester".into()),
        titles: Default::default(),
    };
    site.meta.sections = vec![Section::Skills.into(), own, Section::Collections.into(), Section::Stories.into()];
    site.credentials.edit(|all| all[0].notes.collections = vec!["On stage".into()]);
    site.pages[0].about = vec![EntryId(0)];
    let files = render(site);
    let home = text(&files, "index.html");
    let places = ["id=\"skills\"", "Semester by semester", "On stage", "id=\"stories\""].map(|words| home.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(!home.contains("id=\"featured\"") && !home.contains("id=\"pathways\""), "only what is asked for");
    assert!(text(&files, "about/index.html").contains("../credentials/speaking/index.html"), "a story leads to them");
    assert!(text(&files, "credentials/speaking/index.html").contains("../../about/index.html"), "and they lead to it");
}

#[test]
fn what_the_definition_adds_stands_apart_from_what_the_credential_states() {
    let mut site = portfolio();
    site.badges[0].outcomes = vec!["Open a talk".into(), "Close it".into()];
    site.credentials.edit(|all| {
        if let Verdict::Reported(credential) = &mut all[0].judgement.verdict
            && let Some(achievement) = credential.subjects[0].achievement.as_mut()
        {
            achievement.criteria = Some("- Open a\n  talk".into());
        }
    });
    let files = render(site);
    let page = text(&files, "credentials/speaking/index.html");
    let (before, apart) = page.split_once("not part of the signed credential").expect("set apart");
    assert!(!before.contains("Close it") && apart.contains("Close it"));
    assert!(!apart.contains("Open a talk"), "what the credential states is not said twice");
}

#[test]
fn a_cv_says_what_is_stated_apart_and_counts_what_one_sheet_does_not_hold() {
    let files = render(portfolio());
    let cv = text(&files, "cv/index.html");
    let (earned, own) = cv.split_once("In my own words").expect("the holder's own entries stand apart");
    assert!(earned.contains("Public Speaking Foundations") && own.contains("Self-declared"));
    assert!(!cv.contains("more at") && !cv.contains("Hidden Work"));
    let mut site = portfolio();
    let extra =
        |n: usize| entry(&format!("c{n}"), Verdict::Reported(credential("Ada", "Work", "Somewhere", "2023-02-01")));
    site.credentials.edit(|all| all.extend((0..300).map(extra)));
    let files = render(site);
    let cv = text(&files, "cv/index.html");
    let shown = cv.matches("<h3>").count();
    assert!((8..30).contains(&shown), "{shown}");
    assert!(cv.contains(&format!("and {} more at maya.example/portfolio", 302 - shown)), "{shown}");
    assert!(!render(registry()).contains_key("cv/index.html"), "an institution has none");
}

#[test]
fn the_first_words_of_a_persons_page_are_the_persons_own() {
    let files = render(portfolio());
    let home = text(&files, "index.html");
    let (_, masthead) = home.split_once("<p class=\"masthead-title\">").expect("a masthead");
    assert!(masthead.starts_with("<a href=\"index.html\" aria-current=\"page\"><bdi>"), "{}", &masthead[..200]);
    let head = masthead.split("</header>").next().expect("it ends");
    assert!(!head.contains("<time"), "{head}");
    let (_, tally) = home.split_once("class=\"tally-sum\">").expect("how many there are");
    assert!(tally.contains("as of"), "{}", &tally[..200]);
}

#[test]
fn the_next_step_leads_to_where_its_achievement_is_defined() {
    let mut site = portfolio();
    let step = site.pathways[0].steps.iter_mut().find(|step| step.earned.is_none()).expect("an open step");
    (step.badge, step.achievement) = (None, Some("https://alderbay.example/badges/write".into()));
    let files = render(site);
    let link = "<a href=\"https://alderbay.example/badges/write\" rel=\"noopener nofollow\">";
    let home = text(&files, "index.html");
    assert!(home.contains(&format!("{link}Next: Write</a>")) && home.contains(&format!("{link}Write</a>")));
}

#[test]
fn evidence_is_previewed_only_when_this_site_publishes_it() {
    let mut site = portfolio();
    site.files.push(StaticFile { path: SitePath("static/card.png".into()), bytes: Arc::from(&b"x"[..]) });
    let link = |url: &str| Link { label: "A card".into(), url: url.into() };
    let here = "https://maya.example/portfolio/static/card.png";
    let others = ["https://other.example/static/card.png", "https://maya.example/portfolio/static/gone.png"];
    site.credentials.edit(|all| all[0].notes.evidence = [here, others[0], others[1]].map(link).into());
    let files = render(site);
    let page = text(&files, "credentials/speaking/index.html");
    assert_eq!(page.matches("class=\"preview\"").count(), 1);
    assert!(page.contains("<img class=\"preview\" src=\"../../static/card.png\" alt=\"A card\""));
    assert!(page.contains("<span>Picture</span>") && page.contains("other.example</bdi>"));
}
