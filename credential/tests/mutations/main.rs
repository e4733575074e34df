//! Whatever a stranger changes in a signed credential, at any depth and in any spelling, nobody is shown anything else than what was
//! signed: the copy is refused, or reads exactly as the original and is graded no better. What means the same is still believed.

mod attack;
mod edits;
mod moves;
#[path = "../own/mod.rs"]
mod own;
mod samples;
#[path = "../vectors/mod.rs"]
mod vectors;

use attack::{Mutant, Tally, Target, each};

/// Takes one of `stride`, at places that do not follow the order of the changes.
fn chosen(index: usize, stride: usize) -> bool {
    (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33 & 0xffff < 0x1_0000 / stride as u64
}

fn edit(targets: &[Target], tally: &Tally, stride: usize) {
    each(targets, |target| {
        for (index, change) in edits::changes(&target.json).iter().enumerate() {
            if chosen(index, stride) {
                tally.strike(target, || change.to_string(), &Mutant::Value(edits::apply(&target.json, change)));
            }
        }
    });
}

#[test]
fn no_change_to_one_of_our_own_is_believed() {
    let tally = Tally::default();
    edit(&samples::own(), &tally, 1);
    tally.end("own", 20_000);
}

#[test]
fn no_change_to_a_credential_of_the_sample_sites_is_believed() {
    let tally = Tally::default();
    edit(&samples::sample_sites(), &tally, 40);
    tally.end("sample sites", 8_000);
}

#[test]
fn no_change_to_a_published_credential_is_believed() {
    let targets = samples::published();
    if targets.is_empty() {
        return;
    }
    let tally = Tally::default();
    edit(&targets, &tally, 12);
    tally.end("published", 8_000);
}

#[test]
fn nothing_that_is_moved_hides_or_shows_anything() {
    let tally = Tally::default();
    let mut targets = samples::own();
    targets.extend(samples::published().into_iter().step_by(9));
    targets.extend(samples::sample_sites().into_iter().step_by(35));
    each(&targets, |target| {
        let strike = |stride: usize| {
            let (mut index, tally) = (0, &tally);
            move |word: String, make: &dyn Fn() -> accolade_credential::Json| {
                index += 1;
                if chosen(index, stride) {
                    tally.strike(target, || word, &Mutant::Value(make()));
                }
            }
        };
        moves::mentions(&target.json, strike(1));
        moves::splits(&target.json, strike(1));
        moves::moves(&target.json, strike(6));
        moves::exchanges(&target.json, strike(16));
    });
    tally.end("moved", 8_000);
}
