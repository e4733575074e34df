//! Pictures and PDFs that carry nothing, too much, or are damaged.

use accolade_credential::extract::MAX_FILE_BYTES;

use super::{Case, raw};
use crate::carrier::{Style, assemble, chunk, deflate, itxt, pdf, png, stream_object, svg};

pub(super) fn cases() -> Vec<Case> {
    let badge = |text: &[u8]| itxt("openbadges", text, false);
    let element = |inside: &str| svg(&format!("<o:assertion xmlns:o='http://openbadges.org'>{inside}</o:assertion>"));
    let mut large = png(&[]);
    large.resize(MAX_FILE_BYTES + 1, 0);
    let cut = png(&[badge(b"{}")]);
    let whole = pdf(&[("a", b"{}")], true, Style::Table);
    let locked = String::from_utf8_lossy(&whole).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 9 0 R");
    let catalog = |members: &str| format!("<< /Type /Catalog {members} >>").into_bytes();
    let packed = [catalog("/AF << /EF << /F 2 0 R >> >>"), stream_object("/Filter /LZWDecode", b"7b7d>")];
    vec![
        ("too-large format fail", raw(&large)),
        ("no-badge format fail", raw(&png(&[]))),
        ("empty-badge format fail", raw(&png(&[badge(b"")]))),
        ("several-badges format fail", raw(&png(&[badge(b"{}"), badge(b"{\"a\":1}")]))),
        ("badge-too-large format fail", raw(&png(&[itxt("openbadges", &vec![b' '; 5 << 20], true)]))),
        ("too-many-chunks format fail", raw(&png(&vec![chunk(b"tEXt", b"a\0"); 1_000_000]))),
        ("png-damaged format fail", raw(&cut[..cut.len() - 20])),
        ("svg-badge format fail", raw(element("{}<p/>").as_bytes())),
        ("svg-damaged format fail", raw(b"<svg xmlns='http://www.w3.org/2000/svg'>")),
        ("svg-too-complex format fail", raw(svg(&format!("<g a='{}'/>", "x".repeat(17 << 20))).as_bytes())),
        ("no-attachment format fail", raw(&pdf(&[], true, Style::Table))),
        ("no-badge format fail", raw(&pdf(&[("a", b"words")], true, Style::Table))),
        ("pdf-damaged format fail", raw(b"%PDF-1.7\n")),
        ("pdf-encrypted format fail", raw(locked.as_bytes())),
        ("pdf-packing format fail", raw(&assemble(&packed, Style::Table))),
        ("pdf-too-complex format fail", raw(&assemble(&[catalog("/Names 2 0 R"), b"2 0 R".to_vec()], Style::Table))),
        ("not-json format fail", raw(&png(&[badge(&deflate(b"{}"))]))),
    ]
}
