//! Pictures and PDFs that tests make themselves: chunks, elements and objects, sound or not.
#![allow(dead_code, reason = "not every test needs every carrier")]

use std::io::Write;

/// A PNG of one white pixel with these chunks between header and pixels.
pub(crate) fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    let pixels = chunk(b"IDAT", &deflate(&[0, 255]));
    [&b"\x89PNG\r\n\x1a\n"[..], &header, &chunks.concat(), &pixels, &chunk(b"IEND", b"")].concat()
}

pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a small chunk").to_be_bytes();
    let body = [&kind[..], data].concat();
    [&length[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
}

/// An `iTXt` chunk, compressed or not.
pub(crate) fn itxt(keyword: &str, text: &[u8], packed: bool) -> Vec<u8> {
    let (flag, text) = if packed { (1, deflate(text)) } else { (0, text.to_vec()) };
    chunk(b"iTXt", &[keyword.as_bytes(), &[0, flag, 0], b"en\0", b"badge\0", &text].concat())
}

pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("memory can be written");
    packer.finish().expect("memory can be written")
}

/// An SVG with this inside its root element.
pub(crate) fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{inside}<rect width=\"1\" height=\"1\"/></svg>"
    )
}

/// How a test PDF is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A cross-reference table, every object for itself
    Table,
    /// The objects but for streams in one compressed object stream, and a cross-reference stream
    Streams,
    /// As `Table`, with every offset wrong
    Damaged,
    /// As `Table`, cut off before its table and trailer
    Cut,
}

/// A PDF with these embedded files, by their names.
pub(crate) fn pdf(files: &[(&str, &[u8])], packed: bool, style: Style) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>".to_owned().into_bytes(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
    ];
    let list: String = (0..files.len()).map(|i| format!("(file{i}) {} 0 R ", 4 + 2 * i)).collect();
    objects.push(format!("<< /Names [ {list}] >>").into_bytes());
    for (at, (name, bytes)) in files.iter().enumerate() {
        let stream = 5 + 2 * at;
        let specification = format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {stream} 0 R >> >>");
        objects.push(specification.into_bytes());
        let (data, filter) = if packed { (deflate(bytes), " /Filter /FlateDecode") } else { (bytes.to_vec(), "") };
        objects.push(stream_object(&format!("/Type /EmbeddedFile{filter}"), &data));
    }
    assemble(&objects, style)
}

pub(crate) fn stream_object(members: &str, data: &[u8]) -> Vec<u8> {
    [format!("<< {members} /Length {} >>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// Writes objects 1, 2, …; the first is the catalog.
pub(crate) fn assemble(objects: &[Vec<u8>], style: Style) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let is_stream = |object: &[u8]| object.ends_with(b"endstream");
    let mut offsets = vec![0; objects.len() + 2];
    let mut packed: Vec<(usize, &[u8])> = Vec::new();
    for (number, object) in (1..).zip(objects) {
        if style == Style::Streams && !is_stream(object) {
            packed.push((number, object));
            continue;
        }
        offsets[number] = file.len();
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let next = objects.len() + 1;
    match style {
        Style::Cut => file,
        Style::Streams => with_streams(file, &packed, &mut offsets, next),
        Style::Table | Style::Damaged => {
            let wrong = if style == Style::Damaged { 7 } else { 0 };
            let start = file.len();
            file.extend(format!("xref\n0 {next}\n0000000000 65535 f \n").bytes());
            for offset in &offsets[1..next] {
                file.extend(format!("{:010} 00000 n \n", offset + wrong).bytes());
            }
            let start = start + wrong;
            file.extend(format!("trailer\n<< /Size {next} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
            file
        }
    }
}

fn with_streams(mut file: Vec<u8>, packed: &[(usize, &[u8])], offsets: &mut [usize], next: usize) -> Vec<u8> {
    let (mut heads, mut bodies) = (String::new(), Vec::new());
    for (number, object) in packed {
        heads.push_str(&format!("{number} {} ", bodies.len()));
        bodies.extend_from_slice(object);
        bodies.push(b'\n');
    }
    let members = format!("/Type /ObjStm /N {} /First {} /Filter /FlateDecode", packed.len(), heads.len());
    offsets[next] = file.len();
    file.extend(format!("{next} 0 obj\n").bytes());
    file.extend(stream_object(&members, &deflate(&[heads.as_bytes(), &bodies].concat())));
    file.extend_from_slice(b"\nendobj\n");
    let start = file.len();
    let mut table = vec![0_u8; 6];
    for (number, offset) in offsets.iter().enumerate().take(next + 1).skip(1) {
        let (kind, a, b) = match packed.iter().position(|(n, _)| *n == number) {
            Some(at) => (2, next, at),
            None => (1, *offset, 0),
        };
        table.push(kind);
        table.extend_from_slice(&u32::try_from(a).expect("a small file").to_be_bytes());
        table.push(u8::try_from(b).expect("few objects"));
    }
    table.push(1);
    table.extend_from_slice(&u32::try_from(start).expect("a small file").to_be_bytes());
    table.push(0);
    let (own, size) = (next + 1, next + 2);
    file.extend(format!("{own} 0 obj\n").bytes());
    let members = format!("/Type /XRef /Size {size} /W [1 4 1] /Root 1 0 R /Filter /FlateDecode");
    file.extend(stream_object(&members, &deflate(&table)));
    file.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}
