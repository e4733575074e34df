//! In: the names of awards files, or none for those below `awards/`; options about how tables are written. Out: what they hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::beside::{self, Mappings};
use crate::diag::Diagnostic;
use crate::draft::suggest;
use crate::issue::award;
use crate::issue::columns::Column;
use crate::issue::credential::Definition;
use crate::issue::import::mapping::{DATES, decimal_comma, profiles};
use crate::issue::import::profile::NAMES;
use crate::issue::import::rule::Rule;
use crate::issue::import::table::check_dates;
use crate::issue::import::{Mapping, Profile, decode};
use crate::issue::plan::{self, Form, Sheet};
use crate::load::{self, Source, SourcePath};

/// Options about tables of other programs.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Tables of other programs")]
pub(in crate::cmd) struct Tables {
    /// How the columns of a table become those of an award [default: NAME.mapping.yaml or .yml beside NAME.csv]
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Which program wrote the table: canvas, moodle-grades, moodle-completion or table
    #[arg(long, value_name = "NAME", value_parser = profile)]
    profile: Option<Profile>,
    /// Who earned it, as in "Final Score >= 70" or "Course complete present"
    #[arg(long, value_name = "RULE", value_parser = Rule::read)]
    when: Option<Rule>,
    /// The term or course, as in "autumn 2026": a badge that is earned again in another one is another award
    #[arg(long, value_name = "TEXT")]
    term: Option<String>,
    /// The badge of every row
    #[arg(long, value_name = "ID")]
    badge: Option<String>,
    /// The day of every award, as in 2026-05-12
    #[arg(long, value_name = "DAY")]
    awarded: Option<String>,
    /// How the table writes dates, as in %d/%m/%Y
    #[arg(long, value_name = "FORM", value_parser = dates)]
    dates: Option<String>,
    /// The decimal sign of the table's numbers: comma or point
    #[arg(long, value_name = "SIGN", value_parser = decimal)]
    decimal: Option<bool>,
    /// The table's encoding when it is not UTF-8, as in windows-1252
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,
}

fn profile(name: &str) -> Result<Profile, String> {
    Profile::named(name).ok_or_else(profiles)
}

fn dates(format: &str) -> Result<String, String> {
    check_dates(format).map(|()| format.to_owned()).map_err(|message| format!("{message}; {DATES}"))
}

fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    decode::encoding(name).ok_or_else(|| "write its name as in the Encoding Standard, such as windows-1252".to_owned())
}

fn decimal(sign: &str) -> Result<bool, String> {
    decimal_comma(sign).ok_or_else(|| "write `comma` or `point`".to_owned())
}

impl Tables {
    /// What is wrong with what they say of every row.
    pub(in crate::cmd) fn wrong(&self, badges: &BTreeMap<String, Definition>, at: Timestamp) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if let Some(badge) = self.badge.as_ref().filter(|badge| !badges.contains_key(*badge)) {
            let help = suggest(badge, badges.keys().map(String::as_str)).map_or_else(
                || format!("the badges are {}", badges.keys().cloned().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean {near:?}?"),
            );
            found.push(Diagnostic::error("unknown-badge", format!("--badge: there is no badge {badge:?}")).help(help));
        }
        if let Some(written) = &self.awarded {
            match award::day(written) {
                None => found.push(
                    Diagnostic::error("bad-date", format!("--awarded: {written:?} is not a date"))
                        .help("write year-month-day, such as 2026-05-12"),
                ),
                Some(day) if day > last_day(at) => found.push(
                    Diagnostic::error("future-date", format!("--awarded: {day} lies in the future"))
                        .help("issue it on or after that day"),
                ),
                Some(_) => {}
            }
        }
        found
    }

    /// The mapping that says the same as these options, for tables that stand in `awards/` and will be read again without them;
    /// `None` where there are none.
    pub(super) fn as_mapping(&self) -> Option<String> {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let profile = self.profile.and_then(|profile| NAMES.into_iter().find(|(_, known)| *known == profile));
        let mut lines = Vec::new();
        lines.extend(self.mapping.as_ref().map(|file| format!("# and what stands in {}", shown(file))));
        lines.extend(profile.map(|(name, _)| format!("profile: {name}")));
        lines.extend(self.when.as_ref().map(|rule| format!("when: {}", quoted(&rule.to_string()))));
        lines.extend(self.term.as_ref().map(|term| format!("term: {}", quoted(term))));
        lines.extend(self.dates.as_ref().map(|dates| format!("dates: {}", quoted(dates))));
        let sign = self.decimal.map(|comma| if comma { "comma" } else { "point" });
        lines.extend(sign.map(|sign| format!("decimal: {sign}")));
        lines.extend(self.encoding.map(|encoding| format!("encoding: {}", encoding.name().to_lowercase())));
        let always = [("badge", &self.badge), ("awarded", &self.awarded)];
        let always: Vec<String> =
            always.iter().filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?))).collect();
        lines.extend((!always.is_empty()).then(|| format!("always: {{{}}}", always.join(", "))));
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// A mapping with what the command line says besides.
    fn over(&self, mapping: Mapping) -> Mapping {
        let mut mapping = match self.profile {
            Some(profile) => mapping.with_profile(profile),
            None => mapping,
        };
        mapping.when = self.when.clone().or(mapping.when);
        mapping.term = self.term.clone().or(mapping.term);
        mapping.dates = self.dates.clone().or(mapping.dates);
        mapping.encoding = self.encoding.or(mapping.encoding);
        mapping.decimal_comma = self.decimal.unwrap_or(mapping.decimal_comma);
        for (column, value) in [("badge", &self.badge), ("awarded", &self.awarded)] {
            if let Some(value) = value {
                mapping.always.insert(Column::first(column), value.clone());
            }
        }
        mapping
    }
}

/// What was read of the awards files.
#[derive(Debug, Default)]
pub(in crate::cmd) struct Sheets {
    /// What they say, in rows that can be read.
    pub(in crate::cmd) sheets: Vec<Sheet>,
    /// Remarks about how they are written.
    pub(in crate::cmd) remarks: Vec<Diagnostic>,
    /// What is wrong with those, and with rows, that cannot be read.
    pub(in crate::cmd) unread: Vec<Diagnostic>,
    /// Whether these are all that stand below `awards/`.
    pub(in crate::cmd) whole: bool,
}

/// The last day of an award: where the day is ahead of UTC, today's is dated tomorrow in UTC.
fn last_day(at: Timestamp) -> jiff::civil::Date {
    let today = TimeZone::UTC.to_datetime(at).date();
    today.tomorrow().unwrap_or(today)
}

/// What the awards files say, remarks about how they are written, and what is wrong with them.
pub(in crate::cmd) fn read(files: &[PathBuf], tables: &Tables, source: &Source, at: Timestamp) -> Sheets {
    let today = last_day(at);
    let (mut named, mut found) = (Vec::<(String, Vec<u8>)>::new(), Vec::new());
    let mut mappings = Mappings::default();
    let mut put = |name: String, bytes: Vec<u8>, mappings: &mut Mappings| match beside::table(&name) {
        Some(_) => mappings.put(name, bytes),
        None => named.push((name, bytes)),
    };
    if files.is_empty() {
        for (path, bytes) in source.below("awards") {
            put(path.as_str().to_owned(), bytes.to_vec(), &mut mappings);
        }
    }
    for file in files {
        let beside = beside::beside(file).into_iter().filter(|beside| tables.mapping.is_none() && beside.is_file());
        for file in std::iter::once(file.clone()).chain(beside) {
            match load::read_file(&file) {
                Ok(bytes) => put(shown(&file), bytes, &mut mappings),
                Err(problem) => found.push(problem),
            }
        }
    }
    let given = tables.mapping.as_ref().map(|file| load::read_file(file).map(|bytes| (shown(file), bytes)));
    let given = match given {
        Some(Err(problem)) => {
            found.push(problem);
            None
        }
        Some(Ok(given)) => Some(given),
        None => None,
    };
    if named.is_empty() && found.is_empty() {
        let help = "put a .csv with the columns name,badge,awarded there, or name a file";
        found.push(Diagnostic::error("no-awards", "there is no awards file below awards/").help(help));
    }
    found.extend(mappings.wrong(named.iter().map(|(name, _)| name.as_str())));
    let (mut sheets, mut remarks, count) = (Vec::new(), Vec::new(), named.len());
    for (name, bytes) in named {
        let chosen =
            mappings.of(&name).or_else(|| given.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        let mapping = match chosen {
            None => Ok(Mapping::default()),
            Some((name, bytes)) => mapping(name, bytes),
        };
        match mapping.map(|mapping| tables.over(mapping)).and_then(|mapping| sheet(&name, &bytes, &mapping, today)) {
            Ok((sheet, remark, wrong)) => {
                sheets.push(sheet);
                remarks.extend(remark);
                found.extend(wrong);
            }
            Err(wrong) => found.extend(wrong),
        }
    }
    let whole = files.is_empty() && sheets.len() == count;
    Sheets { sheets, remarks, unread: found, whole }
}

fn sheet(
    name: &str,
    bytes: &[u8],
    mapping: &Mapping,
    today: jiff::civil::Date,
) -> Result<(Sheet, Option<Diagnostic>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let form = match extension.as_str() {
        "csv" | "tsv" | "txt" => Form::Csv(mapping),
        "yaml" | "yml" => Form::Yaml,
        _ => {
            let found = Diagnostic::error("unknown-format", "awards are read from .csv, .tsv, .txt, .yaml and .yml")
                .in_file(name);
            return Err(vec![found.help("save it as CSV, or move it out of awards/")]);
        }
    };
    let (text, remark) = decode::text(name, bytes, mapping.encoding).map_err(|wrong| vec![wrong])?;
    let encoding = mapping.encoding;
    let (sheet, wrong) = plan::sheet(name, text, form, today);
    Ok((Sheet { encoding, ..sheet }, remark, wrong))
}

fn mapping(name: &str, bytes: &[u8]) -> Result<Mapping, Vec<Diagnostic>> {
    let (text, _) = decode::text(name, bytes, None).map_err(|wrong| vec![wrong])?;
    // A file outside of the project is known by its name alone.
    let inside =
        SourcePath::new(name).or_else(|_| SourcePath::new(name.rsplit(['/', '\\']).next().unwrap_or("mapping.yaml")));
    let file = inside.map_err(|error| vec![Diagnostic::error("bad-path", error.to_string()).in_file(name)])?;
    Mapping::read(&file, &text)
}

/// Of tables that stand in `awards/` and were read by options: how the options are written down, since every later command reads all
/// that stands there, and has none.
pub(super) fn to_be_kept(dir: &Path, files: &[PathBuf], tables: &Tables) -> Option<String> {
    let mapping = tables.as_mapping()?;
    let awards = dir.join("awards").canonicalize().ok()?;
    let inside = |file: &&PathBuf| file.canonicalize().is_ok_and(|file| file.starts_with(&awards));
    let own = |file: &&PathBuf| !beside::beside(file).iter().any(|beside| beside.is_file());
    let file = files.iter().filter(inside).find(own)?;
    let beside = shown(&beside::beside(file)[0]);
    Some(format!(
        "{} is read by options that later commands do not have: write them into {beside}\n{mapping}",
        shown(file)
    ))
}

/// A path as it is shown, with `/` on every system.
fn shown(file: &Path) -> String {
    file.display().to_string().replace('\\', "/")
}
