//! In: a document. Out: copies in which a member went to another object, or two values changed places. Canonical RDF does not see
//! where among several mentions of one identifier a statement stands, so what readers see must not depend on it either.

use accolade_credential::Json;

use crate::edits::{Change, Edit, Step, apply, at, walk};

/// Every member of every object moved, or copied, to every other object; each object's members moved as a whole to every other one.
pub(crate) fn moves(json: &Json, mut each: impl FnMut(String, &dyn Fn() -> Json)) {
    let (mut objects, mut members) = (Vec::new(), Vec::new());
    walk(json, &mut Vec::new(), &mut |path, value| {
        let in_proof = path.first() == Some(&Step::Name("proof".into()));
        if let (Json::Object(object), false) = (value, in_proof) {
            objects.push(path.to_vec());
            members.extend(object.iter().map(|(name, _)| (path.to_vec(), name.to_owned())));
        }
    });
    for (from, name) in &members {
        let mut whole = from.clone();
        whole.push(Step::Name(name.clone()));
        let value = at(json, &whole).expect("it was seen there");
        for to in objects.iter().filter(|to| *to != from && !to.starts_with(&whole)) {
            let word = |how: &str| {
                format!("{} {how} {to:?}", Change { path: whole.clone(), edit: Edit::Rename(name.clone()) })
            };
            let with = || apply(json, &Change { path: to.clone(), edit: Edit::Add(name.clone(), value.clone()) });
            let remove = Change { path: whole.clone(), edit: Edit::Remove };
            each(word("moved to"), &|| apply(&with(), &remove));
            each(word("copied to"), &with);
        }
    }
}

/// Every object exchanged with its identifier at every place where that is mentioned, whole or in part.
pub(crate) fn mentions(json: &Json, mut each: impl FnMut(String, &dyn Fn() -> Json)) {
    let (mut stated, mut mentioned) = (Vec::new(), Vec::new());
    walk(json, &mut Vec::new(), &mut |path, value| match value {
        Json::Object(object) => {
            if let Some(id) = object.get("id").and_then(Json::as_str) {
                stated.push((path.to_vec(), id.to_owned()));
                mentioned.push((path.to_vec(), id.to_owned()));
            }
        }
        Json::String(text) if path.last() != Some(&Step::Name("id".into())) => {
            mentioned.push((path.to_vec(), text.to_string()))
        }
        _ => {}
    });
    for (from, id) in &stated {
        let Some(Json::Object(object)) = at(json, from) else { continue };
        let bare = Json::Object([("id".to_owned(), id.as_str().into())].into_iter().collect());
        for (to, _) in mentioned
            .iter()
            .filter(|(to, other)| other == id && to != from && !to.starts_with(from) && !from.starts_with(to))
        {
            let put = |json: &Json, path: &[Step], value: Json| {
                apply(json, &Change { path: path.to_vec(), edit: Edit::Replace(value) })
            };
            let word = |how: &str| {
                format!("{} {how} {to:?}", Change { path: from.clone(), edit: Edit::Replace(id.as_str().into()) })
            };
            each(word("went to"), &|| put(&put(json, to, object.clone().into()), from, id.as_str().into()));
            each(word("as an object went to"), &|| put(&put(json, to, object.clone().into()), from, bare.clone()));
            each(word("is also at"), &|| put(json, to, object.clone().into()));
            for (name, value) in object.iter().filter(|(n, _)| *n != "id") {
                // One member of it stands at the other mention.
                let mut fewer = object.clone();
                fewer.remove(name);
                let mut other = match at(json, to) {
                    Some(Json::Object(other)) => other.clone(),
                    _ => [("id".to_owned(), Json::from(id.as_str()))].into_iter().collect(),
                };
                other.insert(name, value.clone());
                each(word(&format!("gives {name} to")), &|| {
                    put(&put(json, to, other.clone().into()), from, fewer.clone().into())
                });
            }
        }
    }
}

/// Every object of an array in two parts with one identifier, and twice.
pub(crate) fn splits(json: &Json, mut each: impl FnMut(String, &dyn Fn() -> Json)) {
    walk(json, &mut Vec::new(), &mut |path, value| {
        let Json::Object(object) = value else { return };
        let Some(id) = object.get("id") else { return };
        for (name, value) in object.iter().filter(|(n, _)| *n != "id") {
            let mut first = object.clone();
            first.remove(name);
            let second: Json = [("id".to_owned(), id.clone()), (name.to_owned(), value.clone())]
                .into_iter()
                .collect::<accolade_credential::json::Object>()
                .into();
            for parts in [vec![first.clone().into(), second.clone()], vec![second.clone(), first.clone().into()]] {
                let word = format!("{path:?} split at {name}");
                each(word, &|| match path.split_last() {
                    Some((Step::Item(index), outer)) => {
                        let mut items = at(json, outer).and_then(Json::as_array).expect("it was seen there").to_vec();
                        items.splice(*index..=*index, parts.iter().cloned());
                        apply(json, &Change { path: outer.to_vec(), edit: Edit::Replace(items.into()) })
                    }
                    _ => apply(json, &Change { path: path.to_vec(), edit: Edit::Replace(parts.clone().into()) }),
                });
            }
        }
    });
}

/// Every two values exchanged.
pub(crate) fn exchanges(json: &Json, mut each: impl FnMut(String, &dyn Fn() -> Json)) {
    let mut places = Vec::new();
    walk(json, &mut Vec::new(), &mut |path, value| {
        if !path.is_empty() {
            places.push((path.to_vec(), value.clone()));
        }
    });
    for (i, (a, left)) in places.iter().enumerate() {
        for (b, right) in &places[i + 1..] {
            if b.starts_with(a) || left == right {
                continue;
            }
            each(format!("{a:?} exchanged with {b:?}"), &|| {
                let half = apply(json, &Change { path: a.clone(), edit: Edit::Replace(right.clone()) });
                apply(&half, &Change { path: b.clone(), edit: Edit::Replace(left.clone()) })
            });
        }
    }
}
