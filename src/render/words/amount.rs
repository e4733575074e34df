//! In: whole numbers and quantities. Out: decimals that are exact to two places, as plural rules and formatters want them.

use icu_decimal::input::Decimal;

/// A number to be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount(pub(super) Decimal);

impl From<usize> for Amount {
    fn from(n: usize) -> Self {
        Self(Decimal::from(n))
    }
}

/// Without needless digits: `3`, `2.5`. What is no number counts as nothing.
impl From<f64> for Amount {
    fn from(n: f64) -> Self {
        let text = format!("{n:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        Self(Decimal::try_from_str(text).unwrap_or_default())
    }
}
