//! `accolade issue` with the tables of other programs, through the binary: exact rows, reasons and messages.
#![allow(clippy::disallowed_methods, reason = "tests look into their own temp folders")]

mod support;

use std::path::{Path, PathBuf};

use support::{Project, Run};

const BADGE: &str = "name: Lab Safety\ndescription: Works safely.\ncriteria: Passed the course.\n";

fn registry() -> Project {
    let project = Project::registry().file("badges/lab.yaml", BADGE);
    project.run(["keygen", "--plain"]).exits(0);
    project
}

/// Real exports of other programs; `None` when they are not on this machine, which is a failure where all tests must run.
fn sample(path: &str) -> Option<Vec<u8>> {
    let beside = |folder: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let named = std::env::var_os("ACCOLADE_SAMPLES").map(PathBuf::from);
    let folders = named.into_iter().chain([beside("../shared/samples"), beside("../../shared/samples")]);
    let read = folders.filter_map(|folder| std::fs::read(folder.join(path)).ok()).next();
    if read.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "there is no {path}");
        println!("skipped: no samples");
    }
    read
}

/// `step name: note` of each row of a dry run.
fn plan(run: &Run) -> Vec<String> {
    let line = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("step"), text("name"), text("note"))
    };
    run.stdout.lines().map(line).collect()
}

fn issued(project: &Project) -> Vec<serde_json::Value> {
    let mut all: Vec<serde_json::Value> = Vec::new();
    for (path, bytes) in project.tree().iter().filter(|(path, _)| path.ends_with(".jsonl") && path.starts_with("cred"))
    {
        let text = String::from_utf8(bytes.clone()).unwrap_or_else(|_| panic!("{path}"));
        all.extend(text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")));
    }
    all
}

fn names(project: &Project) -> Vec<String> {
    issued(project).iter().map(|c| c["credentialSubject"]["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn a_canvas_gradebook_is_issued_by_a_rule() {
    let Some(gradebook) = sample("canvas/gradebook-full-constructed.csv") else { return };
    let project = registry().file("gradebook.csv", &gradebook);
    let args = ["issue", "gradebook.csv", "--profile", "canvas", "--badge", "lab", "--awarded", "2026-05-12"];
    let rule = ["--when", "Final Score >= 70"];
    let dry = project.run(args.into_iter().chain(rule).chain(["--dry-run", "--json"])).exits(0);
    let plan = plan(&dry);
    assert_eq!(plan[0], "issue Ana Andromeda: ");
    for said in ["skip : the row of posting policies", "skip Bo Bunce: Final Score is 0.00, not 70 or more"] {
        assert!(plan.iter().any(|line| line == said), "{said}: {plan:#?}");
    }
    assert!(plan.iter().any(|line| line.ends_with("the row of possible points")), "{plan:#?}");
    assert!(plan.iter().all(|line| !line.starts_with("issue Test")), "{plan:#?}");
    project.run(args.into_iter().chain(rule)).exits(0);
    assert_eq!(names(&project)[0], "Ana Andromeda");
    let before = project.tree();
    let again = project.run(args.into_iter().chain(rule)).exits(0);
    assert!(project.tree() == before, "{}", again.stderr);
    let text = project.read("ledger.jsonl") + &project.read("credentials/gradebook.jsonl");
    assert!(!text.contains("aandromeda") && !text.contains("88.18"), "neither login nor grade leaves the gradebook");

    let run = project.run(args).exits(1);
    assert!(
        run.stderr.contains("nothing says who earned the badge") && run.stderr.contains("--when"),
        "{}",
        run.stderr
    );
    let run = project.run(args.into_iter().chain(["--when", "Final Scor >= 70"])).exits(1);
    assert!(run.stderr.contains("did you mean \"Final Score\"?"), "{}", run.stderr);
    let run = project.run(args.into_iter().chain(["--when", "Final Grade >= 70"])).exits(1);
    assert!(run.stderr.contains("which is no number"), "{}", run.stderr);
}

#[test]
fn moodle_exports_are_issued() {
    let (Some(grades), Some(completion)) =
        (sample("moodle/gradebook-export.csv"), sample("moodle/course-completion-constructed.csv"))
    else {
        return;
    };
    let project = registry().file("awards/grades.csv", &grades).file("awards/completion.csv", &completion);
    project.write(
        "awards/grades.mapping.yaml",
        "profile: moodle-grades\nwhen: Course total >= 60\nalways: {badge: lab, awarded: 2014-05-06}\ncolumns: {result: \"{Course total} of 100\"}\n",
    );
    project.write(
        "awards/completion.mapping.yaml",
        "profile: moodle-completion\ndates: \"%d/%m/%y, %H:%M\"\nalways: {badge: lab}\n",
    );
    let dry = project.run(["issue", "--dry-run", "--json"]).exits(0);
    assert_eq!(
        plan(&dry),
        [
            "issue Ana Andromeda: ",
            "issue Bobby Bunce: ",
            "skip Bo Bunce: Course complete is empty",
            "skip Anne Able: Course total is 56.00, not 60 or more",
        ]
    );
    project.run(["issue"]).exits(0);
    let all = issued(&project);
    assert_eq!(all[0]["awardedDate"], "2026-03-10T00:00:00Z", "a day before the month, as the mapping says");
    assert_eq!(all[1]["credentialSubject"]["result"][0]["value"], "75.00 of 100");
    let written: String =
        issued(&project).iter().map(ToString::to_string).collect::<String>() + &project.read("ledger.jsonl");
    assert!(!written.contains("example.com") && !written.contains("example.edu"), "no address");

    // Without the form of its dates nothing is guessed.
    project.write("awards/completion.mapping.yaml", "profile: moodle-completion\nalways: {badge: lab}\n");
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("is not a date") && run.stderr.contains("completion.csv:2"), "{}", run.stderr);
}

const CANVAS: [&str; 6] = ["--profile", "canvas", "--badge", "lab", "--awarded", "2026-05-12"];
const MOODLE: [&str; 6] = ["--profile", "moodle-grades", "--badge", "lab", "--awarded", "2026-05-12"];

/// A dry run of this table.
fn dry(table: &str, more: &[&str]) -> Run {
    let project = registry().file("table.csv", table);
    project.run(["issue", "table.csv", "--dry-run", "--json"].into_iter().chain(more.iter().copied()))
}

fn with_rule(profile: [&'static str; 6], rule: &'static str) -> Vec<&'static str> {
    profile.into_iter().chain(["--when", rule]).collect()
}

#[test]
fn a_formula_in_a_name_is_refused_however_it_is_put_together() {
    let rule = with_rule(CANVAS, "Final Score >= 70");
    for cell in ["\"\"\"=Li, Bo\"\"\"", "\"=\"\"Li, Bo\"\"\"", "\"=Li, Bo\"", "\"Li, =Bo\""] {
        let run = dry(&format!("Student,ID,Final Score\n{cell},1,99\n"), &rule).exits(1);
        assert!(run.stderr.contains("formula") && run.stderr.contains("table.csv"), "{cell}: {}", run.stderr);
    }
    let run = dry("LastName,FirstName,ID,Final Score\n=Li,Bo,1,99\n", &rule).exits(1);
    assert!(run.stderr.contains("formula"), "{}", run.stderr);
    let run = dry("Student,ID,Final Score\n\"\"\"Li, Bo\"\"\",1,99\n\"=Ng, Di\",2,9\n", &rule).exits(0);
    assert_eq!(plan(&run), ["issue Bo Li: ", "skip Di =Ng: Final Score is 9, not 70 or more"]);
}

#[test]
fn the_test_student_is_passed_over_also_where_names_have_two_columns() {
    let table = "LastName,FirstName,ID,Final Score\n    Points Possible,,,(read only)\nLi,Bo,1,99\nStudent,Test,2,99\nStudent,Ada,3,99\n";
    let run = dry(table, &with_rule(CANVAS, "Final Score >= 70")).exits(0);
    let plan = plan(&run);
    assert_eq!(plan[..2], ["issue Bo Li: ", "issue Ada Student: "], "{plan:?}");
    assert!(plan.contains(&"skip Test Student: Canvas's test student".to_owned()), "{plan:?}");
}

#[test]
fn a_moodle_export_may_have_colons_between_its_cells_and_suspended_users() {
    let table = "\"First name\":Surname:\"ID number\":Suspended:\"Quiz: one, two\":\"Course total\"\nAda:Obi:1::9:99.00\nBo:Li:2:Yes:9:98.00\nCy:Oh:3:No:9:12.00\n";
    let run = dry(table, &with_rule(MOODLE, "Course total >= 70")).exits(0);
    let suspended = "skip Bo Li: the enrolment is suspended";
    assert_eq!(plan(&run), ["issue Ada Obi: ", suspended, "skip Cy Oh: Course total is 12.00, not 70 or more"]);
    let run = dry(table, &with_rule(MOODLE, "Suspended = Yes")).exits(0);
    assert!(plan(&run).contains(&"issue Bo Li: ".to_owned()), "a rule that speaks of it decides: {}", run.stdout);
}

#[test]
fn signs_between_thousands_are_read_where_nothing_else_can_be_meant() {
    let score = |cell: &str| format!("Student,ID,Final Score\n\"Li, Bo\",1,\"{cell}\"\n");
    let rule = with_rule(CANVAS, "Final Score >= 1000");
    assert_eq!(plan(&dry(&score("1,061.00"), &rule).exits(0)), ["issue Bo Li: "]);
    let run = dry(&score("1,061"), &rule).exits(1);
    for said in
        ["which is no number as it stands", "without a sign between thousands, such as 1061.00", "decimal: comma"]
    {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    let project = registry().file(
        "awards/a.mapping.yaml",
        "decimal: comma\nwhen: Punkte >= 1000\nalways: {badge: lab, awarded: 2026-05-12}\ncolumns: {name: Name, hours: Stunden}\n",
    );
    let issue = |row: &str| {
        project.write("awards/a.csv", format!("Name;Punkte;Stunden\n{row}\n"));
        project.run(["issue", "--dry-run", "--json"])
    };
    assert_eq!(plan(&issue("Bo Li;1.061,00;1.200,5").exits(0)), ["issue Bo Li: "]);
    for row in ["Bo Li;1.061;7", "Bo Li;1.061,00;1.200"] {
        let run = issue(row).exits(1);
        assert!(run.stderr.contains("such as 1061,00"), "{row}: {}", run.stderr);
    }
}

#[test]
fn a_quote_that_is_never_closed_is_told_with_its_line_and_an_empty_table_with_words() {
    let project = registry().file(
        "awards/a.csv",
        "name,badge,awarded\nAda Obi,lab,2026-05-12\n\"Bo Li,lab,2026-05-12\nCy Oh,lab,2026-05-12\n",
    );
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("a quote that begins on line 3 is never closed"), "{}", run.stderr);
    assert!(run.stderr.contains("awards/a.csv:3") && !run.stderr.contains("is empty"), "{}", run.stderr);
    project.write("awards/a.csv", "name,badge,awarded\n");
    let run = project.run(["issue", "--dry-run"]).exits(0);
    assert!(run.stderr.contains("no award is listed; nothing was written"), "{}", run.stderr);
}

#[test]
fn a_mapping_is_checked_as_strictly_as_a_badge() {
    let project = registry().file("awards/a.csv", "Who,When\nAda,2026-05-12\n").file(
        "awards/a.mapping.yaml",
        "profile: canvass\nencoding: klingon\ndates: \"%H\"\ndecimal: dot\nwhen: Score\nemails: keep\nalways: {bagde: lab}\ncolumns: {name: \"{Who\"}\nmore: 1\n",
    );
    let run = project.run(["issue"]).exits(1);
    for said in [
        "did you mean `canvas`?",
        "there is no encoding \"klingon\"",
        "does not say which day it is",
        "is no decimal sign",
        "is no condition",
        "nothing that is done with addresses",
        "did you mean \"badge\"?",
        "without its `}`",
        "has no field `more`",
        "awards/a.mapping.yaml:7",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    project.remove("awards/a.csv");
    let run = project.run(["issue"]).exits(1);
    assert!(
        run.stderr.contains("no table beside this mapping") || run.stderr.contains("no awards file"),
        "{}",
        run.stderr
    );
}

#[test]
fn encodings_are_read_or_named_and_never_guessed() {
    let utf16: Vec<u8> =
        "\u{feff}name,badge,awarded\nليلى حدّاد,lab,2026-05-12\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let project = registry().file("awards/a.csv", utf16);
    let run = project.run(["issue"]).exits(0);
    assert_eq!(names(&project), ["ليلى حدّاد"], "{}", run.stderr);
    assert!(project.run(["issue", "--dry-run"]).exits(0).stderr.contains("UTF-16LE"));
    let latin = b"name,badge,awarded\nJos\xe9 M\xfcller,lab,2026-05-12\n";
    let project = registry().file("awards/a.csv", latin);
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("line 2 is not UTF-8") && run.stderr.contains("\"José\""), "{}", run.stderr);
    project.run(["issue", "--encoding", "windows-1252"]).exits(0);
    assert_eq!(names(&project), ["José Müller"]);
}

#[test]
fn names_of_every_script_and_length_are_issued_or_told() {
    let long = "Wolfeschlegelsteinhausen".repeat(13);
    let good = ["李小龍", "Nguyễn Thị Minh Khai", "e\u{301}tienne Cole", "محمد بن سلمان", "O'Brien-Smith, Jr."];
    let rows: String = good.iter().map(|name| format!("\"{name}\",lab,2026-05-12\n")).collect();
    let project = registry().file("awards/a.csv", format!("name,badge,awarded\n{rows}"));
    project.run(["issue"]).exits(0);
    assert_eq!(names(&project), good.map(|name| name.replace("e\u{301}", "\u{e9}")), "a letter and its mark are one");
    project.write("awards/a.csv", format!("name,badge,awarded\n{long},lab,2026-05-12\n"));
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("the name has 312 characters"), "{}", run.stderr);
}

#[test]
fn a_file_with_nothing_but_problems_tells_the_first_of_them_and_ends() {
    let rows: String = (0..30_000).map(|n| format!("undefined,lab,2026-05-{n}\n")).collect();
    let project = registry().file("awards/a.csv", format!("name,badge,awarded\n{rows}"));
    let start = std::time::Instant::now();
    let run = project.run(["issue"]).exits(1);
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
    assert!(
        run.stderr.contains("rows that follow were not looked at"),
        "{}",
        run.stderr.lines().last().unwrap_or_default()
    );
}

#[test]
fn thousands_of_awards_are_one_file_and_two_runs_do_not_meet() {
    let rows: String = (0..3_000).map(|n| format!("Holder {},lab,2026-05-12,h{n}\n", letters(n))).collect();
    let project = registry().file("awards/a.csv", format!("name,badge,awarded,award_id\n{rows}"));
    let mut first = project.command(["issue"]).spawn().expect("runs");
    let second = project.run(["issue"]);
    first.wait().expect("ends");
    assert!(
        second.stderr.contains("another run holds")
            || second.stderr.contains("issued before")
            || second.status == Some(0)
    );
    project.run(["issue"]).exits(0);
    assert_eq!(project.read("credentials/a.jsonl").lines().count(), 3_000);
    assert_eq!(project.read("ledger.jsonl").lines().count(), 3_000);
}

/// A number as a word.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|b| char::from(b'a' + b - b'0')).collect()
}

const GRADEBOOK: &str = "Student,ID,SIS Login ID,Section,Final Score\n    Points Possible,,,,(read only)\n\"Obi, Ada\",501,aobi,XC 101,88.18\n\"Li, Bo\",502,bli,XC 101,EX\n";
const RULE: [&str; 2] = ["--when", "Final Score >= 70"];

/// Every later command reads what stands in awards/, and has none of these options.
#[test]
fn a_table_that_is_read_by_options_is_told_how_to_be_kept_and_is_no_dead_end() {
    let badge = format!("{BADGE}valid_for: 2 years\n");
    let project = registry().file("badges/lab.yaml", badge).file("awards/gradebook.csv", GRADEBOOK);
    let run = project.run(["issue", "awards/gradebook.csv"].into_iter().chain(CANVAS).chain(RULE)).exits(0);
    let mapping = "profile: canvas\nwhen: 'Final Score >= 70'\nalways: {badge: lab, awarded: 2026-05-12}";
    assert!(run.stderr.contains("awards/gradebook.mapping.yaml") && run.stderr.contains(mapping), "{}", run.stderr);
    // Without it, one error says what the table is.
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("error[no-mapping]") && run.stderr.contains("a gradebook of Canvas"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    let award = "canvas 501 lab";
    project.run(["renew", award, "--expires", "2030-01-01"]).exits(0);
    let run = project.run(["reissue", award]).exits(1);
    assert!(run.stderr.contains("no-row") && run.stderr.contains("no-mapping"), "{}", run.stderr);
    let args = ["reissue", award, "--awards", "awards/gradebook.csv"];
    project.run(args.into_iter().chain(CANVAS).chain(RULE)).exits(0);
    project.run(["reissue", award, "--as-signed"]).exits(0);
    // With it, no option is needed.
    project.write("awards/gradebook.mapping.yaml", mapping);
    project.run(["reissue", award]).exits(0);
    let run = project.run(["issue"]).exits(0);
    assert!(run.stderr.contains("nothing new to issue") && !run.stderr.contains("write them into"), "{}", run.stderr);
}

#[test]
fn a_table_that_cannot_be_read_holds_up_those_alone_who_may_stand_in_it() {
    let project = registry().file("awards/a.csv", "name,badge,awarded,award_id\nDi Yu,lab,2026-05-12,a1\n");
    project.write("badges/lab.yaml", format!("{BADGE}valid_for: 2 years\n"));
    project.run(["issue"]).exits(0);
    project.write("awards/gradebook.csv", GRADEBOOK);
    project.run(["renew", "a1", "--expires", "2030-01-01"]).exits(0);
    project.run(["reissue", "a1"]).exits(0);
    let before = project.tree();
    let run = project.run(["forget", "Ada Obi"]).exits(1);
    for said in ["error[unread-table]", "awards/gradebook.csv", "nothing was removed", "NAME.mapping.yaml"] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    assert!(project.tree() == before);
    let run = project.run(["forget", "Di Yu"]).exits(0);
    assert!(
        run.stderr.contains("warning[unread-table]") && run.stderr.contains("does not name them"),
        "{}",
        run.stderr
    );
    assert!(!project.read("awards/a.csv").contains("Di Yu"));
}

#[test]
fn everything_that_is_wrong_with_a_table_is_told_at_once() {
    let badge = format!("{BADGE}evidence_required: true\n");
    let project = registry().file("badges/strict.yaml", badge).file(
        "awards/a.csv",
        "name,badge,awarded\nAda Obi,lab,13.11.2026\nBo Li,lap,2026-05-12\nCy Oh,strict,2026-05-12\nDi Yu,lab,2026-05-12\nDi Yu,lab,2026-05-12\n",
    );
    let run = project.run(["issue"]).exits(1);
    for said in [
        "error[bad-date]",
        "--dates \"%d.%m.%Y\"",
        "error[unknown-badge]",
        "error[missing-evidence]",
        "error[duplicate-award]",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    project.write("awards/a.csv", "name,badge,awarded\nAda Obi,lab,12.05.2026\n");
    project.run(["issue", "--dates", "%d.%m.%Y"]).exits(0);
}

#[test]
fn a_line_that_says_the_sign_between_cells_and_an_excused_student_are_understood() {
    let project = registry().file("awards/a.csv", "sep=;\r\nname;badge;awarded\r\nAda Obi;lab;2026-05-12\r\n");
    project.run(["issue"]).exits(0);
    assert_eq!(names(&project), ["Ada Obi"]);
    project.run(["forget", "Ada Obi"]).exits(0);
    assert_eq!(project.read("awards/a.csv"), "sep=;\r\nname;badge;awarded\r\n");
    let run = dry(GRADEBOOK, &with_rule(CANVAS, "Final Score >= 70")).exits(0);
    assert!(plan(&run).contains(&"skip Bo Li: Final Score is excused (EX)".to_owned()), "{}", run.stdout);
}

#[test]
fn a_badge_that_is_earned_again_in_another_term_is_issued_and_the_same_one_is_not() {
    let project = registry().file("spring.csv", GRADEBOOK).file("autumn.csv", GRADEBOOK);
    let issue = |table: &'static str, day: &'static str, more: &[&'static str]| {
        let args = ["issue", table, "--profile", "canvas", "--badge", "lab", "--awarded", day];
        project.run(args.into_iter().chain(RULE).chain(more.iter().copied())).exits(0)
    };
    issue("spring.csv", "2026-05-12", &[]);
    let run = issue("autumn.csv", "2026-10-12", &[]);
    assert!(run.stderr.contains("nothing new to issue") && run.stderr.contains("`--term`"), "{}", run.stderr);
    let run = issue("spring.csv", "2026-05-12", &["--term", "spring"]);
    assert!(run.stderr.contains("nothing new to issue"), "its number had no term then: {}", run.stderr);
    issue("autumn.csv", "2026-10-12", &["--term", "autumn"]);
    assert_eq!(names(&project), ["Ada Obi", "Ada Obi"]);
    let run = issue("autumn.csv", "2026-10-12", &["--term", "autumn"]);
    assert!(run.stderr.contains("nothing new to issue"), "{}", run.stderr);
    assert!(project.read("ledger.jsonl").contains("id:canvas 501 lab autumn"));
}

/// Words in the column of the day, a day in the next: whoever did not earn it is passed over, and needs no quotes.
#[test]
fn a_row_that_says_that_there_was_no_day_is_asked_for_only_when_it_earns() {
    let project = registry().file(
        "awards/a.mapping.yaml",
        "profile: table\nwhen: Grade = \"P\"\nalways: {badge: lab}\ncolumns: {name: Name, awarded: Exam day}\n",
    );
    let table = |rows: &str| format!("Name,Exam day,Enrolled,Grade\nAda Obi,2026-02-03,2026-01-03,P\n{rows}");
    for rows in ["Bo Li,absent,2026-01-03,F\n", "Bo Li,absent,2026-01-03\n"] {
        project.write("awards/a.csv", table(rows));
        let run = project.run(["issue", "--dry-run", "--json"]).exits(0);
        let said = plan(&run);
        assert!(said.len() == 2 && said[1].starts_with("skip Bo Li: Grade is "), "{said:?}");
    }
    for (rows, told) in [
        ("Bo Li,absent,2026-01-03,P\n", "\"absent\" stands where the day should"),
        // A name with a comma in it, in a row of more fields and of as many.
        ("Li, Bo,2026-02-03,2026-01-03,F\n", "the row has 5 fields"),
        ("Li, Bo,2026-02-03,F\n", "parts it in two"),
    ] {
        project.write("awards/a.csv", table(rows));
        let run = project.run(["issue", "--dry-run"]).exits(1);
        assert!(run.stderr.contains("bad-csv") && run.stderr.contains(told), "{rows}: {}", run.stderr);
    }
}

#[test]
fn names_whose_letters_were_spoilt_are_not_signed() {
    let project = registry();
    for (name, said) in [
        ("M\u{fffd}ller", "a letter was lost"),
        ("Ada MÃ¼ller", "seems to be \"Müller\", UTF-8 that was read as Windows-1252"),
        ("&#201;mile Zola", "as HTML writes it"),
        ("J?rgen M?ller", "a question mark where a letter may have been lost"),
    ] {
        project.write("awards/a.csv", format!("name,badge,awarded\n{name},lab,2026-05-12\n"));
        let run = project.run(["issue"]).exits(1);
        assert!(run.stderr.contains("error[broken-letters]") && run.stderr.contains(said), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("awards/a.csv:2"), "{}", run.stderr);
    }
    project.write("awards/a.csv", "name,badge,awarded,result\nAda Obi,lab,2026-05-12,trÃ¨s bien\n");
    assert!(project.run(["issue"]).exits(1).stderr.contains("\"result\" holds \"trÃ¨s\""));
    let good = "JOÃO CONCEIÇÃO,lab,2026-05-12\nJAN ČÍŽEK,lab,2026-05-12\n";
    project.write("awards/a.csv", format!("name,badge,awarded\n{good}"));
    project.run(["issue"]).exits(0);
    assert_eq!(names(&project), ["JOÃO CONCEIÇÃO", "JAN ČÍŽEK"]);
    let award = issued(&project)[0]["id"].as_str().expect("an id").to_owned();
    let run = project.run(["reissue", award.as_str(), "--name", "JOÃƒO"]).exits(1);
    assert!(run.stderr.contains("the name holds \"JOÃƒO\""), "{}", run.stderr);
}

#[test]
fn an_encoding_that_is_left_over_from_an_earlier_table_is_told() {
    let project = registry().file("awards/a.csv", "name,badge,awarded\nZoë Müller,lab,2026-05-12\n");
    project.write("awards/a.mapping.yaml", "encoding: windows-1252\n");
    let run = project.run(["issue"]).exits(1);
    for said in ["error[left-over-encoding]", "the word \"Zoë\", and windows-1252 is named", "out of its mapping"] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    project.remove("awards/a.mapping.yaml");
    let run = project.run(["issue", "--encoding", "latin1"]).exits(1);
    assert!(run.stderr.contains("error[left-over-encoding]"), "{}", run.stderr);
    project.run(["issue"]).exits(0);
    assert_eq!(names(&project), ["Zoë Müller"]);
}

#[test]
fn a_workbook_and_columns_that_a_spreadsheet_leaves_behind() {
    let project = registry().file("awards/a.csv", b"PK\x03\x04\x14\0\x06\0workbook");
    let run = project.run(["issue"]).exits(1);
    assert!(run.stderr.contains("error[workbook]") && run.stderr.contains("\"CSV UTF-8\""), "{}", run.stderr);
    project.write("awards/a.csv", "name,,badge,awarded,,\r\nAda Obi,,lab,2026-05-12,,\r\n,,,,,\r\n");
    project.run(["issue"]).exits(0);
    assert_eq!(names(&project), ["Ada Obi"]);
    project.run(["forget", "Ada Obi"]).exits(0);
    assert!(project.read("awards/a.csv").starts_with("name,,badge,awarded,,\r\n,,,,,"));
}

#[test]
fn a_sign_that_is_none_and_a_word_that_no_rule_has_are_told() {
    for (rule, said) in [
        ("Final Score => 70", "write `>=`"),
        ("Final Score <> 70", "write `!=`"),
        ("Final Score >= 70 or Section = XC", "only `and` is understood"),
    ] {
        let run = dry(GRADEBOOK, &with_rule(CANVAS, rule)).exits(2);
        assert!(run.stderr.contains(said), "{rule}: {}", run.stderr);
    }
}

#[test]
fn a_mapping_may_end_in_yml_and_a_table_has_one() {
    let project = registry().file("awards/w.csv", "Who;Punkte\nAda Obi;7,5\n");
    let mapping =
        "when: Punkte >= 7\ndecimal: comma\nalways: {badge: lab, awarded: 2026-05-12}\ncolumns: {name: Who}\n";
    project.write("awards/w.mapping.yml", mapping);
    let dry = ["issue", "--dry-run", "--json"];
    assert_eq!(plan(&project.run(dry).exits(0)), ["issue Ada Obi: "]);
    // As a shell names them.
    let named = ["issue", ".", "awards/w.csv", "awards/w.mapping.yml", "--dry-run", "--json"];
    assert_eq!(plan(&project.run(named).exits(0)), ["issue Ada Obi: "]);
    project.write("awards/w.mapping.yaml", mapping);
    let run = project.run(dry).exits(1);
    assert!(run.stderr.contains("two-mappings") && run.stderr.contains("awards/w.mapping.y"), "{}", run.stderr);
}

#[test]
fn the_decimal_sign_is_an_option_too() {
    let table = "Student;ID;Final Score\nAda Obi;1;70,5\n";
    let rule = with_rule(CANVAS, "Final Score >= 70");
    assert!(dry(table, &rule).exits(1).stderr.contains("which is no number"));
    let with = |sign: &'static str| rule.iter().copied().chain(["--decimal", sign]).collect::<Vec<_>>();
    assert_eq!(plan(&dry(table, &with("comma")).exits(0)), ["issue Ada Obi: "]);
    assert!(dry(table, &with("dot")).exits(2).stderr.contains("write `comma` or `point`"));
    let project = registry().file("awards/a.csv", table);
    let run = project.run(["issue", ".", "awards/a.csv"].into_iter().chain(with("comma"))).exits(0);
    assert!(run.stderr.contains("\ndecimal: comma\n"), "{}", run.stderr);
}

#[test]
fn what_an_option_says_of_every_row_is_judged_once() {
    let table = "Student,ID,Final Score\nAda Obi,1,99\nBo Li,2,98\n";
    let options =
        |badge, day| ["--profile", "canvas", "--when", "Final Score >= 70", "--badge", badge, "--awarded", day];
    let run = dry(table, &options("lap", "12/05/2026")).exits(1);
    assert_eq!(run.stderr.matches("\"error\"").count(), 2, "{}", run.stderr);
    for said in ["--badge: there is no badge", "did you mean", "--awarded: ", "is not a date"] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    let run = dry(table, &options("lab", "2028-05-12")).exits(1);
    assert_eq!(run.stderr.matches("\"future-date\"").count(), 1, "{}", run.stderr);
    let run = dry(table, &["--profile", "canvas", "--when", "Final Score >= 70"]).exits(1);
    assert!(run.stderr.contains("--badge ID") && run.stderr.contains("--awarded 2026-05-12"), "{}", run.stderr);
    let project = registry().file("awards/a.csv", table);
    let mapping = |badge, day| {
        let always = format!("{{badge: {badge}, awarded: {day}}}");
        project.write("awards/a.mapping.yaml", format!("profile: canvas\nwhen: Final Score >= 70\nalways: {always}\n"));
        project.run(["issue"]).exits(1)
    };
    let run = mapping("lap", "2026-05-12");
    assert_eq!(run.stderr.matches("error[unknown-badge]").count(), 1, "{}", run.stderr);
    let run = mapping("lab", "12.05.2026");
    assert!(run.stderr.contains("awards/a.mapping.yaml:3") && run.stderr.contains("is not a date"), "{}", run.stderr);
}

/// Each row was told by itself, with no word of what to do.
#[test]
fn a_badge_whose_file_is_gone_is_one_error_with_its_rows_and_credentials() {
    let rows: String = (0..30).map(|n| format!("Holder Number {n},talk,2026-05-12\n")).collect();
    let project = registry()
        .file("badges/talk.yaml", BADGE.replace("Lab", "Talk"))
        .file("awards/a.csv", format!("name,badge,awarded\n{}", rows.replace("Number", "Of")));
    project.run(["issue"]).exits(0);
    let badge = project.read("badges/talk.yaml");
    project.remove("badges/talk.yaml");
    for (command, status, severity) in [("issue", 1, "error"), ("check", 0, "warning")] {
        let run = project.run([command]).exits(status);
        let told = format!(
            "{severity}[unknown-badge]: there is no badge \"talk\", which 30 rows say and 30 credentials are of\n --> awards/a.csv:2:13"
        );
        assert!(run.stderr.contains(&told) && run.stderr.contains("bring badges/talk.yaml back"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("[unknown-badge]").count(), 1, "{}", run.stderr);
    }
    // Both ways out: it is there again, or its rows are put away.
    project.write("badges/talk.yaml", badge);
    project.run(["issue"]).exits(0);
    project.remove("badges/talk.yaml");
    project.remove("awards/a.csv");
    project.write("awards/b.csv", "name,badge,awarded\nCy Oh,lab,2026-05-12\n");
    project.run(["issue"]).exits(0);
    project.run(["check"]).exits(0);
}

/// What stops `issue` was found by nobody who looked with `check`.
#[test]
fn check_tells_what_issue_would_stop_at_and_needs_no_key() {
    let project = registry().file("awards/a.csv", "name,badge,awarded\nAda Obi,lab,2026-05-12\n");
    project.run(["issue"]).exits(0);
    std::fs::remove_dir_all(project.path().join("keys")).expect("it is there");
    assert_eq!(project.run(["check"]).exits(0).stderr.matches("warning[").count(), 0);
    project.write(
        "awards/b.csv",
        "name,badge,awarded\nJörg MÃ¼ller,lab,2026-05-12\nBo Li,lap,2026-05-12\nCy Oh,lab,May\nADA OBI,lab,2026-05-13\n",
    );
    project.write("awards/c.csv", "name;when\n");
    project.write("awards/d.xlsx", "PK");
    let before = project.tree();
    let run = project.run(["check"]).exits(0);
    for (code, place) in [
        ("broken-letters", "awards/b.csv:2:1"),
        ("unknown-badge", "awards/b.csv:3:7"),
        ("bad-date", "awards/b.csv:4:11"),
        ("unknown-format", "awards/d.xlsx"),
    ] {
        assert!(
            run.stderr.contains(&format!("warning[{code}]")) && run.stderr.contains(place),
            "{code}\n{}",
            run.stderr
        );
    }
    assert!(run.stderr.contains("awards/c.csv:1") && !run.stderr.contains("error["), "{}", run.stderr);
    assert!(run.stderr.contains("`accolade issue` would sign nothing until this is put right"), "{}", run.stderr);
    assert!(project.tree() == before, "nothing is written, and no lock is left");
    // An award that seems to be signed already is told as `issue` tells it.
    for file in ["awards/b.csv", "awards/c.csv", "awards/d.xlsx"] {
        project.remove(file);
    }
    project.write("awards/a.csv", "name,badge,awarded,award_id\nAda Obi,lab,2026-05-12,a1\n");
    assert!(project.run(["check"]).exits(0).stderr.contains("warning[maybe-same-award]"));
    // With an error elsewhere the tables are looked at all the same; what is dated later than one asks for is no fault.
    project.write("awards/a.csv", "name,badge,awarded\nJörg MÃ¼ller,lab,2026-05-12\n");
    project.write("badges/bad.yaml", "nam: Bad\n");
    let run = project.run(["check"]).exits(1);
    assert!(run.stderr.contains("warning[broken-letters]") && run.stderr.contains("error["), "{}", run.stderr);
    project.remove("badges/bad.yaml");
    project.write("awards/a.csv", "name,badge,awarded\nAda Obi,lab,2026-05-12\n");
    let run = project.run(["check", "--as-of", "2026-01-01"]);
    assert!(!run.stderr.contains("future-date"), "{}", run.stderr);
}

#[test]
fn a_row_with_a_bad_day_and_a_bad_badge_tells_both() {
    let project = registry().file("awards/a.csv", "name,badge,awarded\nAda Obi,lap,12.05.2026\nBo Li,lab,2026-05-12\n");
    let run = project.run(["issue"]).exits(1);
    for said in ["error[bad-date]", "error[unknown-badge]", "did you mean \"lab\"?"] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    project.write("awards/b.csv", "name,badge,awarded\nCy Oh,lab,2026-05-12\n");
    project.run(["issue", ".", "awards/b.csv"]).exits(0);
    let id = issued(&project)[0]["id"].as_str().expect("an id").to_owned();
    // What cannot be read holds up nobody else.
    project.run(["reissue", id.as_str()]).exits(0);
}
