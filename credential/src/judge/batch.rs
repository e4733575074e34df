//! In: many signatures to check. Out: for each whether it holds, exactly as when it is checked alone.

use super::Task;
use crate::key::{self, Combs, Signed};

/// Whether each of the signatures holds: those of Ed25519 together, the others one by one.
pub(super) fn verify(tasks: &[Task<'_>], combs: &Combs) -> Vec<bool> {
    let together: Vec<Option<Signed<'_>>> = tasks
        .iter()
        .map(|task| Some(Signed { key: task.key.ed25519()?, message: task.bytes?, signature: task.signature }))
        .collect();
    let ed25519: Vec<Signed<'_>> = together.iter().flatten().copied().collect();
    let mut verified = key::verify(&ed25519, combs).into_iter();
    let holds = |(task, signed): (&Task<'_>, Option<Signed<'_>>)| match signed {
        Some(_) => verified.next() == Some(true),
        None => task.holds(combs),
    };
    tasks.iter().zip(together).map(holds).collect()
}
