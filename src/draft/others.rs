//! In: `issuers/` and `pages/`. Out: their drafts.

use super::fields::{Fields, Problems, placed};
use super::pin::{self, KeyDraft};
use super::scalar::{boolean, https_page, id, issuer_id, name, text, web, whole};
use super::value::Placed;
use super::yaml::{self, Node};

use crate::diag::{Place, Span};
use crate::load::SourcePath;

/// `issuers/*.yaml`
#[derive(Debug, Clone)]
pub struct IssuerDraft {
    /// The file.
    pub file: SourcePath,
    /// `id`: a DID or URL
    pub id: Placed<String>,
    /// `name`
    pub name: String,
    /// `why`
    pub why: String,
    /// `url`
    pub url: Option<String>,
    /// `verify`: its own page where anybody checks a credential
    pub verify: Option<String>,
    /// `linkedin`: the number of its page there
    pub linkedin: Option<u64>,
    /// `keys`
    pub keys: Vec<KeyDraft>,
}

/// `pages/*.md`
#[derive(Debug, Clone)]
pub struct PageDraft {
    /// The file.
    pub file: SourcePath,
    /// `title`
    pub title: String,
    /// `description`
    pub description: Option<String>,
    /// `menu`
    pub menu: bool,
    /// `order`
    pub order: u32,
    /// `slug`, else the file's name
    pub slug: Option<Placed<String>>,
    /// `about`: the slugs of the credentials that it speaks of
    pub about: Vec<Placed<String>>,
    /// Markdown.
    pub body: String,
    /// Where it leads within the site.
    pub targets: Vec<Placed<String>>,
}

pub(super) fn issuer(file: &SourcePath, node: &Node, problems: &mut Problems) -> Option<IssuerDraft> {
    let mut f = Fields::of(node, "an issuer", problems)?;
    let id = f.required("id", placed(issuer_id));
    let (name, why) = (f.required("name", name), f.required("why", text));
    let (url, verify) = (f.optional("url", web), f.optional("verify", https_page));
    let linkedin = f.optional("linkedin", whole(1, u32::MAX)).map(u64::from);
    let keys = f.list("keys", pin::key);
    f.finish();
    Some(IssuerDraft { file: file.clone(), id: id?, name: name?, why: why?, url, verify, linkedin, keys })
}

pub(super) fn page(file: &SourcePath, problems: &mut Problems) -> Option<PageDraft> {
    let whole_text = problems.text;
    let Some((start, end, body)) = front_matter(whole_text) else {
        let help = "begin the file with a line `---`, then `title: …`, then a line `---`";
        return problems.error("missing-field", "a page needs front matter with a title", Span::default(), help);
    };
    problems.offset = start;
    let node = match yaml::read(&whole_text[start..end]) {
        Ok(node) => node,
        Err(e) => return problems.yaml(e),
    };
    let mut f = Fields::of(&node, "a page", problems)?;
    let page = PageDraft {
        file: file.clone(),
        title: f.required("title", name).unwrap_or_default(),
        description: f.optional("description", text),
        menu: f.optional("menu", boolean).unwrap_or_default(),
        order: f.optional("order", whole(0, 10_000)).unwrap_or(1000),
        slug: f.optional("slug", placed(id)),
        about: f.list("about", placed(id)),
        body: whole_text[body..].to_owned(),
        targets: targets(file, whole_text, body),
    };
    f.finish();
    for left in super::markdown::left_out(&whole_text[body..]) {
        let span = Span { start: body - start + left.at.start, end: body - start + left.at.end };
        problems.warning("left-out", left.message, span, &left.help);
    }
    Some(page)
}

/// Where the text of a page, which begins at a byte of its file, leads within the site.
fn targets(file: &SourcePath, text: &str, body: usize) -> Vec<Placed<String>> {
    let placed = |(value, at): (String, std::ops::Range<usize>)| {
        let span = Span { start: body + at.start, end: body + at.end };
        Placed { value, place: Place::of(file.as_str().to_owned(), text, span) }
    };
    super::markdown::targets(&text[body..]).into_iter().map(placed).collect()
}

/// Where the front matter begins and ends, and where the text begins.
fn front_matter(text: &str) -> Option<(usize, usize, usize)> {
    let skip = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text[skip..].split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = skip + first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start, at, at + line.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_at_its_line() {
        let text = "---\r\ntitle: x\r\n---\r\nbody\n---\n";
        let (start, end, body) = front_matter(text).unwrap();
        assert_eq!((&text[start..end], &text[body..]), ("title: x\r\n", "body\n---\n"));
        assert_eq!(front_matter("title: x\n"), None);
        assert_eq!(front_matter("---\ntitle: x\n"), None);
        assert_eq!(front_matter("---\n---\n"), Some((4, 4, 8)));
    }
}
