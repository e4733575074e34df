//! In: texts and designs that many credentials share. Out: their HTML and drawings, made once and handed out again.
//! What it hands out is what would be made anew; how much it keeps is bounded.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use crate::draft::markdown::{Cleaner, own};
use crate::model::{BadgeId, Design, STAND};

/// Most texts that are kept: a registry has as many criteria as badges, and one with a text for each award gains nothing.
const MOST: usize = 4096;

/// What the renderers of one site share.
pub(super) struct Memo {
    cleaner: Cleaner,
    own: Texts,
    foreign: Texts,
    art: Vec<OnceLock<Art>>,
}

type Texts = RwLock<HashMap<Box<str>, Arc<str>>>;

/// The artwork of a badge as its first credential has it.
struct Art {
    design: Design,
    told: (String, String),
    svg: Arc<str>,
}

impl Memo {
    /// For a site of so many badges.
    pub(super) fn new(badges: usize) -> Self {
        Self {
            cleaner: Cleaner::new(),
            own: Texts::default(),
            foreign: Texts::default(),
            art: (0..badges).map(|_| OnceLock::new()).collect(),
        }
    }

    /// Markdown of a credential as safe HTML: the holder's own when it is a claim, else somebody else's.
    pub(super) fn told(&self, text: &str, by_holder: bool) -> Arc<str> {
        let known = if by_holder { &self.own } else { &self.foreign };
        let found = known.read().ok().and_then(|texts| texts.get(text).cloned());
        found.unwrap_or_else(|| {
            let html = if by_holder { own(text, STAND) } else { self.cleaner.foreign(text, STAND) };
            let html: Arc<str> = html.0.into();
            if let Ok(mut texts) = known.write()
                && texts.len() < MOST
            {
                texts.insert(text.into(), Arc::clone(&html));
            }
            html
        })
    }

    /// The artwork of a credential: the drawing of another of the same badge when nothing in it differs.
    pub(super) fn art(
        &self,
        badge: Option<BadgeId>,
        design: &Design,
        told: (&str, &str),
        draw: impl Fn() -> String,
    ) -> Arc<str> {
        let Some(place) = badge.and_then(|id| self.art.get(id.0 as usize)) else { return draw().into() };
        let made = place.get_or_init(|| Art {
            design: design.clone(),
            told: (told.0.to_owned(), told.1.to_owned()),
            svg: draw().into(),
        });
        let same = made.design == *design && (made.told.0.as_str(), made.told.1.as_str()) == told;
        if same { Arc::clone(&made.svg) } else { draw().into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Colour, Shape};

    #[test]
    fn what_is_handed_out_again_is_what_would_be_made_anew() {
        let memo = Memo::new(1);
        for text in ["*a* <b>", "[x](y.html)", "*a* <b>", "[x](y.html)"] {
            assert_eq!(*memo.told(text, true), own(text, STAND).0);
            assert_eq!(*memo.told(text, false), crate::draft::markdown::foreign(text, STAND).0);
        }
        let [one, other] = ["star", "moon"].map(|icon| Design::plain(Shape::Circle, Colour([1, 2, 3]), icon));
        let badge = Some(BadgeId(0));
        assert_eq!(&*memo.art(badge, &one, ("a", "b"), || "one".into()), "one");
        assert_eq!(&*memo.art(badge, &one, ("a", "b"), || panic!("it was drawn before")), "one");
        for (badge, design, told) in [(badge, &other, ("a", "b")), (badge, &one, ("a", "c")), (None, &one, ("a", "b"))]
        {
            assert_eq!(&*memo.art(badge, design, told, || "new".into()), "new");
        }
    }
}
