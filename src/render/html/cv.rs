//! In: a portfolio. Out: its CV on one sheet: what was earned by kind, each with its mark; what the holder states stands apart.
//! What was revoked, suspended or issued to somebody else is not on it; what does not fit is counted, and the site is named.

use accolade_credential::Grade;
use serde::Serialize;

use super::lists::Row;
use super::parts::{Outward, outward, plain_address};
use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::Brief;
use crate::render::cv::{self, Around, Item, Place};
use crate::render::words::shorten;
use crate::render::{jsonld, qr};

/// Most skills on the sheet while other things want its room, and when nothing does.
const SKILLS: usize = 18;
const ALL_SKILLS: usize = 90;

#[derive(Serialize)]
struct Sheet {
    name: String,
    long_name: bool,
    headline: Option<String>,
    location: Option<String>,
    links: Vec<Outward>,
    groups: Vec<Group>,
    skills: Vec<String>,
    more: Option<String>,
    /// "Check the entries with a seal at ADDRESS"
    check: Option<String>,
    qr: Option<QrView>,
    back: String,
    print: String,
}

#[derive(Serialize)]
struct Group {
    id: &'static str,
    title: &'static str,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    row: Row,
    about: Option<String>,
    #[serde(skip)]
    featured: bool,
}

#[derive(Serialize)]
struct QrView {
    path: String,
    size: usize,
}

pub(super) fn render(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let Some(holder) = &view.site.holder else {
        return Err(Diagnostic::error("no-holder", "a site that is about nobody has no CV"));
    };
    let t = view.words.t;
    let headline = view.said(|t| t.headline.as_ref()).or(holder.headline.as_ref()).cloned();
    let location = view.said(|t| t.location.as_ref()).or(holder.location.as_ref()).cloned();
    let links: Vec<Outward> = holder.links.iter().filter_map(outward).collect();
    let links: Vec<_> = links.into_iter().map(|link| Outward { label: plain_address(&link.href), ..link }).collect();
    let address = view.site.meta.base_url.as_deref();
    let mut contact: Vec<&str> = links.iter().map(|link| link.label.as_str()).collect();
    contact.extend(location.as_deref());
    let mut groups = groups(view);
    let measured: Vec<Vec<Item<'_>>> = groups.iter().map(|group| group.items.iter().map(item).collect()).collect();
    // As wide as the dots and gaps that stand between them.
    let contact = contact.join(" - ");
    let fit = |skills: &[String]| {
        let around = Around {
            name: &holder.name,
            headline: headline.as_deref().unwrap_or_default(),
            contact: &contact,
            skills: &skills.join(" - "),
        };
        cv::fit(&view.site.meta, around, &measured)
    };
    let whole = |skills: &[String]| Some(fit(skills)).is_some_and(|fit| fit.sentences && fit.beyond() == 0);
    let named = skill_names(view);
    let mut skills = first_skills(view, &named, SKILLS);
    // Where everything else is there, the room that is left over is theirs.
    for most in SKILLS + 1..=ALL_SKILLS.min(named.len()) {
        let more = first_skills(view, &named, most);
        if !whole(&more) {
            break;
        }
        skills = more;
    }
    let fit = fit(&skills);
    let beyond = fit.beyond();
    for (group, kept) in groups.iter_mut().zip(&fit.kept) {
        let mut kept = kept.iter();
        group.items.retain(|_| kept.next() == Some(&true));
        group.items.iter_mut().filter(|_| !fit.sentences).for_each(|item| item.about = None);
    }
    groups.retain(|group| !group.items.is_empty());
    let sealed = view.listed().any(|brief| brief.seal().is_some() && cv::belongs(brief));
    let sheet = Sheet {
        long_name: holder.name.chars().count() > cv::LONG_NAME,
        more: (beyond > 0).then(|| match address {
            Some(address) => view.words.cv_more(beyond, &plain_address(address)),
            None => view.words.cv_more_here(beyond),
        }),
        check: address.filter(|_| sealed).map(|address| view.words.cv_check(&plain_address(address))),
        qr: address.and_then(qr::code).map(|code| QrView { path: code.path, size: code.size }),
        back: view.links.to("index.html"),
        print: view.words.certificate_print(view.words.paper(view.site.meta.certificate.paper)),
        name: holder.name.clone(),
        headline,
        location,
        links,
        groups,
        skills,
    };
    let mut frame = view.frame("cv", t.cv);
    frame.description = sheet.headline.clone();
    frame.jsonld = Some(jsonld::person(view.words, view.site, holder, &|path| view.absolute(path))?);
    page.with("cv.html", &frame, &sheet)
}

fn item(view: &ItemView) -> Item<'_> {
    let line = view.row.by();
    let place = match (view.featured, view.row.weight) {
        (true, _) => Place::Featured,
        (_, "spine") => Place::Degree,
        _ => Place::Other,
    };
    Item { title: &view.row.title, line, about: view.about.as_deref().unwrap_or_default(), place }
}

/// By kind, what the holder states last.
fn groups(view: &View<'_>) -> Vec<Group> {
    let t = view.words.t;
    let mut groups =
        [("education", t.education), ("certificates", t.certificates), ("badges", t.badges), ("own", t.experience)]
            .map(|(id, title)| Group { id, title, items: Vec::new() });
    for brief in view.listed().filter(|brief| cv::belongs(brief)) {
        let entry = view.entry(brief.id);
        let row = view.row_of(&entry);
        let place = match (entry.judgement.verdict.grade(), row.weight) {
            (Grade::Claimed, _) => 3,
            (_, "spine") => 0,
            (_, "book") => 1,
            _ => 2,
        };
        let about =
            entry.judgement.verdict.value().and_then(|c| c.achievement()).and_then(|a| a.description.as_deref());
        let about = about.map(|text| shorten(text, 130));
        groups[place].items.push(ItemView { row, about, featured: brief.featured });
    }
    groups.into()
}

/// Skills that a signed credential states, most stated first: nothing marks them here.
fn skill_names(view: &View<'_>) -> Vec<String> {
    view.site.signed_names(Brief::stands).into_iter().map(str::to_owned).collect()
}

/// The first of them, and how many more there are. One more takes no more room than to say so.
fn first_skills(view: &View<'_>, named: &[String], most: usize) -> Vec<String> {
    let more = Some(named.len().saturating_sub(most)).filter(|more| *more > 1);
    let shown = named.iter().take(if more.is_some() { most } else { named.len() });
    shown.cloned().chain(more.map(|more| view.words.cv_more_here(more))).collect()
}
