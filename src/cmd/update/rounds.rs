//! In: a project, and how requests are answered. Out: what became of every document that its credentials need.
//! Lists have issuers too, and badges as well: what came is asked what it needs, for a few rounds. Fetches nothing itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use accolade_credential::needs::{self, Form, MAX_NEEDS, Need, What, needs};
use accolade_credential::{Document, Documents, Issuers, Known};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::draft;
use crate::draft::lock::Locked;
use crate::fetch::{Answer, Failure, Fetched, Request, Validators};
use crate::load::LineFile;

/// How often what came is asked what it needs itself.
const MAX_ROUNDS: usize = 3;

/// A project, as far as fetching goes.
pub(super) struct Project {
    /// The credentials that have a file of their own.
    pub(super) credentials: Vec<Arc<[u8]>>,
    /// Files of many, one a line: a part of them is read when it is asked what it needs, and then let go.
    pub(super) lines: Vec<Arc<LineFile>>,
    /// What it publishes itself: never fetched.
    pub(super) own: Documents,
    pub(super) issuers: Issuers,
    /// What was kept earlier and is whole.
    pub(super) held: BTreeMap<String, Held>,
    /// What is noted as withdrawn for good.
    pub(super) gone: BTreeSet<String>,
    pub(super) now: Timestamp,
}

/// A document that was kept earlier.
pub(super) struct Held {
    pub(super) locked: Locked,
    pub(super) bytes: Arc<[u8]>,
}

/// What became of one document.
pub(super) struct Outcome {
    pub(super) need: Need,
    pub(super) fate: Fate,
}

/// See [`Outcome`].
pub(super) enum Fate {
    /// It came.
    Came(Fetched, Form),
    /// What is kept is still the newest.
    Same,
    /// It was withdrawn for good.
    Gone,
    /// It did not come.
    Failed(Failure),
    /// Something else came.
    Refused(String),
}

impl Held {
    pub(super) fn document(&self) -> Document {
        Document { bytes: self.bytes.clone(), retrieved: self.locked.retrieved }
    }

    fn validators(&self) -> Option<Validators> {
        let Locked { location, etag, last_modified, .. } = self.locked.clone();
        (etag.is_some() || last_modified.is_some()).then_some(Validators { location, etag, last_modified })
    }
}

/// How requests are answered, in their order.
pub(super) type Answering<'a> = dyn Fn(&[Request]) -> Vec<Result<Answer, Failure>> + 'a;

/// Parts of files of many that need not be asked again, by the places of the files and their first lines: whatever each of their
/// credentials names is known already.
#[derive(Default)]
pub(super) struct Settled(BTreeSet<(usize, usize)>);

/// Fetches everything that is needed, in rounds, each need once.
///
/// # Errors
/// When a file of many cannot be read any more.
pub(super) fn rounds(project: &Project, answer: &Answering<'_>) -> Result<Vec<Outcome>, Diagnostic> {
    let mut documents = project.own.clone();
    let mut settled = Settled::default();
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let mut needs = needed(project, &documents, &mut settled)?;
        needs.retain(|need| !outcomes.contains_key(&need.url));
        if needs.is_empty() {
            break;
        }
        let held = |need: &Need| project.held.get(&need.url);
        let request = |need: &Need| Request { url: need.url.clone(), held: held(need).and_then(Held::validators) };
        let answers = answer(&needs.iter().map(request).collect::<Vec<_>>());
        for (need, answer) in needs.into_iter().zip(answers) {
            let fate = fate(&need, answer);
            match (&fate, project.held.get(&need.url)) {
                (Fate::Came(fetched, _), _) => {
                    let document = Document { bytes: fetched.bytes.as_slice().into(), retrieved: Some(project.now) };
                    documents.insert(&need.url, document);
                }
                // What is kept still leads on to other documents.
                (_, Some(held)) => documents.insert(&need.url, held.document()),
                (_, None) => {}
            }
            outcomes.insert(need.url.clone(), Outcome { need, fate });
        }
    }
    Ok(outcomes.into_values().collect())
}

/// Needs by their addresses.
type Needs = BTreeMap<String, Need>;

fn union(mut all: Needs, need: Need) -> Needs {
    all.entry(need.url.clone()).and_modify(|held| held.optional &= need.optional).or_insert(need);
    all
}

/// What all credentials together need, without what the project publishes itself; in order of addresses. What is settled is not asked.
///
/// # Errors
/// When a file of many cannot be read any more.
pub(super) fn needed(project: &Project, documents: &Documents, settled: &mut Settled) -> Result<Vec<Need>, Diagnostic> {
    let known = Known { as_of: project.now, documents, issuers: &project.issuers };
    let both = |a: Needs, b: Needs| b.into_values().fold(a, union);
    let own = project.credentials.par_iter();
    let own = own.fold(BTreeMap::new, |all, bytes| needs(bytes, &known).into_iter().fold(all, union));
    let mut all = own.reduce(BTreeMap::new, both);
    let parts = project.lines.iter().enumerate().flat_map(|(at, file)| file.chunks().into_iter().map(move |p| (at, p)));
    let parts: Vec<_> = parts.filter(|(at, part)| !settled.0.contains(&(*at, part.start))).collect();
    let asked: Result<Vec<_>, Diagnostic> = parts
        .into_par_iter()
        .map(|(at, part)| {
            let (file, place) = (&project.lines[at], (at, part.start));
            let (needs, open) = of_part(file, part, &known)?;
            Ok((needs, (!open).then_some(place)))
        })
        .collect();
    for (needs, place) in asked? {
        all = both(all, needs);
        settled.0.extend(place);
    }
    Ok(all.into_values().filter(|need| project.own.get(&need.url).is_none()).collect())
}

/// What the credentials of a part of a file need, and whether one of them may need more once more is known.
fn of_part(file: &LineFile, part: Range<usize>, known: &Known<'_>) -> Result<(Needs, bool), Diagnostic> {
    let chunk = file.chunk(part)?;
    let (mut all, mut open) = (Needs::new(), false);
    for line in chunk.lines() {
        // A line that is no credential needs nothing; the build says so of it.
        let Ok((bytes, _)) = draft::line(file.path(), &line, &[]) else { continue };
        let needs = needs(&bytes, known);
        // Of one that names very many, not all are told.
        open |= needs.len() >= MAX_NEEDS || needs.iter().any(|need| known.documents.get(&need.url).is_none());
        all = needs.into_iter().fold(all, union);
    }
    Ok((all, open))
}

fn fate(need: &Need, answer: Result<Answer, Failure>) -> Fate {
    match answer {
        Ok(Answer::NotModified) => Fate::Same,
        Ok(Answer::Document(fetched)) => match needs::check(need, &fetched.bytes) {
            Ok(form) => Fate::Came(fetched, form),
            Err(why) => Fate::Refused(why),
        },
        // Taking it away for good is how the host of an assertion revokes it.
        Err(Failure::Gone) if need.what == What::Assertion => Fate::Gone,
        Err(why) => Fate::Failed(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Source;
    use std::cell::RefCell;

    fn project(credentials: &[&str]) -> Project {
        Project {
            credentials: credentials.iter().map(|text| text.as_bytes().into()).collect(),
            lines: Vec::new(),
            own: Documents::default(),
            issuers: Issuers::default(),
            held: BTreeMap::new(),
            gone: BTreeSet::new(),
            now: "2026-11-24T12:00:00Z".parse().unwrap(),
        }
    }

    fn held(url: &str, text: &str) -> (String, Held) {
        let mut locked = Locked::of(url, text.as_bytes(), "json", Timestamp::UNIX_EPOCH);
        locked.etag = Some("\"1\"".into());
        (url.to_owned(), Held { locked, bytes: text.as_bytes().into() })
    }

    const CREDENTIAL: &str = r#"{"issuer":"did:web:a.example","credentialSubject":{},
        "credentialStatus":{"type":"BitstringStatusListEntry","statusListCredential":"https://s.example/1"}}"#;
    const LIST: &str = r#"{"issuer":"did:web:l.example","credentialSubject":{}}"#;

    /// Answers from a table, and writes down what was asked.
    fn answers<'a>(
        table: &'a [(&'a str, &'a str)],
        asked: &'a RefCell<Vec<Vec<String>>>,
    ) -> impl Fn(&[Request]) -> Vec<Result<Answer, Failure>> + 'a {
        |requests| {
            asked.borrow_mut().push(requests.iter().map(|r| r.url.clone()).collect());
            let find = |url: &str| table.iter().find(|(at, _)| *at == url);
            let answer = |request: &Request| match (find(&request.url), &request.held) {
                (_, Some(_)) => Ok(Answer::NotModified),
                (Some((_, text)), None) => {
                    Ok(Answer::Document(Fetched { bytes: text.as_bytes().to_vec(), ..Fetched::default() }))
                }
                (None, None) => Err(Failure::Status { status: 404 }),
            };
            requests.iter().map(answer).collect()
        }
    }

    #[test]
    fn what_came_leads_to_more_and_each_is_asked_once() {
        let asked = RefCell::default();
        let table = [
            ("https://s.example/1", LIST),
            ("https://l.example/.well-known/did.json", r#"{"id":"did:web:l.example"}"#),
        ];
        let outcomes = rounds(&project(&[CREDENTIAL, CREDENTIAL]), &answers(&table, &asked)).unwrap();
        let first = vec!["https://a.example/.well-known/did.json".to_owned(), "https://s.example/1".to_owned()];
        assert_eq!(*asked.borrow(), [first, vec!["https://l.example/.well-known/did.json".to_owned()]]);
        let came = |o: &Outcome| matches!(o.fate, Fate::Came(..));
        assert_eq!(outcomes.iter().map(came).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn what_is_kept_and_unchanged_leads_on_too() {
        let asked = RefCell::default();
        let mut project = project(&[CREDENTIAL]);
        project.held = [held("https://s.example/1", LIST)].into();
        let outcomes = rounds(&project, &answers(&[], &asked)).unwrap();
        assert_eq!(outcomes.len(), 3, "the list's issuer too");
        assert!(outcomes.iter().any(|o| o.need.url == "https://s.example/1" && matches!(o.fate, Fate::Same)));
    }

    #[test]
    fn what_the_project_publishes_itself_is_not_fetched() {
        let asked = RefCell::default();
        let mut project = project(&[CREDENTIAL]);
        let document = |text: &str| Document { bytes: text.as_bytes().into(), retrieved: None };
        project.own.insert("https://s.example/1", document(LIST));
        let urls: Vec<_> = rounds(&project, &answers(&[], &asked)).unwrap().into_iter().map(|o| o.need.url).collect();
        assert_eq!(urls, ["https://a.example/.well-known/did.json", "https://l.example/.well-known/did.json"]);
    }

    /// Of a million credentials that rest on what the project itself publishes, nothing is held, and nothing is read twice.
    #[test]
    fn of_files_of_many_only_parts_that_may_lead_on_are_read_again() {
        let own = CREDENTIAL.replace("a.example", "l.example").replace('\n', " ") + "\n";
        let text = own.repeat(2 * 2048) + &CREDENTIAL.replace('\n', " ") + "\nno credential\n";
        let source = Source::of([("credentials/a.jsonl", text.as_bytes())]);
        let mut project = project(&[]);
        project.lines = source.line_files().into_iter().map(Result::unwrap).collect();
        let document = |text: &str| Document { bytes: text.as_bytes().into(), retrieved: None };
        project.own.insert("https://s.example/1", document(LIST));
        project.own.insert("https://l.example/.well-known/did.json", document(r#"{"id":"did:web:l.example"}"#));
        let mut settled = Settled::default();
        let urls = |needs: Vec<Need>| needs.into_iter().map(|need| need.url).collect::<Vec<_>>();
        let open = ["https://a.example/.well-known/did.json"];
        for _ in 0..2 {
            assert_eq!(urls(needed(&project, &project.own.clone(), &mut settled).unwrap()), open);
            assert_eq!(settled.0.iter().collect::<Vec<_>>(), [&(0, 0), &(0, 2048)]);
        }
        let asked = RefCell::default();
        let outcomes = rounds(&project, &answers(&[], &asked)).unwrap();
        assert_eq!(urls(outcomes.into_iter().map(|outcome| outcome.need).collect()), open);
    }

    #[test]
    fn a_chain_without_end_ends() {
        let asked = RefCell::new(Vec::new());
        let endless = |requests: &[Request]| {
            asked.borrow_mut().push(requests.len());
            let list = |r: &Request| format!(r#"{{"issuer":"{}x","credentialSubject":{{}},"id":"{}"}}"#, r.url, r.url);
            let answer =
                |r: &Request| Ok(Answer::Document(Fetched { bytes: list(r).into_bytes(), ..Fetched::default() }));
            requests.iter().map(answer).collect()
        };
        rounds(&project(&[CREDENTIAL]), &endless).unwrap();
        assert!(asked.borrow().len() <= MAX_ROUNDS, "{asked:?}");
    }
}
