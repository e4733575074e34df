//! In: a site, its theme, and a page of it. Out: a hash over everything that the page is made of, for pages of which there are many.
//! The same hash means the same bytes: then a page that stands need not be made again. Of what it does not know it says so.

use blake3::Hash;
use jiff::tz::TimeZone;

use super::html::{PAGE_LENGTH, more_holders};
use super::page::{Kind, Long, Page};
use super::search::TITLES;
use crate::load::theme::Theme;
use crate::model::search::Found;
use crate::model::{BadgeId, EntryId, Site, Trace, Tracer};

/// What the pages of a site rest upon.
pub struct Rests<'a> {
    site: &'a Site,
    trace: Trace,
    /// What all pages rest upon.
    base: Hash,
}

impl<'a> Rests<'a> {
    /// Of a site, as a version of the program shows it.
    pub(super) fn of(site: &'a Site, theme: &Theme) -> Self {
        let (trace, mut base) = (Trace::of(site), Tracer::default());
        base.part(concat!(env!("CARGO_PKG_VERSION"), " ", env!("ACCOLADE_SOURCE")));
        base.part(trace.shared.as_bytes());
        // Where a template comes from and what is odd about it is told to its author alone.
        let Theme { templates, assets, options, settings, origins: _, warnings: _, leads: _ } = theme;
        base.shown(&(templates, options, settings));
        for (path, bytes) in assets {
            base.part(path.as_str());
            base.part(bytes);
        }
        Self { site, trace, base: base.whole() }
    }

    /// What a page rests upon; `None` when that is not known, so that it has to be made.
    #[must_use]
    pub fn on(&self, page: &Page) -> Option<Hash> {
        let Page { path, kind, language } = page;
        let mut to = Tracer::default();
        to.part(self.base.as_bytes());
        to.part(path.as_str());
        to.shown(language);
        let credentials = &self.site.credentials;
        match *kind {
            Kind::Credential(id)
            | Kind::CredentialFile(id)
            | Kind::CredentialArt(id)
            | Kind::CredentialPng(id)
            | Kind::Certificate(id)
            | Kind::CertificatePdf(id)
            | Kind::Embed(id)
            | Kind::Oembed(id)
            | Kind::Qr(id)
            | Kind::Preview(id) => to.part(self.trace.credential(id)),
            // Pictures, which take long: of nothing but what all pages rest upon.
            Kind::BadgeArt(_) | Kind::BadgePng(_) | Kind::BadgePreview(_) => {}
            Kind::MoreCredentials(n) => {
                let (proven, day) = (credentials.proven(), |at| TimeZone::UTC.to_datetime(at).date());
                to.shown(&(credentials.listed().len(), proven.count(), proven.as_of().map(day), n));
                let skipped = (n as usize - 1) * PAGE_LENGTH;
                self.rows(&mut to, credentials.listed().get(skipped..).unwrap_or_default());
            }
            Kind::Holder(n) => self.list(&mut to, Long::Holder(n), 1),
            Kind::Skill(id) => self.list(&mut to, Long::Skill(id), 1),
            Kind::Further(list, number) => self.list(&mut to, list, number),
            Kind::Badge(id) => self.holders(&mut to, id, 1),
            Kind::MoreHolders(n) => {
                let (id, number) = more_holders(self.site).nth(n as usize)?;
                self.holders(&mut to, id, number);
            }
            Kind::SearchPart(n) => self.found(&mut to, n as usize),
            _ => return None,
        }
        Some(to.whole())
    }

    /// What a part of the index finds. Badges and skills are known to all pages.
    fn found(&self, to: &mut Tracer, n: usize) {
        let Site { register, badges, skills, departments, credentials, .. } = self.site;
        let part = register.search.part(n);
        to.shown(&(part.count, part.next, part.found.len()));
        for found in part.found {
            match found {
                Found::Badge(n) => to.part(&badges[n as usize].slug),
                Found::Skill(n) => to.part(&skills[n as usize].slug),
                Found::Department(n) => to.shown(&(&departments[n as usize].slug, &departments[n as usize].name)),
                Found::Credential(id) => to.part(self.trace.credential(id)),
                Found::Person(n) => {
                    let ids = register.of_person(n as usize);
                    to.part(register.name(self.site, n as usize));
                    to.part((ids.len() as u64).to_le_bytes());
                    // Some of what was earned is named beside.
                    ids.iter().take(TITLES).for_each(|id| to.shown(&credentials[*id].title()));
                }
            }
        }
    }

    /// What a page of a list shows: its name, how many it lists, and some of them.
    fn list(&self, to: &mut Tracer, list: Long, number: u32) {
        let Site { register, skills, departments, badges, institution, .. } = self.site;
        to.shown(&(number, list.credentials(self.site).len()));
        match list {
            Long::Holder(n) => to.part(register.name(self.site, n as usize)),
            Long::Department(n) => to.part(&departments[n as usize].name),
            Long::TypeOf(n) => to.part(&register.kinds[n as usize].name),
            Long::Skill(id) => {
                let skill = &skills[id.0 as usize];
                to.shown(&(&skill.name, skill.standing));
                for id in &skill.badges {
                    let told = institution.as_ref().map(|own| own.told.cell(id.0 as usize));
                    let badge = &badges[id.0 as usize];
                    to.shown(&(&badge.slug, badge.issued, told));
                }
            }
        }
        self.rows(to, list.since_page(self.site, number));
    }

    /// What a page of a badge shows of those who hold it.
    fn holders(&self, to: &mut Tracer, id: BadgeId, number: usize) {
        let badge = &self.site.badges[id.0 as usize];
        let told = self.site.institution.as_ref().map(|own| own.told.cell(id.0 as usize));
        to.shown(&(id.0, number, badge.issued, badge.earlier, told, badge.holders.len()));
        self.rows(to, badge.holders.get((number - 1) * PAGE_LENGTH..).unwrap_or_default());
    }

    /// The credentials that a list shows, how many there are, and whether names lead to pages.
    fn rows(&self, to: &mut Tracer, ids: &[EntryId]) {
        to.shown(&(ids.len(), self.site.register.people() > 0));
        ids.iter().take(PAGE_LENGTH).for_each(|id| to.part(self.trace.credential(*id)));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::model::{IssuerId, SitePath, SkillId};
    use crate::render::{Pages as _, Renderer, fixture, plan};

    /// Each page by its path: what it rests upon, and its bytes.
    fn made(site: Site) -> BTreeMap<String, (Option<Hash>, Vec<u8>)> {
        let (site, theme) = (Arc::new(site), fixture::theme());
        let renderer = Renderer::new(Arc::clone(&site), Arc::clone(&theme)).expect("templates parse");
        let (plan, rests) = (plan(&site, &theme), renderer.rests());
        let pages = (0..plan.of(&site).len()).map(|n| plan.of(&site).page(n));
        let one = |page: Page| (page.path.0.clone(), (rests.on(&page), renderer.render(&page).expect("it renders")));
        pages.map(one).collect()
    }

    fn site() -> Site {
        let mut site = fixture::registry();
        let mut signed = fixture::signed("a", "Talk", Some("2027-01-01"));
        (signed.badge, signed.issuer, signed.skills) = (Some(BadgeId(0)), Some(IssuerId(0)), vec![SkillId(0)]);
        site.credentials = vec![signed, fixture::signed("b", "Essay", Some("2026-01-01"))].into();
        site.pages[0].about = vec![EntryId(0)];
        site
    }

    #[test]
    fn pages_that_rest_upon_the_same_are_the_same() {
        type Change<'a> = (&'a str, &'a dyn Fn(&mut Site));
        // What leaves the page of a credential as it is, and what does not.
        let leaves: [Change<'_>; 5] = [
            ("a number", &|site| site.institution.as_mut().expect("a registry").revoked = Some(3)),
            ("a holder of a badge", &|site| site.badges[0].holders.push(EntryId(1))),
            ("a use of a skill", &|site| site.skills[0].credentials.push(EntryId(1))),
            ("the text of a page", &|site| site.pages[0].body.0.push('!')),
            ("a moment of the same day", &|site| site.meta.as_of = "2026-11-24T20:00:00Z".parse().expect("a moment")),
        ];
        let touches: [Change<'_>; 18] = [
            ("the day", &|site| site.meta.as_of = fixture::moment("2026-11-25")),
            ("the title", &|site| site.meta.title.push('!')),
            ("the address", &|site| site.meta.base_url = None),
            ("the colour", &|site| site.meta.accent = Some(crate::model::Colour([9, 9, 9]))),
            ("a language", &|site| site.meta.language = "de".into()),
            ("what is made", &|site| site.meta.outputs.retain(|output| *output != crate::model::Output::Certificate)),
            ("a badge's outcomes", &|site| site.badges[0].outcomes.push("End one".into())),
            ("a badge's address", &|site| site.badges[0].slug.push('2')),
            ("an issuer's address", &|site| site.issuers[0].slug.push('2')),
            ("an issuer's own check", &|site| site.issuers[0].verify = Some("https://a.example/verify/".into())),
            ("an issuer's mark", &|site| {
                site.issuers[0].image = Some(crate::model::Picture::File(SitePath("static/a b.txt".into())));
            }),
            ("a skill's name", &|site| site.skills[0].name.push('!')),
            ("a title in the menu", &|site| site.pages[0].title.push('!')),
            ("a story", &|site| site.pages[0].about.clear()),
            ("the holder's words", &|site| {
                site.credentials.edit(|all| all[0].notes.reflection = Some(crate::model::Html("<p>So.</p>".into())));
            }),
            ("who lists it", &|site| site.credentials.edit(|all| all[0].listed = false)),
            ("a verdict", &|site| {
                site.credentials
                    .edit(|all| all[0].judgement = fixture::signed("a", "Talk", Some("2026-01-01")).judgement);
            }),
            ("its skills", &|site| site.credentials.edit(|all| all[0].skills.clear())),
        ];
        let before = made(site());
        let all = leaves.iter().map(|change| (change, true)).chain(touches.iter().map(|change| (change, false)));
        for ((what, change), same) in all {
            let mut changed = site();
            change(&mut changed);
            let after = made(changed);
            for (path, (rests, bytes)) in &after {
                let known = before.get(path).filter(|(known, _)| known.is_some() && known == rests);
                assert!(known.is_none_or(|(_, known)| known == bytes), "{what}: {path}");
            }
            let page = "credentials/a/index.html";
            assert_eq!(before[page].0 == after[page].0, same, "{what}");
        }
    }
}
