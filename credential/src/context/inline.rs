//! In: the `@context` of a document, as JSON. Out: its entries. Refused: whatever could make a page show something else than
//! what was signed (other keywords, relative IRIs, definitions of terms as keywords, null definitions).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::active::ContextError;
use super::{Container, Definition, Entry, Local};
use crate::json::{Members, Value};
use crate::jsonld::CanonErrorKind;

/// Definitions within definitions are read to this depth.
const MAX_DEPTH: usize = 4;

/// The entries of a `@context` value.
pub(crate) fn read(context: &Value<'_>) -> Result<Vec<Entry>, ContextError> {
    entries(context, 0)
}

fn entries(context: &Value<'_>, depth: usize) -> Result<Vec<Entry>, ContextError> {
    if *context == Value::Null {
        return Err(refuse(CanonErrorKind::Unsupported, "@context", "a null @context is not accepted"));
    }
    context.items().iter().map(|item| entry(item, depth)).collect()
}

fn entry(item: &Value<'_>, depth: usize) -> Result<Entry, ContextError> {
    match item {
        Value::String(url) => Ok(Entry::Url((**url).into())),
        Value::Object(object) if depth < MAX_DEPTH => Ok(Entry::Local(Arc::new(local(object, depth)?))),
        Value::Object(_) => Err(refuse(CanonErrorKind::WorkLimit, "@context", "contexts are nested too deep")),
        _ => Err(refuse(CanonErrorKind::Malformed, "@context", "an entry of @context is neither a URL nor an object")),
    }
}

fn local(object: &Members<'_>, depth: usize) -> Result<Local, ContextError> {
    let mut made = Local { inline: true, ..Local::default() };
    for (name, value) in object.iter() {
        match (name, value) {
            ("@protected", Value::Bool(yes)) => made.protected = *yes,
            ("@version", Value::Float(version)) if (*version - 1.1).abs() < f64::EPSILON => {}
            ("@vocab", Value::String(iri)) if super::active::is_absolute(iri) => made.vocab = Some((**iri).into()),
            (keyword, _) if keyword.starts_with('@') => {
                return Err(refuse(
                    CanonErrorKind::Unsupported,
                    keyword,
                    "this keyword of an inline context is not accepted",
                ));
            }
            (term, _) if term.is_empty() || term.contains(':') || term.contains('/') => {
                return Err(refuse(CanonErrorKind::Unsupported, term, "a term that looks like an IRI is not accepted"));
            }
            (term, Value::String(id)) => {
                made.terms.insert(term.into(), simple(term, id)?);
            }
            (term, Value::Object(members)) => {
                made.terms.insert(term.into(), expanded(term, members, depth)?);
            }
            (term, Value::Null) => {
                return Err(refuse(
                    CanonErrorKind::Redefinition,
                    term,
                    "a null definition would leave its values unsigned",
                ));
            }
            (term, _) => {
                return Err(refuse(CanonErrorKind::Malformed, term, "a definition is neither a string nor an object"));
            }
        }
    }
    Ok(made)
}

fn simple(term: &str, id: &str) -> Result<Definition, ContextError> {
    let id = Some(identifier(term, id)?);
    Ok(Definition { id, coercion: None, container: Container::None, reverse: false, simple: true, scope: None })
}

fn expanded(term: &str, members: &Members<'_>, depth: usize) -> Result<Definition, ContextError> {
    let mut made =
        Definition { id: None, coercion: None, container: Container::None, reverse: false, simple: false, scope: None };
    let by_name: BTreeMap<&str, &Value<'_>> = members.iter().collect();
    for (name, value) in by_name {
        match (name, value) {
            ("@id", Value::String(id)) => made.id = Some(identifier(term, id)?),
            ("@type", Value::String(kind)) => made.coercion = Some((**kind).into()),
            ("@container", Value::String(kind)) if kind == "@set" => made.container = Container::Set,
            ("@container", Value::String(kind)) if kind == "@list" => made.container = Container::List,
            ("@context", context) => made.scope = Some(entries(context, depth + 1)?.into()),
            (other, _) => {
                return Err(refuse(CanonErrorKind::Unsupported, term, &format!("its {other} is not accepted")));
            }
        }
    }
    Ok(made)
}

fn identifier(term: &str, id: &str) -> Result<Box<str>, ContextError> {
    if id.starts_with('@') && !matches!((term, id), ("id", "@id") | ("type", "@type")) {
        return Err(refuse(CanonErrorKind::Redefinition, term, &format!("it would be another name of {id}")));
    }
    Ok(id.into())
}

fn refuse(kind: CanonErrorKind, term: &str, why: &str) -> ContextError {
    ContextError { kind, message: format!("{term:?} in an inline context: {why}") }
}
