//! In: a JSON value. Out: its canonical text by RFC 8785 (JSON Canonicalization Scheme).
//! A value that can be held always has one; nothing is rounded, since only exact numbers are held.

use crate::json::{Members, Value};
use crate::plain;

/// The canonical text of `value`: members sorted by UTF-16 code units, numbers as ECMAScript writes them, no space.
#[must_use]
pub fn canonical(value: &Value<'_>) -> String {
    let mut writer = Writer::new(2048);
    writer.value(value);
    writer.out
}

/// The canonical text of an object as if it had no member of this name.
pub(crate) fn canonical_without(object: &Members<'_>, name: &str) -> String {
    let mut writer = Writer::new(512);
    writer.object(object.iter().filter(|(n, _)| *n != name));
    writer.out
}

/// Text that is being written, and the members of all objects that are open, each object's sorted.
struct Writer<'v> {
    out: String,
    open: Vec<(&'v str, &'v Value<'v>)>,
}

impl<'v> Writer<'v> {
    fn new(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), open: Vec::with_capacity(32) }
    }

    fn value(&mut self, value: &'v Value<'v>) {
        let out = &mut self.out;
        match value {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Integer(n) => out.push_str(&n.to_string()),
            Value::Float(n) => out.push_str(ryu_js::Buffer::new().format(*n)),
            Value::String(s) => write_string(s, out),
            Value::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.out.push(',');
                    }
                    self.value(item);
                }
                self.out.push(']');
            }
            Value::Object(object) => self.object(object.iter()),
        }
    }

    /// Section 3.2.3: names are sorted as UTF-16 code units, which differs from bytes beyond U+D7FF only.
    fn object(&mut self, members: impl Iterator<Item = (&'v str, &'v Value<'v>)>) {
        let start = self.open.len();
        self.open.extend(members);
        let own = &mut self.open[start..];
        if own.iter().all(|(name, _)| name.is_ascii()) {
            own.sort_unstable_by_key(|(name, _)| *name);
        } else {
            own.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        }
        self.out.push('{');
        for at in start..self.open.len() {
            let (name, value) = self.open[at];
            if at > start {
                self.out.push(',');
            }
            write_string(name, &mut self.out);
            self.out.push(':');
            self.value(value);
        }
        self.out.push('}');
        self.open.truncate(start);
    }
}

/// Section 3.2.2.2: only quote, backslash and controls are escaped, the seven short forms first.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    loop {
        let (as_it_stands, after) = rest.split_at(plain::length(rest.as_bytes(), is_escaped));
        out.push_str(as_it_stands);
        let Some(byte) = after.bytes().next() else { break };
        rest = &after[1..];
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x08 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            0x0c => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            control => {
                let hex = |n: u8| char::from_digit(u32::from(n), 16).expect("a nibble is below 16");
                out.push_str("\\u00");
                out.push(hex(control >> 4));
                out.push(hex(control & 15));
            }
        }
    }
    out.push('"');
}

const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{self, Json};
    use proptest::prelude::*;

    fn of(text: &str) -> String {
        canonical(&json::parse(text.as_bytes()).expect("JSON"))
    }

    #[test]
    fn numbers_are_written_as_ecmascript_does() {
        // RFC 8785 appendix B, the finite rows that JSON text can carry exactly.
        let rows: [(u64, &str); 22] = [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ];
        for (bits, text) in rows {
            assert_eq!(canonical(&Value::Float(f64::from_bits(bits))), text, "{bits:x}");
        }
    }

    #[test]
    fn one_and_one_point_zero_are_the_same_number() {
        assert_eq!(of("[1,1.0,1e0,10e-1,-0,0.0,1e21]"), "[1,1,1,1,0,0,1e+21]");
    }

    #[test]
    fn numbers_that_no_double_holds_are_refused_before() {
        for text in ["1e400", "-1e400", "9007199254740993", "12345678901234567890"] {
            assert!(json::parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn names_sort_by_utf16_and_not_by_bytes() {
        // U+1F600 is D83D DE00 in UTF-16, before U+FB33; in UTF-8 bytes it comes after.
        assert_eq!(
            of("{\"\u{fb33}\":1,\"\u{1f600}\":2,\"b\":3,\"a\":4}"),
            "{\"a\":4,\"b\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}"
        );
    }

    #[test]
    fn only_what_must_be_is_escaped() {
        assert_eq!(
            of(r#""\u0000\u0008\t\n\u000b\f\r\u001f\"\\\/\u007f\u20ac""#),
            "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u{7f}\u{20ac}\""
        );
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (-json::MAX_INTEGER..=json::MAX_INTEGER).prop_map(Value::Integer),
            prop::num::f64::NORMAL.prop_filter("exact", |n| n.abs() < 9e15 || n.abs() >= 1e21).prop_map(Value::Float),
            any::<String>().prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 48, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_text_reads_back_to_the_same_canonical_text(value in any_json()) {
            let text = canonical(&value);
            let again = json::parse(text.as_bytes()).expect("canonical text is JSON");
            prop_assert_eq!(canonical(&again), text);
        }

        #[test]
        fn the_order_of_members_does_not_matter(members in prop::collection::btree_map(any::<String>(), any::<i32>(), 0..20)) {
            let forward: Members = members.iter().map(|(k, v)| (k.clone(), Value::Integer(i64::from(*v)))).collect();
            let backward: Members = members.iter().rev().map(|(k, v)| (k.clone(), Value::Integer(i64::from(*v)))).collect();
            prop_assert_eq!(canonical(&Value::Object(forward)), canonical(&Value::Object(backward)));
        }
    }
}
