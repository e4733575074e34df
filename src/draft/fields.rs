//! In: a node of a YAML tree. Out: its fields, each asked for by name, and every problem on the way, not the first.
//! A field that nobody asked for is an error with a suggestion.

use super::value::Placed;
use super::yaml::{Node, Value, YamlError};
use crate::diag::{Diagnostic, Place, Severity, Span, Spanned};
use crate::load::SourcePath;

/// What was found in one file so far.
pub(crate) struct Problems<'a> {
    pub(crate) file: &'a SourcePath,
    /// The file's whole text.
    pub(crate) text: &'a str,
    /// Where the YAML begins in it.
    pub(crate) offset: usize,
    pub(crate) entry: Option<String>,
    pub(crate) found: Vec<Diagnostic>,
    /// Where the texts that were read lead to: addresses within the site, as they are written.
    pub(crate) targets: Vec<Placed<String>>,
    /// The files of the project that the entry names as addresses.
    pub(crate) files: Vec<Placed<SourcePath>>,
}

impl<'a> Problems<'a> {
    pub(crate) const fn new(file: &'a SourcePath, text: &'a str) -> Self {
        Self { file, text, offset: 0, entry: None, found: Vec::new(), targets: Vec::new(), files: Vec::new() }
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        let span = Span { start: span.start + self.offset, end: span.end + self.offset };
        Place::of(self.file.as_str().to_owned(), self.text, span)
    }

    /// Notes where a text of the project's own leads to, and what of it no page will show; `span` is its place in the file.
    pub(crate) fn lead(&mut self, markdown: &str, span: Span) {
        for (target, _) in super::markdown::targets(markdown) {
            let within = &self.text[span.start + self.offset..span.end + self.offset];
            let at =
                within.find(&target).map(|at| Span { start: span.start + at, end: span.start + at + target.len() });
            let place = self.place(at.unwrap_or(span));
            self.targets.push(Placed { value: target, place });
        }
        for left in super::markdown::left_out(markdown) {
            // A text in YAML is written in other lines than it has.
            let line = markdown[left.at].lines().next().unwrap_or_default().trim();
            let within = &self.text[span.start + self.offset..span.end + self.offset];
            let at = within.find(line).map(|at| Span { start: span.start + at, end: span.start + at + line.len() });
            self.warning("left-out", left.message, at.unwrap_or(span), &left.help);
        }
    }

    /// Notes an error; `None`, so that a reader can end with it.
    pub(crate) fn error<T>(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        help: &str,
    ) -> Option<T> {
        let mut found = Diagnostic::error(code, message);
        found.place = Some(self.place(span));
        found.entry.clone_from(&self.entry);
        found.help = (!help.is_empty()).then(|| help.to_owned());
        self.found.push(found);
        None
    }

    /// Notes a warning.
    pub(crate) fn warning(&mut self, code: &'static str, message: impl Into<String>, span: Span, help: &str) {
        let _: Option<()> = self.error(code, message, span, help);
        self.found.last_mut().expect("it was noted just now").severity = Severity::Warning;
    }

    /// Notes a field that is written down and says nothing. What stands behind `#` is a comment: where that is a colour, nobody
    /// meant it to be one.
    pub(crate) fn empty(&mut self, key: &Spanned<String>) {
        let line = self.text[key.span.end + self.offset..].lines().next().unwrap_or_default();
        let comment = line.split_once('#').map(|(_, comment)| comment.split_whitespace().next().unwrap_or_default());
        let message = format!("the field `{}` is empty", key.value);
        match comment {
            Some(digits) if [3, 6].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit()) => {
                let help = format!("in YAML, `#` begins a comment: write the colour in quotes, as in \"#{digits}\"");
                let _: Option<()> = self.error("empty-field", message, key.span, &help);
            }
            Some(_) => {
                let help = "write a value, or remove the field; a value that has a `#` stands in quotes";
                self.warning("empty-field", message, key.span, help);
            }
            None => self.warning("empty-field", message, key.span, "write a value, or remove the field"),
        }
    }

    pub(crate) fn yaml<T>(&mut self, e: YamlError) -> Option<T> {
        self.error(e.code, e.message, e.span, e.help)
    }
}

/// The fields of a map.
pub(crate) struct Fields<'n, 'p, 'a> {
    members: &'n [(Spanned<String>, Node)],
    span: Span,
    what: &'static str,
    pub(crate) problems: &'p mut Problems<'a>,
    asked: Vec<&'static str>,
}

impl<'n, 'p, 'a> Fields<'n, 'p, 'a> {
    /// The fields of `node`, which is to be a map and stands for `what` (`a badge`).
    pub(crate) fn of(node: &'n Node, what: &'static str, problems: &'p mut Problems<'a>) -> Option<Self> {
        match &node.value {
            Value::Map(members) => Some(Self { members, span: node.span, what, problems, asked: Vec::new() }),
            _ => problems.error("wrong-type", format!("{what} is written as fields, `name: value`"), node.span, ""),
        }
    }

    /// Whether the field is written down, whatever its value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(key, _)| key.value == name)
    }

    /// Whether the field is written down with a value.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.members.iter().any(|(key, node)| key.value == name && node.value != Value::Null)
    }

    /// The names of all fields that are written down.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'n str> {
        self.members.iter().map(|(key, _)| key.value.as_str())
    }

    /// The field's value; `None` when it is not there, or empty or wrong, which is noted.
    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&Node, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        self.asked.push(name);
        let (key, node) = self.members.iter().find(|(key, _)| key.value == name)?;
        if node.value == Value::Null {
            self.problems.empty(key);
            return None;
        }
        parse(node, self.problems)
    }

    /// The field's value; its absence is noted too.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&Node, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        let node = self.members.iter().find(|(key, _)| key.value == name);
        let empty = match node {
            None => Some((self.start(), format!("{} needs the field `{name}`", self.what))),
            Some((key, node)) => {
                (node.value == Value::Null).then(|| (key.span, format!("the field `{name}` of {} is empty", self.what)))
            }
        };
        if let Some((span, message)) = empty {
            self.asked.push(name);
            return self.problems.error("missing-field", message, span, &format!("add `{name}: …`"));
        }
        self.optional(name, parse)
    }

    /// The items of a list field; none when it is not there.
    pub(crate) fn list<T>(&mut self, name: &'static str, parse: impl Fn(&Node, &mut Problems) -> Option<T>) -> Vec<T> {
        self.optional(name, |node, problems| items(node, problems, &parse)).unwrap_or_default()
    }

    /// Notes every field that nobody asked for.
    pub(crate) fn finish(self) {
        for (key, _) in self.members {
            if self.asked.contains(&key.value.as_str()) {
                continue;
            }
            let message = format!("{} has no field `{}`", self.what, key.value);
            let near = suggest(&key.value, self.asked.iter().copied()).or_else(|| also_called(&key.value, &self.asked));
            let help = match near {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the fields are: {}", self.asked.join(", ")),
            };
            let _: Option<()> = self.problems.error("unknown-field", message, key.span, &help);
        }
    }

    /// The first key: where an entry is shown as a whole.
    fn start(&self) -> Span {
        self.members.first().map_or(self.span, |(key, _)| key.span)
    }
}

/// The items of a list, each read with `parse`.
pub(crate) fn items<T>(
    node: &Node,
    problems: &mut Problems,
    parse: &impl Fn(&Node, &mut Problems) -> Option<T>,
) -> Option<Vec<T>> {
    match &node.value {
        Value::List(items) => Some(items.iter().filter_map(|item| parse(item, problems)).collect()),
        _ => {
            problems.error("wrong-type", "a list belongs here", node.span, "write `[one, two]`, or one `- item` a line")
        }
    }
}

/// A reader that keeps the place of what it reads.
pub(crate) fn placed<T>(
    parse: impl Fn(&Node, &mut Problems) -> Option<T>,
) -> impl Fn(&Node, &mut Problems) -> Option<Placed<T>> {
    move |node, problems| {
        let value = parse(node, problems)?;
        Some(Placed { value, place: problems.place(node.span) })
    }
}

/// The field that is meant by another word for it.
fn also_called(name: &str, asked: &[&'static str]) -> Option<&'static str> {
    const OTHERS: [(&str, &str); 6] = [
        ("date", "earned"),
        ("awarded", "earned"),
        ("issued", "earned"),
        ("title", "name"),
        ("expires", "until"),
        ("type", "kind"),
    ];
    let name = name.to_lowercase();
    let meant = OTHERS.iter().filter(|(other, _)| *other == name).map(|(_, field)| *field);
    meant.into_iter().find(|field| asked.contains(field))
}

/// The nearest of the known names, when one is near enough to be meant.
#[must_use]
pub fn suggest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.to_lowercase();
    let near = known.into_iter().map(|k| (strsim::damerau_levenshtein(&name, &k.to_lowercase()), k)).min()?;
    (near.0 <= (near.1.chars().count().max(name.chars().count()) / 3).max(1)).then_some(near.1)
}

/// The file whose name is nearest to that of `path`, when it is near enough to be meant; folders and endings say little.
#[must_use]
pub fn suggest_file<'k>(path: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    fn stem(path: &str) -> &str {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
    let known: Vec<&str> = known.into_iter().collect();
    let near = suggest(stem(path), known.iter().map(|path| stem(path)))?;
    known.into_iter().find(|path| stem(path) == near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let known = ["description", "criteria", "name"];
        assert_eq!(suggest("desciption", known), Some("description"));
        assert_eq!(suggest("Criterias", known), Some("criteria"));
        assert_eq!(suggest("nmae", known), Some("name"));
        assert_eq!(suggest("colour", known), None);
        assert_eq!(suggest("x", []), None);
    }

    #[test]
    fn a_file_is_suggested_by_its_name_and_not_by_its_folder() {
        let known = ["credentials/first-aid.json", "credentials/talk.png"];
        assert_eq!(suggest_file("credentials/first-ad.json", known), Some("credentials/first-aid.json"));
        assert_eq!(suggest_file("credentials/talk.jpg", known), Some("credentials/talk.png"));
        assert_eq!(suggest_file("credentials/missing.json", known), None);
        assert_eq!(suggest_file("credentials/f.json", ["credentials/first-aid.json"]), None);
    }
}
