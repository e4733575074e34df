//! Credentials of wrong form, most of them unsigned: the form is judged all the same.

use accolade_credential::sign::Suite;
use accolade_credential::{Issuers, Judgement};

use super::{Case, raw, told_of};
use crate::own::{CREDENTIAL, documents, parse, signed, signed_with, unsigned};

const SMALL: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"id":"urn:uuid:1",
    "issuer":"did:example:alderbay","validFrom":"2026-05-12T09:00:00Z","credentialSubject":{"id":"did:example:maya"}}"#;

/// A small credential with one piece replaced.
fn small(from: &str, to: &str) -> Judgement {
    assert!(SMALL.contains(from), "{from}");
    raw(SMALL.replacen(from, to, 1).as_bytes())
}

/// A small credential with one member more.
fn more(member: &str) -> Judgement {
    small("\"issuer\"", &format!("{member},\"issuer\""))
}

/// A credential with a proof that signs its meaning, changed afterwards.
fn meant(from: &str, to: &str) -> Judgement {
    let text = signed(unsigned(), &[Suite::EddsaRdfc2022]).to_text();
    assert!(text.contains(from), "{from}");
    told_of(text.replace(from, to).as_bytes(), &documents(), &Issuers::default())
}

pub(super) fn cases() -> Vec<Case> {
    let contexts = |count: usize| vec!["\"https://www.w3.org/ns/credentials/v2\""; count].join(",");
    let mut cases = vec![
        ("not-an-object format fail", raw(b"[1]")),
        ("no-credential-context format fail", small("ns/credentials/v2", "ns/credentials/examples/v2")),
        ("no-credential-type format fail", {
            let examples =
                "credentials/v2\",\"https://www.w3.org/ns/credentials/examples/v2\"],\"type\":[\"Relation\"]";
            small("credentials/v2\"],\"type\":[\"VerifiableCredential\"]", examples)
        }),
        ("bad-issuer format fail", small("\"did:example:alderbay\"", "[\"did:example:alderbay\"]")),
        ("no-subject format fail", small(",\"credentialSubject\":{\"id\":\"did:example:maya\"}", "")),
        ("bad-subject format fail", small("{\"id\":\"did:example:maya\"}", "{}")),
        ("no-member-id format fail", more(r#""credentialSchema":{"type":"JsonSchema"}"#)),
        ("no-digest format fail", more(r#""relatedResource":[{"id":"https://a.example/"}]"#)),
        (
            "inner-context format fail",
            small("{\"id\":\"did:example:maya\"", "{\"@context\":[],\"id\":\"did:example:maya\""),
        ),
        (
            "stated-twice format fail",
            small("{\"id\":\"did:example:maya\"", "{\"id\":\"urn:uuid:1\",\"issuer\":\"did:example:x\""),
        ),
        ("shared-id format fail", more(r#""evidence":[{"id":"did:example:maya","type":["JsonSchema"],"name":"A"}]"#)),
        (
            "several-texts format fail",
            more(r#""name":[{"@value":"A","@language":"en"},{"@value":"B","@language":"EN"}]"#),
        ),
        ("not-placed format fail", {
            let clr = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
            let inner = "\"type\":[\"ClrSubject\"],\"verifiableCredential\":[{\"id\":\"urn:uuid:2\"}]";
            let record = SMALL.replacen("credentials/v2\"", &format!("credentials/v2\",\"{clr}\""), 1);
            let record = record.replacen("\"did:example:maya\"", &format!("\"did:example:maya\",{inner}"), 1);
            let record = signed(parse(&record), &[Suite::EddsaRdfc2022]);
            told_of(record.to_text().as_bytes(), &documents(), &Issuers::default())
        }),
        (
            "points-back format fail",
            small(
                "{\"id\":\"did:example:maya\"",
                "{\"id\":\"did:example:maya\",\"type\":[\"VerifiableCredential\"],\"credentialSubject\":{\"id\":\"urn:uuid:1\"}",
            ),
        ),
        (
            "redefined-term format fail",
            small("credentials/v2\"", "credentials/v2\",\"https://www.w3.org/2018/credentials/v1\""),
        ),
        ("unsupported-json-ld format fail", more(r#""name":{"@value":"a","@language":"en","x":1}"#)),
        ("malformed-json-ld format fail", small("\"urn:uuid:1\"", "[\"urn:uuid:1\",\"urn:uuid:2\"]")),
        ("work-limit format unknown", small("\"https://www.w3.org/ns/credentials/v2\"", &contexts(65))),
        ("undefined-term signature unknown", meant("\"creditsEarned\"", "\"creditsEarnedd\"")),
        ("unknown-context signature unknown", meant("context-3.0.3.json", "context-9.json")),
        (
            "odd-name signature unknown",
            meant("\"Evidence\"", "\"https://purl.imsglobal.org/spec/vc/ob/vocab.html#Evidence\""),
        ),
        ("relative-iri signature unknown", meant("\"https://maya.example/talk\"", "\"talk\"")),
        (
            "malformed-json-ld signature unknown",
            meant("\"https://maya.example/talk\"", "[\"https://maya.example/talk\"]"),
        ),
        (
            "unsupported-json-ld signature unknown",
            meant("\"Gave three talks.\"", r#"{"@value":"Gave three talks.","@language":"en","@index":"x"}"#),
        ),
    ];
    let first = "[\"https://www.w3.org/ns/credentials/v2\",";
    let old = format!("{first}\"https://www.w3.org/2018/credentials/v1\",");
    cases.push(("redefined-term signature unknown", meant(first, &old)));
    cases.push(("work-limit signature unknown", meant(first, &format!("[{},", contexts(64)))));
    let expiring = signed_with(parse(CREDENTIAL), r#","expires":"2026-06-01T00:00:00Z""#);
    cases.push(("proof-expired validity fail", raw(expiring.to_text().as_bytes())));
    cases
}
