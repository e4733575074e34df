//! In: vocabulary tables in our notation. Out: contexts with their definitions. May not resolve a name: that depends on
//! where a context is used. The notation is described at the top of `credentials.terms`.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Container, Definition, Entry, Local, Published};

/// One line with what is indented below it.
#[derive(Debug, Clone)]
struct Line<'t> {
    number: usize,
    words: Vec<&'t str>,
    below: Vec<Line<'t>>,
}

/// What the tables have named so far.
#[derive(Default)]
struct Names<'t> {
    prefixes: HashMap<&'t str, &'t str>,
    groups: HashMap<&'t str, Vec<Line<'t>>>,
}

/// Reads several tables that may use each other's `let` and `group` names, in order.
pub(super) fn read(texts: &[&'static str]) -> Result<Vec<Published>, String> {
    let mut names = Names::default();
    let mut contexts = Vec::new();
    for text in texts {
        for line in tree(text)? {
            match line.words.as_slice() {
                ["let", name, iri] => {
                    names.prefixes.insert(name, iri);
                }
                ["group", name] => {
                    names.groups.insert(name, line.below);
                }
                ["context", url] => {
                    let entries = names.scope(&line.below)?;
                    contexts.push(Published { url: (*url).into(), entries });
                }
                _ => return Err(format!("line {}: expected let, group or context", line.number)),
            }
        }
    }
    Ok(contexts)
}

/// Lines by their indentation, two spaces a level; `;` opens a remark.
fn tree(text: &str) -> Result<Vec<Line<'_>>, String> {
    let mut open: Vec<Line<'_>> = vec![Line { number: 0, words: Vec::new(), below: Vec::new() }];
    for (index, raw) in text.lines().enumerate() {
        let number = index + 1;
        let content = raw.trim_start();
        if content.is_empty() || content.starts_with(';') {
            continue;
        }
        let depth = (raw.len() - content.len()) / 2 + 1;
        if depth > open.len() {
            return Err(format!("line {number}: indented too far"));
        }
        close(&mut open, depth);
        open.push(Line { number, words: content.split_whitespace().collect(), below: Vec::new() });
    }
    close(&mut open, 1);
    Ok(open.pop().map(|root| root.below).unwrap_or_default())
}

fn close(open: &mut Vec<Line<'_>>, depth: usize) {
    while open.len() > depth {
        if let (Some(line), Some(parent)) = (open.pop(), open.len().checked_sub(1)) {
            open[parent].below.push(line);
        }
    }
}

impl<'t> Names<'t> {
    /// The entries of one context: imported ones first, then the definitions.
    fn scope(&self, lines: &[Line<'t>]) -> Result<Arc<[Entry]>, String> {
        let mut entries = Vec::new();
        let mut local = Local::default();
        self.collect(lines, &mut entries, &mut local)?;
        if local != Local::default() {
            entries.push(Entry::Local(Arc::new(local)));
        }
        Ok(entries.into())
    }

    fn collect(&self, lines: &[Line<'t>], entries: &mut Vec<Entry>, local: &mut Local) -> Result<(), String> {
        for line in lines {
            match line.words.as_slice() {
                ["@null"] => entries.push(Entry::Null),
                ["@protected"] => local.protected = true,
                ["@vocab", iri] => local.vocab = Some(self.iri(iri, "")),
                ["@import", url] => entries.push(Entry::Url((*url).into())),
                [name] if name.starts_with('+') => {
                    let group = self.groups.get(&name[1..]);
                    let group = group.ok_or_else(|| format!("line {}: no group {name}", line.number))?;
                    self.collect(group, entries, local)?;
                }
                [term, id, rest @ ..] => {
                    let definition = self.definition(term, id, rest, line)?;
                    if local.terms.insert((*term).into(), definition).is_some() {
                        return Err(format!("line {}: {term} is there twice", line.number));
                    }
                }
                _ => return Err(format!("line {}: expected a term and its IRI", line.number)),
            }
        }
        Ok(())
    }

    fn definition(&self, term: &str, id: &str, rest: &[&'t str], line: &Line<'t>) -> Result<Definition, String> {
        let mut made = Definition {
            id: Some(self.iri(id, term)),
            coercion: None,
            container: Container::None,
            reverse: false,
            simple: rest.is_empty() && line.below.is_empty(),
            scope: None,
        };
        for word in rest {
            match *word {
                "@set" => made.container = Container::Set,
                "@list" => made.container = Container::List,
                "@graph" => made.container = Container::Graph,
                "@reverse" => made.reverse = true,
                "@plain" => {}
                other => match other.strip_prefix('^') {
                    Some(kind) => made.coercion = Some(self.iri(kind, "")),
                    None => return Err(format!("line {}: {other} is not known", line.number)),
                },
            }
        }
        if !line.below.is_empty() {
            made.scope = Some(self.scope(&line.below)?);
        }
        Ok(made)
    }

    /// `sec~jws` is the name `jws` in the space that `let sec` named; `sec~` is the term's own name there.
    fn iri(&self, word: &str, term: &str) -> Box<str> {
        let Some((prefix, name)) = word.split_once('~') else { return word.into() };
        let space = self.prefixes.get(prefix).copied();
        match space {
            Some(space) => format!("{space}{}", if name.is_empty() { term } else { name }).into(),
            None => word.into(),
        }
    }
}
