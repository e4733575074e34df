//! In: quads. Out: a canonical number for each blank node: by what its own quads say (first degree), and where that is not
//! enough by its neighbours (N degree, RDFC-1.0 section 4.8). Every step is counted against a budget.

use std::collections::BTreeMap;
use std::ops::Range;

use super::term::Quad;
use super::write::{line, number};
use super::{Hash, WorkLimit};

/// Steps of N-degree hashing that one dataset may take; the hardest graph of the W3C suite takes a small part of it.
const MAX_STEPS: usize = 60_000;
/// As many bytes to hash count as one step more.
const BYTES_A_STEP: usize = 1024;
/// How far N-degree hashing follows a chain of blank nodes.
const MAX_CHAIN: usize = 128;

/// Canonical numbers by blank node; `None` when a quad that matters is there twice.
pub(super) fn label(quads: &[Quad<'_>], hash: Hash) -> Result<Option<Vec<Option<u32>>>, WorkLimit> {
    let mentions = Mentions::of(quads)?;
    let Some(first) = FirstDegree::of(quads, &mentions, hash) else { return Ok(None) };
    let mut order: Vec<u32> = (0..mentions.blanks()).filter(|blank| !mentions.of_blank(*blank).is_empty()).collect();
    order.sort_by(|a, b| first.of_blank(*a).cmp(first.of_blank(*b)));
    let mut canonical = Issuer::default();
    let mut alike: Vec<&[u32]> = Vec::new();
    for group in order.chunk_by(|a, b| first.of_blank(*a) == first.of_blank(*b)) {
        match group {
            [one] => {
                canonical.issue(*one);
            }
            several => alike.push(several),
        }
    }
    let mut search = Search { quads, hash, mentions: &mentions, first: &first, canonical, steps: 0 };
    for group in alike {
        search.tell_apart(group)?;
    }
    let mut labels = vec![None; mentions.blanks() as usize];
    for (blank, label) in search.canonical.given {
        labels[blank as usize] = Some(label);
    }
    Ok(Some(labels))
}

/// Which quads have which blank node.
struct Mentions {
    /// Blank node and quad, each pair once, in order.
    pairs: Vec<(u32, u32)>,
    /// Where the pairs of each blank node begin, and where the last ones end.
    starts: Vec<usize>,
}

impl Mentions {
    fn of(quads: &[Quad<'_>]) -> Result<Self, WorkLimit> {
        let mut pairs = Vec::with_capacity(2 * quads.len());
        for (index, quad) in quads.iter().enumerate() {
            let index = u32::try_from(index).map_err(|_| WorkLimit)?;
            pairs.extend(quad.blanks().map(|(blank, _)| (blank, index)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let count = pairs.last().map_or(0, |(blank, _)| *blank as usize + 1);
        u32::try_from(count).map_err(|_| WorkLimit)?;
        let mut starts = Vec::with_capacity(count + 1);
        for (at, (blank, _)) in pairs.iter().enumerate() {
            starts.resize(starts.len().max(*blank as usize + 1), at);
        }
        starts.push(pairs.len());
        Ok(Self { pairs, starts })
    }

    /// How many blank nodes there are: numbers without quads count too.
    fn blanks(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    fn of_blank(&self, blank: u32) -> &[(u32, u32)] {
        &self.pairs[self.starts[blank as usize]..self.starts[blank as usize + 1]]
    }
}

/// For each blank node the hash of its own quads, one text for all.
struct FirstDegree {
    hashes: String,
    length: usize,
}

impl FirstDegree {
    /// RDFC-1.0 section 4.6; `None` when two of the quads are the same one.
    fn of(quads: &[Quad<'_>], mentions: &Mentions, hash: Hash) -> Option<Self> {
        let length = hash.digits();
        let mut hashes = String::with_capacity(mentions.blanks() as usize * length);
        let (mut text, mut lines) = (String::with_capacity(1024), Vec::with_capacity(16));
        for own in 0..mentions.blanks() {
            text.clear();
            lines.clear();
            for (_, index) in mentions.of_blank(own) {
                let start = text.len();
                line(&mut text, &quads[*index as usize], &mut |text, blank| {
                    text.push_str(if blank == own { "_:a" } else { "_:z" });
                });
                lines.push((start..text.len(), *index as usize));
            }
            let bytes = |at: &Range<usize>| &text.as_bytes()[at.clone()];
            // Quads that look alike from here stand in an order of their own, so that two equal ones are neighbours.
            lines.sort_unstable_by(|a, b| bytes(&a.0).cmp(bytes(&b.0)).then_with(|| quads[a.1].cmp(&quads[b.1])));
            if lines.windows(2).any(|w| bytes(&w[0].0) == bytes(&w[1].0) && quads[w[0].1] == quads[w[1].1]) {
                return None;
            }
            hash.push_hex(&mut hashes, lines.iter().map(|(at, _)| bytes(at)));
        }
        Some(Self { hashes, length })
    }

    fn of_blank(&self, blank: u32) -> &str {
        &self.hashes[blank as usize * self.length..][..self.length]
    }
}

/// Names given so far, in order.
#[derive(Debug, Clone, Default)]
struct Issuer {
    given: BTreeMap<u32, u32>,
    order: Vec<u32>,
}

impl Issuer {
    /// The name of a blank node, given now if it had none.
    fn issue(&mut self, blank: u32) -> u32 {
        let next = u32::try_from(self.order.len()).expect("blank nodes are numbered by u32");
        let given = *self.given.entry(blank).or_insert(next);
        if given == next {
            self.order.push(blank);
        }
        given
    }
}

/// The search for differences among blank nodes whose own quads look alike.
struct Search<'q, 'd> {
    quads: &'q [Quad<'d>],
    hash: Hash,
    mentions: &'q Mentions,
    first: &'q FirstDegree,
    canonical: Issuer,
    steps: usize,
}

impl Search<'_, '_> {
    fn step(&mut self, steps: usize) -> Result<(), WorkLimit> {
        self.steps += steps;
        if self.steps > MAX_STEPS { Err(WorkLimit) } else { Ok(()) }
    }

    /// RDFC-1.0 section 4.4.3, step 5, for one hash.
    fn tell_apart(&mut self, group: &[u32]) -> Result<(), WorkLimit> {
        let mut paths = Vec::with_capacity(group.len());
        for blank in group {
            if self.canonical.given.contains_key(blank) {
                continue;
            }
            let mut issuer = Issuer::default();
            issuer.issue(*blank);
            paths.push(self.n_degree(*blank, issuer, 0)?);
        }
        paths.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, issuer) in paths {
            for blank in issuer.order {
                self.canonical.issue(blank);
            }
        }
        Ok(())
    }

    /// RDFC-1.0 section 4.8.3: a hash of the blank node by its neighbours, and the names given on the way.
    fn n_degree(&mut self, own: u32, mut issuer: Issuer, chain: usize) -> Result<(String, Issuer), WorkLimit> {
        if chain > MAX_CHAIN {
            return Err(WorkLimit);
        }
        let mut data = String::new();
        for (related_hash, list) in self.related(own, &issuer)? {
            data.push_str(&related_hash);
            let mut chosen: Option<(String, Issuer)> = None;
            let mut order = list;
            order.sort_unstable();
            loop {
                if let Some(better) = self.path(&order, &issuer, chosen.as_ref().map(|c| c.0.as_str()), chain)? {
                    chosen = Some(better);
                }
                if !next_permutation(&mut order) {
                    break;
                }
            }
            let (path, after) = chosen.expect("the first permutation is always chosen");
            data.push_str(&path);
            issuer = after;
        }
        Ok((self.hash.hex(&data), issuer))
    }

    /// Blank nodes around one, by the hash of how they are related to it (RDFC-1.0 section 4.7).
    fn related(&mut self, own: u32, issuer: &Issuer) -> Result<BTreeMap<String, Vec<u32>>, WorkLimit> {
        let mentioned = self.mentions.of_blank(own);
        self.step(mentioned.len())?;
        let mut related: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (_, index) in mentioned {
            let quad = &self.quads[*index as usize];
            for (blank, position) in quad.blanks().filter(|(b, _)| *b != own) {
                let mut text = String::from(position);
                if position != 'g' {
                    text.push('<');
                    text.push_str(&quad.predicate);
                    text.push('>');
                }
                match (self.canonical.given.get(&blank), issuer.given.get(&blank)) {
                    (Some(n), _) => name(&mut text, "_:c14n", *n),
                    (None, Some(n)) => name(&mut text, "_:b", *n),
                    (None, None) => text.push_str(self.first.of_blank(blank)),
                }
                // A name of a megabyte costs what a megabyte costs.
                self.step(text.len() / BYTES_A_STEP)?;
                related.entry(self.hash.hex(&text)).or_default().push(blank);
            }
        }
        Ok(related)
    }

    /// The path through one order of related blank nodes; `None` as soon as it cannot be before `best`.
    fn path(
        &mut self,
        order: &[u32],
        issuer: &Issuer,
        best: Option<&str>,
        chain: usize,
    ) -> Result<Option<(String, Issuer)>, WorkLimit> {
        self.step(order.len() + issuer.order.len() / 8)?;
        let mut issuer = issuer.clone();
        let mut path = String::new();
        let mut open = Vec::new();
        let worse = |path: &str| best.is_some_and(|best| path.len() >= best.len() && path > best);
        for blank in order {
            if let Some(n) = self.canonical.given.get(blank) {
                name(&mut path, "_:c14n", *n);
            } else {
                if !issuer.given.contains_key(blank) {
                    open.push(*blank);
                }
                name(&mut path, "_:b", issuer.issue(*blank));
            }
            if worse(&path) {
                return Ok(None);
            }
        }
        for blank in open {
            let (hash, after) = self.n_degree(blank, issuer.clone(), chain + 1)?;
            name(&mut path, "_:b", issuer.issue(blank));
            path.push('<');
            path.push_str(&hash);
            path.push('>');
            issuer = after;
            if worse(&path) {
                return Ok(None);
            }
        }
        Ok(best.is_none_or(|best| path.as_str() < best).then_some((path, issuer)))
    }
}

fn name(text: &mut String, prefix: &str, n: u32) {
    text.push_str(prefix);
    number(text, n);
}

/// The next order of the same items, or `false` after the last one.
fn next_permutation(items: &mut [u32]) -> bool {
    let Some(pivot) = items.windows(2).rposition(|w| w[0] < w[1]) else { return false };
    let swap = items.iter().rposition(|i| *i > items[pivot]).expect("the pivot has a larger item after it");
    items.swap(pivot, swap);
    items[pivot + 1..].reverse();
    true
}
