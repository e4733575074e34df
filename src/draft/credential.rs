//! In: `credentials/*`. Out: `CredentialDraft`s: a credential's bytes, or the holder's own claim, with the holder's notes.
//! Whether a credential is true is not asked here.

use std::sync::Arc;

use jiff::Timestamp;

use super::design::{DesignDraft, design};
use super::fields::{Fields, Problems, placed, suggest};
use super::scalar::{boolean, date, id, markdown, name, or_file, text, web};
use super::site::labelled_evidence;
use super::value::{Link, Placed};
use super::yaml::{self, Node};
use crate::load::SourcePath;

/// One entry of `credentials/`.
#[derive(Debug, Clone)]
pub struct CredentialDraft {
    /// The file that makes the entry.
    pub file: SourcePath,
    /// What it holds.
    pub content: Content,
    /// `slug`
    pub slug: Option<Placed<String>>,
    /// The holder's notes.
    pub notes: NotesDraft,
}

/// What an entry holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// A credential.
    Credential {
        /// Where it came from; differs from the entry's file when that one points here.
        file: SourcePath,
        /// The bytes that are judged and published: what the file carries, exactly.
        bytes: Arc<[u8]>,
        /// What these bytes are.
        form: Form,
    },
    /// The holder's own entry.
    Claim(Box<ClaimDraft>),
}

/// What the bytes of a credential are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON text
    Json,
    /// A compact JWS
    Jws,
}

impl Form {
    /// The file's name on the site.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Json => "credential.json",
            Self::Jws => "credential.jwt",
        }
    }
}

/// `claim`: what the holder says without a signature.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimDraft {
    /// `name`
    pub name: String,
    /// `issuer`, in words
    pub issuer: Option<String>,
    /// `earned`
    pub earned: Option<Placed<Timestamp>>,
    /// `until`
    pub until: Option<Placed<Timestamp>>,
    /// `description`
    pub description: Option<String>,
    /// `criteria`, markdown
    pub criteria: Option<String>,
    /// `skills`
    pub skills: Vec<String>,
    /// `kind`
    pub kind: Option<String>,
    /// `source`, in words
    pub source: Option<String>,
    /// `url`
    pub url: Option<String>,
}

/// What the holder adds to an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotesDraft {
    /// `featured`
    pub featured: bool,
    /// `hidden`
    pub hidden: bool,
    /// `collections`
    pub collections: Vec<String>,
    /// `reflection`, markdown
    pub reflection: Option<String>,
    /// `evidence`
    pub evidence: Vec<Link>,
    /// `design`
    pub design: DesignDraft,
    /// `badge`: the definition on this site
    pub badge: Option<Placed<String>>,
    /// The files of the project that `evidence` and the `url` of a claim name.
    pub files: Vec<Placed<SourcePath>>,
    /// Where its texts lead within the site.
    pub targets: Vec<Placed<String>>,
}

/// What a YAML file of `credentials/` says.
pub(super) enum Entry {
    Credential(Arc<[u8]>),
    Pointer(Placed<String>, Option<Placed<String>>, NotesDraft),
    Claim(Box<ClaimDraft>, Option<Placed<String>>, NotesDraft),
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Entry> {
    let text = problems.text;
    let mut f = Fields::of(node, "an entry", problems)?;
    let kinds: Vec<_> = ["@context", "credential", "claim"].into_iter().filter(|name| f.has(name)).collect();
    match kinds[..] {
        ["@context"] => match yaml::json(text) {
            Ok(json) => Some(Entry::Credential(json.to_pretty().into_bytes().into())),
            Err(e) => f.problems.yaml(e),
        },
        ["credential"] => {
            let target = f.required("credential", placed(text_of_path));
            let (slug, notes) = notes(&mut f);
            f.finish();
            Some(Entry::Pointer(target?, slug, notes))
        }
        ["claim"] => {
            let claim = f.required("claim", claim);
            let (slug, mut notes) = notes(&mut f);
            f.finish();
            let mut claim = claim?;
            // A file of the holder's own is evidence that they add.
            if let Some(url) = claim.url.take_if(|url| url.starts_with("static/")) {
                let label = url.rsplit('/').next().unwrap_or(&url).to_owned();
                notes.evidence.insert(0, Link { label, url });
            }
            Some(Entry::Claim(Box::new(claim), slug, notes))
        }
        [] => {
            let near = f.names().find_map(|name| Some((name, suggest(name, ["credential", "claim"])?)));
            let help = match near {
                Some((name, near)) => format!("did you mean `{near}` where `{name}` stands?"),
                None => {
                    "write `credential: file.json` to add notes to a credential, or `claim:` for an entry of your own"
                        .to_owned()
                }
            };
            let message = "a file in credentials/ holds one of: a credential with `@context`, `credential: file.json` with notes, or `claim:`";
            f.problems.error("unknown-entry", message, node.span, &help)
        }
        _ => {
            let message = format!("an entry is one thing, and this file has `{}`", kinds.join("` and `"));
            let help = "keep `credential:` for notes on a signed credential, or `claim:` for an entry of your own";
            f.problems.error("unknown-entry", message, node.span, help)
        }
    }
}

fn text_of_path(node: &Node, problems: &mut Problems) -> Option<String> {
    text(node, problems)
}

fn notes(f: &mut Fields) -> (Option<Placed<String>>, NotesDraft) {
    let slug = f.optional("slug", placed(id));
    let notes = NotesDraft {
        featured: f.optional("featured", boolean).unwrap_or_default(),
        hidden: f.optional("hidden", boolean).unwrap_or_default(),
        collections: f.list("collections", name),
        reflection: f.optional("reflection", markdown),
        evidence: f.list("evidence", labelled_evidence),
        design: f.optional("design", design).unwrap_or_default(),
        badge: f.optional("badge", placed(name)),
        files: std::mem::take(&mut f.problems.files),
        targets: std::mem::take(&mut f.problems.targets),
    };
    (slug, notes)
}

fn claim(node: &Node, problems: &mut Problems) -> Option<ClaimDraft> {
    let mut f = Fields::of(node, "a claim", problems)?;
    let draft = ClaimDraft {
        name: f.required("name", name).unwrap_or_default(),
        issuer: f.optional("issuer", name),
        earned: f.optional("earned", placed(date)),
        until: f.optional("until", placed(date)),
        description: f.optional("description", text),
        criteria: f.optional("criteria", markdown),
        skills: f.list("skills", name),
        kind: f.optional("kind", name),
        source: f.optional("source", text),
        url: f.optional("url", or_file(web)),
    };
    f.finish();
    Some(draft)
}
