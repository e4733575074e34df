//! In: the rows of the awards files, an entry of the ledger. Out: the row of its award; a word where it is told by its name alone, or says
//! another one than was signed.

use std::collections::BTreeMap;

use super::Change;
use super::award::wrong;
use crate::cmd::registry::Registry;
use crate::diag::Diagnostic;
use crate::draft::composed;
use crate::issue::award::Award;
use crate::issue::ledger::Entry;
use crate::issue::plan::Sheet;
use crate::issue::signed::Signed;
use crate::model::people::folded;

/// The rows of all awards files.
pub(super) struct Rows<'s> {
    pub(super) sheets: &'s [Sheet],
    by_key: BTreeMap<&'s str, (usize, &'s Award)>,
    /// The first award of a row, by the sheet's number and the row's first byte.
    by_place: BTreeMap<(usize, usize), &'s Award>,
}

impl<'s> Rows<'s> {
    pub(super) fn of(sheets: &'s [Sheet]) -> Self {
        let (mut by_key, mut by_place) = (BTreeMap::new(), BTreeMap::new());
        for (at, award) in Self::all(sheets) {
            by_key.entry(award.key.as_str()).or_insert((at, award));
            by_place.entry((at, award.span.start)).or_insert(award);
        }
        for (at, award) in Self::all(sheets) {
            for key in award.keys() {
                by_key.entry(key).or_insert((at, award));
            }
        }
        Self { sheets, by_key, by_place }
    }

    /// The row of a key, with the number of its sheet.
    pub(super) fn of_key(&self, key: &str) -> Option<(usize, &'s Award)> {
        self.by_key.get(key).copied()
    }

    /// A warning when a row of another number was taken for an award, whose own has gone.
    pub(super) fn taken(&self, at: Option<usize>, award: &Award, old: &Entry) -> Option<Diagnostic> {
        let (sheet, row) = (&self.sheets[at?], self.of_place(at?, award)?);
        // Badge and day: what is known by its name has the number of another name when that was corrected.
        let day = |key: &str| key.rsplit_once('/').filter(|_| !key.starts_with("id:")).map(|(day, _)| day.to_owned());
        let renamed = day(&old.award).is_some() && day(&old.award) == day(&row.key);
        if renamed || row.keys().any(|key| key == old.award) {
            return None;
        }
        let message = format!("this row was taken for that of {}: no row says its award, {:?}", old.slug, old.award);
        let told = Diagnostic::warning("other-row", message).at(&sheet.file, &sheet.text, row.span).about(&award.name);
        Some(told.help(
            "if it is another award, put the old row back and run `accolade reissue` again, then `accolade issue`",
        ))
    }

    /// A warning when the row of an award says another name: `issue` and `reissue` will ask which is right.
    pub(super) fn behind(&self, at: Option<usize>, award: &Award) -> Option<Diagnostic> {
        // An award that is known by its name has its row's place and another key.
        let placed = || {
            let at = at?;
            Some((at, self.of_place(at, award)?))
        };
        let (at, row) = self.by_key.get(award.key.as_str()).copied().or_else(placed)?;
        if composed(&row.name) == composed(&award.name) {
            return None;
        }
        let sheet = &self.sheets[at];
        let message = format!("the row says {:?}, and {:?} is signed", row.name, award.name);
        let behind = Diagnostic::warning("other-name", message).at(&sheet.file, &sheet.text, row.span);
        Some(behind.about(&award.name).help("correct the row, so that both say the same"))
    }

    /// The first award of the row that an award was made from.
    fn of_place(&self, at: usize, award: &Award) -> Option<&'s Award> {
        self.by_place.get(&(at, award.span.start)).copied().filter(|row| row.span == award.span)
    }

    fn all(sheets: &'s [Sheet]) -> impl Iterator<Item = (usize, &'s Award)> {
        sheets.iter().enumerate().flat_map(|(at, sheet)| sheet.awards.iter().map(move |award| (at, award)))
    }
}

/// A row that names the holder otherwise than was signed: nobody is called anew by a row alone, which may be the older of the two.
pub(super) fn other_name(old: &Entry, (sheet, row): (&Sheet, &Award), signed: &str) -> Diagnostic {
    let message = format!("it was issued to {signed:?}, and the row says {:?}", row.name);
    let help = format!(
        "when that was right, correct the row; when the row is right, say so: `accolade reissue {} --name {:?}`",
        old.slug, row.name
    );
    Diagnostic::error("other-name", message).at(&sheet.file, &sheet.text, row.span).about(&old.id).help(help)
}

/// The row of an entry.
pub(super) fn row<'s>(
    site: &Registry,
    old: &Entry,
    rows: &Rows<'s>,
    (change, signed): (&Change, Option<&Signed>),
) -> Result<(usize, &'s Award), Box<Diagnostic>> {
    // A row with the new name is the same award only when badge and day are those that were signed.
    let day = signed.and_then(Signed::awarded);
    let renamed = |award: &Award| {
        let named = matches!(change, Change::Name(Some(name)) | Change::Now(Some(name)) if award.name == *name);
        named && award.badge.value == old.badge && day == Some(award.awarded)
    };
    let free = |award: &Award| site.ledger.of_award(&award.key).is_none();
    // With its day or its own number corrected, it is the only row of the same person and badge that nothing was issued for.
    let corrected = || {
        let name = signed.and_then(Signed::name).map(folded);
        let same = |award: &Award| award.badge.value == old.badge && name == Some(folded(&award.name));
        let mut all = Rows::all(rows.sheets).filter(|(_, award)| same(award) && free(award));
        all.next().filter(|_| all.next().is_none())
    };
    let renamed = || Rows::all(rows.sheets).find(|(_, award)| renamed(award) && free(award));
    rows.of_key(&old.award).or_else(renamed).or_else(corrected).ok_or_else(|| {
        let message = format!("no awards file has its row, {:?}", old.award);
        let name = signed.and_then(Signed::name).unwrap_or("NAME");
        let help = format!(
            "name its file with --awards, and how it is read as `issue` was told (--profile, --when, --badge, --awarded, --mapping); when its name was corrected in the row, say the right one, where {name:?} was signed: --name NAME; or sign what was signed, whatever has become of the row: --as-signed"
        );
        wrong(old, "no-row", &message, &help)
    })
}
