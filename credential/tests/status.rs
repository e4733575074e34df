//! Dates and status lists: what makes a genuine credential less than verified, and what can never make it more.

mod own;

use accolade_credential::key::SecretKey;
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Grade, Issuers, Json, Judgement, Known, Outcome, judge};
use own::{
    BOTH, DID, LIST, at, codes, document, documents, judged, judged_with, list, signed, signed_by, told, unsigned, with,
};

const INDEX: &str = "\"statusListIndex\": \"5\"";

fn as_of(json: &Json, moment: &str) -> Judgement {
    let (documents, issuers) = (documents(), Issuers::default());
    let known = Known { as_of: at(moment), documents: &documents, issuers: &issuers };
    judge(json.to_text().as_bytes(), &known)
}

fn with_list(list: &Document) -> Judgement {
    let mut documents = documents();
    documents.insert(LIST, list.clone());
    judged_with(&signed(unsigned(), &BOTH), &documents, &Issuers::default())
}

#[test]
fn the_dates_hold_up_to_their_very_ends() {
    let credential = signed(unsigned(), &BOTH);
    for (moment, grade, code) in [
        ("2026-05-12T08:59:59Z", Grade::Authentic, "not-yet-valid"),
        ("2026-05-12T09:59:59Z", Grade::Authentic, "signed-later"),
        ("2026-05-12T10:00:00Z", Grade::Verified, "in-validity"),
        ("2029-05-12T09:00:00Z", Grade::Verified, "in-validity"),
        ("2029-05-12T09:00:01Z", Grade::Authentic, "expired"),
    ] {
        let j = as_of(&credential, moment);
        assert_eq!((j.verdict.grade(), codes(&j)[3]), (grade, code), "{moment} {}", told(&j));
    }
    assert_eq!(as_of(&credential, "2029-06-01T00:00:00Z").checks[3].note(), "Expired on 12 May 2029.");
    let dateless = with("\"validUntil\": \"2029-05-12T09:00:00Z\",\n", "");
    assert_eq!(as_of(&signed(dateless, &BOTH), "2400-01-01T00:00:00Z").verdict.grade(), Grade::Verified);
}

#[test]
fn a_bad_date_is_a_matter_of_form_and_names_its_member() {
    for suite in BOTH {
        let j = judged(&signed(with("\"2029-05-12T09:00:00Z\"", "\"2029-05-12\""), &[suite]));
        assert_eq!((j.verdict.grade(), codes(&j)[0]), (Grade::Refused, "bad-date"), "{}", told(&j));
        assert!(j.checks[0].note().contains("validUntil"), "{}", j.checks[0].note());
    }
}

#[test]
fn a_set_bit_is_revoked() {
    let j = judged(&signed(with(INDEX, "\"statusListIndex\": \"94567\""), &BOTH));
    assert_eq!((j.verdict.grade(), codes(&j)[4]), (Grade::Authentic, "revoked"), "{}", told(&j));
    assert_eq!(j.checks[4].outcome(), Outcome::Fail);
}

#[test]
fn suspension_is_told_apart_from_revocation_and_needs_its_own_list() {
    let purpose = "\"statusPurpose\": \"revocation\"";
    let j = judged(&signed(with(purpose, "\"statusPurpose\": \"suspension\""), &BOTH));
    assert_eq!((j.verdict.grade(), codes(&j)[4]), (Grade::Authentic, "list-purpose"), "{}", told(&j));
    let mut bits = StatusList::new(MIN_ENTRIES);
    assert!(bits.set(5, true));
    let list = list_credential(LIST, DID, "suspension", &bits, at("2026-05-01T00:00:00Z"));
    let mut documents = documents();
    documents.insert(LIST, document(&signed(list, &BOTH)));
    let credential = signed(with(purpose, "\"statusPurpose\": \"suspension\""), &BOTH);
    let j = judged_with(&credential, &documents, &Issuers::default());
    assert_eq!((j.verdict.grade(), codes(&j)[4]), (Grade::Authentic, "suspended"), "{}", told(&j));
}

#[test]
fn an_entry_that_cannot_be_answered_is_unknown() {
    for (from, to, code) in [
        (INDEX, "\"statusListIndex\": \"131072\"", "status-range"),
        (INDEX, "\"statusListIndex\": \"-1\"", "status-index"),
        (INDEX, "\"statusListIndex\": \"0x5\"", "status-index"),
        (INDEX, "\"statusListIndex\": \"\"", "status-index"),
        (INDEX, "\"statusListIndex\": \"99999999999999999999\"", "status-range"),
        ("\"statusPurpose\": \"revocation\"", "\"statusPurpose\": \"mood\"", "status-purpose"),
        (
            "\"statusListCredential\": \"https://credentials",
            "\"statusListCredential\": \"https://other",
            "list-missing",
        ),
    ] {
        let j = judged(&signed(with(from, to), &BOTH));
        assert_eq!((j.verdict.grade(), codes(&j)[4]), (Grade::Authentic, code), "{to} {}", told(&j));
        assert_eq!(j.checks[4].outcome(), Outcome::Unknown);
    }
}

#[test]
fn every_entry_counts_and_the_worst_decides() {
    let entry =
        own::CREDENTIAL.split("\"credentialStatus\": ").nth(1).expect("an entry").trim_end().trim_end_matches('}');
    let entry = entry.trim_end();
    let second = |index: &str| entry.replace("#5", "#other").replace("\"5\"", &format!("\"{index}\""));
    let text = |index: &str| own::CREDENTIAL.replace(entry, &format!("[{entry}, {}]", second(index)));
    for (index, grade, code) in [
        ("6", Grade::Verified, "status-clear"),
        ("94567", Grade::Authentic, "revoked"),
        ("131072", Grade::Authentic, "status-range"),
    ] {
        let j = judged(&signed(own::parse(&text(index)), &BOTH));
        assert_eq!((j.verdict.grade(), codes(&j)[4]), (grade, code), "{}", told(&j));
    }
}

#[test]
fn a_list_that_cannot_be_trusted_is_never_a_pass() {
    let good = signed(list(), &BOTH).to_text();
    let text = |t: String| Document { bytes: t.into_bytes().into(), retrieved: None };
    let json = |j: Json| text(j.to_text());
    let unsigned_list = list().to_text();
    let other = SecretKey::from_seed(&[2; 32]);
    let changed = |from: &str, to: &str| {
        assert!(unsigned_list.contains(from), "{from}");
        json(signed(own::parse(&unsigned_list.replacen(from, to, 1)), &BOTH))
    };
    let encoded = list()
        .get("credentialSubject")
        .and_then(|s| s.get("encodedList"))
        .and_then(Json::as_str)
        .expect("text")
        .to_owned();
    let bomb = StatusList::new((accolade_credential::status::MAX_BYTES + 1) * 8).encode();
    let by_other = list_credential(
        LIST,
        &other.public().did_key(),
        "revocation",
        &StatusList::new(MIN_ENTRIES),
        at("2026-05-01T00:00:00Z"),
    );
    let elsewhere = list_credential(
        "https://credentials.alderbay.example/status/2.json",
        DID,
        "revocation",
        &StatusList::new(MIN_ENTRIES),
        at("2026-05-01T00:00:00Z"),
    );
    let cases = [
        (text(String::new()), "list-unreadable"),
        (text("[]".into()), "list-unreadable"),
        (text(unsigned_list.clone()), "list-not-signed"),
        (text(good.replace("2026-05-01", "2026-05-02")), "list-bad-signature"),
        (json(signed_by(list(), &other, &other.public().did_key_method(), &BOTH)), "list-not-signed"),
        (json(signed_by(by_other, &other, &other.public().did_key_method(), &BOTH)), "list-other-issuer"),
        (json(signed(elsewhere, &BOTH)), "list-other-address"),
        (changed(",\"BitstringStatusListCredential\"", ""), "list-type"),
        (changed("\"statusPurpose\":\"revocation\"", "\"statusPurpose\":\"suspension\""), "list-purpose"),
        (changed("2026-05-01", "2030-05-01"), "list-not-yet-valid"),
        (changed("\"validFrom\"", "\"validUntil\":\"2026-06-30T00:00:00Z\",\"validFrom\""), "list-expired"),
        (changed(&encoded, "uAAAA"), "list-unreadable"),
        (changed(&encoded, &encoded[1..]), "list-unreadable"),
        (changed(&encoded, &bomb), "list-unreadable"),
    ];
    assert_eq!(with_list(&text(good)).verdict.grade(), Grade::Verified);
    for (list, code) in cases {
        let j = with_list(&list);
        assert_eq!((j.verdict.grade(), codes(&j)[4]), (Grade::Authentic, code), "{}", told(&j));
        assert_eq!(j.checks[4].outcome(), Outcome::Unknown);
    }
}

#[test]
fn a_byte_order_mark_in_front_of_anything_is_passed_over() {
    let marked = |bytes: &[u8]| [b"\xEF\xBB\xBF", bytes].concat();
    let credential = signed(unsigned(), &BOTH).to_text();
    let plain = documents();
    let mut with_marks = documents();
    for (url, document) in plain.iter() {
        with_marks.insert(url, Document { bytes: marked(&document.bytes).into(), ..document.clone() });
    }
    let issuers = Issuers::default();
    let known = |documents| Known { as_of: at("2026-07-01T00:00:00Z"), documents, issuers: &issuers };
    let good = judge(credential.as_bytes(), &known(&plain));
    assert_eq!(good.verdict.grade(), Grade::Verified, "{}", told(&good));
    assert_eq!(judge(&marked(credential.as_bytes()), &known(&with_marks)), good);
    let revoked = signed(with(INDEX, "\"statusListIndex\": \"94567\""), &BOTH).to_text();
    assert_eq!(judge(revoked.as_bytes(), &known(&with_marks)).checks[4].code(), "revoked");
    // One is a mark; a second one is text that no JSON begins with.
    let twice = judge(&marked(&marked(credential.as_bytes())), &known(&plain));
    assert_eq!((twice.verdict.grade(), codes(&twice)[0]), (Grade::Refused, "not-json"));
}

#[test]
fn a_short_list_is_a_word_in_the_note() {
    let list = list_credential(LIST, DID, "revocation", &StatusList::new(1_000), at("2026-05-01T00:00:00Z"));
    let j = with_list(&document(&signed(list, &BOTH)));
    assert_eq!(j.verdict.grade(), Grade::Verified, "{}", told(&j));
    assert!(j.checks[4].note().contains("1000 entries"), "{}", j.checks[4].note());
}

#[test]
fn what_is_kept_of_a_list_is_never_used_for_another_moment_or_other_knowledge() {
    // The same documents are asked again and again; each answer must be that of fresh documents.
    let kept = {
        let mut documents = documents();
        let ended = with_end("2026-08-01T00:00:00Z");
        documents.insert(LIST, document(&signed(ended, &BOTH)));
        documents
    };
    let credential = signed(unsigned(), &BOTH);
    let stranger = accolade_credential::KnownIssuer {
        id: DID.into(),
        name: "Alder Bay".into(),
        basis: "pinned".into(),
        own: false,
        keys: Vec::new(),
    };
    let mut named = Issuers::default();
    named.insert(stranger);
    let nobody = Issuers::default();
    for _ in 0..2 {
        for (moment, issuers) in [
            ("2026-07-01T00:00:00Z", &nobody),
            ("2026-09-01T00:00:00Z", &nobody),
            ("2026-07-01T00:00:00Z", &named),
            ("2026-09-01T00:00:00Z", &named),
        ] {
            let judge = |documents: &accolade_credential::Documents| {
                let known = Known { as_of: at(moment), documents, issuers };
                judge(credential.to_text().as_bytes(), &known)
            };
            let (again, fresh) = (judge(&kept), judge(&kept.clone()));
            assert_eq!(again, fresh, "{moment}");
            let code = if moment.starts_with("2026-07") { "status-clear" } else { "list-expired" };
            assert_eq!(codes(&again)[4], code, "{moment} {}", told(&again));
        }
    }
    // A document that is replaced is read anew.
    let mut changed = kept;
    assert_eq!(judged_with(&credential, &changed, &nobody).verdict.grade(), Grade::Verified);
    let mut bits = StatusList::new(MIN_ENTRIES);
    assert!(bits.set(5, true));
    let revoking = list_credential(LIST, DID, "revocation", &bits, at("2026-05-01T00:00:00Z"));
    changed.insert(LIST, document(&signed(revoking, &BOTH)));
    assert_eq!(codes(&judged_with(&credential, &changed, &nobody))[4], "revoked");
    let other = SecretKey::from_seed(&[2; 32]).public();
    changed.insert(own::DID_URL, document(&accolade_credential::did::document(DID, &[other])));
    assert_eq!(judged_with(&credential, &changed, &nobody).verdict.grade(), Grade::Refused);
}

fn with_end(until: &str) -> Json {
    own::parse(&list().to_text().replace("\"validFrom\"", &format!("\"validUntil\":\"{until}\",\"validFrom\"")))
}
