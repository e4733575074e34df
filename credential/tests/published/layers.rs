//! What each layer of the index asks of the judge: the whole verdict, the signature alone, or the form alone.

use std::path::Path;

use accolade_credential::json::Object;
use accolade_credential::{
    Document, Documents, Grade, Issuers, Json, Judgement, Known, Outcome, Signature, extract, json, judge,
};

use super::{Row, as_of, told};

/// Judges one row; the error tells what was found instead.
pub(crate) fn judged(folder: &Path, row: &Row, documents: &Documents) -> Result<(), String> {
    let issuers = row.issuers(folder);
    let known = Known { as_of: as_of(), documents, issuers: &issuers };
    match row.layer.as_str() {
        "verify" => verify(row, &judge(&row.bytes(folder), &known)),
        "signature" => signature(row, &judge(&row.bytes(folder), &known)),
        "datamodel" => form(row, &judge(&completed(row, &row.bytes(folder)), &known)),
        "extract" => match extract::find(&row.bytes(folder)) {
            Ok(_) if row.expect == "valid" => Ok(()),
            Err(_) if row.expect == "invalid" => Ok(()),
            other => Err(format!("{other:?}")),
        },
        "ob2" => {
            let documents = host(folder);
            let judgement = judge(&row.bytes(folder), &Known { documents: &documents, ..known });
            if row.format == "ob2-jws" { award(row, &judgement) } else { hosted(row, &judgement) }
        }
        "schema" => form(row, &judge(&row.bytes(folder), &known)),
        other => Err(format!("nobody knows what the layer {other} expects")),
    }
}

fn ensure(holds: bool, judgement: &Judgement) -> Result<(), String> {
    if holds { Ok(()) } else { Err(told(judgement)) }
}

/// The whole verdict, the state of the signature, and the reasons that the index states.
fn verify(row: &Row, judgement: &Judgement) -> Result<(), String> {
    let as_expected = (judgement.verdict.grade() == Grade::Verified) == (row.expect == "valid");
    let state = match row.sig.as_str() {
        "good" => judgement.signature == Signature::Good,
        "bad" => judgement.signature == Signature::Bad,
        "?" if row.expect == "unsupported" => judgement.signature == Signature::Unsupported,
        "?" => judgement.signature != Signature::Good,
        _ => judgement.signature == Signature::Error,
    };
    ensure(as_expected && state && reasons_are_told(&row.reason, judgement), judgement)
}

/// These name an issuer whose key nobody knows: the signature holds and says no more.
fn signature(row: &Row, judgement: &Judgement) -> Result<(), String> {
    let good = judgement.signature == Signature::Good && row.sig == "good";
    ensure(good && judgement.verdict.grade() == Grade::Intact, judgement)
}

/// What the host of the Open Badges 2.0 examples would publish: every document under both of its addresses.
fn host(folder: &Path) -> Documents {
    let mut documents = Documents::default();
    for entry in std::fs::read_dir(folder.join("resolve/1edtech-ob20/assets")).expect("the folder").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        let bytes = std::fs::read(entry.path()).expect("a document");
        for scheme in ["http", "https"] {
            let document = Document { bytes: bytes.clone().into(), retrieved: None };
            documents.insert(format!("{scheme}://example.org/{name}"), document);
        }
    }
    documents
}

/// A hosted badge is reported with nothing against it, or it is not; nothing of it is ever sealed.
fn hosted(row: &Row, judgement: &Judgement) -> Result<(), String> {
    let grade = judgement.verdict.grade();
    let fine = grade == Grade::Reported && judgement.checks.iter().all(|c| c.outcome() != Outcome::Fail);
    let unsealed = matches!(grade, Grade::Reported | Grade::Refused) && judgement.verdict.seal().is_none();
    ensure(unsealed && fine == (row.expect == "valid"), judgement)
}

/// A signed award is intact and no more, whatever its list says: nothing shows that its key is the issuer's. A valid one
/// has nothing against it; the other is revoked.
fn award(row: &Row, judgement: &Judgement) -> Result<(), String> {
    let intact = judgement.verdict.grade() == Grade::Intact && judgement.signature == Signature::Good;
    let against: Vec<_> = judgement.checks.iter().filter(|c| c.outcome() == Outcome::Fail).map(|c| c.code()).collect();
    ensure(intact && against == if row.expect == "valid" { &[][..] } else { &["revoked"] }, judgement)
}

/// Unsigned examples: the form passes or not, for the reason that the file's name states, and either way nothing
/// unsigned is shown.
fn form(row: &Row, judgement: &Judgement) -> Result<(), String> {
    let (form, signature) = (&judgement.checks[0], &judgement.checks[1]);
    let code = if row.file.contains("-proof-") { signature.code() } else { form.code() };
    let as_expected = match row.expect.as_str() {
        "valid" => form.outcome() == Outcome::Pass && signature.code() != "malformed-proof",
        _ => WRONG_FORM.iter().any(|(part, wrong)| row.file.contains(part) && *wrong == code),
    };
    ensure(as_expected && judgement.verdict.grade() == Grade::Refused, judgement)
}

/// What is wrong with the files whose names contain the first, as a code of the checks.
const WRONG_FORM: &[(&str, &str)] = &[
    ("context-combo3", "unknown-context"),
    ("context-combo4", "inline-context"),
    ("missing-base-context", "no-credential-context"),
    ("no-context-fail", "no-credential-context"),
    ("redef-type", "inline-context"),
    ("type-mapped-nonurl", "inline-context"),
    ("type-unmapped", "inline-context"),
    ("missing-required-type", "no-credential-type"),
    ("credential-no-type", "no-credential-type"),
    ("id-multi", "malformed-json-ld"),
    ("id-nonidentifier", "malformed-json-ld"),
    ("id-not-url", "relative-iri"),
    ("id-subject-multi", "malformed-json-ld"),
    ("issuer-no-url", "relative-iri"),
    ("issuer-null", "bad-issuer"),
    ("issuer-object-id-no-url", "relative-iri"),
    ("issuer-object-id-null", "malformed-json-ld"),
    ("credential-no-issuer", "no-issuer"),
    ("no-subject", "no-subject"),
    ("subject-multiple-empty", "bad-subject"),
    ("subject-no-claims", "bad-subject"),
    ("evidence-missing-type", "no-member-type"),
    ("refresh-no-type", "no-member-type"),
    ("schema-no-type", "no-member-type"),
    ("schema-no-id", "no-member-id"),
    ("schema-non-url-id", "relative-iri"),
    ("status-missing-type", "no-member-type"),
    ("status-multiple-id", "malformed-json-ld"),
    ("status-nonurl-id", "relative-iri"),
    ("status-type-nonurl", "no-member-type"),
    ("status-type-nonurl", "malformed-json-ld"),
    ("termsofuse", "no-member-type"),
    ("validUntil-validFrom-fail", "dates-reversed"),
    ("invalid-fail", "bad-date"),
    ("extra-prop", "unsupported-json-ld"),
    ("proof-missing-type", "malformed-proof"),
];

/// The files of the data model suite that define a term in place, under a published context that defines any term
/// instead: then it is their form that is judged, and not where the term comes from. `None` for a file without one.
pub(crate) fn with_published_terms(folder: &Path, row: &Row) -> Option<Result<(), String>> {
    let Ok(Json::Object(mut members)) = json::parse(&row.bytes(folder)) else { return None };
    let contexts = members.get("@context")?.items();
    let is_about_contexts = ["context-", "redef-", "type-mapped-nonurl", "type-unmapped"];
    if contexts.iter().all(|c| c.as_object().is_none()) || is_about_contexts.iter().any(|c| row.file.contains(c)) {
        return None;
    }
    let published = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"];
    members.insert("@context", published.map(Json::from).to_vec());
    let bytes = completed(row, Json::Object(members).to_text().as_bytes());
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let known = Known { as_of: as_of(), documents: &documents, issuers: &issuers };
    Some(form(row, &judge(&bytes, &known)))
}

/// The suite's examples are templates: whoever runs it puts its own issuer in, and dates for two words.
fn completed(row: &Row, bytes: &[u8]) -> Vec<u8> {
    const ISSUER: &str = "did:key:z6MkpKAkV1LrDd5iZkzEYwFEsjkqtpzBBtLo21YAPUh1Sonf";
    let Ok(Json::Object(mut members)) = json::parse(bytes) else { return bytes.to_vec() };
    match members.get("issuer").cloned() {
        None if !row.file.contains("no-issuer") => members.insert("issuer", ISSUER),
        Some(Json::Object(issuer)) if issuer.get("id").is_none() => {
            let mut issuer: Object = issuer;
            issuer.insert("id", ISSUER);
            members.insert("issuer", issuer);
        }
        _ => {}
    }
    let text = Json::Object(members).to_text();
    text.replace("FUTURE DATE", "2030-01-01T00:00:00Z").replace("PAST DATE", "2020-01-01T00:00:00Z").into_bytes()
}

/// The index states why each is invalid; the checks must say the same, not just anything.
fn reasons_are_told(reason: &str, judgement: &Judgement) -> bool {
    reason.split(", ").all(|r| {
        let code = match r {
            "expired" => "expired",
            "revoked" => "revoked",
            "not-yet-valid" => "not-yet-valid",
            "tampered" => "signature-bad",
            "status-list-expired" => "list-expired",
            "status-list-not-yet-valid" => "list-not-yet-valid",
            "status-list-wrong-type" => "list-type",
            "status-list-bad-signature" => "list-bad-signature",
            "did:web cannot be resolved" => "key-not-found",
            "test 9 unknown extensions / wrong key" => "unsupported-suite",
            "test 12 bad signature" => "signature-bad",
            "test 13 typ bad+typ" => "jws-type",
            "test 15 vc/vp claims beside the credential" => "jwt-claims",
            "test 20 SD-JWT" | "test 29 COSE" => "unsupported-format",
            _ => return true,
        };
        judgement.checks.iter().any(|c| c.code() == code)
    })
}
