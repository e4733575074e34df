//! In: a skill as a badge, a credential or the site names it. Out: what makes it the same as another one: its framework with its code
//! there, or its name. Case, Unicode form and the width of blanks do not count in a name; every other sign does: C is not C++.

use accolade_credential::credential::Alignment;
use unicode_normalization::UnicodeNormalization as _;

use crate::model::site::Skill;

/// What makes a skill the same as another one. In order: those of no framework come first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    framework: Option<String>,
    /// The code, or the name where there is none.
    what: String,
}

impl Key {
    pub(super) fn new(framework: Option<&str>, code: Option<&str>, name: &str) -> Self {
        let code = code.filter(|_| framework.is_some());
        Self { framework: framework.map(str::to_owned), what: alike(code.unwrap_or(name)) }
    }

    /// Of a skill that is only a name.
    pub(super) fn plain(name: &str) -> Self {
        Self::new(None, None, name)
    }

    /// Of what an alignment names.
    pub(super) fn aligned(alignment: &Alignment) -> Option<Self> {
        let (framework, code) = framework_and_code(alignment);
        Some(Self::new(framework, code, alignment.name.as_deref()?))
    }

    /// Of a skill of the site.
    pub(super) fn of(skill: &Skill) -> Self {
        Self::new(skill.framework.as_deref(), skill.code.as_deref(), &skill.name)
    }

    /// Whether it is that of a skill of the site.
    pub(super) fn is_of(&self, skill: &Skill) -> bool {
        self.framework == skill.framework && *self == Self::of(skill)
    }
}

/// The framework and the code that an alignment states.
pub(super) fn framework_and_code(alignment: &Alignment) -> (Option<&str>, Option<&str>) {
    fn said(text: Option<&str>) -> Option<&str> {
        text.map(str::trim).filter(|text| !text.is_empty())
    }
    (said(alignment.framework.as_deref()), said(alignment.code.as_deref()))
}

/// A name as it is compared.
fn alike(name: &str) -> String {
    let name: String = name.nfc().flat_map(char::to_lowercase).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
