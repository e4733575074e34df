//! In: credentials of a registry, a part at a time. Out: lines of JSON, CSV or a table on standard output. Only the table keeps its rows.

use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

use crate::cmd::Globals;
use crate::cmd::show::clean;
use crate::issue::ledger::Ledger;
use crate::issue::listing::Listed;
use crate::render::report::{LIST, LIST_SHOWN, csv_line};

/// What is wider than this moves the rest of its own line only.
const WIDE: usize = 32;

/// How credentials are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Table,
    Csv,
    Json,
}

/// What was told so far.
pub(super) struct Sheet<'a> {
    form: Form,
    globals: &'a Globals,
    /// What waits for how wide its columns are.
    rows: Vec<Listed<'a>>,
    count: usize,
    /// Whether the first line of CSV was told.
    begun: bool,
}

impl<'a> Sheet<'a> {
    pub(super) const fn new(form: Form, globals: &'a Globals) -> Self {
        Self { form, globals, rows: Vec::new(), count: 0, begun: false }
    }

    /// Tells more of them, or keeps them until all are there.
    pub(super) fn put(&mut self, part: Vec<Listed<'a>>, ledger: &Ledger) {
        self.begin();
        self.count += part.len();
        match self.form {
            Form::Table => self.rows.extend(part),
            Form::Csv => self.lines(part.iter().map(|one| csv_line(&cells(one, ledger)))),
            Form::Json => self.lines(part.iter().map(|one| line(one, ledger))),
        }
    }

    /// Tells what is left; gives how many there were.
    pub(super) fn end(mut self) -> usize {
        self.begin();
        if self.form == Form::Table && self.count > 0 {
            self.table();
        }
        self.count
    }

    /// The mark tells a spreadsheet that it is UTF-8.
    fn begin(&mut self) {
        if self.form == Form::Csv && !self.begun {
            self.globals.result(&format!("\u{feff}{LIST}"));
        }
        self.begun = true;
    }

    fn lines(&self, lines: impl Iterator<Item = String>) {
        let text = lines.collect::<Vec<_>>().join("\n");
        if !text.is_empty() {
            self.globals.result(&text);
        }
    }

    fn table(&self) {
        let mut widths = LIST_SHOWN.map(str::len);
        for one in &self.rows {
            for (width, cell) in widths.iter_mut().zip(shown(one)) {
                *width = (*width).max(cell.width().min(WIDE));
            }
        }
        let padded = |cells: [String; 6]| {
            let cell =
                |(text, width): (&String, &usize)| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
            cells.iter().zip(&widths).map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        self.globals.result(&padded(LIST_SHOWN.map(str::to_owned)));
        for part in self.rows.chunks(super::AT_ONCE) {
            self.lines(part.iter().map(|one| padded(shown(one))));
        }
    }
}

fn shown(one: &Listed<'_>) -> [String; 6] {
    [
        day(one.awarded),
        one.entry.badge.clone(),
        one.standing.word().to_owned(),
        one.name.to_string(),
        own(one),
        address(one),
    ]
    .map(|cell| clean(&cell))
}

fn cells(one: &Listed<'_>, ledger: &Ledger) -> [String; 9] {
    [
        one.name.to_string(),
        own(one),
        one.entry.badge.clone(),
        day(one.awarded),
        day(one.expires),
        one.standing.word().to_owned(),
        (if ledger.is_listed(one.entry) { "public" } else { "private" }).to_owned(),
        one.entry.slug.clone(),
        address(one),
    ]
}

fn line(one: &Listed<'_>, ledger: &Ledger) -> String {
    let mut line = json!({
        "name": one.name, "award_id": one.entry.award.strip_prefix("id:"), "badge": one.entry.badge, "awarded": one.awarded,
        "expires": one.expires, "state": one.standing, "listed": ledger.is_listed(one.entry), "slug": one.entry.slug,
        "address": one.entry.id,
    });
    if let Some(by) = one.by {
        line["by"] = json!(by.id);
    }
    line.to_string()
}

/// The number that the institution gave the award.
fn own(one: &Listed<'_>) -> String {
    one.entry.award.strip_prefix("id:").unwrap_or_default().to_owned()
}

/// The page of a credential is where its identifier leads.
fn address(one: &Listed<'_>) -> String {
    one.entry.id.clone()
}

fn day(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
