//! A published site stays whole: killed builds, a full disk, missing permission, foreign files, wrong places.

#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{Project, Tree, tree};

/// A portfolio with so many self-declared entries, and a file of so many bytes.
fn portfolio(entries: usize, bytes: usize) -> Project {
    let mut project = Project::portfolio().file("static/big.bin", vec![7; bytes]);
    for n in 0..entries {
        project = project.file(&format!("credentials/entry-{n}.yaml"), claim(n, "first"));
    }
    project
}

fn claim(n: usize, word: &str) -> String {
    format!("claim:\n  name: Course {n} {word}\n  earned: 2026-01-01\n")
}

/// What is published, without the staging folder.
fn published(project: &Project) -> Tree {
    let out = project.path().join("public");
    if out.exists() {
        tree(&out).into_iter().filter(|(path, _)| !path.starts_with(".accolade-staging")).collect()
    } else {
        Tree::new()
    }
}

fn cold(project: &Project) -> Tree {
    let cold = Project::new();
    project.run(["build", "-o", cold.path().join("out").to_str().expect("UTF-8")]).exits(0);
    tree(&cold.path().join("out"))
}

#[test]
fn a_second_build_writes_nothing_and_a_warm_build_equals_a_cold_one() {
    let project = portfolio(5, 100);
    let first = project.run(["build"]).exits(0);
    assert!(first.stdout.contains("5 self-declared") && first.stdout.contains("open public/index.html"), "{first:?}");
    let stamp = || {
        fs::metadata(project.path().join("public/index.html")).and_then(|about| about.modified()).expect("it is there")
    };
    let (before, stamped) = (published(&project), stamp());
    assert!(project.run(["build"]).exits(0).stdout.contains("nothing was written"));
    assert_eq!((published(&project), stamp()), (before.clone(), stamped));
    project.write("credentials/entry-0.yaml", claim(0, "changed"));
    project.remove("credentials/entry-1.yaml");
    project.remove("static/big.bin");
    project.run(["build"]).exits(0);
    let warm = published(&project);
    assert_ne!(warm, before);
    assert_eq!(warm, cold(&project));
    assert!(!warm.contains_key("static/big.bin"), "what is no longer made is gone");
}

#[test]
fn a_build_is_done_again_for_another_moment_or_address_and_not_for_a_tick_of_the_clock() {
    let project = portfolio(1, 10);
    let nothing = |args: &[&str]| {
        let output = project.command(args.iter().copied()).env_remove("SOURCE_DATE_EPOCH").output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8_lossy(&output.stdout).contains("nothing was written")
    };
    assert!(!nothing(&["build"]));
    std::thread::sleep(Duration::from_millis(1100));
    // At midnight the date is another one.
    assert!(nothing(&["build"]) || nothing(&["build"]));
    assert!(!nothing(&["build", "--as-of", "2026-01-01"]));
    assert!(nothing(&["build", "--as-of", "2026-01-01T00:00:00Z"]));
    assert!(!nothing(&["build", "--as-of", "2026-01-02"]));
    assert!(!nothing(&["build", "--as-of", "2026-01-02", "--base-url", "https://maya.example/x"]));
    assert!(nothing(&["build", "--as-of", "2026-01-02", "--base-url", "https://maya.example/x/"]));
}

#[test]
fn a_secret_key_is_never_published() {
    let body = "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let project = portfolio(1, 10).file("static/old/key.txt", pem);
    for command in ["check", "build"] {
        let run = project.run([command]).exits(1);
        assert!(run.stderr.contains("static/old/key.txt holds a secret key") && !run.stderr.contains(body), "{run:?}");
    }
    assert!(!project.has("public"));
}

#[test]
fn a_broken_project_leaves_the_published_site_alone() {
    let project = portfolio(3, 100);
    project.run(["build"]).exits(0);
    let before = published(&project);
    project.write("credentials/entry-1.yaml", "claim:\n\tname: tab\n");
    let run = project.run(["build"]).exits(1);
    assert!(run.stderr.contains("credentials/entry-1.yaml:2"), "{run:?}");
    assert!(run.stderr.contains("nothing was written"), "{run:?}");
    assert_eq!(published(&project), before);
    let fresh = Project::portfolio().file("credentials/a.yaml", "claim: 3\n");
    fresh.run(["build"]).exits(1);
    assert!(!fresh.has("public"));
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_build_puts_all_right() {
    let project = portfolio(30, 4_000_000);
    project.run(["build"]).exits(0);
    let old = published(&project);
    let mut word = String::from("next");
    for delay in [0, 4, 12, 30, 60, 120] {
        let _ = write!(word, " {delay}");
        for n in 0..30 {
            project.write(&format!("credentials/entry-{n}.yaml"), claim(n, &word));
        }
        let new = cold(&project);
        let before = published(&project);
        let mut build =
            project.command(["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs");
        // From the moment on that it writes anything.
        while !project.path().join("public/.accolade-staging").exists()
            && build.try_wait().expect("it can be asked").is_none()
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(delay));
        build.kill().expect("it can be killed");
        build.wait().expect("it ends");
        for (path, bytes) in published(&project) {
            let whole = [before.get(&path), new.get(&path)].into_iter().flatten().any(|known| *known == bytes);
            assert!(whole, "{path} is neither the old file nor the new one after {delay} ms");
        }
        for path in before.keys() {
            assert!(project.has(&format!("public/{path}")), "{path} is missing after {delay} ms");
        }
        project.run(["build"]).exits(0);
        assert_eq!(tree(&project.path().join("public")), new, "after a kill at {delay} ms");
    }
    assert_ne!(published(&project), old);
}

#[test]
fn a_first_build_that_was_killed_does_not_lock_its_folder() {
    let project = portfolio(30, 4_000_000);
    let mut build =
        project.command(["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs");
    while !project.path().join("public/.accolade-staging").exists()
        && build.try_wait().expect("it can be asked").is_none()
    {
        std::thread::sleep(Duration::from_millis(1));
    }
    build.kill().expect("it can be killed");
    build.wait().expect("it ends");
    project.run(["build"]).exits(0);
    assert_eq!(tree(&project.path().join("public")), cold(&project));
}

#[test]
fn places_that_are_not_for_a_site_are_refused_and_nothing_is_written() {
    let project = portfolio(1, 10).file("letters/dear.txt", "dear").file("docs/.keep", "");
    let before = project.tree();
    for out in [".", "credentials", "static/site", "..", "letters", "letters/dear.txt", "docs"] {
        let run = project.run(["build", "-o", out]).exits(2);
        assert!(run.stderr.contains("cannot be the output folder"), "{out}: {run:?}");
        assert!(run.stderr.contains("help:"), "{out}: {run:?}");
    }
    assert_eq!(project.tree(), before);
}

/// Also where the target is not there yet, and whatever links lead to it.
#[test]
fn a_site_is_not_published_into_itself_nor_around_itself() {
    let project = portfolio(1, 10);
    project.run(["build"]).exits(0);
    let before = published(&project);
    let mut cases = vec![
        ("public", "public is the built site itself"),
        ("public/new", "public/new lies in the built site, public"),
        (".", "the built site, public, lies in ."),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("public", project.path().join("link")).expect("a link");
        cases.extend([
            ("link", "link is the built site itself"),
            ("link/new", "link/new lies in the built site, public"),
            ("link/new/one", "link/new/one lies in the built site, public"),
        ]);
    }
    for (target, why) in cases {
        let run = project.run(["publish", target]).exits(2);
        assert!(run.stderr.contains(why), "{target}: {run:?}");
        assert_eq!(published(&project), before, "{target}");
    }
    project.run(["publish", "share/site"]).exits(0);
}

/// A site among the sources of a project would be read as a part of it.
#[test]
fn a_site_is_not_published_among_the_sources_of_a_project() {
    let project = portfolio(1, 10).file("other/accolade.yaml", "title: Other\nholder:\n  name: Other\n");
    project.run(["build", "-o", "site"]).exits(0);
    let before = project.tree();
    let (is_one, belongs) = ("it is a project, with its accolade.yaml", "it belongs to the sources of the project");
    for (target, why) in [
        ("other", is_one),
        ("other/credentials/new", belongs),
        ("other/keys", belongs),
        ("credentials", belongs),
        ("static", belongs),
        ("./static/../credentials", belongs),
    ] {
        for more in [&["--dry-run"][..], &[]] {
            let run =
                project.run(["publish", target, "--site", "site"].into_iter().chain(more.iter().copied())).exits(2);
            for said in ["error[output-folder]", why, "help: name a folder of its own"] {
                assert!(run.stderr.contains(said), "{target}: {run:?}");
            }
        }
    }
    assert_eq!(project.tree(), before);
    project.run(["publish", "other/share", "--site", "site"]).exits(0);
}

#[test]
fn another_site_is_replaced_only_when_that_is_said() {
    let project = portfolio(2, 10);
    let settings = project.read("accolade.yaml");
    let site = |name: &str, url: &str| {
        project.write("accolade.yaml", format!("{settings}{url}"));
        project.run(["build", "-o", name]).exits(0);
    };
    site("one", "url: https://one.example/\n");
    site("two", "url: https://two.example/x/\nnoindex: true\n");
    site("none", "");
    let publish = |site: &str, more: &[&str]| {
        project.run(["publish", "share", "--site", site].into_iter().chain(more.iter().copied()))
    };
    let there = || tree(&project.path().join("share"));
    publish("one", &[]).exits(0);
    assert!(project.read("share/accolade-publication.json").contains("\"site\":\"https://one.example/\""));
    let before = there();
    for (other, this) in [("two", "this one is https://two.example/x/"), ("none", "this one says no address")] {
        for more in [&["--dry-run"][..], &[]] {
            let run = publish(other, more).exits(1);
            for said in ["error[upload-other-site]", "https://one.example/", this, "say --replace"] {
                assert!(run.stderr.contains(said), "{run:?}");
            }
        }
    }
    assert!(there() == before, "nothing was written there");
    publish("one", &[]).exits(0);
    publish("two", &["--replace"]).exits(0);
    assert!(project.read("share/accolade-publication.json").contains("https://two.example/x/"));
    publish("two", &[]).exits(0);
    // A list of an earlier version does not say whose it is.
    let list = project.read("share/accolade-publication.json");
    project.write("share/accolade-publication.json", list.replace("\"site\":\"https://two.example/x/\",", ""));
    publish("one", &[]).exits(0);
    publish("two", &[]).exits(1);
}

#[test]
fn files_that_somebody_else_put_into_the_output_stay() {
    let project = portfolio(2, 10);
    project.run(["build"]).exits(0);
    project.write("public/CNAME", "maya.example");
    project.write("public/credentials/notes.txt", "mine");
    project.write("credentials/entry-0.yaml", claim(0, "changed"));
    project.run(["build"]).exits(0);
    assert_eq!(
        (project.read("public/CNAME"), project.read("public/credentials/notes.txt")),
        ("maya.example".into(), "mine".into())
    );
    project.write("pages/taken.md", "---\ntitle: Taken\n---\nx\n");
    project.write("public/taken/index.html", "not ours");
    let run = project.run(["build"]).exits(2);
    assert!(run.stderr.contains("accolade did not write it"), "{run:?}");
    assert_eq!(project.read("public/taken/index.html"), "not ours");
}

#[test]
fn the_published_folder_is_never_read_as_a_source() {
    let project = portfolio(2, 10);
    project.run(["build"]).exits(0);
    let before = published(&project);
    project.run(["build"]).exits(0);
    project.run(["build", "-o", "docs"]).exits(0);
    assert_eq!(tree(&project.path().join("docs")), before);
    project.run(["check"]).exits(0);
}

/// A small disk of its own, where the system lets tests have one.
#[cfg(target_os = "linux")]
struct SmallDisk<'a>(&'a Path);

#[cfg(target_os = "linux")]
impl<'a> SmallDisk<'a> {
    fn at(path: &'a Path) -> Option<Self> {
        fs::create_dir_all(path).expect("the folder can be made");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(path)
            .stderr(Stdio::null())
            .status();
        mount.is_ok_and(|status| status.success()).then_some(Self(path))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_published_site_whole() {
    let project = portfolio(2, 10);
    let out = project.path().join("public");
    let Some(_disk) = SmallDisk::at(&out) else {
        println!("skipped: no small disk can be mounted here");
        return;
    };
    project.run(["build"]).exits(0);
    let before = tree(&out);
    project.write("static/film.bin", vec![1; 5_000_000]);
    project.write("credentials/entry-0.yaml", claim(0, "changed"));
    let run = project.run(["build"]).exits(4);
    assert!(run.stderr.contains("make room on that disk"), "{run:?}");
    assert_eq!(tree(&out), before, "and nothing is left lying about");
    project.remove("static/film.bin");
    project.run(["build"]).exits(0);
    assert_ne!(tree(&out), before);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_an_error_that_names_it() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let project = portfolio(1, 10);
    project.run(["build"]).exits(0);
    let before = published(&project);
    project.write("credentials/entry-0.yaml", claim(0, "changed"));
    let open = |mode| fs::Permissions::from_mode(mode);
    fs::set_permissions(project.path(), open(0o755)).expect("it is ours");
    let root = fs::metadata(project.path()).expect("it is there").uid() == 0;
    let plain = project.command(["build"]);
    let mut build = if root {
        // Nothing stops the superuser: the build runs as somebody else, to whom the folder does not belong.
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(plain.get_program()).arg("build");
        other.current_dir(project.path());
        let can = other.arg("--help").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !can.is_ok_and(|status| status.success()) {
            println!("skipped: no other user can run the program here");
            return;
        }
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(plain.get_program()).arg("build");
        other.current_dir(project.path());
        other
    } else {
        fs::set_permissions(project.path().join("public"), open(0o555)).expect("it is ours");
        plain
    };
    let output = build.output().expect("it runs");
    fs::set_permissions(project.path().join("public"), open(0o755)).expect("it is ours");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{stderr}");
    assert!(stderr.contains("public") && stderr.contains("may write to"), "{stderr}");
    assert_eq!(published(&project), before);
}

#[test]
fn many_credentials_get_fewer_files_each_and_the_summary_says_so() {
    let project = portfolio(501, 0);
    let said = project.run(["build"]).exits(0).stdout;
    assert!(said.contains("outputs: without png, pdf, og and embed for each of 501 credentials"), "{said}");
    assert!(!published(&project).keys().any(|path| path.ends_with("badge.png")));
    project.write("accolade.yaml", "title: Maya\noutputs: [page, json, svg, png]\nholder:\n  name: Maya\n");
    for n in 2..501 {
        project.remove(&format!("credentials/entry-{n}.yaml"));
    }
    assert!(!project.run(["build"]).exits(0).stdout.contains("outputs:"));
    assert_eq!(published(&project).keys().filter(|path| path.ends_with("badge.png")).count(), 2);
}

/// What a build left in the user's cache is believed only while everything looks as it did then.
#[test]
fn the_cache_of_a_build_only_saves_time() {
    let project = portfolio(3, 100);
    project.write("accolade.yaml", project.read("accolade.yaml") + "url: https://maya.example/\n");
    let cache = tempfile::tempdir().expect("a temp folder");
    let state = |path: &str| path.starts_with("builds/") && !path.ends_with(".pages");
    let kept = |path: &Path| tree(path).into_iter().filter(|(path, _)| state(path)).collect::<Tree>();
    let build = || {
        let folder = cache.path().to_str().expect("UTF-8");
        project.run_with(["build"], &[("ACCOLADE_CACHE", folder)], "").exits(0).stdout
    };
    // Files that were changed just now are never judged by their times.
    let settle = || {
        for path in tree(project.path()).into_keys().filter(|path| !path.starts_with("public/")) {
            let file = fs::File::options().append(true).open(project.path().join(path)).expect("it is there");
            let hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
            file.set_modified(hour_ago).expect("its time can be set");
        }
    };
    build();
    assert!(kept(cache.path()).is_empty(), "files were fresh");
    fs::remove_dir_all(project.path().join("public")).expect("it can be removed");
    settle();
    build();
    assert_eq!(kept(cache.path()).len(), 1);
    let (whole, said) = (published(&project), build());
    assert!(said.contains("3 self-declared") && said.contains("nothing was written"), "{said}");

    let page = project.path().join("public/index.html");
    let time = fs::metadata(&page).and_then(|about| about.modified()).expect("it is there");
    let spoil: [&dyn Fn(); 4] = [
        &|| fs::write(&page, vec![b'x'; whole["index.html"].len()]).expect("it can be written"),
        &|| {
            let spoiled = whole["index.html"].iter().map(|byte| byte.wrapping_add(1)).collect::<Vec<_>>();
            fs::write(&page, spoiled).expect("it can be written");
            if cfg!(unix) {
                // A clock that is turned back does not help: what is said of a file has a time of its own.
                let file = fs::File::options().append(true).open(&page).expect("it is there");
                file.set_modified(time).expect("its time can be set");
            }
        },
        &|| fs::remove_file(&page).expect("it can be removed"),
        &|| {
            let (path, _) = kept(cache.path()).pop_first().expect("one build");
            fs::write(cache.path().join(path), "no such thing").expect("it can be written");
        },
    ];
    for (n, spoil) in spoil.iter().enumerate() {
        spoil();
        build();
        assert!(published(&project) == whole, "put right after {n}");
    }
    project.write("credentials/entry-0.yaml", claim(0, "again"));
    build();
    settle();
    build();
    assert!(published(&project) == cold(&project) && published(&project) != whole);
}

#[test]
fn a_place_that_a_site_cannot_be_published_to_is_told_with_what_to_do() {
    let project = portfolio(1, 10).file("a-file", "x");
    project.run(["build"]).exits(0);
    let run = project.run(["publish", "a-file"]).exits(2);
    assert!(
        run.stderr.contains("error[bad-target]: a-file is a file") && run.stderr.contains("name a folder"),
        "{run:?}"
    );
    let key = [("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")];
    let run = project.run_with(["publish", "s3://bucket"], &key, "").exits(5);
    let missing = "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY, which belongs to it, is not";
    assert!(run.stderr.contains(missing) && run.stderr.contains("help: set AWS_ACCESS_KEY_ID and"), "{run:?}");
    project.run(["publish", "share"]).exits(0);
    let journal = project.read("share/accolade-publication.json");
    for (other, said, help) in [
        ("\"format\":9", "is of format 9, which a later version", "publish with that version or a later one"),
        ("\"format\":1", "is of format 1, which an earlier version", "empty the place, this file too"),
        ("\"form\":2", "is damaged, or somebody else's", "bring that file back"),
    ] {
        project.write("share/accolade-publication.json", journal.replace("\"format\":2", other));
        let before = tree(&project.path().join("share"));
        let run = project.run(["publish", "share"]).exits(1);
        assert!(run.stderr.contains("error[upload-journal]"), "{run:?}");
        assert!(run.stderr.contains(said) && run.stderr.contains(help), "{run:?}");
        assert!(tree(&project.path().join("share")) == before, "nothing was written there");
    }
}
