//! In: the files of a built site. Out: which site it is, by its address, or by its issuer where it has none; nothing where it says neither.

use std::path::Path;

use accolade_credential::{Json, json};

use super::{Fault, read};

/// The newest credentials: the first id in it is its own address, on every site that has one.
const FEED: &str = "feed.xml";

/// What names the issuer of a site without an address, and the member that does.
const ISSUERS: [(&str, &str); 3] = [(".well-known/did.json", "id"), ("did.json", "id"), ("status/1.json", "issuer")];

/// The site's address; without one, the id of its issuer.
pub(super) fn whose(site: &Path, files: &[String]) -> Result<Option<String>, Fault> {
    let has = |path: &str| files.iter().any(|file| file == path);
    if has(FEED)
        && let Some(address) = address(&read(site, FEED)?)
    {
        return Ok(Some(address));
    }
    for (file, member) in ISSUERS.iter().filter(|(file, _)| has(file)) {
        if let Some(id) = issuer(&read(site, file)?, member) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn address(feed: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(feed).ok()?;
    let (_, rest) = text.split_once("<id>")?;
    let (id, _) = rest.split_once("</id>")?;
    id.strip_suffix(FEED).filter(|address| address.contains("://")).map(str::to_owned)
}

fn issuer(document: &[u8], member: &str) -> Option<String> {
    let document = json::parse(document).ok()?;
    let value = document.get(member)?;
    value.as_str().or_else(|| value.get("id").and_then(Json::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{address, issuer};

    #[test]
    fn a_site_is_told_by_its_address_or_its_issuer() {
        let feed = "<?xml?>\n<feed>\n<id>https://a.example/x/feed.xml</id>\n<entry><id>https://b.example/</id></entry>";
        assert_eq!(address(feed.as_bytes()).as_deref(), Some("https://a.example/x/"));
        assert_eq!(address(b"<feed><id>feed.xml</id>"), None);
        assert_eq!(issuer(br#"{"id": "did:web:a.example"}"#, "id").as_deref(), Some("did:web:a.example"));
        assert_eq!(issuer(br#"{"issuer": {"id": "did:key:z6Mk"}}"#, "issuer").as_deref(), Some("did:key:z6Mk"));
        assert_eq!(issuer(b"{", "id"), None);
    }
}
