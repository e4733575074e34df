//! In: `NAME.mapping.yaml` beside a table, and options of the command. Out: a `Mapping`: how the table's columns become ours.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::decode;
use super::profile::{NAMES, Profile};
use super::rule::Rule;
use super::table::DAYS;
use super::template::Template;
use crate::diag::Diagnostic;
use crate::draft::fields::{Fields, Problems};
use crate::draft::scalar;
use crate::draft::suggest;
use crate::draft::yaml::{self, Node, Value};
use crate::issue::columns::{Column, column};
use crate::load::SourcePath;

/// How the columns of a table become those of an award. The default takes them as they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    /// Which program wrote the table.
    pub profile: Profile,
    /// Its encoding, when it is not UTF-8 or UTF-16.
    pub encoding: Option<&'static Encoding>,
    /// How its dates are written, in `strftime` signs; `None` for `2026-05-12`.
    pub dates: Option<String>,
    /// Whether its numbers have a comma where others have a point.
    pub decimal_comma: bool,
    /// The term or course in which it was earned: a part of the number of an award that the profile makes.
    pub term: Option<String>,
    /// Who earned it.
    pub when: Option<Rule>,
    /// Whether e-mail addresses are dropped rather than hashed.
    pub drop_mail: bool,
    /// What is the same for every row.
    pub always: BTreeMap<Column, String>,
    pub(super) columns: BTreeMap<Column, Template>,
    /// Whether columns that it does not name are passed over.
    pub(super) given: bool,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(file: &SourcePath, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Problems::new(file, text);
        let root = match yaml::read(text) {
            Ok(root) => root,
            Err(error) => {
                let _: Option<()> = problems.yaml(error);
                return Err(problems.found);
            }
        };
        let mapping = Self::of(&root, &mut problems);
        mapping.filter(|_| problems.found.is_empty()).ok_or(problems.found)
    }

    fn of(root: &Node, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::of(root, "a mapping", problems)?;
        let mapping = Self {
            profile: f.optional("profile", profile).unwrap_or_default(),
            encoding: f.optional("encoding", encoding),
            dates: f.optional("dates", dates),
            decimal_comma: f.optional("decimal", decimal).unwrap_or_default(),
            term: f.optional("term", scalar::text),
            when: f.optional("when", rule),
            drop_mail: f.optional("emails", emails).unwrap_or_default(),
            always: f.optional("always", |n, p| members(n, p, &constant)).unwrap_or_default(),
            columns: f.optional("columns", |n, p| members(n, p, &|_, n, p| template(n, p))).unwrap_or_default(),
            given: true,
        };
        f.finish();
        Some(mapping)
    }

    /// The same with a profile; says that the table has columns of its own.
    #[must_use]
    pub fn with_profile(self, profile: Profile) -> Self {
        Self { profile, given: true, ..self }
    }

    /// How our columns are made: the mapping's own words first, then the profile's.
    pub(super) fn choices(&self) -> Vec<(Column, Vec<Template>)> {
        let own = self.columns.iter().map(|(column, template)| (*column, vec![template.clone()]));
        let usual = self.profile.columns().iter().map(|(name, choices)| {
            let read = |text: &&str| Template::read(text).expect("a template of ours");
            (Column::first(name), choices.iter().map(read).collect())
        });
        let missing = |(column, _): &(Column, Vec<Template>)| {
            !self.columns.contains_key(column) && !self.always.contains_key(column)
        };
        own.chain(usual.filter(missing)).collect()
    }

    /// Who earned it: the mapping's rule, else the profile's.
    pub(super) fn rule(&self) -> Option<Rule> {
        self.when.clone().or_else(|| Some(Rule::read(self.profile.rule()?).expect("a rule of ours")))
    }
}

fn profile(node: &Node, problems: &mut Problems) -> Option<Profile> {
    let name = scalar::text(node, problems)?;
    Profile::named(&name).or_else(|| {
        let help = suggest(&name, NAMES.iter().map(|(name, _)| *name))
            .map_or_else(profiles, |n| format!("did you mean `{n}`?"));
        problems.error("unknown-profile", format!("there is no profile {name:?}"), node.span, &help)
    })
}

/// The names of the profiles, for a message.
#[must_use]
pub fn profiles() -> String {
    format!("there are {}", NAMES.map(|(name, _)| name).join(", "))
}

fn encoding(node: &Node, problems: &mut Problems) -> Option<&'static Encoding> {
    let name = scalar::text(node, problems)?;
    decode::encoding(&name).or_else(|| {
        let help = "write its name as in the Encoding Standard, such as windows-1252, iso-8859-15, utf-16le, shift_jis";
        problems.error("unknown-encoding", format!("there is no encoding {name:?}"), node.span, help)
    })
}

fn dates(node: &Node, problems: &mut Problems) -> Option<String> {
    let format = scalar::text(node, problems)?;
    match super::table::check_dates(&format) {
        Ok(()) => Some(format),
        Err(message) => problems.error("bad-dates", message, node.span, DATES),
    }
}

/// How the form of dates is written.
pub(crate) const DATES: &str = "write the form of a date, such as \"%d/%m/%Y\" for 31/12/2026, \"%m/%d/%y\" for 12/31/26, \"%d.%m.%Y %H:%M\" with a time";

fn decimal(node: &Node, problems: &mut Problems) -> Option<bool> {
    let sign = scalar::text(node, problems)?;
    let help = "write `comma` or `point`";
    decimal_comma(&sign)
        .or_else(|| problems.error("wrong-value", format!("{sign:?} is no decimal sign"), node.span, help))
}

/// Whether this decimal sign is a comma; `None` when it is none.
#[must_use]
pub fn decimal_comma(sign: &str) -> Option<bool> {
    match sign {
        "," | "comma" => Some(true),
        "." | "point" => Some(false),
        _ => None,
    }
}

fn emails(node: &Node, problems: &mut Problems) -> Option<bool> {
    match scalar::text(node, problems)?.as_str() {
        "hash" => Some(false),
        "drop" => Some(true),
        other => {
            let help = "write `hash`, so that who knows the address can check it, or `drop`";
            problems.error("wrong-value", format!("{other:?} is nothing that is done with addresses"), node.span, help)
        }
    }
}

fn rule(node: &Node, problems: &mut Problems) -> Option<Rule> {
    let text = scalar::text(node, problems)?;
    Rule::read(&text)
        .map_or_else(|message| problems.error("bad-rule", message, node.span, "write it as `Final Score >= 70`"), Some)
}

fn template(node: &Node, problems: &mut Problems) -> Option<Template> {
    let text = scalar::text(node, problems)?;
    let help = "write the name of a column, or several in braces, as in \"{First name} {Surname}\"";
    Template::read(&text).map_or_else(|message| problems.error("bad-template", message, node.span, help), Some)
}

fn constant(column: Column, node: &Node, problems: &mut Problems) -> Option<String> {
    let value = written(node, problems)?;
    if DAYS.contains(&column.name) && crate::issue::award::day(&value).is_none() {
        let help = "write year-month-day, such as 2026-05-12, however the table writes its days";
        return problems.error("bad-date", format!("{value:?} is not a date"), node.span, help);
    }
    Some(value)
}

fn written(node: &Node, problems: &mut Problems) -> Option<String> {
    match &node.value {
        Value::Number(_) | Value::Bool(_) => {
            problems.text.get(node.span.start..node.span.end).map(|text| text.trim().to_owned())
        }
        _ => scalar::text(node, problems),
    }
}

/// Fields whose names are columns of an award.
fn members<T>(
    node: &Node,
    problems: &mut Problems,
    parse: &impl Fn(Column, &Node, &mut Problems) -> Option<T>,
) -> Option<BTreeMap<Column, T>> {
    let Value::Map(members) = &node.value else {
        return problems.error("wrong-type", "this is written as fields, `name: value`", node.span, "");
    };
    let mut all = BTreeMap::new();
    for (key, node) in members {
        let Some(column) = column(&key.value) else {
            let help = crate::issue::columns::advice(&key.value);
            let _: Option<()> =
                problems.error("unknown-column", format!("an award has no column {:?}", key.value), key.span, &help);
            continue;
        };
        if let Some(value) = parse(column, node, problems) {
            all.insert(column, value);
        }
    }
    Some(all)
}
