//! What there is to render: a page's place in the site and what it shows.

use crate::model::{BadgeId, EntryId, IssuerId, SitePath, SkillId};

/// One file of the site, not rendered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it goes.
    pub path: SitePath,
    /// What it is.
    pub kind: Kind,
    /// Its language, by its place in the site's list.
    pub language: usize,
}

/// An ordered list of pages, which need not all be in memory.
#[expect(clippy::len_without_is_empty, reason = "a site always has a page")]
pub trait Pages: Sync {
    /// How many there are.
    fn len(&self) -> usize;
    /// One of them, from 0.
    fn page(&self, n: usize) -> Page;
    /// Whether the site leads to it; else it is there for those who have its address.
    fn is_listed(&self, _n: usize) -> bool {
        true
    }
}

impl Pages for Vec<Page> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }
    fn page(&self, n: usize) -> Page {
        self[n].clone()
    }
}

/// A list of credentials that may have further pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Long {
    /// Those that show a skill
    Skill(SkillId),
    /// Those of a department, by its place in the site's list
    Department(u32),
    /// Those of one kind of badges, by its place in the register
    TypeOf(u32),
    /// Those under one name, by its place in the register
    Holder(u32),
}

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `index.html`
    Home,
    /// `credentials/index.html`: all listed credentials
    Credentials,
    /// `credentials/page-<n>/index.html`: further pages of a long list, from 2
    MoreCredentials(u32),
    /// `credentials/<slug>/index.html`
    Credential(EntryId),
    /// `credentials/<slug>/index.html` of a credential that was here once, by its place in the site's list
    Gone(u32),
    /// `credentials/<slug>/credential.json` or `credential.jwt`: the signed bytes
    CredentialFile(EntryId),
    /// `credentials/<slug>/badge.svg`
    CredentialArt(EntryId),
    /// `credentials/<slug>/badge.png`
    CredentialPng(EntryId),
    /// `credentials/<slug>/certificate.html`
    Certificate(EntryId),
    /// `credentials/<slug>/certificate.pdf`: the same to keep, with the credential inside
    CertificatePdf(EntryId),
    /// `credentials/<slug>/embed.html`: a small card for other sites
    Embed(EntryId),
    /// `credentials/<slug>/oembed.json`: how others embed it
    Oembed(EntryId),
    /// `credentials/<slug>/qr.svg`: the page's address
    Qr(EntryId),
    /// `credentials/<slug>/preview.png`: the picture for sharing
    Preview(EntryId),
    /// `badges/<slug>/preview.png`
    BadgePreview(BadgeId),
    /// `preview.png`
    SitePreview,
    /// `cv/index.html`: the holder on one sheet
    Cv,
    /// `assets/cv-paper.css`: its paper and colours
    CvPaper,
    /// `favicon.svg`
    Icon,
    /// `favicon.ico`
    SmallIcon,
    /// `apple-touch-icon.png`
    TouchIcon,
    /// `index.json` of a registry, for programs
    Machines,
    /// `verify/index.html`: where anybody checks any credential
    Verify,
    /// `verify/verify.html`: the same as one file to keep, which needs no other
    VerifyFile,
    /// `assets/check-words.json`: what the check in a reader's browser says, in the page's language
    CheckWords,
    /// `verify/known.json`: whom and what the site trusts
    Known,
    /// `verify/kept/…`: a copy of a document of another host, by its place among them
    Kept(u32),
    /// `resume.json`: the holder, as JSON Resume has it
    Resume,
    /// `badges/index.html`
    Badges,
    /// `badges/<slug>/index.html`
    Badge(BadgeId),
    /// `badges/<slug>/page-<n>/index.html`: further holders of a badge, by its place among all such pages
    MoreHolders(u32),
    /// `<the list's own>/page-<n>/index.html`: further pages of a long list, from 2
    Further(Long, u32),
    /// `badges/<slug>/badge.svg`
    BadgeArt(BadgeId),
    /// `badges/<slug>/badge.png`
    BadgePng(BadgeId),
    /// `as-of/index.html`: what was held, year by year
    Stood,
    /// `as-of/<year>/index.html`: what was held at the end of a year
    StoodIn(i16),
    /// `departments/<slug>/index.html`, by its place in the site's list
    Department(u32),
    /// `types/<slug>/index.html`: badges of one kind, by its place in the register
    TypeOf(u32),
    /// `frameworks/<slug>/index.html`, by its place in the site's list
    Framework(u32),
    /// `holders/index.html` and further pages: the names of a register
    Holders(u32),
    /// `holders/<name>/index.html`, by its place in the register
    Holder(u32),
    /// `search/index.html`
    Search,
    /// `search/index/<beginning>.json`, by its place in the index
    SearchPart(u32),
    /// `insights/index.html`
    Insights,
    /// `skills/index.html`
    Skills,
    /// `skills/<slug>/index.html`
    Skill(SkillId),
    /// `pathways/<slug>/index.html`, by its place in the site's list
    Pathway(u32),
    /// `issuers/<slug>/index.html`
    Issuer(IssuerId),
    /// `<slug>/index.html`, by its place in the site's list
    Free(u32),
    /// `feed.xml`
    Feed,
    /// `sitemap.xml`
    Sitemap,
    /// `sitemap-<n>.xml`: a part of it, from 1
    SitemapPart(u32),
    /// `robots.txt`
    Robots,
    /// `404.html`
    NotFound,
    /// `.nojekyll`
    NoJekyll,
    /// `assets/colours.css`: the colours made from the site's brand colour
    Colours,
    /// `assets/paper.css`: the paper of certificates
    Paper,
    /// `assets/fonts/…`: a face of certificates, by its place among them
    Font(u32),
    /// A stylesheet or other asset of the theme, by its place in the theme's list
    Asset(u32),
    /// A file published byte for byte, by its place in the site's list
    File(u32),
}

impl Kind {
    /// The first page of the list that it is a further page of; else it is that itself.
    #[must_use]
    pub const fn first(self) -> Self {
        match self {
            Self::Further(Long::Skill(id), _) => Self::Skill(id),
            Self::Further(Long::Department(n), _) => Self::Department(n),
            Self::Further(Long::TypeOf(n), _) => Self::TypeOf(n),
            Self::Further(Long::Holder(n), _) => Self::Holder(n),
            other => other,
        }
    }

    /// The credential in whose folder it is.
    #[must_use]
    pub const fn credential(self) -> Option<EntryId> {
        match self {
            Self::Credential(id)
            | Self::CredentialFile(id)
            | Self::CredentialArt(id)
            | Self::CredentialPng(id)
            | Self::Certificate(id)
            | Self::CertificatePdf(id)
            | Self::Embed(id)
            | Self::Oembed(id)
            | Self::Qr(id)
            | Self::Preview(id) => Some(id),
            _ => None,
        }
    }
}
