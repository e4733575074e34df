//! In: a signed credential and a forged copy of it. Out: files that carry one or both of them, and files changed byte by byte.

use accolade_credential::bake;

use crate::carrier::{self, Style, pdf};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";
const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>"#;

const STYLES: [(&str, Style); 4] = [
    ("pdf", Style::Table),
    ("pdf of streams", Style::Streams),
    ("pdf with a wrong table", Style::Damaged),
    ("pdf without its end", Style::Cut),
];

/// Pictures and papers that carry the credential and nothing else.
pub(crate) fn carriers(credential: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = vec![
        ("png", bake::png(PNG, credential).expect("baked")),
        ("svg", bake::svg(SVG.as_bytes(), credential).expect("baked")),
    ];
    all.extend(STYLES.map(|(name, style)| (name, pdf(&[("credential.json", credential)], false, style))));
    all
}

/// Files that carry two: whichever a reader takes, it must not be the forged one in the name of the genuine.
pub(crate) fn pairs(genuine: &[u8], forged: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for (word, first, second) in [("forged behind", genuine, forged), ("forged before", forged, genuine)] {
        let ([(_, png), (_, svg), ..], [(_, other_png), (_, other_svg), ..]) =
            (&carriers(first)[..], &carriers(second)[..])
        else {
            unreachable!("the pictures come first")
        };
        // The second chunk stands before the last one.
        let end = png.len() - 12;
        let chunk = &other_png[33..other_png.len() - 12 - 22];
        all.push((format!("png, {word}"), [&png[..end], chunk, &png[end..]].concat()));
        let (svg, other) = (String::from_utf8_lossy(svg).into_owned(), String::from_utf8_lossy(other_svg).into_owned());
        let inner = |text: &str| {
            let start = text.find("<openbadges:credential").expect("an element");
            let end = text.rfind("</openbadges:credential>").map_or(text.len(), |at| at + 24);
            text[start..end].to_owned()
        };
        let mark = "<path";
        all.push((format!("svg, {word}"), svg.replacen(mark, &format!("{}{mark}", inner(&other)), 1).into_bytes()));
        all.push((
            format!("svg in a comment, {word}"),
            svg.replacen(mark, &format!("<!--{}-->{mark}", inner(&other)), 1).into_bytes(),
        ));
        all.push((
            format!("svg in an svg, {word}"),
            svg.replacen(mark, &format!("<svg>{}</svg>{mark}", inner(&other)), 1).into_bytes(),
        ));
        all.push((format!("text behind the svg, {word}"), [svg.as_bytes(), b"\n", second].concat()));
        all.push((format!("text behind the png, {word}"), [&png[..], second].concat()));
        for (name, style) in STYLES {
            for packed in [false, true] {
                let both = pdf(&[("credential.json", first), ("credential.json", second)], packed, style);
                all.push((format!("{name}, {word}, packed: {packed}"), both));
                let one = |carried| pdf(&[("credential.json", carried)], packed, style);
                all.push((format!("{name} behind a {name}, {word}"), [one(first), one(second)].concat()));
                all.push((format!("{name} behind a png, {word}"), [&png[..], &one(second)].concat()));
                all.push((format!("{name} before a png, {word}"), [&one(first), &other_png[..]].concat()));
                all.push((format!("{name} behind an svg, {word}"), [svg.as_bytes(), b"\n", &one(second)].concat()));
                all.push((format!("{name} behind a text, {word}"), [first, b"\n", &one(second)].concat()));
                all.push((format!("{name} before a text, {word}"), [&one(first), second].concat()));
                let mut within = png[..png.len() - 12].to_vec();
                within.extend(carrier::chunk(b"pdFx", &one(second)));
                within.extend_from_slice(&png[png.len() - 12..]);
                all.push((format!("{name} in a chunk of a png, {word}"), within));
            }
        }
        all.push((format!("two texts, {word}"), [first, b"\n", second].concat()));
        all.push((format!("an array, {word}"), [b"[", first, b",", second, b"]"].concat()));
    }
    all
}

/// One byte changed, at every place of `stride`.
pub(crate) fn broken(file: &[u8], stride: usize) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    (0..file.len()).step_by(stride).flat_map(move |at| {
        [1, 0x20, 0x80].into_iter().map(move |bit| {
            let mut bad = file.to_vec();
            bad[at] ^= bit;
            (format!("byte {at} ^ {bit:#x}"), bad)
        })
    })
}
