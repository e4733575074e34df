//! In: `sections` of `accolade.yaml`. Out: which parts a first page has, in their order, some under a heading of the site's own.

use super::fields::{Fields, Problems, items};
use super::scalar::{name, one_of};
use super::value::{Section, SectionPlace};
use super::yaml::{Node, Value};

const SECTIONS: &[(&str, Section)] = &[
    ("featured", Section::Featured),
    ("shelf", Section::Shelf),
    ("timeline", Section::Timeline),
    ("credentials", Section::Credentials),
    ("pathways", Section::Pathways),
    ("skills", Section::Skills),
    ("collections", Section::Collections),
    ("stories", Section::Stories),
    ("badges", Section::Badges),
];

/// A list of names, or of `{section: name, title: words}`; each section once.
pub(super) fn sections(node: &Node, problems: &mut Problems) -> Option<Vec<SectionPlace>> {
    let places = items(node, problems, &place)?;
    for (n, place) in places.iter().enumerate() {
        if places[..n].iter().any(|earlier| earlier.section == place.section) {
            let message = "a section stands here twice";
            return problems.error("used-twice", message, node.span, "name each section once");
        }
    }
    Some(places)
}

fn place(node: &Node, problems: &mut Problems) -> Option<SectionPlace> {
    let Value::Map(_) = node.value else {
        return one_of(SECTIONS)(node, problems).map(SectionPlace::from);
    };
    let mut f = Fields::of(node, "a section", problems)?;
    let (section, title) = (f.required("section", one_of(SECTIONS)), f.optional("title", name));
    f.finish();
    Some(SectionPlace { section: section?, title })
}
