//! What differs from one sheet to another: the template, and the way it is read.

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
