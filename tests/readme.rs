//! The front pages of the repository, held against the program: every command exists and is listed, every link leads to a file, the first
//! command does what is promised.
#![allow(clippy::disallowed_methods, reason = "tests read the repository's own pages")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use support::Project;

const PAGES: [&str; 4] = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

#[test]
fn the_readme_lists_exactly_the_commands_that_there_are() {
    let readme = page("README.md");
    let table =
        readme.split("## Commands").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section on commands");
    let listed: BTreeSet<_> = table
        .lines()
        .filter(|line| line.starts_with("| `accolade"))
        .filter_map(|line| line.split(" | ").next())
        .flat_map(|cell| cell.split('`').filter_map(|code| code.strip_prefix("accolade ")))
        .filter_map(|code| code.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    let help = Project::new().run(["--help"]).stdout;
    let commands =
        help.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    let existing: BTreeSet<_> = commands
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(existing.len() >= 8, "{help}");
    assert_eq!(listed, existing);
}

#[test]
fn the_first_command_of_the_readme_builds_the_sample_portfolio() {
    let readme = page("README.md");
    assert!(readme.contains("\ncargo run --release -- build sample-site/portfolio\n"));
    assert!(readme.contains("\nbash tests/all\n"));
    let project = Project::copy_of("sample-site/portfolio");
    let built = project.run(["build"]).exits(0);
    let said = format!("{}{}", built.stdout, built.stderr);
    assert!(said.contains("verified") && said.contains("index.html"), "a summary, and where to open it: {said}");
}

#[test]
fn no_link_on_a_front_page_leads_nowhere() {
    for name in PAGES {
        let text = page(name);
        let targets: Vec<_> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        for target in targets.iter().filter(|target| !target.contains("://")) {
            let file = target.split('#').next().unwrap_or_default();
            assert!(root().join(file).exists(), "{name} links to {target}");
        }
    }
}

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect(name)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
