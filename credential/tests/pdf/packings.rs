//! Files in a PDF, packed in every way that the format knows.

use super::*;

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits: String = bytes.iter().map(|b| format!("{b:02x} ")).collect();
    format!("{digits}>").into_bytes()
}

fn base85(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for group in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..group.len()].copy_from_slice(group);
        let mut value = u32::from_be_bytes(four);
        let mut digits = [0; 5];
        for digit in digits.iter_mut().rev() {
            *digit = b'!' + u8::try_from(value % 85).expect("a digit");
            value /= 85;
        }
        let is_zero = four == [0; 4] && group.len() == 4;
        text.extend_from_slice(if is_zero { b"z" } else { &digits[..=group.len()] });
        text.push(b'\n');
    }
    text.extend_from_slice(b"~>");
    text
}

/// Runs of one byte where three or more are alike, and single bytes.
fn runs(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    for run in bytes.chunk_by(|a, b| a == b).flat_map(|run| run.chunks(128)) {
        match run.len() {
            1 => packed.extend([0, run[0]]),
            n => packed.extend([u8::try_from(257 - n).expect("at most 255"), run[0]]),
        }
    }
    packed.push(128);
    packed
}

type Pack = fn(&[u8]) -> Vec<u8>;
const PACKINGS: [(&str, Pack); 8] = [
    ("FlateDecode", deflate),
    ("Fl", deflate),
    ("ASCIIHexDecode", hex),
    ("AHx", hex),
    ("ASCII85Decode", base85),
    ("A85", base85),
    ("RunLengthDecode", runs),
    ("RL", runs),
];

fn one_file(members: &str, data: &[u8]) -> Vec<u8> {
    let catalog = b"<< /Type /Catalog /Pages 3 0 R /AF << /EF << /F 2 0 R >> >> >>".to_vec();
    let pages = b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec();
    assemble(&[catalog, stream_object(members, data), pages], Style::Table)
}

#[test]
fn every_packing_and_any_two_of_them_are_undone_as_another_reader_undoes_them() {
    let payload = [CREDENTIAL, b"        \0\0\0\0\0\0\0\0"].concat();
    let payload = &payload[..CREDENTIAL.len() + 8];
    for (outer, pack_outer) in PACKINGS {
        let alone = one_file(&format!("/Filter /{outer}"), &pack_outer(payload));
        assert_eq!(json(&alone), payload, "{outer}");
        for (inner, pack_inner) in PACKINGS {
            let data = pack_outer(&pack_inner(payload));
            let file =
                one_file(&format!("/Filter [ /{outer} /{inner} ] /DecodeParms [ null << /Predictor 1 >> ]"), &data);
            assert_eq!(json(&file), payload, "{outer} {inner}");
            let short = |name: &str| name.len() < 5;
            if !short(outer) && !short(inner) {
                let other = hayro_syntax::Pdf::new(file).expect("a PDF");
                let streams = other.objects().into_iter().filter_map(hayro_syntax::object::Object::into_stream);
                let contents: Vec<_> = streams.filter_map(|s| s.decoded().ok().map(|d| d.to_vec())).collect();
                assert!(contents.iter().any(|c| c == payload), "{outer} {inner}");
            }
        }
    }
}

#[test]
fn a_packing_that_is_damaged_or_makes_too_much_is_told() {
    for (name, data) in [
        ("ASCIIHexDecode", &b"7b7g>"[..]),
        ("ASCII85Decode", b"abc\x7f~>"),
        ("ASCII85Decode", b"uuuuu~>"),
        ("ASCII85Decode", b"!!!!!!~>"),
        ("ASCII85Decode", b"!z~>"),
        ("RunLengthDecode", b"\x05ab"),
        ("RunLengthDecode", b"\xff"),
    ] {
        assert_eq!(code(&one_file(&format!("/Filter /{name}"), data)), "pdf-damaged", "{name} {data:?}");
    }
    let bomb = b"\x81 ".repeat(1 << 20);
    assert_eq!(code(&one_file("/Filter /RunLengthDecode", &bomb)), "badge-too-large");
    assert_eq!(code(&one_file("/Filter /ASCII85Decode", &b"z".repeat(2 << 20))), "badge-too-large");
}
