//! In: the bytes of a credential, and what its line of the ledger says of it. Out: what the two do not agree on.
//! The line says in which place of which status list the credential is: whoever believed a wrong one would revoke somebody else.

use std::fmt;
use std::marker::PhantomData;

use accolade_credential::{json, report};
use jiff::Timestamp;
use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization as _;

use super::id_key::IdKey;
use crate::diag::{Diagnostic, Place, Span};

/// What a credential says of itself, as far as the ledger says it too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// `id`
    pub id: Option<String>,
    /// The issuer's `id`.
    pub issuer: Option<String>,
    /// The badge's id, from the address of its achievement.
    badge: Option<String>,
    /// When it was signed.
    created: Option<Timestamp>,
    /// The number of its award, where it is one that the credential itself tells, and the one that it had before names were taken
    /// without regard to how their letters are encoded.
    award: Option<[String; 2]>,
    /// Whether it names a list that says whether it is suspended.
    pub suspends: bool,
    /// The address of the list that says whether it is revoked, and its place there.
    place: Option<(String, u32)>,
}

/// What a line of the ledger says of its credential.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The badge's id.
    pub badge: &'a str,
    /// The number of its status list.
    pub list: u32,
    /// Its place there.
    pub index: Option<u32>,
    /// When it was issued, in seconds since 1970.
    pub issued: Option<i64>,
    /// Stands for the number of its award, where the credential itself tells one.
    pub award: Option<IdKey>,
    /// Stands for its SHA-256 in hexadecimal.
    pub sha256: IdKey,
}

/// What a line of the ledger and its credential do not agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field of the ledger.
    field: &'static str,
    message: String,
}

impl Stated {
    /// What a credential says; `None` when it is no JSON object.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let read: Read = serde_json::from_slice(bytes).ok()?;
        let issuer = match read.issuer {
            Some(Issuer::Id(id)) => Some(id),
            Some(Issuer::Profile { id }) => id,
            Some(Issuer::Other(_)) | None => None,
        };
        let name = read.credential_subject.0.iter().find_map(|subject| subject.name.clone());
        let badge = read.credential_subject.0.into_iter().find_map(|subject| subject.achievement?.id);
        let badge = badge.as_deref().and_then(|id| id.rsplit_once("/badges/")?.1.split(['/', '#', '?']).next());
        let day = read.awarded_date.as_deref().and_then(|date| date.get(..10));
        let award = badge.zip(day).zip(name);
        let award = award.map(|((badge, day), name)| [award_number(badge, day, &name), number_of(badge, day, &name)]);
        let suspends =
            read.credential_status.0.iter().any(|status| status.status_purpose.as_deref() == Some("suspension"));
        let revocation =
            |status: Status| (status.status_purpose.as_deref() == Some("revocation")).then_some(status).and_then(place);
        Some(Self {
            id: read.id,
            issuer,
            badge: badge.map(str::to_owned),
            created: read.proof.0.into_iter().find_map(|proof| proof.created?.parse().ok()),
            award,
            suspends,
            place: read.credential_status.0.into_iter().find_map(revocation),
        })
    }

    /// What the ledger says of the credential with these bytes, and it does not. `first` is the address of the first status list.
    #[must_use]
    pub fn difference(&self, ledger: &Expected<'_>, bytes: &[u8], first: &str) -> Option<Difference> {
        let list = self.place.as_ref().and_then(|(url, _)| list_number(url, first));
        let index = self.place.as_ref().map(|(_, index)| *index);
        let other_list = list.is_some_and(|list| list != ledger.list);
        if index.is_none() || index != ledger.index || other_list {
            let field = if index == ledger.index && other_list { "list" } else { "index" };
            let said = |list: u32, index: Option<u32>| {
                index.map_or_else(|| "no place".to_owned(), |index| format!("place {index} of list {list}"))
            };
            let (here, there) = (said(ledger.list, ledger.index), said(list.unwrap_or(ledger.list), index));
            return Some(Difference {
                field,
                message: format!("the ledger says {here} for its status, and the credential says {there}"),
            });
        }
        if let Some(badge) = self.badge.as_deref().filter(|badge| *badge != ledger.badge) {
            let message = format!(
                "the ledger says that it is of the badge {:?}, and the credential says {badge:?}",
                ledger.badge
            );
            return Some(Difference { field: "badge", message });
        }
        if let (Some(created), Some(issued)) = (self.created, ledger.issued)
            && created.as_second() != issued
        {
            let issued = Timestamp::from_second(issued).unwrap_or_default();
            let message = format!("the ledger says that it was issued at {issued}, and it was signed at {created}");
            return Some(Difference { field: "issued", message });
        }
        if let (Some(award), Some(known)) = (&self.award, ledger.award)
            && award.iter().all(|award| IdKey::of(award) != known)
        {
            let message = format!("the ledger says another award than the credential, which is {:?}", award[0]);
            return Some(Difference { field: "award", message });
        }
        (!is_of(ledger.sha256, bytes)).then(|| Difference {
            field: "sha256",
            message: "the credential is not the one whose SHA-256 the ledger has".to_owned(),
        })
    }
}

/// The number of an award that has none of its own: badge, day, and a short hash of the name, however its letters are encoded.
#[must_use]
pub fn award_number(badge: &str, awarded: &str, name: &str) -> String {
    number_of(badge, awarded, &composed(name))
}

/// The same of a name as its letters are encoded.
#[must_use]
pub fn number_of(badge: &str, awarded: &str, name: &str) -> String {
    format!("{badge}/{awarded}/{}", &blake3::hash(name.to_lowercase().as_bytes()).to_hex()[..16])
}

/// A name in the one form in which it is signed and compared: a letter and its mark are one character (NFC).
#[must_use]
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// Whether a credential tells the number of its award: not where the award has one of its own, and not of who was forgotten.
#[must_use]
pub fn tells_award(award: &str) -> bool {
    !award.is_empty() && !award.starts_with("id:") && !award.starts_with("forgotten ")
}

impl Difference {
    /// The error at its line of the ledger.
    #[must_use]
    pub fn told(&self, (number, text): (usize, &str), id: &str, file: &str) -> Diagnostic {
        let help = format!(
            "bring ledger.jsonl or {file} back from your version control; the ledger is written by accolade's commands alone"
        );
        let mut found = Diagnostic::error("ledger-differs", self.message.clone()).about(id).help(help);
        found.place = Some(place_in(number, text, self.field));
        found
    }
}

/// The place of a field in a line of the ledger.
#[must_use]
pub fn place_in(number: usize, text: &str, field: &str) -> Place {
    let name = format!("\"{field}\"");
    let start = text.find(&name).unwrap_or(0);
    let end = text[start..].find([',', '}']).map_or(text.len(), |at| start + at);
    Place { line: Some(number), ..Place::of("ledger.jsonl".to_owned(), text, Span { start, end }) }
}

/// Whether a credential has this SHA-256, as it is or as it was written: a credential that only stands in other lines is the same.
fn is_of(sha256: IdKey, bytes: &[u8]) -> bool {
    let is = |bytes: &[u8]| IdKey::of(&report::sha256(bytes)) == sha256;
    is(bytes) || json::parse(bytes).is_ok_and(|json| is(json.to_text().as_bytes()) || is(json.to_pretty().as_bytes()))
}

/// The number of a list by which credentials are revoked: the first may have a name of its own, the others are called after theirs.
fn list_number(url: &str, first: &str) -> Option<u32> {
    if url == first {
        return Some(1);
    }
    url.rsplit_once('/')?.1.strip_suffix(".json")?.parse().ok()
}

fn place(status: Status) -> Option<(String, u32)> {
    let index = match status.status_list_index? {
        Index::Text(text) => text.parse().ok()?,
        Index::Number(number) => number,
        Index::Other(_) => return None,
    };
    Some((status.status_list_credential?, index))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    id: Option<String>,
    issuer: Option<Issuer>,
    #[serde(default)]
    credential_subject: Many<Subject>,
    #[serde(default)]
    credential_status: Many<Status>,
    awarded_date: Option<String>,
    #[serde(default)]
    proof: Many<Proof>,
}

#[derive(Deserialize)]
struct Proof {
    created: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Issuer {
    Id(String),
    Profile { id: Option<String> },
    Other(IgnoredAny),
}

#[derive(Deserialize)]
struct Subject {
    name: Option<String>,
    achievement: Option<Achievement>,
}

#[derive(Deserialize)]
struct Achievement {
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    status_purpose: Option<String>,
    status_list_index: Option<Index>,
    status_list_credential: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Index {
    Text(String),
    Number(u32),
    Other(IgnoredAny),
}

/// One object, or a list of them.
struct Many<T>(Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Objects(PhantomData))
    }
}

struct Objects<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Objects<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, or a list of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        Ok(Many(vec![T::deserialize(MapAccessDeserializer::new(map))?]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Many<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(Many(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "https://a.example/status/1.json";
    const TEXT: &str = r#"{"id":"https://a.example/credentials/x/","issuer":{"id":"did:web:a.example"},"credentialSubject":{"achievement":{"id":"https://a.example/badges/talk/"}},"credentialStatus":[{"statusPurpose":"suspension","statusListIndex":"7","statusListCredential":"https://a.example/status/2-suspension.json"},{"statusPurpose":"revocation","statusListIndex":"7","statusListCredential":"https://a.example/status/2.json"}]}"#;

    fn expected() -> Expected<'static> {
        let sha256 = IdKey::of(&report::sha256(TEXT.as_bytes()));
        Expected { badge: "talk", list: 2, index: Some(7), issued: None, award: None, sha256 }
    }

    fn field(ledger: Expected<'_>, text: &str) -> Option<&'static str> {
        let stated = Stated::read(text.as_bytes()).expect("an object");
        stated.difference(&ledger, text.as_bytes(), FIRST).map(|difference| difference.field)
    }

    #[test]
    fn each_thing_that_both_say_is_compared() {
        let stated = Stated::read(TEXT.as_bytes()).expect("an object");
        assert_eq!(stated.id.as_deref(), Some("https://a.example/credentials/x/"));
        assert_eq!(stated.issuer.as_deref(), Some("did:web:a.example"));
        assert_eq!(field(expected(), TEXT), None);
        assert_eq!(field(Expected { index: Some(8), ..expected() }, TEXT), Some("index"));
        assert_eq!(field(Expected { index: None, ..expected() }, TEXT), Some("index"));
        assert_eq!(field(Expected { list: 1, ..expected() }, TEXT), Some("list"));
        assert_eq!(field(Expected { badge: "lab", ..expected() }, TEXT), Some("badge"));
        assert_eq!(field(Expected { sha256: IdKey::of("00"), ..expected() }, TEXT), Some("sha256"));
        assert_eq!(field(expected(), &TEXT.replace("\"7\"", "\"8\"")), Some("index"));
        assert_eq!(field(expected(), &TEXT.replace("revocation", "message")), Some("index"), "it names no list");
    }

    #[test]
    fn when_it_was_signed_and_an_award_that_it_tells_are_compared() {
        let text = TEXT.replacen(
            '{',
            r#"{"awardedDate":"2026-05-12T00:00:00Z","proof":[{"created":"2026-06-01T09:00:00Z"}],"#,
            1,
        );
        let text = text.replace(r#""credentialSubject":{"#, r#""credentialSubject":{"name":"Ada Obi","#);
        let own = Expected { sha256: IdKey::of(&report::sha256(text.as_bytes())), ..expected() };
        let award = Some(IdKey::of(&award_number("talk", "2026-05-12", "ada obi")));
        let signed: Timestamp = "2026-06-01T09:00:00Z".parse().expect("a moment");
        let good = Expected { issued: Some(signed.as_second()), award, ..own };
        assert_eq!(field(good, &text), None);
        assert_eq!(field(Expected { issued: Some(0), ..good }, &text), Some("issued"));
        assert_eq!(field(Expected { award: Some(IdKey::of("talk/2026-05-12/x")), ..good }, &text), Some("award"));
        let apart = number_of("talk", "2026-05-12", "ada o\u{308}bi");
        assert_eq!(award_number("talk", "2026-05-12", "Ada O\u{308}bi"), award_number("talk", "2026-05-12", "ada öbi"));
        let text = text.replace("Ada Obi", "Ada O\u{308}bi");
        let old =
            Expected { sha256: IdKey::of(&report::sha256(text.as_bytes())), award: Some(IdKey::of(&apart)), ..good };
        assert_eq!(field(old, &text), None, "as it was numbered before");
        assert!(tells_award("talk/2026-05-12/x") && !tells_award("id:1") && !tells_award("forgotten x"));
    }

    #[test]
    fn a_credential_in_other_lines_is_the_same() {
        let pretty = json::parse(TEXT.as_bytes()).expect("JSON").to_pretty();
        assert_eq!(field(expected(), &pretty), None);
        assert_eq!(field(expected(), &pretty.replace('\n', "\r\n")), None);
        assert_eq!(field(expected(), &pretty.replace("\"x/\"", "\"y/\"").replace("web:a", "web:b")), Some("sha256"));
    }

    #[test]
    fn what_is_no_credential_says_nothing() {
        assert_eq!(Stated::read(b"[]"), None);
        assert_eq!(Stated::read(b"{\"issuer\":4}"), Some(Stated::default()));
    }

    #[test]
    fn a_field_has_its_place_in_the_line() {
        let place = place_in(3, r#"{"id":"x","index":77,"listed":true}"#, "index");
        assert_eq!((place.line, place.column, place.length), (Some(3), Some(11), 10));
    }
}
