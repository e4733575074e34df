//! Every command that `docs/` shows is run, in order, in a temp folder that holds the sample sites: the pages cannot lie.
//! In a `console` block, lines after a command are parts of its output, in the order of its stream; `(exit status N)` is its status, else 0.
#![allow(clippy::disallowed_methods, reason = "tests read the pages of this repository")]

mod support;

use std::path::Path;

use support::Project;

/// A command with what the page says about it.
#[derive(Debug, Default)]
struct Shown {
    line: usize,
    args: Vec<String>,
    output: Vec<String>,
    status: i32,
}

#[test]
fn every_command_in_the_docs_does_what_its_page_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for (name, bytes) in support::tree(&root.join("docs")) {
        if !name.ends_with(".md") {
            continue;
        }
        let page = String::from_utf8(bytes).expect("pages are UTF-8");
        let project = Project::new();
        for (path, bytes) in support::tree(&root.join("sample-site")) {
            project.write(&format!("sample-site/{path}"), bytes);
        }
        for (path, text) in files(&page) {
            project.write(&path, text);
        }
        for shown in commands(&page) {
            count += 1;
            // The sample's key has a passphrase that everybody knows; new keys get the same one here.
            let env = [("ACCOLADE_PASSPHRASE", "alder bay test key")];
            let run = project.run_with(shown.args.iter().map(String::as_str), &env, "").exits(shown.status);
            let mut streams = [run.stdout.as_str(), run.stderr.as_str()];
            for part in &shown.output {
                let found = streams.iter_mut().find_map(|stream| {
                    let at = stream.find(part.as_str())?;
                    *stream = &stream[at + part.len()..];
                    Some(())
                });
                let said = format!("{}{}", run.stdout, run.stderr);
                assert!(
                    found.is_some(),
                    "docs/{name}:{}: {part:?} is not in the output, or not in this order:\n{said}",
                    shown.line
                );
            }
        }
    }
    assert!(count >= 15, "{count} commands");
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (name, bytes) in support::tree(&docs).into_iter().filter(|(name, _)| name.ends_with(".md")) {
        let page = String::from_utf8(bytes).expect("pages are UTF-8");
        for target in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(target.contains("://") || docs.join(target).exists(), "docs/{name} links to {target}");
        }
    }
}

/// The words of a command line; quotes keep some together.
fn words(command: &str) -> Vec<String> {
    let quoted = command.split('"').enumerate();
    quoted
        .flat_map(|(n, part)| match n % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

/// Files that a page shows: blocks that name one, as in "```csv gradebook.csv".
fn files(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    let named = |block: &str| {
        let (head, text) = block.split_once('\n')?;
        Some((head.split_once(' ')?.1.trim().to_owned(), text.to_owned() + "\n"))
    };
    blocks.filter_map(named).collect()
}

fn commands(page: &str) -> Vec<Shown> {
    let (mut shown, mut inside): (Vec<Shown>, bool) = (Vec::new(), false);
    for (at, line) in page.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            let mut words = words(command).into_iter();
            assert_eq!(words.next().as_deref(), Some("accolade"), "line {}: only accolade is run", at + 1);
            shown.push(Shown { line: at + 1, args: words.collect(), ..Shown::default() });
        } else if let (true, Some(last)) = (inside, shown.last_mut()) {
            match line.strip_prefix("(exit status ").and_then(|rest| rest.strip_suffix(')')) {
                Some(status) => last.status = status.parse().expect("a number"),
                None => last.output.extend((!line.trim().is_empty()).then(|| line.trim().to_owned())),
            }
        }
    }
    shown
}
