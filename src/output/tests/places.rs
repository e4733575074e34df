//! Folders that are not for a site, manifests that lie, and links: where nothing is written.

use std::fs;

use super::*;

#[test]
fn places_that_are_not_for_a_site_are_refused() {
    let place = Place::new();
    let check = |out: &str| Target::check(&place.path(out), &place.path("project"));
    for out in ["project", ".", "project/badges", "project/static/site", "project/badges/..", "project/KEYS"] {
        assert!(matches!(check(out), Err(PublishError::Place { .. })), "{out}");
    }
    assert!(why(check("project/accolade.yaml")).contains("sources"));
    for out in ["project/public", "project/docs", "elsewhere/deep/site", "project/../sibling"] {
        check(out).unwrap();
        assert!(!place.path(out).exists(), "looking makes nothing");
    }
    fs::create_dir(place.path("full")).unwrap();
    fs::write(place.path("full/letter.txt"), "dear").unwrap();
    assert!(why(check("full")).contains("did not write"));
    assert!(why(check("full/letter.txt")).contains("it is a file"));
}

#[test]
fn a_manifest_that_lies_is_no_licence() {
    let place = Place::new();
    place.publish(SITE).unwrap();
    fs::write(place.path("project/secret"), "x").unwrap();
    let good = fs::read_to_string(place.path("project/public").join(MANIFEST)).unwrap();
    let other = good.replace("\"format\": 3", "\"format\": 9");
    for text in ["", "{}", "[]", &other, &good.replacen("\n    \"", "\n    \"../secret", 1), &good[..good.len() - 5]] {
        place.write(MANIFEST, text);
        assert!(matches!(place.publish(SITE), Err(PublishError::Place { .. })), "{text}");
    }
    assert!(place.path("project/secret").exists());
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    fs::create_dir(place.path("victim")).unwrap();
    fs::write(place.path("victim/index.html"), "a").unwrap();
    symlink(place.path("victim"), place.path("project/public")).unwrap();
    assert!(why(place.target()).contains("symbolic link"));
    fs::remove_file(place.path("project/public")).unwrap();
    // A folder, a page, or the staging folder that is a link.
    place.publish(SITE).unwrap();
    fs::remove_dir_all(place.path("project/public/a")).unwrap();
    symlink(place.path("victim"), place.path("project/public/a")).unwrap();
    assert!(why(place.publish(&[("a/index.html", "new")])).contains("did not write"));
    place.publish(&[("index.html", "home")]).unwrap();
    assert!(place.path("victim/index.html").exists(), "a stale page behind a link is not removed");
    symlink(place.path("victim/index.html"), place.path("project/public/b.html")).unwrap();
    assert!(why(place.publish(&[("b.html", "new")])).contains("did not write"));
    symlink(place.path("victim"), place.path("project/public").join(STAGING)).unwrap();
    assert!(place.publish(SITE).is_err());
    assert_eq!(fs::read_to_string(place.path("victim/index.html")).unwrap(), "a");
    assert_eq!(fs::read_dir(place.path("victim")).unwrap().count(), 1);
}
