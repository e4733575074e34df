//! Credentials embedded in PDFs: classic and compressed files, damaged ones, and ones made to hang or to fill memory.
mod carrier;
#[path = "pdf/packings.rs"]
mod packings;

use std::time::{Duration, Instant};

use accolade_credential::extract::{Carrier, Payload, find};
use carrier::{Style, assemble, deflate, pdf, stream_object};
use proptest::prelude::*;

const CREDENTIAL: &[u8] = br#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:a"}"#;
const STYLES: [Style; 4] = [Style::Table, Style::Streams, Style::Damaged, Style::Cut];

fn code(bytes: &[u8]) -> &'static str {
    find(bytes).expect_err("nothing is found").code
}

fn json(bytes: &[u8]) -> Vec<u8> {
    match find(bytes).expect("a credential").payload {
        Payload::Json(json) => json.into_owned(),
        Payload::Jws(jws) => jws.into_owned().into_bytes(),
        Payload::Link(link) => link.into_bytes(),
    }
}

#[test]
fn the_one_embedded_credential_is_found_in_every_kind_of_pdf() {
    let other: &[u8] = b"name,date\nAda,2026\n";
    for style in STYLES {
        for packed in [false, true] {
            let file = pdf(
                &[("data.csv", other), ("credential.json", CREDENTIAL), ("notes.json", b"{\"a\":1}")],
                packed,
                style,
            );
            assert_eq!(find(&file).expect("found").carrier, Carrier::Pdf);
            assert_eq!(json(&file), CREDENTIAL, "{style:?} {packed}: JSON without contexts gives way");
            assert_eq!(json(&pdf(&[("a", b"{\"a\":1}")], packed, style)), b"{\"a\":1}");
            assert_eq!(json(&pdf(&[("a", b" eyJ.a.b\r\n")], packed, style)), b"eyJ.a.b");
            assert_eq!(json(&pdf(&[("a", CREDENTIAL), ("b", CREDENTIAL)], packed, style)), CREDENTIAL);
            assert_eq!(code(&pdf(&[("a", CREDENTIAL), ("b", b"{\"@context\":1}")], packed, style)), "several-badges");
            assert_eq!(code(&pdf(&[("a", other)], packed, style)), "no-badge");
            assert_eq!(code(&pdf(&[], packed, style)), "no-attachment");
            assert_eq!(json(&[b"\n\n", &file[..]].concat()), CREDENTIAL, "blanks before the header");
        }
    }
}

#[test]
fn the_files_that_these_tests_write_are_pdfs_to_another_reader_too() {
    for style in [Style::Table, Style::Streams, Style::Damaged] {
        let file = pdf(&[("credential.json", CREDENTIAL)], true, style);
        let other = hayro_syntax::Pdf::new(file).expect("a PDF");
        let streams = other.objects().into_iter().filter_map(hayro_syntax::object::Object::into_stream);
        let contents: Vec<_> = streams.filter_map(|s| s.decoded().ok().map(|d| d.to_vec())).collect();
        assert!(contents.iter().any(|c| c == CREDENTIAL), "{style:?}");
    }
}

#[test]
fn files_attached_to_the_document_or_to_a_page_are_found() {
    let specification = |stream: usize| format!("<< /Type /Filespec /EF << /UF {stream} 0 R >> >>").into_bytes();
    let embedded = stream_object("/Type /EmbeddedFile", CREDENTIAL);
    let pages = b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec();
    let associated = [
        b"<< /Type /Catalog /Pages 2 0 R /AF [ 3 0 R ] >>".to_vec(),
        pages.clone(),
        specification(4),
        embedded.clone(),
    ];
    let annotation = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        pages.clone(),
        b"<< /Type /Annot /Subtype /FileAttachment /FS 4 0 R >>".to_vec(),
        specification(5),
        embedded.clone(),
    ];
    let escaped =
        [b"<< /T#79pe /Catalog /A#46 5 0 R >>".to_vec(), pages, specification(4), embedded, b"[ 3 0 R ]".to_vec()];
    for style in STYLES {
        for objects in [&associated[..], &annotation, &escaped] {
            assert_eq!(json(&assemble(objects, style)), CREDENTIAL, "{style:?}");
        }
    }
}

#[test]
fn an_encrypted_pdf_and_an_unsupported_packing_are_named() {
    let file = pdf(&[("a", CREDENTIAL)], true, Style::Table);
    let text = String::from_utf8_lossy(&file).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 9 0 R");
    assert_eq!(code(text.as_bytes()), "pdf-encrypted");
    let objects = |stream: Vec<u8>| {
        let catalog = b"<< /Type /Catalog /AF << /EF << /F 2 0 R >> >> >>".to_vec();
        assemble(&[catalog, stream], Style::Table)
    };
    let lzw = objects(stream_object("/Filter [/ASCIIHexDecode /LZWDecode]", b"800b>"));
    assert_eq!(code(&lzw), "pdf-packing");
    assert!(find(&lzw).expect_err("it is not read").message.contains("with LZW"));
    assert_eq!(code(&objects(stream_object("/Filter /Crypt", b"x"))), "pdf-packing");
    let predicted = "/Filter /FlateDecode /DecodeParms << /Predictor 12 >>";
    assert_eq!(code(&objects(stream_object(predicted, &deflate(CREDENTIAL)))), "pdf-packing");
    let often = format!("/Filter [ {} ]", "/AHx ".repeat(9));
    assert_eq!(code(&objects(stream_object(&often, b">"))), "pdf-packing");
    assert_eq!(code(&objects(stream_object("/Filter /FlateDecode", b"not deflated"))), "pdf-damaged");
    assert_eq!(
        json(&objects(stream_object("/Filter [ /Fl ] /DecodeParms [ null ]", &deflate(CREDENTIAL)))),
        CREDENTIAL
    );
    assert_eq!(code(b"%PDF-1.7\n"), "pdf-damaged");
}

#[test]
fn a_newer_object_replaces_an_older_one() {
    let mut file = pdf(&[("a", CREDENTIAL)], false, Style::Table);
    file.extend_from_slice(b"5 0 obj\n<< /Length 7 >>\nstream\n{\"b\":1}\nendstream\nendobj\n");
    assert_eq!(json(&file), b"{\"b\":1}");
    let inner = pdf(&[("inner", b"{\"@context\":\"inner\"}")], false, Style::Table);
    let nested = pdf(&[("whole.pdf", &inner), ("a", CREDENTIAL)], false, Style::Table);
    assert_eq!(json(&nested), CREDENTIAL, "objects of a PDF within the PDF are not its own");
}

#[test]
fn hostile_pdfs_cost_little() {
    let bomb = vec![b' '; 100 << 20];
    let catalog = |members: &str| format!("<< /Type /Catalog {members} >>").into_bytes();
    let packed_bomb = stream_object("/Filter /FlateDecode", &deflate(&bomb));
    let object_bomb = stream_object("/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", &deflate(&bomb));
    let kids = "2 0 R ".repeat(50_000);
    let circle = vec![
        catalog("/Names << /EmbeddedFiles 2 0 R >>"),
        format!("<< /Kids [ {kids} ] /Names [ (a) 1 0 R ] >>").into_bytes(),
    ];
    let mut tall = vec![catalog("/Names << /EmbeddedFiles 2 0 R >>")];
    tall.extend((3..200).map(|next| format!("<< /Kids [ {next} 0 R ] >>").into_bytes()));
    let big = format!("[ {} ]", "(x) ".repeat(100_000));
    let again = vec![catalog(&format!("/AF [ {} ]", "2 0 R ".repeat(100_000))), big.clone().into_bytes()];
    let lengths: Vec<u8> =
        std::iter::repeat_n(&b"3 0 obj <</Length 2 0 R>> stream endstream "[..], 200_000).flatten().copied().collect();
    let heads: String = (0..100_000).map(|n| format!("{} 0 ", n + 3)).collect();
    let members = format!("/Type /ObjStm /N 100000 /First {} /Filter /FlateDecode", heads.len());
    let overlap =
        vec![catalog(""), stream_object(&members, &deflate(format!("{heads}({})", "x".repeat(8 << 20)).as_bytes()))];
    let repeat = |part: &[u8], times: usize| [b"%PDF-1.7\n", &part.repeat(times)[..]].concat();
    let started = Instant::now();
    for (file, expected) in [
        (assemble(&[catalog("/AF << /EF << /F 2 0 R >> >>"), packed_bomb], Style::Table), "badge-too-large"),
        (assemble(&[catalog(""), object_bomb], Style::Table), "pdf-too-complex"),
        (assemble(&circle, Style::Table), "no-attachment"),
        (assemble(&tall, Style::Table), "pdf-too-complex"),
        (assemble(&again, Style::Table), "pdf-too-complex"),
        ([&assemble(&[catalog(""), big.into_bytes()], Style::Table)[..], &lengths].concat(), "no-attachment"),
        (assemble(&overlap, Style::Table), "pdf-too-complex"),
        (assemble(&[catalog("/Names 2 0 R"), b"2 0 R".to_vec()], Style::Table), "pdf-too-complex"),
        (assemble(&[b"1 0 R".to_vec()], Style::Table), "pdf-too-complex"),
        (repeat(b"1 0 obj [", 1_000_000), "pdf-damaged"),
        (repeat(b"1 0 obj <</A ", 1_000_000), "pdf-damaged"),
        (repeat(b"1 0 obj (", 1_000_000), "pdf-damaged"),
        (repeat(b"1 0 obj <<>> stream ", 1_000_000), "pdf-damaged"),
        (repeat(b"trailer <</Root [", 1_000_000), "pdf-damaged"),
        (repeat(b"[", 10_000_000), "pdf-damaged"),
        (repeat(b" ", 10_000_000), "pdf-damaged"),
        (repeat(b"1 0 obj 5\n", 2_000_000), "pdf-damaged"),
    ] {
        let one = Instant::now();
        assert_eq!(code(&file), expected, "{}", String::from_utf8_lossy(&file[..file.len().min(300)]));
        assert!(one.elapsed() < Duration::from_secs(5), "{expected} took {:?}", one.elapsed());
    }
    let many: Vec<u8> = (0..1_100_000).flat_map(|n| format!("{n} 0 obj 5\n").into_bytes()).collect();
    assert_eq!(code(&[b"%PDF-1.7\n", &many[..]].concat()), "pdf-too-complex");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn a_long_object_that_every_stream_names_as_its_length_is_paid_for_each_time() {
    let file = |streams: usize| {
        let catalog = b"<< /Type /Catalog >>".to_vec();
        let mut file = assemble(&[catalog, format!("({})", "A".repeat(1 << 20)).into_bytes()], Style::Table);
        file.extend(b"3 0 obj <</Length 2 0 R>> stream\nendstream\n".repeat(streams));
        file
    };
    assert_eq!(code(&file(20)), "no-attachment");
    assert_eq!(code(&file(40)), "pdf-too-complex", "40 times a megabyte is more than a file of one may cost");
}

#[test]
fn a_pdf_cut_anywhere_never_panics() {
    for style in STYLES {
        let file = pdf(&[("a", CREDENTIAL), ("b", b"x")], true, style);
        for end in 0..file.len() {
            if let Ok(found) = find(&file[..end]) {
                assert_eq!(found.payload, Payload::Json(CREDENTIAL.into()), "what is found is whole");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn flipped_and_shuffled_bytes_never_panic(
        style in prop::sample::select(STYLES.to_vec()),
        packed in any::<bool>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        moved in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..3),
    ) {
        let mut file = pdf(&[("a", CREDENTIAL), ("b", b"{}")], packed, style);
        for (at, byte) in &edits {
            let at = at.index(file.len());
            file[at] = *byte;
        }
        for (from, to) in &moved {
            let (from, to) = (from.index(file.len()), to.index(file.len()));
            let piece: Vec<u8> = file[from.min(to)..from.max(to)].to_vec();
            file.splice(to..to, piece);
        }
        let _ = find(&file);
    }

    #[test]
    fn tokens_in_any_order_never_panic(words in proptest::collection::vec(prop::sample::select(vec![
        "1 0 obj", "2 0 obj", "endobj", "<<", ">>", "[", "]", "(", ")", "\\", "<", ">", "/Type", "/Catalog", "/Names", "/EF",
        "/EmbeddedFiles", "/Kids", "/F", "/Length", "/Filter", "/FlateDecode", "/ObjStm", "/N", "/First", "/AF", "1 0 R",
        "2 0 R", "0", "-1", "99999999999999999999", "stream\n", "endstream", "trailer", "/Root", "{}", "%", "\n", "#", "/XRef",
    ]), 0..60)) {
        let _ = find(format!("%PDF-1.7\n{}", words.join(" ")).as_bytes());
    }
}
