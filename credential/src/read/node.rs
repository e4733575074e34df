//! In: the JSON of a credential. Out: each thing in it together with all that is said of it, wherever that stands.
//!
//! Canonical RDF signs statements about identifiers, and not where in the text, how often or how wrapped they stand:
//! whoever moves the name of an achievement to another mention of its id keeps the signature. So what is read here
//! does not depend on that either: of several values where one is shown it is the least, not the first. A text that is
//! stated twice and differently in one language is noted: others' words may be among them, such as an endorsement's.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use super::roots;
use super::value::{as_text, canonical, decimal, least, only, unwrapped};
use crate::json::{Members, Value};

/// Values of these members are graphs of their own.
pub(super) const APART: [&str; 3] = ["@context", "proof", "verifiableCredential"];

/// What one credential may cost to read: a unit for a member or value looked at, and for each byte that is kept. A thing
/// that a hundred thousand places name would be read a hundred thousand times.
const BUDGET: usize = 96 * 1024 * 1024;

/// Every object that has an id, by its id.
#[derive(Debug)]
pub(super) struct Mentions<'a> {
    pub(super) by_id: BTreeMap<&'a str, Vec<&'a Members<'a>>>,
    /// Those that could be credentials by themselves, and state no proof.
    pub(super) inner: Vec<&'a Members<'a>>,
    /// How many could be, whether or not they state a proof.
    pub(super) inside: usize,
    left: Cell<usize>,
    /// The first member that states several texts where one is meant.
    several: OnceCell<String>,
}

/// One thing: the object at hand, and the others that speak of the same id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    mentions: &'a Mentions<'a>,
    here: Option<&'a Members<'a>>,
    id: Option<&'a str>,
}

impl<'a> Mentions<'a> {
    /// Looks through a whole credential.
    pub(super) fn of(credential: &'a Members<'a>) -> Self {
        let (left, several) = (Cell::new(BUDGET), OnceCell::new());
        let mut made = Self { by_id: BTreeMap::new(), inner: Vec::new(), inside: 0, left, several };
        made.look(credential);
        made.inside = made.inside.saturating_sub(usize::from(roots::is_credential(credential)));
        made
    }

    /// Whether the reading went over its budget; what was read is then not whole.
    pub(super) const fn exhausted(&self) -> bool {
        self.left.get() == 0
    }

    /// The first member that was read and states several texts where one is meant.
    pub(super) fn several(&self) -> Option<&str> {
        self.several.get().map(String::as_str)
    }

    /// Takes from the budget; `false` when there is nothing left.
    fn spend(&self, cost: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(cost));
        !self.exhausted()
    }

    /// The thing that a value is: an object, or the id of one.
    pub(super) fn node(&'a self, value: &'a Value<'a>) -> Option<Node<'a>> {
        match value {
            Value::Object(object) => Some(self.thing(object)),
            Value::String(id) => Some(Node { mentions: self, here: None, id: Some(id) }),
            _ => None,
        }
    }

    /// The thing that an object is.
    pub(super) fn thing(&'a self, object: &'a Members<'a>) -> Node<'a> {
        Node { mentions: self, here: Some(object), id: object.get("id").and_then(Value::as_str) }
    }

    fn look(&mut self, object: &'a Members<'a>) {
        if let Some(id) = object.get("id").and_then(Value::as_str) {
            self.by_id.entry(id).or_default().push(object);
        }
        self.inside += usize::from(roots::is_credential(object));
        if roots::is_marked(object) {
            self.inner.push(object);
        }
        for (_, value) in object.iter().filter(|(name, _)| !APART.contains(name)) {
            self.look_below(value);
        }
    }

    fn look_below(&mut self, value: &'a Value<'a>) {
        match value {
            Value::Object(object) => self.look(object),
            Value::Array(items) => items.iter().for_each(|item| self.look_below(item)),
            _ => {}
        }
    }
}

impl<'a> Node<'a> {
    /// Its `id`.
    pub(super) fn id(&self) -> Option<String> {
        self.id.map(str::to_owned)
    }

    /// Whether nothing is said of it but its id.
    pub(super) fn is_bare(&self) -> bool {
        self.objects().all(|object| object.iter().all(|(name, value)| name == "id" || value.items().is_empty()))
    }

    /// Whether more is said of it than its id and type.
    pub(super) fn says_more(&self) -> bool {
        let bare = |name: &str| matches!(name, "id" | "type");
        self.objects().any(|object| object.iter().any(|(name, value)| !bare(name) && !value.items().is_empty()))
    }

    /// A member as it stands, at hand or elsewhere.
    pub(super) fn raw(&self, name: &str) -> Option<&'a Value<'a>> {
        least(self.objects().filter_map(|object| object.get(name)), canonical)
    }

    /// Text: a string, a number, or a language value (`{"@value": …}`). Of several one without a language, else the least by its
    /// language, whose letters RDF takes for small ones (RDF 1.1 section 3.3). Several in one language are noted.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let mut noted = false;
        let text = self.least_text(name, &mut noted);
        if noted {
            self.mentions.several.get_or_init(|| name.to_owned());
        }
        text
    }

    /// The same of who makes something known: under one identifier and key several names may be used, as by who endorses too.
    pub(super) fn own_text(&self, name: &str) -> Option<String> {
        self.least_text(name, &mut false)
    }

    fn least_text(&self, name: &str, several: &mut bool) -> Option<String> {
        let mut stated = self.stated(name).filter_map(|value| {
            let language = value.get("@language").and_then(Value::as_str).map(str::to_ascii_lowercase);
            let text = as_text(value.get("@value").unwrap_or(value))?;
            Some((language, text))
        });
        let mut least = stated.next()?;
        for other in stated {
            *several |= other.0 == least.0 && other.1 != least.1;
            least = least.min(other);
        }
        Some(self.kept(&least.1))
    }

    /// Every text of a member, in whatever language.
    pub(super) fn every_text(&self, name: &str) -> Vec<String> {
        self.values(name).filter_map(as_text).map(|text| self.kept(&text)).collect()
    }

    /// Every string of a member, once.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.values(name).filter_map(Value::as_str).filter(|text| seen.insert(*text)).map(|t| self.kept(t)).collect()
    }

    /// A number, also in the text that stands for it under a numeric type; none where several differ.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        only(self.values(name).map(|value| match value {
            Value::Integer(n) => Some(*n as f64),
            Value::Float(n) => Some(*n),
            Value::String(text) => decimal(text),
            _ => None,
        }))
    }

    /// A truth value, also in the text that stands for it; none where several differ.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        only(self.values(name).map(|value| match value {
            Value::Bool(yes) => Some(*yes),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }))
    }

    /// What a member points at: a string, or the `id` of an object.
    pub(super) fn identifier(&self, name: &str) -> Option<String> {
        let ids = self.values(name).filter_map(|value| value.as_str().or_else(|| value.get("id")?.as_str()));
        ids.min().map(|id| self.kept(id))
    }

    /// The things that a member names, each once.
    pub(super) fn nodes(&self, name: &str) -> Vec<Node<'a>> {
        let mut seen = BTreeSet::new();
        let all = self.values(name).filter_map(|value| self.mentions.node(value));
        all.filter(|node| node.id.is_none_or(|id| seen.insert(id))).collect()
    }

    /// One of them: the least by its id, else by all that is said of it.
    pub(super) fn node(&self, name: &str) -> Option<Node<'a>> {
        let all = self.values(name).filter_map(|value| Some((value, self.mentions.node(value)?)));
        least(all, |(value, node)| (node.id.is_none(), node.id.map_or_else(|| canonical(value), str::to_owned)))
            .map(|(_, node)| node)
    }

    /// Some of its members as one object, without wrappings: a value for a list of one, a number for its text.
    pub(super) fn plain(&self, names: &[&str]) -> Members<'a> {
        let mut plain = Members::new();
        for name in names {
            let mut values: Vec<Value> = Vec::new();
            for value in self.values(name).map(unwrapped).take(MAX_VALUES) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            match values.pop() {
                None => {}
                Some(one) if values.is_empty() => plain.insert(*name, one),
                last => plain.insert(*name, values.into_iter().chain(last).collect::<Vec<Value>>()),
            }
        }
        plain
    }

    fn kept(&self, text: &str) -> String {
        if self.mentions.spend(text.len()) { text.to_owned() } else { String::new() }
    }

    fn objects(&self) -> impl Iterator<Item = &'a Members<'a>> + use<'a> {
        let (here, mentions) = (self.here, self.mentions);
        let elsewhere = self.id.and_then(|id| mentions.by_id.get(id)).into_iter().flatten().copied();
        let others = elsewhere.filter(move |other| here.is_none_or(|here| !std::ptr::eq(here, *other)));
        here.into_iter().chain(others).take_while(|object| mentions.spend(1 + object.len()))
    }

    fn values<'n>(&self, name: &'n str) -> impl Iterator<Item = &'a Value<'a>> + use<'a, 'n> {
        self.stated(name).map(|value| value.get("@value").unwrap_or(value))
    }

    fn stated<'n>(&self, name: &'n str) -> impl Iterator<Item = &'a Value<'a>> + use<'a, 'n> {
        let mentions = self.mentions;
        let values = self.objects().filter_map(move |object| object.get(name)).flat_map(Value::items);
        values.take_while(|_| mentions.spend(1))
    }
}

/// Values of one member that are looked at where one is expected.
const MAX_VALUES: usize = 64;
