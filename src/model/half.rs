//! In: an entry that is being made. Out: warnings about it: that it speaks of another person than the site, or is there twice.

use accolade_credential::Grade;

use super::credentials::Brief;
use super::people::folded;
use crate::diag::Diagnostic;
use crate::draft::{CredentialDraft, Drafts, IdKey, slug};
use crate::judge::{Facts, Kept};
use crate::load::SourcePath;

/// An entry that is being made.
pub(super) struct Half<'a> {
    pub(super) kept: &'a Kept,
    /// The file that makes it.
    pub(super) file: &'a SourcePath,
    pub(super) draft: Option<&'a CredentialDraft>,
    /// Its line, when it is one of many in its file.
    pub(super) line: Option<usize>,
}

impl Half<'_> {
    pub(super) fn facts(&self) -> &Facts {
        &self.kept.facts
    }

    pub(super) fn warn(&self, code: &'static str, message: String, help: &str) -> Diagnostic {
        Diagnostic::warning(code, message).in_file(self.file.as_str()).help(help)
    }
}

/// Whom a credential was issued to, when that is somebody else than the site is about.
pub(super) fn another<'k>(drafts: &Drafts, kept: &'k Kept) -> Option<&'k str> {
    let (holder, recipient) = (drafts.site.holder.as_ref()?, kept.facts.recipient.as_deref()?);
    (kept.grade() != Grade::Claimed && !is_same(&holder.name, recipient)).then_some(recipient)
}

/// Whether two names are one: but for case and marks, or one as the other is written in Latin letters, which many others may be.
fn is_same(one: &str, other: &str) -> bool {
    let is_latin = |name: &str| folded(name).is_ascii();
    folded(one) == folded(other) || (slug(one) == slug(other) && (is_latin(one) || is_latin(other)))
}

/// A warning for a credential that was issued to somebody else than the site is about.
pub(super) fn another_holder(drafts: &Drafts, half: &Half<'_>) -> Option<Diagnostic> {
    let (holder, recipient) = (drafts.site.holder.as_ref()?, another(drafts, half.kept)?);
    let message = format!("the credential was issued to {recipient:?}, and this site is about {:?}", holder.name);
    let help = "if both are you, write `holder: {name: …}` as it was signed; otherwise take it off the site";
    Some(half.warn("other-recipient", message, help))
}

/// A warning for an assertion whose badge is only an address, of which nothing is known.
pub(super) fn badge_not_known(half: &Half<'_>) -> Option<Diagnostic> {
    let achieved = &half.facts().achieved;
    let unknown = achieved.title.is_none() && half.kept.grade() == Grade::Reported;
    let address = achieved.id.as_deref().filter(|_| unknown)?;
    let message = format!(
        "its badge is only an address, {address}, and what stands there is not known: its page cannot say what was earned"
    );
    let help = "run `accolade update`, which fetches it; when nothing stands there any more, write a `claim:` of your own instead";
    Some(half.warn("badge-not-known", message, help))
}

/// A warning for each credential that is there twice.
pub(super) fn twins(made: &[Brief]) -> Vec<Diagnostic> {
    let keyed = made.iter().enumerate().filter_map(|(n, brief)| Some((IdKey::of(brief.identifier()?), n)));
    let mut keyed: Vec<(IdKey, usize)> = keyed.collect();
    keyed.sort_unstable();
    let pairs = keyed.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let twin = |pair: &[(IdKey, usize)]| {
        let (first, second) = (&made[pair[0].1], &made[pair[1].1]);
        let message = format!("this is the same credential as {}, so the site shows it twice", first.whereabouts());
        let mut twice = Diagnostic::warning("same-credential", message);
        twice.place = Some(second.place());
        twice.help(match (first.line, second.line) {
            (None, None) => "remove one of the two files",
            (Some(_), Some(_)) => "remove one of the two lines",
            _ => "remove the file, or the line",
        })
    };
    pairs.map(twin).collect()
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_name_is_anothers_unless_it_is_the_same_or_the_same_in_latin_letters() {
        for (one, other) in [
            ("Maya Lindqvist", "MAYA  LINDQVIST"),
            ("Jörg Müller", "Jorg Muller"),
            ("Seán O’Brien", "Sean OBrien"),
            ("李美", "Li Mei"),
            ("Юлия", "Iuliia"),
            ("", ""),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one:?} {other:?}");
        }
        // Both are "Li Mei" in Latin letters, and no letter of the last two has any.
        for (one, other) in
            [("李美", "李梅"), ("Maya Lindqvist", "Jörg Müller"), ("Ada Obi", "Ada O. Obi"), ("\u{e000}", "\u{e001}")]
        {
            assert!(!is_same(one, other) && !is_same(other, one), "{one:?} {other:?}");
        }
    }
}
