//! In: a JSON scalar, value object or name, and the definitions in force. Out: a literal, an IRI, or why it is neither. Every
//! spelling that would look different from what it states is refused.

use super::CanonErrorKind;
use crate::context::{Active, Coercion, Meaning, Term, is_absolute, published_terms};
use crate::json::{Members, Value};
use crate::rdfc::{Node, Text};

/// A kind of error and its words; the place is added by the caller.
pub(super) type Refusal = (CanonErrorKind, String);

const XSD: [&str; 2] = ["http://www.w3.org/2001/XMLSchema#", "https://www.w3.org/2001/XMLSchema#"];
const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const I18N: &str = "https://www.w3.org/ns/i18n#";

/// The IRI of a type.
pub(super) fn class<'d>(name: &'d str, active: &Active) -> Result<Text<'d>, Refusal> {
    if let Some(term) = active.term(name) {
        return match &term.meaning {
            Meaning::Iri(iri) => Ok(iri.clone().into()),
            _ => Err((CanonErrorKind::Malformed, format!("the type {name:?} is a keyword, not a class"))),
        };
    }
    let Some(Meaning::Iri(iri)) = active.resolve(name) else {
        let message = format!("no context in force defines the type {name:?}, so a signature does not cover it");
        return Err((CanonErrorKind::UndefinedTerm, message));
    };
    match published_terms(&iri).find(|term| active.term(term).is_some()) {
        Some(term) => Err((CanonErrorKind::Alias, format!("write the type {name:?} as {term:?}"))),
        None => Ok(iri.into()),
    }
}

/// Whether `id` may identify a node: a whole IRI that is not rewritten by a prefix.
pub(super) fn reference(id: &str, active: &Active) -> Result<(), Refusal> {
    if !is_absolute(id) {
        let message = format!("{id:?} is not an absolute IRI; a signature would not cover it");
        return Err((CanonErrorKind::RelativeIri, message));
    }
    match active.compact(id) {
        Some(iri) => Err((CanonErrorKind::Alias, format!("{id:?} would mean {iri:?} here; write the IRI in full"))),
        None => Ok(()),
    }
}

/// A string, number or boolean under a term.
pub(super) fn scalar<'d>(value: &'d Value<'d>, term: &Term, active: &Active) -> Result<Node<'d>, Refusal> {
    let datatype = match &term.coercion {
        Coercion::Datatype(iri) => Some(Text::from(iri.clone())),
        _ => None,
    };
    match (value, &term.coercion) {
        (Value::String(id), Coercion::Id) => {
            reference(id, active)?;
            Ok(Node::Iri((&**id).into()))
        }
        (Value::String(name), Coercion::Vocab) => match active.resolve(name) {
            Some(Meaning::Iri(iri)) => Ok(Node::Iri(iri.into())),
            _ => Err((
                CanonErrorKind::UndefinedTerm,
                format!("{name:?} is neither an IRI nor a term of a context in force"),
            )),
        },
        (Value::String(text), _) => Ok(literal((&**text).into(), datatype)),
        _ => number(value, datatype),
    }
}

/// Any JSON as one literal of the type `rdf:JSON`.
pub(super) fn json(value: &Value<'_>) -> Node<'static> {
    literal(crate::jcs::canonical(value).into(), Some(RDF_JSON.into()))
}

/// A value object: `@value` with `@type`, or with `@language` and `@direction`.
pub(super) fn object<'d>(object: &'d Members<'d>, term: &Term, active: &Active) -> Result<Node<'d>, Refusal> {
    if let Some((name, _)) =
        object.iter().find(|(name, _)| !matches!(*name, "@value" | "@type" | "@language" | "@direction"))
    {
        return Err((CanonErrorKind::Unsupported, format!("{name:?} in a value object is not kept by a signature")));
    }
    let text = |name: &str| match object.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(&**text)),
        Some(_) => Err((CanonErrorKind::Malformed, format!("{name} is not a string"))),
    };
    let (kind, language, direction) = (text("@type")?, text("@language")?, text("@direction")?);
    let value = object.get("@value").unwrap_or(&Value::Null);
    match (kind, language, direction) {
        (Some(_), None, None) | (None, ..) => {}
        _ => return Err((CanonErrorKind::Malformed, "a value has either a type or a language".to_owned())),
    }
    if let Some(kind) = kind {
        return typed(value, kind, term, active);
    }
    match (value, language, direction) {
        (Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Bool(_), None, None) => {
            // Under a coerced term the object is the only way to state plain text; elsewhere it is the text itself.
            match value {
                Value::String(value) => Ok(literal((&**value).into(), None)),
                other => number(other, None),
            }
        }
        (Value::String(value), language, direction) => localised(value, language, direction),
        _ => Err((CanonErrorKind::Malformed, "@value is not text, a number or a boolean".to_owned())),
    }
}

fn typed<'d>(value: &'d Value<'d>, kind: &str, term: &Term, active: &Active) -> Result<Node<'d>, Refusal> {
    if kind == "@json" {
        return Ok(json(value));
    }
    let Some(Meaning::Iri(iri)) = active.resolve(kind) else {
        return Err((
            CanonErrorKind::UndefinedTerm,
            format!("the datatype {kind:?} is neither an IRI nor a defined term"),
        ));
    };
    if term.coercion == Coercion::Datatype(iri.clone()) || (term.coercion == Coercion::None && *iri == *XSD_STRING) {
        let message = "values of this member already have that type; write the plain value".to_owned();
        return Err((CanonErrorKind::Alias, message));
    }
    match value {
        Value::String(text) => Ok(literal((&**text).into(), Some(iri.into()))),
        other => number(other, Some(iri.into())),
    }
}

/// Text with a language, a direction, or both; the direction is kept in an i18n datatype (JSON-LD 1.1 section 10.3), as
/// the implementations of the RDF cryptosuites do.
fn localised<'d>(value: &'d str, language: Option<&str>, direction: Option<&str>) -> Result<Node<'d>, Refusal> {
    if let Some(tag) = language
        && !tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        return Err((CanonErrorKind::Malformed, format!("{tag:?} is not a language tag")));
    }
    match direction {
        None => {
            // Tags are compared without regard to case; the implementations in use write them in lower case.
            let language = language.map(|tag| Text::from(tag.to_ascii_lowercase()));
            Ok(Node::Literal { value: value.into(), datatype: None, language })
        }
        Some(direction @ ("ltr" | "rtl")) => {
            let datatype = format!("{I18N}{}_{direction}", language.unwrap_or_default().to_ascii_lowercase());
            Ok(literal(value.into(), Some(datatype.into())))
        }
        Some(other) => {
            Err((CanonErrorKind::Malformed, format!("the direction {other:?} is neither \"ltr\" nor \"rtl\"")))
        }
    }
}

/// A number or boolean in the canonical form of its type (JSON-LD 1.1 API section 7.2.2). Under a type of texts it would be
/// signed like the text that it spells, and is not read as one.
fn number(value: &Value<'_>, datatype: Option<Text<'static>>) -> Result<Node<'static>, Refusal> {
    if let Some(kind) = datatype.as_deref().filter(|kind| !takes(kind, value)) {
        let message =
            format!("{} stands where a value of the type {kind} is meant; write it in quotes", value.to_text());
        return Err((CanonErrorKind::Alias, message));
    }
    let double = datatype.as_deref() == Some(XSD_DOUBLE);
    let (text, natural) = match value {
        Value::Bool(yes) => (yes.to_string(), XSD_BOOLEAN),
        Value::Integer(n) if !double => (n.to_string(), XSD_INTEGER),
        Value::Float(n) if n.fract() == 0.0 && n.abs() < 1e21 && !double => {
            (format!("{:.0}", unsigned_zero(*n)), XSD_INTEGER)
        }
        Value::Integer(n) => (canonical_double(*n as f64)?, XSD_DOUBLE),
        Value::Float(n) => (canonical_double(unsigned_zero(*n))?, XSD_DOUBLE),
        _ => return Err((CanonErrorKind::Malformed, "expected text, a number or a boolean".to_owned())),
    };
    Ok(literal(text.into(), Some(datatype.unwrap_or_else(|| natural.into()))))
}

/// Whether a type is one of numbers, or of truth values (XML Schema 1.1 part 2, section 3).
fn takes(kind: &str, value: &Value<'_>) -> bool {
    const NUMBERS: [&str; 16] = [
        "integer",
        "decimal",
        "double",
        "float",
        "byte",
        "int",
        "long",
        "short",
        "negativeInteger",
        "nonNegativeInteger",
        "nonPositiveInteger",
        "positiveInteger",
        "unsignedByte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
    ];
    // Contexts of Open Badges write the namespace with https.
    let name = XSD.iter().find_map(|namespace| kind.strip_prefix(namespace)).unwrap_or_default();
    match value {
        Value::Bool(_) => name == "boolean",
        Value::Integer(_) | Value::Float(_) => NUMBERS.contains(&name),
        _ => true,
    }
}

/// ECMAScript writes -0 as `0`, and so do the implementations in use.
fn unsigned_zero(n: f64) -> f64 {
    n + 0.0
}

/// `1.5E0`: at most 15 digits after the point, at least one. A number that needs more would be signed as another one.
fn canonical_double(n: f64) -> Result<String, Refusal> {
    if n != 0.0 && n.abs() < 1e-6 {
        let message =
            format!("the number {n:e} is so small that implementations state it differently; write it as a string");
        return Err((CanonErrorKind::Unsupported, message));
    }
    let text = format!("{n:.15E}");
    let (mantissa, exponent) = text.split_once('E').expect("the exponent form has an E");
    let mantissa = mantissa.trim_end_matches('0');
    let zero = if mantissa.ends_with('.') { "0" } else { "" };
    let text = format!("{mantissa}{zero}E{exponent}");
    if text.parse() == Ok(n) {
        return Ok(text);
    }
    let message = format!("the number {n} has more digits than its canonical form keeps; write it as a string");
    Err((CanonErrorKind::Unsupported, message))
}

fn literal<'d>(value: Text<'d>, datatype: Option<Text<'d>>) -> Node<'d> {
    Node::Literal { value, datatype, language: None }
}
