//! In: a request as a web page sends it: a JSON header, and the bytes that it speaks of, one after another. Out: the reports on the files in
//! it, or the documents that judging them would rest on, as lines of JSON. The header:
//!
//! `{"as_of": TIME, "documents": [{"url", "length", "retrieved"?}], "gone": [{"url", "seen"}], "issuers": [{"id", "name", "basis", "own"?,
//! "keys": [{"id"?, "key": MULTIBASE, "from"?, "until"?, "compromised"?}]}], "files": [{"name", "length"}]}`

use jiff::Timestamp;

use super::{Judged, Unread, carrier, lines, report, sha256};
use crate::json::{self, Json};
use crate::key::AnyKey;
use crate::{Document, Documents, Issuers, Known, KnownIssuer, PinnedKey, judge_many, time};

/// Why a request is not answered: what is wrong with its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request's {0} cannot be read")]
pub struct PacketError(&'static str);

/// A thing to judge, with the name it is shown under.
struct Subject<'a> {
    name: String,
    bytes: Result<&'a [u8], Unread>,
}

struct Packet<'a> {
    as_of: Timestamp,
    documents: Documents,
    issuers: Issuers,
    subjects: Vec<Subject<'a>>,
}

/// Judges the files of a request: a line of JSON for each, in order, with JSON Lines a line for each line.
///
/// # Errors
/// A header that cannot be read; never for what a file holds.
pub fn check(header: &[u8], body: &[u8]) -> Result<String, PacketError> {
    let packet = Packet::read(header, body)?;
    let known = packet.known();
    let bytes: Vec<&[u8]> = packet.subjects.iter().filter_map(|subject| subject.bytes.as_ref().ok().copied()).collect();
    let mut judged = judge_many(&bytes, &known).into_iter();
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
        let told = report(&judged, &packet.documents, packet.as_of);
        out.push_str(&serde_json::to_string(&told).expect("plain data can be written as JSON"));
        out.push('\n');
    }
    Ok(out)
}

/// The documents that judging the files of a request would rest on, each once, with those that are known already.
/// A line of JSON for each: `{"url", "what", "optional", "known"}`.
///
/// # Errors
/// As [`check`].
pub fn needs(header: &[u8], body: &[u8]) -> Result<String, PacketError> {
    let packet = Packet::read(header, body)?;
    let known = packet.known();
    let mut all = std::collections::BTreeMap::new();
    for need in
        packet.subjects.iter().filter_map(|s| s.bytes.as_ref().ok()).flat_map(|b| crate::needs::needs(b, &known))
    {
        let optional = all.entry(need.url).or_insert((need.what, true));
        optional.1 &= need.optional;
    }
    let mut out = String::new();
    for (url, (what, optional)) in all {
        let told = Told { known: packet.documents.get(&url).is_some(), url: &url, what: what.words(), optional };
        out.push_str(&serde_json::to_string(&told).expect("plain data can be written as JSON"));
        out.push('\n');
    }
    Ok(out)
}

#[derive(serde::Serialize)]
struct Told<'a> {
    url: &'a str,
    what: String,
    optional: bool,
    known: bool,
}

impl<'a> Packet<'a> {
    fn read(header: &[u8], body: &'a [u8]) -> Result<Self, PacketError> {
        let header = json::parse(header).map_err(|_| PacketError("header"))?;
        let mut rest = body;
        let as_of = moment(&header, "as_of").ok().flatten().ok_or(PacketError("as_of"))?;
        let mut documents = Documents::default();
        for one in items(&header, "documents") {
            let wrong = PacketError("documents");
            let url = text(one, "url").ok_or(wrong)?;
            let bytes = take(&mut rest, one).ok_or(wrong)?;
            documents
                .insert(url, Document { bytes: bytes.into(), retrieved: moment(one, "retrieved").or(Err(wrong))? });
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
        Ok(Self { as_of, documents, issuers, subjects })
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
    let own = matches!(of.get("own"), Some(Json::Bool(true)));
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
