//! In: `badges/<id>.yaml`. Out: a `BadgeDraft`: an achievement as its issuer defines it, with its artwork.

use jiff::Span;

use super::design::{DesignDraft, design};
use super::fields::{Fields, Problems, items, placed};
use super::scalar::{boolean, duration, language, markdown, name, number, one_of, path, text, unknown_word, web};
use super::value::{Placed, TEMPLATES, Template};
use super::worded::{Translations, Worded};
use super::yaml::{Node, Value};
use crate::load::SourcePath;

/// `badges/<id>.yaml`
#[derive(Debug, Clone, Default)]
pub struct BadgeDraft {
    /// The file's name without extension.
    pub id: String,
    /// The file, once it is known.
    pub file: Option<SourcePath>,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// `criteria`
    pub criteria: Criteria,
    /// `type`: an OB 3.0 achievement type or `ext:…`
    pub kind: String,
    /// `outcomes`
    pub outcomes: Vec<String>,
    /// `assessment`
    pub assessment: Option<String>,
    /// `skills`
    pub skills: Vec<String>,
    /// `alignment`
    pub alignment: Vec<AlignmentDraft>,
    /// `workload` in hours
    pub hours: Option<f64>,
    /// `credits`
    pub credits: Option<f64>,
    /// `department`
    pub department: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `evidence_required`
    pub evidence_required: bool,
    /// `valid_for`
    pub valid_for: Option<Span>,
    /// `language`
    pub language: Option<String>,
    /// `version`
    pub version: Option<String>,
    /// `image`: artwork of the project's own, in the place of a drawn one.
    pub image: Option<Placed<SourcePath>>,
    /// `design`
    pub design: DesignDraft,
    /// `certificate: {template}`; `None`: the site's.
    pub template: Option<Template>,
    /// `name`, `description`, `criteria` and `assessment` in further languages of the site: never signed.
    pub translations: Translations,
    /// `outcomes` in further languages.
    pub outcomes_in: Translations<Vec<String>>,
    /// Where its criteria lead within the site.
    pub targets: Vec<Placed<String>>,
}

/// How a badge is earned: a text, an address, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criteria {
    /// Markdown.
    pub narrative: Option<String>,
    /// Where the issuer explains it.
    pub url: Option<String>,
}

/// A tie to a framework, not resolved yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlignmentDraft {
    /// A bundled competency by its name.
    Nace(Placed<String>),
    /// An item of `frameworks/<framework>.yaml`.
    Item {
        /// The file's name without extension.
        framework: Placed<String>,
        /// The item's code.
        code: Placed<String>,
    },
    /// Written out.
    Full {
        /// `name`
        name: String,
        /// `url`
        url: String,
        /// `framework`
        framework: Option<String>,
        /// `code`
        code: Option<String>,
        /// `type`
        kind: Option<String>,
        /// `description`
        description: Option<String>,
    },
}

/// The achievement types of Open Badges 3.0 (section B.1.16); others begin with `ext:`.
pub const ACHIEVEMENT_TYPES: [&str; 31] = [
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
];

/// The target types of an Open Badges 3.0 alignment; others begin with `ext:`.
const TARGET_TYPES: [&str; 8] = [
    "ceasn:Competency",
    "ceterms:Credential",
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
    "CFDocument",
];

pub(super) fn read(node: &Node, problems: &mut Problems, languages: &[String]) -> Option<BadgeDraft> {
    let mut f = Fields::of(node, "a badge", problems)?;
    let (mut worded, mut lists) = (Worded::of(languages), Worded::of(languages));
    let mut draft = BadgeDraft {
        id: String::new(),
        file: None,
        name: f.required("name", |n, p| worded.read("name", n, p, name)).unwrap_or_default(),
        description: f.required("description", |n, p| worded.read("description", n, p, text)).unwrap_or_default(),
        criteria: f.required("criteria", |n, p| criteria(n, p, &mut worded)).unwrap_or_default(),
        kind: f.optional("type", |n, p| word(n, p, &ACHIEVEMENT_TYPES)).unwrap_or_else(|| "Achievement".to_owned()),
        outcomes: f
            .optional("outcomes", |n, p| lists.read("outcomes", n, p, |n, p| items(n, p, &text)))
            .unwrap_or_default(),
        assessment: f.optional("assessment", |n, p| worded.read("assessment", n, p, text)),
        skills: f.list("skills", name),
        alignment: f.list("alignment", alignment),
        hours: f.optional("workload", number),
        credits: f.optional("credits", number),
        department: f.optional("department", name),
        tags: f.list("tags", name),
        evidence_required: f.optional("evidence_required", boolean).unwrap_or_default(),
        valid_for: f.optional("valid_for", duration),
        language: f.optional("language", language),
        version: f.optional("version", name),
        image: f.optional("image", placed(path)),
        design: f.optional("design", design).unwrap_or_default(),
        template: f.optional("certificate", certificate).flatten(),
        translations: Translations::new(),
        outcomes_in: Translations::new(),
        targets: Vec::new(),
    };
    draft.targets = std::mem::take(&mut f.problems.targets);
    f.finish();
    (draft.translations, draft.outcomes_in) = (worded.finish(), lists.finish());
    Some(draft)
}

/// What a badge says of its certificates: the template alone; paper and signatories are the site's.
fn certificate(node: &Node, problems: &mut Problems) -> Option<Option<Template>> {
    let mut f = Fields::of(node, "a badge's certificate", problems)?;
    let template = f.optional("template", one_of(&TEMPLATES));
    f.finish();
    Some(template)
}

/// A text; the same in several languages; or fields.
fn criteria(node: &Node, problems: &mut Problems, worded: &mut Worded<'_>) -> Option<Criteria> {
    let is_field = |key: &str| ["narrative", "url"].contains(&key);
    let fields = match &node.value {
        Value::Map(members) => members.is_empty() || members.iter().any(|(key, _)| is_field(&key.value)),
        _ => false,
    };
    if !fields {
        return Some(Criteria { narrative: Some(worded.read("criteria", node, problems, markdown)?), url: None });
    }
    let mut f = Fields::of(node, "criteria", problems)?;
    let criteria = Criteria {
        narrative: f.optional("narrative", |n, p| worded.read("criteria", n, p, markdown)),
        url: f.optional("url", web),
    };
    if !f.has("narrative") && !f.has("url") {
        let help = "write `criteria: |` and the text below it";
        let _: Option<()> = f.problems.error("missing-field", "criteria need a text or a url", node.span, help);
    }
    f.finish();
    Some(criteria)
}

fn alignment(node: &Node, problems: &mut Problems) -> Option<AlignmentDraft> {
    let mut f = Fields::of(node, "an alignment", problems)?;
    let draft = if f.has("nace") {
        f.required("nace", placed(name)).map(AlignmentDraft::Nace)
    } else if f.has("framework") && f.has("code") && !f.has("name") && !f.has("url") {
        let (framework, code) = (f.required("framework", placed(name)), f.required("code", placed(name)));
        framework.zip(code).map(|(framework, code)| AlignmentDraft::Item { framework, code })
    } else {
        let (name, url) = (f.required("name", text), f.required("url", web));
        let (framework, code) = (f.optional("framework", text), f.optional("code", text));
        let kind = f.optional("type", |n, p| word(n, p, &TARGET_TYPES));
        let description = f.optional("description", text);
        let both = name.zip(url);
        both.map(|(name, url)| AlignmentDraft::Full { name, url, framework, code, kind, description })
    };
    f.finish();
    draft
}

/// One of the words of a specification, or an extension of it.
fn word(node: &Node, problems: &mut Problems, known: &[&'static str]) -> Option<String> {
    let text = text(node, problems)?;
    let extension = text.strip_prefix("ext:").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/-".contains(&b))
    });
    if extension || known.contains(&text.as_str()) {
        return Some(text);
    }
    unknown_word(&text, known.iter().copied(), node, problems)
}
