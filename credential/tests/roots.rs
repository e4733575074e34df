//! Canonical RDF signs statements and not which of them stands at the top, nor in which order: a credential that could be turned
//! inside out is refused, and of several people the same one is shown in any order.

mod own;

use accolade_credential::sign::Suite;
use accolade_credential::{Grade, Json};
use own::{codes, judged, parse, signed, told};

const CONTEXTS: &str = r#""@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"#;
const ISSUER: &str =
    r#""issuer":{"id":"did:web:credentials.alderbay.example","type":["Profile"],"name":"University of Alder Bay"}"#;
const TYPED: &str = r#""type":["EndorsementSubject"],"#;
const WHOLE: &str = "https://credentials.alderbay.example/credentials/k3n7/";

/// The members of a credential that has ended, with `more` among them.
fn ended(more: &str) -> String {
    format!(
        r#""id":"{WHOLE}","type":["VerifiableCredential","OpenBadgeCredential"],{ISSUER},"name":"Attended one evening",
        "validFrom":"2024-01-01T00:00:00Z","validUntil":"2025-01-01T00:00:00Z","credentialSubject":{{"id":"urn:uuid:maya","type":["AchievementSubject"],
        "achievement":{{"id":"urn:uuid:evening","type":["Achievement"],"name":"Attended one evening","description":"One evening.","criteria":{{"narrative":"Came."}}}}}}{more}"#
    )
}

/// The members of an endorsement of `whom`, with `more` said there.
fn endorsement(id: &str, whom: &str, more: &str) -> String {
    format!(
        r#"{id}"type":["VerifiableCredential","EndorsementCredential"],{ISSUER},"name":"Doctor of Philosophy, endorsed",
        "validFrom":"2024-01-02T00:00:00Z","credentialSubject":{{"id":"{whom}",{more}"endorsementComment":"Well done."}}"#
    )
}

/// The proof of one document on the members of another.
fn with_proof_of(signed: &Json, members: &str) -> Json {
    let proof = signed.get("proof").expect("a proof").to_text();
    parse(&format!("{{{CONTEXTS},{members},\"proof\":{proof}}}"))
}

/// The whole below the endorsement that is inside of it: the same statements, another one on top.
fn inside_out(id: &str) -> (Json, Json) {
    let named = if id.is_empty() { String::new() } else { format!("\"id\":\"{id}\",") };
    let inner = endorsement(&named, WHOLE, TYPED);
    let whole = signed(
        parse(&format!("{{{CONTEXTS},{}}}", ended(&format!(",\"endorsement\":[{{{inner}}}]")))),
        &[Suite::EddsaRdfc2022],
    );
    let back = ended(&format!(",\"endorsement\":[{{\"id\":\"{id}\"}}]"));
    let back = back.replacen("\"OpenBadgeCredential\"", "\"OpenBadgeCredential\",\"EndorsementSubject\"", 1);
    let below = back.strip_prefix(&format!("\"id\":\"{WHOLE}\",")).expect("its id is first");
    let turned = endorsement(&named, WHOLE, &format!("{below},"));
    (whole.clone(), with_proof_of(&whole, &turned))
}

#[test]
fn an_endorsement_of_the_whole_cannot_be_shown_in_its_place() {
    let (whole, turned) = inside_out("urn:uuid:endorsement");
    for (word, json) in [("turned", &turned), ("as it was signed", &whole)] {
        let j = judged(json);
        assert_eq!(
            codes(&j)[..2],
            ["points-back", "signature-good"],
            "{word}: the statements are the same: {}",
            told(&j)
        );
        assert_eq!(j.verdict.grade(), Grade::Refused, "{word}: {}", told(&j));
    }
    // Under another signature too: which one holds is not asked before the form.
    let text =
        format!("{{{CONTEXTS},{}}}", ended(&format!(",\"endorsement\":[{{{}}}]", endorsement("", WHOLE, TYPED))));
    assert_eq!(codes(&judged(&signed(parse(&text), &[Suite::EddsaJcs2022])))[0], "points-back");
}

#[test]
fn no_detour_from_an_inner_credential_to_the_whole_is_overlooked() {
    let inner = endorsement("\"id\":\"urn:uuid:e\",", "urn:uuid:maya", TYPED);
    let below = |more: &str| ended(&format!(",\"endorsement\":[{{{inner}{more}}}]"));
    let evidence = format!("\"evidence\":[{{\"id\":\"{WHOLE}\",\"type\":[\"Evidence\"]}}]");
    let source = format!("[\"AchievementSubject\"],\"source\":{{\"id\":\"{WHOLE}\",\"type\":[\"Profile\"]}}");
    let again = format!("}},{{\"id\":\"urn:uuid:e\",\"type\":[\"VerifiableCredential\"],{evidence}");
    for (word, members) in [
        ("evidence of the same id", below(&format!(",{evidence}"))),
        ("a schema", below(&format!(",\"credentialSchema\":{{\"id\":\"{WHOLE}\",\"type\":\"JsonSchema\"}}"))),
        ("what is said elsewhere of whom it names", below("").replacen("[\"AchievementSubject\"]", &source, 1)),
        ("what is said of it elsewhere", below(&again)),
        ("a proof that is none", below(&format!(",{evidence},\"proof\":[]"))),
    ] {
        let j = judged(&parse(&format!("{{{CONTEXTS},{members}}}")));
        assert_eq!(codes(&j)[0], "points-back", "{word}: {}", told(&j));
    }
}

#[test]
fn an_endorsement_that_is_signed_itself_may_name_the_whole() {
    let proof = r#""proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","proofPurpose":"assertionMethod","verificationMethod":"did:key:z1#z1","proofValue":"z1"}"#;
    let inner = endorsement("\"id\":\"urn:uuid:e\",", WHOLE, TYPED);
    let whole = ended(&format!(",\"endorsement\":[{{{inner},{proof}}}]"));
    let whole = signed(parse(&format!("{{{CONTEXTS},{whole}}}")), &[Suite::EddsaRdfc2022]);
    let j = judged(&whole);
    assert_eq!(codes(&j)[..2], ["well-formed", "signature-good"], "{}", told(&j));
    // Turned inside out, the whole inside has no proof, or one that nobody signed.
    let signature = whole.get("proof").cloned().expect("a proof");
    let named = "\"id\":\"urn:uuid:e\",";
    let below = ended(&format!(",\"endorsement\":[{{{named}\"type\":[\"VerifiableCredential\"],{proof}}}]"));
    let below = below.replacen("\"OpenBadgeCredential\"", "\"OpenBadgeCredential\",\"EndorsementSubject\"", 1);
    let below = below.strip_prefix(&format!("\"id\":\"{WHOLE}\",")).expect("its id is first").to_owned();
    let copy = |more: &str| {
        let Json::Object(mut members) =
            parse(&format!("{{{CONTEXTS},{}}}", endorsement(named, WHOLE, &format!("{below}{more},"))))
        else {
            panic!("an object")
        };
        members.insert("proof", signature.clone());
        judged(&Json::Object(members))
    };
    assert_eq!(codes(&copy(""))[..2], ["points-back", "signature-good"], "{}", told(&copy("")));
    assert_eq!(codes(&copy(&format!(",{proof}")))[1], "signature-bad", "{}", told(&copy("")));
}

#[test]
fn an_endorsement_of_the_earner_or_the_achievement_is_read_as_ever() {
    for whom in ["urn:uuid:maya", "urn:uuid:evening", "did:web:credentials.alderbay.example"] {
        let inner = endorsement("\"id\":\"urn:uuid:e\",", whom, TYPED);
        let text = format!("{{{CONTEXTS},{}}}", ended(&format!(",\"endorsement\":[{{{inner}}}]")));
        let j = judged(&signed(parse(&text), &own::BOTH));
        assert_eq!((j.verdict.grade(), codes(&j)[3]), (Grade::Authentic, "expired"), "{whom}: {}", told(&j));
        assert_eq!(j.verdict.value().and_then(|c| c.title()), Some("Attended one evening"), "{whom}");
    }
}

/// A subject with or without an id, and what it achieved.
fn subject(id: &str, name: &str, achievement: &str) -> String {
    format!("{{{id}\"type\":[\"AchievementSubject\"],\"name\":\"{name}\",\"achievement\":{achievement}}}")
}

fn achievement(id: &str, name: &str) -> String {
    format!(
        r#"{{{id}"type":["Achievement"],"name":"{name}","description":"Of {name}.","criteria":{{"narrative":"Did it."}}}}"#
    )
}

fn about(subjects: &[String]) -> String {
    let subjects = subjects.join(",");
    format!(
        r#""id":"{WHOLE}","type":["VerifiableCredential","OpenBadgeCredential"],{ISSUER},"name":"A prize","validFrom":"2024-01-01T00:00:00Z","credentialSubject":[{subjects}]"#
    )
}

#[test]
fn the_order_of_several_people_or_achievements_decides_nothing() {
    let prize = achievement("", "First prize");
    let people = |ids: [&str; 3]| {
        ["Ida", "Maya", "Noor"].into_iter().zip(ids).map(|(n, id)| subject(id, n, &prize)).collect::<Vec<_>>()
    };
    let both = |a: &str, b: &str| {
        let list = [achievement(a, "Doctor of Philosophy"), achievement(b, "Attended one evening")];
        let turned = [list[1].clone(), list[0].clone()];
        [list, turned].map(|l| about(&[subject("", "Maya", &format!("[{}]", l.join(",")))]))
    };
    let turned = |mut list: Vec<String>| {
        let first = about(&list);
        list.reverse();
        [first, about(&list)]
    };
    for (word, [members, other]) in [
        (
            "people with ids",
            turned(people(["\"id\":\"urn:uuid:3\",", "\"id\":\"urn:uuid:1\",", "\"id\":\"urn:uuid:2\","])),
        ),
        ("people without", turned(people(["", "", ""]))),
        ("one with an id", turned(people(["", "\"id\":\"urn:uuid:1\",", ""]))),
        ("achievements with ids", both("\"id\":\"urn:uuid:2\",", "\"id\":\"urn:uuid:1\",")),
        ("achievements without", both("", "")),
    ] {
        let genuine = signed(parse(&format!("{{{CONTEXTS},{members}}}")), &[Suite::EddsaRdfc2022]);
        let copy = with_proof_of(&genuine, &other);
        assert_ne!(genuine, copy, "{word}");
        let (a, b) = (judged(&genuine), judged(&copy));
        assert_eq!(
            (a.verdict.grade(), b.verdict.grade()),
            (Grade::Verified, Grade::Verified),
            "{word} {} {}",
            told(&a),
            told(&b)
        );
        assert_eq!(a, b, "{word}");
        let read = a.verdict.value().expect("read");
        let several = read.subjects.len() > 1;
        assert_eq!(told(&a).contains("It is about 3 subjects"), several, "{}", told(&a));
        if word.ends_with("with ids") {
            let first = if several { read.recipient() } else { read.title() };
            assert!(matches!(first, Some("Maya" | "Attended one evening")), "{word} {first:?}");
        }
    }
}
