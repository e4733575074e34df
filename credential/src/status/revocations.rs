//! In: an entry of the 1EdTech Revocation List Status Method 1.0, and the lists that are known. Out: what the list says.
//! Such a list is not signed: it can end a credential, but only the issuer's own address can let one pass.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::check::{Answer, day_of, quoted};
use super::list::Listing;
use crate::credential::StatusEntry;
use crate::did;
use crate::json::Value;
use crate::known::Known;
use crate::time::{self, day};

/// The names under which lists keep their entries: the specification's, and the one that its validator reads.
const LISTS: [&str; 2] = ["revokedCredential", "revokedCredentials"];

/// A list of revoked credentials.
pub(crate) struct Revocations {
    issuer: Option<String>,
    entries: BTreeMap<String, Vec<Entry>>,
    /// Whether something in it could not be read, so that nothing follows from an absence.
    odd: bool,
}

/// What a list says of one credential.
struct Entry {
    revoked: Revoked,
    reason: Option<String>,
}

enum Revoked {
    Yes,
    No,
    Since(Timestamp),
    Odd,
}

impl Revocations {
    /// Reads a list; `None` when the document is nothing of the kind.
    pub(super) fn read(json: &Value<'_>) -> Option<Self> {
        let object = json.as_object()?;
        let is_credential = object.get("credentialSubject").is_some();
        if is_credential || !LISTS.iter().any(|name| object.get(name).is_some()) {
            return None;
        }
        let issuer = object.get("issuer").and_then(|i| i.as_str().or_else(|| i.get("id")?.as_str()));
        let mut list = Self { issuer: issuer.map(str::to_owned), entries: BTreeMap::new(), odd: false };
        list.odd = LISTS.iter().any(|name| object.get(name).is_some_and(|entries| *entries == Value::Null));
        for item in LISTS.iter().filter_map(|name| object.get(name)).flat_map(Value::items) {
            match item.get("id").and_then(Value::as_str) {
                Some(id) => list.entries.entry(id.to_owned()).or_default().push(Entry::read(item)),
                None => list.odd = true,
            }
        }
        Some(list)
    }
}

impl Entry {
    fn read(item: &Value<'_>) -> Self {
        let revoked = match item.get("revoked") {
            None | Some(Value::Bool(true)) => Revoked::Yes,
            Some(Value::Bool(false)) => Revoked::No,
            Some(other) => other.as_str().and_then(time::parse).map_or(Revoked::Odd, Revoked::Since),
        };
        let reason = item.get("revocationReason").and_then(Value::as_str).map(quoted).filter(|r| !r.is_empty());
        Self { revoked, reason }
    }
}

/// Asks the list of one entry. Both sides are answers: the error is one that was found early.
pub(super) fn ask(
    entry: &StatusEntry,
    credential: Option<&str>,
    issuer: Option<&str>,
    known: &Known<'_>,
) -> Result<Answer, Answer> {
    let unknown = Answer::unknown;
    let url = entry.id.as_deref().ok_or_else(|| unknown("status-list", "its status entry names no list"))?;
    let id = credential.ok_or_else(|| unknown("status-id", "it has no id by which a list could name it"))?;
    let document = known.documents.get(url).ok_or_else(|| unknown("list-missing", "its status list was not given"))?;
    let listing = known.documents.memo().list(url, known, || Listing::judge(document, known));
    let list = match &*listing {
        Listing::Plain(list) => list,
        Listing::Credential(_) => {
            return Err(unknown("list-type", "what stands in place of its status list is none"));
        }
        Listing::Unreadable => return Err(unknown("list-unreadable", "its status list cannot be read")),
    };
    let said = list.entries.get(id).map_or(&[][..], Vec::as_slice);
    for entry in said {
        let since = match entry.revoked {
            Revoked::Yes => None,
            Revoked::Since(at) if at <= known.as_of => Some(at),
            _ => continue,
        };
        return Ok(Answer::fail("revoked", in_words(since, entry.reason.as_deref())));
    }
    if list.odd || said.iter().any(|e| matches!(e.revoked, Revoked::Odd)) {
        return Err(unknown("list-malformed", "its status list is malformed"));
    }
    if issuer.is_none() || list.issuer.as_deref() != issuer {
        return Err(unknown("list-other-issuer", "its status list is of someone other than the issuer"));
    }
    let home = issuer.and_then(did::document_url).and_then(|url| origin(&url));
    if home.is_none() || home != origin(url) {
        return Err(unknown("list-other-address", "its status list is unsigned, and not at the issuer's own address"));
    }
    let today = day_of(document, known);
    let later = said.iter().filter_map(|entry| match entry.revoked {
        Revoked::Since(at) => Some(at),
        _ => None,
    });
    let found = match later.min() {
        Some(at) => {
            format!("Not revoked as of {today}; the issuer's revocation list says that it will be on {}.", day(at))
        }
        None => format!("Not on the issuer's revocation list as of {today}."),
    };
    let note = format!("{found} The list is unsigned, and at the issuer's own address.");
    Ok(Answer::pass("not-listed", note))
}

fn in_words(since: Option<Timestamp>, reason: Option<&str>) -> String {
    let mut note = "The revocation list that it names says that it was revoked".to_owned();
    if let Some(at) = since {
        note.push_str(&format!(" on {}", day(at)));
    }
    if let Some(reason) = reason {
        note.push_str(&format!(": {}", reason.trim_end_matches('.')));
    }
    note.push('.');
    note
}

/// Host and port of an https address, in lower case; `None` for one with a user name or of another kind.
fn origin(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':'));
    let host = host.to_ascii_lowercase();
    plain.then(|| host.strip_suffix(":443").map(str::to_owned).unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_host_and_port() {
        let same = ["https://a.example/x", "https://A.example", "https://a.example:443/?q", "https://a.example#f"];
        assert!(same.iter().all(|u| origin(u).as_deref() == Some("a.example")));
        for other in ["http://a.example/", "https://b@a.example/", "https://a.example\\@b/", "https:///x", "urn:x"] {
            assert_eq!(origin(other), None, "{other}");
        }
        assert_eq!(origin("https://a.example:8443/").as_deref(), Some("a.example:8443"));
        assert_ne!(origin("https://a.example.evil/"), origin("https://a.example/"));
    }
}
