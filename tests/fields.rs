//! `docs/fields.md` held against the program: each list of fields is the one that the program says it accepts, and none is left out.
#![allow(clippy::disallowed_methods, reason = "tests read the repository's own pages and sources")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::Project;

/// A field that nothing has, and nothing has one like.
const PROBE: &str = "qqqqqqqqqqqqqqqqqqqqqqqq";

/// A project that asks for an unknown field in every place where there are fields.
fn probing() -> Project {
    let settings = "title: x\nsections: [{section: skills, P: 1}]\nfonts: [{file: fonts/x.ttf, P: 1}]\nP: 1\n\
        holder: {name: x, P: 1, links: [{label: x, url: 'https://x.example/', P: 1}]}\n\
        issuer: {id: 'did:web:x.example', name: x, P: 1, status: {P: 1}}\n\
        certificate: {P: 1, signatories: [{name: x, P: 1}]}\n";
    let badge = "name: x\ndescription: x\nP: 1\ncriteria: {narrative: x, P: 1}\ndesign: {P: 1}\ncertificate: {P: 1}\n\
        alignment: [{name: x, url: 'https://x.example/', P: 1}]\n";
    let pathway = "name: x\ndescription: x\nP: 1\nrule: {at_least: 1, P: 1}\nsteps: [{name: x, badge: x, P: 1}]\n";
    let files = [
        ("accolade.yaml", settings),
        ("credentials/claim.yaml", "claim: {name: x, P: 1}\nevidence: [{label: x, url: 'https://x.example/', P: 1}]\n"),
        ("credentials/notes.yaml", "credential: x.json\nP: 1\n"),
        ("credentials/own.yaml", "claim: {name: x}\nP: 1\n"),
        ("badges/x.yaml", badge),
        ("issuers/x.yaml", "id: did:web:y.example\nname: x\nwhy: x\nP: 1\nkeys: [{pem: x, P: 1}]\n"),
        ("pathways/x.yaml", pathway),
        ("frameworks/x.yaml", "name: x\nP: 1\nitems: [{code: x, name: x, P: 1}]\n"),
        ("pages/x.md", "---\ntitle: x\nP: 1\n---\n"),
    ];
    let asking = |text: &str| text.replace("P: 1", &format!("{PROBE}: 1"));
    files.into_iter().fold(Project::new(), |project, (path, text)| project.file(path, asking(text)))
}

/// What the program says that each kind of thing accepts, by what it calls the thing.
fn accepted() -> BTreeMap<String, BTreeSet<String>> {
    let run = probing().run(["check", "--json"]).exits(1);
    let mut accepted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in run.stderr.lines() {
        let told: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let Some((what, _)) = told["message"].as_str().and_then(|said| said.split_once(" has no field `")) else {
            continue;
        };
        let help = told["help"].as_str().expect("help");
        let fields = help.strip_prefix("the fields are: ").unwrap_or_else(|| panic!("{help}"));
        accepted.entry(what.to_owned()).or_default().extend(fields.split(", ").map(str::to_owned));
    }
    accepted
}

/// The fields in the table below a heading.
fn documented(page: &str, what: &str) -> BTreeSet<String> {
    let mut lines =
        page.lines().skip_while(|line| line.trim_start_matches('#') != format!(" {what}") || !line.starts_with('#'));
    lines.next();
    let section = lines.take_while(|line| !line.starts_with('#'));
    let cells = section.filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let named = cells.filter_map(|cell| cell.trim_matches('*').strip_prefix('`')?.strip_suffix('`'));
    named.map(str::to_owned).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_page_on_fields_lists_exactly_what_the_program_accepts() {
    let page = std::fs::read_to_string(root().join("docs/fields.md")).expect("the page is there");
    let accepted = accepted();
    for (what, fields) in &accepted {
        // `nace` is another way to write an alignment, which the page tells above the table.
        assert_eq!(documented(&page, what), *fields, "{what}");
    }
    // Every kind of thing that the sources read is asked for here.
    let mut read = BTreeSet::new();
    for (_, bytes) in support::tree(&root().join("src/draft")) {
        let text = String::from_utf8(bytes).expect("sources are UTF-8");
        let calls = text.split("Fields::of(").skip(1).filter_map(|rest| rest.split(')').next());
        read.extend(calls.filter_map(|call| Some(call.split('"').nth(1)?.to_owned())));
    }
    assert!(read.len() > 20, "{read:?}");
    assert_eq!(accepted.into_keys().collect::<BTreeSet<_>>(), read);
}

#[test]
fn a_rule_that_is_written_otherwise_is_told_how_it_is_written() {
    let steps = "steps: [{name: a, badge: a}, {name: b, badge: b}]\n";
    let project =
        Project::portfolio().file("pathways/x.yaml", format!("name: x\ndescription: x\nrule: 2 of 3\n{steps}"));
    let run = project.run(["check"]).exits(1);
    assert!(run.stderr.contains("write `all`, `any`, or `{at_least: 2}`"), "{}", run.stderr);
}
