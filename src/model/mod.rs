//! In: drafts with their judgements. Out: a closed `Site`: typed ids, no dangling name, no path that two things claim.
//! This is the renderers' whole world. Nothing here reads, writes or renders.

mod alignment;
mod badge;
mod badges;
mod claims;
mod credentials;
mod dead_links;
mod departments;
mod design;
mod did_elsewhere;
mod entries;
mod entry;
mod frameworks;
mod gone;
mod half;
mod ids;
mod imports;
mod issuer_changed;
mod issuers;
mod ledger;
mod letters;
mod line_names;
mod lists;
mod meta;
mod numbers;
mod outputs;
mod pages;
mod pathways;
pub mod people;
mod pictures;
mod register;
pub mod search;
mod site;
mod skills;
pub mod suppress;
mod taken_back;
mod trace;
mod unlisted_links;
mod url_changed;

use accolade_credential::Grade;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};

use crate::diag::{Diagnostic, has_errors};
use crate::draft::markdown::{Stand, own};
use crate::draft::{Content, CredentialDraft, Drafts, HolderDraft, PathwayDraft, SiteDraft};
use crate::judge::Judgements;

pub use alignment::alignments;
pub use claims::claim_all;
pub use dead_links::dead_links;
pub use design::Icons;
pub use did_elsewhere::{TEMPLATE_ISSUER, did_elsewhere};
pub use imports::{Cleaner, Cleaners, Unfit};
pub use issuer_changed::issuer_changed;
pub use letters::Alphabetic;
pub use site::*;
pub use trace::{Trace, Tracer};
pub use unlisted_links::unlisted_links;

/// What a site depends on besides its files.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The moment that verdicts speak of.
    pub as_of: Timestamp,
    /// `--base-url`, ends with `/`; else `url` of accolade.yaml.
    pub base_url: Option<&'a str>,
    /// The devices that can be drawn.
    pub icons: Icons<'a>,
    /// How pictures from outside are cleaned.
    pub cleaners: Cleaners<'a>,
}

/// Resolves drafts to a closed site; `None` when anything is an error.
#[must_use]
pub fn resolve(drafts: &Drafts, mut judgements: Judgements, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let imports = imports::imports(drafts, options.cleaners, &mut found);
    let stock = design::Stock { icons: options.icons, imports: &imports };
    let mut badges = badges::badges(drafts, stock, &mut found);
    frameworks::check(&drafts.frameworks, &mut found);
    let count = judgements.len();
    ledger::check(drafts, &judgements, &mut found);
    found.extend(url_changed::check(drafts, &judgements).into_iter().chain(did_elsewhere(drafts)));
    lists::check(drafts, &judgements, &mut found);
    let withheld = std::mem::take(&mut judgements.withheld);
    let left = gone::all_ids(&drafts.ledger, &withheld);
    let mut entries = entries::entries(drafts, judgements, &badges, stock, &mut found);
    let issuers = issuers::issuers(drafts, &mut entries);
    let skills = skills::skills(drafts, &mut badges, &mut entries);
    badges::count(drafts, &mut badges, (&entries, &left));
    found.extend(badges::changed(drafts, &mut badges, &entries));
    let pathways = pathways::pathways(drafts, &badges, &entries, &mut found);
    let pages = pages::pages(drafts, (&entries, &withheld), &mut found);
    let files = pages::files(&drafts.files, &mut found);
    let holder = drafts.site.holder.as_ref().map(|holder| self::holder(holder, &files, &mut found));
    if let Some(image) = drafts.site.issuer.as_ref().and_then(|issuer| issuer.image.as_ref()) {
        let _ = pictures::picture(image, &files, &mut found);
    }
    named_files(drafts, &files, &mut found);
    found.extend(earned_later(drafts, options.as_of));
    found.extend(drafts.credentials.iter().filter_map(ends_before));
    let institution = institution(drafts, &issuers, (&badges, &entries, left.len()));
    let mut meta = meta(drafts, (count, options), &mut found);
    for signatory in &mut meta.certificate.signatories {
        let image = signatory.image.as_ref().map(|image| &image.value);
        signatory.picture = image.and_then(|image| imports.pictures.get(image).cloned());
    }
    let own_keys = institution.as_ref().map_or(&[][..], |own| issuers[own.issuer.0 as usize].keys.as_slice());
    let mut gone = gone::gone(&drafts.ledger, &entries);
    gone.extend(gone::withheld(&drafts.ledger, &withheld, own_keys, &entries));
    let credentials = Credentials::of(entries);
    let mut site = Site {
        meta,
        holder,
        departments: match (&institution, &drafts.site.holder) {
            (Some(_), None) => departments::departments(&badges),
            _ => Vec::new(),
        },
        frameworks: frameworks::frameworks(&drafts.frameworks, &badges),
        institution,
        credentials,
        badges,
        issuers,
        skills,
        pathways,
        pages,
        files,
        gone,
        taken_back: taken_back::taken_back(&drafts.ledger),
        register: Register::default(),
        trust: crate::judge::trust(drafts).0,
        fonts: drafts.fonts.clone(),
    };
    site.register = Register::of(&site);
    claims::check(&site, drafts, &mut found);
    let sound = !has_errors(&found);
    (sound.then_some(site), found)
}

fn meta(drafts: &Drafts, (count, options): (usize, &Options), found: &mut Vec<Diagnostic>) -> Meta {
    let site = &drafts.site;
    let base_url = options.base_url.map(str::to_owned).or_else(|| site.url.clone());
    if base_url.is_none() && !drafts.site_unread {
        let message = "the site has no `url`, so it has no feed, no sitemap and no absolute links";
        let help = "add `url: https://…/` when you know where it will be, or build with --base-url";
        found.push(Diagnostic::warning("no-url", message).in_file("accolade.yaml").help(help));
    }
    use Section::{Badges, Collections, Credentials, Featured, Pathways, Shelf, Skills, Stories, Timeline};
    let registry = site.issuer.is_some() && site.holder.is_none();
    let by_kind: &[Section] = match registry {
        true => &[Badges, Credentials, Pathways, Skills],
        false => &[Featured, Shelf, Timeline, Pathways, Skills, Collections, Stories],
    };
    Meta {
        title: site.title.clone(),
        base_url,
        language: site.language.clone(),
        languages: site.languages.clone(),
        translations: site.languages.iter().skip(1).map(|tag| translation(site, tag)).collect(),
        description: site.description.clone(),
        accent: site.accent,
        outputs_chosen: site.outputs.is_some(),
        outputs: outputs::outputs(site.outputs.as_deref(), count),
        sections: site.sections.clone().unwrap_or_else(|| by_kind.iter().copied().map(Into::into).collect()),
        certificate: site.certificate.clone(),
        contacts: site.contacts.iter().map(|address| address.to_lowercase()).collect(),
        insights: site.insights,
        noindex: site.noindex,
        as_of: options.as_of,
    }
}

/// What the project says of itself in a language; its pages lie one folder deeper.
fn translation(site: &SiteDraft, tag: &str) -> Translation {
    let text = |field| site.translations.get(tag).and_then(|texts| texts.get(field)).cloned();
    Translation {
        title: text("title"),
        description: text("description"),
        headline: text("headline"),
        photo_alt: text("photo_alt"),
        location: text("location"),
        about: text("about"),
        intro: text("intro").map(|intro| own(&intro, Stand { depth: 0, heading: 2 })),
    }
}

fn holder(draft: &HolderDraft, files: &[StaticFile], found: &mut Vec<Diagnostic>) -> Holder {
    Holder {
        name: draft.name.clone(),
        headline: draft.headline.clone(),
        intro: draft.intro.as_ref().map(|intro| own(intro, Stand { depth: 0, heading: 2 })),
        photo: draft.photo.as_ref().and_then(|photo| pictures::picture(photo, files, found)),
        photo_alt: draft.photo_alt.clone(),
        location: draft.location.clone(),
        links: draft.links.clone(),
    }
}

/// Files of the project that notes and claims name, which have to be there.
fn named_files(drafts: &Drafts, files: &[StaticFile], found: &mut Vec<Diagnostic>) {
    for named in drafts.credentials.iter().flat_map(|draft| &draft.notes.files) {
        let _ = pictures::published(named, files, found);
    }
}

/// Claims of what was earned on a day that has not come yet anywhere on earth.
fn earned_later(drafts: &Drafts, as_of: Timestamp) -> impl Iterator<Item = Diagnostic> {
    let latest = as_of.checked_add(SignedDuration::from_hours(14)).map_or(civil::Date::MAX, day);
    drafts.credentials.iter().filter_map(move |draft| {
        let Content::Claim(claim) = &draft.content else { return None };
        let earned = claim.earned.as_ref().filter(|earned| day(earned.value) > latest)?;
        let message = format!("{} is still to come, and the site says that this was earned then", day(earned.value));
        let mut found =
            Diagnostic::warning("earned-later", message).help("correct the date, or leave the entry out until then");
        found.place = Some(earned.place.clone());
        Some(found)
    })
}

/// A claim of what ended before it was earned.
fn ends_before(draft: &CredentialDraft) -> Option<Diagnostic> {
    let Content::Claim(claim) = &draft.content else { return None };
    let (earned, until) = (claim.earned.as_ref()?, claim.until.as_ref()?);
    if until.value >= earned.value {
        return None;
    }
    let message = format!("this ends on {}, before it was earned on {}", day(until.value), day(earned.value));
    let mut found = Diagnostic::warning("ends-before-earned", message).help("correct one of the two dates");
    found.place = Some(until.place.clone());
    Some(found)
}

/// The day of a moment, in UTC. As text it is a date of ISO 8601.
#[must_use]
pub fn day(moment: Timestamp) -> civil::Date {
    TimeZone::UTC.to_datetime(moment).date()
}

fn institution(
    drafts: &Drafts,
    issuers: &[Issuer],
    (badges, entries, left): (&[Badge], &[Brief], usize),
) -> Option<Institution> {
    let own_draft = drafts.site.issuer.as_ref()?;
    let issuer = (0..).map(IssuerId).zip(issuers).find(|(_, issuer)| issuer.id == own_draft.id)?.0;
    let own_entries = entries.iter().filter(|entry| entry.issuer == Some(issuer));
    let issued = drafts.ledger.issued.len().saturating_sub(left).max(own_entries.count());
    let (told, revoked) = numbers::told(badges, entries, (issuer, issued));
    Some(Institution {
        issuer,
        intro: own_draft.intro.as_ref().map(|intro| own(intro, Stand { depth: 0, heading: 2 })),
        told,
        issued,
        revoked,
    })
}

/// Whether a judgement lets an entry count for a pathway.
fn counts(entry: &Brief) -> bool {
    entry.verdict.grade() == Grade::Verified
}

/// How many of the steps a rule asks for.
fn needed(draft: &PathwayDraft) -> usize {
    match draft.rule {
        crate::draft::Rule::All => draft.steps.len(),
        crate::draft::Rule::Any => 1,
        crate::draft::Rule::AtLeast(n) => n as usize,
    }
}

/// An http or https address as it is; `None` for every other text. For addresses that somebody else wrote.
#[must_use]
pub fn safe_url(text: &str) -> Option<&str> {
    let url = url::Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && !text.contains(|c: char| c.is_control() || c.is_whitespace()))
        .then_some(text)
}
