//! In: how many there are, and how many of them are listed. Out: the number, unless it would tell of a few who are not listed.

/// The smallest group of people who did not agree to be listed of which a number may speak.
const FEW: usize = 5;

/// The whole number, where nobody is hidden, or at least five are: else a reader could count out who they are.
pub(super) fn told(all: usize, listed: usize) -> Option<usize> {
    let hidden = all.saturating_sub(listed);
    (hidden == 0 || hidden >= FEW).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_few_hidden_people_are_not_counted() {
        assert_eq!([told(9, 9), told(0, 0), told(9, 4), told(2, 3)], [Some(9), Some(0), Some(9), Some(2)]);
        assert_eq!([told(9, 8), told(9, 5), told(1, 0), told(4, 0)], [None; 4]);
    }
}
