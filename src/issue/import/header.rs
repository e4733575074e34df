//! In: the first line of a table and a mapping. Out: how the columns become ours; then, of each further line, a row under our names.

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::position::position;
use super::profile::{Profile, SUSPENDED};
use super::rule::{Met, Rule, is_empty, unquoted};
use super::slipped::slipped;
use super::table::{Line, is_day, rewrite};
use super::template::Template;
use crate::diag::{Diagnostic, Spanned};
use crate::issue::award::key;
use crate::issue::columns::{self, COLUMNS, Column, REQUIRED};
use crate::issue::rows::{Read, Row, Skipped};
use crate::issue::text::{FORMULA, is_formula};

/// How the columns of the table become ours: for each of ours a template and the numbers of its columns.
pub(super) struct Header {
    width: usize,
    made: Vec<(Column, Template, Vec<usize>)>,
    rule: Option<(Rule, Vec<usize>)>,
    /// The column that says whose enrolment is suspended, unless the rule speaks of it.
    suspended: Option<usize>,
    /// Columns with results that stand in the place of others, of which the rule does not speak.
    overrides: Vec<(&'static str, usize)>,
    /// Whether the award's number was made by the profile, and needs the badge to be one.
    plain_id: bool,
}

impl Header {
    pub(super) fn read(line: &Line<'_>, mapping: &Mapping) -> Result<Self, Vec<Diagnostic>> {
        if !mapping.given
            && let Some(program) = Profile::of_header(line.record.iter())
        {
            return Err(vec![unmapped(line, program)]);
        }
        let mut found = Vec::new();
        let mut made = if mapping.given { Vec::new() } else { own_columns(line, &mut found) };
        let names: Vec<&str> = line.record.iter().collect();
        for (column, choices) in mapping.choices() {
            let places = |template: &Template| {
                template.columns().map(|named| position(&names, &named.name)).collect::<Result<Vec<_>, _>>()
            };
            let fits = choices.iter().find_map(|template| Some((template.clone(), places(template).ok()?)));
            let chosen = mapping.columns.contains_key(&column);
            match fits {
                Some((template, places)) => made.push((column, template, places)),
                None if chosen => {
                    found.extend(choices.iter().filter_map(|t| places(t).err()).map(|e| e.told(line, &names)))
                }
                None => {}
            }
        }
        // Columns that have our own names already, where nothing else makes them.
        if mapping.given {
            for (at, name) in names.iter().enumerate() {
                let own =
                    columns::column(name).filter(|own| COLUMNS.contains(&columns::plain(name).as_str()) || own.nth > 0);
                if let Some(own) =
                    own.filter(|own| !made.iter().any(|(c, ..)| c == own) && !mapping.always.contains_key(own))
                {
                    made.push((own, Template::read("x").expect("a template of ours"), vec![at]));
                }
            }
        }
        let rule = mapping.rule().map(|rule| {
            let places = rule.0.iter().map(|c| position(&names, &c.column)).collect::<Result<Vec<_>, _>>();
            places.map(|places| (rule, places))
        });
        let rule = match rule {
            None => None,
            Some(Ok(rule)) => Some(rule),
            Some(Err(error)) => {
                found.push(error.told(line, &names));
                None
            }
        };
        if mapping.profile.lists_everybody() && mapping.when.is_none() {
            let help = "say who earned it, as in `--when \"Final Score >= 70\"`, or `when:` in its mapping";
            found.push(
                line.wrong("no-rule", "a gradebook lists everybody, and nothing says who earned the badge", line.span)
                    .help(help),
            );
        }
        for missing in COLUMNS[..REQUIRED].iter().map(|name| Column::first(name)) {
            if !made.iter().any(|(column, ..)| *column == missing) && !mapping.always.contains_key(&missing) {
                found.push(lacks(line, mapping, missing.name));
            }
        }
        let plain_id = !mapping.columns.contains_key(&Column::first("award_id"))
            && mapping.profile.columns().iter().any(|(name, _)| *name == "award_id");
        let ruled = |name: &str| {
            let same = |column: &str| columns::plain(column) == columns::plain(name);
            rule.as_ref().is_some_and(|(rule, _)| rule.0.iter().any(|condition| same(&condition.column)))
        };
        let suspended = mapping.profile.suspended().filter(|name| !ruled(name));
        let suspended = suspended.and_then(|name| position(&names, name).ok());
        let overrides = mapping.profile.overrides();
        let is_ruled = overrides.iter().any(|name| ruled(name));
        let overrides = overrides.iter().filter(|_| !is_ruled);
        let overrides = overrides.filter_map(|name| Some((*name, position(&names, name).ok()?))).collect();
        if found.is_empty() {
            Ok(Self { width: names.len(), made, rule, suspended, overrides, plain_id })
        } else {
            Err(found)
        }
    }

    pub(super) fn row(&self, line: &Line<'_>, mapping: &Mapping) -> Read {
        let own = self.made.iter().find(|(column, ..)| *column == Column::first("awarded"));
        let awarded = own.and_then(|(_, _, places)| <[usize; 1]>::try_from(&places[..]).ok());
        let awarded = awarded.map(|[at]| at);
        let slipped = match slipped(line, self.width, awarded, &|text| is_day(text, mapping)) {
            Some(slipped) if slipped.is_sure => return Read::Wrong(slipped.told),
            other => other,
        };
        let cells: Vec<&str> = line.record.iter().collect();
        let mut fields = BTreeMap::new();
        for (column, value) in &mapping.always {
            fields.insert(*column, Spanned::new(value.clone(), line.span));
        }
        if let Some(term) = &mapping.term {
            fields.insert(Column::first("term"), Spanned::new(term.clone(), line.span));
        }
        for (column, template, places) in &self.made {
            let value = template.fill(|n| line.cell(places[n]).to_owned());
            let single = places.len() == 1 && template.0.len() == 1;
            // One column is taken as it is, with the line breaks in it.
            let kept = single && template.columns().all(|named| !named.turned);
            let value = if kept { line.cell(places[0]).trim().to_owned() } else { value };
            if value.is_empty() || (mapping.given && is_empty(&value)) {
                continue;
            }
            let span = if single { line.place(places[0]) } else { line.span };
            fields.insert(*column, Spanned::new(value, span));
        }
        let name = fields.get(&Column::first("name")).map(|name| name.value.clone()).unwrap_or_default();
        let has_id = fields.contains_key(&Column::first("award_id"));
        let plain = self.complete_id(&mut fields, mapping);
        let suspended = || {
            let cell = self.suspended.map_or("", |at| line.cell(at)).trim().to_lowercase();
            (!is_empty(&cell) && !["no", "0"].contains(&cell.as_str())).then_some(SUSPENDED)
        };
        if let Some(why) = mapping.profile.aside(&cells, &name, has_id).or_else(suspended) {
            return skipped(fields, line, (mapping, why.to_owned()));
        }
        if let Some((rule, places)) = &self.rule {
            match rule.met(mapping.decimal_comma, |n| line.cell(places[n]).trim().to_owned()) {
                Met::Yes => {}
                Met::No(why) => return skipped(fields, line, (mapping, why)),
                Met::NotANumber(why, help) => {
                    let number = || line.wrong("bad-number", why, line.span).about(name).help(help);
                    return Read::Wrong(slipped.map_or_else(number, |slipped| slipped.told));
                }
            }
        }
        if let Some(slipped) = slipped {
            return Read::Wrong(slipped.told);
        }
        if let Some(wrong) = self.formula(line) {
            return Read::Wrong(wrong.about(name));
        }
        if let Err(wrong) = rewrite(&mut fields, line, mapping) {
            return Read::Wrong(wrong.about(name));
        }
        Read::Row(Row { fields: without_mail(fields, mapping), span: line.span, plain })
    }

    /// Makes the number that a profile gives an award a number of the badge and the term, too; what it is without the term.
    fn complete_id(&self, fields: &mut BTreeMap<Column, Spanned<String>>, mapping: &Mapping) -> Option<String> {
        if !self.plain_id {
            return None;
        }
        let badge = fields.get(&Column::first("badge"))?.value.clone();
        let id = fields.get_mut(&Column::first("award_id"))?;
        id.value = format!("{} {badge}", id.value);
        let term = mapping.term.as_ref()?;
        let plain = std::mem::take(&mut id.value);
        id.value = format!("{plain} {term}");
        Some(plain)
    }

    /// A word about a row with a result that stands in the place of another one, and of which the rule does not speak.
    pub(super) fn overridden(&self, line: &Line<'_>, read: &Read) -> Option<Read> {
        let name = match read {
            Read::Row(row) => row.get("name")?.value.clone(),
            Read::Skipped(row) => row.name.clone(),
            Read::Told(_) | Read::Wrong(_) => return None,
        };
        let (column, at) = self.overrides.iter().find(|(_, at)| !is_empty(line.cell(*at)))?;
        let message = format!("{column} is {}, and the rule does not speak of it", line.cell(*at).trim());
        let help = "the rule alone says what counts; where an override does, read the table twice: with `Override Score >= 70`, and with `Final Score >= 70 and Override Score missing`";
        let place = line.place(*at);
        let told = Diagnostic::warning("override", message).in_lines(line.file, line.lines, place);
        Some(Read::Told(told.about(name).help(help)))
    }

    /// A cell of a name that is a formula, which could no longer be seen when the name is put together.
    fn formula(&self, line: &Line<'_>) -> Option<Diagnostic> {
        let (_, template, places) = self.made.iter().find(|(column, ..)| column.name == "name")?;
        let changed = places.len() > 1 || template.columns().any(|named| named.turned);
        let at = *places.iter().find(|at| changed && is_formula(unquoted(line.cell(**at))))?;
        let message = format!("\"name\" is a formula, {:?}", line.cell(at).trim());
        Some(line.wrong("formula", message, line.place(at)).help(FORMULA))
    }
}

/// A row that is passed over: what was issued for its award is told by the key.
fn skipped(mut fields: BTreeMap<Column, Spanned<String>>, line: &Line<'_>, (mapping, why): (&Mapping, String)) -> Read {
    let read = rewrite(&mut fields, line, mapping).is_ok();
    let field = |name| fields.get(&Column::first(name)).map(|field| field.value.clone());
    let name = field("name").unwrap_or_default();
    let by_name = || {
        let day = field("awarded").filter(|_| read)?.parse().ok()?;
        Some(key(None, &name.split_whitespace().collect::<Vec<_>>().join(" "), &field("badge")?, day))
    };
    let award = field("award_id").map(|id| format!("id:{id}")).or_else(by_name);
    Read::Skipped(Skipped { name, why, award, span: line.span })
}

/// The fields without e-mail addresses, where those are dropped.
fn without_mail(mut fields: BTreeMap<Column, Spanned<String>>, mapping: &Mapping) -> BTreeMap<Column, Spanned<String>> {
    if mapping.drop_mail {
        let is_mail = |field: &Spanned<String>| field.value.contains('@');
        fields.retain(|column, field| column.name != "email" && !(column.name == "recipient_id" && is_mail(field)));
    }
    fields
}

/// A table of a program that is known, of which nothing says how it is read.
fn unmapped(line: &Line<'_>, (name, what): (&str, &str)) -> Diagnostic {
    let beside = line.file.rsplit_once('.').map_or(line.file, |(stem, _)| stem);
    let message = format!("this is {what}, and nothing says how it is read");
    let help = format!(
        "write it into {beside}.mapping.yaml, as in `profile: {name}`, `when: Final Score >= 70` and `always: {{badge: ID, awarded: 2026-05-12}}`, each on a line of its own; or move the table out of awards/ and name it with --profile {name} and the like"
    );
    line.wrong("no-mapping", message, line.span).help(help)
}

/// The columns of a table that has our own names.
fn own_columns(line: &Line<'_>, found: &mut Vec<Diagnostic>) -> Vec<(Column, Template, Vec<usize>)> {
    let mut made: Vec<(Column, Template, Vec<usize>)> = Vec::new();
    for (at, name) in line.record.iter().enumerate().filter(|(at, _)| !line.void.contains(at)) {
        let Some(mut column) = columns::column(name) else {
            let message = match name.trim() {
                "" => "a column has no name".to_owned(),
                name => format!("there is no column {name:?} in an awards file"),
            };
            let help = format!("{}; a table of another program needs a mapping", columns::advice(name.trim()));
            found.push(line.wrong("unknown-column", message, line.place(at)).help(help));
            continue;
        };
        while column.repeats() && made.iter().any(|(known, ..)| *known == column) {
            column.nth += 1;
        }
        if made.iter().any(|(known, ..)| *known == column) {
            found.push(line.wrong(
                "duplicate-column",
                format!("the column {:?} stands there twice", name.trim()),
                line.place(at),
            ));
        }
        if column.nth >= columns::MAX_EVIDENCE {
            let message = format!("there are more than {} columns {:?}", columns::MAX_EVIDENCE, name.trim());
            found.push(line.wrong("too-many-columns", message, line.place(at)));
        }
        made.push((column, Template::read("x").expect("a template of ours"), vec![at]));
    }
    made
}

fn lacks(line: &Line<'_>, mapping: &Mapping, missing: &str) -> Diagnostic {
    let option = match missing {
        "badge" => "; or say it with --badge ID",
        "awarded" => "; or say it with --awarded 2026-05-12",
        _ => "",
    };
    let help = if mapping.given {
        format!(
            "say where it comes from, as in `columns: {{{missing}: …}}`, or what it always is, as in `always: {{{missing}: …}}`, in its mapping{option}"
        )
    } else {
        format!("the first line must name {}", COLUMNS[..REQUIRED].join(", "))
    };
    let said = if mapping.given {
        format!("nothing says what the {missing:?} of an award is")
    } else {
        format!("the column {missing:?} is missing")
    };
    line.wrong("missing-column", said, line.span).help(help)
}
