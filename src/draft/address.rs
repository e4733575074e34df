//! In: a YAML scalar. Out: an address of a kind, or what is wrong with it.

use url::Url;

use super::fields::Problems;
use super::scalar::text;
use super::yaml::Node;

/// An address that a reader may follow: http, https or mailto.
pub(crate) fn link(node: &Node, problems: &mut Problems) -> Option<String> {
    address(node, problems, &["http", "https", "mailto"])
}

/// An http or https address.
pub(crate) fn web(node: &Node, problems: &mut Problems) -> Option<String> {
    address(node, problems, &["http", "https"])
}

/// An https address of a page, to which a part after `#` can be added.
pub(crate) fn https_page(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = address(node, problems, &["https"])?;
    if text.contains('#') {
        let message = "the address of this page may have no part after `#`";
        return problems.error("bad-url", message, node.span, "leave out `#` and what follows it");
    }
    Some(text)
}

/// An issuer's identifier: a DID or an https URL.
pub(crate) fn issuer_id(node: &Node, problems: &mut Problems) -> Option<String> {
    let text = text(node, problems)?;
    let mut parts = text.splitn(3, ':');
    if parts.next() == Some("did") {
        let named = |part: Option<&str>| part.is_some_and(|p| !p.is_empty() && !p.contains(char::is_whitespace));
        if named(parts.next()) && named(parts.next()) && !text.contains(['#', '?']) {
            return Some(text);
        }
        return problems.error(
            "bad-id",
            format!("{text:?} is no DID"),
            node.span,
            "write it as in did:web:example.org",
        );
    }
    address(node, problems, &["http", "https"])
}

fn address(node: &Node, problems: &mut Problems, schemes: &[&str]) -> Option<String> {
    let text = text(node, problems)?;
    let allowed = schemes.join(", ");
    let Ok(url) = Url::parse(&text) else {
        let help = format!("write the whole address with its scheme ({allowed})");
        return problems.error("bad-url", format!("{text:?} is no address"), node.span, &help);
    };
    if !schemes.contains(&url.scheme()) {
        let message = format!("an address that begins with `{}:` is not allowed here", url.scheme());
        return problems.error("bad-url", message, node.span, &format!("allowed are: {allowed}"));
    }
    if url.host_str().is_none_or(str::is_empty) && url.scheme() != "mailto" || text.contains(char::is_whitespace) {
        return problems.error("bad-url", format!("{text:?} is no address"), node.span, "name the host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return problems.error("bad-url", "the address holds a user name or password", node.span, "remove it");
    }
    Some(text)
}
