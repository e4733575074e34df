//! In: how a value is made of columns, such as `{First name} {Surname}`. Out: that value for a row.

use super::rule::unquoted;

/// Text and columns in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(pub(super) Vec<Piece>);

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Column(Named),
}

/// A column, and what is done with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    /// `Last, First` is written as `First Last`.
    pub(super) turned: bool,
}

impl Template {
    /// A template without braces is the name of one column; with them, each `{…}` is one, and `{…|turned}` turns `Last, First`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if !text.contains(['{', '}']) {
            return Ok(Self(vec![Piece::Column(Named::read(text)?)]));
        }
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            if before.contains('}') {
                break;
            }
            let (name, after) = after.split_once('}').ok_or_else(|| format!("{text:?} has a `{{` without its `}}`"))?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Column(Named::read(name)?));
            rest = after;
        }
        if rest.contains('}') {
            return Err(format!("{text:?} has a `}}` without its `{{`"));
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &Named> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Column(named) => Some(named),
            Piece::Text(_) => None,
        })
    }

    /// The value; nothing when no column of it has any text. `cell` gives the text of the column of that number.
    pub(super) fn fill(&self, cell: impl Fn(usize) -> String) -> String {
        let (mut value, mut at, mut filled) = (String::new(), 0, false);
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => value.push_str(text),
                Piece::Column(named) => {
                    let text = cell(at);
                    let text = if named.turned { turned(&text) } else { text.trim().to_owned() };
                    filled |= !text.is_empty();
                    value.push_str(&text);
                    at += 1;
                }
            }
        }
        if filled { value.split_whitespace().collect::<Vec<_>>().join(" ") } else { String::new() }
    }
}

impl Named {
    fn read(text: &str) -> Result<Self, String> {
        let (name, filter) = text.split_once('|').unwrap_or((text, ""));
        let turned = match filter.trim() {
            "" => false,
            "turned" => true,
            other => return Err(format!("there is no {other:?} for a column; there is `turned`, for `Last, First`")),
        };
        let name = name.trim();
        if name.is_empty() {
            Err("a column has no name".to_owned())
        } else {
            Ok(Self { name: name.to_owned(), turned })
        }
    }
}

fn turned(name: &str) -> String {
    let name = unquoted(name);
    match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()).trim().to_owned(),
        None => name.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(template: &str, cells: &[&str]) -> String {
        Template::read(template).expect(template).fill(|n| cells[n].to_owned())
    }

    #[test]
    fn columns_stand_where_their_braces_stood() {
        assert_eq!(fill("Full name", &[" Ada  Obi "]), "Ada  Obi".split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(fill("{First name} {Surname}", &["Ada", "Obi"]), "Ada Obi");
        assert_eq!(fill("{First name} {Surname}", &["Ada", ""]), "Ada");
        assert_eq!(fill("{Student|turned}", &["Obi, Ada"]), "Ada Obi");
        assert_eq!(fill("{Student | turned}", &["Madonna"]), "Madonna");
        assert_eq!(fill("{Student|turned}", &["\"Obi, Ada\""]), "Ada Obi", "quotes of the table, not of the name");
        assert_eq!(fill("canvas {ID}", &[""]), "", "text alone is no value");
        assert_eq!(fill("{Score} %", &["88"]), "88 %");
    }

    #[test]
    fn what_is_no_template_is_told() {
        for bad in ["{First", "First}", "{}", "{a|upper}", "", "a {b} c}", "}{"] {
            assert!(Template::read(bad).is_err(), "{bad}");
        }
    }
}
