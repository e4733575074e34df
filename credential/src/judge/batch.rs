//! In: many signatures to check. Out: for each whether it holds, exactly as when it is checked alone.

use super::Task;

/// Whether each of the signatures holds.
pub(super) fn verify(tasks: &[Task<'_>]) -> Vec<bool> {
    tasks.iter().map(Task::holds).collect()
}
