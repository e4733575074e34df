//! The rules of the house, read from the sources: who may use whom, who may touch what, how long a file may be.
#![allow(clippy::disallowed_methods, reason = "tests read the sources of this repository")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Leaves that all may use, the stages of a build in order, then those that use them. A stage uses itself and earlier ones.
/// `fetch` comes after everything that must do without the network.
const STAGES: [&str; 16] = [
    "diag", "media", "load", "draft", "judge", "model", "insight", "render", "output", "issue", "pipeline", "serve",
    "fetch", "upload", "cmd", "main",
];

/// Who alone may mention a library: its code name, then path prefixes.
const KEPT: [(&str, &[&str]); 17] = [
    ("icu_datetime", &["src/render/words/"]),
    ("icu_decimal", &["src/render/words/"]),
    ("icu_list", &["src/render/words/"]),
    ("icu_locale", &["src/render/words/"]),
    ("icu_plurals", &["src/render/words/"]),
    ("serde_saphyr", &["src/draft/yaml.rs"]),
    ("pulldown_cmark", &["src/draft/markdown.rs", "src/draft/markdown/left_out.rs"]),
    ("ammonia", &["src/draft/markdown.rs"]),
    ("toml", &["src/load/manifest.rs"]),
    ("tera", &["src/render/template.rs"]),
    ("axum", &["src/serve/"]),
    ("notify", &["src/serve/"]),
    ("annotate_snippets", &["src/cmd/show.rs"]),
    ("getrandom", &["src/cmd/"]),
    ("ureq", &["src/fetch/"]),
    ("rusty_s3", &["src/fetch/"]),
    ("ed25519_dalek", &["credential/"]),
];

/// What the judge's crate may not know of.
const IMPURE: [&str; 8] =
    ["std::fs", "std::net", "std::env", "std::thread", "std::process", "SystemTime", "Timestamp::now", "Zoned::now"];

/// Most lines of code of one file, its tests, comments and blank lines left out.
const LONGEST: usize = 300;

struct File {
    /// Relative to the repository, with `/`.
    path: String,
    text: String,
    /// Whether it is compiled for tests alone.
    is_test: bool,
}

impl File {
    /// Without its tests and comments.
    fn code(&self) -> String {
        let text = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let text = text.split("#[cfg(test)]\n#[allow").next().unwrap_or_default();
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    fn stage(&self) -> Option<&str> {
        self.path.strip_prefix("src/")?.split(['/', '.']).next()
    }
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches", "credential", "browser", "fuzz", "build.rs"] {
        let made = |entry: &walkdir::DirEntry| {
            entry.file_type().is_dir() && ["target", "node_modules"].iter().any(|name| entry.file_name() == *name)
        };
        let entries = walkdir::WalkDir::new(root.join(folder)).sort_by_file_name().into_iter();
        let before = files.len();
        for entry in entries.filter_entry(|entry| !made(entry)).filter_map(Result::ok) {
            if entry.path().extension().is_some_and(|e| e == "rs") {
                let relative = entry.path().strip_prefix(root).expect("it is below the root");
                let path = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                let text = fs::read_to_string(entry.path()).expect("sources can be read");
                files.push(File { is_test: path.contains("tests/"), path, text });
            }
        }
        assert!(files.len() > before, "{folder} has sources");
    }
    assert!(files.len() > 30, "the sources are there");
    let tests: BTreeSet<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        file.is_test |= tests.contains(&file.path);
    }
    files
}

/// The files of `#[cfg(test)] mod name;`.
fn test_modules(file: &File) -> Vec<String> {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let below = match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        name => format!("{folder}/{}", name.trim_end_matches(".rs")),
    };
    let declared = file.text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.split_once(';'));
    let names = declared.map(|(name, _)| name).filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
    names.map(|name| format!("{below}/{name}.rs")).collect()
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The words after each `crate::`, also inside `use crate::{a, b::c}`.
fn used_by(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let list = rest.strip_prefix('{').map_or_else(|| vec![rest], top_level);
        for item in list {
            let name: String = item.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            used.insert(name);
        }
    }
    used
}

/// The items of a `{…}` list, not those of lists inside it.
fn top_level(rest: &str) -> Vec<&str> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0, 0);
    for (i, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&rest[start..i]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&rest[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    items
}

#[test]
fn no_stage_uses_a_later_one() {
    let rank = |stage: &str| STAGES.iter().position(|known| *known == stage);
    let (mut wrong, mut edges) = (Vec::new(), BTreeSet::new());
    for file in sources().iter().filter(|file| file.path.starts_with("src/") && !file.is_test) {
        let stage = file.stage().expect("it is below src/");
        if stage == "lib" {
            continue;
        }
        let Some(own) = rank(stage) else {
            wrong.push(format!("{}: src/{stage} is no known stage; name its place in STAGES", file.path));
            continue;
        };
        for used in used_by(&file.code()) {
            if let Some(other) = rank(&used)
                && other != own
            {
                edges.insert((stage.to_owned(), used.clone()));
                if other > own {
                    wrong.push(format!("{}: {stage} uses {used}, which comes later", file.path));
                }
            }
        }
    }
    report(&wrong);
    for (from, to) in [
        ("load", "diag"),
        ("draft", "load"),
        ("judge", "draft"),
        ("model", "draft"),
        ("render", "model"),
        ("output", "render"),
        ("pipeline", "judge"),
        ("pipeline", "render"),
        ("cmd", "output"),
    ] {
        assert!(edges.contains(&(from.to_owned(), to.to_owned())), "no edge {from} -> {to} was seen: {edges:?}");
    }
}

#[test]
fn a_library_stays_behind_its_module() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !file.is_test && !file.path.starts_with("benches/")) {
        let code = file.code();
        for (library, places) in KEPT {
            let mentions = code.match_indices(library).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                code[at + library.len()..].starts_with("::") && !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            if mentions && !places.iter().any(|place| file.path.starts_with(place)) {
                wrong.push(format!("{} mentions {library}, which belongs to {}", file.path, places.join(", ")));
            }
        }
    }
    report(&wrong);
}

/// The keys of the tables of words, as `table.rs` lists them.
fn keys(table: &str) -> Vec<&str> {
    let list = table.split("\nkeys! {").nth(1).and_then(|rest| rest.split("\n    kinds {").next()).unwrap_or_default();
    let list = list.lines().filter(|line| !line.trim_end().ends_with('{') && line.trim() != "}");
    let mut keys = Vec::new();
    for line in list {
        let mut depth = 0;
        for part in line.split_inclusive([',', '(', ')']) {
            let key = part.trim_matches([' ', ',', '(', ')']);
            if depth == 0 && !key.is_empty() {
                keys.push(key);
            }
            depth += i32::from(part.ends_with('(')) - i32::from(part.ends_with(')'));
        }
    }
    keys
}

#[test]
fn every_word_is_said_somewhere() {
    let sources = sources();
    let is_table = |path: &str| path.starts_with("src/render/words/") && path.len() == "src/render/words/en.rs".len();
    let table = sources.iter().find(|file| file.path == "src/render/words/table.rs").expect("the keys");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let themes = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let themes = themes.filter(|e| e.file_type().is_file()).filter_map(|e| fs::read_to_string(e.path()).ok());
    let code = sources.iter().filter(|f| !f.is_test && !is_table(&f.path) && f.path != table.path).map(File::code);
    let all = themes.chain(code).collect::<Vec<_>>().join("\n");
    let said = |key: &&str| {
        all.match_indices(*key).any(|(at, _)| {
            let (before, after) = (&all[..at], &all[at + key.len()..]);
            let whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let read = ["t.", "proven.", "tallies.", "fill('"].iter().any(|from| before.ends_with(from));
            whole && (read || before.ends_with('.') && after.starts_with('('))
        })
    };
    let keys = keys(&table.text);
    assert!(keys.len() > 150, "the keys were found: {}", keys.len());
    let idle: Vec<_> = keys.iter().filter(|key| !said(key)).map(|key| format!("nothing says `{key}`")).collect();
    report(&idle);
}

#[test]
fn the_judge_is_pure() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for file in sources().iter().filter(|file| file.path.starts_with("credential/src/") && !file.is_test) {
        seen += 1;
        let code = file.code();
        let found = IMPURE.iter().filter(|word| code.contains(**word));
        wrong.extend(found.map(|word| format!("{} mentions {word}", file.path)));
    }
    report(&wrong);
    assert!(seen > 30, "the judge's sources were looked at: {seen}");
}

/// Places that the rules name are there: a rule about nothing holds of nothing.
#[test]
fn every_place_that_a_rule_names_is_there() {
    let files = sources();
    let named = KEPT.iter().flat_map(|(_, places)| places.iter()).chain(&REACHING);
    let idle = named.filter(|place| !files.iter().any(|file| file.path.starts_with(**place)));
    report(&idle.map(|place| format!("{place} is not there")).collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_does_and_is_short() {
    let mut wrong = Vec::new();
    for file in sources() {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{} does not open with `//! ` and what comes in and goes out", file.path));
        }
        let lines = file.code().lines().filter(|line| !line.trim().is_empty()).count();
        // A table of words is data: all of a language stands in one file.
        let is_table = file.text.contains("\nsuper::table::language! {");
        if lines > LONGEST && !file.is_test && !is_table {
            wrong.push(format!("{} has {lines} lines of code; at most {LONGEST}", file.path));
        }
    }
    report(&wrong);
}

/// Words that reach, or would reach, another machine.
const NETWORK: [&str; 7] =
    ["crate::fetch", "TcpStream", "UdpSocket", "to_socket_addrs", "ToSocketAddrs", "lookup_host", "UnixStream"];

/// Who may use it.
const REACHING: [&str; 4] = ["src/fetch/", "src/cmd/update", "src/cmd/publish.rs", "src/upload/s3.rs"];

#[test]
fn the_network_is_for_update_and_publish_alone() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for file in sources().iter().filter(|file| file.path.starts_with("src/") && !file.is_test) {
        let code = file.code();
        let allowed = REACHING.iter().any(|place| file.path.starts_with(place));
        let named = used_by(&code).contains("fetch") || code.contains("super::fetch");
        let found: Vec<_> = NETWORK.iter().filter(|word| code.contains(**word)).copied().collect();
        seen += usize::from(allowed && named);
        if !allowed && (named || !found.is_empty()) {
            wrong.push(format!("{} reaches for the network: {found:?}", file.path));
        }
    }
    report(&wrong);
    assert!(seen > 0, "update fetches");
}

#[test]
fn both_libraries_forbid_unsafe_code() {
    let sources = sources();
    for path in ["src/lib.rs", "credential/src/lib.rs"] {
        let file = sources.iter().find(|file| file.path == path).expect(path);
        assert!(file.text.contains("#![forbid(unsafe_code)]"), "{path}");
    }
}

#[test]
fn lists_of_uses_are_taken_apart() {
    let code =
        "use crate::{load::{self, theme::Theme}, draft, render::Page};\nlet x = crate::model::Site;\nuse crate::diag;";
    assert_eq!(used_by(code).into_iter().collect::<Vec<_>>(), ["diag", "draft", "load", "model", "render"]);
}
