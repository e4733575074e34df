//! In: the site's own address, the ledger, and the credentials that are there. Out: a warning when they were issued under another
//! address: that, and the status lists below it, is where everybody looks who checks them.

use crate::diag::Diagnostic;
use crate::draft::{Drafts, IdKey};
use crate::judge::Judgements;

/// Says once how many credentials of the ledger have another address than the one that accolade.yaml names.
pub(super) fn check(drafts: &Drafts, judgements: &Judgements) -> Option<Diagnostic> {
    let now = drafts.site.url.as_deref().filter(|_| !drafts.ledger.issued.is_empty())?;
    let ids = judgements.parts.iter().flatten().filter_map(|judged| judged.kept.facts.id.as_deref());
    let other = |id: &&str| !id.starts_with(now) && drafts.ledger.find(IdKey::of(id)).is_some();
    let mut others = ids.filter(other);
    let first = others.next()?;
    let before = first.rfind("credentials/").map_or(first, |end| &first[..end]);
    let (count, were) = match others.count() {
        0 => ("1 credential".to_owned(), "was"),
        more => (format!("{} credentials", more + 1), "were"),
    };
    let message = format!(
        "{count} of the ledger {were} issued under {before}, and `url` is now {now}: whoever checks one looks for it and for its status list at the old address"
    );
    let help = format!(
        "put `url: {before}` back, or keep the old address alive: let it redirect here, or publish status/ and did.json there, too; `--base-url` builds for another address without a change of `url`"
    );
    Some(Diagnostic::warning("url-changed", message).in_file("accolade.yaml").help(help))
}
