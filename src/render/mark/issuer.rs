//! In: an issuer's identifier, and who it is known to be. Out: both in words.

use accolade_credential::Recognition;

use crate::render::words::Language;

/// Who the issuer is known to be: always a neutral fact.
#[must_use]
pub fn recognition(words: &Language, recognition: &Recognition) -> String {
    match recognition {
        Recognition::ThisSite { name } => words.site_is_own(&words.with_article(name)),
        Recognition::Listed { name, basis } => {
            let name = words.with_article(name);
            match basis.split_once(": ").map(|(_, why)| why.trim()).filter(|why| !why.is_empty()) {
                Some(why) => words.site_lists_why(&name, why.trim_end_matches(['.', '。'])),
                None => words.site_lists(&name),
            }
        }
        Recognition::Unknown => words.site_lists_not(),
        Recognition::Namesake => words.site_namesake(),
    }
}

/// The same in exact terms.
#[must_use]
pub fn recognition_exact(recognition: &Recognition) -> String {
    let place = match recognition {
        Recognition::Listed { basis, .. } => basis.split(": ").next().unwrap_or_default(),
        Recognition::ThisSite { .. } => "the issuer of accolade.yaml",
        Recognition::Unknown => "not listed",
        Recognition::Namesake => "not listed; one that is listed has this name",
    };
    format!("recognition: {recognition} ({place})")
}

/// What an issuer can be held by: the host that its identifier names, with the page there when it names one, since many people may have
/// pages on one host; else the identifier. Of a long host the end counts, of all else the beginning.
#[must_use]
pub fn identity(id: &str) -> String {
    let web = id.strip_prefix("did:web:").map(|rest| match rest.split_once(':') {
        Some((host, page)) => (host.replace("%3A", ":"), format!("/{}", page.replace(':', "/"))),
        None => (rest.replace("%3A", ":"), String::new()),
    });
    let address = || {
        let rest = id.strip_prefix("https://")?.split('#').next().unwrap_or_default();
        let (host, page) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let host = host.rsplit('@').next().unwrap_or_default();
        Some((host.to_owned(), if page == "/" { String::new() } else { page.to_owned() }))
    };
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let Some((host, page)) = web.or_else(address) else {
        let id = letters(id);
        return match id.len() {
            ..=28 => id.into_iter().collect(),
            count => id[..16].iter().chain(&['…']).chain(&id[count - 8..]).collect(),
        };
    };
    let (host, page) = (letters(&host), letters(&page));
    let (cut, end) = host.split_at(host.len().saturating_sub(60));
    let (start, rest) = page.split_at(page.len().min(48));
    let left_out = |part: &[char]| if part.is_empty() { "" } else { "…" };
    format!("{}{}{}{}", left_out(cut), String::from_iter(end), String::from_iter(start), left_out(rest))
}

#[cfg(test)]
mod tests {
    use super::identity;

    #[test]
    fn an_issuer_is_held_by_its_host_or_by_its_key() {
        for (id, shown) in [
            ("did:web:alderbay.example", "alderbay.example"),
            ("did:web:alderbay.example:badges:x", "alderbay.example/badges/x"),
            ("did:web:localhost%3A8080", "localhost:8080"),
            ("https://alderbay.example/#y", "alderbay.example"),
            ("https://alderbay.example/~eve?x#y", "alderbay.example/~eve?x"),
            ("https://alderbay.example@evil.example/", "evil.example"),
        ] {
            assert_eq!(identity(id), shown, "{id}");
        }
        let long = identity(&format!("did:web:alderbay.example.{}.evil.example:{}", "a".repeat(99), "b".repeat(99)));
        assert!(long.starts_with("…aaa") && long.contains("aa.evil.example/bbb"), "{long}");
        assert_eq!(long.chars().count(), 61 + 49);
        assert_eq!(identity("did:key:z6MkgAnvkP45uNxwCKeNdt6wrYkEjpYX4f7Nrd8MQqFL8Fbn"), "did:key:z6MkgAnv…QqFL8Fbn");
        assert_eq!(identity("did:example:1"), "did:example:1");
    }
}
