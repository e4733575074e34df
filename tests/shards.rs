//! One site on several machines: its parts, each built alone, are joined into the very bytes of one build, or into nothing.
#![allow(clippy::disallowed_methods, reason = "tests make and change their own temp folders")]

mod support;

use std::fs;
use std::path::Path;

use support::{Project, Run, Tree, tree};

const RECORD: &str = "accolade-part.json";

/// Builds every part of a project into `parts/1`, `parts/2` and so on.
fn build_parts(project: &Project, of: usize) -> Vec<Run> {
    let one = |n: usize| project.run(["build", "--shard", &format!("{n}/{of}"), "-o", &format!("parts/{n}")]).exits(0);
    (1..=of).map(one).collect()
}

fn merge(project: &Project, of: usize, to: &str) -> Run {
    let parts: Vec<_> = (1..=of).map(|n| format!("parts/{n}")).collect();
    project.run(["merge", "-o", to].into_iter().chain(parts.iter().map(String::as_str)))
}

fn files(project: &Project, folder: &str) -> Tree {
    tree(&project.path().join(folder))
}

/// A portfolio of a few self-declared entries, in two languages.
fn small() -> Project {
    let mut project = Project::new()
        .file("accolade.yaml", "title: Maya\nholder:\n  name: Maya\nurl: https://maya.example/\nlanguages: [en, de]\n");
    for n in 0..4 {
        project = project.file(&format!("credentials/talk-{n}.yaml"), format!("claim: {{name: Talk {n}}}\n"));
    }
    project
}

#[test]
fn four_parts_are_joined_into_the_bytes_of_one_build() {
    for sample in ["sample-site/portfolio", "sample-site/registry"] {
        let project = Project::copy_of(sample);
        project.run(["build", "-o", "one"]).exits(0);
        let one = files(&project, "one");
        let built = build_parts(&project, 4);
        let parts: Vec<_> = (1..=4).map(|n| files(&project, &format!("parts/{n}"))).collect();
        let share = (one.len() - 1) / 4;
        for (n, (part, run)) in (1..).zip(parts.iter().zip(&built)) {
            let count = part.len() - 1;
            assert!(run.stdout.contains(&format!("\npart {n} of 4: {count} files in parts/{n}\n")), "{run:?}");
            assert!(!run.stdout.contains("open "), "a part is nothing to look at: {run:?}");
            assert!(count.abs_diff(share) < share / 2, "{sample}: {count} files in part {n}, of {}", one.len());
        }
        let together: usize = parts.iter().map(|part| part.len() - 1).sum();
        assert_eq!(together, one.len() - 1, "every file of {sample} is in one part, and in one only");
        let run = merge(&project, 4, "site").exits(0);
        assert!(run.stdout.starts_with("parts: 4\n") && run.stdout.contains("open site/index.html"), "{run:?}");
        let site = files(&project, "site");
        assert_eq!(site.keys().collect::<Vec<_>>(), one.keys().collect::<Vec<_>>());
        for (path, bytes) in &one {
            assert!(site[path] == *bytes, "{path} of {sample} has other bytes");
        }
        assert!(site.contains_key("accolade-manifest.json") && !site.contains_key(RECORD));
        // To either of them the other's build has nothing to add.
        assert!(project.run(["build", "-o", "site"]).exits(0).stdout.contains("nothing was written"));
        assert!(merge(&project, 4, "one").exits(0).stdout.contains("files: 0 written"));
    }
}

#[test]
fn one_part_is_the_whole_and_some_parts_may_be_empty() {
    let project = Project::portfolio();
    project.run(["build", "-o", "one"]).exits(0);
    let one = files(&project, "one");
    for of in [1, 60] {
        build_parts(&project, of);
        let empty = (1..=of).filter(|n| files(&project, &format!("parts/{n}")).len() == 1).count();
        assert_eq!(empty > 0, of == 60, "{empty} of {of} are empty, of {} files", one.len());
        merge(&project, of, "site").exits(0);
        assert!(files(&project, "site") == one);
    }
}

#[test]
fn a_merge_takes_what_is_stale_away_and_a_second_one_writes_nothing() {
    let project = small();
    build_parts(&project, 2);
    merge(&project, 2, "site").exits(0);
    project.write("site/notes.txt", "mine");
    let before = files(&project, "site");
    let stamp =
        |path: &str| fs::metadata(project.path().join(path)).and_then(|about| about.modified()).expect("it is there");
    let stamped = (stamp("site/index.html"), stamp("site/accolade-manifest.json"));
    let run = merge(&project, 2, "site").exits(0);
    assert!(run.stdout.contains(&format!("files: 0 written, {} unchanged, 0 removed;", before.len() - 2)), "{run:?}");
    assert_eq!((stamp("site/index.html"), stamp("site/accolade-manifest.json")), stamped);
    assert!(files(&project, "site") == before);
    for n in 1..4 {
        project.remove(&format!("credentials/talk-{n}.yaml"));
    }
    let built = build_parts(&project, 2);
    assert!(built.iter().any(|run| !run.stdout.contains(" 0 removed")), "a part, too, loses what is stale: {built:?}");
    project.run(["build", "-o", "one"]).exits(0);
    let one = files(&project, "one");
    let gone = before.len() - 1 - one.len();
    let run = merge(&project, 2, "site").exits(0);
    assert!(gone >= 6 && run.stdout.contains(&format!(" {gone} removed;")), "{run:?}");
    let mut site = files(&project, "site");
    assert_eq!(site.remove("notes.txt").as_deref(), Some(&b"mine"[..]), "what accolade did not write stays");
    assert!(site == one);
}

#[test]
fn a_part_is_built_again_only_where_something_changed() {
    let project = small();
    let args = ["build", "--shard", "1/2", "-o", "parts/1"];
    project.run(args).exits(0);
    let first = files(&project, "parts/1");
    let run = project.run(args).exits(0);
    assert!(run.stdout.contains("nothing was written\n") && run.stdout.contains("\npart 1 of 2: "), "{run:?}");
    assert!(files(&project, "parts/1") == first);
    // The folder may become another part of the same or of another division.
    let run = project.run(["build", "--shard", "2/3", "-o", "parts/1", "--json"]).exits(0);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
    let expected = serde_json::json!({"number": 2, "of": 3, "files": files(&project, "parts/1").len() - 1});
    assert_eq!((&told["part"], &told["open"]), (&expected, &serde_json::Value::Null));
    project.run(["build", "--shard", "2/3", "-o", "cold"]).exits(0);
    assert!(files(&project, "parts/1") == files(&project, "cold"));
}

#[test]
fn what_is_remembered_of_one_part_is_not_believed_of_another() {
    let (project, cache) = (small(), tempfile::tempdir().expect("a temp folder"));
    // Files that were changed just now are never judged by their times.
    for path in project.tree().into_keys() {
        let file = fs::File::options().append(true).open(project.path().join(path)).expect("it is there");
        let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
        file.set_modified(hour_ago).expect("its time can be set");
    }
    let build = |shard: &str| {
        let env = [("ACCOLADE_CACHE", cache.path().to_str().expect("UTF-8"))];
        project.run_with(["build", "--shard", shard, "-o", "part"], &env, "").exits(0).stdout
    };
    build("1/2");
    assert_eq!(tree(cache.path()).len(), 2, "a build of a part is remembered, and what its pages rest upon");
    assert!(build("1/2").contains("nothing was written\npart 1 of 2: "));
    assert!(!build("2/2").contains("nothing was written"));
    project.run(["build", "--shard", "2/2", "-o", "cold"]).exits(0);
    assert!(files(&project, "part") == files(&project, "cold"));
}

/// What is done to three good parts, what is then named on the command line, and what the message says.
type Case<'a> = (&'a dyn Fn(&Project), &'a [&'a str], &'a [&'a str]);

const ALL: &[&str] = &["parts/1", "parts/2", "parts/3"];

/// Does each to a copy of three good parts; every one must be refused and change nothing.
fn refused(cases: &[Case<'_>]) {
    let good = small();
    build_parts(&good, 3);
    for (n, (change, named, said)) in cases.iter().enumerate() {
        let project = Project::new();
        for (path, bytes) in good.tree() {
            project.write(&path, bytes);
        }
        merge(&project, 3, "site").exits(0);
        project.write("accolade.yaml", "title: Another\nholder:\n  name: Maya\n");
        let before = files(&project, "site");
        change(&project);
        let run = project.run(["merge", "-o", "site"].iter().chain(*named).copied()).exits(1);
        for words in *said {
            assert!(run.stderr.contains(words), "case {n}: {words:?} is not in {}", run.stderr);
        }
        assert!(files(&project, "site") == before, "case {n} changed the site");
        project.run(["merge", "-o", "new"].iter().chain(*named).copied()).exits(1);
        assert!(!project.has("new"), "case {n} left something behind");
    }
}

/// A file of a part that is no record.
fn some_file(project: &Project, part: usize) -> String {
    let found = files(project, &format!("parts/{part}"));
    found.into_keys().find(|path| path.ends_with("index.html")).expect("a part has pages")
}

fn copy(project: &Project, from: &str, to: &str) {
    for (path, bytes) in files(project, from) {
        project.write(&format!("{to}/{path}"), bytes);
    }
}

#[test]
fn parts_that_are_missing_doubled_or_of_another_build_are_refused() {
    let nothing = |_: &Project| {};
    let again = |project: &Project| copy(project, "parts/2", "parts/again");
    let build = |args: &'static [&str]| move |project: &Project| drop(project.run(args.iter().copied()).exits(0));
    let edited = build(&["build", "--shard", "2/3", "-o", "parts/2"]);
    let later = |project: &Project| {
        project.write("accolade.yaml", small().read_bytes("accolade.yaml"));
        project.run(["build", "--shard", "3/3", "-o", "parts/3", "--as-of", "2026-11-25"]).exits(0);
    };
    let divided = build(&["build", "--shard", "2/4", "-o", "parts/2"]);
    let whole = build(&["build", "-o", "whole"]);
    let cut = |project: &Project| project.write("parts/1/.accolade-staging/lock", "");
    refused(&[
        (&nothing, &["parts/1", "parts/3"], &["part 2 of 3 is missing", "accolade build --shard 2/3 -o FOLDER"]),
        (&nothing, &["parts/3"], &["parts 1, 2 of 3 are missing"]),
        (
            &nothing,
            &["parts/1", "parts/1", "parts/2", "parts/3"],
            &["part 1 of 3 is there more than once: parts/1 and parts/1"],
        ),
        (&again, &["parts/1", "parts/2", "parts/3", "parts/again"], &["more than once: parts/2 and parts/again"]),
        (
            &edited,
            ALL,
            &[
                "parts/2 (part 2 of 3) was built from something else than parts/1 (part 1 of 3)",
                "build all parts again",
            ],
        ),
        (&later, ALL, &["parts/3 (part 3 of 3) was built from something else than parts/1"]),
        (&divided, ALL, &["parts/2 is part 2 of 4, and parts/1 is part 1 of 3", "part 2 of 3 is missing"]),
        (&whole, &["whole"], &["whole: it is a whole site"]),
        (&nothing, &["credentials"], &["credentials: no part of a site was built there"]),
        (&nothing, &["elsewhere"], &["elsewhere: there is no such folder"]),
        (&cut, ALL, &["parts/1: a build is under way there, or was cut short", "part 1 of 3 is missing"]),
    ]);
}

#[test]
fn files_that_are_altered_missing_or_too_many_are_refused_all_at_once() {
    let alter = |project: &Project| project.write(&format!("parts/2/{}", some_file(project, 2)), "altered");
    let add = |project: &Project| project.write("parts/3/credentials/mine/index.html", "mine");
    let remove = |project: &Project| project.remove(&format!("parts/1/{}", some_file(project, 1)));
    let hidden = |project: &Project| {
        let home = (1..=3).find(|n| project.has(&format!("parts/{n}/.nojekyll"))).expect("a part has it");
        project.remove(&format!("parts/{home}/.nojekyll"));
    };
    let both = |project: &Project| {
        alter(project);
        add(project);
        remove(project);
    };
    let many = |project: &Project| {
        for n in 0..70 {
            project.write(&format!("parts/1/{n}"), "");
        }
    };
    // Nobody's own words make a file of one part a file of another.
    let twice = |project: &Project| {
        let (path, record) = (some_file(project, 1), project.read("parts/1/accolade-part.json"));
        let print = record.lines().find_map(|line| line.trim().strip_prefix("\"fingerprint\": \"")).expect("one");
        let salt = blake3::derive_key("accolade 2026 hashes of one build", print.trim_end_matches("\",").as_bytes());
        let key = blake3::keyed_hash(&salt, &blake3::hash(path.as_bytes()).as_bytes()[..16]).to_hex();
        let line = record.lines().find(|line| line.contains(&key[..32])).expect("it is listed").trim_end_matches(',');
        let theirs = project.read("parts/2/accolade-part.json");
        project.write("parts/2/accolade-part.json", theirs.replacen("{\n    \"", &format!("{{\n{line},\n    \""), 1));
        project.write(&format!("parts/2/{path}"), project.read_bytes(&format!("parts/1/{path}")));
    };
    refused(&[
        (
            &alter,
            ALL,
            &["parts/2 (part 2 of 3): ", "index.html was altered after it was built", "build this part again"],
        ),
        (&add, ALL, &["parts/3 (part 3 of 3): credentials/mine/index.html does not belong to it", "move it away"]),
        (&remove, ALL, &["parts/1 (part 1 of 3): it lacks 1 of its files"]),
        (&hidden, ALL, &["it lacks 1 of its files", "names begin with a dot"]),
        (&both, ALL, &["was altered", "does not belong", "lacks", "3 errors"]),
        (&both, &["parts/1", "parts/3"], &["part 2 of 3 is missing", "does not belong", "it lacks 1 of its files"]),
        (&many, ALL, &["parts/1 (part 1 of 3): 0 does not belong to it", "20 more files of the parts are wrong"]),
        (&twice, ALL, &["parts/2 (part 2 of 3): ", "index.html belongs to part 1 of 3"]),
    ]);
}

#[test]
fn an_odd_record_leads_nowhere() {
    let odd: &[&dyn Fn(&str) -> String] = &[
        &|_| String::new(),
        &|_| "{}".to_owned(),
        &|_| "[]".to_owned(),
        &|_| "\u{0}\u{fffd}".to_owned(),
        &|good| good[..good.len() - 5].to_owned(),
        &|good| good[..good.len() / 2].to_owned(),
        &|good| good.replace("\"format\": 3", "\"format\": 4"),
        &|good| good.replace("  \"part\": \"2/3\",\n", ""),
        &|good| good.replace("\"listed\": \"", "\"listed\": \"-"),
        &|good| good.replace("\"2/3\"", "\"0/3\""),
        &|good| good.replace("\"2/3\"", "\"4/3\""),
        &|good| good.replace("\"2/3\"", "\"2/65535\""),
        &|good| good.replace("\"2/3\"", "\"-1/3\""),
        &|good| good.replace("\"2/3\"", "2"),
        &|good| good.replace("\"2/3\"", "[\"2/3\"]"),
        &|good| good.replace("\"files\": {", "\"files\": ["),
        &|good| good.replacen("{\n    \"", "{\n    \"../x\": \"0\",\n    \"", 1),
        &|good| good.replacen("{\n    \"", "{\n    \"/etc/passwd\": \"00000000000000000000000000000000\",\n    \"", 1),
        &|good| good.replacen("{\n    \"", "{\n    \"C:\\\\x\": 7,\n    \"", 1),
        &|good| good.replacen("{\n    \"", "{\n    \"é", 1),
    ];
    let changes: Vec<_> = odd
        .iter()
        .map(|make| {
            move |project: &Project| {
                let good = project.read("parts/2/accolade-part.json");
                let text = make(&good);
                assert_ne!(text, good);
                project.write("parts/2/accolade-part.json", text);
            }
        })
        .collect();
    const SAID: &[&str] = &["parts/2: its accolade-part.json is not one that this version of accolade wrote"];
    let mut cases: Vec<Case<'_>> = changes.iter().map(|change| (change as &dyn Fn(&Project), ALL, SAID)).collect();
    let folder = |project: &Project| {
        project.remove("parts/2/accolade-part.json");
        project.write("parts/2/accolade-part.json/x", "");
    };
    cases.push((&folder, ALL, &["parts/2: its accolade-part.json is not a file"]));
    // A line twice says that there are more files than there are.
    let doubled = |project: &Project| {
        let good = project.read("parts/2/accolade-part.json");
        let line = good.lines().find(|line| line.starts_with("    \"")).expect("a file").trim_end_matches(',');
        project.write("parts/2/accolade-part.json", good.replacen("{\n    \"", &format!("{{\n{line},\n    \""), 1));
    };
    cases.push((&doubled, ALL, &["it lacks 1 of its files"]));
    refused(&cases);
}

#[cfg(unix)]
#[test]
fn links_and_names_that_mean_something_elsewhere_are_refused() {
    use std::os::unix::fs::symlink;
    let link = |from: &Path, to: &Path| symlink(from, to).expect("a link can be made");
    let file = |project: &Project| {
        let path = format!("parts/2/{}", some_file(project, 2));
        fs::rename(project.path().join(&path), project.path().join("moved")).expect("it can be moved");
        link(&project.path().join("moved"), &project.path().join(path));
    };
    let folder = |project: &Project| link(&project.path().join("credentials"), &project.path().join("parts/2/more"));
    let record = |project: &Project| {
        let path = project.path().join("parts/2").join(RECORD);
        fs::rename(&path, project.path().join("moved")).expect("it can be moved");
        link(&project.path().join("moved"), &path);
    };
    // Named in the record, and yet no file that every system can have.
    let named = |name: &'static str| {
        move |project: &Project| {
            let good = project.read("parts/2/accolade-part.json");
            let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex()[..32].to_owned();
            let line = format!("{{\n    \"{}\": \"{}\",\n    \"", hash(name.as_bytes()), hash(b"x"));
            project.write("parts/2/accolade-part.json", good.replacen("{\n    \"", &line, 1));
            project.write(&format!("parts/2/{name}"), "x");
        }
    };
    let (back, drive, device) = (named("..\\x"), named("C:x"), named("con"));
    refused(&[
        (&file, ALL, &["index.html is a link, or no file at all"]),
        (&folder, ALL, &["parts/2 (part 2 of 3): more is a link, or no file at all"]),
        (&record, ALL, &["parts/2: its accolade-part.json is not a file"]),
        (&back, ALL, &["parts/2 (part 2 of 3): ..\\x does not belong to it"]),
        (&drive, ALL, &["C:x does not belong to it"]),
        (&device, ALL, &["con does not belong to it"]),
    ]);
    // A part may be named by a link to its folder.
    let project = small();
    build_parts(&project, 1);
    link(&project.path().join("parts/1"), &project.path().join("here"));
    project.run(["merge", "here"]).exits(0);
    assert!(project.has("public/index.html"));
}

#[test]
fn a_part_needs_a_moment_a_number_and_a_folder() {
    let project = small();
    let args = ["build", "--shard", "1/2", "-o", "part"];
    let run = project.finish(project.command(args).env_remove("SOURCE_DATE_EPOCH"), "").exits(2);
    assert!(run.stderr.contains("--as-of") && run.stderr.contains("SOURCE_DATE_EPOCH"), "{run:?}");
    for shard in ["0/2", "3/2", "1", "1/", "/2", "one/two", "1/5000", ""] {
        let run = project.run(["build", "--shard", shard, "-o", "part"]).exits(2);
        assert!(run.stderr.contains("as in 2/4"), "{run:?}");
    }
    assert!(project.run(["build", "--shard", "1/2"]).exits(2).stderr.contains("--output"));
    assert!(!project.has("part") && !project.has("public"));
    let asked = args.into_iter().chain(["--as-of", "2026-11-24"]);
    project.finish(project.command(asked).env_remove("SOURCE_DATE_EPOCH"), "").exits(0);
    project.run(["merge"]).exits(2);
}

#[test]
fn a_part_and_a_site_never_share_a_folder_and_a_part_is_not_published() {
    let project = small();
    build_parts(&project, 2);
    project.run(["build"]).exits(0);
    project.write("theirs/letter.txt", "dear");
    project.write("cut/.accolade-staging/accolade-part.json", "");
    let before = project.tree();
    let usage = |args: &[&str], said: &str| {
        let run = project.run(args.iter().copied()).exits(2);
        assert!(run.stderr.contains(said), "{args:?}: {run:?}");
    };
    usage(&["build", "-o", "parts/1"], "parts/1 cannot be the output folder: a part of a site lies in it");
    usage(&["build", "-o", "cut"], "a part of a site lies in it");
    for (out, why) in
        [(".", "it is a project, with its accolade.yaml"), ("badges/site", "it belongs to the sources of the project")]
    {
        usage(&["merge", "-o", out, "parts/1"], &format!("{out} cannot be the output folder: {why}"));
    }
    usage(&["build", "--shard", "1/2", "-o", "public"], "a whole site lies in it");
    usage(&["build", "--shard", "1/2", "-o", "theirs"], "files in it that accolade did not write");
    usage(&["build", "--shard", "1/2", "-o", "static/part"], "the sources of the project");
    for to in ["parts", "parts/1", "parts/1/site"] {
        usage(&["merge", "-o", to, "parts/1", "parts/2"], "a part of the site lies in it, or it in a part");
    }
    usage(&["merge", "-o", "theirs", "parts/1", "parts/2"], "files in it that accolade did not write");
    let run = project.run(["publish", "--site", "parts/1", "share"]).exits(1);
    assert!(run.stderr.contains("parts/1: it is one part of a site, which `accolade merge` makes whole"), "{run:?}");
    assert!(project.tree() == before);
    let run = project.run(["merge", "-o", "site", "parts/2", "parts/1", "--json"]).exits(0);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!((&told["parts"], &told["open"]), (&2.into(), &"site/index.html".into()));
    project.run(["publish", "--site", "site", "share"]).exits(0);
    assert!(files(&project, "share").contains_key("index.html"));
}
