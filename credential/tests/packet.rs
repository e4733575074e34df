//! What a web page asks of its judge: the documents that are wanted, or the reports.

use accolade_credential::report::check;

const BADGE: &str = r##"{"@context":["https://www.w3.org/ns/credentials/v2"],"issuer":{"id":"did:web:a.example:b"},
    "credentialSubject":{},"proof":[{"verificationMethod":"did:web:a.example:b#k"}],
    "credentialStatus":[{"type":"BitstringStatusListEntry","statusListCredential":"https://s.example/1"}]}"##;
const KEYS: &str = "https://a.example/b/did.json";
const LIST: &str = "https://s.example/1";

/// Documents as `url`, text and further members; what the answer's lines begin with.
fn asked(tried: Option<&[&str]>, documents: &[(&str, &str, &str)]) -> Vec<String> {
    let tried = tried.map_or_else(String::new, |all| format!(r#""tried":{all:?},"#));
    let listed =
        documents.iter().map(|(url, text, more)| format!(r#"{{"url":{url:?},"length":{}{more}}}"#, text.len()));
    let header = format!(
        r#"{{"as_of":"2026-11-24T00:00:00Z",{tried}"documents":[{}],"files":[{{"name":"badge.json","length":{}}}]}}"#,
        listed.collect::<Vec<_>>().join(","),
        BADGE.len()
    );
    let body: String = documents.iter().map(|(_, text, _)| *text).chain([BADGE]).collect();
    let answer = check(header.as_bytes(), body.as_bytes()).expect("a header that can be read");
    answer.lines().map(|line| line.split(',').next().unwrap_or_default().to_owned()).collect()
}

fn wanted(urls: &[&str]) -> Vec<String> {
    urls.iter().map(|url| format!(r#"{{"wanted":"{url}""#)).collect()
}

fn report() -> Vec<String> {
    vec![r#"{"file":"badge.json""#.to_owned()]
}

#[test]
fn without_a_list_of_what_was_tried_nothing_is_wanted() {
    assert_eq!(asked(None, &[]), report());
}

#[test]
fn what_is_neither_known_nor_tried_in_vain_is_wanted_first() {
    assert_eq!(asked(Some(&[]), &[]), wanted(&[KEYS, LIST]));
    assert_eq!(asked(Some(&[LIST]), &[]), wanted(&[KEYS]));
    assert_eq!(asked(Some(&[LIST]), &[(KEYS, "{}", "")]), report());
    assert_eq!(asked(Some(&[LIST, KEYS]), &[]), report());
}

#[test]
fn a_copy_that_is_spare_stands_in_for_what_could_not_be_had_and_asks_for_nothing() {
    let list = r#"{"issuer":"did:web:lister.example","credentialSubject":{}}"#;
    let spare = r#","spare":true"#;
    assert_eq!(asked(Some(&[KEYS]), &[(LIST, list, "")]), wanted(&["https://lister.example/.well-known/did.json"]));
    assert_eq!(asked(Some(&[KEYS]), &[(LIST, list, spare)]), wanted(&[LIST]));
    assert_eq!(asked(Some(&[KEYS, LIST]), &[(LIST, list, spare)]), report());
}

#[test]
fn a_judgement_rests_on_spare_copies_but_not_where_the_document_is_new() {
    let told = |documents: &[(&str, &str)]| {
        let listed =
            documents.iter().map(|(more, text)| format!(r#"{{"url":"{KEYS}","length":{}{more}}}"#, text.len()));
        let header = format!(
            r#"{{"as_of":"2026-11-24T00:00:00Z","tried":["{LIST}","{KEYS}"],"documents":[{}],"files":[{{"name":"b","length":{}}}]}}"#,
            listed.collect::<Vec<_>>().join(","),
            BADGE.len()
        );
        let body: String = documents.iter().map(|(_, text)| *text).chain([BADGE]).collect();
        check(header.as_bytes(), body.as_bytes()).expect("a header that can be read")
    };
    let known = |at: &str| format!(r#"{{"url":"{KEYS}","known":true,"retrieved":"{at}"}}"#);
    let (old, new) = (r#","spare":true,"retrieved":"2026-01-01T00:00:00Z""#, r#","retrieved":"2026-11-01T00:00:00Z""#);
    assert!(told(&[(old, "{}")]).contains(&known("2026-01-01T00:00:00Z")), "{}", told(&[(old, "{}")]));
    for both in [[(old, "{}"), (new, "{}")], [(new, "{}"), (old, "{}")]] {
        assert!(told(&both).contains(&known("2026-11-01T00:00:00Z")), "{}", told(&both));
    }
}
