//! In: projects with one thing wrong. Out: the message that a person gets from the binary, each a snapshot, and never a site.
#![allow(clippy::disallowed_methods, reason = "tests make their own temp folders")]

mod support;

use accolade_credential::sign::Suite;
use support::signed::{Issuer, unsigned};
use support::{Project, pdf};

/// What `build` says about a project; it must fail, and write nothing.
fn errors(project: &Project) -> String {
    let before = project.tree();
    let run = project.run(["build", "--quiet", "-o", "site"]).exits(1);
    assert_eq!(run.stdout, "");
    assert!(project.tree() == before && !project.has("site"), "bad input writes nothing");
    run.stderr
}

const BADGE: &str = "name: Talk\ndescription: A talk.\ncriteria: Give one.\n";

fn badge(text: impl AsRef<[u8]>) -> Project {
    Project::portfolio().file("badges/talk.yaml", text)
}

fn with(line: &str) -> Project {
    badge(format!("{BADGE}{line}\n"))
}

#[test]
fn yaml_syntax() {
    insta::assert_snapshot!(errors(&badge("name: [Talk\ndescription: x\n")), @r#"
error[yaml-syntax]: illegal placement of ':' indicator
 --> badges/talk.yaml:2:12
  |
2 | description: x
  |            ^
  |
  = help: check indentation, quotes and colons
"#);
}

#[test]
fn unknown_field() {
    insta::assert_snapshot!(errors(&with("desciption: x")), @r#"
error[unknown-field]: a badge has no field `desciption`
 --> badges/talk.yaml:4:1
  |
4 | desciption: x
  | ^^^^^^^^^^
  |
  = help: did you mean `description`?
"#);
}

#[test]
fn unknown_field_of_the_site() {
    insta::assert_snapshot!(errors(&Project::new().file("accolade.yaml", "titel: x\nholder: {name: x}\n")), @r#"
error[unknown-field]: accolade.yaml has no field `titel`
 --> accolade.yaml:1:1
  |
1 | titel: x
  | ^^^^^
  |
  = help: did you mean `title`?

error[missing-field]: accolade.yaml needs the field `title`
 --> accolade.yaml:1:1
  |
1 | titel: x
  | ^^^^^
  |
  = help: add `title: …`

2 errors
"#);
}

#[test]
fn missing_field() {
    insta::assert_snapshot!(errors(&badge("name: Talk\ncriteria: x\n")), @r#"
error[missing-field]: a badge needs the field `description`
 --> badges/talk.yaml:1:1
  |
1 | name: Talk
  | ^^^^
  |
  = help: add `description: …`
"#);
}

#[test]
fn wrong_type() {
    insta::assert_snapshot!(errors(&with("outcomes: speaks well\nworkload: twelve\nevidence_required: yes")), @r#"
error[wrong-type]: a list belongs here
 --> badges/talk.yaml:4:11
  |
4 | outcomes: speaks well
  |           ^^^^^^^^^^^
  |
  = help: write `[one, two]`, or one `- item` a line

error[wrong-type]: a number of at least 0 belongs here
 --> badges/talk.yaml:5:11
  |
5 | workload: twelve
  |           ^^^^^^
  |
  = help: write it in digits, without quotes

error[wrong-type]: `true` or `false` belongs here
 --> badges/talk.yaml:6:20
  |
6 | evidence_required: yes
  |                    ^^^
  |
  = help: write one of the two without quotes

3 errors
"#);
}

#[test]
fn duplicate_key() {
    insta::assert_snapshot!(errors(&with("name: Again")), @r#"
error[duplicate-key]: the key "name" is there twice
 --> badges/talk.yaml:4:1
  |
4 | name: Again
  | ^^^^
  |
  = help: keep one of them
"#);
}

#[test]
fn tag() {
    insta::assert_snapshot!(errors(&with("department: !dept Music")), @r#"
error[yaml-tag]: the tag !dept is not supported
 --> badges/talk.yaml:4:13
  |
4 | department: !dept Music
  |             ^^^^^
  |
  = help: remove the tag; put quotes around text that starts with `!`
"#);
}

#[test]
fn anchor_bomb() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..10 {
        text.push_str(&format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", ")));
    }
    insta::assert_snapshot!(errors(&badge(text)), @r#"
error[yaml-budget]: the file is too large, nested too deep, or repeats too much by aliases
 --> badges/talk.yaml:6:10
  |
6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
  |          ^^^
  |
  = help: write the values out, or split the file
"#);
}

#[test]
fn key_that_is_no_text() {
    insta::assert_snapshot!(errors(&with("12: x")), @r#"
error[yaml-value]: found integer `12` where text as a key belongs
 --> badges/talk.yaml:4:1
  |
4 | 12: x
  | ^^
  |
  = help: put quotes around it
"#);
}

#[test]
fn tab() {
    insta::assert_snapshot!(errors(&with("design:\n\tlevel: 1")), @r#"
error[yaml-syntax]: a tab indents this line, and YAML takes only spaces
 --> badges/talk.yaml:5:1
  |
5 |     level: 1
  | ^^^^
  |
  = help: indent with spaces
"#);
}

#[test]
fn invalid_utf8() {
    insta::assert_snapshot!(errors(&badge(b"name: Talk\ndescription: caf\xe9\n")), @r#"
error[not-utf8]: byte 28 is not UTF-8 text
 --> badges/talk.yaml:2:17
  |
2 | description: caf
  |                 ^
  |
  = help: save the file as UTF-8
"#);
}

#[test]
fn two_documents() {
    insta::assert_snapshot!(errors(&with("---\nname: Other")), @r#"
error[two-documents]: there is a second document in this file
 --> badges/talk.yaml:5:1
  |
5 | name: Other
  | ^
  |
  = help: keep one document; remove the line `---`
"#);
}

#[test]
fn badge_that_does_not_exist() {
    let pathway = "name: P\ndescription: x\nsteps:\n- {name: One, badge: tlak}\n";
    insta::assert_snapshot!(errors(&badge(BADGE).file("pathways/p.yaml", pathway)), @r#"
error[unknown-name]: there is no badge badges/tlak.yaml
 --> pathways/p.yaml:4:22
  |
4 | - {name: One, badge: tlak}
  |                      ^^^^
  |
  = help: did you mean "talk"?
"#);
}

#[test]
fn pathway_without_steps() {
    let pathway = "name: P\ndescription: x\nsteps: []\n";
    insta::assert_snapshot!(errors(&badge(BADGE).file("pathways/p.yaml", pathway)), @r#"
error[wrong-value]: a pathway has at least one step
 --> pathways/p.yaml:3:8
  |
3 | steps: []
  |        ^
  |
  = help: add a step, such as `- {name: First talk, badge: talk}`, or remove the file
"#);
}

#[test]
fn pathway_whose_rule_asks_for_more_steps_than_there_are() {
    let pathway = "name: P\ndescription: x\nrule: {at_least: 3}\nsteps:\n- {name: One, badge: talk}\n- {name: Two, achievement: 'https://x.example/b'}\n";
    insta::assert_snapshot!(errors(&badge(BADGE).file("pathways/p.yaml", pathway)), @r#"
error[wrong-value]: the rule asks for 3 steps, but there are 2
 --> pathways/p.yaml:3:18
  |
3 | rule: {at_least: 3}
  |                  ^
  |
  = help: add steps, or ask for fewer
"#);
}

#[test]
fn pathway_of_one_badge_twice() {
    let pathway = "name: P\ndescription: x\nrule: {at_least: 2}\nsteps:\n- {name: One, badge: talk}\n- {name: Two, badge: talk}\n\
                   - {name: Three, achievement: 'https://x.example/b'}\n- {name: Four, achievement: 'https://x.example/b'}\n";
    insta::assert_snapshot!(errors(&badge(BADGE).file("pathways/p.yaml", pathway)), @r#"
error[same-step]: the steps "One" and "Two" have the same badge: one credential would count twice
 --> pathways/p.yaml:6:22
  |
6 | - {name: Two, badge: talk}
  |                      ^^^^
  |
  = help: name another badge, or remove one of the two (the first is in line 5)

error[same-step]: the steps "Three" and "Four" have the same achievement: one credential would count twice
 --> pathways/p.yaml:8:29
  |
8 | - {name: Four, achievement: 'https://x.example/b'}
  |                             ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: name another achievement, or remove one of the two (the first is in line 7)

2 errors
"#);
}

#[test]
fn framework_without_items_and_one_that_has_a_code_twice() {
    let empty = "name: Empty\nitems: []\n";
    let twice = "name: Twice\nitems:\n- {code: LO-1, name: Speaks}\n- {code: LO-2, name: Reads}\n- {code: LO-1, name: Writes}\n";
    let project = badge(BADGE).file("frameworks/a.yaml", empty).file("frameworks/b.yaml", twice);
    insta::assert_snapshot!(errors(&project), @r#"
error[wrong-value]: a framework has at least one item
 --> frameworks/a.yaml:2:8
  |
2 | items: []
  |        ^
  |
  = help: add an item, such as `- {code: LO-1, name: Speaks in public}`, or remove the file

error[same-code]: "Speaks" and "Writes" have the same code "LO-1"
 --> frameworks/b.yaml:5:10
  |
5 | - {code: LO-1, name: Writes}
  |          ^^^^
  |
  = help: give one of them a code of its own, or remove it (the first is in line 3)

2 errors
"#);
}

#[test]
fn frameworks_of_one_name() {
    let framework =
        |name: &str| format!("url: https://x.example/\nname: {name}\nitems: [{{code: LO-1, name: Speaks}}]\n");
    let project = badge(BADGE)
        .file("frameworks/a.yaml", framework("Our outcomes"))
        .file("frameworks/b.yaml", framework("NACE Career Readiness Competencies"))
        .file("frameworks/c.yaml", framework("our  Outcomes"));
    insta::assert_snapshot!(errors(&project), @r#"
error[same-framework]: "NACE Career Readiness Competencies" is known without a file, and frameworks/b.yaml has that name, too
 --> frameworks/b.yaml:2:7
  |
2 | name: NACE Career Readiness Competencies
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: name its competencies as `nace: Communication` and remove the file, or give it a name of its own

error[same-framework]: frameworks/a.yaml and frameworks/c.yaml both have the name "our  Outcomes"
 --> frameworks/c.yaml:2:7
  |
2 | name: our  Outcomes
  |       ^^^^^^^^^^^^^
  |
  = help: give one of them a name of its own, or put their items into one file

2 errors
"#);
}

#[test]
fn two_files_that_give_one_slug() {
    let project = Project::portfolio()
        .file("credentials/talk.yaml", "claim: {name: A}\n")
        .file("credentials/later/talk.yaml", "claim: {name: B}\n");
    insta::assert_snapshot!(errors(&project), @r#"
error[same-address]: credentials/talk.yaml and credentials/later/talk.yaml both ask for the address credentials/talk
--> credentials/later/talk.yaml
 = help: set `slug:` in the notes of one of them, or rename a file
"#);
}

#[test]
fn bad_date() {
    let project = Project::portfolio().file("credentials/talk.yaml", "claim:\n  name: A\n  earned: 1 June 2026\n");
    insta::assert_snapshot!(errors(&project), @r#"
error[bad-date]: "1 June 2026" is no date
 --> credentials/talk.yaml:3:11
  |
3 |   earned: 1 June 2026
  |           ^^^^^^^^^^^
  |
  = help: write year-month-day as in 2026-06-01, or a time with its zone as in 2026-06-01T14:00:00Z
"#);
}

#[test]
fn bad_colour() {
    insta::assert_snapshot!(errors(&with("design: {colour: \"#12345g\"}")), @r##"
error[bad-colour]: "#12345g" is no colour
 --> badges/talk.yaml:4:18
  |
4 | design: {colour: "#12345g"}
  |                  ^^^^^^^^^
  |
  = help: write it as "#rrggbb" in quotes, such as "#7a1f3d"
"##);
}

#[test]
fn script_as_an_address() {
    let site = "title: x\nholder:\n  name: x\n  links:\n    - {label: Me, url: \"javascript:alert(1)\"}\n";
    insta::assert_snapshot!(errors(&Project::new().file("accolade.yaml", site)), @r#"
error[bad-url]: an address that begins with `javascript:` is not allowed here
 --> accolade.yaml:5:24
  |
5 |     - {label: Me, url: "javascript:alert(1)"}
  |                        ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: allowed are: http, https, mailto
"#);
}

#[test]
fn page_of_an_issuer_that_checks() {
    let issuer = |verify: &str| {
        let issuer = format!("id: did:web:a.example\nname: A\nwhy: Mine.\nverify: {verify}\n");
        errors(&Project::portfolio().file("issuers/a.yaml", issuer))
    };
    insta::assert_snapshot!(issuer("http://badges.example.edu/verify/"), @r#"
error[bad-url]: an address that begins with `http:` is not allowed here
 --> issuers/a.yaml:4:9
  |
4 | verify: http://badges.example.edu/verify/
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: allowed are: https
"#);
    insta::assert_snapshot!(issuer("https://badges.example.edu/verify/#x"), @r#"
error[bad-url]: the address of this page may have no part after `#`
 --> issuers/a.yaml:4:9
  |
4 | verify: https://badges.example.edu/verify/#x
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: leave out `#` and what follows it
"#);
    insta::assert_snapshot!(issuer("https://me:secret@badges.example.edu/verify/"), @r#"
error[bad-url]: the address holds a user name or password
 --> issuers/a.yaml:4:9
  |
4 | verify: https://me:………………@………………………………………………/verify/
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove it
"#);
    insta::assert_snapshot!(issuer("badges.example.edu/verify/"), @r#"
error[bad-url]: "badges.example.edu/verify/" is no address
 --> issuers/a.yaml:4:9
  |
4 | verify: badges.example.edu/verify/
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the whole address with its scheme (https)
"#);
}

#[test]
fn path_that_leaves_the_project() {
    let project = Project::portfolio().file("credentials/talk.yaml", "credential: ../../talk.json\n");
    insta::assert_snapshot!(errors(&project), @r#"
error[bad-path]: "../../talk.json" leaves the project
 --> credentials/talk.yaml:1:13
  |
1 | credential: ../../talk.json
  |             ^^^^^^^^^^^^^^^
  |
  = help: name a file with a credential beside this one
"#);
    let photo = "title: x\nholder: {name: x, photo: static/../../me.jpg}\n";
    insta::assert_snapshot!(errors(&Project::new().file("accolade.yaml", photo)), @r#"
error[bad-path]: "static/../../me.jpg" leaves the project
 --> accolade.yaml:2:26
  |
2 | holder: {name: x, photo: static/../../me.jpg}
  |                          ^^^^^^^^^^^^^^^^^^^
  |
  = help: name a file of this project, such as static/me.jpg
"#);
}

#[cfg(unix)]
#[test]
fn link_out_of_the_project() {
    let outside = Project::new().file("secret.json", "{}");
    let project = Project::portfolio().file("credentials/x.yaml", "claim: {name: x}\n");
    std::os::unix::fs::symlink(outside.path().join("secret.json"), project.path().join("credentials/a.json")).unwrap();
    insta::assert_snapshot!(errors(&project), @r#"
error[link-out]: the link leads out of the project
--> credentials/a.json
 = help: copy the file into the project instead
"#);
}

#[test]
fn a_folder_that_is_not_there() {
    for command in ["build", "check", "serve"] {
        let run = Project::new().run([command, "nonex"]).exits(4);
        assert!(run.stderr.contains("error[no-project]: there is no folder nonex"), "{command}: {run:?}");
    }
}

#[test]
fn nothing_is_concluded_from_settings_that_cannot_be_read() {
    let settings = "title: Maya\nurl: https://maya.example/\nholder: {name: Maya\n";
    let project = Project::new().file("accolade.yaml", settings).file("credentials/a.yaml", "claim: {name: x}\n");
    let run = project.run(["check"]).exits(1);
    assert!(run.stderr.contains("accolade.yaml:") && !run.stderr.contains("warning"), "{run:?}");
}

#[test]
fn empty_folder() {
    insta::assert_snapshot!(errors(&Project::new()), @r#"
error[no-project]: . has no accolade.yaml, so it is no site yet
 |
 = help: run `accolade new DIR` for a working site to start from, or name the right folder
"#);
}

#[test]
fn file_of_200_megabytes() {
    let project = Project::portfolio().file("static/film.mp4", "");
    let file = std::fs::OpenOptions::new().write(true).open(project.path().join("static/film.mp4")).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    insta::assert_snapshot!(errors(&project), @r#"
error[file-too-large]: the file has 200 MB; at most 64 MB are read
--> static/film.mp4
 = help: make the file smaller, or host it elsewhere and link to it
"#);
}

#[test]
fn unknown_icon_and_competency() {
    insta::assert_snapshot!(errors(&with("design: {icon: microphon}\nalignment: [{nace: Leadershp}]")), @r#"
error[unknown-name]: there is no icon "microphon"
 --> badges/talk.yaml:4:16
  |
4 | design: {icon: microphon}
  |                ^^^^^^^^^
  |
  = help: did you mean "microphone"?

error[unknown-name]: "Leadershp" is none of the eight NACE competencies
 --> badges/talk.yaml:5:20
  |
5 | alignment: [{nace: Leadershp}]
  |                    ^^^^^^^^^
  |
  = note: this is about Talk
  = help: did you mean "Leadership"?

2 errors
"#);
}

#[test]
fn framework_item_that_does_not_exist() {
    let framework = "name: Our outcomes\nurl: https://x.example/\nitems: [{code: LO-1, name: Speaks}]\n";
    let project = with("alignment: [{framework: outcomes, code: LO-2}]").file("frameworks/outcomes.yaml", framework);
    insta::assert_snapshot!(errors(&project), @r#"
error[unknown-name]: frameworks/outcomes.yaml has no item "LO-2"
 --> badges/talk.yaml:4:41
  |
4 | alignment: [{framework: outcomes, code: LO-2}]
  |                                         ^^^^
  |
  = note: this is about Talk
  = help: did you mean "LO-1"?
"#);
}

fn credential(text: impl AsRef<[u8]>) -> Project {
    Project::portfolio().file("credentials/talk.json", text)
}

#[test]
fn credential_altered_by_one_byte() {
    let signed = Issuer::new(1).issue("1", "Talk", "Maya Lindqvist");
    insta::assert_snapshot!(errors(&credential(signed.replacen("\"Talk\"", "\"Tolk\"", 1))), @r#"
error[signature-bad]: the credential is refused: it was changed after it was signed, or another key signed it
  --> credentials/talk.json:49:3
   |
49 |   "proof": [
   |   ^^^^^^^
   |
   = help: get the credential from its issuer again; do not edit it, any change breaks its signature
"#);
}

#[test]
fn credential_of_an_unknown_suite() {
    let signed = Issuer::new(1).sign(&unsigned("1", "Talk", "Maya", ""), &[Suite::EddsaJcs2022]).to_pretty();
    insta::assert_snapshot!(errors(&credential(signed.replace("eddsa-jcs-2022", "ecdsa-sd-2023"))), @r#"
error[unsupported-suite]: the credential is refused: it is signed in a way that is not supported here, which says nothing against it: ecdsa-sd-2023 (an ECDSA signature with which a holder can show parts of a credential and keep the rest)
  --> credentials/talk.json:52:22
   |
52 |       "cryptosuite": "ecdsa-sd-2023",
   |                      ^^^^^^^^^^^^^^^
   |
   = help: ask the issuer for a credential that is signed in a supported way, such as with eddsa-rdfc-2022
"#);
}

#[test]
fn credential_with_an_unknown_context() {
    let signed = Issuer::new(1).issue("1", "Talk", "Maya Lindqvist");
    let changed = signed.replacen("context-3.0.3.json", "context-9.json", 1);
    insta::assert_snapshot!(errors(&credential(changed)), @r#"
error[unknown-context]: the credential is refused: the context https://purl.imsglobal.org/spec/ob/v3p0/context-9.json is not one of the published contexts that are built in (at $)
 --> credentials/talk.json:4:5
  |
4 |     "https://purl.imsglobal.org/spec/ob/v3p0/context-9.json"
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: get the credential from its issuer again, as they published it
"#);
}

#[test]
fn credential_with_a_term_that_no_context_defines() {
    let signed = Issuer::new(1).issue("1", "Talk", "Maya Lindqvist");
    let changed = signed.replacen("\"name\": \"Talk\"", "\"name\": \"Talk\",\n  \"honours\": \"first class\"", 1);
    insta::assert_snapshot!(errors(&credential(changed)), @r#"
error[undefined-term]: the credential is refused: no context in force defines "honours", so a signature does not cover it (at $.honours)
  --> credentials/talk.json:12:3
   |
12 |   "honours": "first class",
   |   ^^^^^^^^^
   |
   = help: get the credential from its issuer again, as they published it
"#);
}

#[test]
fn credential_with_no_proof() {
    insta::assert_snapshot!(errors(&credential(unsigned("1", "Talk", "Maya", "").replace("DID", &Issuer::new(1).did))), @r#"
error[no-proof]: the credential is refused: it is not signed
 --> credentials/talk.json:1:1
  |
1 | {
  | ^
  |
  = help: a credential needs its issuer's signature; for an entry of your own, write a .yaml with `claim:`
"#);
}

#[test]
fn credential_that_is_no_json() {
    insta::assert_snapshot!(errors(&credential("{\"a\": 1,\n \"a\": 2}")), @r#"
error[not-json]: the credential is refused: it is not readable JSON: duplicate member "a" at line 2, column 4
 --> credentials/talk.json:2:4
  |
2 |  "a": 2}
  |    ^
  |
  = help: get the credential from its issuer again, as they published it
"#);
}

#[test]
fn yaml_credential_with_what_json_cannot_carry() {
    let yaml = "'@context': [https://www.w3.org/ns/credentials/v2]\nissuer: &i {id: x}\nn: 9007199254740993\n";
    insta::assert_snapshot!(errors(&Project::portfolio().file("credentials/talk.yaml", yaml)), @r#"
error[yaml-value]: the integer 9007199254740993 is beyond 2^53 and not every reader keeps it
 --> credentials/talk.yaml:3:4
  |
3 | n: 9007199254740993
  |    ^^^^^^^^^^^^^^^^
  |
  = help: write it as a string, in quotes
"#);
}

#[test]
fn lock_whose_document_was_changed() {
    let lock = r#"{"version":1,"documents":[{"url":"https://x.example/did.json","file":".accolade/a.json","sha256":"00","retrieved":"2026-11-01T00:00:00Z"}]}"#;
    let project = Project::portfolio().file("accolade.lock", lock).file(".accolade/a.json", "{}");
    insta::assert_snapshot!(errors(&project), @r#"
error[lock]: the file .accolade/a.json of https://x.example/did.json was changed since it was fetched
--> accolade.lock
 = note: this is about https://x.example/did.json
 = help: run `accolade update` again
"#);
}

#[test]
fn ledger_with_a_broken_line() {
    let project = Project::registry().file("ledger.jsonl", "\n{\"id\":\"x\",\n");
    insta::assert_snapshot!(errors(&project), @r#"
error[bad-json]: EOF while parsing a value
 --> ledger.jsonl:2:10
  |
2 | {"id":"x",
  |          ^
  |
  = help: restore the line from your version control; the ledger is written by accolade's commands alone
"#);
}

/// All that is wrong is said at once, not the first thing.
#[test]
fn everything_at_once() {
    let project = Project::new()
        .file("accolade.yaml", "title: x\nholder: {}\naccent: pinkish\n")
        .file("badges/a.yaml", "name: A\n")
        .file("badges/B c.yaml", BADGE)
        .file("issuers/x.yaml", "id: example.org\nname: X\nwhy: x\nkeys: [{multibase: z123}]\n")
        .file("pages/about.md", "# About\n")
        .file("credentials/x.json", "[]");
    insta::assert_snapshot!(errors(&project), @r##"
error[missing-field]: holder needs the field `name`
 --> accolade.yaml:2:9
  |
2 | holder: {}
  |         ^
  |
  = help: add `name: …`

error[bad-colour]: "pinkish" is no colour
 --> accolade.yaml:3:9
  |
3 | accent: pinkish
  |         ^^^^^^^
  |
  = help: write it as "#rrggbb" in quotes, such as "#7a1f3d"

error[bad-id]: the file's name becomes an address, and "B c" cannot
--> badges/B c.yaml
 = help: rename the file to "b-c.yaml"

error[missing-field]: a badge needs the field `criteria`
 --> badges/a.yaml:1:1
  |
1 | name: A
  | ^^^^
  |
  = help: add `criteria: …`

error[missing-field]: a badge needs the field `description`
 --> badges/a.yaml:1:1
  |
1 | name: A
  | ^^^^
  |
  = help: add `description: …`

error[not-an-object]: the credential is refused: it is not a JSON object, so it is no credential
 --> credentials/x.json:1:1
  |
1 | []
  | ^
  |
  = help: get the credential from its issuer again, as they published it

error[bad-url]: "example.org" is no address
 --> issuers/x.yaml:1:5
  |
1 | id: example.org
  |     ^^^^^^^^^^^
  |
  = help: write the whole address with its scheme (http, https)

error[bad-key]: this is no public key to check with: this is not a well-formed key
 --> issuers/x.yaml:4:20
  |
4 | keys: [{multibase: z123}]
  |                    ^^^^
  |
  = help: copy the public key as it stands after `did:key:`; an Ed25519 key begins with z6Mk

error[missing-field]: a page needs front matter with a title
 --> pages/about.md:1:1
  |
1 | # About
  | ^
  |
  = help: begin the file with a line `---`, then `title: …`, then a line `---`

9 errors
"##);
}

#[test]
fn what_markdown_leaves_out_is_told_with_its_line() {
    let project = Project::portfolio().file(
        "pages/about.md",
        "---\ntitle: About\n---\nHello.\n\n![Me](https://x.example/me.png)\n\n<iframe src=\"https://x.example/\"></iframe>\n\n![Me](static/Mein Bild.png)\n",
    );
    project.write(
        "accolade.yaml",
        "title: Maya\nholder:\n  name: Maya\n  intro: |\n    Hello.\n\n    <video src=\"a.mp4\">\n",
    );
    let told = project.run(["check"]).exits(0).stderr;
    for part in [
        "warning[left-out]",
        "pages/about.md:6",
        "put the file into static/",
        "pages/about.md:8",
        "<iframe>",
        "pages/about.md:10",
        "![Me](<static/Mein Bild.png>)",
        "accolade.yaml:7",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert_eq!(told.matches("left-out").count(), 4, "{told}");
}

#[test]
fn a_claim_with_a_month_another_word_and_a_plain_pdf_is_helped() {
    let told = |claim: &str| {
        errors(&Project::portfolio().file("credentials/talk.yaml", format!("claim:\n  name: A\n  {claim}\n")))
    };
    let month = told("earned: 2026-03");
    assert!(month.contains("write the day as well") && month.contains("2026-03-01"), "{month}");
    assert!(told("earned: March").contains("write year-month-day"));
    assert!(told("date: 2026-03-01").contains("did you mean `earned`?"));
    let project = Project::portfolio().file("credentials/paper.pdf", pdf::with_attached(&[]));
    let told = errors(&project);
    assert!(told.contains("url: static/FILE.pdf") && told.contains("static/"), "{told}");
}
