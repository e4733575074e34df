//! What stands in a folder that a site is published to: a path that turns from a file into a folder, and what others put there.

use super::*;

/// The files in a folder, but for what the build and the publication keep for themselves.
pub(super) fn standing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let own = [journal::FILE, journal::LOCK, MANIFEST];
    let path = |file: &Path| {
        let inner = file.strip_prefix(folder).unwrap();
        inner.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
    };
    let files = load::list_files(folder).unwrap();
    let files = files.iter().map(|file| (path(file), fs::read(file).unwrap()));
    files.filter(|(path, _)| !own.contains(&path.as_str())).collect()
}

#[test]
fn a_path_that_turns_from_a_file_into_a_folder_and_back_is_published() {
    let turns: [&[(&str, &str)]; 3] = [
        &[("foo", "a file"), ("x/y", "a file"), ("index.html", "1")],
        &[("foo/bar", "in a folder"), ("foo/baz/deep", "in a folder"), ("x/y/z", "in a folder"), ("index.html", "2")],
        &[("foo", "a file"), ("x", "a file"), ("index.html", "3")],
    ];
    let (site, place, memory) = (site(turns[0]), tempfile::tempdir().unwrap(), Memory::default());
    let store = Folder::at(place.path());
    for (n, turn) in [0, 1, 2, 1, 0].into_iter().enumerate() {
        lay(site.path(), turns[turn]);
        if turn != 1 && n > 0 {
            // What runs that were cut short leave is nobody's.
            fs::create_dir_all(place.path().join("foo/empty/too")).unwrap();
            fs::write(place.path().join("foo/.accolade-bar-abC123.part"), "cut").unwrap();
        }
        let done = upload(site.path(), &store, ONE, &|_, _| {}).unwrap();
        assert_eq!(standing(place.path()), standing(site.path()), "{n}: {done:?}");
        put(site.path(), &memory, ONE).unwrap();
        assert_eq!(memory.site(), standing(site.path()), "{n}: {done:?}");
    }
}

#[test]
fn all_that_stands_in_the_way_is_named_before_anything_is_uploaded() {
    let (site, place) = (site(&FIRST), tempfile::tempdir().unwrap());
    let lay = |path: &str| {
        fs::create_dir_all(place.path().join(path).parent().unwrap()).unwrap();
        fs::write(place.path().join(path), "theirs").unwrap();
    };
    ["credentials", "index.html/keep.txt", "index.html/more/keep.txt", "feed.xml", "de/other.txt"]
        .into_iter()
        .for_each(lay);
    let mut wanted = vec!["credentials", "feed.xml", "index.html/keep.txt", "index.html/more/keep.txt"];
    let elsewhere = tempfile::tempdir().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        fs::write(elsewhere.path().join("site.css"), "theirs").unwrap();
        symlink(elsewhere.path(), place.path().join("assets")).unwrap();
        fs::create_dir_all(place.path().join("status")).unwrap();
        symlink(elsewhere.path().join("nowhere"), place.path().join("status/1.json")).unwrap();
        wanted.extend(["assets", "status/1.json"]);
        wanted.sort_unstable();
    }
    let before = (standing(place.path()), standing(elsewhere.path()));
    for dry in [true, false] {
        let faults = upload(site.path(), &Folder::at(place.path()), How { dry, ..ONE }, &|_, _| {}).unwrap_err();
        assert!(faults.iter().all(|fault| fault.kind == Kind::Foreign), "{faults:?}");
        let mut named: Vec<_> = faults.iter().filter_map(|fault| fault.message.split(' ').next()).collect();
        named.sort_unstable();
        assert_eq!(named, wanted, "{faults:?}");
        assert_eq!((standing(place.path()), standing(elsewhere.path())), before, "and nothing is touched");
        assert!(!place.path().join(journal::FILE).exists());
    }
}

#[test]
fn a_folder_in_the_place_of_what_accolade_keeps_there_is_named_too() {
    for name in [journal::FILE, journal::LOCK] {
        let (site, place) = (site(&FIRST), tempfile::tempdir().unwrap());
        fs::create_dir(place.path().join(name)).unwrap();
        fs::write(place.path().join(name).join("theirs"), "theirs").unwrap();
        let faults = upload(site.path(), &Folder::at(place.path()), ONE, &|_, _| {}).unwrap_err();
        assert!(faults.len() == 1 && faults[0].kind == Kind::Foreign && faults[0].message.contains(name), "{faults:?}");
        assert_eq!(standing(place.path()).len(), 1);
    }
}

#[test]
fn a_file_of_others_with_the_same_bytes_stays_theirs() {
    let (site, place) = (site(&[("index.html", "home"), ("CNAME", "example.org")]), tempfile::tempdir().unwrap());
    let cname = place.path().join("CNAME");
    fs::write(&cname, "example.org").unwrap();
    let store = Folder::at(place.path());
    let again = || upload(site.path(), &store, ONE, &|_, _| {});
    for uploaded in [1, 0] {
        let done = again().unwrap();
        assert_eq!((done.uploaded, done.removed), (uploaded, 0), "{done:?}");
    }
    lay(site.path(), &[("index.html", "home"), ("CNAME", "example.net")]);
    assert_eq!(again().unwrap_err()[0].kind, Kind::Foreign);
    lay(site.path(), &[("index.html", "home")]);
    assert_eq!(again().unwrap().removed, 0);
    assert_eq!(fs::read(&cname).unwrap(), b"example.org");
    // Once it is gone there, it is accolade's as any other.
    fs::remove_file(&cname).unwrap();
    lay(site.path(), &[("index.html", "home"), ("CNAME", "example.org")]);
    assert_eq!(again().unwrap().uploaded, 1);
    lay(site.path(), &[("index.html", "home")]);
    assert_eq!(again().unwrap().removed, 1);
    assert!(!cname.exists());
}

#[cfg(unix)]
#[test]
fn a_folder_of_others_that_cannot_be_read_stops_nothing_unless_the_site_has_one_there() {
    use std::os::unix::fs::PermissionsExt as _;
    let (site, place) = (site(&FIRST), tempfile::tempdir().unwrap());
    let close = |name: &str, mode| {
        fs::create_dir_all(place.path().join(name)).unwrap();
        fs::set_permissions(place.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        fs::read_dir(place.path().join(name)).is_err()
    };
    if !close("lost+found", 0) {
        println!("skipped: nothing is closed to the superuser");
        return;
    }
    upload(site.path(), &Folder::at(place.path()), ONE, &|_, _| {}).unwrap();
    close("credentials", 0);
    let faults = upload(site.path(), &Folder::at(place.path()), ONE, &|_, _| {}).unwrap_err();
    ["lost+found", "credentials"].iter().for_each(|name| assert!(!close(name, 0o755)));
    assert!(faults[0].kind == Kind::Io && faults[0].message.contains("credentials"), "{faults:?}");
}

/// With rsync, or another tool for buckets.
#[test]
fn a_site_that_was_copied_by_other_means_is_published_to_again_and_another_site_is_not() {
    let robots = |host: &str| format!("User-agent: *\nAllow: /\nSitemap: https://{host}/sitemap.xml\n");
    let (own, other) = (robots("maya.example"), robots("other.example"));
    for (there, is_ours) in [(&own, true), (&other, false), (&"User-agent: *\nAllow: /\n".to_owned(), false)] {
        let first: Vec<(&str, &str)> = FIRST.iter().copied().chain([("robots.txt", there.as_str())]).collect();
        let (site, place) = (site(&first), tempfile::tempdir().unwrap());
        for file in load::list_files(site.path()).unwrap() {
            let to = place.path().join(file.strip_prefix(site.path()).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&file, to).unwrap();
        }
        fs::write(place.path().join("CNAME"), "theirs").unwrap();
        let before = standing(place.path());
        let store = Folder::at(place.path());
        let robots = if is_ours || *there == other { &own } else { there };
        lay(site.path(), &[("index.html", "changed"), ("new.html", "new"), ("robots.txt", robots)]);
        let again = || upload(site.path(), &store, ONE, &|_, _| {});
        if is_ours {
            assert_eq!([again().unwrap().uploaded, again().unwrap().uploaded], [2, 0]);
            let mut wanted = standing(site.path());
            wanted.insert("CNAME".to_owned(), b"theirs".to_vec());
            assert_eq!(standing(place.path()), wanted);
        } else {
            assert!(again().unwrap_err().iter().all(|fault| fault.kind == Kind::Foreign));
            assert_eq!(standing(place.path()), before, "nothing was touched");
        }
    }
}
