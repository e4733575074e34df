//! Baking a credential into pictures and taking it out again: the same bytes, and the picture otherwise unchanged.
#![allow(clippy::disallowed_methods, reason = "tests read published files in place")]

mod carrier;

use accolade_credential::bake;
use accolade_credential::extract::{Payload, find};
use proptest::prelude::*;

/// A JSON object whose strings, members and blanks are as odd as JSON allows.
fn json_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("]]>".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("&amp;&#13;".to_owned()),
        Just("]]".to_owned()),
        Just("\u{85}\u{2028}\u{7f}\u{FEFF}".to_owned()),
        Just("😀é\u{301}".to_owned()),
        any::<String>().prop_map(|s| s.chars().filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()),
    ];
    let blanks =
        proptest::collection::vec(prop_oneof![Just(" "), Just("\r\n"), Just("\r"), Just("\n"), Just("\t")], 0..4);
    let strings = proptest::collection::vec(piece, 0..6);
    (blanks.clone(), strings, blanks).prop_map(|(before, strings, after)| {
        let quoted = |s: &String| serde_json::to_string(s).expect("a string");
        let items: Vec<String> = strings.iter().map(quoted).collect();
        let (before, after) = (before.concat(), after.concat());
        // \u007f and the like stay as they are: serde_json writes them raw.
        format!("{before}{{{after}\"items\"{before}:{after}[{}]{before}}}{after}", items.join(&format!("{after},")))
    })
}

fn jws_text() -> impl Strategy<Value = String> {
    ("[A-Za-z0-9_-]{0,40}", "[A-Za-z0-9_-]{0,80}", "[A-Za-z0-9_-]{0,90}").prop_map(|(a, b, c)| format!("ey{a}.{b}.{c}"))
}

fn unbaked(picture: &[u8]) -> Vec<u8> {
    match find(picture).expect("a baked picture").payload {
        Payload::Json(bytes) => bytes.into_owned(),
        Payload::Jws(text) => text.into_owned().into_bytes(),
        Payload::Link(link) => link.into_bytes(),
    }
}

/// Pictures to bake into: plain, with an earlier badge, with everything that a start tag and a prolog may hold.
fn svgs() -> Vec<String> {
    let old = "<openbadges:assertion xmlns:openbadges='http://openbadges.org' verify='https://a.example/1'/>";
    let plain = carrier::svg("<title>a &lt; b</title>");
    vec![
        format!("\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- > <svg> -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'>\n{plain}\n<!-- end -->\n"),
        carrier::svg(&format!("<g>\n  {old}\n</g>")),
        carrier::svg(&format!("{old}<g/>{old}")),
        "<svg xmlns='http://www.w3.org/2000/svg'/>".into(),
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org' aria-label='a > b \"c\"' ></svg>".into(),
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'\n\tdata-x=\"'>'\"\n/>".into(),
        plain,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_baked_comes_out_byte_for_byte(json in json_text(), jws in jws_text()) {
        let plain = carrier::png(&[]);
        for credential in [json.as_bytes(), jws.as_bytes()] {
            let baked = bake::png(&plain, credential).expect("it bakes");
            prop_assert_eq!(unbaked(&baked), credential);
            for picture in svgs() {
                let baked = bake::svg(picture.as_bytes(), credential).expect("it bakes");
                prop_assert_eq!(unbaked(&baked), credential);
                prop_assert_eq!(&bake::svg(&baked, credential).expect("it bakes again"), &baked);
            }
        }
    }

    #[test]
    fn the_last_badge_replaces_all_earlier_ones(a in json_text(), b in json_text()) {
        let png = carrier::png(&[]);
        let twice = bake::png(&bake::png(&png, a.as_bytes()).expect("it bakes"), b.as_bytes()).expect("it bakes");
        prop_assert_eq!(twice, bake::png(&png, b.as_bytes()).expect("it bakes"));
        for svg in svgs() {
            let once = bake::svg(svg.as_bytes(), b.as_bytes()).expect("it bakes");
            let first = bake::svg(svg.as_bytes(), a.as_bytes()).expect("it bakes");
            prop_assert_eq!(bake::svg(&first, b.as_bytes()).expect("it bakes"), once);
        }
    }
}

#[test]
fn the_rest_of_a_picture_stays_byte_for_byte() {
    let notes = carrier::chunk(b"tEXt", b"Title\0A badge");
    let old = [carrier::itxt("openbadges", b"{}", true), carrier::chunk(b"tEXt", b"openbadges\0https://a.example/1")];
    let trailing = b"what some cameras append";
    let clean = [carrier::png(std::slice::from_ref(&notes)), trailing.to_vec()].concat();
    let with_old = [carrier::png(&[old[0].clone(), notes.clone(), old[1].clone()]), trailing.to_vec()].concat();
    let baked = bake::png(&with_old, b"{\"a\":1}").expect("it bakes");
    assert_eq!(baked, bake::png(&clean, b"{\"a\":1}").expect("it bakes"));
    let chunk = carrier::chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{\"a\":1}");
    let at = 8 + 25;
    assert_eq!(&baked[..at], &clean[..at], "signature and header");
    assert_eq!(&baked[at..at + chunk.len()], &chunk[..], "then the badge, as the specification has it");
    assert_eq!(&baked[at + chunk.len()..], &clean[at..], "then the rest");

    let picture = carrier::svg("<!-- é -->");
    let baked = String::from_utf8(bake::svg(picture.as_bytes(), b"{\"a\":\"]]>\"}").expect("it bakes")).expect("UTF-8");
    let element = "<openbadges:credential><![CDATA[{\"a\":\"]]]]><![CDATA[>\"}]]></openbadges:credential>";
    let namespace = " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"";
    assert!(baked.contains(&format!("1\">{element}<!--")), "it comes first in the root element: {baked}");
    assert_eq!(baked.replacen(element, "", 1).replacen(namespace, "", 1), picture);
    let baked = String::from_utf8(bake::svg(picture.as_bytes(), b" eyJ.a.b\n").expect("it bakes")).expect("UTF-8");
    assert!(baked.contains("<openbadges:credential verify=\"eyJ.a.b\"></openbadges:credential>"), "{baked}");
}

#[test]
fn what_cannot_be_baked_is_refused_by_name() {
    let (png, svg) = (carrier::png(&[]), carrier::svg(""));
    let code = |result: Result<Vec<u8>, accolade_credential::extract::ExtractError>| result.expect_err("refused").code;
    for (credential, expected) in [
        (&b"\xEF\xBB\xBF{}"[..], "byte-order-mark"),
        (b"", "empty-file"),
        (b"[1]", "not-an-object"),
        (b"{\"a\":1", "not-json"),
        (b"{\"a\":1,\"a\":2}", "not-json"),
        (b"hello", "not-json"),
        (&png, "wrong-kind"),
    ] {
        if credential != &png[..] {
            assert_eq!(
                code(bake::svg(svg.as_bytes(), credential)),
                expected,
                "{:?}",
                String::from_utf8_lossy(credential)
            );
        }
        let found = code(bake::png(&png, credential));
        assert!(found == expected || found == "no-badge", "{found}");
    }
    let baked = bake::png(&png, b"{}").expect("it bakes");
    assert_eq!(code(bake::png(&png, &baked)), "wrong-kind", "a picture is no credential to bake");
    assert_eq!(code(bake::svg(svg.as_bytes(), "{\"a\":\"\u{FFFF}\"}".as_bytes())), "not-xml-text");
    assert!(bake::png(&png, "{\"a\":\"\u{FFFF}\"}".as_bytes()).is_ok());
    assert_eq!(code(bake::png(&png, format!("{{\"a\":\"{}\"}}", "x".repeat(5 << 20)).as_bytes())), "badge-too-large");
    assert_eq!(code(bake::png(svg.as_bytes(), b"{}")), "wrong-kind");
    assert_eq!(code(bake::svg(&png, b"{}")), "svg-damaged");
    assert_eq!(code(bake::svg(b"<html/>", b"{}")), "wrong-kind");
    assert_eq!(code(bake::png(&png[..png.len() - 5], b"{}")), "png-damaged");
    let latin1 = "<?xml version='1.0' encoding='ISO-8859-1'?><svg xmlns='http://www.w3.org/2000/svg'/>";
    assert_eq!(code(bake::svg(latin1.as_bytes(), "{\"a\":\"é\"}".as_bytes())), "svg-damaged");
    assert!(bake::svg(latin1.as_bytes(), b"{\"a\":\"e\"}").is_ok());
}
