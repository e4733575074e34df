//! In: a site and its faces. Out: what there is to say when pictures for sharing lack their words.

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::model::{Output, Site};
use crate::render::certificate;
use crate::render::fonts::Fonts;

/// What there is to say about pictures for sharing that lack their words for want of a font: the characters, and whose they are.
#[must_use]
pub fn left_out(site: &Site) -> Option<Diagnostic> {
    if site.meta.base_url.is_none() || !site.meta.makes(Output::Og) {
        return None;
    }
    let fonts = Fonts::with(&site.fonts);
    let mut missing = BTreeSet::new();
    let mut lacks = |text: Option<&str>| {
        let lacks = fonts.uncovered(text.unwrap_or_default());
        let some = !lacks.is_empty();
        missing.extend(lacks);
        some
    };
    let (mut whose, mut of) = (Vec::new(), Vec::new());
    if lacks(Some(site.holder.as_ref().map_or(&site.meta.title, |holder| &holder.name))) {
        of.push("the first page".to_owned());
    }
    for brief in site.credentials.iter().filter(|_| site.holder.is_some()) {
        let entry = site.credentials.entry(brief.id).ok();
        let value = entry.as_ref().and_then(|entry| entry.judgement.verdict.value());
        if lacks(value.and_then(|value| value.title())) | lacks(value.and_then(|value| value.recipient())) {
            whose.push(&*brief.slug);
        }
    }
    of.extend(certificate::credentials(&whose));
    let badges = site.badges.iter().filter(|badge| lacks(Some(&badge.name)));
    of.extend(badges.map(|badge| format!("the badge {:?}", badge.slug)));
    if of.is_empty() {
        return None;
    }
    let message = format!("preview.png of {} lacks its words: {}", of.join(", of "), certificate::no_font(&missing));
    Some(Diagnostic::warning("no-preview-words", message).in_file("accolade.yaml").help(certificate::FONTS))
}
