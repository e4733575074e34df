//! In: the bytes of a file. Out: every name that the credential in it states of those whom it is about, whatever the judge says of it.
//! Read by the judge's own readers, so that nobody is shown by a name that is not among them. What stands in other documents is not.

use std::collections::BTreeSet;

use crate::json::{Members, Value};
use crate::judge::{Content, enveloped, opened};
use crate::{ob2, read};

/// The names that a credential in JSON, in a token, or baked into a picture or paper states of its holders: in order, each once.
/// None for what carries no credential.
#[must_use]
pub fn holders(bytes: &[u8]) -> Vec<String> {
    let mut names = BTreeSet::new();
    match Content::of(bytes) {
        Content::Json(json) => of_json(&json, &mut names),
        Content::Token(text) => of_token(&text, &mut names),
        Content::Link(_) | Content::Unreadable(_) => {}
    }
    names.into_iter().collect()
}

fn of_json(json: &Value<'_>, names: &mut BTreeSet<String>) {
    if let Some(text) = enveloped(json) {
        of_token(text, names);
    } else if let Some(members) = json.as_object() {
        of_members(members, names);
    }
}

fn of_token(text: &str, names: &mut BTreeSet<String>) {
    let Some((_, payload)) = opened(text) else { return };
    of_members(&payload, names);
    // The credential as a claim (VC 1.1 section 6.3.1).
    if let Some(within) = payload.get("vc").and_then(Value::as_object) {
        of_members(within, names);
    }
}

fn of_members(members: &Members<'_>, names: &mut BTreeSet<String>) {
    names.extend(if ob2::is_badge(members) { ob2::recipients(members) } else { read::holders(members) });
}

#[cfg(test)]
mod tests {
    use super::holders;

    fn subject(subject: &str) -> String {
        format!(r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"credentialSubject":{subject}}}"#)
    }

    #[test]
    fn every_form_of_a_name_is_read() {
        for (said, names) in [
            (r#"{"name":"Ada Obi"}"#, &["Ada Obi"][..]),
            (r#"{"name":{"@value":"Ada Obi"}}"#, &["Ada Obi"]),
            (
                r#"{"name":[{"@value":"Ada Obi","@language":"en"},{"@value":"Àdá Obi","@language":"yo"}]}"#,
                &["Ada Obi", "Àdá Obi"],
            ),
            (r#"{"identifier":[{"identityType":"name","hashed":false,"identityHash":"Ada Obi"}]}"#, &["Ada Obi"]),
            (r#"{"identifier":{"identityType":"name","hashed":true,"identityHash":"sha256$00"}}"#, &[]),
            (r#"[{"id":"did:x:1"},{"id":"did:x:2","name":"Bo Li"},{"name":"Ada Obi"}]"#, &["Ada Obi", "Bo Li"]),
            // What is said of an id may stand at any place that names it.
            (r#"[{"id":"did:x:1"},{"achievement":{"creator":{"id":"did:x:1","name":"Ada Obi"}}}]"#, &["Ada Obi"]),
            (r#"{"achievement":{"name":"A talk"}}"#, &[]),
        ] {
            assert_eq!(holders(subject(said).as_bytes()), names, "{said}");
        }
        let assertion = r#"{"@context":"https://w3id.org/openbadges/v2","badge":"https://a.example/b","extensions:recipientProfile":{"name":["Ada Obi"]}}"#;
        assert_eq!(holders(assertion.as_bytes()), ["Ada Obi"]);
        assert!(holders(b"\x89PNG").is_empty() && holders(b"title: Ada Obi").is_empty() && holders(b"").is_empty());
    }
}
