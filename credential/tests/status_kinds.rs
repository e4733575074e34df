//! Status entries of every kind: purposes, sizes, messages, indices and ages of Bitstring Status List 1.0, Status List
//! 2021, and the revocation lists of 1EdTech. What none of them answers is unknown.
#[path = "status_kinds/older.rs"]
mod older;
mod own;

use accolade_credential::key::SecretKey;
use accolade_credential::sign::Suite;
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Documents, Grade, Issuers, Json, Judgement, Outcome};
use own::{BOTH, CREDENTIAL, DID, LIST, at, codes, documents, judged_with, parse, signed, signed_by, told};

const VC1: &str = "https://www.w3.org/2018/credentials/v1";
const LIST_2021: &str = "https://w3id.org/vc/status-list/2021/v1";
const PROOFS: &str = "https://w3id.org/security/data-integrity/v2";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// The credential with this as its `credentialStatus`, and further contexts.
fn credential(status: &str, contexts: &str) -> String {
    let (front, _) = CREDENTIAL.split_once("\"credentialStatus\"").expect("an entry");
    format!("{front}\"credentialStatus\": {status}}}").replacen("\"],", &format!("\"{contexts}],"), 1)
}

/// A bitstring entry, with members that replace or follow the usual ones.
fn entry(purpose: &str, index: &str, more: &str) -> String {
    format!(
        r#"{{"type": "BitstringStatusListEntry", "statusPurpose": "{purpose}", "statusListIndex": {index}{more},
            "statusListCredential": "{LIST}"}}"#
    )
}

/// A list in which the bits at `set` are 1, changed as text before it is signed.
fn list(purpose: &str, set: &[usize], change: impl Fn(String) -> String) -> Document {
    let mut bits = StatusList::new(MIN_ENTRIES * 2);
    assert!(set.iter().all(|at| bits.set(*at, true)));
    let list = list_credential(LIST, DID, purpose, &bits, at("2026-05-01T00:00:00Z"));
    own::document(&signed(parse(&change(list.to_text())), &BOTH))
}

fn judge(json: &Json, lists: &[(&str, Document)]) -> Judgement {
    let mut documents: Documents = documents();
    for (url, list) in lists {
        documents.insert(*url, list.clone());
    }
    judged_with(json, &documents, &Issuers::default())
}

/// The judgement of a credential with one status value, against one list.
fn asked(status: &str, list: Document) -> Judgement {
    judge(&signed(parse(&credential(status, "")), &BOTH), &[(LIST, list)])
}

#[track_caller]
fn expect(j: &Judgement, outcome: Outcome, code: &str, words: &str) {
    let check = &j.checks[4];
    assert_eq!((check.outcome(), check.code()), (outcome, code), "{}", told(j));
    assert!(check.note().contains(words), "{words:?} is not in {:?}", check.note());
    let verified = matches!(outcome, Outcome::Pass | Outcome::NotApplicable);
    assert_eq!(j.verdict.grade(), if verified { Grade::Verified } else { Grade::Authentic }, "{}", told(j));
}

const TABLE: &str = r#", "statusSize": 2, "statusMessage": [{"status": "0x0", "message": "under review"},
    {"status": "0x1", "message": "accepted"}, {"status": "0x2", "message": "appeal pending"},
    {"status": "0x3", "message": "undefined"}]"#;

#[test]
fn a_message_is_told_in_its_words_and_is_no_revocation() {
    // Entry 5 of two bits: the bits at 10 and 11, the first weighs more.
    for (set, words) in [(&[][..], "under review"), (&[11], "accepted"), (&[10], "appeal pending")] {
        let j = asked(&entry("message", "\"5\"", TABLE), list("message", set, |t| t));
        expect(&j, Outcome::Pass, "status-message", words);
    }
    let undefined = asked(&entry("message", "\"5\"", TABLE), list("message", &[10, 11], |t| t));
    expect(&undefined, Outcome::Unknown, "status-messages", "");
}

#[test]
fn a_bit_without_a_table_of_messages_can_only_be_clear() {
    let plain = entry("message", "\"5\"", "");
    expect(
        &asked(&plain, list("message", &[], |t| t)),
        Outcome::Pass,
        "status-clear",
        "No message of the issuer as of",
    );
    expect(&asked(&plain, list("message", &[5], |t| t)), Outcome::Unknown, "status-messages", "");
}

#[test]
fn a_message_that_someone_else_signed_is_unknown() {
    let stranger = SecretKey::from_seed(&[2; 32]);
    let did = stranger.public().did_key();
    for purpose in ["message", "refresh"] {
        let mut bits = StatusList::new(MIN_ENTRIES * 2);
        assert!(bits.set(11, true) && bits.set(5, true));
        let list = list_credential(LIST, &did, purpose, &bits, at("2026-05-01T00:00:00Z"));
        let list = own::document(&signed_by(list, &stranger, &stranger.public().did_key_method(), &BOTH));
        let more = if purpose == "message" { TABLE } else { "" };
        expect(&asked(&entry(purpose, "\"5\"", more), list), Outcome::Unknown, "list-other-issuer", "");
    }
}

#[test]
fn a_table_of_messages_has_one_for_every_value() {
    let two = r#"{"status": "0x0", "message": "a"}, {"status": "0x1", "message": "b"}"#;
    for (case, more) in [
        ("none for a size above one", r#", "statusSize": 2"#.to_owned()),
        ("too few", format!(r#", "statusSize": 2, "statusMessage": [{two}]"#)),
        ("too many", format!(r#", "statusMessage": [{two}, {{"status": "0x2", "message": "c"}}]"#)),
        ("one twice", format!(r#", "statusMessage": [{}]"#, two.replace("0x1", "0x0"))),
        ("one beyond", format!(r#", "statusMessage": [{}]"#, two.replace("0x1", "0x2"))),
        ("decimal", format!(r#", "statusMessage": [{}]"#, two.replace("0x", ""))),
        ("no list", r#", "statusMessage": {"status": "0x0", "message": "a"}"#.to_owned()),
    ] {
        for purpose in ["message", "revocation"] {
            let j = asked(&entry(purpose, "\"5\"", &more), list(purpose, &[], |t| t));
            assert_eq!(codes(&j)[4], "status-messages", "{case} {}", told(&j));
            expect(&j, Outcome::Unknown, "status-messages", "");
        }
    }
    let whole = format!(r#", "statusMessage": [{}]"#, two.replace("0x1", "0x01"));
    expect(
        &asked(&entry("message", "\"5\"", &whole), list("message", &[5], |t| t)),
        Outcome::Pass,
        "status-message",
        "b",
    );
}

#[test]
fn a_size_is_a_number_of_bits_and_an_entry_is_that_many() {
    for size in ["0", "-1", "1.5", "\"2\"", "17", "9007199254740991"] {
        let j =
            asked(&entry("revocation", "\"5\"", &format!(r#", "statusSize": {size}"#)), list("revocation", &[], |t| t));
        assert!(j.verdict.grade() != Grade::Verified, "{size} {}", told(&j));
        assert!(j.verdict.grade() == Grade::Refused || codes(&j)[4] == "status-size", "{size} {}", told(&j));
    }
    let one = entry("revocation", "\"5\"", r#", "statusSize": 1"#);
    expect(&asked(&one, list("revocation", &[4, 6], |t| t)), Outcome::Pass, "status-clear", "Not revoked as of");
    // Of two bits each the list has half as many entries, and any value but 0 is the end.
    let last = entry("revocation", "\"131071\"", TABLE);
    expect(&asked(&last, list("revocation", &[], |t| t)), Outcome::Pass, "status-clear", "");
    for bit in [262_142, 262_143] {
        expect(
            &asked(&last, list("revocation", &[bit], |t| t)),
            Outcome::Fail,
            "revoked",
            "The issuer has revoked it.",
        );
    }
    let beyond = entry("revocation", "\"131072\"", TABLE);
    expect(&asked(&beyond, list("revocation", &[], |t| t)), Outcome::Unknown, "status-range", "");
}

#[test]
fn a_newer_version_is_told_and_ends_nothing() {
    let refresh = entry("refresh", "\"5\"", "");
    expect(&asked(&refresh, list("refresh", &[], |t| t)), Outcome::Pass, "status-clear", "No newer version as of");
    expect(&asked(&refresh, list("refresh", &[5], |t| t)), Outcome::Pass, "status-refresh", "a newer version");
}

#[test]
fn an_index_is_a_whole_number_of_any_length() {
    for (index, outcome, code) in [
        ("\"5\"", Outcome::Pass, "status-clear"),
        ("5", Outcome::Pass, "status-clear"),
        ("\"0\"", Outcome::Pass, "status-clear"),
        ("\"00000\"", Outcome::Pass, "status-clear"),
        ("\"0000000000000000000000000000005\"", Outcome::Pass, "status-clear"),
        ("\"9\"", Outcome::Fail, "revoked"),
        ("9", Outcome::Fail, "revoked"),
        ("\"09\"", Outcome::Fail, "revoked"),
        ("\"262143\"", Outcome::Pass, "status-clear"),
        ("\"262144\"", Outcome::Unknown, "status-range"),
        ("9007199254740991", Outcome::Unknown, "status-range"),
        ("\"18446744073709551621\"", Outcome::Unknown, "status-range"),
        ("\"99999999999999999999999999999999999999999\"", Outcome::Unknown, "status-range"),
        ("\"-1\"", Outcome::Unknown, "status-index"),
        ("-1", Outcome::Unknown, "status-index"),
        ("\"+5\"", Outcome::Unknown, "status-index"),
        ("\"5.0\"", Outcome::Unknown, "status-index"),
        ("5.5", Outcome::Unknown, "status-index"),
        ("\"5e0\"", Outcome::Unknown, "status-index"),
        ("\" 5\"", Outcome::Unknown, "status-index"),
        ("\"\u{ff15}\"", Outcome::Unknown, "status-index"),
        ("[\"5\"]", Outcome::Pass, "status-clear"),
        ("true", Outcome::Unknown, "status-index"),
    ] {
        let j = asked(&entry("revocation", index, ""), list("revocation", &[9], |t| t));
        assert_eq!(codes(&j)[4], code, "{index} {}", told(&j));
        expect(&j, outcome, code, "");
    }
}

#[test]
fn a_list_may_be_for_several_purposes() {
    let both =
        |t: String| t.replace(r#""statusPurpose":"revocation""#, r#""statusPurpose":["revocation","suspension"]"#);
    for (purpose, set, outcome, code) in [
        ("revocation", 5, Outcome::Fail, "revoked"),
        ("suspension", 5, Outcome::Fail, "suspended"),
        ("suspension", 6, Outcome::Pass, "status-clear"),
        ("refresh", 6, Outcome::Unknown, "list-purpose"),
    ] {
        expect(&asked(&entry(purpose, "\"5\"", ""), list("revocation", &[set], both)), outcome, code, "");
    }
}

#[test]
fn a_list_past_its_time_to_live_counts_with_a_word_and_one_past_its_end_does_not() {
    // The documents were fetched on 1 June, the judgement is of 1 July: 30 days, or 2,592,000,000 milliseconds.
    let aged = |more: &'static str| move |t: String| t.replace("\"encodedList\"", &format!("{more}\"encodedList\""));
    let plain = entry("revocation", "\"5\"", "");
    let with = |more| asked(&plain, list("revocation", &[], aged(more)));
    expect(&with("\"ttl\":2592000000,"), Outcome::Pass, "status-clear", "as of 1 June 2026.");
    expect(&with("\"ttl\":2591999999,"), Outcome::Pass, "list-stale", "advises to fetch a list of this age anew");
    for odd in ["\"ttl\":-1,", "\"ttl\":\"300000\",", "\"ttl\":1.5,"] {
        expect(&with(odd), Outcome::Unknown, "list-malformed", "");
    }
    let over = |t: String| {
        aged("\"ttl\":1,")(t).replace("\"validFrom\"", "\"validUntil\":\"2026-06-30T00:00:00Z\",\"validFrom\"")
    };
    expect(&asked(&plain, list("revocation", &[], over)), Outcome::Unknown, "list-expired", "");
    expect(&asked(&plain, list("revocation", &[5], aged("\"ttl\":1,"))), Outcome::Fail, "revoked", "");
}

#[test]
fn of_several_entries_the_worst_decides_and_each_reason_is_told() {
    let other = "https://credentials.alderbay.example/status/2.json";
    let second = |purpose: &str, index: &str| entry(purpose, index, "").replace(LIST, other);
    let third = r#"{"type": "RevocationList2020Status", "id": "urn:uuid:1"}"#;
    let contexts = ", \"https://w3id.org/vc-revocation-list-2020/v1\"";
    let suspending = {
        let mut bits = StatusList::new(MIN_ENTRIES);
        assert!(bits.set(7, true));
        let list = list_credential(other, DID, "suspension", &bits, at("2026-05-01T00:00:00Z"));
        own::document(&signed(list, &BOTH))
    };
    let revoking = list("revocation", &[9], |t| t);
    let lists = [(LIST, revoking), (other, suspending)];
    let ask =
        |entries: &[String]| judge(&signed(parse(&credential(&format!("[{}]", entries.join(",")), "")), &BOTH), &lists);
    let (clear, set) = (entry("revocation", "\"5\"", ""), entry("revocation", "\"9\"", ""));
    expect(&ask(&[clear.clone(), second("suspension", "\"5\"")]), Outcome::Pass, "status-clear", "Not suspended as of");
    expect(&ask(&[clear.clone(), second("suspension", "\"7\"")]), Outcome::Fail, "suspended", "suspended");
    let j = ask(&[second("suspension", "\"7\""), set.clone()]);
    expect(&j, Outcome::Fail, "revoked", "The issuer has revoked it. The issuer has suspended it.");
    expect(&ask(&[clear.clone(), second("suspension", "\"131072\"")]), Outcome::Unknown, "status-range", "");
    expect(&ask(&[second("suspension", "\"131072\""), set]), Outcome::Fail, "revoked", "");
    let unknown_kind = credential(&format!("[{clear},{third}]"), contexts);
    let j = judge(&signed(parse(&unknown_kind), &[Suite::EddsaJcs2022]), &lists);
    assert_ne!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
}

#[test]
fn an_unknown_kind_is_named() {
    for kind in ["RevocationList2020Status", "CredentialStatusList2017"] {
        let status = format!(r#"{{"id": "https://a.example/1", "type": "{kind}"}}"#);
        let status = status.replace(kind, &format!("https://vocabulary.example/{kind}"));
        let j = judge(&signed(parse(&credential(&status, "")), &[Suite::EddsaJcs2022]), &[]);
        expect(&j, Outcome::Unknown, "status-type", kind);
    }
}

#[test]
fn what_points_elsewhere_is_no_status() {
    let (front, _) = CREDENTIAL.split_once("\"credentialStatus\"").expect("an entry");
    let text = format!(
        r#"{front}"credentialSchema": [{{"id": "https://a.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}}],
        "refreshService": {{"id": "https://a.example/refresh", "type": "1EdTechCredentialRefresh"}}}}"#
    );
    let text = text.replace(
        &format!("\"{OB}\""),
        &format!("\"{OB}\", \"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json\""),
    );
    let j = judge(&signed(parse(&text), &BOTH), &[]);
    expect(&j, Outcome::NotApplicable, "no-status", "keeps no list");
}
