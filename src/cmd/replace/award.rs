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
}

/// Draws the award of each entry from its row.
pub(super) fn draw<'a>(
    site: &Registry,
    entries: &[&'a Entry],
    mut sheets: Vec<Sheet>,
    change: (&Change, Date),
) -> Result<Drawn<'a>, Vec<Diagnostic>> {
    let (mut drawn, mut found) = (vec![Vec::new(); sheets.len()], Vec::new());
    let mut old = BTreeMap::new();
    let rows = Rows::of(&sheets);
    for entry in entries {
        match one(site, entry, &rows, change) {
            Ok((at, award)) => {
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
    Ok(Drawn { sheets, old })
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

    fn all(sheets: &'s [Sheet]) -> impl Iterator<Item = (usize, &'s Award)> {
        sheets.iter().enumerate().flat_map(|(at, sheet)| sheet.awards.iter().map(move |award| (at, award)))
    }
}

/// The award of an entry as its row says now, with the change, and in which file it stands.
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
    if !site.badges.contains_key(&row.badge.value) {
        let message = format!("there is no badge {:?}", row.badge.value);
        return Err(wrong("unknown-badge", message, "correct the row".to_owned()));
    }
    // What was renewed is good for as long as it was renewed for, whatever is corrected.
    let renewed = |award: Award| match signed.as_ref().and_then(Signed::renewed) {
        Some((from, until)) => Award { valid_from: Some(from), expires: until, ..award },
        None => award,
    };
    let award = match change {
        Change::Name(None) => renewed(row.clone()),
        Change::Name(Some(name)) => {
            let help = "write the holder's name".to_owned();
            renewed(row.renamed(name).map_err(|message| wrong("bad-name", message, help))?)
        }
        Change::Until(until) => {
            let badge = &site.badges[&row.badge.value];
            let until = until.or_else(|| today.checked_add(badge.valid_for?).ok());
            let Some(until) = until.filter(|until| *until > today) else {
                let message = "it is not known until when it would be valid, or that day is past".to_owned();
                let help = "say it with --expires, or set `valid_for` of its badge".to_owned();
                return Err(wrong("no-end", message, help));
            };
            Award { valid_from: Some(today), expires: Some(until), ..row.clone() }
        }
    };
    Ok((at, award))
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
        let help = "name the awards file with --awards; or, when its name was corrected in the row, say it: --name \"Ada Obi\"";
        let message = format!("no awards file has its row, {:?}", old.award);
        Box::new(Diagnostic::error("no-row", message).about(&old.id).help(help))
    })
}
