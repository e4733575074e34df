//! In: accolade.yaml, and where did.json stands in the project. Out: a warning when everybody looks for the did.json of the issuer's did:web
//! at an address where this site does not publish it: then nobody outside can check what is signed here.

use accolade_credential::did;

use crate::diag::Diagnostic;
use crate::draft::Drafts;

/// The issuer of a new registry as `accolade new` writes it.
const OF_TEMPLATE: &str = "did:web:credentials.example.org";

/// The code of what is said.
pub(super) const DID_ELSEWHERE: &str = "did-elsewhere";

/// The same when that was left in.
pub const TEMPLATE_ISSUER: &str = "template-issuer";

/// Says where the document is looked for, where it is published, and which id would be found.
#[must_use]
pub fn did_elsewhere(drafts: &Drafts) -> Option<Diagnostic> {
    let (own, url) = (drafts.site.issuer.as_ref()?, drafts.site.url.as_deref()?);
    let sought = did::web_url(&own.id)?;
    let file = standing(drafts, &sought);
    let published = format!("{url}{file}");
    if bare(&sought) == bare(&published) {
        return None;
    }
    let is_template =
        own.id == OF_TEMPLATE && !bare(url).starts_with(bare("https://credentials.example.org/").as_str());
    let message = format!(
        "whoever checks a credential of {} looks for its keys at {sought}, and this site publishes them at {published}",
        own.id
    );
    let too = format!("publish {file} at {sought}, too, whenever it changes, when that address is yours");
    let anew = "which the next `accolade issue` makes anew";
    let help = match (did_of(url), is_template, drafts.ledger.issued.is_empty()) {
        (Some(id), true, true) => format!(
            "this is the id of the example that the project was made from: write `id: {id}`, and remove {file}, {anew}"
        ),
        (Some(id), true, false) => format!(
            "what was issued so far was for the example that the project was made from: write `id: {id}`, and remove that: ledger.jsonl, status/, what was issued below credentials/, and {file}, {anew}"
        ),
        (Some(id), false, true) => format!("write `id: {id}`, and remove {file}, {anew}; or {too}"),
        _ => too,
    };
    let code = if is_template { TEMPLATE_ISSUER } else { DID_ELSEWHERE };
    let mut found = Diagnostic::warning(code, message).help(help);
    found.place.clone_from(&own.id_place);
    Some(found)
}

/// Where the document stands in the project, or will.
fn standing(drafts: &Drafts, sought: &str) -> &'static str {
    let files = if sought.ends_with("/.well-known/did.json") {
        [".well-known/did.json", "did.json"]
    } else {
        ["did.json", ".well-known/did.json"]
    };
    let is_there = |file: &&str| drafts.files.iter().any(|(path, _)| path.as_str() == *file);
    files.iter().copied().find(is_there).unwrap_or(files[0])
}

/// An address without its scheme, in small letters: did:web knows https alone, and a site may be tried out over http.
fn bare(url: &str) -> String {
    url.split_once("://").map_or(url, |(_, rest)| rest).to_ascii_lowercase()
}

/// The did:web whose document a site at this address publishes.
fn did_of(url: &str) -> Option<String> {
    let plain = url.split_once("://")?.1.trim_end_matches('/');
    let (host, path) = plain.split_once('/').unwrap_or((plain, ""));
    let path = if path.is_empty() { String::new() } else { format!(":{}", path.replace('/', ":")) };
    let id = format!("did:web:{}{path}", host.replace(':', "%3A"));
    did::web_url(&id).map(|_| id)
}

#[cfg(test)]
mod tests {
    use super::{OF_TEMPLATE, bare, did_of};

    #[test]
    fn an_address_gives_the_did_whose_document_it_publishes() {
        assert_eq!(did_of("https://a.example/").as_deref(), Some("did:web:a.example"));
        assert_eq!(did_of("https://a.example:8443/x/y/").as_deref(), Some("did:web:a.example%3A8443:x:y"));
        assert_eq!(did_of("https://a.example/a b/"), None);
        assert_eq!(bare("http://A.example/did.json"), bare("https://a.example/did.json"));
    }

    #[test]
    fn the_template_has_the_id_that_is_known_as_its_own() {
        let template = include_str!("../cmd/new/registry/accolade.yaml");
        assert!(template.contains(&format!("id: {OF_TEMPLATE}\n")), "{template}");
    }
}
