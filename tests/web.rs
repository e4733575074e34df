//! The judge for web pages is made from the sources that are here: `browser/build` makes it anew.

use std::path::Path;

#[path = "../browser/stamp.rs"]
mod stamp;

/// The content of a custom section (WebAssembly Core 2.0, section 5.5.3).
fn section<'a>(module: &'a [u8], wanted: &str) -> Option<&'a [u8]> {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((&id, after)) = rest.split_first() {
        let (size, after) = number(after)?;
        let (content, next) = after.split_at_checked(size)?;
        rest = next;
        let (length, content) = number(content)?;
        if id == 0 && content.get(..length)? == wanted.as_bytes() {
            return content.get(length..);
        }
    }
    None
}

/// A number in LEB128.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (mut value, mut shift) = (0, 0);
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte & 128 == 0 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}

#[test]
fn the_judge_of_web_pages_is_made_from_these_sources() {
    let made = section(include_bytes!("../themes/default/assets/judge.wasm"), "accolade.sources");
    let made = String::from_utf8_lossy(made.expect("judge.wasm says what it was made from"));
    let here = stamp::stamp(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the sources can be read");
    assert_eq!(made, here, "themes/default/assets/judge.wasm is stale: run browser/build");
}

/// Every reader who checks fetches it: it may become smaller, and these bounds with it.
#[test]
fn the_judge_of_web_pages_does_not_grow() {
    let judge = include_bytes!("../themes/default/assets/judge.wasm");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, judge).expect("memory takes everything");
    let packed = packed.finish().expect("memory takes everything").len();
    assert!(judge.len() < 890_000, "{} bytes", judge.len());
    assert!(packed < 405_000, "{packed} bytes packed");
}
