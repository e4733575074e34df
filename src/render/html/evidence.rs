//! In: evidence, signed or added by the holder. Out: what a page shows of it: its kind in a word and a shape, its text, and a preview
//! when it is a picture that this site publishes. Nothing is ever loaded from another host.

use accolade_credential::credential::Evidence;
use serde::Serialize;

use super::View;
use crate::model::{Entry, Link};
use crate::render::links;
use crate::render::words::Words;

/// One piece of evidence.
#[derive(Debug, Serialize)]
pub(crate) struct EvidenceView {
    name: String,
    pub(crate) href: Option<String>,
    /// "Video", "Document"
    kind: &'static str,
    svg: &'static str,
    /// What the issuer calls it, when that says more.
    genre: Option<String>,
    /// Where the link leads, as people write it.
    host: Option<String>,
    /// Safe HTML.
    html: Option<String>,
    text: Option<String>,
    /// A picture of this site.
    preview: Option<String>,
}

/// What somebody finds when they follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Video,
    Audio,
    Picture,
    Document,
    Code,
    Text,
    Page,
}

/// The evidence that was signed.
pub(super) fn signed(view: &View<'_>, entry: &Entry, evidence: &[Evidence]) -> Vec<EvidenceView> {
    let told = |e: &Evidence| e.narrative.as_deref().map(|text| view.as_html(entry, text));
    evidence.iter().map(|e| one(view, e, told(e))).collect()
}

/// The evidence that the holder adds.
pub(super) fn own(view: &View<'_>, entry: &Entry) -> Vec<EvidenceView> {
    let as_evidence =
        |link: &Link| Evidence { name: Some(link.label.clone()), url: Some(link.url.clone()), ..Evidence::default() };
    let shown = |link: &Link| {
        let evidence = as_evidence(link);
        match view.own_file(&link.url) {
            Some(href) => told(view, &evidence, None, (Some(href.clone()), Some(href))),
            None => one(view, &evidence, None),
        }
    };
    entry.notes.evidence.iter().map(shown).collect()
}

/// Without pictures of the site: for a page that is handed on by itself.
pub(super) fn alone(items: Vec<EvidenceView>) -> Vec<EvidenceView> {
    items.into_iter().map(|item| EvidenceView { preview: None, ..item }).collect()
}

fn one(view: &View<'_>, e: &Evidence, html: Option<String>) -> EvidenceView {
    let href = e.url.as_deref().and_then(links::outward);
    let local = href.as_deref().and_then(|href| view.local(href));
    told(view, e, html, (href, local))
}

/// With the link to it, and the link to the same as a file of this site.
fn told(
    view: &View<'_>,
    e: &Evidence,
    html: Option<String>,
    (href, local): (Option<String>, Option<String>),
) -> EvidenceView {
    let t = view.words.t;
    let kind = kind(e.genre.as_deref(), href.as_deref());
    let unnamed = || e.genre.clone().or_else(|| href.clone()).unwrap_or_else(|| t.evidence.to_owned());
    let name = e.name.clone().unwrap_or_else(unnamed);
    let (word, svg) = kind.told(t);
    EvidenceView {
        kind: word,
        svg,
        genre: e.genre.clone().filter(|g| *g != name && !g.eq_ignore_ascii_case(word)),
        host: href.as_deref().and_then(host).filter(|_| local.is_none()),
        preview: local.filter(|_| kind == Kind::Picture),
        text: e.description.clone(),
        html,
        name,
        href,
    }
}

impl View<'_> {
    /// The link to a file that the holder names by its path in the project.
    pub(crate) fn own_file(&self, path: &str) -> Option<String> {
        let file = self.site.files.iter().find(|file| file.path.0 == path)?;
        Some(self.links.to(&file.path.0))
    }

    /// The link to a file that this site publishes, when an absolute address names one.
    pub(crate) fn local(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix(self.site.meta.base_url.as_deref()?)?;
        let file = self.site.files.iter().find(|file| links::encode(&file.path.0) == path)?;
        Some(self.links.to(&file.path.0))
    }
}

fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    url.host_str().map(|host| host.trim_start_matches("www.").to_owned())
}

/// By what the issuer calls it, else by its address.
fn kind(genre: Option<&str>, address: Option<&str>) -> Kind {
    const WORDS: [(Kind, &[&str]); 6] = [
        (Kind::Video, &["video", "film"]),
        (Kind::Audio, &["audio", "podcast", "sound"]),
        (Kind::Picture, &["image", "photo", "picture", "poster", "artwork"]),
        (Kind::Code, &["code", "software", "repository", "program"]),
        (Kind::Document, &["document", "report", "paper", "slides", "presentation", "essay", "portfolio"]),
        (Kind::Text, &["text", "narrative", "reflection", "story"]),
    ];
    const ENDINGS: [(Kind, &[&str]); 6] = [
        (Kind::Video, &["mp4", "webm", "mov", "m4v", "ogv"]),
        (Kind::Audio, &["mp3", "ogg", "oga", "wav", "m4a", "flac"]),
        (Kind::Picture, &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"]),
        (Kind::Document, &["pdf", "doc", "docx", "odt", "ppt", "pptx", "odp", "xls", "xlsx", "ods"]),
        (Kind::Code, &["rs", "py", "js", "ts", "ipynb", "c", "cpp", "java", "r", "zip"]),
        (Kind::Text, &["txt", "md"]),
    ];
    const HOSTS: [(Kind, &[&str]); 3] = [
        (Kind::Video, &["youtube.com", "youtu.be", "vimeo.com"]),
        (Kind::Audio, &["soundcloud.com"]),
        (Kind::Code, &["github.com", "gitlab.com", "codeberg.org", "sr.ht"]),
    ];
    let called = genre.map(str::to_lowercase).unwrap_or_default();
    if let Some((kind, _)) = WORDS.iter().find(|(_, words)| words.iter().any(|word| called.contains(word))) {
        return *kind;
    }
    // A relative address is one of this site, which is nobody's host here.
    let here = url::Url::parse("https://site.invalid/").ok();
    let absolute = |address: &str| url::Url::options().base_url(here.as_ref()).parse(address).ok();
    let Some(url) = address.and_then(absolute) else { return Kind::Text };
    let ending = url.path().rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let at = host(url.as_str()).unwrap_or_default();
    let is_there = |known: &&str| at == **known || at.ends_with(&format!(".{known}"));
    let by_ending = ENDINGS.iter().find(|(_, known)| known.contains(&ending.as_str()));
    let by_host = || HOSTS.iter().find(|(_, known)| known.iter().any(is_there));
    by_ending.or_else(by_host).map_or(Kind::Page, |(kind, _)| *kind)
}

impl Kind {
    const fn told(self, t: &Words) -> (&'static str, &'static str) {
        match self {
            Self::Video => (t.kind_video, VIDEO),
            Self::Audio => (t.kind_audio, AUDIO),
            Self::Picture => (t.kind_picture, PICTURE),
            Self::Document => (t.kind_document, DOCUMENT),
            Self::Code => (t.kind_code, CODE),
            Self::Text => (t.kind_text, TEXT),
            Self::Page => (t.kind_page, PAGE),
        }
    }
}

macro_rules! shape {
    ($path:literal) => {
        concat!("<svg class=\"shape\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"", $path, "\"/></svg>")
    };
}

const VIDEO: &str = shape!("M3 5h18v14H3zM10 9l5 3-5 3z");
const AUDIO: &str = shape!("M4 14v-4M8 17V7M12 20V4M16 17V7M20 14v-4");
const PICTURE: &str = shape!("M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 4");
const DOCUMENT: &str = shape!("M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6");
const CODE: &str = shape!("M8 7l-5 5 5 5M16 7l5 5-5 5");
const TEXT: &str = shape!("M4 6h16M4 11h16M4 16h10");
const PAGE: &str = shape!("M3 5h18v14H3zM3 9.5h18");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_what_the_issuer_says_else_what_the_address_shows() {
        for (genre, address, want) in [
            (Some("Video recording"), Some("https://a.example/x.pdf"), Kind::Video),
            (None, Some("https://a.example/x.PDF?v=1"), Kind::Document),
            (None, Some("https://www.youtube.com/watch?v=1"), Kind::Video),
            (None, Some("https://notyoutube.com/watch"), Kind::Page),
            (None, Some("https://github.com/a/b"), Kind::Code),
            (None, Some("https://a.example/p.webp"), Kind::Picture),
            (None, Some("https://a.example/talks/"), Kind::Page),
            (None, Some("../../static/slides.pdf"), Kind::Document),
            (Some("Reflection"), None, Kind::Text),
            (None, None, Kind::Text),
        ] {
            assert_eq!(kind(genre, address), want, "{genre:?} {address:?}");
        }
    }
}
