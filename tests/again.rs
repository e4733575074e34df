//! A build after a change makes only what the change touches, and comes to the very site that a build from nothing comes to.
#![allow(clippy::disallowed_methods, reason = "tests make and read their own temp folders")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use support::signed::Issuer;
use support::{Project, tree};

/// A project that is built again and again, with a cache of its own.
struct Again {
    project: Project,
    cache: Project,
    as_of: &'static str,
}

/// What a build did.
#[derive(Debug, PartialEq, Eq)]
struct Done {
    rendered: u64,
    files: u64,
    written: u64,
}

impl Again {
    fn new(project: Project) -> Self {
        Self { project, cache: Project::new(), as_of: "2026-11-24" }
    }

    /// Builds into the folder that has been built to before; it must be what a build into a new folder makes, file for file.
    #[track_caller]
    fn build(&self) -> Done {
        let (told, cold) = (self.warm(), Project::new());
        let out = cold.path().join("out");
        self.project.run(["build", "--as-of", self.as_of, "-o", out.to_str().expect("UTF-8")]).exits(0);
        let (warm, cold) = (tree(&self.project.path().join("public")), tree(&out));
        let differ = cold.iter().filter(|(path, bytes)| warm.get(*path) != Some(*bytes)).map(|(path, _)| path);
        assert_eq!(differ.collect::<Vec<_>>(), Vec::<&String>::new(), "as made anew");
        assert_eq!(warm.keys().collect::<Vec<_>>(), cold.keys().collect::<Vec<_>>());
        told
    }

    fn warm(&self) -> Done {
        let folder = self.cache.path().to_str().expect("UTF-8").to_owned();
        let args = ["build", "--json", "--as-of", self.as_of];
        let run = self.project.run_with(args, &[("ACCOLADE_CACHE", &folder)], "").exits(0);
        let told: Value = serde_json::from_str(&run.stdout).expect("one object");
        let count = |name: &str| told[name].as_u64().expect("a number");
        Done { rendered: count("rendered"), files: count("written") + count("unchanged"), written: count("written") }
    }

    /// The file in the cache that remembers the pages.
    fn remembered(&self) -> PathBuf {
        let files = tree(self.cache.path());
        let mut pages = files.keys().filter(|path| path.ends_with(".pages"));
        let only = pages.next().expect("a build leaves it there");
        assert_eq!(pages.next(), None);
        self.cache.path().join(only)
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.project.read(path);
        assert!(text.contains(from), "{path} holds {from}");
        self.project.write(path, text.replacen(from, to, 1));
    }

    fn published(&self, path: &str) -> String {
        self.project.read(&format!("public/{path}"))
    }
}

const AWARDS: &str = "name,badge,awarded,award_id,consent\nAda Obi,talk,2026-05-12,a1,public\nBo Li,talk,2026-05-13,a2,public\n\
                      Cy Oh,essay,2026-05-14,a3,public\nDi Yu,essay,2026-05-15,a4,\n";

/// A registry with every kind of file for each of its four credentials.
fn registry() -> Project {
    issued(Project::registry())
}

fn issued(project: Project) -> Project {
    let badge =
        |name: &str| format!("name: {name}\ndescription: Gives a {name}.\ncriteria: Gave one.\nskills: [{name}]\n");
    let project = project
        .file("badges/talk.yaml", badge("Talk"))
        .file("badges/essay.yaml", badge("Essay"))
        .file("awards/spring.csv", AWARDS);
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

/// The folders of its credentials, by the names of their holders.
fn folder(again: &Again, name: &str) -> String {
    let pages = again.project.tree();
    let own = pages.iter().find(|(path, bytes)| {
        path.starts_with("public/credentials/")
            && path.ends_with("/credential.json")
            && String::from_utf8_lossy(bytes).contains(name)
    });
    let path = own.expect("it is published").0;
    path["public/".len()..path.len() - "credential.json".len()].to_owned()
}

#[test]
fn what_a_change_does_not_touch_is_not_made_again() {
    let again = Again::new(registry());
    let first = again.build();
    assert_eq!((first.rendered, first.written), (first.files, first.files));
    let page = |name: &str| again.published(&format!("{}index.html", folder(&again, name)));
    let (ada, di) = (page("Ada Obi"), page("Di Yu"));
    // No list names her: her files are made, and those that are made every time.
    again.project.run(["revoke", "a4"]).exits(0);
    let all = again.build();
    assert!(all.rendered + 30 < all.files, "{all:?}");
    assert_eq!(page("Ada Obi"), ada);
    assert_ne!(page("Di Yu"), di);
    let none = again.build();
    assert_eq!((none.rendered, none.written), (0, 0), "nothing was changed: {none:?}");
}

#[test]
fn a_registry_built_again_is_the_registry_built_anew() {
    let again = Again::new(registry());
    again.build();
    let issue = |more: &str| {
        again.project.write("awards/spring.csv", format!("{AWARDS}{more}"));
        again.project.run(["issue"]).exits(0);
    };
    let theme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates/credential.html"));
    let theme = theme.expect("it is there");
    let changes: [(&str, &dyn Fn()); 13] = [
        ("one more", &|| issue("Ed Ng,talk,2026-05-16,a5,public\n")),
        ("one that is older than the others", &|| {
            issue("Ed Ng,talk,2026-05-16,a5,public\nFi Ro,essay,2020-01-01,a6,public\n")
        }),
        ("one of a name that is there", &|| {
            issue(
                "Ed Ng,talk,2026-05-16,a5,public\nFi Ro,essay,2020-01-01,a6,public\nAda Obi,essay,2026-06-01,a7,public\n",
            );
        }),
        ("one revoked", &|| drop(again.project.run(["revoke", "a1"]).exits(0))),
        ("the text of a badge", &|| again.edit("badges/talk.yaml", "Gave one.", "Gave two.")),
        ("the look of a badge", &|| again.edit("badges/talk.yaml", "skills", "design: {icon: star}\nskills")),
        ("the name of a skill", &|| again.edit("badges/essay.yaml", "[Essay]", "[Essay, Talk, Typing]")),
        ("a template", &|| {
            again.project.write("theme/templates/credential.html", theme.replace("<article", "<article id=\"own\""))
        }),
        ("a style", &|| again.project.write("theme/custom.css", "h1 { color: teal }")),
        ("the title", &|| again.edit("accolade.yaml", "title: Alder Bay", "title: Elder Bay")),
        ("a page in the menu", &|| {
            again.project.write("pages/about.md", "---\ntitle: About\nmenu: true\n---\nWe award.\n")
        }),
        ("its text", &|| again.edit("pages/about.md", "We award.", "We do award.")),
        ("another language", &|| again.edit("accolade.yaml", "title:", "languages: [en, de]\ntitle:")),
    ];
    for (what, change) in changes {
        eprintln!("{what}");
        let before = tree(&again.project.path().join("public"));
        change();
        again.build();
        assert!(tree(&again.project.path().join("public")) != before, "{what} changes the site");
    }
    // A line of a file goes, and its line of the ledger: its page with it.
    let files = again.project.tree();
    let path = files.keys().find(|path| path.starts_with("credentials/")).expect("they are there");
    let text = again.project.read(path);
    if path.ends_with(".jsonl") {
        again.project.write(path, text.split_once('\n').expect("several lines").1);
    } else {
        again.project.remove(path);
    }
    let credential: Value = serde_json::from_str(text.lines().next().expect("a line")).expect("JSON");
    let id = credential["id"].as_str().expect("an id");
    let ledger = again.project.read("ledger.jsonl");
    let kept = ledger.split_inclusive('\n').filter(|line| !line.contains(id));
    again.project.write("ledger.jsonl", kept.collect::<String>());
    again.build();
}

#[test]
fn a_portfolio_built_again_is_the_portfolio_built_anew() {
    let mut again = Again::new(Project::copy_of("sample-site/portfolio"));
    let first = again.build();
    again.edit("pages/about.md", "with a minor in history", "with a minor in art");
    let about = again.build();
    assert!(about.rendered + 60 < first.files && about.written == 1, "{about:?} of {first:?}");
    again.edit("credentials/peer-mentoring.yaml", "featured:", "slug: mentoring\nfeatured:");
    again.build();
    again.edit("credentials/estuary-editor.yaml", "[Journalism]", "[Journalism, Writing]");
    let claim = again.build();
    assert!(claim.rendered + 50 < first.files, "{claim:?} of {first:?}");
    again.edit("accolade.yaml", "name: Maya Lindqvist", "name: Maya L. Lindqvist");
    again.build();
    again.project.remove("credentials/media-literacy.yaml");
    again.build();
    again.project.write("static/new.txt", "new");
    again.build();
    // The day that every page names.
    again.as_of = "2026-02-01";
    let earlier = again.build();
    assert_eq!(earlier.rendered, earlier.files);
    again.as_of = "2026-11-24";
    again.build();
}

#[test]
fn a_moment_of_the_same_day_changes_the_page_of_what_expires_and_no_other() {
    let issuer = Issuer::new(7);
    let until = |id: &str, end: &str| {
        issuer.issue_with(id, &format!("Course {id}"), "Maya", &format!("\"validUntil\": \"{end}\","))
    };
    let mut again = Again::new(
        Project::portfolio()
            .file("credentials/a.json", until("a", "2026-11-24T12:00:00Z"))
            .file("credentials/b.json", until("b", "2026-11-25T12:00:00Z"))
            .file("credentials/c.json", issuer.issue("c", "Course c", "Maya")),
    );
    again.as_of = "2026-11-24T10:00:00Z";
    let first = again.build();
    again.as_of = "2026-11-24T11:00:00Z";
    let same = again.build();
    assert!(same.rendered + 12 < first.files, "{same:?} of {first:?}");
    let page = |again: &Again, name: &str| again.published(&format!("credentials/{name}/index.html"));
    let (a, b) = (page(&again, "a"), page(&again, "b"));
    again.as_of = "2026-11-24T13:00:00Z";
    let later = again.build();
    assert!(later.rendered > same.rendered && later.rendered + 8 < first.files, "{later:?} of {first:?}");
    assert!(page(&again, "a") != a && page(&again, "a").contains("expired"));
    assert_eq!(page(&again, "b"), b);
}

#[test]
fn what_somebody_did_to_the_site_is_put_right() {
    let again = Again::new(registry());
    again.build();
    let out = again.project.path().join("public");
    let page = out.join(format!("{}index.html", folder(&again, "Ada Obi")));
    let whole = fs::read(&page).expect("it is there");
    let other = out.join(format!("{}index.html", folder(&again, "Bo Li")));
    let spoil: [&dyn Fn(); 6] = [
        &|| fs::remove_file(&page).expect("it can be removed"),
        &|| fs::write(&page, "short").expect("it can be written"),
        &|| fs::write(&page, vec![b'x'; whole.len()]).expect("it can be written"),
        // Another page of the site in its place.
        &|| {
            fs::copy(&other, &page).expect("it can be copied");
        },
        // A file that is older than the site, when it is moved there: it has been touched all the same.
        &|| {
            let old = again.project.path().join("old");
            fs::write(&old, vec![b'y'; whole.len()]).expect("it can be written");
            if cfg!(unix) {
                let file = fs::File::options().append(true).open(&old).expect("it is there");
                let hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
                file.set_modified(hour_ago).expect("its time can be set");
            }
            fs::rename(&old, &page).expect("it can be moved");
        },
        // And the manifest is made to look younger than what was done.
        &|| touch_both(&page, whole.len(), &out),
    ];
    for (n, spoil) in spoil.iter().enumerate() {
        // Times of files are as fine as the ticks of the system's clock.
        std::thread::sleep(Duration::from_millis(50));
        spoil();
        again.edit("accolade.yaml", "title: ", &format!("# {n}\ntitle: "));
        let done = again.build();
        assert_eq!(done.written, 1, "{n}");
        let next = again.build();
        assert_eq!((next.rendered, next.written), (0, 0), "{n}: what was put right is known again");
    }
    again.edit("accolade.yaml", "title: ", "#\ntitle: ");
    let usual = again.build();
    assert!(usual.rendered + 40 < usual.files, "{usual:?}");
}

#[test]
fn what_somebody_did_to_the_site_is_put_right_also_when_nothing_else_was_changed() {
    let again = Again::new(registry());
    // Files that were changed just now are never judged by their times.
    for path in again.project.tree().into_keys() {
        let file = fs::File::options().append(true).open(again.project.path().join(path)).expect("it is there");
        let hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
        file.set_modified(hour_ago).expect("its time can be set");
    }
    again.build();
    let same = again.build();
    assert_eq!((same.rendered, same.files), (0, 0), "known by sizes and times");
    let out = again.project.path().join("public");
    let page = out.join(format!("{}index.html", folder(&again, "Ada Obi")));
    let length = fs::read(&page).expect("it is there").len();
    std::thread::sleep(Duration::from_millis(50));
    touch_both(&page, length, &out);
    assert_eq!(again.build().written, 1);
}

/// Writes another text of the same length, and lets the manifest look younger than that.
fn touch_both(page: &Path, length: usize, out: &Path) {
    fs::write(page, vec![b'z'; length]).expect("it can be written");
    std::thread::sleep(Duration::from_millis(50));
    let manifest = out.join("accolade-manifest.json");
    let text = fs::read(&manifest).expect("it is there");
    fs::write(&manifest, text).expect("it can be written");
}

#[test]
fn a_cache_that_is_no_good_is_passed_over() {
    let again = Again::new(issued(Project::registry().of_pages()));
    let first = again.build();
    let step = || {
        again.edit("accolade.yaml", "title: ", "#\ntitle: ");
        again.build()
    };
    let usual = step();
    assert!(usual.rendered + 15 < first.files, "{usual:?} of {first:?}");
    let kept = again.remembered();
    let whole = fs::read(&kept).expect("it is there");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let mut other = whole.clone();
    other[15] = b'0';
    for (what, bytes) in
        [("empty", Vec::new()), ("cut short", whole[..whole.len() - 60].to_vec()), ("damaged", flipped), ("old", other)]
    {
        fs::write(&kept, bytes).expect("it can be written");
        let done = step();
        assert_eq!((done.rendered, done.written), (first.files, 0), "{what}");
        assert_eq!(step(), usual, "it is there again after it was {what}");
    }
    fs::remove_file(&kept).expect("it can be removed");
    assert_eq!(step().rendered, first.files);
    // What the site was before says nothing of what it is now: a build that remembers nothing came between.
    let before = fs::read(&kept).expect("it is there");
    again.edit("badges/talk.yaml", "Gave one.", "Gave six.");
    again.project.run(["build", "--as-of", again.as_of]).exits(0);
    again.edit("badges/talk.yaml", "Gave six.", "Gave one.");
    assert_eq!(fs::read(&kept).expect("it is there"), before);
    again.build();
    // Nor what another site was.
    let another = Again::new(Project::portfolio());
    another.warm();
    fs::copy(&kept, another.remembered()).expect("it can be copied");
    another.edit("accolade.yaml", "title: ", "#\ntitle: ");
    let done = another.build();
    assert_eq!((done.rendered, done.written), (done.files, 0));
}

#[test]
fn a_later_page_of_a_list_is_dated_by_what_stands_on_the_first() {
    let again = Again::new(Project::copy_of("sample-site/portfolio"));
    again.project.write("accolade.yaml", again.project.read("accolade.yaml") + "\noutputs: [page, json]\n");
    for n in 0..210 {
        let claim = format!("claim: {{name: Evening {n}, earned: 2001-01-01}}\n");
        again.project.write(&format!("credentials/evening-{n}.yaml"), claim);
    }
    again.build();
    let later = || again.published("credentials/page-2/index.html");
    assert!(later().contains("as of 8 June 2026"), "{}", later());
    again.project.write("accolade.lock", again.project.read("accolade.lock").replace("2026-06-08T", "2026-06-07T"));
    again.build();
    assert!(later().contains("as of 7 June 2026"), "{}", later());
}

/// A build just after an edit cannot remember what the files look like from outside: they could be edited again in the same moment.
#[test]
fn a_build_that_finds_everything_in_place_is_remembered_too() {
    let again = Again::new(registry());
    again.warm();
    let states = || tree(again.cache.path()).into_keys().filter(|path| !path.ends_with(".pages")).collect::<Vec<_>>();
    for state in states() {
        fs::remove_file(again.cache.path().join(state)).expect("it can be forgotten");
    }
    std::thread::sleep(Duration::from_millis(2_100));
    assert_eq!(again.warm(), Done { rendered: 0, files: 0, written: 0 }, "nothing has changed");
    assert_eq!(states().len(), 1, "and the next build need not look again");
    assert_eq!(again.warm(), Done { rendered: 0, files: 0, written: 0 });
    again.edit("badges/talk.yaml", "Gives a Talk.", "Gives many.");
    assert!(again.build().written > 0);
}

/// A registry of more credentials than are calculated anew each time, in one file.
fn large() -> Project {
    let project = registry();
    let row = |n: usize| format!("Person {n},talk,2026-05-12,b{n},\n");
    let rows: String = (0..600).map(row).collect();
    project.write("awards/autumn.csv", format!("name,badge,awarded,award_id,consent\n{rows}"));
    project.write("accolade.yaml", format!("{}outputs: [page, json]\n", project.read("accolade.yaml")));
    project.run(["issue"]).exits(0);
    project
}

#[test]
fn signatures_are_not_calculated_again_where_only_this_user_could_have_said_so() {
    let (project, home) = (large(), Project::new());
    let at = |name: &str| home.path().join(name).to_str().expect("UTF-8").to_owned();
    let (cache, state) = (at("cache"), at("state"));
    let with = |state: &str| {
        let env = [("ACCOLADE_CACHE", &*cache), ("ACCOLADE_STATE", state)];
        project.run_with(["build", "--as-of", "2026-11-24"], &env, "")
    };
    let altered = |run: &support::Run| run.stderr.contains("signature-bad");
    with("").exits(0);
    assert!(!home.tree().keys().any(|path| path.ends_with(".signatures")), "nothing is remembered");
    with(&state).exits(0);
    let secret_at = home.path().join("state/signatures.key");
    let secret: [u8; 32] = fs::read(&secret_at).expect("it is there").try_into().expect("32 bytes");
    let marks = home.tree().into_iter().find(|(path, _)| path.ends_with(".signatures")).expect("they are there");
    assert_eq!(marks.1.len(), 16 + 16 * 604);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&secret_at).unwrap().permissions().mode() & 0o777, 0o600);
    }

    // A word is changed in one credential: that is found, whatever is remembered of the others.
    let file = project.tree().into_keys().find(|path| path.ends_with("autumn.jsonl")).expect("a batch");
    let text = project.read(&file).replacen("Person 7\"", "Person X\"", 1);
    project.write(&file, &text);
    let run = with(&state).exits(1);
    assert!(altered(&run), "{}", run.stderr);

    // Were it remembered that its signature holds, it would be taken for good: by the one secret, and for the one version.
    let line = text.lines().find(|line| line.contains("Person X\"")).expect("it is there");
    let key: Value = serde_json::from_str(line).expect("JSON");
    let method = key["proof"][0]["verificationMethod"].as_str().expect("a method").rsplit_once('#').expect("a key").1;
    let planted = |secret: &[u8; 32], version: &str| {
        let signatures = accolade::judge::Signatures::new(secret, version, &[]);
        let digest = <sha2::Sha256 as sha2::Digest>::digest(line.as_bytes());
        let multikey =
            [&[0xed, 0x01][..], accolade_credential::key::PublicKey::from_multibase(method).unwrap().bytes()].concat();
        accolade_credential::Remembered::found(&signatures, &digest.into(), &multikey);
        home.write(&marks.0, signatures.kept().expect("one"));
        with(&state)
    };
    let version = concat!(env!("CARGO_PKG_VERSION"), " ", env!("ACCOLADE_SOURCE"));
    let run = planted(&secret, version).exits(1);
    assert!(!altered(&run) && run.stderr.contains("ledger"), "it is asked, and the ledger contradicts: {}", run.stderr);
    assert!(altered(&planted(&secret, "another")));
    assert!(altered(&planted(&[1; 32], version)));
    planted(&secret, version);
    assert!(altered(&with("")), "nobody may say so");
    assert!(altered(&with(&at("elsewhere"))), "another user's secret");
    let run = project.run_with(["check"], &[("ACCOLADE_CACHE", &cache), ("ACCOLADE_STATE", &state)], "");
    assert!(altered(&run), "a check calculates everything: {}", run.stderr);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        planted(&secret, version);
        fs::set_permissions(&secret_at, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(altered(&with(&state)), "a secret that others can read");
    }
}
