//! In: credentials that the judge made verified. Out: the words of "verified", which nothing else can ask for.

use accolade_credential::Verified;
use jiff::Timestamp;

use super::Language;
use super::pattern::fill;
use crate::model::Proven;

impl Language {
    /// "Verified as of 12 May 2026", of a credential that is.
    #[must_use]
    pub fn verified<T>(&self, credential: &Verified<T>) -> String {
        let day = self.day(credential.as_of()).words;
        fill(self.table.proven.verified, &[("date", &day)], self.direction)
    }

    /// The same in one word, for narrow lists.
    #[must_use]
    pub fn verified_short<T>(&self, _: &Verified<T>) -> String {
        self.table.proven.verified_short.to_owned()
    }

    /// What it means, as a sentence.
    #[must_use]
    pub fn verified_meaning<T>(&self, _: &Verified<T>) -> String {
        self.table.proven.verified_meaning.to_owned()
    }

    /// "7 credentials; 5 verified as of 12 May 2026.": how many of `all` are proven.
    #[must_use]
    pub fn verified_of(&self, all: usize, proven: Proven, as_of: Timestamp) -> Option<String> {
        let day = self.day(proven.as_of().unwrap_or(as_of)).words;
        let said = |pattern| fill(pattern, &[("date", day.as_str())], self.direction);
        let counted = |forms, n: usize| {
            let (n, credentials) = (n.into(), self.credentials_of(all));
            let places = [("n", self.amount(&n)), ("credentials", credentials), ("date", day.clone())];
            fill(self.form(forms, &n), &places.each_ref().map(|(p, said)| (*p, said.as_str())), self.direction)
        };
        Some(match (all, proven.count()) {
            (0, _) => return None,
            (n, 0) => self.tally(n),
            (1, _) => said(self.table.proven.tally_one),
            (2, 2) => said(self.table.proven.tally_both),
            (n, m) if n == m => counted(&self.table.tallies.tally_all, m),
            (_, m) => counted(&self.table.tallies.tally_some, m),
        })
    }
}
