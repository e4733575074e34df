//! Credentials that others made, each with its expected outcome: every line of the index, layer by layer, as of one
//! moment and with the documents they name. Where we are meant to differ stands in one list, with the reason.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod published;
mod vectors;

use std::collections::BTreeMap;

use accolade_credential::{Documents, Grade, Known, json, judge};
use published::{Row, as_of, folder_documents, layers, rows, told};

/// Where our outcome is meant to differ from the index, and why. A line that is no longer needed fails the test.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "w3c-eddsa/eddsa-rdfc-2022__employ__signedDataInt.json",
        "its issuer is a did:key, which is a key of P-256, and an Ed25519 key signed it: the key is known not to be the issuer's",
    ),
    (
        "dcc/v2/dataIntegrityProof/didKey/twoOIDF-revoked-notExpired-badSchema.json",
        "an inline context gives issuanceDate a meaning of its own: refused for its form before the signature is looked at",
    ),
    ("w3c-vcdm2/credential-context-combo2-ok.json", INLINE),
    ("w3c-vcdm2/credential-evidence-ok.json", INLINE),
    ("w3c-vcdm2/credential-evidences-ok.json", INLINE),
    ("w3c-vcdm2/credential-refresh-type-ok.json", INLINE),
    ("w3c-vcdm2/credential-schema-type-ok.json", INLINE),
    ("w3c-vcdm2/credential-status-missing-id-ok.json", INLINE),
    ("w3c-vcdm2/credential-status-ok.json", INLINE),
    ("w3c-vcdm2/credential-termsofuse-id-ok.json", INLINE),
    ("w3c-vcdm2/credential-termsofuse-ok.json", INLINE),
    ("w3c-vcdm2/credential-termsofuses-ok.json", INLINE),
    ("w3c-vcdm2/credential-type-mapped-url-ok.json", INLINE),
    ("w3c-vcdm2/credential-status-multiple-id-fail.json", INLINE),
    ("w3c-vcdm2/credential-status-nonurl-id-fail.json", INLINE),
    ("w3c-vcdm2/credential-status-type-nonurl-fail.json", INLINE),
    (
        "w3c-vcdm2/credential-proof-ok.json",
        "valid by the data model, which asks nothing but a type of a proof; refused, since no such proof can be checked",
    ),
    (
        "1edtech-ob20/assertion-with-extension-node-invalid.json",
        "extensions are not shown, and not held against schemas of their own",
    ),
    ("1edtech-ob20/badge-class-with-language.json", NO_AWARD),
    ("1edtech-ob20/issuer-compact-iri-validation.json", NO_AWARD),
    (
        "1edtech-ob20/redirected-validation-subject.json",
        "the file has comments in it, so it is no JSON and cannot be read",
    ),
    ("1edtech-ob20/rdf-validation/valid-alignment-object.json", NO_AWARD),
    ("1edtech-ob20/rdf-validation/valid-badge-class-empty-criteria-type.json", NO_AWARD),
    ("1edtech-ob20/rdf-validation/valid-badge-class.json", NO_AWARD),
    ("1edtech-ob20/rdf-validation/valid-cool-class.json", NO_AWARD),
    ("1edtech-ob20/rdf-validation/valid-issuer-extension.json", NO_AWARD),
];

/// Files of the data model suite that define a term in place. They are judged once more without that, see below.
const INLINE: &str = "refused, and for this first: it defines a term in a context of its own, and only published contexts \
    are read, so that a name means the same in every credential";

/// Badge classes, profiles and alignments of Open Badges 2.0.
const NO_AWARD: &str = "valid as what it is, but nobody was awarded it, so that there is nothing to report";

/// How many cases each layer of the index has.
const LAYERS: &[(&str, usize)] =
    &[("datamodel", 95), ("extract", 5), ("ob2", 36), ("schema", 7), ("signature", 8), ("verify", 55)];

/// How many cases the index has.
const ALL: usize = 206;

#[test]
fn every_published_case_has_its_expected_outcome() {
    let Some(folder) = vectors::folder() else { return };
    let documents = folder_documents(&folder);
    let (mut counts, mut wrong) = (BTreeMap::new(), Vec::new());
    let mut used = Vec::new();
    for row in rows(&folder) {
        *counts.entry(row.layer.clone()).or_insert(0) += 1;
        let outcome = layers::judged(&folder, &row, &documents);
        let exception = EXCEPTIONS.iter().find(|(f, _)| *f == row.file);
        match (outcome, exception) {
            (Err(why), None) => wrong.push(format!("{}: {} ({}): {why}", row.file, row.expect, row.reason)),
            (Ok(()), Some(_)) => wrong.push(format!("{}: the exception is not needed", row.file)),
            (Err(_), Some((file, _))) => used.push(*file),
            (Ok(()), None) => {}
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(used.len(), EXCEPTIONS.len(), "exceptions for files that the index does not have: {used:?}");
    assert!(EXCEPTIONS.iter().all(|(_, why)| why.len() > 40), "an exception says why");
    let expected: BTreeMap<String, usize> = LAYERS.iter().map(|(layer, n)| ((*layer).to_owned(), *n)).collect();
    assert_eq!(counts, expected, "each layer is judged whole");
    assert_eq!(counts.values().sum::<usize>(), ALL);
}

#[test]
fn the_form_of_those_with_an_inline_context_is_as_expected_under_a_published_one() {
    let Some(folder) = vectors::folder() else { return };
    let rows = rows(&folder);
    let inline = EXCEPTIONS.iter().filter(|(_, why)| *why == INLINE).map(|(file, _)| *file);
    let mut judged = 0;
    for file in inline.filter(|f| !f.contains("context-combo2")) {
        let row = rows.iter().find(|r| r.file == file).expect("a row");
        let outcome = layers::with_published_terms(&folder, row).expect("a file with an inline context");
        assert_eq!(outcome, Ok(()), "{file}");
        judged += 1;
    }
    assert_eq!(judged, 13);
}

#[test]
fn the_first_status_list_that_is_not_given_is_unknown_and_never_a_pass() {
    let Some(folder) = vectors::folder() else { return };
    let (none, issuers) = (Documents::default(), accolade_credential::Issuers::default());
    let known = Known { as_of: as_of(), documents: &none, issuers: &issuers };
    let mut seen = 0;
    for row in rows(&folder).iter().filter(|r: &&Row| r.layer == "verify" && r.format == "json") {
        let bytes = row.bytes(&folder);
        let has_status = json::parse(&bytes).is_ok_and(|j| j.get("credentialStatus").is_some());
        if has_status {
            seen += 1;
            let judgement = judge(&bytes, &known);
            assert_ne!(judgement.verdict.grade(), Grade::Verified, "{} {}", row.file, told(&judgement));
        }
    }
    assert!(seen > 10, "{seen}");
}
