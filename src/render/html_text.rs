//! In: any text. Out: the same text, safe where markup is written by hand: XML files, data inside a `script` element.

/// Text for XML content and attributes; characters that XML cannot carry are dropped.
#[must_use]
pub(super) fn for_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// JSON text for a `script` element: no character that could end the element or begin markup.
#[must_use]
pub(super) fn for_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 32);
    let mut rest = json;
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut after = after.chars();
        out.extend(after.next().map(|c| format!("\\u{:04x}", u32::from(c))));
        rest = after.as_str();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_a_script_cannot_end_it_and_stays_the_same_value() {
        let value = serde_json::json!({"a": "</script><!-- & \u{2028}"});
        let safe = for_script(&value.to_string());
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).expect("still JSON"), value);
    }

    #[test]
    fn xml_text_carries_no_markup_and_no_forbidden_character() {
        assert_eq!(for_xml("a<b>&\"'\u{0}\u{1b}\n"), "a&lt;b&gt;&amp;&quot;&#39;\n");
    }
}
