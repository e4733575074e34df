//! In: a term and the IRI behind it. Out: whether it could stand in for a term that pages read. A signature covers IRIs, not
//! terms: whoever renames `validUntil` to another term of the same IRI hides the date and keeps the signature.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::active::ContextError;
use super::{Container, Definition, Entry, Local, Meaning, Term, all};
use crate::jsonld::CanonErrorKind;

/// Terms that readers of a credential look at (`read.rs`, pages, reports).
pub(crate) const SHOWN: &[&str] = &[
    "achievement",
    "achievementType",
    "activityEndDate",
    "activityStartDate",
    "alignment",
    "audience",
    "awardedDate",
    "challenge",
    "created",
    "creator",
    "credentialSchema",
    "credentialStatus",
    "credentialSubject",
    "creditsAvailable",
    "creditsEarned",
    "criteria",
    "cryptosuite",
    "description",
    "digestMultibase",
    "digestSRI",
    "domain",
    "encodedList",
    "endorsement",
    "endorsementJwt",
    "evidence",
    "expirationDate",
    "expires",
    "fieldOfStudy",
    "genre",
    "hashed",
    "humanCode",
    "identifier",
    "identityHash",
    "identityType",
    "image",
    "inLanguage",
    "issuanceDate",
    "issuer",
    "jws",
    "licenseNumber",
    "mediaType",
    "name",
    "narrative",
    "nonce",
    "otherIdentifier",
    "previousProof",
    "proof",
    "proofPurpose",
    "proofValue",
    "refreshService",
    "related",
    "result",
    "resultDescription",
    "role",
    "salt",
    "source",
    "specialization",
    "status",
    "statusListCredential",
    "statusListIndex",
    "statusPurpose",
    "statusReference",
    "tag",
    "targetCode",
    "targetDescription",
    "targetFramework",
    "targetName",
    "targetType",
    "targetUrl",
    "term",
    "termsOfUse",
    "url",
    "validFrom",
    "validUntil",
    "value",
    "verificationMethod",
    "version",
];

/// What all published contexts say, without regard to where they say it.
#[derive(Default)]
struct Vocabulary {
    /// Terms by the IRI behind them.
    terms: BTreeMap<String, BTreeSet<&'static str>>,
    /// Meanings by term: IRI, type, container.
    meanings: BTreeMap<&'static str, Vec<Stated>>,
}

#[derive(PartialEq, Eq)]
struct Stated {
    iri: String,
    coercion: Option<String>,
    container: Container,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut made = Vocabulary::default();
    everywhere(&mut |term, definition, around| {
        let Some(iri) = property(definition, around) else { return };
        let coercion = definition.coercion.as_deref().map(|c| iri_of(c, around, 4));
        made.terms.entry(iri.clone()).or_default().insert(term);
        made.meanings.entry(term).or_default().push(Stated { iri, coercion, container: definition.container });
    });
    made
});

/// Terms that pages read, by IRI. Every judgement asks for these, and hardly any for the whole vocabulary, which takes ten times as long.
static READ: LazyLock<BTreeMap<String, BTreeSet<&'static str>>> = LazyLock::new(|| {
    let mut made: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    everywhere(&mut |term, definition, around| {
        if is_shown(term)
            && let Some(iri) = property(definition, around)
        {
            made.entry(iri).or_default().insert(term);
        }
    });
    made
});

/// The term that pages read for `iri`, when `term` is not one that they read.
pub(super) fn hides(term: &str, iri: &str) -> Option<&'static str> {
    let read = READ.get(iri)?;
    if read.contains(term) { None } else { read.first().copied() }
}

/// Whether pages read a term of this name.
pub(crate) fn is_shown(name: &str) -> bool {
    SHOWN.binary_search(&name).is_ok()
}

/// The published terms for this IRI, in order.
pub(crate) fn published_terms(iri: &str) -> impl Iterator<Item = &'static str> + use<> {
    VOCABULARY.terms.get(iri).into_iter().flatten().copied()
}

/// Terms by IRI where published contexts have several that pages read.
pub(crate) fn shared_meanings() -> Vec<(&'static str, Vec<&'static str>)> {
    let several = READ.iter().filter(|(_, terms)| terms.len() > 1);
    several.map(|(iri, terms)| (iri.as_str(), terms.iter().copied().collect())).collect()
}

/// Whether a document may define this term itself: it is new and its IRI too, or it repeats a published definition.
pub(super) fn check_inline(name: &str, term: &Arc<Term>) -> Result<(), ContextError> {
    let refused = |message: String| Err(ContextError { kind: CanonErrorKind::Redefinition, message });
    let iri = match &term.meaning {
        // A namespace is no property; member names with a colon are refused where they stand.
        Meaning::Iri(_) if term.prefix => return Ok(()),
        Meaning::Iri(iri) => iri,
        Meaning::Id if name == "id" => return Ok(()),
        Meaning::Type if name == "type" => return Ok(()),
        _ => return refused(format!("the inline context makes {name:?} another name of a keyword")),
    };
    if let Some(meanings) = VOCABULARY.meanings.get(name) {
        let coercion = match &term.coercion {
            super::Coercion::None => None,
            super::Coercion::Id => Some("@id"),
            super::Coercion::Vocab => Some("@vocab"),
            super::Coercion::Json => Some("@json"),
            super::Coercion::Datatype(iri) => Some(iri.as_ref()),
        };
        let same =
            |m: &Stated| m.iri == iri.as_ref() && m.coercion.as_deref() == coercion && m.container == term.container;
        if term.scope.is_none() && meanings.iter().any(same) {
            return Ok(());
        }
        return refused(format!("the inline context gives {name:?}, a term of a published context, another meaning"));
    }
    match published_terms(iri).next() {
        Some(other) => {
            refused(format!("the inline context gives the published term {other:?} the other name {name:?}"))
        }
        None => Ok(()),
    }
}

/// Is told a term, its definition, and what is defined around it, the innermost last.
type Told<'a> = dyn FnMut(&'static str, &'static Definition, &[&'static Local]) + 'a;

/// Every definition of every published context.
fn everywhere(told: &mut Told<'_>) {
    for context in all() {
        walk(&context.entries, &mut Vec::new(), told);
    }
}

fn walk(entries: &'static [Entry], around: &mut Vec<&'static Local>, told: &mut Told<'_>) {
    let before = around.len();
    for entry in entries {
        match entry {
            Entry::Null => {}
            Entry::Url(url) => {
                let imported = super::published(url).map(|p| p.entries.iter()).into_iter().flatten();
                around.extend(imported.filter_map(|e| match e {
                    Entry::Local(local) => Some(local.as_ref()),
                    _ => None,
                }));
            }
            Entry::Local(local) => {
                around.push(local);
                for (term, definition) in &local.terms {
                    told(term, definition, around);
                    if let Some(scope) = &definition.scope {
                        walk(scope, around, told);
                    }
                }
            }
        }
    }
    around.truncate(before);
}

/// The IRI of a property; a keyword is none.
fn property(definition: &Definition, around: &[&Local]) -> Option<String> {
    definition.id.as_deref().filter(|id| !id.starts_with('@')).map(|id| iri_of(id, around, 4))
}

/// The IRI behind a name, by the definitions around it; compact forms nest at most `depth` times in published contexts.
fn iri_of(name: &str, around: &[&Local], depth: usize) -> String {
    let (prefix, suffix) = name.split_once(':').unwrap_or((name, ""));
    if depth == 0 || suffix.starts_with("//") {
        return name.to_owned();
    }
    let found = around.iter().rev().find_map(|l| l.terms.get(prefix)).and_then(|d| d.id.as_deref());
    match found {
        Some(id) => format!("{}{suffix}", iri_of(id, around, depth - 1)),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_the_same_iri_hides_what_pages_read() {
        let ob = |name: &str| format!("https://purl.imsglobal.org/spec/vc/ob/vocab.html#{name}");
        assert_eq!(hides("Criteria", &ob("Criteria")), Some("criteria"));
        assert_eq!(hides("criteria", &ob("Criteria")), None);
        assert_eq!(hides("Image", &ob("Image")), Some("image"));
        assert_eq!(hides("Achievement", &ob("Achievement")), Some("achievement"));
        assert_eq!(hides("level", &ob("level")), None);
    }

    #[test]
    fn every_term_that_pages_read_is_published() {
        let known: BTreeSet<&str> = READ.values().flatten().copied().collect();
        let unknown: Vec<&&str> = SHOWN.iter().filter(|term| !known.contains(**term)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(SHOWN.is_sorted(), "kept in order");
    }

    #[test]
    fn every_published_meaning_is_an_iri() {
        for iri in VOCABULARY.terms.keys() {
            assert!(super::super::is_absolute(iri), "{iri}");
        }
        assert!(VOCABULARY.terms.len() > 500);
    }

    /// Other names for `id` and `type` would hide them; only one published vocabulary has one, and there it is refused.
    #[test]
    fn keywords_have_no_other_names_than_known() {
        let mut found = BTreeSet::new();
        for context in all() {
            for entry in context.entries.iter() {
                let Entry::Local(local) = entry else { continue };
                let names = local.terms.iter().filter(|(_, d)| d.id.as_deref().is_some_and(|id| id.starts_with('@')));
                found.extend(names.map(|(name, _)| name.to_string()));
            }
        }
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["id", "type", "uid"]);
    }
}
