//! In: entries of the ledger, the awards files, a change. Out: the awards that are signed in their place, or everything that is wrong.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Change;
use crate::cmd::registry::Registry;
use crate::diag::Diagnostic;
use crate::issue::award::Award;
use crate::issue::ledger::Entry;
use crate::issue::plan::Sheet;
use crate::issue::signed::Signed;

/// The awards that are to be signed.
pub(super) struct Drawn<'a> {
    /// The awards files, with these awards alone.
    pub(super) sheets: Vec<Sheet>,
    /// In whose place each is signed, by the award's key.
    pub(super) old: BTreeMap<String, &'a Entry>,
    /// Rows that name the holder otherwise than is signed.
    pub(super) behind: Vec<Diagnostic>,
}

/// Draws the award of each entry from its row.
pub(super) fn draw<'a>(
    site: &Registry,
    entries: &[&'a Entry],
    mut sheets: Vec<Sheet>,
    change: (&Change, Date),
) -> Result<Drawn<'a>, Vec<Diagnostic>> {
    let (mut drawn, mut found) = (vec![Vec::new(); sheets.len()], Vec::new());
    let (mut old, mut behind) = (BTreeMap::new(), Vec::new());
    let rows = Rows::of(&sheets);
    for entry in entries {
        match one(site, entry, &rows, change) {
            Ok((at, award)) => {
                behind.extend(rows.behind(at, &award));
                old.insert(award.key.clone(), *entry);
                drawn[at].push(award);
            }
            Err(wrong) => found.push(*wrong),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    for (sheet, awards) in sheets.iter_mut().zip(drawn) {
        sheet.awards = awards;
    }
    sheets.retain(|sheet| !sheet.awards.is_empty());
    Ok(Drawn { sheets, old, behind })
}

/// The rows of all awards files.
struct Rows<'s> {
    sheets: &'s [Sheet],
    by_key: BTreeMap<&'s str, (usize, &'s Award)>,
}

impl<'s> Rows<'s> {
    fn of(sheets: &'s [Sheet]) -> Self {
        let mut by_key = BTreeMap::new();
        for (at, award) in Self::all(sheets) {
            by_key.entry(award.key.as_str()).or_insert((at, award));
        }
        Self { sheets, by_key }
    }

    /// A warning when the row of an award, which bears its place, says another name: `issue` and `reissue` will ask which is right.
    fn behind(&self, at: usize, award: &Award) -> Option<Diagnostic> {
        let sheet = &self.sheets[at];
        let row = sheet.awards.iter().find(|row| row.span == award.span && row.name != award.name)?;
        let message = format!("the row says {:?}, and {:?} is signed", row.name, award.name);
        let behind = Diagnostic::warning("other-name", message).at(&sheet.file, &sheet.text, row.span);
        Some(behind.about(&award.name).help("correct the row, so that both say the same"))
    }

    fn all(sheets: &'s [Sheet]) -> impl Iterator<Item = (usize, &'s Award)> {
        sheets.iter().enumerate().flat_map(|(at, sheet)| sheet.awards.iter().map(move |award| (at, award)))
    }
}

/// The award of an entry, and in which file it stands: to correct it, as its row says now; to renew it, as it was signed.
fn one(
    site: &Registry,
    old: &Entry,
    rows: &Rows<'_>,
    (change, today): (&Change, Date),
) -> Result<(usize, Award), Box<Diagnostic>> {
    let wrong =
        |code, message: String, help: String| Box::new(Diagnostic::error(code, message).about(&old.id).help(help));
    if site.ledger.is_gone(&old.id) {
        let by = site.ledger.last_of(&old.id).and_then(|event| event.by.clone());
        let help = by.map_or_else(|| "name another".to_owned(), |by| format!("name the one in its place, {by}"));
        return Err(wrong("already-replaced", "the site holds it no longer".to_owned(), help));
    }
    let signed = site.credential(&old.slug).and_then(Signed::read);
    let (at, row) = row(site, old, rows, (change, signed.as_ref()))?;
    let unknown =
        |badge: &str| wrong("unknown-badge", format!("there is no badge {badge:?}"), "correct the row".to_owned());
    // What was renewed is good for as long as it was renewed for, whatever is corrected.
    let renewed = |award: Award| match signed.as_ref().and_then(Signed::renewed) {
        Some((from, until)) => Award { valid_from: Some(from), expires: until, ..award },
        None => award,
    };
    let award = match (change, &signed) {
        (Change::Name(None), signed) => {
            if let Some(name) = signed.as_ref().and_then(Signed::name).filter(|name| *name != row.name) {
                return Err(Box::new(other_name(old, (&rows.sheets[at], row), name)));
            }
            renewed(row.clone())
        }
        (Change::Name(Some(name)), _) => {
            let help = "write the holder's name".to_owned();
            renewed(row.renamed(name).map_err(|message| wrong("bad-name", message, help))?)
        }
        (Change::Until(_), None) => {
            let message = format!("{} is in no file below credentials/, so what it says is not known", old.slug);
            let help = "bring it back from a backup; or run `accolade issue`, which makes it again from its row";
            return Err(wrong("lost-credential", message, help.to_owned()));
        }
        (Change::Until(until), Some(signed)) => {
            let award = signed.award(old, row);
            let Some(badge) = site.badges.get(&award.badge.value) else { return Err(unknown(&award.badge.value)) };
            let until = until.or_else(|| today.checked_add(badge.valid_for?).ok());
            let Some(until) = until.filter(|until| *until > today) else {
                let message = "it is not known until when it would be valid, or that day is past".to_owned();
                let help = "say it with --expires, or set `valid_for` of its badge".to_owned();
                return Err(wrong("no-end", message, help));
            };
            let bare = badge.evidence_required && award.evidence.is_empty();
            let evidence = if bare { row.evidence.clone() } else { award.evidence.clone() };
            Award { valid_from: Some(today), expires: Some(until), evidence, ..award }
        }
    };
    let other = site.ledger.of_award(&award.key).filter(|other| other.id != old.id && !site.ledger.is_gone(&other.id));
    if let Some(other) = other {
        let message = format!("{} was issued for that name, badge and day already", other.slug);
        let help = "if they are two people, give each row an award_id of its own before it is issued";
        return Err(wrong("duplicate-award", message, help.to_owned()));
    }
    Ok((at, award))
}

/// A row that names the holder otherwise than was signed: nobody is called anew by a row alone, which may be the older of the two.
fn other_name(old: &Entry, (sheet, row): (&Sheet, &Award), signed: &str) -> Diagnostic {
    let message = format!("it was issued to {signed:?}, and the row says {:?}", row.name);
    let help = format!(
        "when that was right, correct the row; when the row is right, say so: `accolade reissue {} --name {:?}`",
        old.slug, row.name
    );
    Diagnostic::error("other-name", message).at(&sheet.file, &sheet.text, row.span).about(&old.id).help(help)
}

/// The row of an entry.
fn row<'s>(
    site: &Registry,
    old: &Entry,
    rows: &Rows<'s>,
    (change, signed): (&Change, Option<&Signed>),
) -> Result<(usize, &'s Award), Box<Diagnostic>> {
    // A row with the new name is the same award only when badge and day are those that were signed.
    let day = signed.and_then(Signed::awarded);
    let renamed = |award: &Award| {
        let named = matches!(change, Change::Name(Some(name)) if award.name == *name);
        named && award.badge.value == old.badge && day == Some(award.awarded)
    };
    let free = |award: &Award| site.ledger.of_award(&award.key).is_none();
    let by_key = rows.by_key.get(old.award.as_str()).copied();
    by_key.or_else(|| Rows::all(rows.sheets).find(|(_, award)| renamed(award) && free(award))).ok_or_else(|| {
        let help = match change {
            Change::Name(_) => {
                "name the awards file with --awards; or, when its name was corrected in the row, say it: --name \"Ada Obi\""
            }
            Change::Until(_) => {
                "name the awards file with --awards; or, when `reissue --name` corrected its name, correct its row too"
            }
        };
        let message = format!("no awards file has its row, {:?}", old.award);
        Box::new(Diagnostic::error("no-row", message).about(&old.id).help(help))
    })
}
