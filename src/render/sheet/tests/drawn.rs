//! What differs from one sheet to another: the template, and the way it is read; and how small the smallest print is.

use super::*;

#[test]
fn every_template_is_its_own_and_drawn_the_same_way_each_time() {
    let fonts = Fonts::built_in();
    let drawn = |template| svg::alone(&sheet(template, PAPERS[0], &everyday()), &fonts);
    let mut seen = std::collections::BTreeSet::new();
    for (named, template) in TEMPLATES {
        let one = drawn(template);
        roxmltree::Document::parse(&one).expect("XML");
        assert_eq!(one, drawn(template));
        assert!(seen.insert(one), "{named}");
    }
}

#[test]
fn a_sheet_that_reads_from_right_to_left_is_laid_out_the_other_way_round() {
    let matter = Matter { right_to_left: true, ..everyday() };
    let seal = |sheet: &Sheet| {
        sheet
            .items
            .iter()
            .find_map(|item| match item {
                Item::Drawing(drawing) if drawing.alt.as_deref() == Some("A seal") => Some(drawing.area),
                _ => None,
            })
            .expect("a seal")
    };
    let (left, right) =
        (seal(&sheet(Template::Modern, PAPERS[0], &matter)), seal(&sheet(Template::Modern, PAPERS[0], &everyday())));
    assert!((left.x + right.right() - 297.0).abs() < 0.01 && left.x < 100.0);
}

#[test]
fn what_was_taken_back_is_on_no_sheet_that_could_pass_for_a_good_one() {
    let long = Some("W".repeat(90));
    for matter in [everyday(), Matter { name: long, title: "Title ".repeat(40), signatories: Vec::new(), ..everyday() }]
    {
        let standing = Some("Genuine, but revoked by the issuer on 4 June 2026.".into());
        let matter = Matter { void: Some("Revoked".into()), standing, ..matter };
        for (named, template) in TEMPLATES {
            for paper in PAPERS {
                let sheet = sheet(template, paper, &matter);
                assert_eq!(faults(&sheet), Vec::<String>::new(), "{named} {paper:?}");
                assert_eq!(heading(&sheet), "Revoked");
                let shown = sheet.items.iter().filter(|item| match item {
                    Item::Drawing(drawing) => drawing.alt != matter.address,
                    Item::Picture(_) => true,
                    Item::Text(_) | Item::Rule(..) => false,
                });
                assert_eq!(shown.count(), 0, "{named}: neither border, seal, artwork nor signature, but the code");
            }
        }
    }
}

#[test]
fn the_small_print_can_be_read() {
    let url = "https://credentials.alderbay.example/credentials/23kknto7hiapg4it/";
    let small = |text: String| Small { text, link: None };
    let checks = ["Nothing was changed since it was signed.", "The key belongs to the University of Alder Bay."];
    let checks =
        checks.into_iter().chain(["Inside its dates on 30 November 2026.", "Not revoked as of 30 November 2026."]);
    let checks: Vec<String> = checks.map(str::to_owned).collect();
    let foot = vec![
        small("Verified as of 30 November 2026.".into()),
        small("Check it at credentials.alderbay.example/verify".into()),
        small(format!("Serial number {url}")),
        small("Address: https://maya-lindqvist.example/credentials/media-literacy/".into()),
    ];
    let signatory = everyday().signatories[0].clone();
    for signatories in [vec![], vec![signatory.clone()], vec![signatory; 3]] {
        let matter = Matter { foot: foot.clone(), checks: checks.clone(), signatories, ..everyday() };
        for (name, template) in TEMPLATES {
            for paper in PAPERS {
                let sheet = sheet(template, paper, &matter);
                let texts: Vec<_> =
                    sheet.items.iter().filter_map(|i| if let Item::Text(t) = i { Some(t) } else { None }).collect();
                let least = texts.iter().map(|text| text.size).fold(f64::MAX, f64::min);
                assert!(least >= 2.35, "{name} on {paper:?}: {:.1} points", least * 72.0 / 25.4);
                let said: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
                let said = said.join(" ");
                for part in ["Verified as of 30 November 2026. Nothing was changed since it was signed.", url] {
                    assert!(bare(&said).contains(&bare(part)), "{name} on {paper:?} lacks {part}: {said}");
                }
            }
        }
    }
}
