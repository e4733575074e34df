//! In: the sorted words of a register. Out: the tree cut into parts, none of which holds more than a browser should fetch.

use super::{Cut, PART, Search};

/// How many entries are added at most for each that is there, so that words go on with others.
const MORE: usize = 4;

/// The tree while it is cut.
pub(super) struct Cutting<'a> {
    search: &'a mut Search,
    /// The words by what they find: made when it is needed first.
    by_found: Vec<u32>,
    /// How many entries may still be added: where all names are alike, no word tells them apart.
    room: usize,
}

impl<'a> Cutting<'a> {
    /// Of words that are sorted.
    pub(super) const fn of(search: &'a mut Search) -> Self {
        Self { by_found: Vec::new(), room: search.words.len() * MORE, search }
    }

    /// Cuts all of them.
    pub(super) fn all(&mut self) {
        self.cut(0, self.search.words.len(), 0, 0);
    }

    fn cut(&mut self, start: usize, end: usize, length: usize, under: u32) {
        let (own, search) = (self.search.parts.len(), &mut *self.search);
        search.parts.push(Cut { start: start as u32, end: end as u32, length: length as u8, under, on: (0, 0) });
        if end - start <= PART || search.distinct(start, end).len() <= PART {
            return;
        }
        let mut at = start + search.ended(start, end, length);
        if at - start > PART {
            self.go_on(own, start, at);
        }
        while at < end {
            let search = &*self.search;
            let c = search.word(at)[length..].chars().next().expect("those that end here come first");
            let same = |at: usize| search.word(at)[length..].starts_with(c);
            let stop = (at..end).find(|at| !same(*at)).unwrap_or(end);
            self.cut(at, stop, length + c.len_utf8(), under);
            at = stop;
        }
    }

    /// Lets a word that very many names have go on with each other word of these names.
    fn go_on(&mut self, own: usize, start: usize, stop: usize) {
        if self.by_found.is_empty() {
            // No list has been added yet.
            self.by_found = (0..self.search.words.len() as u32).collect();
            let words = &self.search.words;
            self.by_found.sort_unstable_by_key(|at| words[*at as usize].2);
        }
        let search = &mut *self.search;
        let from = search.words.len();
        let mut said = vec![start];
        let mut part = search.parts[own];
        while part.under > 0 {
            part = search.parts[part.under as usize - 1];
            said.push(part.start as usize);
        }
        let said: Vec<String> = said.into_iter().map(|at| search.word(at).to_owned()).collect();
        let mut more = Vec::new();
        for at in start..stop {
            let found = search.words[at].2;
            let first = self.by_found.partition_point(|at| search.words[*at as usize].2 < found);
            let own = self.by_found[first..].iter().map(|at| *at as usize);
            let own = own.take_while(|at| search.words[*at].2 == found);
            more.extend(own.filter(|at| said.iter().all(|said| said != search.word(*at))).map(|at| search.words[at]));
        }
        let Some(room) = self.room.checked_sub(more.len()) else { return };
        self.room = room;
        search.words.append(&mut more);
        search.sort_from(from);
        let to = search.words.len();
        search.parts[own].on = (from as u32, to as u32);
        if from < to {
            self.cut(from, to, 0, own as u32 + 1);
        }
    }
}
