//! In: a credential. Out: copies under other contexts: removed, added, doubled, exchanged, in another order, with definitions of their own.

use accolade_credential::Json;
use accolade_credential::canon::context_urls;
use accolade_credential::json::Object;

/// Every change to `@context`, of the document and of its proofs.
pub(crate) fn contexts(json: &Json) -> Vec<(String, Json)> {
    let Json::Object(members) = json else { return Vec::new() };
    let own = members.get("@context").map_or(&[][..], Json::items);
    let mut lists: Vec<(String, Json)> = Vec::new();
    let mut push = |word: String, list: Vec<Json>| lists.push((word, list.into()));
    for (at, one) in own.iter().enumerate() {
        let without = || own.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c.clone());
        push(format!("without context {at}"), without().collect());
        push(format!("context {at} twice"), [own, std::slice::from_ref(one)].concat());
        push(format!("context {at} first"), std::iter::once(one.clone()).chain(without()).collect());
        for url in context_urls().chain([
            "https://www.w3.org/ns/credentials/v2/",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.JSON",
            "",
        ]) {
            let mut changed = own.to_vec();
            changed[at] = url.into();
            push(format!("context {at} is {url}"), changed);
        }
    }
    for url in context_urls() {
        push(format!("{url} behind"), [own, &[url.into()]].concat());
        push(format!("{url} in front"), [&[url.into()], own].concat());
    }
    for definitions in inline(json) {
        push(format!("{} behind", definitions.to_text()), [own, std::slice::from_ref(&definitions)].concat());
        push(format!("{} in front", definitions.to_text()), [std::slice::from_ref(&definitions), own].concat());
    }
    lists.push(("no list".into(), own.first().cloned().unwrap_or(Json::Null)));
    lists.push(("null".into(), Json::Null));
    let mut all = Vec::new();
    for (word, list) in lists {
        let mut changed = members.clone();
        changed.insert("@context", list.clone());
        // The proofs are told too, as whoever writes a proof of their own would.
        let proofs = members.get("proof").map_or(&[][..], Json::items).iter().map(|proof| match proof {
            Json::Object(proof) => {
                let mut proof = proof.clone();
                proof.insert("@context", list.clone());
                Json::Object(proof)
            }
            other => other.clone(),
        });
        let mut both = changed.clone();
        both.insert("proof", proofs.collect::<Vec<_>>());
        all.push((word.clone(), changed.into()));
        all.push((format!("{word}, in the proofs too"), both.into()));
    }
    all
}

/// Definitions that take a term away, give it another meaning, or give its meaning another name.
fn inline(json: &Json) -> Vec<Json> {
    let definition = |text: &str| accolade_credential::json::parse(text.as_bytes()).expect("a definition");
    let mut all: Vec<Json> = [
        r#"{"@vocab":"https://schema.org/"}"#,
        r#"{"@vocab":null}"#,
        r#"{"@base":"https://evil.example/"}"#,
        r#"{"@language":"en"}"#,
        r#"{"@version":1.1}"#,
        r#"{"@protected":false}"#,
        r#"{"@propagate":false}"#,
        r#"{"@import":"https://www.w3.org/ns/credentials/v2"}"#,
        r#"{"kind":"@type"}"#,
        r#"{"uid":"@id"}"#,
        r#"{"ob":"https://purl.imsglobal.org/spec/vc/ob/vocab.html#"}"#,
        r#"{"AchievementSubject":{"@id":"https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject","@context":{"name":null}}}"#,
        "{}",
        "[]",
        "null",
    ]
    .map(definition)
    .to_vec();
    let mut names = Vec::new();
    crate::edits::walk(json, &mut Vec::new(), &mut |path, value| {
        if let (Json::Object(object), false) = (value, path.contains(&crate::edits::Step::Name("proof".into()))) {
            names.extend(object.iter().map(|(name, _)| name.to_owned()));
        }
    });
    names.sort();
    names.dedup();
    let one = |name: &str, value: Json| Json::Object([(name.to_owned(), value)].into_iter().collect::<Object>());
    for name in names {
        all.push(one(&name, Json::Null));
        for iri in [
            "https://evil.example/x",
            "@id",
            "@nest",
            "@graph",
            "https://schema.org/name",
            "https://www.w3.org/2018/credentials#validUntil",
        ] {
            all.push(one(&name, iri.into()));
        }
        all.push(one(&name, definition(r#"{"@id":"https://evil.example/x","@type":"@json"}"#)));
        all.push(one(&name, definition(r#"{"@id":"https://evil.example/x","@container":"@graph"}"#)));
        all.push(one(&name, definition(r#"{"@reverse":"https://evil.example/x"}"#)));
    }
    all
}
