//! A small site for the tests of this stage: a person with all the odd cases that pages must bear.

mod registry;

use std::sync::Arc;

use accolade_credential::credential::{Achievement, Alignment, Evidence, Profile, Subject};
use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{Credential, Documents, Issuers, Judgement, Known, Recognition, Signature, Verdict, json};
use jiff::Timestamp;

use crate::load::theme::{Theme, assemble};
use crate::model::*;

pub(crate) use registry::registry;

pub(crate) fn theme() -> Arc<Theme> {
    Arc::new(assemble(None, &[]).expect("the built-in theme is whole"))
}

pub(crate) fn moment(day: &str) -> Timestamp {
    format!("{day}T09:00:00Z").parse().expect("a day")
}

pub(crate) fn credential(name: &str, title: &str, issuer: &str, day: &str) -> Credential {
    Credential {
        issuer: Profile { name: Some(issuer.into()), id: Some("did:example:i".into()), ..Profile::default() },
        valid_from: Some(moment(day)),
        subjects: vec![Subject {
            name: Some(name.into()),
            achievement: Some(Achievement {
                name: Some(title.into()),
                description: Some(format!("What {title} stands for.")),
                kind: Some("Certificate".into()),
                alignments: vec![Alignment {
                    name: Some("Communication".into()),
                    url: Some("javascript:alert(1)".into()),
                    ..Alignment::default()
                }],
                ..Achievement::default()
            }),
            ..Subject::default()
        }],
        evidence: vec![Evidence {
            name: Some("A recording".into()),
            url: Some("https://maya.example/talk".into()),
            ..Evidence::default()
        }],
        ..Credential::default()
    }
}

/// A credential that was really signed, by a key made from `seed`, and judged as of 24 November 2026.
pub(crate) fn signed_by(seed: u8, name: Option<&str>, title: &str, until: &str) -> Judgement {
    let key = SecretKey::from_seed(&[seed; 32]);
    let mut subject = serde_json::json!({
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://alderbay.example/badges/speaking/", "type": ["Achievement"], "achievementType": "Course",
            "name": title, "description": "Three talks, each answered in writing.",
            "criteria": { "narrative": "Give a talk." },
        },
    });
    if let Some(name) = name {
        subject["identifier"] = serde_json::json!([{
            "type": "IdentityObject", "hashed": false, "identityHash": name, "identityType": "name",
        }]);
    }
    let document = serde_json::json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://alderbay.example/credentials/k3x9/", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": key.public().did_key(), "type": ["Profile"], "name": "University of Alder Bay" },
        "validFrom": "2026-05-12T09:00:00Z", "validUntil": format!("{until}T09:00:00Z"),
        "credentialSubject": subject,
    });
    let method = key.public().did_key_method();
    let signer = Signer { key: &key, verification_method: &method, created: moment("2026-05-12") };
    let unsigned = json::parse(document.to_string().as_bytes()).expect("JSON");
    let signed = sign(unsigned, &signer, &[Suite::EddsaRdfc2022]).expect("it can be signed");
    judged(signed.to_pretty().as_bytes())
}

fn judged(bytes: &[u8]) -> Judgement {
    let (documents, issuers) = (Documents::default(), Issuers::default());
    let known = Known { as_of: moment("2026-11-24"), documents: &documents, issuers: &issuers };
    accolade_credential::judge(bytes, &known)
}

pub(crate) fn entry(slug: &str, verdict: Verdict<Credential>) -> Entry {
    Entry {
        id: EntryId(0),
        slug: slug.into(),
        judgement: Judgement {
            proofs: Vec::new(),
            verdict,
            signature: Signature::None,
            issuer: None,
            recognition: Recognition::Unknown,
            checks: Vec::new(),
        },
        payload: Some(Payload { bytes: Arc::from(&b"{}"[..]), form: Form::Json }),
        published: None,
        badge: None,
        issuer: None,
        skills: Vec::new(),
        design: design(),
        notes: Notes::default(),
        listed: true,
        for_another: false,
    }
}

/// A credential that was really signed and judged: the only way to a verified one.
pub(crate) fn signed(slug: &str, title: &str, until: Option<&str>) -> Entry {
    let key = SecretKey::from_seed(&[7; 32]);
    let (did, method) = (key.public().did_key(), key.public().did_key_method());
    let until = until.map_or_else(String::new, |day| format!("\"validUntil\": \"{day}T00:00:00Z\","));
    let text = format!(
        r#"{{"@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://credentials.alderbay.example/credentials/{slug}/", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {{"id": "{did}", "type": ["Profile"], "name": "University of Alder Bay"}},
        "validFrom": "2025-05-12T00:00:00Z", {until}
        "credentialSubject": {{"type": ["AchievementSubject"], "name": "Maya Lindqvist", "achievement": {{
        "id": "https://credentials.alderbay.example/badges/{slug}/", "type": ["Achievement"], "name": "{title}",
        "description": "What it stands for.", "criteria": {{"narrative": "Do it well."}}}}}}}}"#
    );
    let unsigned = json::parse(text.as_bytes()).expect("the fixture is JSON");
    let signer = Signer { key: &key, verification_method: &method, created: moment("2025-05-12") };
    let signed = sign(unsigned, &signer, &[Suite::EddsaRdfc2022, Suite::EddsaJcs2022]).expect("it can be signed");
    let bytes = signed.to_pretty().into_bytes();
    Entry {
        judgement: judged(&bytes),
        payload: Some(Payload { bytes: bytes.into(), form: Form::Json }),
        ..entry(slug, Verdict::Refused)
    }
}

pub(crate) fn design() -> Design {
    Design::plain(Shape::Circle, Colour([122, 31, 61]), "mic")
}

/// A portfolio with one of everything.
pub(crate) fn portfolio() -> Site {
    let hostile = "<script>alert('x')</script>";
    let talk = credential("Maya Lindqvist", "Public Speaking Foundations", "University of Alder Bay", "2026-05-12");
    let mut first = entry("speaking", Verdict::Reported(talk));
    first.skills = vec![SkillId(0)];
    first.issuer = Some(IssuerId(0));
    first.badge = Some(BadgeId(0));
    first.notes.featured = true;
    first.notes.reflection = Some(Html("<p>I learned to pause.</p>".into()));
    first.notes.evidence = vec![Link { label: "Slides".into(), url: "https://maya.example/slides".into() }];
    let mut claimed = entry("aid", Verdict::Claimed(credential(hostile, hostile, hostile, "2024-06-01")));
    claimed.payload = None;
    let mut hidden =
        entry("hidden", Verdict::Reported(credential("Maya Lindqvist", "Hidden Work", "Elsewhere", "2025-01-01")));
    hidden.listed = false;
    Site {
        meta: Meta {
            title: "Maya Lindqvist".into(),
            base_url: Some("https://maya.example/portfolio/".into()),
            language: "en".into(),
            languages: vec!["en".into()],
            translations: Vec::new(),
            description: None,
            accent: None,
            outputs_chosen: true,
            outputs: vec![Output::Page, Output::Json, Output::Svg, Output::Certificate, Output::Embed],
            sections: [
                Section::Featured,
                Section::Shelf,
                Section::Timeline,
                Section::Credentials,
                Section::Collections,
                Section::Pathways,
                Section::Skills,
                Section::Stories,
                Section::Badges,
            ]
            .map(Into::into)
            .into(),
            certificate: CertificateLayout {
                paper: Paper::A4,
                landscape: true,
                template: Template::Classic,
                signatories: Vec::new(),
            },
            contacts: std::collections::BTreeSet::new(),
            insights: true,
            noindex: false,
            as_of: moment("2026-11-24"),
        },
        holder: Some(Holder {
            name: "Maya Lindqvist".into(),
            headline: Some("Communications student".into()),
            intro: Some(Html("<p>Hello.</p>".into())),
            photo: None,
            photo_alt: None,
            location: Some("Alder Bay".into()),
            links: vec![Link { label: "LinkedIn".into(), url: "https://linkedin.example/maya".into() }],
        }),
        institution: None,
        credentials: vec![first, hidden, claimed].into(),
        badges: vec![Badge {
            slug: "speaking".into(),
            name: "Public Speaking Foundations".into(),
            description: "Speak.".into(),
            kind: "Course".into(),
            criteria: Html("<p>Give a talk.</p>".into()),
            outcomes: vec!["Open a talk".into()],
            assessment: Some("A talk".into()),
            hours: Some(12.0),
            credits: None,
            skills: vec![SkillId(0)],
            alignments: Vec::new(),
            department: None,
            design: design(),
            template: None,
            holders: vec![EntryId(0)],
            issued: 1,
            earlier: 0,
            was_issued: true,
            translations: Vec::new(),
        }],
        issuers: vec![Issuer {
            slug: "alder-bay".into(),
            id: "did:web:alderbay.example".into(),
            name: "University of Alder Bay".into(),
            url: Some("https://alderbay.example/".into()),
            verify: None,
            linkedin: Some(1234),
            description: None,
            image: None,
            recognition: Recognition::Unknown,
            keys: vec![IssuerKey { text: "z6MkExample".into(), signs: true, retired: None, compromised: None }],
            credentials: vec![EntryId(0)],
        }],
        skills: vec![Skill {
            slug: "public-speaking".into(),
            name: "Public speaking".into(),
            framework: None,
            code: None,
            url: None,
            credentials: vec![EntryId(0)],
            standing: 0,
            badges: vec![BadgeId(0)],
        }],
        departments: Vec::new(),
        pathways: vec![Pathway {
            slug: "communicator".into(),
            name: "Communicator".into(),
            description: "Three steps.".into(),
            needed: 2,
            ordered: false,
            steps: vec![
                Step { name: "Speak".into(), badge: Some(BadgeId(0)), achievement: None, earned: Some(EntryId(0)) },
                Step { name: "Write".into(), badge: None, achievement: None, earned: None },
            ],
            translations: Vec::new(),
        }],
        pages: vec![FreePage {
            slug: "about".into(),
            title: "About".into(),
            description: None,
            body: Html("<p>About.</p>".into()),
            menu: true,
            about: Vec::new(),
            translations: Vec::new(),
        }],
        gone: Vec::new(),
        taken_back: Default::default(),
        trust: Trust::default(),
        register: Register::default(),
        frameworks: Vec::new(),
        fonts: Vec::new(),
        files: vec![StaticFile { path: SitePath("static/a b.txt".into()), bytes: Arc::from(&b"x"[..]) }],
    }
}

fn told(badges: &[Badge]) -> Told {
    let cells = [suppress::Cell::default()].repeat(badges.len());
    let rest = suppress::Cell::of(1200, 0..1200);
    Told::of(&[cells, vec![rest]].concat(), &[])
}
