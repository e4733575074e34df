//! In: what became of credentials. Out: which stands in the place of which, and what of it cannot be.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, What, suspensions};

/// What is to be done where a line says that a credential took the place of another, and there is no such credential.
pub const UNFOLLOWED: &str = "where version control left a conflict, keep the lines of both sides; else bring the ledger back from your version control";

/// Which credential stands in the place of which, by their ids.
#[derive(Debug, Default)]
pub struct Followed<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Followed<'a> {
    /// As events say.
    #[must_use]
    pub fn of(events: &'a [Event]) -> Self {
        let gone = events.iter().filter(|event| event.event.is_gone());
        Self(gone.filter_map(|event| Some((event.id.as_str(), event.by.as_deref()?))).collect())
    }

    /// Whether one stands in the place of another, or in that of one in its place.
    fn leads(&self, id: &str, to: &str) -> bool {
        let (mut here, mut steps) = (id, 0);
        while let Some(next) = self.0.get(here).filter(|_| steps <= self.0.len()) {
            if *next == to {
                return true;
            }
            (here, steps) = (next, steps + 1);
        }
        false
    }

    /// The last in line of those that stand in the place of a credential; `None` when none does.
    #[must_use]
    pub fn last(&self, id: &str) -> Option<&'a str> {
        let (mut here, mut steps) = (*self.0.get(id)?, 0);
        while let Some(next) = self.0.get(here) {
            here = next;
            steps += 1;
            if steps > self.0.len() {
                return None;
            }
        }
        Some(here)
    }
}

/// Events that say that another credential took the place of one, which cannot be: their places among all, and why.
#[must_use]
pub fn unfollowed(events: &[Event], is_issued: &dyn Fn(&str) -> bool) -> Vec<(usize, String)> {
    let followed = Followed::of(events);
    let wrong = |(at, event): (usize, &Event)| {
        let by = event.by.as_deref()?;
        let why = if !is_issued(by) {
            format!("this line says that {by} stands in its place, which no line says was issued")
        } else if followed.last(&event.id).is_none() {
            "this line says that another stands in its place, which leads back to it".to_owned()
        } else {
            return None;
        };
        Some((at, why))
    };
    events.iter().enumerate().filter_map(wrong).collect()
}

/// Credentials that are listed no longer, since that was said of one in whose place they stand, and nothing else of one of them since.
#[must_use]
pub fn unlisted(events: &[Event]) -> BTreeSet<&str> {
    let followed = Followed::of(events);
    let mut said: Vec<(&Event, bool)> =
        events.iter().filter_map(|event| Some((event, event.event.listing()?))).collect();
    // Two people's lines may stand in any order.
    said.sort_by_key(|(event, _)| event.at);
    let last = |id: &'_ str| followed.last(id);
    let mut all: BTreeMap<&str, bool> = BTreeMap::new();
    for (event, listed) in said {
        all.insert(last(&event.id).unwrap_or(&event.id), listed);
    }
    all.into_iter().filter(|(_, listed)| !listed).map(|(id, _)| id).collect()
}

/// What was said of a credential on one side, and on the other another was put into its place that is good.
#[derive(Debug, PartialEq, Eq)]
pub struct Undone<'a> {
    /// What was said of the credential.
    pub said: &'a Event,
    /// The one that stands in its place.
    pub by: &'a str,
    /// Whether it was said before that one came: then nobody knew of both.
    pub before: bool,
}

/// What a line says for good or until further notice, each by itself: one on another side never hides behind another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Suspended,
    Revoked,
    Forgotten,
}

/// All that is undone so: whose holder was forgotten, and what was revoked or suspended. Two who work on copies of a project do it.
#[must_use]
pub fn undone(events: &[Event]) -> Vec<Undone<'_>> {
    let followed = Followed::of(events);
    let mut standing: BTreeMap<(&str, Said), (usize, &Event)> = BTreeMap::new();
    let mut since = BTreeMap::new();
    // How many lines before each said the credential revoked, suspended, resumed or forgotten.
    let (mut said_of, mut before) = (BTreeMap::<&str, usize>::new(), vec![0; events.len()]);
    for (n, event) in events.iter().enumerate() {
        if event.event.is_said_of() {
            let count = said_of.entry(&event.id).or_default();
            before[n] = *count;
            *count += 1;
        }
        match event.event {
            What::Forgotten => {
                standing.insert((&event.id, Said::Forgotten), (n, event));
            }
            What::Revoked => {
                standing.insert((&event.id, Said::Revoked), (n, event));
            }
            What::Replaced | What::Renewed => {
                since.insert(event.id.as_str(), (event.at, n));
            }
            What::Suspended | What::Resumed | What::Listed | What::Unlisted => {}
        }
    }
    standing.extend(suspensions(events).into_iter().map(|(id, last)| ((id, Said::Suspended), last)));
    let is_over = |id: &str| {
        let is = |said| standing.get(&(id, said)).is_some_and(|(_, event)| event.event != What::Resumed);
        is(Said::Revoked) || is(Said::Forgotten) || is(Said::Suspended)
    };
    // Who says that the one in its place stays good has seen it, and what was said before; what comes after that one was made of a good one.
    let is_settled = |n: usize, said: &Event| {
        said.keeps.as_deref().is_some_and(|kept| followed.leads(&said.id, kept) && before[n] == said.after)
    };
    // Who was forgotten is told of once, and a suspension is past where a revocation that saw it is settled.
    let is_told = |n: usize, said: &Event| {
        let other = |what| standing.get(&(said.id.as_str(), what));
        let is_past = |(at, by): &(usize, &Event)| *at > n && is_settled(*at, by);
        (said.event != What::Forgotten && other(Said::Forgotten).is_some())
            || (said.event == What::Suspended && other(Said::Revoked).is_some_and(is_past))
    };
    let open = |n: usize, said: &Event| said.event != What::Resumed && !is_settled(n, said) && !is_told(n, said);
    let found = standing.values().filter(|(n, said)| open(*n, said)).filter_map(|(n, said)| {
        let by = followed.last(&said.id)?;
        let before = since.get(said.id.as_str()).is_some_and(|since| (said.at, *n) < *since);
        (!is_over(by)).then_some(Undone { said, by, before: before || said.event == What::Forgotten })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn event(what: What, id: &str, second: i64, by: Option<&str>) -> Event {
        let at = Timestamp::from_second(second).expect("a moment");
        Event { by: by.map(str::to_owned), ..Event::new(what, id.to_owned(), at) }
    }

    #[test]
    fn what_leads_nowhere_or_back_is_told() {
        let events = [
            event(What::Renewed, "a", 1, Some("b")),
            event(What::Replaced, "b", 2, Some("c")),
            event(What::Renewed, "d", 3, Some("nowhere")),
            event(What::Renewed, "e", 4, Some("f")),
            event(What::Renewed, "f", 5, Some("e")),
            event(What::Renewed, "g", 6, Some("g")),
        ];
        let issued = |id: &str| id != "nowhere";
        assert_eq!(unfollowed(&events, &issued).iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2, 3, 4, 5]);
        let followed = Followed::of(&events);
        assert_eq!(["a", "b", "c", "e"].map(|id| followed.last(id)), [Some("c"), Some("c"), None, None]);
    }

    #[test]
    fn what_is_said_of_one_counts_for_the_one_in_its_place() {
        let renewed = |at| event(What::Renewed, "a", at, Some("b"));
        for (what, at, undone_before) in [
            (What::Revoked, 1, Some(true)),
            (What::Revoked, 9, Some(false)),
            (What::Suspended, 1, Some(true)),
            (What::Forgotten, 9, Some(true)),
            (What::Resumed, 1, None),
            (What::Unlisted, 1, None),
        ] {
            let events = [event(what, "a", at, None), renewed(5)];
            assert_eq!(undone(&events).first().map(|one| one.before), undone_before, "{what:?} {at}");
            assert_eq!(unlisted(&events).contains("b"), what == What::Unlisted);
            let taken_back = [&events[..], &[event(What::Revoked, "b", 10, None)]].concat();
            assert_eq!(undone(&taken_back), [], "{what:?}");
            let agreed = [&events[..], &[event(What::Listed, "b", 10, None)]].concat();
            assert!(unlisted(&agreed).is_empty());
        }
    }

    /// Each line is counted once: a registry that revoked a hundred thousand on purpose is read in no time.
    #[test]
    fn many_that_were_revoked_alone_are_settled() {
        let names: Vec<[String; 2]> = (0..100_000).map(|n| [format!("a{n}"), format!("b{n}")]).collect();
        let renewed = names.iter().map(|[old, new]| event(What::Renewed, old, 5, Some(new)));
        let alone =
            names.iter().map(|[old, new]| Event { keeps: Some(new.clone()), ..event(What::Revoked, old, 9, None) });
        let mut events: Vec<Event> = renewed.chain(alone).collect();
        assert_eq!(undone(&events), []);
        events.push(event(What::Revoked, "a7", 10, None));
        assert_eq!(undone(&events).len(), 1);
    }

    #[test]
    fn what_was_said_of_the_older_one_alone_is_settled_when_it_names_the_one_that_stays_good() {
        let keeping = |what, keeps: &str| Event { keeps: Some(keeps.to_owned()), ..event(what, "a", 9, None) };
        let renewed = [event(What::Renewed, "a", 5, Some("b")), event(What::Renewed, "b", 6, Some("c"))];
        for (keeps, is_settled) in [("b", true), ("c", true), ("a", false), ("d", false)] {
            for what in [What::Revoked, What::Suspended] {
                let events = [&renewed[..], &[keeping(what, keeps)]].concat();
                assert_eq!(undone(&events).is_empty(), is_settled, "{keeps}");
            }
        }
        // Said again without it, or by somebody who knew of none, it is open.
        let again = [&renewed[..], &[keeping(What::Revoked, "c"), event(What::Revoked, "a", 10, None)]].concat();
        assert_eq!(undone(&again).len(), 1);
        // What was said before is settled when it was seen, and not when it came from another side.
        for (what, after, is_settled) in [
            (What::Revoked, 1, true),
            (What::Revoked, 0, false),
            (What::Suspended, 0, false),
            (What::Suspended, 1, true),
            (What::Forgotten, 0, false),
            (What::Forgotten, 1, false),
        ] {
            let kept = Event { after, ..keeping(What::Revoked, "c") };
            let joined = [&renewed[..], &[event(what, "a", 8, None), kept]].concat();
            assert_eq!(undone(&joined).is_empty(), is_settled, "{what:?} {after}: {:?}", undone(&joined));
        }
    }
}
