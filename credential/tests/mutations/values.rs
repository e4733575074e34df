//! In: a value of a document. Out: what is put in its place.

use super::*;

/// Other values: of another type, wrapped as JSON-LD allows, or only a little different.
pub(super) fn replacements(value: &Json) -> Vec<Json> {
    let one = |name: &str, v: &Json| Json::Object([(name.to_owned(), v.clone())].into_iter().collect());
    let two = |a: (&str, Json), b: (&str, Json)| {
        Json::Object([(a.0.to_owned(), a.1), (b.0.to_owned(), b.1)].into_iter().collect())
    };
    let xsd = |t: &str| Json::from(format!("http://www.w3.org/2001/XMLSchema#{t}"));
    let mut all = vec![
        Json::Null,
        Json::Bool(true),
        Json::Integer(7),
        Json::from("x"),
        Json::Array(vec![]),
        Json::Object(Object::new()),
        vec![value.clone()].into(),
        vec![Json::Array(vec![value.clone()])].into(),
        vec![value.clone(), value.clone()].into(),
        vec![value.clone(), Json::Null].into(),
        vec![value.clone(), Json::from("urn:x:more")].into(),
        vec![Json::from("urn:x:more"), value.clone()].into(),
        one("@value", value),
        vec![one("@value", value)].into(),
        one("@id", value),
        one("id", value),
        one("@list", value),
        one("@set", value),
        one("@graph", value),
        one("en", value),
        one("none", value),
        two(("@value", value.clone()), ("@language", "en".into())),
        two(("@value", value.clone()), ("@direction", "rtl".into())),
        two(("@value", value.clone()), ("@index", "a".into())),
        two(("@value", value.clone()), ("@type", "@json".into())),
    ];
    for name in ["string", "float", "double", "decimal", "integer", "boolean", "dateTime", "anyURI"] {
        all.push(two(("@value", value.clone()), ("@type", xsd(name))));
    }
    match value {
        Json::String(text) => all.extend(texts(text)),
        Json::Bool(yes) => {
            all.push(Json::Bool(!yes));
            all.push(yes.to_string().into());
            all.push(Json::Integer(i64::from(*yes)));
            all.push(i64::from(*yes).to_string().into());
        }
        Json::Integer(n) => {
            all.extend([
                Json::Integer(n + 1),
                Json::Integer(-n),
                Json::Float(*n as f64),
                Json::Float(*n as f64 + 1e-9),
            ]);
            all.extend(
                [n.to_string(), format!("{n}.0"), format!("{:.1E}", *n as f64), format!("+{n}"), format!("0{n}")]
                    .map(Json::from),
            );
        }
        Json::Float(n) => {
            all.extend([Json::Float(n + 1.0), Json::Float(-n), Json::Integer(*n as i64), Json::Float(n + 1e-9)]);
            all.extend([n.to_string(), format!("{n:.1E}"), format!("{n:E}"), format!("{n}0")].map(Json::from));
        }
        Json::Array(items) => all.extend(arrays(items)),
        Json::Object(object) => all.extend(object.get("id").or_else(|| object.get("@value")).cloned()),
        Json::Null => {}
    }
    all
}

fn texts(text: &str) -> Vec<Json> {
    let mut all: Vec<String> = vec![
        String::new(),
        format!("{text}x"),
        format!("{text} "),
        format!(" {text}"),
        format!("{text}\n"),
        format!("{text}\u{200b}"),
        format!("{text}/"),
        format!("{text}#"),
        format!("{text}#x"),
        text.to_uppercase(),
        text.to_lowercase(),
        text.replace('a', "а"),
        text.replace('o', "о"),
        text.replace("é", "e\u{301}"),
        text.replace("https://", "http://"),
        text.replacen(':', "%3A", 1),
        text.replace("%3A", "%3a"),
        text.trim_end_matches('/').to_owned(),
        text.chars().rev().collect(),
        text.replace('Z', "+00:00"),
        text.replace("T09", "t09"),
    ];
    let cut = text.char_indices().next_back().map_or(0, |(at, _)| at);
    all.push(text[..cut].to_owned());
    let mut all: Vec<Json> = all.into_iter().map(Json::from).collect();
    all.extend(text.parse().ok().map(Json::Integer));
    all
}

fn arrays(items: &[Json]) -> Vec<Json> {
    let mut all = Vec::new();
    if let [one] = items {
        all.push(one.clone());
    }
    let mut turned = items.to_vec();
    turned.reverse();
    all.push(turned.into());
    if let Some(first) = items.first() {
        all.push([items, std::slice::from_ref(first)].concat().into());
        all.push(first.clone());
    }
    all.push([items, &[Json::from("urn:x:more")]].concat().into());
    all
}

/// Members that were not there: undefined, keywords, and those that decide or are shown.
pub(super) fn additions(object: &Object) -> Vec<(String, Json)> {
    let text = [
        "extra",
        "name",
        "description",
        "narrative",
        "id",
        "@id",
        "image",
        "url",
        "@language",
        "@index",
        "@base",
        "value",
        "status",
        "achievementType",
        "awardedDate",
        "jti",
        "@vocab",
    ];
    let mut all: Vec<(String, Json)> = text.iter().map(|n| ((*n).to_owned(), "urn:x:mallory".into())).collect();
    for name in [
        "extra",
        "name",
        "credentialStatus",
        "validUntil",
        "evidence",
        "achievement",
        "@context",
        "@reverse",
        "proof",
        "result",
    ] {
        all.push((name.to_owned(), Json::Null));
        all.push((name.to_owned(), Json::Object(Object::new())));
        all.push((name.to_owned(), Json::Array(Vec::new())));
    }
    for name in ["validUntil", "validFrom", "expirationDate", "issuanceDate", "expires"] {
        all.push((name.to_owned(), "2040-01-01T00:00:00Z".into()));
    }
    let itself = Json::Object(object.clone());
    for name in [
        "related",
        "evidence",
        "endorsement",
        "@graph",
        "@included",
        "@nest",
        "credentialSubject",
        "verifiableCredential",
        "source",
    ] {
        all.push((name.to_owned(), itself.clone()));
    }
    all.push(("issuer".into(), "did:web:evil.example".into()));
    all.push(("type".into(), vec![Json::from("VerifiableCredential"), "VerifiablePresentation".into()].into()));
    all.push(("@type".into(), "https://schema.org/Person".into()));
    all.retain(|(name, _)| object.get(name).is_none());
    all
}
