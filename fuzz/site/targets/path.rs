//! Any text as a name, an address or a path: a slug is an id, a path of the project or site stays in its folder, and a link to it
//! leads to it.
#![no_main]

use std::path::{Component, Path};

use accolade::draft::{is_id, slug};
use accolade::load::{SitePath, SourcePath};
use accolade::render::links::{Links, outward};
use libfuzzer_sys::fuzz_target;
use url::Url;

fuzz_target!(|text: &str| {
    let made = slug(text);
    assert!(is_id(&made), "{made:?}");
    assert_eq!(slug(&made), made);
    if is_id(text) {
        assert!(plain(text));
    }
    let (first, second) = text.split_once('\n').unwrap_or((text, text));
    if let Ok(path) = SourcePath::new(first) {
        assert!(plain(path.as_str()), "{path}");
        assert_eq!(SourcePath::new(path.as_str()).as_ref(), Ok(&path));
        assert!(path.as_str().ends_with(path.name()) && path.name().starts_with(path.stem()));
        if let Ok(beside) = path.beside(second) {
            assert!(plain(beside.as_str()), "{path} and {second:?} give {beside}");
        }
    }
    if let (Ok(page), Ok(file)) = (SitePath::new(first), SitePath::new(second)) {
        site(&page, &file);
    }
    if let Some(address) = outward(text) {
        assert!(["http:", "https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme)), "{address}");
    }
});

/// A browser that follows the link from one to the other asks for that file.
fn site(page: &SitePath, file: &SitePath) {
    for path in [page, file] {
        assert!(plain(path.as_str()) && !path.as_str().contains(['\\', ':', '\0']), "{path}");
        assert!(SourcePath::new(path.as_str()).is_ok(), "{path}");
    }
    let mut root = Url::parse("https://e.example/below/").expect("an address");
    let folder = root.clone();
    root.path_segments_mut().expect("it has a path").pop_if_empty().extend(page.as_str().split('/'));
    let link = Links::from(page).to(file.as_str());
    let target = root.join(&link).expect("a link");
    assert!(target.as_str().starts_with(folder.as_str()), "{link} leads to {target}");
    assert_eq!(decoded(&target.path()["/below/".len()..]), file.as_str(), "{link}");
    assert_eq!((target.query(), target.fragment()), (None, None));
}

/// Whether a path, joined to a folder, names something in it.
fn plain(text: &str) -> bool {
    let path = Path::new(text);
    !text.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |b: u8| char::from(b).to_digit(16).expect("a digit") as u8;
                bytes.push(digit(*high) * 16 + digit(*low));
                rest = tail;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).expect("text")
}
