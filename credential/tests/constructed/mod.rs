//! Constructed files, one for each row of the table of codes: what is given, and the row that its judgement ends with.

mod badges;
mod carriers;
mod forms;
mod lists;
mod tokens;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::{Documents, Issuers, Json, Judgement, Known, KnownIssuer, PinnedKey, judge};

use crate::own::{BOTH, CREDENTIAL, at, documents, judged_with, parse, signed, signed_by, unsigned, with};

/// The row as code, check and outcome, and the judgement.
pub(crate) type Case = (&'static str, Judgement);

/// Every constructed case.
pub(crate) fn cases() -> Vec<Case> {
    [plain(), forms::cases(), carriers::cases(), badges::cases(), tokens::cases(), lists::cases()].concat()
}

/// Judges bytes with nothing known.
fn raw(bytes: &[u8]) -> Judgement {
    told_of(bytes, &Documents::default(), &Issuers::default())
}

fn told_of(bytes: &[u8], documents: &Documents, issuers: &Issuers) -> Judgement {
    judge(bytes, &Known { as_of: at("2026-07-01T00:00:00Z"), documents, issuers })
}

/// An issuer that is known by these keys.
fn pinned(id: &str, keys: Vec<PinnedKey>) -> Issuers {
    let mut issuers = Issuers::default();
    issuers.insert(KnownIssuer { id: id.into(), name: "Alder Bay".into(), basis: "listed".into(), own: false, keys });
    issuers
}

fn as_of(json: &Json, moment: &str) -> Judgement {
    let (documents, issuers) = (documents(), Issuers::default());
    judge(json.to_text().as_bytes(), &Known { as_of: at(moment), documents: &documents, issuers: &issuers })
}

/// More status entries than are asked.
const MANY: usize = 100;

/// Credentials with a proof, and what is near to one.
fn plain() -> Vec<Case> {
    let now = |json: &Json| as_of(json, "2026-07-01T00:00:00Z");
    let good = || signed(unsigned(), &BOTH);
    let changed = |from: &str, to: &str| now(&signed(with(from, to), &BOTH));
    let plain = |from: &str, to: &str| now(&with(from, to));
    let other = SecretKey::from_seed(&[2; 32]);
    let by_other = |name: &str| now(&signed_by(unsigned(), &other, name, &BOTH));
    let entry = |from: &str, to: &str| changed(from, to);
    let proof = |from: &str, to: &str| now(&parse(&good().to_text().replace(from, to)));
    vec![
        ("well-formed format pass", now(&good())),
        ("signature-good signature pass", now(&good())),
        ("issuer-key issuer pass", now(&good())),
        ("in-validity validity pass", now(&good())),
        ("status-clear status pass", now(&good())),
        ("not-json format fail", raw(b"{")),
        ("not-json format fail", raw(b"hello")),
        ("empty-file format fail", raw(b"")),
        ("wrong-kind format fail", raw(b"<rss/>")),
        ("plain-picture format fail", raw(b"GIF89a")),
        ("web-page format fail", raw(b"<!doctype html>")),
        ("archive-file format fail", raw(b"PK\x03\x04")),
        ("not-checked signature unknown", raw(b"")),
        ("not-checked issuer unknown", raw(b"")),
        ("not-checked validity unknown", raw(b"")),
        ("not-checked status unknown", raw(b"")),
        ("no-issuer format fail", plain("\"issuer\"", "\"termsOfUse\"")),
        ("bad-date format fail", plain("2029-05-12T09:00:00Z", "2029-05-12")),
        ("dates-reversed format fail", plain("2029-05-12T09:00:00Z", "2019-05-12T09:00:00Z")),
        ("no-member-type format fail", plain(", \"type\": [\"Evidence\"]", "")),
        (
            "bad-text format fail",
            plain("\"name\": \"Public Speaking Foundations\",\n  \"issuer\"", "\"name\": 5,\n  \"issuer\""),
        ),
        (
            "inline-context format fail",
            plain(
                "[\"https://www.w3.org/ns/credentials/v2\",",
                "[\"https://www.w3.org/ns/credentials/v2\", {\"x\": \"urn:x\"},",
            ),
        ),
        ("unknown-context format fail", plain("context-3.0.3.json", "context-9.json")),
        ("undefined-term format fail", plain("\"creditsEarned\"", "\"creditsEarnedd\"")),
        ("odd-name format fail", plain("\"awardedDate\"", "\"ob:awardedDate\"")),
        ("relative-iri format fail", plain("\"https://maya.example/talk\"", "\"talk\"")),
        ("no-proof signature fail", now(&unsigned())),
        ("signature-bad signature fail", proof("Maya Lindqvist", "Mia Lindqvist")),
        ("malformed-proof signature fail", proof("\"assertionMethod\"", "\"authentication\"")),
        ("unsupported-suite signature unknown", proof("\"cryptosuite\":\"eddsa-", "\"cryptosuite\":\"bbs-")),
        ("key-not-found signature unknown", judged_with(&good(), &Documents::default(), &Issuers::default())),
        ("no-signature issuer unknown", now(&unsigned())),
        ("other-key issuer fail", by_other(&other.public().did_key_method())),
        ("expired validity fail", as_of(&good(), "2030-01-01T00:00:00Z")),
        ("not-yet-valid validity fail", as_of(&good(), "2026-01-01T00:00:00Z")),
        ("signed-later validity fail", as_of(&good(), "2026-05-12T09:30:00Z")),
        ("revoked status fail", entry("\"statusListIndex\": \"5\"", "\"statusListIndex\": \"94567\"")),
        ("status-index status unknown", entry("\"statusListIndex\": \"5\"", "\"statusListIndex\": \"-1\"")),
        ("status-range status unknown", entry("\"statusListIndex\": \"5\"", "\"statusListIndex\": \"131072\"")),
        ("status-purpose status unknown", entry("\"statusPurpose\": \"revocation\"", "\"statusPurpose\": \"mood\"")),
        ("list-purpose status unknown", entry("\"statusPurpose\": \"revocation\"", "\"statusPurpose\": \"refresh\"")),
        (
            "list-missing status unknown",
            entry("\"statusListCredential\": \"https://credentials", "\"statusListCredential\": \"https://x"),
        ),
        (
            "status-size status unknown",
            entry("\"statusListIndex\": \"5\"", "\"statusSize\": 0, \"statusListIndex\": \"5\""),
        ),
        (
            "status-messages status unknown",
            entry("\"statusListIndex\": \"5\"", "\"statusSize\": 2, \"statusListIndex\": \"5\""),
        ),
        ("status-list status unknown", entry("\"statusListCredential\": \"https", "\"statusReference\": \"https")),
        ("no-dates validity not-applicable", {
            let ends = "\"validFrom\": \"2026-05-12T09:00:00Z\",\n  \"validUntil\": \"2029-05-12T09:00:00Z\",";
            plain(ends, "")
        }),
        ("too-many-proofs signature unknown", {
            let good = good();
            let proof = good.get("proof").expect("a proof").items()[0].clone();
            let Json::Object(mut members) = good else { panic!("no object") };
            members.insert("proof", vec![proof; 17]);
            now(&Json::Object(members))
        }),
        (
            "proof-mismatch signature fail",
            proof("\"proofPurpose\":", "\"previousProof\":\"urn:uuid:0a1b\",\"proofPurpose\":"),
        ),
        ("status-too-many status unknown", {
            let (front, entry) = CREDENTIAL.split_once("\"credentialStatus\": ").expect("an entry");
            let entry = entry.trim_end().trim_end_matches('}').trim_end();
            let many = (0..MANY).map(|i| entry.replace("#5", &format!("#{i}"))).collect::<Vec<_>>().join(",");
            now(&signed(parse(&format!("{front}\"credentialStatus\": [{many}]}}")), &[Suite::EddsaJcs2022]))
        }),
        ("no-status status not-applicable", {
            let (front, _) = CREDENTIAL.split_once(",\n  \"credentialStatus\"").expect("an entry");
            now(&signed(parse(&format!("{front}}}")), &BOTH))
        }),
    ]
}
