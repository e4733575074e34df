//! Lists of 2021, and those of 1EdTech, which name what is revoked.

use super::*;

/// A credential of the older data model with an entry of Status List 2021.
fn of_2021(index: &str, url: &str) -> Json {
    parse(&format!(
        r#"{{"@context": ["{VC1}", "{LIST_2021}", "{PROOFS}"], "id": "urn:uuid:9", "type": ["VerifiableCredential"], "issuer": "{DID}",
        "issuanceDate": "2026-05-12T09:00:00Z", "credentialSubject": {{"id": "did:example:maya"}},
        "credentialStatus": {{"id": "{url}#{index}", "type": "StatusList2021Entry", "statusPurpose": "revocation",
        "statusListIndex": "{index}", "statusListCredential": "{url}"}}}}"#
    ))
}

/// A list of 2021 with bit 9 set.
fn list_2021(change: impl Fn(String) -> String) -> Document {
    let mut bits = StatusList::new(MIN_ENTRIES);
    assert!(bits.set(9, true));
    let text = format!(
        r#"{{"@context": ["{VC1}", "{LIST_2021}", "{PROOFS}"], "id": "{LIST}", "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": "{DID}", "issuanceDate": "2026-05-01T00:00:00Z", "credentialSubject": {{"id": "{LIST}#list",
        "type": "StatusList2021", "statusPurpose": "revocation", "encodedList": "{}"}}}}"#,
        bits.encode().trim_start_matches('u')
    );
    own::document(&signed(parse(&change(text)), &BOTH))
}

#[test]
fn a_list_of_2021_is_read_by_its_own_names() {
    let ask = |index: &str, list: Document| judge(&signed(of_2021(index, LIST), &BOTH), &[(LIST, list)]);
    expect(&ask("5", list_2021(|t| t)), Outcome::Pass, "status-clear", "Not revoked as of 1 June 2026.");
    expect(&ask("9", list_2021(|t| t)), Outcome::Fail, "revoked", "The issuer has revoked it.");
    expect(&ask("131072", list_2021(|t| t)), Outcome::Unknown, "status-range", "");
    let other = |from: &'static str, to: &'static str| list_2021(move |t| t.replace(from, to));
    expect(&ask("5", other("\"revocation\"", "\"suspension\"")), Outcome::Unknown, "list-purpose", "");
    expect(&ask("5", other(", \"StatusList2021Credential\"", "")), Outcome::Unknown, "list-type", "");
    expect(&ask("5", other("H4sI", "AAAA")), Outcome::Unknown, "list-unreadable", "");
    // The entry of one standard is not answered by a list of the other.
    expect(&ask("5", list("revocation", &[], |t| t)), Outcome::Unknown, "list-type", "");
    expect(&asked(&entry("revocation", "\"5\"", ""), list_2021(|t| t)), Outcome::Unknown, "list-type", "");
}

const REVOCATIONS: &str = "https://credentials.alderbay.example/revocations";
const OWN_ID: &str = "https://credentials.alderbay.example/credentials/k3n7/";

fn revocations(issuer: &str, entries: &str) -> Document {
    let text = format!(r#"{{"id": "{REVOCATIONS}", "issuer": "{issuer}", "revokedCredential": [{entries}]}}"#);
    own::document(&parse(&text))
}

fn listed(more: &str) -> String {
    format!(r#"{{"id": "https://other.example/1"}}, {{"id": "{OWN_ID}"{more}}}"#)
}

fn ask_1edtech(url: &str, list: Document) -> Judgement {
    let status = format!(r#"{{"id": "{url}", "type": "1EdTechRevocationList"}}"#);
    let contexts = ", \"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json\"";
    judge(&signed(parse(&credential(&status, contexts)), &BOTH), &[(url, list)])
}

#[test]
fn a_1edtech_list_ends_what_it_names() {
    for (more, words) in [
        ("", "says that it was revoked."),
        (r#", "revoked": true, "revocationReason": "Issued to the wrong person.""#, ": Issued to the wrong person."),
        (r#", "revoked": "2026-06-15T08:00:00Z", "revocationReason": "Error""#, "on 15 June 2026: Error."),
    ] {
        let j = ask_1edtech(REVOCATIONS, revocations(DID, &listed(more)));
        expect(&j, Outcome::Fail, "revoked", words);
        // Nobody needs to be the issuer to be believed that it ended.
        expect(
            &ask_1edtech(REVOCATIONS, revocations("did:web:else.example", &listed(more))),
            Outcome::Fail,
            "revoked",
            words,
        );
    }
    let plural = revocations(DID, &listed("")).bytes;
    let plural = String::from_utf8_lossy(&plural).replace("revokedCredential", "revokedCredentials");
    expect(&ask_1edtech(REVOCATIONS, own::document(&parse(&plural))), Outcome::Fail, "revoked", "");
}

#[test]
fn a_1edtech_list_lets_pass_only_at_the_issuers_own_address() {
    for more in ["", &listed(r#", "revoked": false"#), &listed(r#", "revoked": "2026-07-15T08:00:00Z""#)] {
        let entries = if more.is_empty() { r#"{"id": "https://other.example/1"}"# } else { more };
        let j = ask_1edtech(REVOCATIONS, revocations(DID, entries));
        expect(&j, Outcome::Pass, "not-listed", "The list is unsigned");
    }
    expect(
        &ask_1edtech(REVOCATIONS, revocations("did:web:else.example", "")),
        Outcome::Unknown,
        "list-other-issuer",
        "",
    );
    let elsewhere = "https://else.example/revocations";
    expect(&ask_1edtech(elsewhere, revocations(DID, "")), Outcome::Unknown, "list-other-address", "unsigned");
    let near = "https://credentials.alderbay.example.evil.example/revocations";
    expect(&ask_1edtech(near, revocations(DID, "")), Outcome::Unknown, "list-other-address", "");
}

#[test]
fn a_1edtech_list_that_cannot_be_read_is_unknown() {
    let odd = listed(r#", "revoked": "soon""#);
    expect(&ask_1edtech(REVOCATIONS, revocations(DID, &odd)), Outcome::Unknown, "list-malformed", "");
    expect(&ask_1edtech(REVOCATIONS, revocations(DID, r#"{"uri": "x"}"#)), Outcome::Unknown, "list-malformed", "");
    expect(&ask_1edtech(REVOCATIONS, list("revocation", &[], |t| t)), Outcome::Unknown, "list-type", "");
    let garbage = Document { bytes: b"<html>".to_vec().into(), retrieved: None };
    expect(&ask_1edtech(REVOCATIONS, garbage), Outcome::Unknown, "list-unreadable", "");
    let j = asked(&entry("revocation", "\"5\"", ""), revocations(DID, ""));
    expect(&j, Outcome::Unknown, "list-type", "");
    // A credential without an id cannot be on such a list.
    let nameless = CREDENTIAL.replace(&format!("\"id\": \"{OWN_ID}\","), "");
    let (front, _) = nameless.split_once("\"credentialStatus\"").expect("an entry");
    let text = format!(r#"{front}"credentialStatus": {{"id": "{REVOCATIONS}", "type": "1EdTechRevocationList"}}}}"#);
    let text = text.replace(
        &format!("\"{OB}\""),
        &format!("\"{OB}\", \"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json\""),
    );
    let j = judge(&signed(parse(&text), &BOTH), &[(REVOCATIONS, revocations(DID, ""))]);
    expect(&j, Outcome::Unknown, "status-id", "");
}
