//! Credentials whose status lists say something, say nothing, or are not to be trusted.

use accolade_credential::key::SecretKey;
use accolade_credential::status::{MIN_ENTRIES, StatusList, list_credential};
use accolade_credential::{Document, Issuers, Judgement, PinnedKey};

use super::{Case, pinned, told_of};
use crate::own::{
    BOTH, CREDENTIAL, DID, LIST, at, document, documents, key, list, parse, signed, signed_by, unsigned, with,
};

const REVOCATIONS: &str = "https://credentials.alderbay.example/revocations";

/// The credential against a document in place of its list.
fn against(list: Document) -> Judgement {
    asked(CREDENTIAL, LIST, list)
}

fn asked(credential: &str, url: &str, list: Document) -> Judgement {
    let mut documents = documents();
    documents.insert(url, list);
    told_of(signed(parse(credential), &BOTH).to_text().as_bytes(), &documents, &Issuers::default())
}

fn text(text: &str) -> Document {
    Document { bytes: text.as_bytes().into(), retrieved: None }
}

/// The list with one piece replaced before it is signed.
fn changed(from: &str, to: &str) -> Document {
    let plain = list().to_text();
    assert!(plain.contains(from), "{from}");
    document(&signed(parse(&plain.replacen(from, to, 1)), &BOTH))
}

/// A credential whose entry has another purpose, against a list for it with this bit set.
fn purpose(purpose: &str, bit: Option<usize>, more: &str) -> Judgement {
    let mut bits = StatusList::new(MIN_ENTRIES * 2);
    assert!(bit.is_none_or(|at| bits.set(at, true)));
    let list = list_credential(LIST, DID, purpose, &bits, at("2026-05-01T00:00:00Z"));
    let entry = format!("\"statusPurpose\": \"{purpose}\"{more}");
    let credential = with("\"statusPurpose\": \"revocation\"", &entry).to_text();
    asked(&credential, LIST, document(&signed(list, &BOTH)))
}

/// A credential with an entry for a revocation list of 1EdTech.
fn revocations(credential: &str, url: &str, list: &str) -> Judgement {
    let (front, _) = credential.split_once("\"credentialStatus\"").expect("an entry");
    let text = format!(r#"{front}"credentialStatus": {{"id": "{url}", "type": "1EdTechRevocationList"}}}}"#);
    let extensions = "context-3.0.3.json\", \"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json\"";
    asked(&text.replacen("context-3.0.3.json\"", extensions, 1), url, self::text(list))
}

pub(super) fn cases() -> Vec<Case> {
    let other = SecretKey::from_seed(&[2; 32]);
    let good = signed(list(), &BOTH).to_text();
    let by_other = list_credential(
        LIST,
        &other.public().did_key(),
        "revocation",
        &StatusList::new(MIN_ENTRIES),
        at("2026-05-01T00:00:00Z"),
    );
    let table = r#", "statusMessage": [{"status": "0x0", "message": "a"}, {"status": "0x1", "message": "b"}]"#;
    let own = format!(r#"{{"issuer": "{DID}", "revokedCredential": [{{"id": "https://a.example/1"}}]}}"#);
    let nameless = CREDENTIAL.replace("\"id\": \"https://credentials.alderbay.example/credentials/k3n7/\",", "");
    let mut stolen = PinnedKey::always(None, key().public().into());
    stolen.compromised = Some(at("2026-06-01T00:00:00Z"));
    vec![
        ("status-clear status pass", against(document(&signed(list(), &BOTH)))),
        ("list-stale status pass", against(changed("\"encodedList\"", "\"ttl\":1000,\"encodedList\""))),
        ("status-message status pass", purpose("message", Some(5), table)),
        ("status-refresh status pass", purpose("refresh", Some(5), "")),
        ("suspended status fail", purpose("suspension", Some(5), "")),
        ("not-listed status pass", revocations(CREDENTIAL, REVOCATIONS, &own)),
        ("status-id status unknown", revocations(&nameless, REVOCATIONS, &own)),
        ("list-other-address status unknown", revocations(CREDENTIAL, "https://else.example/1", &own)),
        ("status-type status unknown", {
            let (front, _) = CREDENTIAL.split_once("\"credentialStatus\"").expect("an entry");
            let entry = r#"{"id": "https://a.example/1", "type": "https://vocabulary.example/List"}"#;
            asked(&format!("{front}\"credentialStatus\": {entry}}}"), LIST, document(&list()))
        }),
        ("list-unreadable status unknown", against(text("<html>"))),
        ("list-type status unknown", against(document(&signed(unsigned(), &BOTH)))),
        ("list-malformed status unknown", against(changed("\"encodedList\"", "\"ttl\":-1,\"encodedList\""))),
        ("list-not-signed status unknown", against(document(&list()))),
        ("list-bad-signature status unknown", against(text(&good.replace("2026-05-01", "2026-05-02")))),
        ("list-purpose status unknown", against(changed("\"revocation\"", "\"suspension\""))),
        (
            "list-expired status unknown",
            against(changed("\"validFrom\"", "\"validUntil\":\"2026-06-15T00:00:00Z\",\"validFrom\"")),
        ),
        ("list-not-yet-valid status unknown", against(changed("2026-05-01T00:00:00Z", "2026-08-01T00:00:00Z"))),
        ("list-dates status unknown", {
            let credential = signed(unsigned(), &BOTH).to_text();
            told_of(credential.as_bytes(), &documents(), &pinned(DID, vec![stolen]))
        }),
        (
            "list-other-issuer status unknown",
            against(document(&signed_by(by_other, &other, &other.public().did_key_method(), &BOTH))),
        ),
        (
            "list-other-address status unknown",
            asked(
                &with("status/1.json\"\n", "status/2.json\"\n").to_text(),
                "https://credentials.alderbay.example/status/2.json",
                document(&signed(list(), &BOTH)),
            ),
        ),
    ]
}
