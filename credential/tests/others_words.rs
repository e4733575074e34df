//! What others say inside a credential, such as who endorses it or who earned it, is never shown as what its issuer says: neither
//! as it was signed, nor when it is moved to another place under the same signature.

mod own;

use accolade_credential::sign::Suite;
use accolade_credential::{Grade, Json};
use own::{codes, judged, parse, signed, told};

const CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
];
const ISSUER: &str =
    r#"{"id":"did:web:credentials.alderbay.example","type":["Profile"],"name":"University of Alder Bay"}"#;
const RDF: [Suite; 1] = [Suite::EddsaRdfc2022];

fn contexts(count: usize) -> String {
    CONTEXTS[..count].iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(",")
}

fn badge(subject: &str, more: &str) -> Json {
    parse(&format!(
        r#"{{"@context":[{}],"id":"urn:uuid:1","type":["VerifiableCredential","OpenBadgeCredential"],"issuer":{ISSUER},
        "validFrom":"2026-01-01T00:00:00Z","credentialSubject":{subject}{more}}}"#,
        contexts(2)
    ))
}

fn course(more: &str) -> String {
    format!(
        r#"{{"id":"urn:uuid:course","type":["Achievement"],"name":"Course","description":"One.","criteria":{{"id":"urn:uuid:how","narrative":"Came."}}{more}}}"#
    )
}

fn earned(id: &str, name: &str, achievement: &str) -> String {
    format!(r#"{{"id":"{id}","type":["AchievementSubject"],"name":"{name}","achievement":{achievement}}}"#)
}

/// A record of learning about `whom`, with more of its own and a badge inside that the earner made.
fn record(outside: &str, inside: &str) -> Json {
    let inner = format!(
        r#"{{"@context":[{}],"id":"urn:uuid:inner","type":["VerifiableCredential","OpenBadgeCredential"],
        "issuer":{{"id":"did:example:self","type":["Profile"]}},"validFrom":"2026-01-01T00:00:00Z","credentialSubject":{inside}}}"#,
        contexts(2)
    );
    parse(&format!(
        r#"{{"@context":[{}],"id":"urn:uuid:record","type":["VerifiableCredential","ClrCredential"],"issuer":{ISSUER},
        "name":"Record of learning","validFrom":"2026-01-01T00:00:00Z",
        "credentialSubject":[{{"id":"did:example:ada","type":["ClrSubject"],"verifiableCredential":[{inner}]}}{outside}]}}"#,
        contexts(3)
    ))
}

/// The proof of one document on another.
fn moved(signed: &Json, to: Json) -> Json {
    let Json::Object(mut members) = to else { panic!("an object") };
    members.insert("proof", signed.get("proof").cloned().expect("a proof"));
    Json::Object(members)
}

#[test]
fn a_record_of_learning_that_is_signed_by_its_statements_is_refused() {
    let doctor = r#"{"id":"urn:uuid:doctor","type":["Achievement"],"name":"Doctor of Medicine","description":"D.","criteria":{"narrative":"None."}}"#;
    let self_made = format!(r#"{{"id":"did:example:ada","type":["AchievementSubject"],"achievement":{doctor}}}"#);
    let genuine = signed(record("", &self_made), &RDF);
    let forged = moved(&genuine, record(&format!(",{self_made}"), r#"{"id":"did:example:ada"}"#));
    for json in [&genuine, &forged] {
        let judgement = judged(json);
        assert_eq!(
            codes(&judgement)[..2],
            ["not-placed", "signature-good"],
            "the same statements: {}",
            told(&judgement)
        );
        assert_eq!(judgement.verdict.grade(), Grade::Refused);
    }
    // A signature over the text says where they stand; beside one that does not, it does not count.
    let placed = judged(&signed(record("", &self_made), &[Suite::EddsaJcs2022]));
    assert_eq!(placed.verdict.grade(), Grade::Verified, "{}", told(&placed));
    let shown = placed.verdict.value().expect("shown");
    assert_eq!((shown.title(), shown.achievement().is_none()), (Some("Record of learning"), true));
    assert_eq!(codes(&judged(&signed(record("", &self_made), &own::BOTH)))[0], "not-placed");
}

#[test]
fn who_endorses_renames_neither_the_badge_nor_its_earner() {
    let endorsement = |subject: &str| {
        format!(
            r#","endorsement":[{{"@context":[{}],"id":"urn:uuid:e","type":["VerifiableCredential","EndorsementCredential"],
            "issuer":{{"id":"did:example:stranger","type":["Profile"],"name":"Stranger"}},"validFrom":"2026-01-01T00:00:00Z",
            "credentialSubject":{subject},
            "proof":{{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","proofPurpose":"assertionMethod","verificationMethod":"did:key:z1#z1","proofValue":"z1"}}}}]"#,
            contexts(2)
        )
    };
    let ada = earned("did:example:ada", "Ada", &course(""));
    let plain = endorsement(r#"{"id":"urn:uuid:course","type":["EndorsementSubject"],"endorsementComment":"Good."}"#);
    for suites in [&RDF[..], &own::BOTH] {
        let judgement = judged(&signed(badge(&ada, &plain), suites));
        assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
        let admiral =
            r#"{"id":"urn:uuid:course","type":["EndorsementSubject"],"name":"Admiral","endorsementComment":"Good."}"#;
        let judgement = judged(&signed(badge(&ada, &endorsement(admiral)), suites));
        assert_eq!(codes(&judgement)[0], "several-texts", "{}", told(&judgement));
        // What is earned beside it could be moved out of the endorsement, or stay there.
        let other = r#"{"id":"urn:uuid:a","type":["Achievement"],"name":"Admiral","description":"A.","criteria":{"narrative":"None."}}"#;
        let inside = format!(
            r#"{{"id":"did:example:ada","type":["EndorsementSubject","AchievementSubject"],"achievement":{other}}}"#
        );
        let judgement = judged(&signed(badge(&ada, &endorsement(&inside)), suites));
        assert_eq!(codes(&judgement)[0], "shared-id", "{}", told(&judgement));
        let both = earned("did:example:ada", "Ada", &format!("[{},{other}]", course("")));
        let bare = r#"{"id":"did:example:ada","type":["EndorsementSubject"],"endorsementComment":"Good."}"#;
        let judgement = judged(&signed(badge(&both, &endorsement(bare)), suites));
        assert_eq!(codes(&judgement)[0], "shared-id", "{}", told(&judgement));
    }
}

#[test]
fn an_id_that_the_earner_chose_is_not_that_of_the_badge_or_of_the_issuer() {
    for suites in [&RDF[..], &own::BOTH] {
        for (id, code) in [
            ("urn:uuid:course", "shared-id"),
            ("urn:uuid:how", "shared-id"),
            ("did:web:credentials.alderbay.example", "several-texts"),
        ] {
            let judgement = judged(&signed(badge(&earned(id, "Oxford Ada", &course("")), ""), suites));
            assert_eq!(codes(&judgement)[0], code, "{id}: {}", told(&judgement));
        }
        // Who issues to themselves has one name.
        let own = earned("did:web:credentials.alderbay.example", "University of Alder Bay", &course(""));
        assert_eq!(judged(&signed(badge(&own, ""), suites)).verdict.grade(), Grade::Verified);
        let own = earned(
            "did:example:ada",
            "Ada",
            &course(r#","creator":{"id":"did:example:ada","type":["Profile"],"name":"Ada"}"#),
        );
        assert_eq!(judged(&signed(badge(&own, ""), suites)).verdict.grade(), Grade::Verified);
    }
    // Moved, the words of evidence are bare there; that the issuer is its own evidence is left.
    let ada = earned("did:example:ada", "Ada", &course(""));
    let bare = r#","evidence":[{"id":"did:web:credentials.alderbay.example","type":["Evidence"]}]"#;
    assert_eq!(codes(&judged(&signed(badge(&ada, bare), &RDF)))[0], "shared-id");
}

#[test]
fn a_language_in_capitals_is_the_same_language() {
    let named = |language: &str| {
        let names = format!(
            r#"[{{"@value":"Teilnahmebescheinigung","@language":"de"}},{{"@value":"Diploma","@language":"{language}"}}]"#
        );
        badge(&earned("did:example:ada", "Ada", &course("").replace("\"Course\"", &names)), "")
    };
    let genuine = signed(named("en"), &RDF);
    for json in [&genuine, &moved(&genuine, named("EN"))] {
        let judgement = judged(json);
        assert_eq!(judgement.verdict.grade(), Grade::Verified, "{}", told(&judgement));
        assert_eq!(judgement.verdict.value().and_then(|c| c.title()), Some("Teilnahmebescheinigung"));
    }
    let several = named("DE");
    assert_eq!(codes(&judged(&signed(several, &RDF)))[0], "several-texts");
}

#[test]
fn an_issuer_is_at_a_host_that_can_be_read() {
    for (id, fits) in [
        ("https://alderbay.example/issuer", true),
        ("https://alderbay.example:8443/issuer", true),
        ("https://\u{430}lderbay.example/issuer", false),
        ("https://alderbay.example@evil.example/issuer", false),
    ] {
        let text = badge(&earned("did:example:ada", "Ada", &course("")), "").to_text().replacen(
            "did:web:credentials.alderbay.example",
            id,
            1,
        );
        let text = parse(&text);
        let needs = accolade_credential::needs::needs(
            signed(text, &RDF).to_text().as_bytes(),
            &accolade_credential::Known {
                as_of: own::at("2026-06-01T00:00:00Z"),
                documents: &own::documents(),
                issuers: &accolade_credential::Issuers::default(),
            },
        );
        assert_eq!(needs.iter().any(|need| need.url == id), fits, "{id}: {needs:?}");
    }
}
