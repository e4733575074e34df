//! In: a closed site. Out: hashes that change with whatever the pages of credentials show: one over what they share, one for each credential.
//! Every field is destructured by name, so a new field fails to compile here until someone decides whether it counts; what is left out says
//! why. Two traces that are alike mean pages that are alike, as made by one version of the program; they are compared with those of the same
//! machine alone.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Write as _};
use std::hash::Hash;

use blake3::Hasher;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::credentials::{Body, Brief};
use super::entry::{Entry, Payload};
use super::site::{Badge, EntryId, FreePage, FreeText, Institution, Issuer, Meta, Site, Skill, StaticFile};
use crate::draft::Font;
use accolade_credential::Judgement;

/// What the pages of the credentials of a site rest upon.
#[derive(Debug)]
pub struct Trace {
    /// All that is not of one credential: it changes with the day, the badges, the issuers, the words of the site.
    pub shared: blake3::Hash,
    credentials: Vec<[u8; 16]>,
}

/// A hash that grows part by part; parts cannot run together.
#[derive(Debug, Default)]
pub struct Tracer(Hasher);

impl Trace {
    /// Of a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let mut stories: BTreeMap<EntryId, Vec<&str>> = BTreeMap::new();
        for page in &site.pages {
            page.about.iter().for_each(|id| stories.entry(*id).or_default().push(&page.slug));
        }
        let all = (0..site.credentials.len() as u32).into_par_iter().map(EntryId);
        let credentials = all.map(|id| {
            let mut to = Tracer::default();
            credential(&mut to, site, &site.credentials[id]);
            to.shown(&stories.get(&id));
            to.half()
        });
        Self { shared: shared(site), credentials: credentials.collect() }
    }

    /// Of one credential: what was signed, its verdict as of the moment, and what the site makes of it.
    #[must_use]
    pub fn credential(&self, id: EntryId) -> &[u8; 16] {
        &self.credentials[id.0 as usize]
    }
}

impl Tracer {
    /// Adds bytes.
    pub fn part(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.0.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }

    /// Adds everything that a value holds.
    pub fn shown(&mut self, value: &dyn Debug) {
        let _ = write!(self, "{value:?};");
    }

    /// The same of a value that can be hashed, which is quicker.
    fn hashed(&mut self, value: &impl Hash) {
        value.hash(self);
    }

    /// The hash of all parts.
    #[must_use]
    pub fn whole(&self) -> blake3::Hash {
        self.0.finalize()
    }

    /// The first half of it.
    #[must_use]
    pub fn half(&self) -> [u8; 16] {
        let mut half = [0; 16];
        half.copy_from_slice(&self.whole().as_bytes()[..16]);
        half
    }
}

impl fmt::Write for Tracer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

impl std::hash::Hasher for Tracer {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn finish(&self) -> u64 {
        0
    }
}

/// What is not of one credential.
fn shared(site: &Site) -> blake3::Hash {
    let Site {
        meta,
        holder,
        institution,
        badges,
        issuers,
        skills,
        pages,
        files,
        fonts,
        // Of these pages of credentials say nothing: the credentials have hashes of their own; the others have pages of their own.
        credentials: _,
        departments: _,
        register: _,
        frameworks: _,
        pathways: _,
        gone: _,
        trust: _,
        taken_back: _,
    } = site;
    let mut to = Tracer::default();
    // Pages speak of days; where a moment counts, the credential's own hash knows.
    to.shown(&(TimeZone::UTC.to_datetime(meta.as_of).date(), Meta { as_of: Timestamp::UNIX_EPOCH, ..meta.clone() }));
    to.shown(holder);
    // What was issued is told in numbers on other pages.
    to.shown(&institution.as_ref().map(|own| {
        let Institution { issuer, intro, told: _, issued: _, revoked: _ } = own;
        (&issuers[issuer.0 as usize].slug, intro)
    }));
    to.shown(&badges.len());
    badges.iter().for_each(|one| badge(&mut to, site, one));
    to.shown(&issuers.len());
    for Issuer { slug, id, name, url, description, image, verify, linkedin, recognition, keys, credentials: _ } in
        issuers
    {
        to.shown(&(slug, id, name, url, description, image, verify, linkedin, recognition, keys));
    }
    // How often a skill is shown is said elsewhere.
    let mut named: Vec<&Skill> = skills.iter().collect();
    named.sort_by_key(|skill| &skill.slug);
    to.shown(&named.len());
    for Skill { slug, name, framework, code, url, credentials: _, standing: _, badges: _ } in named {
        to.shown(&(slug, name, framework, code, url));
    }
    to.shown(&pages.len());
    for FreePage { slug, title, description, body: _, menu, about: _, translations } in pages {
        let titles = translations.iter().map(|(language, text)| {
            let FreeText { title, description, body: _ } = text;
            (language, title, description)
        });
        to.shown(&(slug, title, description, menu, titles.collect::<Vec<_>>()));
    }
    to.shown(&files.len());
    for StaticFile { path, bytes: _ } in files {
        to.part(path.as_str());
    }
    for font in fonts {
        // What else it has is private, and worked out from its bytes.
        let Font { family, weight, italic, data, index, .. } = &**font;
        to.shown(&(family, weight, italic, index));
        to.part(data);
    }
    to.whole()
}

fn badge(to: &mut Tracer, site: &Site, badge: &Badge) {
    let Badge {
        slug,
        name,
        description,
        kind,
        criteria,
        outcomes,
        assessment,
        hours,
        credits,
        skills,
        alignments,
        department,
        design,
        template,
        translations,
        // Who has it, and how many, are of its own page.
        holders: _,
        issued: _,
        was_issued: _,
        earlier: _,
    } = badge;
    to.shown(&(slug, name, description, kind, criteria, outcomes, assessment, hours, credits));
    to.shown(&(alignments, department, design, template, translations));
    to.shown(&skills.iter().map(|id| &site.skills[id.0 as usize].slug).collect::<Vec<_>>());
}

fn credential(to: &mut Tracer, site: &Site, brief: &Brief) {
    let Brief {
        slug,
        verdict,
        form,
        badge,
        issuer,
        skills,
        listed,
        for_another,
        body,
        standing,
        // Its place moves with others; the facts are read from what was signed; the rest is the holder's, and in the notes.
        id: _,
        facts: _,
        source: _,
        line: _,
        collections: _,
        featured: _,
    } = brief;
    let (earned, until) = (brief.earned(), brief.until());
    to.part(slug.as_bytes());
    to.shown(&(verdict.grade(), verdict.value(), form, listed, for_another));
    to.part(verdict.seal().map_or(&[][..], |seal| seal.bytes()));
    to.hashed(&**standing);
    to.shown(&site.taken_back(brief));
    let as_of = site.meta.as_of;
    // A page says on which side of its dates a moment lies; a PDF of a credential without a date has that of the build.
    to.shown(&(until.map(|until| until <= as_of), earned.is_none().then_some(as_of)));
    to.part(badge.map_or("", |id| &site.badges[id.0 as usize].slug));
    to.part(issuer.map_or("", |id| &site.issuers[id.0 as usize].slug));
    to.part((skills.len() as u64).to_le_bytes());
    skills.iter().for_each(|id| to.part(&site.skills[id.0 as usize].slug));
    match body {
        // The verdict is bound to its bytes; its artwork is that of its badge, or made of what it says.
        Body::Line { file: _, offset: _, length: _, design: _ } => to.part("line"),
        Body::Held(entry) => held(to, entry),
    }
}

fn held(to: &mut Tracer, entry: &Entry) {
    let Entry {
        judgement,
        payload,
        published,
        design,
        notes,
        // Said before.
        id: _,
        slug: _,
        badge: _,
        issuer: _,
        skills: _,
        listed: _,
        for_another: _,
    } = entry;
    let Judgement { verdict, signature, issuer, recognition, checks, proofs } = judgement;
    to.shown(&(verdict.value(), signature, issuer, recognition, checks, proofs));
    to.shown(&(published, design, notes));
    if let Some(Payload { bytes, form }) = payload {
        to.shown(form);
        to.part(bytes);
    }
}
