//! Issuers that pretend to be another: by name, by an identifier that looks alike, by a document that claims too much. Recognition
//! goes by the identifier, letter for letter, and a key is an issuer's only where its own document says so.

mod own;

use accolade_credential::key::SecretKey;
use accolade_credential::{Document, Documents, Grade, Issuers, Json, KnownIssuer, PinnedKey, Recognition, did, judge};
use own::{BOTH, DID, DID_URL, told};

const NAME: &str = "University of Alder Bay";

fn eve() -> SecretKey {
    SecretKey::from_seed(&[66; 32])
}

/// The real issuer, recognised, with its key pinned.
fn recognised() -> Issuers {
    let mut issuers = Issuers::default();
    let keys = vec![PinnedKey::always(None, own::key().public().into())];
    issuers.insert(KnownIssuer { id: DID.into(), name: NAME.into(), basis: "listed".into(), own: false, keys });
    issuers
}

/// A credential by `issuer`, signed by Eve under the name of `method`.
fn by_eve(issuer: &str, method: &str) -> Json {
    let text = own::CREDENTIAL.split(",\n  \"credentialStatus\"").next().expect("a start").to_owned() + "}";
    own::signed_by(own::parse(&text.replace(DID, issuer)), &eve(), method, &BOTH)
}

fn recognised_as(documents: &Documents, json: &Json) -> (Grade, Recognition, String) {
    let j = own::judged_with(json, documents, &recognised());
    (j.verdict.grade(), j.recognition.clone(), told(&j))
}

#[test]
fn the_name_of_a_recognised_issuer_recognises_nobody() {
    let did = eve().public().did_key();
    let (grade, recognition, told) =
        recognised_as(&Documents::default(), &by_eve(&did, &eve().public().did_key_method()));
    assert_eq!((grade, recognition), (Grade::Verified, Recognition::Namesake), "a key that speaks for itself: {told}");
}

#[test]
fn identifiers_that_look_alike_are_others() {
    let method = |id: &str| format!("{id}#{}", eve().public().multibase());
    for alike in [
        "did:web:credentials.alderbay.example.",
        "did:web:Credentials.alderbay.example",
        "did:web:credentials.alderbay.example:",
        "did:web:credentials.alderbay.example%3A443",
        "did:web:credentials.alderbay.example%3a443",
        "did:web:credentials.alderbay.example:.well-known",
        "did:web:eve%40credentials.alderbay.example",
        "did:web:credentials.alderbay.example%2f",
        "did:web:credentials.alderbay.example%00",
        "did:web:credentials.alderb\u{0430}y.example",
        "did:web:credentials.xn--alderby-7vf.example",
        "did:web:credentials\u{200d}.alderbay.example",
        "did:web:credentials.alderbay.example#k",
        "did:web:credentials.alderbay.example?x",
        "DID:web:credentials.alderbay.example",
        "did:WEB:credentials.alderbay.example",
        "https://credentials.alderbay.example",
        "https://credentials.alderbay.example/",
        "https://credentials.alderbay.example/.well-known/did.json",
        "https://credentials.alderbay.example@eve.example/",
    ] {
        // Eve publishes a document wherever she may, but not at the real address.
        let mut documents = own::documents();
        let text = did::document(alike, &[eve().public()]);
        for url in ["https://eve.example/did.json", alike, "https://credentials.alderbay.example./.well-known/did.json"]
        {
            if url != DID_URL {
                documents.insert(url, own::document(&text));
            }
        }
        let (grade, recognition, told) = recognised_as(&documents, &by_eve(alike, &method(alike)));
        assert_eq!(recognition, Recognition::Namesake, "{alike:?} {told}");
        // In the name of the real one, with her own method, Eve proves nothing at all.
        let (real, _, told) = recognised_as(&documents, &by_eve(DID, &method(alike)));
        assert!(real >= Grade::Intact, "{alike:?} {told}");
        assert!(grade != Grade::Verified || alike != DID, "{alike:?}");
    }
}

#[test]
fn a_document_speaks_for_the_identifier_that_it_was_fetched_for_and_no_other() {
    let hers = eve().public().multibase();
    let good = did::document(DID, &[own::key().public()]).to_text();
    let hers_too = did::document(DID, &[own::key().public(), eve().public()]).to_text();
    let mine = own::key().public().multibase();
    // Each of these is what Eve would like to be read at the real address; none lists her key for assertion by this issuer.
    let lies = [
        ("another id", did::document("did:web:eve.example", &[eve().public()]).to_text()),
        ("also known as", good.replacen('{', r#"{"alsoKnownAs":["did:web:eve.example"],"#, 1)),
        ("a controller", good.replacen('{', r#"{"controller":"did:web:eve.example","#, 1)),
        (
            "her key under another relationship",
            hers_too.replacen("\"assertionMethod\":[", "\"keyAgreement\":[", 1).replacen(
                '{',
                &format!(r#"{{"authentication":["{DID}#{hers}"],"assertionMethod":["{DID}#{mine}"],"#),
                1,
            ),
        ),
        ("her key listed and not allowed", hers_too.replacen(&format!(",\"{DID}#{hers}\"]"), "]", 1)),
        (
            "a method of another document",
            good.replacen("\"assertionMethod\":[", r#""assertionMethod":["did:web:eve.example#k","#, 1),
        ),
        (
            "a service",
            good.replacen(
                '{',
                r##"{"service":[{"id":"#s","type":"LinkedDomains","serviceEndpoint":"https://eve.example"}],"##,
                1,
            ),
        ),
        ("no document", String::new()),
        ("a list", format!("[{good}]")),
        ("a name twice", good.replacen('{', r#"{"id":"did:web:eve.example","#, 1)),
    ];
    for (word, text) in lies {
        let mut documents = own::documents();
        documents.insert(DID_URL, Document { bytes: text.into_bytes().into(), retrieved: None });
        for method in [format!("{DID}#{hers}"), eve().public().did_key_method(), "did:web:eve.example#k".to_owned()] {
            let j = own::judged_with(&by_eve(DID, &method), &documents, &Issuers::default());
            assert!(j.verdict.grade() >= Grade::Intact, "{word}, {method}: {}", told(&j));
            let j = own::judged_with(&by_eve(DID, &method), &documents, &recognised());
            assert!(j.verdict.grade() >= Grade::Intact, "{word}, {method}, pinned: {}", told(&j));
        }
    }
}

#[test]
fn as_many_status_entries_as_are_read_are_read_and_one_more_is_unknown() {
    let entry = |index: usize| {
        format!(
            r#"{{"id":"{}#{index}","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"{index}","statusListCredential":"{}"}}"#,
            own::LIST,
            own::LIST
        )
    };
    let with = |entries: Vec<String>| {
        let text = own::CREDENTIAL.split(",\n  \"credentialStatus\"").next().expect("a start").to_owned();
        own::judged(&own::signed(own::parse(&format!("{text},\"credentialStatus\":[{}]}}", entries.join(","))), &BOTH))
    };
    let many = |n: usize| (0..n).map(entry).collect::<Vec<_>>();
    assert_eq!(with(many(64)).verdict.grade(), Grade::Verified);
    let mut last_is_revoked = many(63);
    last_is_revoked.push(entry(own::REVOKED));
    let j = with(last_is_revoked);
    assert_eq!((j.verdict.grade(), own::codes(&j)[4]), (Grade::Authentic, "revoked"), "{}", told(&j));
    assert_eq!(with(many(65)).verdict.grade(), Grade::Authentic, "what is not read is no pass");
}

#[test]
fn a_list_whose_own_status_is_itself_answers_once() {
    let status = format!(
        r#""credentialStatus":{{"id":"{0}#5","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"5","statusListCredential":"{0}"}},"#,
        own::LIST
    );
    let list = own::signed(own::parse(&own::list().to_text().replacen('{', &format!("{{{status}"), 1)), &BOTH);
    let mut documents = own::documents();
    documents.insert(own::LIST, own::document(&list));
    let j = own::judged_with(&own::signed(own::unsigned(), &BOTH), &documents, &Issuers::default());
    assert!(matches!(j.verdict.grade(), Grade::Verified | Grade::Authentic), "{}", told(&j));
    // And the list itself, judged as a credential, comes to an end too.
    let known = accolade_credential::Known {
        as_of: own::at("2026-07-01T00:00:00Z"),
        documents: &documents,
        issuers: &Issuers::default(),
    };
    let _ = judge(list.to_text().as_bytes(), &known);
}
