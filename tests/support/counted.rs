//! In: badges and rows of awards. Out: a registry that issued them, and the numbers that its report and its pages tell.

use super::Project;

/// What every badge says of itself.
pub const BADGE: &str = "description: It.\ncriteria: Did it.\n";

/// A registry with these badges, its awards issued as of the day before the reports are made.
pub fn issued(badges: &[&str], rows: &str) -> Project {
    let mut project = Project::registry().of_pages().file("awards/all.csv", rows);
    for badge in badges {
        project = project.file(&format!("badges/{badge}.yaml"), format!("name: {badge}\n{BADGE}"));
    }
    project.run(["keygen", "--plain"]).exits(0);
    project.run(["issue"]).exits(0);
    project
}

/// Rows for so many people.
pub fn rows(badge: &str, count: usize, rest: &str) -> String {
    (0..count)
        .map(|n| format!("Person {} of {badge},{badge},{rest}\n", "abcdefghijkl".chars().nth(n).expect("few")))
        .collect()
}

/// A cell of a table, by the first cell of its row.
pub fn cell(project: &Project, file: &str, row: &str, column: &str) -> String {
    let text = project.read(&format!("report/{file}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().expect("a head").iter().position(|name| name == column).expect("a column");
    let found = reader.records().map(|row| row.expect("a row")).find(|record| &record[0] == row);
    found.unwrap_or_else(|| panic!("no {row} in {text}"))[at].to_owned()
}

/// A number at the top of a page, by the word beside it.
pub fn number(page: &str, label: &str) -> Option<String> {
    let rest = page.split(&format!("<dt>{label}</dt><dd>")).nth(1)?;
    rest.split('<').next().map(str::to_owned)
}
