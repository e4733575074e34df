//! In: a request as a web page sends it: a JSON header, and the bytes that it speaks of, one after another. Out: the reports on the files in
//! it, or the documents that judging them would rest on, as lines of JSON. The header:
//!
//! `{"as_of": TIME, "tried"?: [URL], "documents": [{"url", "length", "retrieved"?, "spare"?}], "gone": [{"url", "seen"}], "issuers":
//! [{"id", "name", "basis", "own"?, "keys": [{"id"?, "key": MULTIBASE, "from"?, "until"?, "compromised"?}]}], "files": [{"name", "length"}]}`

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Judged, Unread, carrier, lines, report, sha256};
use crate::json::{self, Json};
use crate::judge::{Content, judge_contents};
use crate::key::AnyKey;
use crate::needs;
use crate::{Document, Documents, Issuers, Known, KnownIssuer, PinnedKey, time};

/// Why a request is not answered: what is wrong with its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request's {0} cannot be read")]
pub struct PacketError(&'static str);

/// A thing to judge, with the name it is shown under.
struct Subject<'a> {
    name: String,
    bytes: Result<&'a [u8], Unread>,
}

impl<'a> Subject<'a> {
    fn content(&self) -> Option<Content<'a>> {
        self.bytes.as_ref().ok().map(|bytes| Content::of(bytes))
    }
}

struct Packet<'a> {
    as_of: Timestamp,
    documents: Documents,
    /// Copies for what could not be had anew: judging may rest on them, what else is wanted does not.
    spare: Vec<(String, Document)>,
    issuers: Issuers,
    subjects: Vec<Subject<'a>>,
    /// The addresses that gave nothing, if documents are wanted at all.
    tried: Option<BTreeSet<String>>,
}

/// Judges the files of a request: a line of JSON for each, in order, with JSON Lines a line for each line.
///
/// With `tried`, the documents that judging them would rest on come first: while there is one that is neither known nor was
/// tried in vain, the answer is a line of JSON for each such document, and nothing is judged yet.
///
/// # Errors
/// A header that cannot be read; never for what a file holds.
pub fn check(header: &[u8], body: &[u8]) -> Result<String, PacketError> {
    let mut packet = Packet::read(header, body)?;
    let contents: Vec<Content<'_>> = packet.subjects.iter().filter_map(Subject::content).collect();
    if let Some(wanted) = packet.wanted(&contents) {
        return Ok(wanted);
    }
    for (url, document) in std::mem::take(&mut packet.spare) {
        if packet.documents.get(&url).is_none() {
            packet.documents.insert(&url, document);
        }
    }
    let mut judged = judge_contents(contents.into_iter(), &packet.known()).into_iter();
    let mut out = String::new();
    for Subject { name, bytes } in packet.subjects {
        let judged = Judged {
            file: name,
            sha256: bytes.as_ref().ok().map(|bytes| sha256(bytes)),
            carrier: bytes.as_ref().ok().and_then(|bytes| carrier(bytes)),
            project: None,
            lies_in: None,
            outcome: bytes.map(|_| judged.next().expect("one judgement for each")),
        };
        line(&mut out, &report(&judged, &packet.documents, packet.as_of));
    }
    Ok(out)
}

/// A document that is wanted.
#[derive(serde::Serialize)]
struct Wanted<'a> {
    wanted: &'a str,
    what: String,
    optional: bool,
}

fn line(out: &mut String, told: &impl serde::Serialize) {
    out.push_str(&serde_json::to_string(told).expect("plain data can be written as JSON"));
    out.push('\n');
}

impl<'a> Packet<'a> {
    fn read(header: &[u8], body: &'a [u8]) -> Result<Self, PacketError> {
        let header = json::parse(header).map_err(|_| PacketError("header"))?;
        let mut rest = body;
        let as_of = moment(&header, "as_of").ok().flatten().ok_or(PacketError("as_of"))?;
        let (mut documents, mut spare) = (Documents::default(), Vec::new());
        for one in items(&header, "documents") {
            let wrong = PacketError("documents");
            let url = text(one, "url").ok_or(wrong)?;
            let bytes = take(&mut rest, one).ok_or(wrong)?;
            let document = Document { bytes: bytes.into(), retrieved: moment(one, "retrieved").or(Err(wrong))? };
            if is(one, "spare") {
                spare.push((url.to_owned(), document));
            } else {
                documents.insert(url, document);
            }
        }
        for one in items(&header, "gone") {
            let seen = moment(one, "seen").ok().flatten();
            documents.insert_gone(text(one, "url").ok_or(PacketError("gone"))?, seen.ok_or(PacketError("gone"))?);
        }
        let mut issuers = Issuers::default();
        for one in items(&header, "issuers") {
            issuers.insert(issuer(one).ok_or(PacketError("issuers"))?);
        }
        let mut subjects = Vec::new();
        for one in items(&header, "files") {
            let name = text(one, "name").ok_or(PacketError("files"))?;
            put(&mut subjects, name, take(&mut rest, one).ok_or(PacketError("files"))?);
        }
        let tried =
            header.get("tried").map(|tried| tried.items().iter().filter_map(Json::as_str).map(str::to_owned).collect());
        Ok(Self { as_of, documents, spare, issuers, subjects, tried })
    }

    /// The documents that are wanted before anything is judged, each once, in the order of their addresses.
    fn wanted(&self, contents: &[Content<'_>]) -> Option<String> {
        let tried = self.tried.as_ref()?;
        let known = self.known();
        let mut all = BTreeMap::new();
        for need in contents.iter().flat_map(|content| needs::of_content(content, &known)) {
            let (_, optional) = all.entry(need.url).or_insert((need.what, true));
            *optional &= need.optional;
        }
        all.retain(|url, _| self.documents.get(url).is_none() && !tried.contains(url));
        let mut out = String::new();
        for (wanted, (what, optional)) in &all {
            line(&mut out, &Wanted { wanted, what: what.words(), optional: *optional });
        }
        (!all.is_empty()).then_some(out)
    }

    const fn known(&self) -> Known<'_> {
        Known { as_of: self.as_of, documents: &self.documents, issuers: &self.issuers }
    }
}

fn put<'a>(subjects: &mut Vec<Subject<'a>>, name: &str, bytes: &'a [u8]) {
    let before = subjects.len();
    subjects.extend(lines(name, bytes).into_iter().map(|line| Subject {
        name: line.number.map_or_else(|| name.to_owned(), |number| format!("{name}:{number}")),
        bytes: Ok(line.bytes),
    }));
    if subjects.len() == before {
        let why = Unread { code: "empty", note: "There is no credential in it.".to_owned() };
        subjects.push(Subject { name: name.to_owned(), bytes: Err(why) });
    }
}

/// The next `length` bytes.
fn take<'a>(rest: &mut &'a [u8], of: &Json) -> Option<&'a [u8]> {
    let Some(Json::Integer(length)) = of.get("length") else { return None };
    let (bytes, after) = rest.split_at_checked(usize::try_from(*length).ok()?)?;
    *rest = after;
    Some(bytes)
}

fn issuer(of: &Json) -> Option<KnownIssuer> {
    let mut keys = Vec::new();
    for one in items(of, "keys") {
        let time = |name| moment(one, name).ok();
        let key = AnyKey::from_multibase(text(one, "key")?).ok()?;
        let (from, until, compromised) = (time("from")?, time("until")?, time("compromised")?);
        keys.push(PinnedKey { id: text(one, "id").map(str::to_owned), key, from, until, compromised });
    }
    let part = |name| text(of, name).map(str::to_owned);
    let own = is(of, "own");
    Some(KnownIssuer { id: part("id")?, name: part("name")?, basis: part("basis")?, own, keys })
}

/// A moment: nothing when there is none, an error when it cannot be read, since a key without its end would be good for ever.
fn moment(of: &Json, name: &str) -> Result<Option<Timestamp>, ()> {
    match of.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => value.as_str().and_then(time::parse).map(Some).ok_or(()),
    }
}

fn items<'a>(of: &'a Json, name: &str) -> &'a [Json] {
    match of.get(name) {
        Some(Json::Array(items)) => items,
        _ => &[],
    }
}

fn text<'a>(of: &'a Json, name: &str) -> Option<&'a str> {
    of.get(name).and_then(Json::as_str)
}

fn is(of: &Json, name: &str) -> bool {
    matches!(of.get(name), Some(Json::Bool(true)))
}
