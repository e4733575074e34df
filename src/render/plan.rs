//! In: a closed site and a theme. Out: every file of the site to be, each path once, in a fixed order.

mod register;

use super::certificate;
use super::cv;
use super::feed;
use super::html::{PAGE_LENGTH, more_holders, stood_years};
use super::known;
use super::links;
use super::page::{Kind, Long, Page, Pages};
use super::share;
use crate::load::theme::Theme;
use crate::model::{BadgeId, IssuerId, Output, Site, SitePath, SkillId};
use register::register;

/// Every file of a site to be, in order. Those of credentials, of which there may be millions, are a few bytes each: their paths are
/// made when they are asked for.
#[derive(Debug, Default)]
pub struct Plan(Vec<Spot>);

#[derive(Debug, Clone)]
enum Spot {
    Page(Box<Page>),
    /// A file in the folder of a credential.
    Credential(Kind, u16),
}

/// There may be millions of them.
const _: () = assert!(size_of::<Spot>() <= 16, "a spot is a few bytes");

impl Spot {
    fn is_for_search(&self, site: &Site) -> bool {
        match self {
            Self::Page(page) => feed::is_for_search(site, page.kind, &page.path.0),
            Self::Credential(kind, _) => feed::is_for_search(site, *kind, ""),
        }
    }
}

/// A plan of a site.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a>(&'a Plan, &'a Site);

impl Plan {
    /// Its pages, for the site that it was made of.
    #[must_use]
    pub const fn of<'a>(&'a self, site: &'a Site) -> Planned<'a> {
        Planned(self, site)
    }
}

impl Planned<'_> {
    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = Page> {
        (0..self.len()).map(|n| self.page(n))
    }
}

impl Pages for Planned<'_> {
    fn len(&self) -> usize {
        self.0.0.len()
    }

    fn page(&self, n: usize) -> Page {
        match &self.0.0[n] {
            Spot::Page(page) => Page::clone(page),
            Spot::Credential(kind, language) => {
                let site = self.1;
                let tag = site.meta.languages.get(usize::from(*language)).filter(|_| *language > 0);
                let folder = tag.map_or_else(String::new, |tag| links::folder(tag));
                let path = format!("{folder}{}", credential_file(site, *kind));
                Page { path: SitePath(path), kind: *kind, language: usize::from(*language) }
            }
        }
    }

    fn is_listed(&self, n: usize) -> bool {
        match &self.0.0[n] {
            Spot::Page(page) => !matches!(page.kind, Kind::Gone(_)),
            Spot::Credential(kind, _) => kind.credential().is_none_or(|id| self.1.credentials[id].listed),
        }
    }
}

/// The path of a credential's file.
fn credential_file(site: &Site, kind: Kind) -> String {
    let Some(id) = kind.credential() else { return String::new() };
    let file = match kind {
        Kind::CredentialArt(_) => "badge.svg",
        Kind::CredentialFile(_) => site.credentials[id].form.map_or("credential.json", |form| form.file_name()),
        Kind::CredentialPng(_) => "badge.png",
        Kind::Preview(_) => "preview.png",
        Kind::Embed(_) => "embed.html",
        Kind::Oembed(_) => "oembed.json",
        Kind::Qr(_) => "qr.svg",
        Kind::Certificate(_) => "certificate.html",
        Kind::CertificatePdf(_) => "certificate.pdf",
        _ => "index.html",
    };
    links::credential(&site.credentials[id].slug, file)
}

/// What there is to render.
#[must_use]
pub fn plan(site: &Site, theme: &Theme) -> Plan {
    let mut plan = Plan::default();
    let previews = site.meta.makes(Output::Og) && site.meta.base_url.is_some();
    plan.add("index.html", Kind::Home);
    credentials(&mut plan, site);
    for (n, gone) in numbered(&site.gone) {
        plan.add(format!("credentials/{}/index.html", gone.slug), Kind::Gone(n));
    }
    if !site.badges.is_empty() {
        plan.add("badges/index.html", Kind::Badges);
    }
    for (n, badge) in numbered(&site.badges) {
        plan.add(links::badge(badge, "index.html"), Kind::Badge(BadgeId(n)));
        plan.add(links::badge(badge, "badge.svg"), Kind::BadgeArt(BadgeId(n)));
        plan.add(links::badge(badge, "badge.png"), Kind::BadgePng(BadgeId(n)));
        if previews {
            plan.add(links::badge(badge, "preview.png"), Kind::BadgePreview(BadgeId(n)));
        }
    }
    for (n, (badge, number)) in (0..).zip(more_holders(site)) {
        plan.add(links::badge_page(&site.badges[badge.0 as usize], number), Kind::MoreHolders(n));
    }
    for (n, _) in numbered(&site.departments) {
        plan.list(site, Kind::Department(n), Long::Department(n));
    }
    register(&mut plan, site);
    if !site.skills.is_empty() {
        plan.add("skills/index.html", Kind::Skills);
    }
    for id in (0..site.skills.len()).map(|n| SkillId(n as u32)) {
        plan.list(site, Kind::Skill(id), Long::Skill(id));
    }
    for (n, pathway) in numbered(&site.pathways) {
        plan.add(links::pathway(pathway), Kind::Pathway(n));
    }
    for (n, issuer) in numbered(&site.issuers) {
        plan.add(links::issuer(issuer), Kind::Issuer(IssuerId(n)));
    }
    for (n, free) in numbered(&site.pages) {
        plan.add(format!("{}/index.html", free.slug), Kind::Free(n));
    }
    if site.meta.base_url.is_some() {
        plan.add("feed.xml", Kind::Feed);
        plan.add("sitemap.xml", Kind::Sitemap);
    }
    if site.institution.is_some() && site.holder.is_none() {
        plan.add("index.json", Kind::Machines);
    }
    plan.add("verify/index.html", Kind::Verify);
    plan.add("verify/verify.html", Kind::VerifyFile);
    plan.add("verify/known.json", Kind::Known);
    for (n, copy) in (0..).zip(known::copies(site)) {
        plan.add(copy.path, Kind::Kept(n));
    }
    plan.add("assets/check-words.json", Kind::CheckWords);
    if site.holder.is_some() {
        plan.add("resume.json", Kind::Resume);
        let years = stood_years(site);
        if !years.is_empty() {
            plan.add(links::stood(None), Kind::Stood);
        }
        for year in years {
            plan.add(links::stood(Some(year)), Kind::StoodIn(year));
        }
    }
    if cv::applies(site) {
        plan.add("cv/index.html", Kind::Cv);
        plan.add("assets/cv-paper.css", Kind::CvPaper);
    }
    if previews {
        plan.add("preview.png", Kind::SitePreview);
    }
    plan.add("favicon.svg", Kind::Icon);
    plan.add("favicon.ico", Kind::SmallIcon);
    plan.add("apple-touch-icon.png", Kind::TouchIcon);
    plan.add("robots.txt", Kind::Robots);
    plan.add("404.html", Kind::NotFound);
    plan.add(".nojekyll", Kind::NoJekyll);
    plan.add("assets/colours.css", Kind::Colours);
    if site.meta.makes(Output::Certificate) && site.credentials.iter().any(certificate::applies) {
        plan.add("assets/paper.css", Kind::Paper);
        for (n, face) in numbered(&certificate::faces(site)) {
            plan.add(face.path.as_str(), Kind::Font(n));
        }
    }
    for (n, (path, _)) in numbered(&theme.assets) {
        plan.add(path.0.as_str(), Kind::Asset(n));
    }
    for (n, file) in numbered(&site.files) {
        plan.add(file.path.0.as_str(), Kind::File(n));
    }
    plan.in_other_languages(site);
    if site.meta.base_url.is_some() {
        let pages = plan.0.iter().filter(|spot| spot.is_for_search(site)).count();
        let parts = feed::sitemap_parts(site, pages);
        (1..=parts).for_each(|n| plan.add(feed::sitemap_part(n), Kind::SitemapPart(n as u32)));
    }
    plan
}

/// The pages that search engines may list, in their order.
pub(super) fn for_search(site: &Site, theme: &Theme) -> Plan {
    let mut plan = plan(site, theme);
    plan.0.retain(|spot| spot.is_for_search(site));
    plan.0.shrink_to_fit();
    plan
}

fn credentials(plan: &mut Plan, site: &Site) {
    plan.add("credentials/index.html", Kind::Credentials);
    let listed = site.credentials.listed().len();
    for n in 2..=listed.div_ceil(PAGE_LENGTH) {
        plan.add(links::list(n), Kind::MoreCredentials(n as u32));
    }
    for brief in &site.credentials {
        let id = brief.id;
        let mut add = |kind| plan.0.push(Spot::Credential(kind, 0));
        add(Kind::Credential(id));
        if links::has_own_art(site, brief.badge) {
            add(Kind::CredentialArt(id));
        }
        if brief.form.is_some() {
            add(Kind::CredentialFile(id));
        }
        if site.meta.makes(Output::Png) {
            add(Kind::CredentialPng(id));
        }
        if site.meta.makes(Output::Og) && site.meta.base_url.is_some() && site.holder.is_some() {
            add(Kind::Preview(id));
        }
        if site.meta.makes(Output::Embed) && site.meta.base_url.is_some() && share::shared(brief) {
            add(Kind::Embed(id));
            add(Kind::Oembed(id));
            add(Kind::Qr(id));
        }
        if site.meta.makes(Output::Certificate) && certificate::applies(brief) {
            add(Kind::Certificate(id));
        }
        if certificate::printable(site, brief) {
            add(Kind::CertificatePdf(id));
        }
    }
}

impl Plan {
    fn add(&mut self, path: impl Into<String>, kind: Kind) {
        self.0.push(Spot::Page(Box::new(Page { path: SitePath(path.into()), kind, language: 0 })));
    }

    /// A list, with the further pages that it needs.
    fn list(&mut self, site: &Site, first: Kind, list: Long) {
        self.add(list.path(site, 1), first);
        (2..=list.pages(site)).for_each(|n| self.add(list.path(site, n), Kind::Further(list, n)));
    }

    /// What people read or subscribe to, once more below `<language>/`; files stand once, at the root.
    fn in_other_languages(&mut self, site: &Site) {
        let read = |spot: &&Spot| match spot {
            Spot::Page(page) => {
                let is_read = page.path.0.ends_with(".html") && !matches!(page.kind, Kind::NotFound | Kind::File(_));
                is_read || matches!(page.kind, Kind::Feed | Kind::CheckWords)
            }
            Spot::Credential(kind, _) => matches!(kind, Kind::Credential(_) | Kind::Embed(_) | Kind::Certificate(_)),
        };
        let spots: Vec<Spot> = self.0.iter().filter(read).cloned().collect();
        for (language, tag) in site.meta.languages.iter().enumerate().skip(1) {
            let below = |spot: &Spot| match spot {
                Spot::Page(page) => {
                    let path = SitePath(format!("{}{}", links::folder(tag), page.path.0));
                    Spot::Page(Box::new(Page { path, kind: page.kind, language }))
                }
                // A site has a handful of languages.
                Spot::Credential(kind, _) => Spot::Credential(*kind, language as u16),
            };
            self.0.extend(spots.iter().map(below));
        }
    }
}

fn numbered<T>(list: &[T]) -> impl Iterator<Item = (u32, &T)> {
    (0..).zip(list)
}
