//! What hostile input costs in memory: at most 24 times its bytes and 160 MiB, which a million values take, whatever it is. Measured by an allocator that counts.

mod own;

use accolade_credential::{Issuers, Known, bake, judge};
use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

const TIMES: usize = 24;
const BESIDES: usize = 160 << 20;

/// One after the other in one test: the count is of the whole process.
#[test]
fn hostile_input_costs_a_bounded_multiple_of_its_size() {
    let signed = own::signed(own::unsigned(), &own::BOTH).to_text();
    let long = "x".repeat(10 << 20);
    let instead = |from: &str, to: &str| {
        assert!(signed.contains(from), "{from}");
        signed.replacen(from, to, 1).into_bytes()
    };
    let list = |item: &str, times: usize| format!("[{}]", vec![item; times].join(","));
    let svg = |inner: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>"#).into_bytes();
    let yaml_bomb = (0..9).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, n| {
        let of = format!("*a{n}");
        text + &format!("a{}: &a{} {}\n", n + 1, n + 1, list(&of, 9))
    });
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("a name of 10 MB", instead("Maya Lindqvist", &long)),
        ("a term of 10 MB", instead("\"creditsEarned\"", &format!("\"{long}\""))),
        ("10 MB of escapes", instead("Maya Lindqvist", &"\\u0041".repeat(1_700_000))),
        ("a million numbers", instead("[\"speaking\",\"rhetoric\"]", &list("1", 1_000_000))),
        ("half a million words", instead("[\"speaking\",\"rhetoric\"]", &list("\"speak\"", 500_000))),
        ("200,000 objects", instead("[\"speaking\",\"rhetoric\"]", &list("{\"id\":\"urn:x\"}", 200_000))),
        ("a million brackets", "[".repeat(1_000_000).into_bytes()),
        ("a token of 10 MB", format!("eyJhbGciOiJFUzI1NiJ9.{long}.{long}").into_bytes()),
        ("an SVG of many elements", svg(&"<g/>".repeat(500_000))),
        (
            "an SVG of many attributes",
            svg(&format!("<g {}/>", (0..200_000).map(|n| format!("a{n}='1' ")).collect::<String>())),
        ),
        ("an SVG that holds 10 MB", bake::svg(&svg(""), &instead("Maya Lindqvist", &long)).unwrap_or_default()),
        ("YAML aliases", yaml_bomb.into_bytes()),
        (
            "a PDF of nothing but objects",
            format!("%PDF-1.7\n{}", "1 0 obj << /Type /Catalog >> endobj\n".repeat(200_000)).into_bytes(),
        ),
        ("zeros", vec![0; 10 << 20]),
        ("a PNG of nothing but chunks", [&b"\x89PNG\r\n\x1a\n"[..], &b"\0\0\0\0tEXt\0\0\0\0".repeat(500_000)].concat()),
    ];
    let (documents, issuers) = (own::documents(), Issuers::default());
    let known = Known { as_of: own::at("2026-07-01T00:00:00Z"), documents: &documents, issuers: &issuers };
    let _ = judge(signed.as_bytes(), &known);
    let mut over = Vec::new();
    for (name, bytes) in &cases {
        let before = COUNTED.current_usage();
        COUNTED.reset_peak_usage();
        let judgement = judge(bytes, &known);
        let peak = COUNTED.peak_usage().saturating_sub(before);
        let allowed = bytes.len() * TIMES + BESIDES;
        println!("{name}: {} kB in, {} kB at most, {}", bytes.len() >> 10, peak >> 10, judgement.verdict.grade());
        if peak > allowed {
            over.push(format!("{name}: {peak} bytes for {} of input, at most {allowed} are allowed", bytes.len()));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
