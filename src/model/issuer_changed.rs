//! In: what is wrong with a site whose own did.json speaks for another issuer than accolade.yaml names. Out: the same, with one error in
//! the place of one for each credential that the former issuer signed: it is the setting that was changed.

use accolade_credential::{Json, json};

use super::did_elsewhere::{DID_ELSEWHERE, TEMPLATE_ISSUER};
use crate::diag::Diagnostic;
use crate::draft::Drafts;

/// Tells once what is refused only since `issuer.id` was changed.
#[must_use]
pub fn issuer_changed(drafts: &Drafts, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let Some((own, before)) = drafts.site.issuer.as_ref().and_then(|own| Some((own, former(drafts, &own.id)?))) else {
        return found;
    };
    let (key, list) = (format!("the key {before}#"), format!("it is of another issuer, {before:?}"));
    let is_key = |found: &Diagnostic| found.code == "key-not-found" && found.message.contains(&key);
    let count = found.iter().filter(|found| is_key(found)).count();
    if count == 0 {
        return found;
    }
    let is_list = |found: &Diagnostic| found.code == "bad-status-list" && found.message.contains(&list);
    // Where the document of the new issuer is looked for matters to nobody yet.
    let is_elsewhere = |found: &Diagnostic| [DID_ELSEWHERE, TEMPLATE_ISSUER].contains(&found.code);
    let (_, mut left): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|found| is_key(found) || is_list(found) || is_elsewhere(found));
    let (credentials, are) = if count == 1 { ("credential", "is") } else { ("credentials", "are") };
    let (_, _, first) = drafts.ledger.line(0);
    let moved = drafts.site.url.as_deref().is_some_and(|url| !first.is_empty() && !first.starts_with(url));
    let also = if moved { "; `url`, too, is not the one that they were issued under" } else { "" };
    let message = format!(
        "`issuer.id` is {} now, and {count} {credentials} of this site {are} refused, which {before} issued{also}",
        own.id
    );
    let help = format!(
        "put `id: {before}` back: it stands in every credential that was issued, for good; a site that has moved keeps its issuer, whose did.json stays where it was"
    );
    let mut one = Diagnostic::error("issuer-changed", message).help(help);
    one.place.clone_from(&own.id_place);
    left.push(one);
    left
}

/// Whom the site's document speaks for, when that is not its issuer and something was issued here.
fn former(drafts: &Drafts, own: &str) -> Option<String> {
    if drafts.ledger.issued.is_empty() {
        return None;
    }
    let is_document = |path: &str| matches!(path, "did.json" | ".well-known/did.json");
    let (_, bytes) = drafts.files.iter().find(|(path, _)| is_document(path.as_str()))?;
    let id = json::parse(bytes).ok()?.get("id").and_then(Json::as_str)?.to_owned();
    (id != own).then_some(id)
}
