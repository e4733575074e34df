//! In: the site's own status lists, and what is known. Out: the bits of each, and why it cannot be relied on. Each is judged once, as the
//! build judges whatever names it, and not once for each credential.

use std::collections::BTreeMap;

use accolade_credential::status::StatusList;
use accolade_credential::{CheckId, Json, Judgement, Known, Outcome, Signature, json};

use super::refusal;
use crate::draft::{Drafts, conflict_in};

/// A status list of this site.
#[derive(Debug, Clone)]
pub struct OwnList {
    /// Its places, where they can be read, whoever signed them.
    pub bits: Option<StatusList>,
    /// Why nobody can rely on it.
    pub fault: Option<ListFault>,
}

/// Why a status list cannot be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFault {
    /// Version control left a conflict in this line.
    Conflict(usize),
    /// It is not what this site signed.
    Broken(String),
    /// It is published at another address than the one at which it belongs now, where the first one has this address.
    Elsewhere(String),
    /// This site signed it, with a key that was not good then.
    Unsound(String),
    /// This site signed it, for other days than the one that is asked for.
    OtherDays(String),
    /// Nobody can say, since the site's own document is not there or does not list the key.
    Unknown(String),
}

/// The lists of the site's own issuer, by their files.
pub(super) fn own(drafts: &Drafts, known: &Known<'_>) -> BTreeMap<String, OwnList> {
    let (Some(issuer), Some(first)) = (&drafts.site.issuer, drafts.site.status_url()) else { return BTreeMap::new() };
    let files = drafts.files.iter().filter_map(|(path, bytes)| {
        let name = path.as_str().strip_prefix("status/")?;
        let (url, purpose) = meant(name, &first)?;
        let list = json::parse(bytes);
        let bits = list.as_ref().ok().and_then(bits);
        let fault = match (conflict_in(bytes), list) {
            (Some(line), Err(_)) => Some(ListFault::Conflict(line)),
            (None, Err(error)) => Some(ListFault::Broken(format!("it cannot be read: {error}"))),
            (_, Ok(_)) if bits.is_none() => Some(ListFault::Broken("it holds no list that can be read".to_owned())),
            (_, Ok(list)) => {
                another(&list, &issuer.id, &url, purpose).or_else(|| fault(&accolade_credential::judge(bytes, known)))
            }
        };
        Some((path.as_str().to_owned(), OwnList { bits, fault }))
    });
    files.collect()
}

/// Leaves out what the site's own document is to blame for, when that is told.
pub(super) fn told_already(lists: &mut BTreeMap<String, OwnList>) {
    for list in lists.values_mut() {
        list.fault.take_if(|fault| matches!(fault, ListFault::Unknown(_)));
    }
}

/// The address and the purpose of the list in a file of `status/`, where the first has this address; `None` for other files.
fn meant(name: &str, first: &str) -> Option<(String, &'static str)> {
    let stem = name.strip_suffix(".json")?;
    let (number, purpose) = match stem.strip_suffix("-suspension") {
        Some(number) => (number, "suspension"),
        None => (stem, "revocation"),
    };
    number.parse::<u32>().ok()?;
    let folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
    let url = if stem == "1" { first.to_owned() } else { format!("{folder}/{name}") };
    Some((url, purpose))
}

fn bits(list: &Json) -> Option<StatusList> {
    StatusList::decode(list.get("credentialSubject")?.get("encodedList").and_then(Json::as_str)?).ok()
}

/// Whether it is another list than the one that belongs there, or is published elsewhere.
fn another(list: &Json, issuer: &str, url: &str, purpose: &str) -> Option<ListFault> {
    let name = |url: &str| url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
    let text = |value: Option<&Json>| value.and_then(Json::as_str).unwrap_or_default().to_owned();
    let by = list.get("issuer");
    let by = text(by.and_then(|by| by.get("id")).or(by));
    let (id, is_for) = (text(list.get("id")), list.get("credentialSubject").and_then(|s| s.get("statusPurpose")));
    let is_for = text(is_for);
    let broken = |why| Some(ListFault::Broken(why));
    if by != issuer {
        broken(format!("it is of another issuer, {by:?}"))
    } else if is_for != purpose {
        broken(format!("it is for another purpose, {is_for:?}"))
    } else if id == url {
        None
    } else if name(&id) == name(url) {
        let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
        Some(ListFault::Elsewhere(format!("{folder}/1.json")))
    } else {
        broken(format!("it was made for another address, {id:?}"))
    }
}

/// What keeps a list from being relied on, of those that its checks found.
fn fault(judged: &Judgement) -> Option<ListFault> {
    let check = |id: CheckId| judged.checks.iter().find(|check| check.id() == id);
    let not_passed = |id: CheckId| check(id).filter(|check| check.outcome() != Outcome::Pass);
    let failed = |id: CheckId| check(id).filter(|check| check.outcome() == Outcome::Fail);
    let why = |check: &accolade_credential::Check| refusal::clause(check.note());
    if judged.signature == Signature::Error && failed(CheckId::Format).is_none() {
        return not_passed(CheckId::Signature).map(|check| ListFault::Unknown(why(check)));
    }
    if let Some(check) = not_passed(CheckId::Format).or_else(|| not_passed(CheckId::Signature)) {
        return Some(ListFault::Broken(why(check)));
    }
    if let Some(check) = failed(CheckId::Issuer) {
        return Some(ListFault::Unsound(why(check)));
    }
    if let Some(check) = failed(CheckId::Validity) {
        return Some(ListFault::OtherDays(why(check)));
    }
    not_passed(CheckId::Issuer).map(|check| ListFault::Unknown(why(check)))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_file_is_the_list_of_its_name() {
        let first = "https://a.example/lists/one.json";
        assert_eq!(meant("1.json", first), Some((first.to_owned(), "revocation")));
        assert_eq!(meant("2.json", first), Some(("https://a.example/lists/2.json".to_owned(), "revocation")));
        let suspension = "https://a.example/lists/1-suspension.json".to_owned();
        assert_eq!(meant("1-suspension.json", first), Some((suspension, "suspension")));
        assert_eq!((meant("a.json", first), meant("1.txt", first), meant("1-x.json", first)), (None, None, None));
    }
}
