//! In: the credentials of a project in all their files. Out: where those of its own stand: in files of their own, in any form and under any
//! name, and in lines of files of many. One may stand in several places.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::draft::{Content, CredentialDraft, Drafts};
use crate::issue::credential::Issuer;
use crate::issue::ledger::Ledger;
use crate::load::{LineFile, SourcePath, in_lines};

/// A credential that has a file of its own.
pub(super) struct Carried {
    /// The file that carries it.
    pub(super) file: SourcePath,
    /// The file that adds notes to it.
    pub(super) notes: Option<SourcePath>,
    /// The credential itself.
    pub(super) bytes: Arc<[u8]>,
}

/// Where a credential stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a file of its own, by its place among them.
    File(usize),
    /// In a file of many, by its place among them, and its line there, counted from 0.
    Line(usize, usize),
}

/// Where each credential of this site's own stands: slugs in order, those of one slug with files of their own first.
pub(super) struct Places(Vec<(String, Place)>);

/// The credentials that have a file of their own.
pub(super) fn files(drafts: Drafts) -> Vec<Carried> {
    let carried = |draft: CredentialDraft| match draft.content {
        Content::Credential { file, bytes, .. } => {
            let notes = (draft.file != file).then_some(draft.file);
            Some(Carried { file, notes, bytes })
        }
        Content::Claim(_) => None,
    };
    drafts.credentials.into_iter().filter_map(carried).collect()
}

impl Places {
    /// # Errors
    /// When a file of many cannot be read any more.
    pub(super) fn of(
        files: &[Carried],
        lines: &[Arc<LineFile>],
        ledger: &Ledger,
        issuer: &Issuer,
    ) -> Result<Self, Diagnostic> {
        #[derive(serde::Deserialize)]
        struct Named {
            id: String,
        }
        let own = format!("{}credentials/", issuer.base);
        let slug = |bytes: &[u8]| {
            let id = serde_json::from_slice::<Named>(bytes).ok()?.id;
            let known = ledger.line_of(&id).map(|(entry, _)| entry.slug.clone());
            known.or_else(|| Some(id.strip_prefix(&own)?.trim_end_matches('/').to_owned()))
        };
        let mut all: Vec<_> = files
            .par_iter()
            .enumerate()
            .filter_map(|(at, carried)| Some((slug(&carried.bytes)?, Place::File(at))))
            .collect();
        all.extend(in_lines(lines, |at, line| Some((slug(line.text)?, Place::Line(at, line.number - 1))))?);
        all.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Self(all))
    }

    /// Where the credential with this slug stands.
    pub(super) fn of_slug(&self, slug: &str) -> impl Iterator<Item = Place> {
        let from = self.0.partition_point(|(other, _)| other.as_str() < slug);
        self.0[from..].iter().take_while(move |(other, _)| other == slug).map(|(_, place)| *place)
    }
}
