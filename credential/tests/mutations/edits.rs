//! In: a document. Out: every way to change one member or item of it: taken away, renamed, retyped, wrapped, added to.
#[path = "values.rs"]
mod values;

use std::fmt;

use accolade_credential::Json;
use accolade_credential::json::Object;
use values::{additions, replacements};

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
