//! In: an `Insight`. Out: the same numbers as CSV files. A number that is withheld is an empty cell; text that a spreadsheet would
//! take for a formula begins with an apostrophe.

use crate::insight::{Days, Insight};

/// The first line of each file: what `accolade build` knows them by, and refuses to publish.
pub const HEADS: [(&str, &str); 6] = [
    ("badges.csv", "badge,name,department,type,awards,share_percent,median_days,evidence_percent,expiring_soon"),
    ("departments.csv", "department,badges,awards,median_days"),
    ("skills.csv", "skill,framework,badges,awards"),
    ("competencies.csv", "framework,code,competency,badges,awards,gap"),
    ("coverage.csv", "framework,code,competency,badge,name"),
    ("terms.csv", "term,awards"),
];

/// The first line of the CSV of `accolade list`, which is no file of the report and as private.
pub const LIST: &str = "name,award_id,badge,awarded,expires,state,listed,slug,address";

/// The columns of its table; the address says the slug.
pub const LIST_SHOWN: [&str; 6] = ["awarded", "badge", "state", "name", "award_id", "address"];

/// The files by name.
#[must_use]
pub fn files(insight: &Insight) -> Vec<(&'static str, String)> {
    let rows: [Vec<Vec<String>>; 6] = [
        badges(insight),
        insight
            .departments
            .iter()
            .map(|d| vec![d.name.clone(), d.badges.to_string(), number(d.awards), median(d.days)])
            .collect(),
        insight
            .skills
            .iter()
            .map(|s| {
                vec![s.name.clone(), s.framework.clone().unwrap_or_default(), s.badges.to_string(), number(s.awards)]
            })
            .collect(),
        competencies(insight),
        coverage(insight),
        insight.terms.iter().map(|t| vec![t.name.clone(), number(t.awards)]).collect(),
    ];
    HEADS.iter().zip(rows).map(|((name, head), rows)| (*name, file(head, &rows))).collect()
}

fn badges(insight: &Insight) -> Vec<Vec<String>> {
    let line = |b: &crate::insight::BadgeLine| {
        vec![
            b.slug.clone(),
            b.name.clone(),
            b.department.clone().unwrap_or_default(),
            b.kind.clone(),
            number(b.awards),
            b.share.map(|n| n.to_string()).unwrap_or_default(),
            median(b.days),
            b.evidence.map(|n| n.to_string()).unwrap_or_default(),
            number(b.expiring),
        ]
    };
    let mut rows: Vec<Vec<String>> = insight.badges.iter().map(line).collect();
    // No badge has an empty id: what is of none here stands under it.
    rows.extend(insight.of_no_badge.map(|awards| {
        let mut row = vec![String::new(); rows.first().map_or(9, Vec::len)];
        row[4] = number(awards);
        row
    }));
    rows
}

fn competencies(insight: &Insight) -> Vec<Vec<String>> {
    let of = |c: &crate::insight::Coverage| -> Vec<Vec<String>> {
        let item = |i: &crate::insight::CoverageItem| {
            let gap = if i.badges.is_empty() { "yes" } else { "no" };
            vec![
                c.name.clone(),
                i.code.clone().unwrap_or_default(),
                i.name.clone(),
                i.badges.len().to_string(),
                number(i.awards),
                gap.to_owned(),
            ]
        };
        c.items.iter().map(item).collect()
    };
    insight.coverage.iter().flat_map(of).collect()
}

fn coverage(insight: &Insight) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for framework in &insight.coverage {
        for item in &framework.items {
            for badge in &item.badges {
                let badge = &insight.badges[badge.0 as usize];
                let code = item.code.clone().unwrap_or_default();
                rows.push(vec![
                    framework.name.clone(),
                    code,
                    item.name.clone(),
                    badge.slug.clone(),
                    badge.name.clone(),
                ]);
            }
        }
    }
    rows
}

fn number(n: Option<usize>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

fn median(days: Option<Days>) -> String {
    days.map(|days| days.median.to_string()).unwrap_or_default()
}

fn file(head: &str, rows: &[Vec<String>]) -> String {
    let rows: String = rows.iter().map(|row| csv_line(row) + "\r\n").collect();
    format!("{head}\r\n{rows}")
}

/// One record without its line end, in whose cells no spreadsheet finds a formula.
#[must_use]
pub fn csv_line(cells: &[String]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| plain(cell))).expect("one record goes into memory");
    let line = writer.into_inner().map(String::from_utf8).expect("memory takes everything").expect("text was written");
    line.trim_end_matches('\n').to_owned()
}

/// Text that no spreadsheet takes for a formula.
fn plain(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '|']) && cell.parse::<f64>().is_err();
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_formula_is_text_and_a_number_stays_one() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        assert_eq!([plain("-3"), plain("12"), plain("R & D")], ["-3", "12", "R & D"]);
    }
}
