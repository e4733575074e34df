//! In: `accolade.yaml`. Out: a `SiteDraft`: what the site is called, whom it is about or who issues here.

use super::colour::colour;
use super::fields::{Fields, Problems, placed};
use super::options::ChosenOption;
use super::scalar::{boolean, issuer_id, language, link, markdown, name, one_of, or_file, path, text, web, whole};
use super::value::{
    CertificateLayout, Colour, FontChoice, Link, Output, Paper, Placed, SectionPlace, Signatory, TEMPLATES,
};
use super::worded::{Translations, Worded};
use super::yaml::Node;
use crate::diag::Place;
use crate::load::SourcePath;

/// `accolade.yaml`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteDraft {
    /// `title`
    pub title: String,
    /// `url`: http or https, ends with `/`.
    pub url: Option<String>,
    /// `language`, or the first of `languages`
    pub language: String,
    /// `languages`, the main one first; at least one.
    pub languages: Vec<String>,
    /// What is said in other languages: texts by field, by language.
    pub translations: Translations,
    /// `description`
    pub description: Option<String>,
    /// `theme`; `None`: what the project's own theme extends, or the default one.
    pub theme: Option<Placed<String>>,
    /// `theme_options`, as they are written
    pub theme_options: Vec<ChosenOption>,
    /// `accent`
    pub accent: Option<Colour>,
    /// `contacts`: e-mail addresses of the institution, which may be published
    pub contacts: Vec<String>,
    /// `insights`: whether a registry publishes what it awarded, in numbers
    pub insights: bool,
    /// `noindex`
    pub noindex: bool,
    /// `sections`; `None`: as the kind of site has them.
    pub sections: Option<Vec<SectionPlace>>,
    /// `outputs`; `None`: as the number of credentials suggests.
    pub outputs: Option<Vec<Output>>,
    /// `holder`
    pub holder: Option<HolderDraft>,
    /// `issuer`
    pub issuer: Option<InstitutionDraft>,
    /// `certificate`
    pub certificate: CertificateLayout,
    /// `fonts`
    pub fonts: Vec<FontChoice>,
    /// Where its texts lead within the site.
    pub targets: Vec<Placed<String>>,
}

/// `holder`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HolderDraft {
    /// `name`
    pub name: String,
    /// `headline`
    pub headline: Option<String>,
    /// `intro`, markdown
    pub intro: Option<String>,
    /// `photo`, below `static/`
    pub photo: Option<Placed<SourcePath>>,
    /// `photo_alt`
    pub photo_alt: Option<String>,
    /// `location`
    pub location: Option<String>,
    /// `links`
    pub links: Vec<Link>,
}

/// `issuer`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InstitutionDraft {
    /// `id`: a DID or URL
    pub id: String,
    /// Where the id stands.
    pub id_place: Option<Place>,
    /// `name`
    pub name: String,
    /// `url`
    pub url: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `linkedin`: the number of its page there
    pub linkedin: Option<u64>,
    /// `intro`, markdown
    pub intro: Option<String>,
    /// `image`, below `static/`
    pub image: Option<Placed<SourcePath>>,
    /// `status.url`
    pub status_url: Option<String>,
    /// `status.suspension`: whether credentials can be suspended
    pub suspension: bool,
}

impl SiteDraft {
    /// The address of the first status list, as credentials of this site name it.
    #[must_use]
    pub fn status_url(&self) -> Option<String> {
        let own = self.issuer.as_ref().and_then(|issuer| issuer.status_url.clone());
        own.or_else(|| self.url.as_ref().map(|url| format!("{url}status/1.json")))
    }
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<SiteDraft> {
    let mut f = Fields::of(node, "accolade.yaml", problems)?;
    let languages = languages(&mut f);
    let mut worded = Worded::of(&languages);
    let mut site = SiteDraft {
        title: f.required("title", |n, p| worded.read("title", n, p, name)).unwrap_or_default(),
        url: f.optional("url", site_url),
        language: languages[0].clone(),
        description: f.optional("description", |n, p| worded.read("description", n, p, text)),
        theme: f.optional("theme", placed(theme)),
        theme_options: f.optional("theme_options", super::options::chosen).unwrap_or_default(),
        accent: f.optional("accent", colour),
        contacts: f.list("contacts", text),
        insights: f.optional("insights", boolean).unwrap_or(true),
        noindex: f.optional("noindex", boolean).unwrap_or_default(),
        sections: f.optional("sections", |n, p| super::sections::sections(n, p, &languages)),
        outputs: f.optional("outputs", outputs),
        holder: f.optional("holder", |n, p| holder(n, p, &mut worded)),
        issuer: f.optional("issuer", |n, p| institution(n, p, &mut worded)),
        certificate: f.optional("certificate", certificate).unwrap_or_default(),
        fonts: f.list("fonts", super::font::choice),
        languages: Vec::new(),
        translations: Translations::new(),
        targets: Vec::new(),
    };
    site.targets = std::mem::take(&mut f.problems.targets);
    site.translations = worded.finish();
    site.languages = languages;
    if site.holder.is_none() && site.issuer.is_none() && !f.holds("holder") && !f.holds("issuer") {
        let help = "add `holder:` with a name for a portfolio, or `issuer:` with an id and a name for a registry";
        let message = "accolade.yaml says neither whom the site is about nor who issues here";
        let _: Option<()> = f.problems.error("missing-field", message, node.span, help);
    }
    f.finish();
    Some(site)
}

const OUTPUTS: &[(&str, Output)] = &[
    ("page", Output::Page),
    ("json", Output::Json),
    ("svg", Output::Svg),
    ("png", Output::Png),
    ("certificate", Output::Certificate),
    ("pdf", Output::Pdf),
    ("og", Output::Og),
    ("embed", Output::Embed),
];

fn outputs(node: &Node, problems: &mut Problems) -> Option<Vec<Output>> {
    let chosen = super::fields::items(node, problems, &one_of(OUTPUTS))?;
    let always = [Output::Page, Output::Json];
    if always.iter().any(|output| !chosen.contains(output)) {
        let message = "a credential has its page and its file in any case";
        return problems.error("wrong-value", message, node.span, "begin the list with page, json");
    }
    Some(chosen)
}

/// `language` or `languages`: each once, the main one first.
fn languages(f: &mut Fields<'_, '_, '_>) -> Vec<String> {
    let main = f.optional("language", language);
    let all = f.optional("languages", |node, problems| {
        let all = super::fields::items(node, problems, &language)?;
        let mut seen = std::collections::BTreeSet::new();
        if all.is_empty() || !all.iter().all(|tag| seen.insert(tag.to_lowercase())) {
            let message = "`languages` names each language once, the main one first";
            return problems.error("wrong-value", message, node.span, "write it as in `languages: [en, ar]`");
        }
        if let Some(main) = main.as_ref().filter(|main| **main != all[0]) {
            let message = format!("`language` is {main}, but `languages` begins with {}", all[0]);
            return problems.error(
                "wrong-value",
                message,
                node.span,
                "put the main language first, and remove `language`",
            );
        }
        Some(all)
    });
    all.unwrap_or_else(|| vec![main.unwrap_or_else(|| "en".to_owned())])
}

/// The site's own address: absolute, without query, with a final `/`.
pub(crate) fn site_url(node: &Node, problems: &mut Problems) -> Option<String> {
    let mut url = web(node, problems)?;
    if url.contains(['?', '#']) {
        return problems.error(
            "bad-url",
            "the site's address has a `?` or `#`",
            node.span,
            "write the folder's address",
        );
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Some(url)
}

fn theme(node: &Node, problems: &mut Problems) -> Option<String> {
    super::scalar::id(node, problems)
}

fn holder(node: &Node, problems: &mut Problems, worded: &mut Worded<'_>) -> Option<HolderDraft> {
    let mut f = Fields::of(node, "holder", problems)?;
    let draft = HolderDraft {
        name: f.required("name", name).unwrap_or_default(),
        headline: f.optional("headline", |n, p| worded.read("headline", n, p, text)),
        intro: f.optional("intro", |n, p| worded.read("intro", n, p, markdown)),
        photo: f.optional("photo", placed(static_path)),
        photo_alt: f.optional("photo_alt", |n, p| worded.read("photo_alt", n, p, text)),
        location: f.optional("location", |n, p| worded.read("location", n, p, name)),
        links: f.list("links", labelled_link),
    };
    f.finish();
    Some(draft)
}

fn institution(node: &Node, problems: &mut Problems, worded: &mut Worded<'_>) -> Option<InstitutionDraft> {
    let mut f = Fields::of(node, "issuer", problems)?;
    let (status_url, suspension) = f.optional("status", status).unwrap_or_default();
    let id = f.required("id", placed(issuer_id));
    let draft = InstitutionDraft {
        id_place: id.as_ref().map(|id| id.place.clone()),
        id: id.map(|id| id.value).unwrap_or_default(),
        name: f.required("name", name).unwrap_or_default(),
        url: f.optional("url", web),
        description: f.optional("description", |n, p| worded.read("about", n, p, text)),
        linkedin: f.optional("linkedin", whole(1, u32::MAX)).map(u64::from),
        intro: f.optional("intro", |n, p| worded.read("intro", n, p, markdown)),
        image: f.optional("image", placed(static_path)),
        status_url,
        suspension,
    };
    f.finish();
    Some(draft)
}

fn status(node: &Node, problems: &mut Problems) -> Option<(Option<String>, bool)> {
    let mut f = Fields::of(node, "status", problems)?;
    let read = (f.optional("url", web), f.optional("suspension", boolean).unwrap_or_default());
    f.finish();
    Some(read)
}

/// A label with an address.
pub(crate) fn labelled_link(node: &Node, problems: &mut Problems) -> Option<Link> {
    let mut f = Fields::of(node, "a link", problems)?;
    let label = f.required("label", name);
    let url = f.required("url", link);
    f.finish();
    Some(Link { label: label?, url: url? })
}

/// A label with an address, or with a file of the project.
pub(super) fn labelled_evidence(node: &Node, problems: &mut Problems) -> Option<Link> {
    let mut f = Fields::of(node, "a piece of evidence", problems)?;
    let (label, url) = (f.required("label", name), f.required("url", or_file(link)));
    f.finish();
    Some(Link { label: label?, url: url? })
}

fn static_path(node: &Node, problems: &mut Problems) -> Option<SourcePath> {
    let path = path(node, problems)?;
    if path.is_below("static") {
        return Some(path);
    }
    problems.error("bad-path", format!("{path} is not below static/"), node.span, "put the file into static/")
}

fn certificate(node: &Node, problems: &mut Problems) -> Option<CertificateLayout> {
    let mut f = Fields::of(node, "certificate", problems)?;
    let paper = f.optional("paper", one_of(&[("a4", Paper::A4), ("letter", Paper::Letter)]));
    let landscape = f.optional("orientation", one_of(&[("landscape", true), ("portrait", false)]));
    let template = f.optional("template", one_of(&TEMPLATES)).unwrap_or_default();
    let signatories = f.list("signatories", |node, problems| {
        let mut f = Fields::of(node, "a signatory", problems)?;
        let (name, title) = (f.required("name", name), f.optional("title", name));
        let image = f.optional("image", placed(path));
        f.finish();
        Some(Signatory { name: name?, title, image, picture: None })
    });
    f.finish();
    Some(CertificateLayout {
        paper: paper.unwrap_or(Paper::A4),
        landscape: landscape.unwrap_or(true),
        template,
        signatories,
    })
}
