//! In: rows that seem new, and what was signed for awards that no row says any more. Out: pairs of which the row may be the award of the
//! credential, with the holder's name put right: of one badge and day, and known by no number of their own.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use strsim::damerau_levenshtein;

use crate::issue::award::{Award, Recipient};
use crate::issue::broken::mended;
use crate::issue::plan::Planned;
use crate::issue::unstated::{Was, is_of_mail, may_be};
use crate::model::people::folded;

/// Badge and day.
type When<'a> = (&'a str, Date);

/// How many rows of one badge and day may share a word that leads from one name to the other: what more have in common tells nobody
/// apart, and a whole table that was replaced by another is looked through in no time.
const COMMON: usize = 256;

/// The pairs, each once, in the order of the credentials. Whoever shares a word alone with one who is missing may have married: they are a pair when
/// neither shares one with anybody else, and the row `is_kin`: stands where that of the credential stood.
pub(super) fn pairs<'a, 'p>(
    new: &[&'p Planned<'p>],
    gone: &'a [Was<'a>],
    is_kin: &dyn Fn(&Was<'_>, &Planned<'_>) -> bool,
) -> Vec<(&'a Was<'a>, &'p Planned<'p>)> {
    if gone.is_empty() {
        return Vec::new();
    }
    let mut by_part: BTreeMap<(When<'_>, String), Vec<usize>> = BTreeMap::new();
    let names: Vec<String> = new.iter().map(|item| folded(&item.award.name)).collect();
    for (at, item) in new.iter().enumerate() {
        for part in parts(&names[at], item.award) {
            by_part.entry((when(item.award), part)).or_default().push(at);
        }
    }
    let mut alike: Vec<(usize, usize, Likeness)> = Vec::new();
    for (which, was) in gone.iter().enumerate() {
        let mended = mended(&was.award.name);
        let (name, when) = (folded(mended.as_deref().unwrap_or(&was.award.name)), when(&was.award));
        let parts = parts(&name, &was.award).into_iter();
        let meant: BTreeSet<usize> = parts
            .filter_map(|part| by_part.get(&(when, part)))
            .filter(|rows| rows.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        let meant = meant.into_iter().filter(|at| may_be(was, new[*at].award));
        let like = |at: usize| match likeness((&name, was), (&names[at], new[at].award))? {
            // What was signed is another name all the same.
            Likeness::Same if mended.is_some() => Some((which, at, Likeness::Near)),
            likeness => Some((which, at, likeness)),
        };
        alike.extend(meant.filter_map(like));
    }
    let (mut of_gone, mut of_new) = (BTreeMap::new(), BTreeMap::new());
    for (which, at, _) in &alike {
        *of_gone.entry(*which).or_insert(0_usize) += 1;
        *of_new.entry(*at).or_insert(0_usize) += 1;
    }
    let is_pair = |(which, at, likeness): &(usize, usize, Likeness)| match likeness {
        Likeness::Same => false,
        Likeness::Near => true,
        Likeness::Word => of_gone[which] == 1 && of_new[at] == 1 && is_kin(&gone[*which], new[*at]),
    };
    alike.into_iter().filter(is_pair).map(|(which, at, _)| (&gone[which], new[at])).collect()
}

/// How a name is like another.
enum Likeness {
    /// It is the same, which is told otherwise.
    Same,
    /// It may be the other with a slip put right, or is that of the same person.
    Near,
    /// They have a word in common.
    Word,
}

/// How a row of a new award is like a credential; `None` when it is not, or when each has a number of its own.
fn likeness((name, was): (&str, &Was<'_>), (now, award): (&str, &Award)) -> Option<Likeness> {
    if was.award.key.starts_with("id:") && award.key.starts_with("id:") {
        return None;
    }
    if name == now {
        return Some(Likeness::Same);
    }
    if is_near(name, now) || is_same(was.award.recipient.as_ref(), award.recipient.as_ref()) {
        return Some(Likeness::Near);
    }
    shares_a_word(name, now).then_some(Likeness::Word)
}

fn when(award: &Award) -> When<'_> {
    (&award.badge.value, award.awarded)
}

/// What two names of one person have in common at least: a word, or of a name of one word its first or last letter; or the identifier.
fn parts(name: &str, award: &Award) -> Vec<String> {
    let mut parts: Vec<String> = name.split(' ').map(str::to_owned).collect();
    if parts.len() == 1 {
        parts.extend(name.chars().next().map(|first| format!("{first}…")));
        parts.extend(name.chars().next_back().map(|last| format!("…{last}")));
    }
    if let Some(Recipient::Uri(uri)) = &award.recipient {
        parts.push(uri.clone());
    }
    parts
}

/// Whether one name may be the other with a slip put right: a word by a letter or so, one more or less, or all in another order or
/// with other blanks.
fn is_near(one: &str, other: &str) -> bool {
    let (own, others) = (one.split(' ').count(), other.split(' ').count());
    let common = one.split(' ').filter(|word| other.split(' ').any(|also| also == *word)).count();
    if (common >= 2 && common == own.min(others)) || letters(one).eq(letters(other)) {
        return true;
    }
    let mut differing = one.split(' ').zip(other.split(' ')).filter(|(one, other)| one != other);
    let differs = differing.next().filter(|_| differing.next().is_none());
    own == others && differs.is_some_and(|(one, other)| is_slip(one, other))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| *c != ' ')
}

/// Whether a word may be another, mistyped; a number is none.
fn is_slip(one: &str, other: &str) -> bool {
    let length = one.chars().count().max(other.chars().count());
    let most = (length / 4).max(1);
    let is_number = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    2 * most < length && !is_number(one) && !is_number(other) && damerau_levenshtein(one, other) <= most
}

fn shares_a_word(one: &str, other: &str) -> bool {
    one.split(' ').any(|word| other.split(' ').any(|also| also == word))
}

fn is_same(was: Option<&Recipient>, now: Option<&Recipient>) -> bool {
    match (was, now) {
        (Some(Recipient::Uri(was)), Some(Recipient::Uri(now))) => was == now,
        (Some(Recipient::Hash(hash, salt)), Some(Recipient::Mail(mail))) => is_of_mail(hash, salt, mail),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_name_with_a_slip_put_right_is_near_and_that_of_another_is_not() {
        for (one, other) in [
            ("jon smith", "john smith"),
            ("ada obi", "ada obbi"),
            ("ada obi", "ada maria obi"),
            ("ada obi", "obi ada"),
            ("katherine brown", "catharine brown"),
            ("annamaria obi", "anna maria obi"),
            ("王小明", "王晓明"),
        ] {
            assert!(is_near(one, other) && is_near(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("ada obi", "bo li"),
            ("maria lopez", "maria gomez"),
            ("ada obi", "ida obe"),
            ("bo li", "bo lu"),
            ("李美", "李梅"),
            ("holder number 1", "holder number 2"),
            ("ada", "ada obi"),
            ("", "a"),
        ] {
            assert!(!is_near(one, other) && !is_near(other, one), "{one} {other}");
        }
    }
}
