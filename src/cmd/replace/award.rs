//! In: entries of the ledger, the awards files, a change. Out: the awards that are signed in their place, or everything that is wrong.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Change;
use super::rows::{Rows, other_name, row};
use crate::cmd::registry::Registry;
use crate::diag::Diagnostic;
use crate::draft::{What, composed};
use crate::issue::award::Award;
use crate::issue::ledger::{self, Entry};
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

/// Draws the award of each entry, from its row or from what was signed.
pub(super) fn draw<'a>(
    site: &Registry,
    entries: &[&'a Entry],
    (mut sheets, unread): (Vec<Sheet>, Vec<Diagnostic>),
    change: (&Change, Date),
) -> Result<Drawn<'a>, Vec<Diagnostic>> {
    let (mut drawn, mut found) = (vec![Vec::new(); sheets.len()], Vec::new());
    let (mut old, mut behind) = (BTreeMap::new(), Vec::new());
    let mut as_signed: BTreeMap<String, Vec<Award>> = BTreeMap::new();
    let rows = Rows::of(&sheets);
    for entry in entries {
        match one(site, entry, &rows, change) {
            Ok((at, award)) => {
                behind.extend(rows.behind(at, &award));
                behind.extend(rows.taken(at, &award, entry));
                old.insert(award.key.clone(), *entry);
                match at {
                    Some(at) => drawn[at].push(award),
                    None => as_signed
                        .entry(site.batch(&entry.slug).unwrap_or_else(|| "renewed".to_owned()))
                        .or_default()
                        .push(award),
                }
            }
            Err(wrong) => found.push(*wrong),
        }
    }
    if !found.is_empty() {
        // The row that is missing may stand in a table that cannot be read.
        if found.iter().any(|wrong| wrong.code == "no-row") {
            found.extend(unread);
        }
        return Err(found);
    }
    for (sheet, awards) in sheets.iter_mut().zip(drawn) {
        sheet.awards = awards;
        // What cannot be read holds up nobody else.
        sheet.unread.clear();
    }
    sheets.retain(|sheet| !sheet.awards.is_empty());
    let text = site.ledger.text();
    sheets.extend(as_signed.into_iter().map(|(batch, awards)| {
        let (file, text) = (ledger::FILE.to_owned(), text.to_owned());
        Sheet {
            file,
            text,
            encoding: None,
            batch,
            awards,
            skipped: Vec::new(),
            unread: Vec::new(),
            remarks: Vec::new(),
        }
    }));
    Ok(Drawn { sheets, old, behind })
}

pub(super) fn wrong(old: &Entry, code: &'static str, message: &str, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, message).about(&old.id).help(help))
}

/// The award of an entry, and in which sheet its row stands: to correct it, as its row says now, with the badge as it was signed; to
/// renew it, as it was signed, and then it needs no row.
fn one(
    site: &Registry,
    old: &Entry,
    rows: &Rows<'_>,
    (change, today): (&Change, Date),
) -> Result<(Option<usize>, Award), Box<Diagnostic>> {
    if site.ledger.is_gone(&old.id) {
        let by = site.ledger.last_of(&old.id).and_then(|event| event.by.clone());
        let help = by.map_or_else(|| "name another".to_owned(), |by| format!("name the one in its place, {by}"));
        return Err(wrong(old, "already-replaced", "the site holds it no longer", &help));
    }
    if site.ledger.is_taken_back(&old.id) {
        let help = "when it is earned after all, issue a new one: give its row an award_id of its own, and run `accolade issue`";
        return Err(wrong(old, "revoked-for-good", "it was revoked, which is for good", help));
    }
    if site.ledger.last_of(&old.id).is_some_and(|last| last.event == What::Suspended) {
        let help = format!("`accolade resume {0}` or `accolade revoke {0}` first", old.slug);
        return Err(wrong(old, "suspended", "it is suspended", &help));
    }
    let signed = site.credential(&old.slug).and_then(|bytes| Signed::read(&bytes));
    // What was renewed is good for as long as it was renewed for, whatever is corrected.
    let renewed = |award: Award| match signed.as_ref().and_then(Signed::renewed) {
        Some((from, until)) => Award { valid_from: Some(from), expires: until, ..award },
        None => award,
    };
    // A correction changes what was asked for, and nothing else.
    let as_was = |award: Award| match change {
        Change::Name(_) => with_badge(site, old, award, signed.as_ref()),
        _ => Ok(award),
    };
    let renamed = |award: &Award, name: &str| {
        award.renamed(name).map_err(|message| wrong(old, "bad-name", &message, "write the holder's name"))
    };
    let (at, award) = match change {
        Change::Name(None) | Change::Now(None) => {
            let (at, row) = row(site, old, rows, (change, signed.as_ref()))?;
            if let Some(name) =
                signed.as_ref().and_then(Signed::name).filter(|name| composed(name) != composed(&row.name))
            {
                return Err(Box::new(other_name(old, (&rows.sheets[at], row), name)));
            }
            (Some(at), renewed(as_was(row.clone())?))
        }
        Change::Name(Some(name)) | Change::Now(Some(name)) => {
            let (at, row) = row(site, old, rows, (change, signed.as_ref()))?;
            (Some(at), renewed(as_was(renamed(row, name)?)?))
        }
        Change::Signed(name) => {
            let (at, award) = as_signed(site, old, rows, signed.as_ref())?;
            (at, name.as_ref().map_or_else(|| Ok(award.clone()), |name| renamed(&award, name))?)
        }
        Change::Until(until) => {
            let (at, award) = as_signed(site, old, rows, signed.as_ref())?;
            (at, longer(site, old, (*until, today), award)?)
        }
    };
    let other = site.ledger.of_award(&award.key).filter(|other| other.id != old.id && !site.ledger.is_gone(&other.id));
    if let Some(other) = other {
        let message = format!("{} was issued for that name, badge and day already", other.slug);
        let help = "if they are two people, give each row an award_id of its own before it is issued; if the award was issued twice, `accolade revoke` one of the two by its address";
        return Err(wrong(old, "duplicate-award", &message, help));
    }
    Ok((at, award))
}

/// The award as it was signed, and in which sheet its row stands when there is one. Who is listed no longer, by the ledger or by the
/// row, stays so.
fn as_signed(
    site: &Registry,
    old: &Entry,
    rows: &Rows<'_>,
    signed: Option<&Signed>,
) -> Result<(Option<usize>, Award), Box<Diagnostic>> {
    let row = rows.of_key(&old.award);
    let listed = site.ledger.is_listed(old) && row.is_none_or(|(_, row)| row.listed);
    let span = row.map_or_else(|| site.ledger.span_of(&old.id), |(_, row)| row.span);
    let mut award = signed.and_then(|signed| signed.award(old, span, listed)).ok_or_else(|| {
        let message = format!("{} is in no file below credentials/, so what it says is not known", old.slug);
        let help = "bring it back from a backup; or run `accolade issue`, which makes it again from its row";
        wrong(old, "lost-credential", &message, help)
    })?;
    // A badge that asks for evidence today may not have done so then.
    let bare = site.badges.get(&award.badge.value).is_some_and(|badge| badge.evidence_required);
    if let (true, true, Some((_, row))) = (bare, award.evidence.is_empty(), row) {
        award.evidence.clone_from(&row.evidence);
    }
    Ok((row.map(|(at, _)| at), award))
}

/// A row's award with its badge as it was signed, and good for as long, where the row says nothing else.
fn with_badge(site: &Registry, old: &Entry, award: Award, signed: Option<&Signed>) -> Result<Award, Box<Diagnostic>> {
    let kept = signed.and_then(|signed| Some((signed, signed.badge()?)));
    let Some((signed, kept)) = kept.filter(|_| award.badge.value == old.badge) else { return Ok(award) };
    // Where the day on which it was earned is corrected, a period of the badge begins on the right one.
    let period = site.badges.get(&old.badge).and_then(|badge| badge.valid_for);
    let ended = |from: Option<Date>| from?.checked_add(period?).ok();
    let by_period = signed.end().is_some() && ended(signed.awarded()) == signed.end();
    let end = if by_period { ended(Some(award.awarded)) } else { signed.end() };
    let expires = award.expires.or(end);
    if expires.is_some_and(|end| end <= award.awarded) && signed.renewed().is_none() {
        let message = "it would expire before it was earned";
        return Err(wrong(old, "bad-date", message, "say in `expires` of its row until when it is good"));
    }
    Ok(Award { expires, kept: Some(Box::new(kept)), ..award })
}

/// The award from today until a day that is later than its last one.
fn longer(
    site: &Registry,
    old: &Entry,
    (until, today): (Option<Date>, Date),
    award: Award,
) -> Result<Award, Box<Diagnostic>> {
    let badge = site.badges.get(&award.badge.value);
    let Some(until) = until.or_else(|| today.checked_add(badge?.valid_for?).ok()) else {
        let message = "it is not known until when it would be valid";
        return Err(wrong(old, "no-end", message, "say it with --expires, or set `valid_for` of its badge"));
    };
    if until <= today {
        let message = format!("it would be valid until {until}, and that day is past");
        return Err(wrong(old, "no-end", &message, &format!("say a day after {today} with --expires")));
    }
    let help = "to end what is good for longer, correct `expires` of its row and run `accolade reissue`, or `accolade revoke` it";
    match award.expires {
        None => {
            let message = format!("it is good without an end, and would be good until {until} only");
            Err(wrong(old, "not-longer", &message, help))
        }
        Some(present) if until <= present => {
            let message = format!("it is good until {present}, and would not be good for longer until {until}");
            Err(wrong(old, "not-longer", &message, &format!("say a day after {present} with --expires; {help}")))
        }
        Some(_) => Ok(Award { valid_from: Some(today), expires: Some(until), ..award }),
    }
}
