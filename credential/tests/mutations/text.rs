//! In: the text of a credential. Out: texts in which a name stands twice, in which bytes are cut, doubled or added, and texts of the same
//! value in another spelling.

use accolade_credential::Json;

/// Every member's name stated once more, before the member: as it is, and in escapes; with the same value, another, or none.
pub(crate) fn doubled(json: &Json) -> Vec<(String, Vec<u8>)> {
    let text = json.to_text();
    let mut all = Vec::new();
    for (start, name) in names(&text) {
        let escaped: String = name.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        for (spelling, value) in
            [(name, "\"x\""), (&escaped, "\"x\""), (name, "null"), (&escaped, "[]"), (&escaped, "{}")]
        {
            let more = format!("\"{spelling}\":{value},");
            all.push((format!("{more} before {start}"), splice(&text, start, start, &more)));
        }
    }
    all
}

/// Bytes cut off, cut out, doubled, changed and added, at every so many places.
pub(crate) fn broken(json: &Json, step: usize) -> Vec<(String, Vec<u8>)> {
    let text = json.to_text();
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    for at in (0..bytes.len()).step_by(step) {
        all.push((format!("cut at {at}"), bytes[..at].to_vec()));
        all.push((format!("without byte {at}"), [&bytes[..at], &bytes[at + 1..]].concat()));
        for (word, to) in [("bit 0", bytes[at] ^ 1), ("bit 5", bytes[at] ^ 0x20), ("zero", 0), ("high", 0xff)] {
            let mut changed = bytes.to_vec();
            changed[at] = to;
            all.push((format!("{word} at {at}"), changed));
        }
    }
    for more in ["x", "{}", "null", "\0", "\u{feff}", "//x", "/**/", ",", "}"] {
        all.push((format!("{more:?} behind"), [bytes, more.as_bytes()].concat()));
        all.push((format!("{more:?} in front"), [more.as_bytes(), bytes].concat()));
    }
    all.push(("as UTF-16".into(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
    all.push(("as UTF-32".into(), text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()));
    all
}

/// The same value in other spellings of JSON.
pub(crate) fn respelled(json: &Json) -> Vec<(&'static str, String)> {
    let compact = json.to_text();
    let all_escaped: String = compact
        .split_inclusive('"')
        .enumerate()
        .map(|(index, piece)| if index % 2 == 1 && !piece.contains('\\') { escape(piece) } else { piece.to_owned() })
        .collect();
    vec![
        ("compact", compact.clone()),
        ("indented", json.to_pretty()),
        ("with blanks", compact.replace("\":", "\" :\t").replace(",\"", "\r\n ,\n\"")),
        ("with blanks around", format!(" \n\t{compact}\r\n")),
        ("with escaped slashes", compact.replace('/', "\\/")),
        ("with escaped letters", all_escaped),
        ("turned around", turned(json).to_text()),
        ("with other numbers", compact.replace(":1.5", ":15e-1").replace(":2.5", ":0.25E+1").replace(":2,", ":2.0,")),
    ]
}

/// Every object with its members in the other order.
fn turned(json: &Json) -> Json {
    match json {
        Json::Object(o) => {
            let mut members: Vec<_> = o.iter().map(|(n, v)| (n.to_owned(), turned(v))).collect();
            members.reverse();
            Json::Object(members.into_iter().collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(turned).collect()),
        other => other.clone(),
    }
}

fn escape(piece: &str) -> String {
    let body = piece.trim_end_matches('"');
    let escaped: String = body.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
    escaped + &piece[body.len()..]
}

/// Where each member's name begins, and the name as it is written.
fn names(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut escaped, mut inside) = (0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' if inside => {
                inside = false;
                if text.as_bytes().get(at + 1) == Some(&b':') {
                    found.push((start, &text[start + 1..at]));
                }
            }
            b'"' => (start, inside) = (at, true),
            _ => {}
        }
    }
    found
}

fn splice(text: &str, from: usize, to: usize, with: &str) -> Vec<u8> {
    [&text[..from], with, &text[to..]].concat().into_bytes()
}
