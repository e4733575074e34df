//! In: a document. Out: every way to change one member or item of it: taken away, renamed, retyped, wrapped, added to.

use std::fmt;

use accolade_credential::Json;
use accolade_credential::json::Object;

/// A step from a document to a place in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Name(String),
    Item(usize),
}

/// One change at one place.
pub(crate) struct Change {
    pub(crate) path: Vec<Step>,
    pub(crate) edit: Edit,
}

pub(crate) enum Edit {
    Replace(Json),
    Remove,
    Rename(String),
    Add(String, Json),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.path {
            match step {
                Step::Name(name) => write!(f, ".{name}")?,
                Step::Item(at) => write!(f, "[{at}]")?,
            }
        }
        match &self.edit {
            Edit::Replace(value) => write!(f, " = {}", value.to_text()),
            Edit::Remove => write!(f, " taken away"),
            Edit::Rename(name) => write!(f, " renamed {name:?}"),
            Edit::Add(name, value) => write!(f, " with {name:?}: {}", value.to_text()),
        }
    }
}

/// Every change of every place.
pub(crate) fn changes(json: &Json) -> Vec<Change> {
    let mut all = Vec::new();
    walk(json, &mut Vec::new(), &mut |path, value| {
        let mut push = |edit| all.push(Change { path: path.to_vec(), edit });
        if let Some(step) = path.last() {
            push(Edit::Remove);
            if let Step::Name(name) = step {
                names(name).into_iter().for_each(|n| push(Edit::Rename(n)));
            }
        }
        replacements(value).into_iter().filter(|v| v != value).for_each(|v| push(Edit::Replace(v)));
        if let Json::Object(object) = value {
            additions(object).into_iter().for_each(|(n, v)| push(Edit::Add(n, v)));
        }
    });
    all
}

/// Every place of a document with its value, the document itself first.
pub(crate) fn walk(json: &Json, path: &mut Vec<Step>, each: &mut impl FnMut(&[Step], &Json)) {
    each(path, json);
    match json {
        Json::Object(object) => {
            for (name, value) in object.iter() {
                path.push(Step::Name(name.to_owned()));
                walk(value, path, each);
                path.pop();
            }
        }
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                path.push(Step::Item(at));
                walk(item, path, each);
                path.pop();
            }
        }
        _ => {}
    }
}

/// The value at a place.
pub(crate) fn at<'a>(json: &'a Json, path: &[Step]) -> Option<&'a Json> {
    path.iter().try_fold(json, |json, step| match step {
        Step::Name(name) => json.get(name),
        Step::Item(at) => json.as_array()?.get(*at),
    })
}

/// The document with one change made.
pub(crate) fn apply(json: &Json, change: &Change) -> Json {
    alter(json, &change.path, &change.edit).unwrap_or(Json::Null)
}

fn alter(json: &Json, path: &[Step], edit: &Edit) -> Option<Json> {
    match (json, path, edit) {
        (_, [], Edit::Replace(value)) => Some(value.clone()),
        (Json::Object(object), [], Edit::Add(name, value)) => {
            let mut object = object.clone();
            object.insert(name.as_str(), value.clone());
            Some(object.into())
        }
        (Json::Object(object), [Step::Name(name)], Edit::Rename(new)) => {
            let renamed = object.iter().map(|(n, v)| (if n == name { new } else { n }.to_owned(), v.clone()));
            Some(renamed.collect::<Object>().into())
        }
        (Json::Object(object), [Step::Name(name), rest @ ..], _) => {
            let mut object = object.clone();
            match alter(object.get(name)?, rest, edit) {
                Some(value) => object.insert(name.as_str(), value),
                None => drop(object.remove(name)),
            }
            Some(object.into())
        }
        (Json::Array(items), [Step::Item(at), rest @ ..], _) => {
            let mut items = items.clone();
            match alter(items.get(*at)?, rest, edit) {
                Some(value) => items[*at] = value,
                None => drop(items.remove(*at)),
            }
            Some(items.into())
        }
        _ => None,
    }
}

/// Other names for a member: longer, as keywords, as IRIs, by prefix, in another case, that only look the same.
fn names(name: &str) -> Vec<String> {
    let look_alike = |text: &str| text.replace('a', "а").replace('e', "е").replace('o', "о").replace('i', "і");
    let mut upper = name.to_owned();
    upper.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    let bare = name.trim_start_matches('@');
    let mut all = vec![
        String::new(),
        format!("{name}x"),
        format!("{name} "),
        format!(" {name}"),
        format!("{name}\u{200b}"),
        format!("{name}\u{301}"),
        format!("{name}\0"),
        format!("@{bare}"),
        bare.to_owned(),
        format!("https://schema.org/{bare}"),
        format!("https://www.w3.org/2018/credentials#{bare}"),
        format!("https://www.w3.org/ns/credentials/status#{bare}"),
        format!("https://w3id.org/security#{bare}"),
        format!("https://purl.imsglobal.org/spec/vc/ob/vocab.html#{bare}"),
        format!("cred:{bare}"),
        format!("schema:{bare}"),
        format!("_:{bare}"),
        look_alike(name),
        name.to_uppercase(),
        name.to_lowercase(),
        upper,
        "@id".into(),
        "@type".into(),
        "@value".into(),
        "@graph".into(),
        "@included".into(),
        "@reverse".into(),
        "@nest".into(),
        "@index".into(),
    ];
    all.sort();
    all.dedup();
    all.retain(|n| n != name);
    all
}

/// Other values: of another type, wrapped as JSON-LD allows, or only a little different.
fn replacements(value: &Json) -> Vec<Json> {
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
fn additions(object: &Object) -> Vec<(String, Json)> {
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
