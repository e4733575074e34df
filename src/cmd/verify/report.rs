//! In: what is told about a file. Out: a report for a person: what the file is, the verdict, who, what, from whom, when, each check in
//! words, and what it rests on. The words and colour of "verified" are made from a value that the judge made.

use accolade_credential::report::{Facts, Judged, ProofTold, Report};
use accolade_credential::{Credential, Grade, Judgement, Outcome, Signature, Verdict, Verified};
use clap::builder::styling::{AnsiColor, Style};
use jiff::Timestamp;

use super::sheet::Sheet;
use crate::render::words::Language;

const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();
const QUIET: Style = Style::new().dimmed();

/// The report about one file.
pub(super) fn report(judged: &Judged, told: &Report, width: usize) -> String {
    let mut sheet = Sheet::new(width);
    sheet.title(BOLD, &told.file);
    if let Some(hash) = &told.sha256 {
        sheet.say(PLAIN, &what_it_is(told));
        sheet.say(QUIET, &format!("SHA-256 {hash}"));
    }
    sheet.gap();
    let (style, words) = headline(judged, told.as_of);
    sheet.say(style, &words);
    if let Some(sentence) = judged.outcome.as_ref().ok().and_then(sentence) {
        sheet.say(PLAIN, &sentence);
    }
    sheet.gap();
    rows(&mut sheet, told);
    sheet.gap();
    for check in &told.checks {
        let (style, word) = match check.outcome {
            "pass" => (AnsiColor::Green.on_default(), "pass"),
            "fail" => (AnsiColor::Red.on_default().bold(), "fail"),
            "not-applicable" => (QUIET, "n/a"),
            other => (AnsiColor::Yellow.on_default().bold(), other),
        };
        sheet.check(style, word, check.id, &check.note);
    }
    sheet.gap();
    rests_on(&mut sheet, told);
    sheet.gap();
    sheet.row("It means", [meaning(judged)]);
    sheet.text()
}

/// What a run over several files found.
#[derive(Debug, Default)]
pub(super) struct Count {
    grades: [usize; 6],
    verified: usize,
    all: usize,
    passed_over: usize,
    faults: bool,
    /// How many of all are files that are not there.
    missing: usize,
    /// The earliest moment that one of the verified is verified as of.
    since: Option<Timestamp>,
}

impl Count {
    pub(super) fn add(&mut self, judged: &Judged) {
        let grade = judged.grade();
        self.grades[GRADES.iter().position(|(g, _)| *g == grade).unwrap_or_default()] += 1;
        self.all += 1;
        self.verified += usize::from(grade == Grade::Verified);
        if let Some(at) = judged.outcome.as_ref().ok().and_then(|judgement| judgement.verdict.verified_as_of()) {
            self.since = Some(self.since.map_or(at, |since| since.min(at)));
        }
    }

    /// Files that a walk found and that carry no credential: pictures, documents, other JSON.
    pub(super) const fn pass_over(&mut self, n: usize) {
        self.passed_over += n;
    }

    /// Something else is wrong: a project that cannot be read whole.
    pub(super) const fn fault(&mut self) {
        self.faults = true;
    }

    /// A line is told of a file that is not there.
    pub(super) const fn miss(&mut self) {
        self.missing += 1;
    }

    /// Whether all files that are there are verified.
    pub(super) const fn all_verified(&self) -> bool {
        self.all == self.verified + self.missing && !self.faults
    }

    /// The sum by verdict; nothing for a single file, unless others were passed over.
    pub(super) fn summary(&self, as_of: Timestamp, width: usize) -> Option<String> {
        if self.all + self.passed_over < 2 || self.all == 0 {
            return None;
        }
        let mut sheet = Sheet::new(width);
        let number = |n: usize| Language::english().number(n);
        for ((_, words), n) in GRADES.iter().zip(self.grades).filter(|(_, n)| *n > 0) {
            sheet.number(&number(n), words);
        }
        if self.passed_over > 0 {
            let (s, y) = if self.passed_over == 1 { ("", "ies") } else { ("s", "y") };
            let words = format!("picture{s}, PDF{s} or JSON file{s} in the folder carr{y} no credential: passed over");
            sheet.number(&number(self.passed_over), &words);
        }
        let (verified, all) = (number(self.verified), number(self.all));
        let style = if self.all_verified() { AnsiColor::Green.on_default().bold() } else { BOLD };
        sheet.title(style, &format!("{verified} of {all} verified as of {}", day(self.since.unwrap_or(as_of))));
        Some(sheet.text())
    }
}

const GRADES: [(Grade, &str); 6] = [
    (Grade::Verified, "verified"),
    (Grade::Authentic, "authentic: genuine, but not in force, or not known to be"),
    (Grade::Intact, "intact: unaltered, but who signed is not proven"),
    (Grade::Reported, "reported, without a signature"),
    (Grade::Claimed, "in the holder's own words"),
    (Grade::Refused, "refused"),
];

fn what_it_is(told: &Report) -> String {
    let carrier = match told.carrier {
        Some("json") => "JSON",
        Some("yaml") => "YAML",
        Some("jws") => "a signed token (JWS)",
        Some("png") => "a PNG picture",
        Some("svg") => "an SVG picture",
        Some("pdf") => "a PDF document",
        _ => "a file of no kind that is known here",
    };
    let Some(facts) = &told.credential else {
        return format!("What it says is not shown, since it is refused; it came as {carrier}");
    };
    let special = facts.types.iter().find(|kind| *kind != "VerifiableCredential");
    let kind = special.or(facts.types.first()).map_or("credential", String::as_str);
    let article = if kind.starts_with(['A', 'E', 'I', 'O', 'U']) { "An" } else { "A" };
    format!("{article} {kind} in {carrier}")
}

fn headline(judged: &Judged, as_of: Timestamp) -> (Style, String) {
    let refused = AnsiColor::Red.on_default().bold();
    let day = day(as_of);
    let Ok(judgement) = &judged.outcome else { return (refused, "Refused: it cannot be read".to_owned()) };
    match &judgement.verdict {
        Verdict::Verified(credential) => verified(credential),
        Verdict::Authentic(_) => (AnsiColor::Yellow.on_default().bold(), authentic(judgement, &day)),
        Verdict::Intact(_) => (BOLD, format!("Unaltered, but who signed it is not proven (as of {day})")),
        Verdict::Reported(_) => (BOLD, format!("Reported: it carries no signature (as of {day})")),
        Verdict::Claimed(_) => (BOLD, "In the holder's own words".to_owned()),
        Verdict::Refused => (
            refused,
            match judgement.signature {
                Signature::Bad => "Refused: its signature does not hold",
                Signature::None => "Refused: it carries no signature",
                _ => "Refused: it cannot be judged",
            }
            .to_owned(),
        ),
    }
}

fn verified(credential: &Verified<Credential>) -> (Style, String) {
    (AnsiColor::Green.on_default().bold(), format!("Verified as of {}", day(credential.as_of())))
}

/// What keeps a genuine credential from being verified.
fn authentic(judgement: &Judgement, day: &str) -> String {
    let failed = judgement.checks.iter().find(|check| check.outcome() == Outcome::Fail);
    let words = match failed.map(accolade_credential::Check::code) {
        Some("expired") => "expired",
        Some("not-yet-valid") => "not valid yet",
        Some("revoked") => "revoked",
        Some("suspended") => "suspended",
        Some(_) => "not in force",
        None => return format!("Genuine, but whether it still holds on {day} is not known"),
    };
    format!("Genuine, but {words} as of {day}")
}

/// "NAME earned BADGE from ISSUER on DATE."
fn sentence(judgement: &Judgement) -> Option<String> {
    let credential = judgement.verdict.value()?;
    let who = credential.recipient().unwrap_or("The holder");
    let what = credential.title()?;
    let from = credential.issuer.name.as_deref().or(credential.issuer.id.as_deref())?;
    let when = credential.earned().map(|earned| format!(" on {}", day(earned))).unwrap_or_default();
    Some(format!("{who} earned {what} from {from}{when}."))
}

fn rows(sheet: &mut Sheet, told: &Report) {
    if let Some(facts) = &told.credential {
        sheet.row("Holder", [facts.holder.as_deref().unwrap_or("not named in it")]);
        let kind =
            facts.kind.as_deref().map(|kind| format!(" ({})", Language::english().kind(kind))).unwrap_or_default();
        sheet.row("Earned", [format!("{}{kind}", facts.title.as_deref().unwrap_or("without a name")).as_str()]);
    }
    issuer(sheet, told);
    if let Some(facts) = &told.credential {
        sheet.row("Dates", [dates(facts).as_str()]);
        sheet.row("Identifier", facts.id.as_deref());
    }
    for group in told.proofs.chunk_by(|a, b| a.method == b.method) {
        sheet.row("Signed with", [group.iter().map(suite).collect::<Vec<_>>().join(", ").as_str()]);
        sheet.row("Key", group[0].method.as_deref());
    }
}

fn suite(proof: &ProofTold) -> String {
    let state = match proof.outcome {
        "pass" => "",
        "fail" => " (does not hold)",
        _ => " (not checked)",
    };
    format!("{}{state}", proof.suite)
}

fn issuer(sheet: &mut Sheet, told: &Report) {
    let name = told.credential.as_ref().and_then(|c| c.issuer_name.as_deref());
    let standing = match (&told.recognised_as, &told.recognised_by, told.verdict) {
        (Some(name), Some(by), _) => format!("recognised: {name}, {by}"),
        _ if told.recognition == "namesake" => {
            "not the issuer that is known here by this name: anybody can take a name".to_owned()
        }
        (_, _, "verified" | "authentic") => "not among the issuers that are known here".to_owned(),
        (_, _, "reported") => "as it says itself: nothing is signed".to_owned(),
        _ => "as it says itself: nothing proves it".to_owned(),
    };
    if told.issuer.is_some() || name.is_some() {
        sheet.row("Issuer", name.into_iter().chain(told.issuer.as_deref()).chain([standing.as_str()]));
    }
}

fn dates(facts: &Facts) -> String {
    let mut dates = Vec::new();
    if let Some(earned) = facts.earned {
        dates.push(format!("earned {}", day(earned)));
    }
    if let Some(from) = facts.valid_from.filter(|from| Some(*from) != facts.earned) {
        dates.push(format!("valid from {}", day(from)));
    }
    dates.push(
        facts.valid_until.map_or_else(|| "without an end".to_owned(), |until| format!("valid until {}", day(until))),
    );
    dates.join(", ")
}

fn rests_on(sheet: &mut Sheet, told: &Report) {
    let documents: Vec<String> = told
        .documents
        .iter()
        .map(|document| match (document.known, document.retrieved) {
            (true, Some(at)) => format!("{}, as of {}", document.url, day(at)),
            (true, None) => format!("{}, as handed in", document.url),
            (false, _) => format!("{}: not known here", document.url),
        })
        .collect();
    sheet.row("Documents", documents.iter().map(String::as_str));
    let project = told
        .project
        .as_ref()
        .map(|project| format!("what the project {project} keeps: accolade.lock, issuers/ and its own documents"));
    sheet.row("Judged with", [project.as_deref().unwrap_or("the file and what the command line names; no project")]);
    let not_used = told.project_not_used.as_ref().map(|project| {
        format!(
            "lies in the project {project}, whose documents are not used; name it with --lock {project} if you trust it"
        )
    });
    sheet.row("The file", not_used.as_deref());
    let open = told.checks.iter().any(|check| check.outcome == "unknown");
    if open && told.documents.iter().any(|document| !document.known) {
        sheet.row(
            "Next step",
            ["keep the missing documents with `accolade update` in a project, or name copies with --resolve"],
        );
    }
}

/// One line of docs/what-verified-means.md.
fn meaning(judged: &Judged) -> &'static str {
    match judged.grade() {
        Grade::Verified => {
            "The issuer said this, and stands by it. Whether the issuer is worth your trust is yours to say."
        }
        Grade::Authentic => "The issuer said this; the checks say why it is not, or may not be, in force.",
        Grade::Intact => "Nobody altered it since it was signed; who signed it is open.",
        Grade::Reported => "Somebody published this; only its source can confirm it.",
        Grade::Claimed => "The holder says this.",
        Grade::Refused => "Nothing can be concluded from it, for or against the person who sent it.",
    }
}

fn day(moment: Timestamp) -> String {
    Language::english().day(moment).words
}
