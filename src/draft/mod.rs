//! In: the bytes of a project. Out: typed drafts whose values know their place, and every error of every file.
//! No meaning across files yet, and no question whether a credential is true.

mod address;
mod badge;
mod colour;
mod conflict;
mod credential;
mod design;
mod did_file;
mod entries;
mod event;
pub(crate) mod fields;
mod followed;
mod font;
mod framework;
mod id_key;
pub mod lock;
mod locked;
mod mail;
pub mod markdown;
pub mod options;
mod others;
mod pathway;
mod pin;
mod records;
pub(crate) mod scalar;
mod secret;
mod sections;
mod site;
mod stated;
mod texts;
mod value;
mod worded;
mod wording;
pub(crate) mod yaml;

use std::sync::Arc;

use jiff::Timestamp;

use crate::diag::Diagnostic;
use crate::load::{FOLDERS, LineFile, Source, SourcePath};
use fields::Problems;
use yaml::Node;

pub use badge::{ACHIEVEMENT_TYPES, AlignmentDraft, BadgeDraft, Criteria};
pub use conflict::{CONFLICT, CONFLICT_OF_WHOLE, conflict_in, is_conflict};
pub use credential::{ClaimDraft, Content, CredentialDraft, Form, NotesDraft};
pub use design::{DesignDraft, PALETTES, SHAPES};
pub use did_file::did_files;
pub use entries::line;
pub use event::{Event, What, suspensions};
pub use fields::{suggest, suggest_file};
pub use followed::{Followed, UNFOLLOWED, Undone, undone, unfollowed, unlisted};
pub use font::{Data, Font};
pub use framework::{FrameworkDraft, ItemDraft};
pub use id_key::IdKey;
pub use locked::{LockedDocument, locked};
pub use mail::{addresses, mentions_mail, shown_addresses};
pub use others::{IssuerDraft, PageDraft};
pub use pathway::{PathwayDraft, Rule, StepDraft};
pub use pin::KeyDraft;
pub use records::{Issued, Records, is_event, is_slug_of, other_slug};
pub use scalar::{MAX_NAME, is_id, moment, slug};
pub use secret::holds_secret_key;
pub use site::{HolderDraft, InstitutionDraft, SiteDraft};
pub use stated::{Difference, Expected, Stated, award_number, composed, number_of, place_in, tells_award};
pub use texts::{is_narrow, texts};
pub use value::{
    CertificateLayout, Colour, FontChoice, Html, Imported, Legend, Link, Output, Paper, Placed, Section, SectionPlace,
    Shape, Signatory, TEMPLATES, Template,
};
pub use worded::Translations;
pub use wording::{Wording, criteria};

/// Everything that a project says, file by file, in order of the files.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// `accolade.yaml`
    pub site: SiteDraft,
    /// Whether that could not be read at all: what it leaves open is then no finding.
    pub site_unread: bool,
    /// `badges/*.yaml`
    pub badges: Vec<BadgeDraft>,
    /// `credentials/*`, without those that are lines of a file
    pub credentials: Vec<CredentialDraft>,
    /// `credentials/*.jsonl`: many credentials in one file, a line each
    pub lines: Vec<Arc<LineFile>>,
    /// `issuers/*.yaml`
    pub issuers: Vec<IssuerDraft>,
    /// `pathways/*.yaml`
    pub pathways: Vec<PathwayDraft>,
    /// `frameworks/*.yaml`
    pub frameworks: Vec<FrameworkDraft>,
    /// `pages/*.md`
    pub pages: Vec<PageDraft>,
    /// `accolade.lock`
    pub documents: Vec<LockedDocument>,
    /// Addresses in `accolade.lock` whose document was withdrawn for good, and when they said so.
    pub gone: Vec<(String, Timestamp)>,
    /// `ledger.jsonl`
    pub ledger: Records,
    /// What is published byte for byte: `static/`, `status/`, did.json.
    pub files: Vec<(SourcePath, Arc<[u8]>)>,
    /// `fonts`: the project's own, in the order that it names them.
    pub fonts: Vec<Arc<Font>>,
    /// Pictures that may be drawn from, but are not published as they are: those of `art/` and `signatures/`, besides `files`.
    pub pictures: Vec<(SourcePath, Arc<[u8]>)>,
}

impl Drafts {
    /// Where the project's own texts lead within the site.
    pub fn targets(&self) -> impl Iterator<Item = &Placed<String>> {
        let pages = self.pages.iter().flat_map(|page| &page.targets);
        let notes = self.credentials.iter().flat_map(|draft| &draft.notes.targets);
        self.site.targets.iter().chain(pages).chain(notes).chain(self.badges.iter().flat_map(|badge| &badge.targets))
    }
}

/// Reads every file of a project. Drafts are there also for files with errors, with gaps, so that others can refer to them.
#[must_use]
pub fn draft(source: &Source) -> (Drafts, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let site = source.iter().find(|(path, _)| path.as_str() == "accolade.yaml");
    let site = site.and_then(|(path, bytes)| one(path, bytes, &mut found, site::read));
    let site_unread = site.is_none();
    let site = site.unwrap_or_default();
    let badges = badges(source, &site.languages, &mut found);
    let issuers = many(source, "issuers", &["yaml", "yml"], &mut found, |file, bytes, found| {
        one(file, bytes, found, |node, problems| others::issuer(file, node, problems))
    });
    let pathways = many(source, "pathways", &["yaml", "yml"], &mut found, |file, bytes, found| {
        one(file, bytes, found, |node, problems| pathway::pathway(file, node, problems, &site.languages))
    });
    let frameworks = many(source, "frameworks", &["yaml", "yml"], &mut found, |file, bytes, found| {
        one(file, bytes, found, |node, problems| framework::framework(file, node, problems))
    });
    let pages = many(source, "pages", &["md"], &mut found, |file, bytes, found| {
        with_text(file, bytes, found, |problems| others::page(file, problems))
    });
    let (documents, gone) = locked(source, &mut found);
    let credentials = entries::credentials(source, &documents, &mut found);
    let (mut lines, mut ledger) = (Vec::new(), Records::default());
    for file in source.line_files() {
        match file {
            Ok(file) if file.path().is_below("credentials") => lines.push(file),
            Ok(file) => ledger = records::ledger(&file, &mut found),
            Err(problem) => found.push(problem),
        }
    }
    let files = files(source);
    let fonts = font::fonts(&site.fonts, source, &mut found);
    let pictures = ["art", "signatures"].iter().flat_map(|folder| source.below(folder));
    let pictures = pictures.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let drafts = Drafts {
        site,
        site_unread,
        badges,
        credentials,
        lines,
        issuers,
        pathways,
        frameworks,
        pages,
        documents,
        gone,
        ledger,
        files,
        fonts,
        pictures,
    };
    (drafts, found)
}

/// The definitions of `badges/`, in the languages of the site.
fn badges(source: &Source, languages: &[String], found: &mut Vec<Diagnostic>) -> Vec<BadgeDraft> {
    many(source, "badges", &["yaml", "yml"], found, |file, bytes, found| {
        let id = file.stem().to_owned();
        if !is_id(&id) {
            let help = format!("rename the file to {:?}", format!("{}.yaml", slug(&id)));
            let message = format!("the file's name becomes an address, and {id:?} cannot");
            found.push(Diagnostic::error("bad-id", message).in_file(file.as_str()).help(help));
        }
        let draft =
            one(file, bytes, found, |node, problems| badge::read(node, problems, languages)).unwrap_or_default();
        Some(BadgeDraft { id, file: Some(file.clone()), ..draft })
    })
}

/// Reads the files of a folder that have one of these extensions; others are named in a warning.
fn many<T>(
    source: &Source,
    folder: &str,
    extensions: &[&str],
    found: &mut Vec<Diagnostic>,
    read: impl Fn(&SourcePath, &[u8], &mut Vec<Diagnostic>) -> Option<T>,
) -> Vec<T> {
    debug_assert!(FOLDERS.contains(&folder));
    let mut drafts = Vec::new();
    for (file, bytes) in source.below(folder) {
        if extensions.contains(&file.extension().as_str()) {
            drafts.extend(read(file, bytes, found));
        } else {
            let message = format!("files in {folder}/ end in .{}; this one is not read", extensions[0]);
            found.push(Diagnostic::warning("not-read", message).in_file(file.as_str()).help("rename or remove it"));
        }
    }
    drafts
}

/// Reads one YAML file.
fn one<T>(
    file: &SourcePath,
    bytes: &[u8],
    found: &mut Vec<Diagnostic>,
    read: impl FnOnce(&Node, &mut Problems) -> Option<T>,
) -> Option<T> {
    with_text(file, bytes, found, |problems| match yaml::read(problems.text) {
        Ok(node) => read(&node, problems),
        Err(e) => problems.yaml(e),
    })
}

fn with_text<T>(
    file: &SourcePath,
    bytes: &[u8],
    found: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Problems) -> Option<T>,
) -> Option<T> {
    match Source::text(file, bytes) {
        Ok(text) => {
            let mut problems = Problems::new(file, text);
            let draft = read(&mut problems);
            problems.found.sort_by_key(|d| d.place.as_ref().map(|place| (place.line, place.column)));
            found.append(&mut problems.found);
            draft
        }
        Err(problem) => {
            found.push(problem);
            None
        }
    }
}

fn files(source: &Source) -> Vec<(SourcePath, Arc<[u8]>)> {
    let published = |path: &SourcePath| {
        path.is_below("static")
            || path.is_below("status")
            || ["did.json", ".well-known/did.json"].contains(&path.as_str())
    };
    source.iter().filter(|(path, _)| published(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let source = Source::of(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        let with_help = |d: &Diagnostic| format!("{d} | {}", d.help.as_deref().unwrap_or_default());
        draft(&source).1.iter().map(with_help).collect()
    }

    const SITE: (&str, &str) = ("accolade.yaml", "title: x\nholder: {name: Maya}\n");

    #[test]
    fn every_error_of_a_file_is_said_not_the_first() {
        let badge = "nme: Talk\ndescription: 12\ntype: Curse\ncriteria: {}\ndesign:\n  colour: reddish\n  level: 4\n\
                     workload: many\nvalid_for: 3 fortnights\nskills: speaking\nalignment:\n  - {name: x}\n";
        insta::assert_snapshot!(said(&[SITE, ("badges/talk.yaml", badge)]).join("\n"), @r##"
error[missing-field] badges/talk.yaml:1:1: a badge needs the field `name` | add `name: …`
error[unknown-field] badges/talk.yaml:1:1: a badge has no field `nme` | did you mean `name`?
error[wrong-value] badges/talk.yaml:3:7: `Curse` is not known here | did you mean `Course`?
error[missing-field] badges/talk.yaml:4:11: criteria need a text or a url | write `criteria: |` and the text below it
error[bad-colour] badges/talk.yaml:6:11: "reddish" is no colour | write it as "#rrggbb" in quotes, such as "#7a1f3d"
error[wrong-value] badges/talk.yaml:7:10: a whole number from 1 to 3 belongs here | choose one from 1 to 3
error[wrong-type] badges/talk.yaml:8:11: a number of at least 0 belongs here | write it in digits, without quotes
error[wrong-value] badges/talk.yaml:9:12: "3 fortnights" is no length of time | write it as in `3 years`, `18 months` or `90 days`
error[wrong-type] badges/talk.yaml:10:9: a list belongs here | write `[one, two]`, or one `- item` a line
error[missing-field] badges/talk.yaml:12:6: an alignment needs the field `url` | add `url: …`
"##);
    }

    #[test]
    fn an_entry_is_told_apart_by_its_keys() {
        insta::assert_snapshot!(said(&[
            SITE,
            ("credentials/a.yaml", "credential: b.jsn\n"),
            ("credentials/b.json", "{}"),
            ("credentials/c.yaml", "credential: b.json\nclaim: {name: x}\n"),
            ("credentials/d.yaml", "credential: d.json\n"),
            ("credentials/e.yaml", "credential: ../../x.json\n"),
            ("credentials/f.yaml", "claim: {name: x, earned: 2026-02-30, url: 'javascript:alert(1)'}\nslug: A b\n"),
            ("credentials/g.yaml", "credential: b.json\nfeatured: yes\n"),
            ("credentials/h.yaml", "credential: b.json\n"),
        ]).join("\n"), @r#"
error[bad-path] credentials/a.yaml:1:13: credentials/b.jsn is no file with a credential in credentials/ | put the credential into credentials/ as .json, .jwt, .png, .svg or .pdf
error[unknown-entry] credentials/c.yaml:1:1: an entry is one thing, and this file has `credential` and `claim` | keep `credential:` for notes on a signed credential, or `claim:` for an entry of your own
error[no-such-file] credentials/d.yaml:1:13: there is no file credentials/d.json | did you mean credentials/b.json?
error[bad-path] credentials/e.yaml:1:13: "../../x.json" leaves the project | name a file with a credential beside this one
error[bad-date] credentials/f.yaml:1:26: "2026-02-30" is no date | write year-month-day as in 2026-06-01, or a time with its zone as in 2026-06-01T14:00:00Z
error[bad-url] credentials/f.yaml:1:43: an address that begins with `javascript:` is not allowed here | allowed are: http, https
error[bad-id] credentials/f.yaml:2:7: "A b" cannot be part of an address | use lower-case letters, digits and hyphens, as in "a-b"
error[wrong-type] credentials/g.yaml:2:11: `true` or `false` belongs here | write one of the two without quotes
error[used-twice] credentials/h.yaml:1:13: credentials/g.yaml already adds notes to credentials/b.json | keep the notes of one credential in one file
"#);
    }

    #[test]
    fn a_yaml_credential_is_the_json_that_it_says() {
        let yaml = "# mine\n'@context': [https://www.w3.org/ns/credentials/v2]\nversion: '1.0'\nn: 1.5\n";
        let source = Source::of([("accolade.yaml", SITE.1.as_bytes()), ("credentials/a.yaml", yaml.as_bytes())]);
        let (drafts, found) = draft(&source);
        assert!(found.is_empty(), "{found:?}");
        let Content::Credential { bytes, .. } = &drafts.credentials[0].content else { panic!("a credential") };
        let text = std::str::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "{\n  \"@context\": [\n    \"https://www.w3.org/ns/credentials/v2\"\n  ],\n  \"version\": \"1.0\",\n  \"n\": 1.5\n}\n"
        );
    }
}
