//! Typed places in the lists of a `Site`: a name that was resolved once, and cannot dangle.

macro_rules! ids {
    ($($name:ident => $what:literal),+ $(,)?) => { $(
        #[doc = concat!("Where ", $what, " stands in its list of the `Site`.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )+ };
}
ids!(EntryId => "a credential", BadgeId => "a badge", IssuerId => "an issuer", SkillId => "a skill");
