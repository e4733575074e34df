//! The closed site: what every page is rendered from. Plain data, in the order that pages show it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

pub use super::badge::{Badge, BadgeText, Design};
pub use super::credentials::{Brief, Credentials, Proven};
pub use super::departments::Department;
pub use super::entry::{Entry, Notes, Payload, Published, STAND};
pub use super::frameworks::{Framework, FrameworkItem};
pub use super::ids::{BadgeId, EntryId, IssuerId, SkillId};
pub use super::meta::{Meta, Translation};
pub use super::register::Register;
pub use super::suppress::Told;
pub use super::taken_back::TakenBack;
pub use crate::draft::{
    CertificateLayout, Colour, Data, Font, Form, Html, Imported, Legend, Link, Output, Paper, Section, SectionPlace,
    Shape, Signatory, TEMPLATES, Template,
};
pub use crate::judge::Trust;
pub use crate::load::SitePath;

/// A whole site, resolved.
#[derive(Debug, Clone)]
pub struct Site {
    /// Title, address, language, look.
    pub meta: Meta,
    /// Whom a portfolio is about.
    pub holder: Option<Holder>,
    /// Who issues here: makes the site a registry.
    pub institution: Option<Institution>,
    /// All credentials that are not refused, newest first, then by title.
    pub credentials: Credentials,
    /// Badge definitions, by name.
    pub badges: Vec<Badge>,
    /// The departments of a registry, by name.
    pub departments: Vec<Department>,
    /// What a registry is looked through by.
    pub register: Register,
    /// Frameworks of competencies, by name.
    pub frameworks: Vec<Framework>,
    /// Issuers of the credentials, by name.
    pub issuers: Vec<Issuer>,
    /// Skills behind the credentials and badges, most used first, then by name.
    pub skills: Vec<Skill>,
    /// Pathways, in file order.
    pub pathways: Vec<Pathway>,
    /// Free pages, by menu order, then title.
    pub pages: Vec<FreePage>,
    /// Files that are published byte for byte.
    pub files: Vec<StaticFile>,
    /// Credentials that were here once.
    pub gone: Vec<Gone>,
    /// Since when credentials of this site are not good, by their ids.
    pub taken_back: BTreeMap<Box<str>, TakenBack>,
    /// What the site trusts: for the check in a reader's browser.
    pub trust: Trust,
    /// The project's own fonts.
    pub fonts: Vec<Arc<Font>>,
}

/// A credential that was here once: nothing of it is shown but its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Its folder below `credentials/`.
    pub slug: String,
    /// Since when.
    pub since: Timestamp,
    /// Why.
    pub why: Why,
    /// The one in its place, when the site has it.
    pub next: Option<EntryId>,
}

/// Why a credential is here no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another stands in its place.
    Replaced,
    /// Its holder's data were removed.
    Forgotten,
    /// Its key may have been in other hands when it was signed: it waits to be signed anew.
    Key,
}

/// Whom a portfolio is about.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Full name.
    pub name: String,
    /// One sentence under the name.
    pub headline: Option<String>,
    /// Introduction, safe HTML.
    pub intro: Option<Html>,
    /// Portrait: a published file's path.
    pub photo: Option<SitePath>,
    /// What the portrait shows, for those who do not see it; when nothing is said, it is a portrait.
    pub photo_alt: Option<String>,
    /// Where they are, in words.
    pub location: Option<String>,
    /// Links with their words.
    pub links: Vec<Link>,
}

/// Who issues on this site.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Its issuer page.
    pub issuer: IssuerId,
    /// Introduction, safe HTML.
    pub intro: Option<Html>,
    /// Which numbers of what was issued may be told in public: a cell for each badge, and one for what is of no badge here.
    pub told: Told,
    /// How many credentials were issued in all, listed or not.
    pub issued: usize,
    /// How many of them are revoked as of the build; `None` where that would tell of a few people who are not listed.
    pub revoked: Option<usize>,
}

/// An issuer with its page.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// Its folder below `issuers/`.
    pub slug: String,
    /// The identifier as credentials state it.
    pub id: String,
    /// The name that credentials or the site state.
    pub name: String,
    /// Its website.
    pub url: Option<String>,
    /// What it says about itself.
    pub description: Option<String>,
    /// Its mark: of this site, or as signed in a credential.
    pub image: Option<Picture>,
    /// Its own page where anybody checks a credential, when the site names one.
    pub verify: Option<String>,
    /// The number of its page on LinkedIn.
    pub linkedin: Option<u64>,
    /// Who it is known to be.
    pub recognition: accolade_credential::Recognition,
    /// Keys that are pinned or published for it, in order of their texts.
    pub keys: Vec<IssuerKey>,
    /// Its listed credentials here.
    pub credentials: Vec<EntryId>,
}

/// A key of an issuer, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IssuerKey {
    /// The key as Multikey text.
    pub text: String,
    /// Whether it may sign credentials: it is pinned, it is the identifier, or `assertionMethod` names it.
    pub signs: bool,
    /// When it was given up.
    pub retired: Option<Timestamp>,
    /// Since when somebody else may have had it.
    pub compromised: Option<Timestamp>,
}

/// A picture that a page may show: never one of another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// A `data:` address with the whole picture.
    Data(String),
    /// A file of this site.
    File(SitePath),
}

/// A skill with its page.
#[derive(Debug, Clone)]
pub struct Skill {
    /// Its folder below `skills/`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The framework it belongs to, when it is an alignment.
    pub framework: Option<String>,
    /// Its code there.
    pub code: Option<String>,
    /// Where the framework explains it.
    pub url: Option<String>,
    /// Listed credentials that speak of it.
    pub credentials: Vec<EntryId>,
    /// How many of them show it: signed by their issuers, and not taken back.
    pub standing: usize,
    /// Badges on this site that stand for it.
    pub badges: Vec<BadgeId>,
}

/// A pathway with the holder's progress.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// Its folder below `pathways/`.
    pub slug: String,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// How many steps complete it.
    pub needed: usize,
    /// Whether steps count only in order.
    pub ordered: bool,
    /// Its steps in order.
    pub steps: Vec<Step>,
    /// Name, description and the names of its steps in the site's further languages, in their order.
    pub translations: Vec<PathwayText>,
}

/// What a project says of a pathway in a further language, where it does.
#[derive(Debug, Clone, Default)]
pub struct PathwayText {
    /// `name`
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// The names of its steps, in their order.
    pub steps: Vec<Option<String>>,
}

/// One step of a pathway.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// The badge on this site.
    pub badge: Option<BadgeId>,
    /// The id of an achievement that may be defined elsewhere.
    pub achievement: Option<String>,
    /// The holder's credential that fulfils it: Verified or Authentic-but-expired ones only count when Verified.
    pub earned: Option<EntryId>,
}

/// A free page.
#[derive(Debug, Clone)]
pub struct FreePage {
    /// Its folder at the top of the site.
    pub slug: String,
    /// `title`
    pub title: String,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// Its text, safe HTML.
    pub body: Html,
    /// Whether the menu names it.
    pub menu: bool,
    /// The listed credentials that it speaks of, in the order that it names them.
    pub about: Vec<EntryId>,
    /// The same in other languages, by their place in the site's list.
    pub translations: Vec<(usize, FreeText)>,
}

/// A free page in another language.
#[derive(Debug, Clone)]
pub struct FreeText {
    /// `title`
    pub title: String,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// Its text, safe HTML.
    pub body: Html,
}

/// A file that is published byte for byte.
#[derive(Debug, Clone)]
pub struct StaticFile {
    /// Where it goes.
    pub path: SitePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}
