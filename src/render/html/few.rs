//! In: how many there are, and how many people hold those that are not listed. Out: the number, unless it would tell of a few of them.

/// The smallest group of people who did not agree to be listed of which a number may speak.
const FEW: usize = 5;

/// The whole number, where nobody is hidden, or at least five people are: else a reader could count out who they are.
pub(super) fn told(all: usize, hidden: usize) -> Option<usize> {
    (hidden == 0 || hidden >= FEW).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_few_hidden_people_are_not_counted() {
        assert_eq!([told(9, 0), told(0, 0), told(9, 5), told(2, 0)], [Some(9), Some(0), Some(9), Some(2)]);
        assert_eq!([told(9, 1), told(9, 4), told(1, 1), told(40, 1)], [None; 4]);
    }
}
