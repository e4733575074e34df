//! In: `sections` of `accolade.yaml`. Out: which parts a first page has, in their order, some under a heading of the site's own.

use super::fields::{Fields, Problems, items};
use super::scalar::{name, one_of};
use super::value::{Section, SectionPlace};
use super::worded::Worded;
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

/// A list of names, or of `{section: name, title: words}`, the words in one or several of the site's languages; each
/// section once.
pub(super) fn sections(node: &Node, problems: &mut Problems, languages: &[String]) -> Option<Vec<SectionPlace>> {
    let places = items(node, problems, &|node, problems| place(node, problems, languages))?;
    for (n, place) in places.iter().enumerate() {
        if places[..n].iter().any(|earlier| earlier.section == place.section) {
            let message = "a section stands here twice";
            return problems.error("used-twice", message, node.span, "name each section once");
        }
    }
    Some(places)
}

fn place(node: &Node, problems: &mut Problems, languages: &[String]) -> Option<SectionPlace> {
    let Value::Map(_) = node.value else {
        return one_of(SECTIONS)(node, problems).map(SectionPlace::from);
    };
    let mut f = Fields::of(node, "a section", problems)?;
    let mut worded = Worded::of(languages);
    let section = f.required("section", one_of(SECTIONS));
    let title = f.optional("title", |n, p| worded.read("title", n, p, name));
    f.finish();
    let texts = worded.finish().into_iter();
    let titles = texts.filter_map(|(tag, mut texts)| Some((tag, texts.remove("title")?))).collect();
    Some(SectionPlace { section: section?, title, titles })
}
