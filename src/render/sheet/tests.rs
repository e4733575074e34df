//! Sheets of every template, paper and orientation, of whatever is to be said: nothing overlaps, nothing leaves the margin.

mod drawn;

use accolade_credential::Judgement;
use proptest::prelude::*;

use super::matter::{Given, Inks, Matter, Signatory, Small};
use super::{Area, Image, Item, Role, Sheet, certificate, svg};
use crate::draft::{TEMPLATES, Template};
use crate::render::fonts::Fonts;
use crate::render::{colour, fixture};

const PAPERS: [(f64, f64); 4] = [(297.0, 210.0), (210.0, 297.0), (279.4, 215.9), (215.9, 279.4)];
/// What printers leave white, and a little more.
const MARGIN: f64 = 10.0;

fn sealed() -> Judgement {
    fixture::signed_by(1, Some("Maya"), "Talk", "2030-01-01")
}

fn picture() -> Image {
    Image { svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 10\"/>".into(), href: None }
}

fn sheet(template: Template, paper: (f64, f64), matter: &Matter) -> Sheet {
    let (fonts, judgement, art) = (Fonts::built_in(), sealed(), picture());
    let (light, _) = colour::scales(colour::HOUSE);
    let seal = judgement.verdict.seal().expect("it is signed");
    certificate(template, Given { matter, art: &art, seal, inks: Inks::of(&light), fonts: &fonts, paper })
}

fn everyday() -> Matter {
    Matter {
        language: "en".into(),
        heading: "Media Literacy: Maya Lindqvist".into(),
        kind: "Certificate of completion".into(),
        name: Some("Maya Lindqvist".into()),
        verb: "earned".into(),
        title: "Media Literacy".into(),
        from: "from the University of Alder Bay on 30 January 2026".into(),
        covered: Some("A course in how news, pictures and figures are made.".into()),
        outcomes: vec!["Trace a claim to where it comes from.".into(), "Tell reporting and advertising apart.".into()],
        facts: Some("60 hours · 2 credits".into()),
        signatories: vec![Signatory {
            name: "Dr Helen Marchetti".into(),
            office: Some("Registrar".into()),
            signature: None,
        }],
        foot: vec![
            Small {
                text: "Verified as of 24 November 2026. Nothing was changed since it was signed.".into(),
                link: None,
            },
            Small { text: "Check it at https://a.example/c/1/".into(), link: Some("https://a.example/c/1/".into()) },
        ],
        pictures: ("Media Literacy".into(), "A seal".into()),
        address: Some("https://a.example/c/1/".into()),
        ..Matter::default()
    }
}

#[test]
fn a_long_name_takes_nothing_from_what_it_covered_while_there_is_paper() {
    let name = "Wilhelmina Anastasia Featherstonehaugh-Papadimitriou van der Westhuizen-Montgomery";
    let matter = Matter { name: Some(name.into()), signatories: Vec::new(), ..everyday() };
    for template in TEMPLATES {
        for paper in PAPERS.into_iter().filter(|(width, height)| height > width) {
            let said: Vec<String> = sheet(template.1, paper, &matter)
                .items
                .iter()
                .filter_map(|item| if let Item::Text(text) = item { Some(text.text.clone()) } else { None })
                .collect();
            let said = said.join(" ");
            for part in ["A course in how news", "made.", "Trace a claim", "60 hours"] {
                assert!(said.contains(part), "{} on {paper:?} lacks {part}: {said}", template.0);
            }
        }
    }
}

#[test]
fn nothing_is_left_blank_where_nobody_signs() {
    let unsigned = Matter { signatories: Vec::new(), ..everyday() };
    let foot = |matter: &Matter| {
        let sheet = sheet(Template::Classic, PAPERS[0], matter);
        let texts = sheet.items.iter().filter_map(|item| if let Item::Text(text) = item { Some(text) } else { None });
        texts.filter(|text| text.text.starts_with("Verified")).map(|text| text.baseline).fold(0.0, f64::max)
    };
    assert!(foot(&everyday()) - foot(&unsigned) > 15.0, "the check moves up to where the signatures would be");
}

/// What is wrong with a sheet.
fn faults(sheet: &Sheet) -> Vec<String> {
    let mut faults = Vec::new();
    let mut taken: Vec<(String, Area)> = Vec::new();
    for item in &sheet.items {
        let (what, area) = match item {
            Item::Text(text) if text.width <= 0.0 => continue,
            Item::Text(text) => {
                if text.width > text.room + 0.01 && text.text.chars().count() > 2 {
                    faults.push(format!("{:?} is {} wide in {}", text.text, text.width, text.room));
                }
                (format!("{:?} of {}", text.text, text.size), text.area())
            }
            Item::Drawing(drawing) if drawing.alt.is_some() => (format!("{:?}", drawing.alt), drawing.area),
            Item::Picture(picture) => (format!("{:?}", picture.alt), picture.area),
            Item::Rule(..) | Item::Drawing(_) => continue,
        };
        let inside = area.x >= MARGIN - 0.01
            && area.y >= MARGIN - 0.01
            && area.right() <= sheet.width_mm - MARGIN + 0.01
            && area.bottom() <= sheet.height_mm - MARGIN + 0.01;
        if !inside {
            faults.push(format!("{what} leaves the margin: {area:?}"));
        }
        for (other, there) in &taken {
            let apart = area.right() <= there.x + 0.02
                || there.right() <= area.x + 0.02
                || area.bottom() <= there.y + 0.02
                || there.bottom() <= area.y + 0.02;
            if !apart {
                faults.push(format!("{what} {area:?} lies on {other} {there:?}"));
            }
        }
        taken.push((what, area));
    }
    let texts = || sheet.items.iter().filter_map(|item| if let Item::Text(text) = item { Some(text) } else { None });
    let mut heading = 0.0;
    let mut inside = false;
    for text in texts() {
        inside = text.role == Role::Heading || inside && text.role == Role::Continued;
        if inside {
            heading = text.size;
        }
    }
    let largest = texts().filter(|text| text.size >= heading && text.role == Role::Paragraph);
    faults.extend(largest.map(|text| format!("{:?} is as large as the name", text.text)));
    faults
}

fn heading(sheet: &Sheet) -> String {
    let mut inside = false;
    let mut out = String::new();
    for item in &sheet.items {
        let Item::Text(text) = item else { continue };
        inside = text.role == Role::Heading || inside && text.role == Role::Continued;
        if inside {
            out.push_str(&text.text);
        }
    }
    out
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Words of one script, or of any.
fn words(most: usize) -> impl Strategy<Value = String> {
    const SCRIPTS: [&str; 10] = [
        "[A-Za-z ]",
        "[a-zàéîõüßłøþ ,.'-]",
        "[W M]",
        "[А-Яа-яЁё ]",
        "[\u{620}-\u{64a} ]",
        "[\u{5d0}-\u{5ea} ]",
        "[\u{3041}-\u{3096}\u{4e00}-\u{9fff}、。]",
        "[\u{904}-\u{939}\u{93e}-\u{94d} ]",
        "[\u{ac00}-\u{d7a3} ]",
        "\\PC",
    ];
    let all = SCRIPTS.map(|script| format!("({script}){{1,{most}}}")).join("|");
    let some = |text: String| if text.trim().is_empty() { "M".to_owned() } else { text };
    proptest::string::string_regex(&all).expect("a pattern").prop_map(some)
}

prop_compose! {
    fn matter()(
        name in proptest::option::weighted(0.9, words(120)), title in words(200), from in words(90), kind in words(40),
        covered in proptest::option::of(words(900)), outcomes in proptest::collection::vec(words(160), 0..7),
        facts in proptest::option::of(words(200)), standing in proptest::option::of(words(90)),
        signatories in proptest::collection::vec((words(40), proptest::option::of(words(40)), any::<bool>()), 0..4),
        (verdict, serial, right_to_left) in (words(420), "https://[a-z.]{4,60}/[a-z0-9/]{1,100}", any::<bool>()),
    ) -> Matter {
        let signatory = |(name, office, signed): (String, Option<String>, bool)|
            Signatory { name, office, signature: signed.then(picture) };
        Matter {
            name, title, from, kind, covered, outcomes, facts, standing, right_to_left,
            signatories: signatories.into_iter().map(signatory).collect(),
            foot: vec![Small { text: verdict, link: None }, Small { text: format!("Serial number {serial}"), link: None }, Small { text: format!("Check it at {serial}"), link: Some(serial.clone()) }],
            address: Some(serial),
            ..everyday()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_it_says_nothing_overlaps_or_leaves_the_margin_and_the_name_is_the_largest(matter in matter()) {
        for (named, template) in TEMPLATES {
            for paper in PAPERS {
                let sheet = sheet(template, paper, &matter);
                let faces = super::faces(template);
                prop_assert!(sheet.items.iter().all(|item| !matches!(item, Item::Text(text) if !faces.contains(&text.face))));
                prop_assert_eq!(faults(&sheet), Vec::<String>::new(), "{} {:?}", named, paper);
                let whose = matter.name.as_ref();
                prop_assert!(whose.is_none_or(|name| bare(&heading(&sheet)) == bare(name)), "{named} {paper:?}: the name is cut");
            }
        }
    }
}

#[test]
fn the_squares_of_a_code_are_large_enough_to_be_read_from_paper() {
    let address = format!("https://a.example/verify/#https://b.example/{}", "x".repeat(213 - 44));
    let matter = Matter { address: Some(address.clone()), ..everyday() };
    for (named, template) in TEMPLATES {
        for paper in PAPERS {
            let sheet = sheet(template, paper, &matter);
            let code = sheet.items.iter().find_map(|item| match item {
                Item::Drawing(drawing) if drawing.alt.as_ref() == Some(&address) => Some(drawing.area),
                _ => None,
            });
            let code = code.unwrap_or_else(|| panic!("{named} {paper:?} has a code"));
            assert!(code.width / f64::from(57 + 8) > 0.3999, "{named} {paper:?}: {} mm", code.width);
            assert_eq!(faults(&sheet), Vec::<String>::new(), "{named} {paper:?}");
        }
    }
}

#[test]
fn a_fault_is_found() {
    let mut sheet = sheet(Template::Classic, PAPERS[0], &everyday());
    assert_eq!(faults(&sheet), Vec::<String>::new());
    for item in &mut sheet.items {
        if let Item::Text(text) = item {
            text.baseline = 100.0;
        }
    }
    assert!(faults(&sheet).len() > 10);
}

#[test]
fn an_everyday_certificate_says_all_there_is_to_say() {
    for (named, template) in TEMPLATES {
        for paper in PAPERS {
            let sheet = sheet(template, paper, &everyday());
            let said: Vec<&str> = sheet
                .items
                .iter()
                .filter_map(|i| if let Item::Text(t) = i { Some(t.text.as_str()) } else { None })
                .collect();
            let told: Vec<&str> = sheet
                .items
                .iter()
                .filter_map(|i| match i {
                    Item::Drawing(drawing) => drawing.alt.as_deref(),
                    Item::Picture(picture) => picture.alt.as_deref(),
                    _ => None,
                })
                .collect();
            for part in [
                "Maya Lindqvist",
                "Media Literacy",
                "60 hours · 2 credits",
                "Dr Helen Marchetti",
                "Registrar",
                "Check it at https://a.example/c/1/",
            ] {
                assert!(said.contains(&part), "{named} {paper:?}: {part} in {said:?}");
            }
            for part in ["Media Literacy", "A seal", "https://a.example/c/1/"] {
                assert!(told.contains(&part), "{named} {paper:?}: {part} in {told:?}");
            }
        }
    }
}
