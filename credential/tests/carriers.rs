//! What `find` makes of files of every kind: real ones from other systems, odd ones, and hostile ones.
#![allow(clippy::disallowed_methods, reason = "tests read published files in place")]

mod carrier;
mod vectors;

use std::time::{Duration, Instant};

use accolade_credential::extract::{Carrier, Found, Payload, find};
use accolade_credential::{Json, json};

const CREDENTIAL: &[u8] = br#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:a"}"#;

fn code(bytes: &[u8]) -> &'static str {
    find(bytes).expect_err("nothing is found").code
}

fn payload(bytes: &[u8]) -> String {
    match find(bytes).expect("a credential").payload {
        Payload::Json(json) => String::from_utf8(json.into_owned()).expect("UTF-8"),
        Payload::Jws(jws) => format!("jws {jws}"),
        Payload::Link(link) => format!("link {link}"),
    }
}

#[test]
fn files_are_told_by_their_content() {
    let jpeg = b"\xFF\xD8\xFF\xE0\0\x10JFIF";
    let cases: [(&[u8], &str, &str); 18] = [
        (b"", "empty-file", "empty"),
        (b" \n\t", "empty-file", "empty"),
        (jpeg, "plain-picture", "a JPEG picture"),
        (b"GIF89a", "plain-picture", "a GIF picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "plain-picture", "a WebP picture"),
        (b"\0\0\0\x1cftypavif", "plain-picture", "AVIF"),
        (b"PK\x03\x04\x14\0", "archive-file", "a ZIP archive"),
        (b"\x1F\x8B\x08\0", "archive-file", "gzip"),
        (b"\xFF\xFE{\0}\0", "wrong-kind", "UTF-16"),
        (b"\xD2\x84\x43\xA1", "unsupported-format", "COSE"),
        (b"<!DOCTYPE html><html>", "web-page", "a web page"),
        (b"\n<!-- x --><HTML lang=en>", "web-page", "a web page"),
        (b"<?xml version='1.0'?><rss/>", "wrong-kind", "XML of another kind"),
        (b"-----BEGIN PRIVATE KEY-----", "wrong-kind", "PEM"),
        (b"https://api.badgr.io/public/assertions/1\n", "wrong-kind", "an address"),
        (b"hello {}", "not-json", "plain text"),
        (b"\x00\x01\x02", "wrong-kind", "neither JSON"),
        (b"\xC0\x80 text", "wrong-kind", "neither JSON"),
    ];
    for (bytes, expected, word) in cases {
        let error = find(bytes).expect_err("it carries nothing");
        assert_eq!(error.code, expected, "{error}");
        assert!(error.message.contains(word), "{error}");
    }
    let with_mark = [b"\xEF\xBB\xBF\r\n ", CREDENTIAL].concat();
    let json = Payload::Json(with_mark[3..].into());
    assert_eq!(find(&with_mark), Ok(Found { carrier: Carrier::Json, payload: json }));
    assert_eq!(payload(b" eyJhbGciOiJub25lIn0.e30.\n"), "jws eyJhbGciOiJub25lIn0.e30.");
    assert_eq!(find(b"ey.a.b~c~").expect("an SD-JWT is named where tokens are read").carrier, Carrier::Jws);
    for odd in [&b"ey.a"[..], b"ey.a.b.c", b"ey.a.b=", b"ey.a b.c", b"eyes are two. or. so"] {
        assert_eq!(code(odd), "not-json", "{}", String::from_utf8_lossy(odd));
    }
}

#[test]
fn a_png_carries_its_badge_in_any_text_chunk() {
    let text = "{\"name\":\"Café 😀\"}";
    let json = text.as_bytes();
    for keyword in ["openbadges", "openbadgecredential"] {
        let chunk = |kind: &[u8; 4], body: &[u8]| carrier::chunk(kind, &[keyword.as_bytes(), b"\0", body].concat());
        let latin1: Vec<u8> =
            "{\"name\":\"Caf\u{e9}\"}".chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
        let zipped = [b"\0".to_vec(), carrier::deflate(json)].concat();
        for (baked, expected) in [
            (carrier::itxt(keyword, json, false), text),
            (carrier::itxt(keyword, json, true), text),
            (chunk(b"tEXt", json), text),
            (chunk(b"tEXt", &latin1), "{\"name\":\"Café\"}"),
            (chunk(b"zTXt", &zipped), text),
            (chunk(b"tEXt", b"https://a.example/1"), "link https://a.example/1"),
            (chunk(b"tEXt", b" eyJ.a.b\n"), "jws eyJ.a.b"),
        ] {
            let png = carrier::png(std::slice::from_ref(&baked));
            assert_eq!(payload(&png), expected);
            assert_eq!(payload(&carrier::png(&[baked.clone(), baked])), expected, "twice the same is one");
        }
        for (baked, expected) in [
            (chunk(b"tEXt", b""), "empty-badge"),
            (chunk(b"tEXt", b"{verify:1}"), "not-json"),
            (chunk(b"tEXt", b"[]"), "not-an-object"),
            (chunk(b"zTXt", b"\x01x"), "png-damaged"),
            (chunk(b"zTXt", b"\0not deflated"), "png-damaged"),
            (chunk(b"iTXt", b"\x02\0\0\0{}"), "png-damaged"),
            (chunk(b"iTXt", b"\0\0no end"), "png-damaged"),
            (chunk(b"iTXt", b"\x01\0\0\0not deflated"), "png-damaged"),
        ] {
            assert_eq!(code(&carrier::png(&[baked])), expected);
        }
    }
    let other = [carrier::itxt("openbadges", b"{}", false), carrier::itxt("openbadgecredential", b"{\"a\":1}", true)];
    assert_eq!(code(&carrier::png(&other)), "several-badges");
    let many: Vec<_> = (0..9).map(|_| carrier::itxt("openbadges", b"{}", false)).collect();
    assert_eq!(code(&carrier::png(&many)), "several-badges");
    let unknown = [carrier::itxt("openbadge", b"{}", false), carrier::chunk(b"tEXt", b"Comment\0openbadges\0{}")];
    assert_eq!(code(&carrier::png(&unknown)), "no-badge", "a word of another chunk is no keyword");
}

#[test]
fn a_damaged_png_is_refused_wherever_it_was_cut_or_changed() {
    let png = carrier::png(&[carrier::itxt("openbadgecredential", CREDENTIAL, false)]);
    for end in 8..png.len() {
        assert_eq!(code(&png[..end]), "png-damaged", "cut at {end}");
    }
    for at in 8..png.len() {
        for bit in 0..8 {
            let mut changed = png.clone();
            changed[at] ^= 1 << bit;
            assert_eq!(code(&changed), "png-damaged", "byte {at}, bit {bit}");
        }
    }
    let after_end = [&png[..], &carrier::itxt("openbadges", b"{}", false)].concat();
    assert_eq!(payload(&after_end).as_bytes(), CREDENTIAL, "what follows the end chunk is not read");
}

#[test]
fn hostile_pngs_cost_little() {
    let started = Instant::now();
    let bomb = vec![b' '; 64 << 20];
    for keyword in ["openbadges", "openbadgecredential"] {
        assert_eq!(code(&carrier::png(&[carrier::itxt(keyword, &bomb, true)])), "badge-too-large");
    }
    assert_eq!(code(&carrier::png(&[carrier::itxt("openbadges", &bomb[..5 << 20], false)])), "badge-too-large");
    let empty = carrier::chunk(b"tEXt", b"a\0");
    assert_eq!(code(&carrier::png(&vec![empty; 1_000_000])), "too-many-chunks");
    let long = [&b"\x89PNG\r\n\x1a\n"[..], &[0x7F, 0xFF, 0xFF, 0xFF], b"IHDR", &[0; 100]].concat();
    assert_eq!(code(&long), "png-damaged");
    assert_eq!(code(&[&b"\x89PNG\r\n\x1a\n"[..], &bomb].concat()), "too-large");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

const OB3: &str = "https://purl.imsglobal.org/ob/v3p0";

#[test]
fn an_svg_carries_its_badge_in_any_of_the_elements_and_namespaces_in_use() {
    let namespaces = [
        OB3,
        "https://purl.imsglobal.org/spec/ob/v3p0",
        "http://purl.imsglobal.org/ob/v3p0/",
        "http://openbadges.org",
        "https://openbadges.org",
        "https://openbadges.org/",
    ];
    for namespace in namespaces {
        for name in ["credential", "assertion"] {
            let element = |attributes: &str, inside: &str| {
                carrier::svg(&format!("<g><b:{name} xmlns:b='{namespace}' {attributes}>{inside}</b:{name}></g>"))
            };
            for (svg, expected) in [
                (element("", "<![CDATA[{\"a\":\"<&>\"}]]>"), "{\"a\":\"<&>\"}"),
                (element("", "{\"a\":\"&lt;&amp;&gt;\"}"), "{\"a\":\"<&>\"}"),
                (element("", "<![CDATA[{\"a\":\"]]]]><![CDATA[>\"}]]>"), "{\"a\":\"]]>\"}"),
                (element("", "<![CDATA[{\"a\"<!-- no comment -->:1}]]>"), "not-json"),
                (element("", "{\"a\"<!-- a comment -->:1}"), "{\"a\":1}"),
                (element("verify='eyJ.a.b'", "<![CDATA[{}]]>"), "jws eyJ.a.b"),
                (element("verify=' eyJ.a.b '", ""), "jws eyJ.a.b"),
                (element("verify='https://a.example/1'", "<![CDATA[{}]]>"), "{}"),
                (element("verify='https://a.example/1'", " \n "), "link https://a.example/1"),
                (element("verify='{&quot;a&quot;:1}'", ""), "{\"a\":1}"),
                (element("", ""), "empty-badge"),
                (element("verify='nothing'", ""), "not-json"),
                (element("", "{}<p/>"), "svg-badge"),
            ] {
                let found = find(svg.as_bytes());
                let told = found.map_or_else(|e| e.code.to_owned(), |_| payload(svg.as_bytes()));
                assert_eq!(told, expected, "{svg}");
            }
        }
    }
    let other = "<credential xmlns='https://other.example'>{}</credential><credential>{}</credential>";
    assert_eq!(code(carrier::svg(other).as_bytes()), "no-badge");
    let one = |text: &str| format!("<c:credential xmlns:c='{OB3}'>{text}</c:credential>");
    assert_eq!(payload(carrier::svg(&(one("{}") + &one("{}"))).as_bytes()), "{}");
    assert_eq!(code(carrier::svg(&(one("{}") + &one("{\"a\":1}"))).as_bytes()), "several-badges");
    let head = "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\n<!-- <html> > -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://x/svg11.dtd' [ <!ENTITY ns 'http://ns.example/'> ]>\n";
    assert_eq!(payload(format!("{head}{}", carrier::svg(&one("{}"))).as_bytes()), "{}");
}

#[test]
fn hostile_svgs_cost_little() {
    let started = Instant::now();
    let root = |dtd: &str, inside: &str| {
        format!("<!DOCTYPE svg [{dtd}]><svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>")
    };
    let laughs: String = (1..12).map(|i| format!("<!ENTITY l{i} '{}'>", format!("&l{};", i - 1).repeat(10))).collect();
    let badge = |text: &str| format!("<c:credential xmlns:c='{OB3}'>{text}</c:credential>");
    let names: String = (0..2_000).map(|i| format!(" xmlns:n{i}='urn:{i}'")).collect();
    let attributes: String = (0..300_000).map(|i| format!(" a{i}=''")).collect();
    let deep = format!("{}{}", "<g>".repeat(400_000), "</g>".repeat(400_000));
    for (svg, expected) in [
        (root(&format!("<!ENTITY l0 'lol'>{laughs}"), &badge("&l11;")), "svg-too-complex"),
        (root(&format!("<!ENTITY a '{}'>", "x".repeat(1 << 20)), &badge(&"&a;".repeat(100))), "svg-too-complex"),
        (root(&format!("<!ENTITY a \">{}\">", "x".repeat(1 << 20)), &badge(&"&a;".repeat(100))), "svg-too-complex"),
        (root("<!ENTITY a '<g>'>", &badge("&a;")), "svg-too-complex"),
        (root(&"<!ENTITY a '".repeat(300), ""), "svg-too-complex"),
        (format!("<svg>{}{}", "<!ENTITY ".repeat(255), "x".repeat(15 << 20)), "svg-damaged"),
        (format!("<svg>{}{}''", "<!ENTITY ".repeat(255), "x".repeat(15 << 20)), "svg-damaged"),
        (root("<!ENTITY a '&b;'><!ENTITY b '&a;'>", &badge("&a;")), "svg-damaged"),
        (root("<!ENTITY a SYSTEM 'file:///etc/passwd'>", &badge("&a;")), "svg-damaged"),
        (root("<!ENTITY a '1'>", &badge("{\"a\":&a;}")), ""),
        (carrier::svg(&format!("<g{names}/>")), "svg-too-complex"),
        (carrier::svg(&format!("<g{attributes}/>")), "svg-too-complex"),
        (carrier::svg(&deep), "no-badge"),
        (carrier::svg(&"<g/>".repeat(600_000)), "svg-damaged"),
        (carrier::svg(&"<![CDATA[x]]>".repeat(600_000)), "no-badge"),
        (carrier::svg(&format!("<g a='{}'/>", "x".repeat(17 << 20))), "svg-too-complex"),
        (carrier::svg(&badge(&" ".repeat(10 << 20))), "badge-too-large"),
        ("<svg".to_owned(), "wrong-kind"),
        ("<svg>".to_owned(), "svg-damaged"),
        ("<!DOCTYPE svg [<svg>".to_owned(), "wrong-kind"),
    ] {
        let told = find(svg.as_bytes()).map_or_else(|e| e.code, |_| "");
        assert_eq!(told, expected, "{}", &svg[..svg.len().min(200)]);
    }
    let svg = carrier::svg(&badge("<![CDATA[{\"a\":1}]]>"));
    for end in 0..svg.len() {
        assert!(find(&svg.as_bytes()[..end]).is_err(), "cut at {end}");
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn every_published_baked_file_gives_what_its_index_says() {
    let Some(folder) = vectors::folder() else { return };
    let index = std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index");
    let mut seen = 0;
    for row in index.lines().map(|line| json::parse(line.as_bytes()).expect("a row")) {
        let text = |name: &str| row.get(name).and_then(Json::as_str).unwrap_or_default();
        if !text("format").starts_with("baked") {
            continue;
        }
        seen += 1;
        let bytes = std::fs::read(folder.join("credentials").join(text("file"))).expect("a picture");
        assert_eq!(find(&bytes).is_ok(), text("expect") == "valid", "{}: {:?}", text("file"), find(&bytes));
        match text("file") {
            "bakery/baked.svg" => assert!(payload(&bytes).contains("{\"verify\":{\"url\":\"http://example.org\"}}")),
            "bakery/no-json.svg" => assert_eq!(payload(&bytes), "link http://example.org"),
            "bakery/bad-json.svg" => assert_eq!(code(&bytes), "not-json"),
            "bakery/unbaked.svg" | "bakery/unbaked.png" => assert_eq!(code(&bytes), "no-badge"),
            _ => assert!(payload(&bytes).contains("w3id.org/openbadges/v2")),
        }
    }
    assert_eq!(seen, 6);
    for (file, word) in [
        ("1edtech-ob30-simple-json.png", "http://example.com/credentials/3527"),
        ("1edtech-ob30-simple-json.svg", "http://example.com/credentials/3527"),
        ("cognipilot-example-baked-ob3.png", "eddsa-rdfc-2022"),
        ("cognipilot-example-baked-ob3.svg", "eddsa-rdfc-2022"),
        ("mozilla-baked-ob1.svg", "http://example.org"),
    ] {
        let bytes = std::fs::read(folder.join("../samples/baked").join(file)).expect("a sample");
        assert!(payload(&bytes).contains(word), "{file}");
    }
}
