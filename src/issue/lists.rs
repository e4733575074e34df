//! The status lists of an issuer: their numbers, files and addresses. In: who issues. Out: where a list stands.

use crate::issue::credential::Issuer;

/// What a list says of a credential (Bitstring Status List section 2.1, `statusPurpose`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Taken back for good.
    Revocation,
    /// Taken back until further notice.
    Suspension,
}

/// One list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct List {
    /// What it says.
    pub purpose: Purpose,
    /// Its number, from 1.
    pub number: u32,
}

impl Purpose {
    /// Its name in the standard.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }
}

impl List {
    /// The list of this number by which credentials are revoked.
    #[must_use]
    pub const fn revocation(number: u32) -> Self {
        Self { purpose: Purpose::Revocation, number }
    }

    fn name(self) -> String {
        match self.purpose {
            Purpose::Revocation => format!("{}.json", self.number),
            Purpose::Suspension => format!("{}-suspension.json", self.number),
        }
    }

    /// Its file in a project.
    #[must_use]
    pub fn file(self) -> String {
        format!("status/{}", self.name())
    }

    /// Its address: beside the first one, which may have a name of its own.
    #[must_use]
    pub fn url(self, issuer: &Issuer) -> String {
        if self == Self::revocation(1) {
            return issuer.status_list.clone();
        }
        let folder = issuer.status_list.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{}", self.name())
    }

    /// The list of this address.
    #[must_use]
    pub fn of_url(url: &str, issuer: &Issuer) -> Option<Self> {
        if url == issuer.status_list {
            return Some(Self::revocation(1));
        }
        let folder = issuer.status_list.rsplit_once('/')?.0;
        let name = url.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".json")?;
        let (number, purpose) = match name.strip_suffix("-suspension") {
            Some(number) => (number, Purpose::Suspension),
            None => (name, Purpose::Revocation),
        };
        let list = Self { purpose, number: number.parse().ok()? };
        (list.number > 0 && list.url(issuer) == url).then_some(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_known_by_its_address_and_by_no_other() {
        let issuer = Issuer { status_list: "https://a.example/status/1.json".to_owned(), ..Issuer::default() };
        for purpose in [Purpose::Revocation, Purpose::Suspension] {
            for number in [1, 2, 77] {
                let list = List { purpose, number };
                assert_eq!(List::of_url(&list.url(&issuer), &issuer), Some(list), "{}", list.file());
            }
        }
        for other in [
            "https://a.example/status/0.json",
            "https://a.example/status/01.json",
            "https://b.example/status/1.json",
            "https://a.example/status/1-x.json",
        ] {
            assert_eq!(List::of_url(other, &issuer), None, "{other}");
        }
    }
}
