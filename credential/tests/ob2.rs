//! Open Badges 1 and 2: assertions as their hosts publish them are Reported with what they say, and never more.
#![allow(clippy::disallowed_methods, reason = "tests read the published vectors in place")]

mod carrier;
mod vectors;
mod world;

use accolade_credential::{CheckId, Grade, Json, Known, Outcome, Signature, json};
use world::{World, code, published, told};

/// Where our outcome is meant to differ from the index, and why.
const EXCEPTIONS: [(&str, &str); 9] = [
    (
        "assertion-with-extension-node-invalid.json",
        "extensions are not shown, and not held against schemas of their own",
    ),
    ("badge-class-with-language.json", "a badge class is valid, but nobody was awarded it: there is nothing to report"),
    ("issuer-compact-iri-validation.json", "a profile is valid, but it is the award of nothing"),
    ("redirected-validation-subject.json", "the file has comments, so it is no JSON"),
    ("rdf-validation/valid-alignment-object.json", "an alignment is valid, but it is the award of nothing"),
    ("rdf-validation/valid-badge-class-empty-criteria-type.json", "a badge class, as above"),
    ("rdf-validation/valid-badge-class.json", "a badge class, as above"),
    ("rdf-validation/valid-cool-class.json", "an object of a class that nobody knows is the award of nothing"),
    ("rdf-validation/valid-issuer-extension.json", "a profile, as above"),
];

#[test]
fn every_published_hosted_badge_gets_its_expected_outcome() {
    let Some(folder) = vectors::folder() else { return };
    let world = published(&folder);
    let index = std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index");
    let (mut seen, mut wrong) = (0, Vec::new());
    for row in index.lines().map(|line| json::parse(line.as_bytes()).expect("a row")) {
        let text = |name: &str| row.get(name).and_then(Json::as_str).unwrap_or_default();
        if text("layer") != "ob2" || text("format") == "ob2-jws" {
            continue;
        }
        seen += 1;
        let bytes = std::fs::read(folder.join("credentials").join(text("file"))).expect("a badge");
        let judgement = world.judge(&bytes);
        let grade = judgement.verdict.grade();
        assert!(matches!(grade, Grade::Reported | Grade::Refused), "{}: {}", text("file"), told(&judgement));
        assert_eq!(judgement.verdict.seal(), None);
        let fine = grade == Grade::Reported && judgement.checks.iter().all(|c| c.outcome() != Outcome::Fail);
        let name = text("file").trim_start_matches("1edtech-ob20/");
        let excepted = EXCEPTIONS.iter().any(|(file, why)| *file == name && !why.is_empty());
        if (fine == (text("expect") == "valid")) == excepted {
            wrong.push(format!("{name} ({}): {}", text("expect"), told(&judgement)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen >= 29, "{seen}");
}

const ASSERTION: &str = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://h.example/a",
    "recipient":{"type":"email","hashed":false,"identity":"ada@mail.example"},"issuedOn":"2026-05-01T00:00:00Z",
    "badge":"https://h.example/b","verification":{"type":"HostedBadge"},"narrative":"Held a talk.",
    "evidence":[{"id":"https://e.example/1?identity__email=ada%40mail.example","narrative":"The slides."}],
    "extensions:recipientProfile":{"name":"Ada Byron"}}"#;
const BADGE: (&str, &str) = (
    "https://h.example/b",
    r#"{"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"https://h.example/b","name":"Speaking",
    "description":"Speaks.","criteria":{"narrative":"A talk."},"issuer":"https://h.example/i","tags":["talk"]}"#,
);
const ISSUER: (&str, &str) = (
    "https://h.example/i",
    r#"{"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"https://h.example/i","name":"Alder Bay",
    "url":"https://h.example","email":"office@h.example"}"#,
);

#[test]
fn a_hosted_badge_is_reported_with_what_it_says_and_without_anybodys_address() {
    let judgement = World::with(&[BADGE, ISSUER, ("https://h.example/a", ASSERTION)]).judge(ASSERTION.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Reported);
    assert_eq!(judgement.signature, Signature::None);
    let credential = judgement.verdict.value().expect("what it says");
    assert_eq!(credential.title(), Some("Speaking"));
    assert_eq!(credential.recipient(), Some("Ada Byron"));
    assert_eq!(credential.issuer.name.as_deref(), Some("Alder Bay"));
    assert_eq!(credential.achievement().and_then(|a| a.criteria.as_deref()), Some("A talk."));
    assert_eq!(credential.evidence[0].url.as_deref(), Some("https://e.example/1"));
    let all = format!("{judgement:?}");
    assert!(!all.contains("mail.example") && !all.contains("office@"), "{all}");
    assert_eq!(code(&judgement, CheckId::Signature), (Outcome::NotApplicable, "hosted"));
    assert_eq!(code(&judgement, CheckId::Issuer), (Outcome::Unknown, "not-signed"));
    assert_eq!(code(&judgement, CheckId::Status), (Outcome::Pass, "status-clear"));
    let status = judgement.checks[4].note();
    assert_eq!(status, "Its host publishes it, not revoked, as of 3 May 2026.");

    let alone = World::with(&[]).judge(ASSERTION.as_bytes());
    assert_eq!(alone.verdict.grade(), Grade::Reported);
    assert_eq!(code(&alone, CheckId::Status), (Outcome::Unknown, "hosted-not-given"));
    assert!(alone.checks[0].note().contains("accolade update"), "{}", told(&alone));
}

#[test]
fn the_host_has_the_last_word() {
    let refused = |host: &str| World::with(&[BADGE, ISSUER, ("https://h.example/a", host)]).judge(ASSERTION.as_bytes());
    let later = ASSERTION.replace("2026-05-01", "2025-05-01");
    assert_eq!(code(&refused(&later), CheckId::Format), (Outcome::Fail, "differs-from-host"));
    assert_eq!(code(&refused("[]"), CheckId::Format), (Outcome::Fail, "not-json"));
    let gone = r#"{"id":"https://h.example/a","revoked":true,"revocationReason":"By mistake"}"#;
    let revoked = refused(gone);
    assert_eq!(revoked.verdict.grade(), Grade::Reported);
    assert_eq!(code(&revoked, CheckId::Status), (Outcome::Fail, "revoked"));
    assert!(revoked.checks[4].note().contains("By mistake"));
    let own = World::with(&[]).judge(
        r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://h.example/a","revoked":true}"#
            .as_bytes(),
    );
    assert_eq!(code(&own, CheckId::Status), (Outcome::Fail, "revoked"), "{}", told(&own));
    let embedded = ASSERTION.replace("\"https://h.example/b\"", &BADGE.1.replace("\"https://h.example/i\"", ISSUER.1));
    let copy = World::with(&[("https://h.example/a", ASSERTION)]).judge(embedded.as_bytes());
    assert_eq!(copy.verdict.grade(), Grade::Reported, "a copy may hold its badge: {}", told(&copy));
}

#[test]
fn a_copy_says_nothing_that_its_host_does_not() {
    let world = World::with(&[BADGE, ISSUER, ("https://h.example/a", ASSERTION)]);
    let inside = |badge: &str, issuer: &str| {
        ASSERTION.replace("\"https://h.example/b\"", &badge.replace("\"https://h.example/i\"", issuer))
    };
    let judgement = world.judge(inside(BADGE.1, ISSUER.1).as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Reported, "the same words: {}", told(&judgement));
    for forged in [
        inside(&BADGE.1.replace("Speaking", "Doctor of Medicine"), ISSUER.1),
        inside(&BADGE.1.replace("A talk.", "Six years."), ISSUER.1),
        inside(&BADGE.1.replace("\"tags\"", "\"image\":\"https://h.example/x.png\",\"tags\""), ISSUER.1),
        inside(BADGE.1, &ISSUER.1.replace("Alder Bay", "Harvard Medical School")),
        inside(&BADGE.1.replace("\"id\":\"https://h.example/b\",", ""), ISSUER.1),
        ASSERTION.replace("Ada Byron", "Eve Forger"),
        ASSERTION.replace("Held a talk.", "Saved a life."),
        ASSERTION.replace("The slides.", "The diploma."),
        ASSERTION.replace("\"https://h.example/b\"", "{\"name\":\"Doctor\",\"issuer\":\"https://h.example/i\"}"),
    ] {
        let judgement = world.judge(forged.as_bytes());
        assert_eq!(
            code(&judgement, CheckId::Format),
            (Outcome::Fail, "differs-from-host"),
            "{forged} {}",
            told(&judgement)
        );
    }
    // Neither does one whose host was not asked, of a badge that is known.
    let world = World::with(&[BADGE, ISSUER]);
    let forged = inside(&BADGE.1.replace("Speaking", "Doctor of Medicine"), ISSUER.1);
    assert_eq!(code(&world.judge(forged.as_bytes()), CheckId::Format), (Outcome::Fail, "differs-from-host"));
    let alone = World::with(&[]).judge(ASSERTION.as_bytes());
    assert_eq!(alone.checks[2].note(), "Who issued it is not proven: it says that it is published on h.example.");
    // What it lacks, the host still says.
    let shorter = ASSERTION.replace("\"narrative\":\"Held a talk.\",", "");
    let judgement = World::with(&[BADGE, ISSUER, ("https://h.example/a", ASSERTION)]).judge(shorter.as_bytes());
    let narrative = judgement.verdict.value().and_then(|c| c.subjects[0].narrative.clone());
    assert_eq!(narrative.as_deref(), Some("Held a talk."), "{}", told(&judgement));
}

#[test]
fn where_an_issuer_publishes_only_its_own_profile_says() {
    let rules = r#","verification":{"type":"VerificationObject","allowedOrigins":["evil.example"]}}"#;
    let issuer = format!("{}{rules}", ISSUER.1.trim_end().strip_suffix('}').expect("an object"));
    let badge =
        BADGE.1.replace("\"https://h.example/i\"", &issuer).replace("https://h.example/b", "https://evil.example/b");
    let moved =
        ASSERTION.replace("\"https://h.example/b\"", &badge).replace("https://h.example/a", "https://evil.example/a");
    for world in [World::with(&[]), World::with(&[("https://evil.example/b", &badge)])] {
        assert_eq!(code(&world.judge(moved.as_bytes()), CheckId::Format), (Outcome::Fail, "wrong-host"));
    }
    let allowed = World::with(&[(ISSUER.0, &issuer)]).judge(moved.as_bytes());
    assert_eq!(allowed.verdict.grade(), Grade::Reported, "{}", told(&allowed));
    let needs = accolade_credential::needs::needs(
        moved.as_bytes(),
        &Known {
            as_of: "2026-06-01T00:00:00Z".parse().expect("a time"),
            documents: &accolade_credential::Documents::default(),
            issuers: &accolade_credential::Issuers::default(),
        },
    );
    let asked: Vec<(&str, bool)> = needs.iter().map(|need| (need.url.as_str(), need.optional)).collect();
    assert_eq!(
        asked,
        [("https://evil.example/a", false), ("https://evil.example/b", true), ("https://h.example/i", true)]
    );
}

#[test]
fn a_host_cannot_say_that_it_is_another() {
    let world = World::with(&[BADGE, ISSUER, ("https://evil.example/a", ASSERTION)]);
    let copy = ASSERTION.replace("https://h.example/a", "https://evil.example/a");
    let baked = carrier::png(&[carrier::itxt("openbadges", b"https://evil.example/a", false)]);
    for file in [copy.as_bytes(), baked.as_slice()] {
        let judgement = world.judge(file);
        assert_eq!(code(&judgement, CheckId::Format), (Outcome::Fail, "wrong-host"), "{}", told(&judgement));
    }
}

#[test]
fn what_is_no_proper_assertion_is_refused_by_name() {
    let world = World::with(&[BADGE, ISSUER]);
    for (from, to, expected) in [
        ("\"2026-05-01T00:00:00Z\"", "\"last May\"", "bad-date"),
        ("\"2026-05-01T00:00:00Z\"", "null", "bad-date"),
        ("\"identity\":\"ada@mail.example\"", "\"identity\":1", "bad-recipient"),
        ("\"https://h.example/b\"", "7", "bad-link"),
        ("\"https://h.example/b\"", "\"https://h.example/i\"", "bad-link"),
        ("{\"type\":\"HostedBadge\"}", "{}", "bad-verification"),
        (
            "{\"type\":\"HostedBadge\"}",
            "{\"type\":\"signed\",\"creator\":\"https://h.example/k\"}",
            "signature-missing",
        ),
        ("\"https://h.example/a\"", "\"https://evil.example/a\"", "wrong-host"),
        ("\"https://h.example/a\"", "\"https://h.example@evil.example/a\"", "wrong-host"),
        ("\"https://h.example/a\"", "\"https://evil.example\\\\@h.example/a\"", "wrong-host"),
        ("\"https://h.example/a\"", "\"urn:uuid:1\"", "bad-verification"),
        ("openbadges/v2", "openbadges/v9", "no-badge-context"),
        ("\"Assertion\"", "\"BadgeClass\"", "not-an-assertion"),
        ("\"type\":\"Assertion\",", "", "not-an-assertion"),
    ] {
        let text = ASSERTION.replacen(from, to, 1);
        assert_ne!(text, ASSERTION, "{from}");
        let judgement = world.judge(text.as_bytes());
        assert_eq!(judgement.verdict.grade(), Grade::Refused, "{to}");
        assert_eq!(code(&judgement, CheckId::Format), (Outcome::Fail, expected), "{to}");
    }
}

#[test]
fn badges_of_the_first_years_are_reported() {
    let old = r#"{"uid":"abc","recipient":{"type":"email","hashed":true,"identity":"sha256$00"},"issuedOn":1359217910,
        "badge":"https://h.example/b","verify":{"type":"hosted","url":"https://h.example/a"},"evidence":"https://e.example/"}"#;
    let badge = (
        BADGE.0,
        r#"{"name":"Speaking","description":"x","criteria":"https://h.example/c","issuer":"https://h.example/i","alignment":[{"name":"A","url":"https://x.example"}]}"#,
    );
    let issuer = (ISSUER.0, r#"{"name":"Alder Bay","url":"https://h.example"}"#);
    let judgement = World::with(&[badge, issuer]).judge(old.as_bytes());
    assert_eq!(judgement.verdict.grade(), Grade::Reported, "{}", told(&judgement));
    let credential = judgement.verdict.value().expect("what it says");
    assert_eq!(credential.valid_from.map(|t| t.to_string()).as_deref(), Some("2013-01-26T16:31:50Z"));
    assert_eq!(credential.achievement().expect("one").alignments[0].name.as_deref(), Some("A"));
    assert!(!format!("{credential:?}").contains("sha256"));
}

#[test]
fn a_picture_with_an_address_alone_needs_what_is_there() {
    let png = carrier::png(&[carrier::chunk(b"tEXt", b"openbadges\0https://h.example/a")]);
    let judgement = World::with(&[]).judge(&png);
    assert_eq!(judgement.verdict.grade(), Grade::Refused);
    assert_eq!(code(&judgement, CheckId::Format), (Outcome::Fail, "hosted-not-given"));
    let judgement = World::with(&[BADGE, ISSUER, ("https://h.example/a", ASSERTION)]).judge(&png);
    assert_eq!(judgement.verdict.grade(), Grade::Reported, "{}", told(&judgement));
    let judgement = World::with(&[("https://h.example/a", "<html>")]).judge(&png);
    assert_eq!(code(&judgement, CheckId::Format), (Outcome::Fail, "not-json"));
}

#[test]
fn a_baked_credential_is_judged_as_the_one_that_was_baked() {
    let Some(folder) = vectors::folder() else { return };
    let mut seen = 0;
    let world = World::with(&[]);
    let index = std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index");
    for row in index.lines().map(|line| json::parse(line.as_bytes()).expect("a row")) {
        let text = |name: &str| row.get(name).and_then(Json::as_str).unwrap_or_default();
        if text("format") != "json" || text("layer") != "verify" {
            continue;
        }
        let bytes = std::fs::read(folder.join("credentials").join(text("file"))).expect("a credential");
        let plain = world.judge(&bytes);
        let svg = accolade_credential::bake::svg(carrier::svg("").as_bytes(), &bytes);
        let png = accolade_credential::bake::png(&carrier::png(&[]), &bytes);
        let pdf = carrier::pdf(&[("credential.json", &bytes)], true, carrier::Style::Table);
        let carried = [svg.expect("it bakes"), png.expect("it bakes"), pdf];
        for picture in carried {
            seen += 1;
            assert_eq!(world.judge(&picture), plain, "{}", text("file"));
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_badge_that_its_host_took_away_for_good_is_revoked() {
    let badge = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://h.example/a",
        "recipient": {"type": "email", "hashed": true, "identity": "sha256$x"}, "issuedOn": "2020-01-01T00:00:00Z",
        "badge": "https://h.example/b", "verification": {"type": "hosted"}}"#;
    let seen = "2026-11-01T00:00:00Z".parse().expect("a time");
    for mut world in [World::with(&[]), World::with(&[("https://h.example/a", badge)])] {
        world.0.insert_gone("https://h.example/a", seen);
        let judged = world.judge(badge.as_bytes());
        assert_eq!(code(&judged, CheckId::Status), (Outcome::Fail, "revoked"), "{}", told(&judged));
        assert_eq!(judged.verdict.grade(), Grade::Reported);
    }
}
