//! In: a PDF. Out: the one credential embedded in it as a file. Pages are not looked at, nothing is decrypted.
//!
//! Our own reader of the file structure (ISO 32000-2 section 7.5): libraries unpack object streams without a limit, so
//! that a small hostile file takes all memory. This one finds objects by their headers, which also reads files whose
//! cross-reference table is damaged, and does work in proportion to the file.

mod filter;
mod marks;
mod object;
mod scan;

use std::collections::BTreeSet;

use super::{ExtractError, Payload, agree, is_jws};
use crate::json::{self, Json};
use object::Value;
use scan::File;

/// The most embedded files that are looked at, and the depth of their tree.
const MAX_FILES: usize = 256;
const MAX_DEPTH: usize = 32;

/// Finds the credential: the only embedded JSON-LD or JWS, else the only embedded JSON object.
pub(super) fn find(bytes: &[u8]) -> Result<Payload<'static>, ExtractError> {
    let file = File::scan(bytes)?;
    if file.encrypted() {
        return Err(ExtractError::new("pdf-encrypted", "the PDF is encrypted; save it without a password first"));
    }
    let mut search = Search { file: &file, seen: BTreeSet::new(), streams: BTreeSet::new() };
    search.all()?;
    let (mut linked, mut other, mut unreadable) = (Vec::new(), Vec::new(), None);
    for number in &search.streams {
        match file.stream(*number).map(read) {
            Ok(Some((payload, true))) => linked.push(payload),
            Ok(Some((payload, false))) => other.push(payload),
            Ok(None) => {}
            Err(why) => unreadable = unreadable.or(Some(why)),
        }
    }
    let mut found = None;
    let candidates = if linked.is_empty() { other } else { linked };
    candidates.into_iter().try_for_each(|payload| agree(&mut found, payload))?;
    found.ok_or_else(|| match (unreadable, search.streams.is_empty()) {
        (Some(why), _) => why,
        (None, _) if file.broken() => ExtractError::new("pdf-damaged", "the PDF is damaged: not all of it can be read"),
        (None, true) => ExtractError::new("no-attachment", "this PDF has no file embedded in it"),
        (None, false) => ExtractError::new("no-badge", "no file embedded in this PDF is a credential in JSON"),
    })
}

/// What an embedded file is, and whether it is surely meant as a credential: JSON with contexts, or a JWS.
fn read(bytes: Vec<u8>) -> Option<(Payload<'static>, bool)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    if let Some(jws) = std::str::from_utf8(bytes.trim_ascii()).ok().filter(|t| is_jws(t)) {
        return Some((Payload::Jws(jws.to_owned().into()), true));
    }
    let Ok(Json::Object(object)) = json::parse(&bytes) else { return None };
    let linked = object.get("@context").is_some();
    Some((Payload::Json(bytes.into()), linked))
}

struct Search<'f, 'a> {
    file: &'f File<'a>,
    /// Nodes of the name tree that were followed.
    seen: BTreeSet<u32>,
    /// The object numbers of embedded file streams.
    streams: BTreeSet<u32>,
}

impl Search<'_, '_> {
    /// The name tree of the catalog (section 7.7.4), associated files (14.13), file attachments on pages (12.5.6.15).
    fn all(&mut self) -> Result<(), ExtractError> {
        let catalog = self.file.catalog()?;
        let names = self.file.resolve(catalog.get("Names"))?;
        let tree = names.get("EmbeddedFiles").clone();
        self.tree(&tree, 0)?;
        self.specifications(catalog.get("AF"))?;
        for number in self.file.attaching() {
            let object = self.file.object(number)?;
            self.specifications(object.get("AF"))?;
            if object.get("Subtype").is_name("FileAttachment") {
                self.specifications(object.get("FS"))?;
            }
        }
        Ok(())
    }

    fn tree(&mut self, node: &Value, depth: usize) -> Result<(), ExtractError> {
        if let Value::Ref(number) = node
            && !self.seen.insert(*number)
        {
            return Ok(());
        }
        if depth > MAX_DEPTH || self.seen.len() > MAX_FILES {
            return Err(ExtractError::new(
                "pdf-too-complex",
                "the list of files embedded in this PDF is too long or deep",
            ));
        }
        let node = self.file.resolve(node)?;
        let names = self.file.resolve(node.get("Names"))?;
        for file in names.items().iter().skip(1).step_by(2) {
            self.specification(file)?;
        }
        let kids = self.file.resolve(node.get("Kids"))?;
        kids.items().iter().try_for_each(|kid| self.tree(kid, depth + 1))
    }

    /// One file specification, or a list of them.
    fn specifications(&mut self, value: &Value) -> Result<(), ExtractError> {
        let value = self.file.resolve(value)?;
        match value {
            Value::Array(items) => items.iter().try_for_each(|item| self.specification(item)),
            other => self.specification(&other),
        }
    }

    /// Notes the stream of a file specification (section 7.11.3).
    fn specification(&mut self, value: &Value) -> Result<(), ExtractError> {
        let specification = self.file.resolve(value)?;
        let embedded = self.file.resolve(specification.get("EF"))?;
        let stream = ["UF", "F", "Unix", "Mac", "DOS"].iter().map(|k| embedded.get(k)).find_map(Value::reference);
        self.streams.extend(stream);
        if self.streams.len() > MAX_FILES {
            return Err(ExtractError::new("pdf-too-complex", "there are too many files embedded in this PDF"));
        }
        Ok(())
    }
}
