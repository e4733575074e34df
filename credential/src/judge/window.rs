//! In: when a key was good, when it signed, and the moment of judging. Out: how far the key can be relied on.
//! A stolen key can write any date, so a date before the theft leaves a doubt; a date outside the window refuses.

use jiff::Timestamp;

use crate::did::Listed;
use crate::known::PinnedKey;
use crate::time::day;

/// The time in which a key was good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Window {
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    compromised: Option<Timestamp>,
}

/// How far a key can be relied on for what it signed; the later of two is the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It was good when it signed.
    Good,
    /// It was good at the time that the signature states, but since this moment somebody else may have had it.
    Doubtful(Timestamp),
    /// It states no time, and the key was not always good.
    Undated,
    /// It signed before this moment, its first.
    TooEarly(Timestamp),
    /// It signed at or after this moment, when it was given up.
    Retired(Timestamp),
    /// It signed at or after this moment, or at a time that is not stated, when somebody else may have had it.
    Compromised(Timestamp),
}

impl Window {
    /// The window of a pinned key.
    pub(super) const fn of_pin(pin: &PinnedKey) -> Self {
        Self { from: pin.from, until: pin.until, compromised: pin.compromised }
    }

    /// The window of a method in a document.
    pub(super) const fn of_listed(listed: &Listed) -> Self {
        Self { from: None, until: listed.until, compromised: listed.revoked }
    }

    /// How the key stands to what it signed at `signed`, as far as is known at `as_of`.
    pub(super) fn standing(&self, signed: Option<Timestamp>, as_of: Timestamp) -> Standing {
        if let Some(since) = self.compromised.filter(|c| signed.is_none_or(|at| at >= *c)) {
            return Standing::Compromised(since);
        }
        if let Some(from) = self.from.filter(|f| signed.is_some_and(|at| at < *f)) {
            return Standing::TooEarly(from);
        }
        // Without a date it may be as late as now.
        if let Some(until) = self.until.filter(|u| signed.unwrap_or(as_of) >= *u) {
            return Standing::Retired(until);
        }
        match (self.from.filter(|_| signed.is_none()), self.compromised.filter(|c| as_of >= *c)) {
            (Some(_), _) => Standing::Undated,
            (None, Some(since)) => Standing::Doubtful(since),
            (None, None) => Standing::Good,
        }
    }
}

impl Standing {
    /// Whether somebody else may have had the key.
    pub(super) const fn is_stolen(&self) -> bool {
        matches!(self, Self::Doubtful(_) | Self::Compromised(_))
    }

    /// The code and the reason in words, of every standing but good.
    pub(super) fn reason(&self) -> Option<(&'static str, String)> {
        Some(match self {
            Self::Good => return None,
            Self::Retired(at) if *at == Timestamp::MIN => {
                ("key-retired", "The issuer gave this key up, at a time that cannot be read.".into())
            }
            Self::Compromised(at) if *at == Timestamp::MIN => (
                "key-compromised",
                "Somebody else may have had the issuer's key, since a time that cannot be read.".into(),
            ),
            Self::Doubtful(since) => {
                let note = format!(
                    "It states a time before {}, but since that day somebody else may have had the issuer's key, and could write any time.",
                    day(*since)
                );
                ("key-compromised", note)
            }
            Self::Undated => {
                ("key-undated", "The issuer's key was good for a time only, and when it signed is not stated.".into())
            }
            Self::TooEarly(from) => {
                ("key-too-early", format!("The issuer has used this key only since {}, after it signed.", day(*from)))
            }
            Self::Retired(until) => {
                ("key-retired", format!("The issuer gave this key up on {}, before it signed.", day(*until)))
            }
            Self::Compromised(since) => {
                let note = format!(
                    "Since {} somebody else may have had the issuer's key, and it is not shown that it signed before.",
                    day(*since)
                );
                ("key-compromised", note)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    #[test]
    fn every_edge_of_a_window_belongs_to_one_side() {
        let window = |from: i64, until: i64, compromised: i64| Window {
            from: (from > 0).then(|| at(from)),
            until: (until > 0).then(|| at(until)),
            compromised: (compromised > 0).then(|| at(compromised)),
        };
        let as_of = 1000;
        use Standing::{Compromised, Doubtful, Good, Retired, TooEarly, Undated};
        let cases = [
            (window(0, 0, 0), Some(5), Good),
            (window(0, 0, 0), None, Good),
            (window(10, 0, 0), Some(9), TooEarly(at(10))),
            (window(10, 0, 0), Some(10), Good),
            (window(10, 0, 0), None, Undated),
            (window(0, 20, 0), Some(19), Good),
            (window(0, 20, 0), Some(20), Retired(at(20))),
            (window(0, 20, 0), None, Retired(at(20))),
            (window(0, as_of, 0), None, Retired(at(as_of))),
            (window(0, as_of + 1, 0), None, Good),
            (window(10, 20, 0), Some(9), TooEarly(at(10))),
            (window(10, 20, 0), Some(19), Good),
            (window(10, 10, 0), Some(10), Retired(at(10))),
            (window(0, 0, 30), Some(29), Doubtful(at(30))),
            (window(0, 0, 30), Some(30), Compromised(at(30))),
            (window(0, 0, 30), Some(31), Compromised(at(30))),
            (window(0, 0, 30), None, Compromised(at(30))),
            (window(0, 0, as_of), Some(29), Doubtful(at(as_of))),
            (window(0, 0, as_of + 1), Some(29), Good),
            (window(0, 20, 30), Some(25), Retired(at(20))),
            (window(0, 20, 30), Some(30), Compromised(at(30))),
            (window(40, 0, 30), Some(35), Compromised(at(30))),
            (window(10, 0, 30), Some(9), TooEarly(at(10))),
        ];
        for (window, signed, expected) in cases {
            assert_eq!(window.standing(signed.map(at), at(as_of)), expected, "{window:?} {signed:?}");
        }
    }

    #[test]
    fn the_worse_of_two_standings_is_the_greater() {
        use Standing::{Compromised, Doubtful, Good, Retired, TooEarly, Undated};
        let worse = [Good, Doubtful(at(9)), Undated, TooEarly(at(1)), Retired(at(1)), Compromised(at(1))];
        assert!(worse.is_sorted());
        assert!(worse.iter().skip(1).all(|s| s.reason().is_some()));
    }
}
