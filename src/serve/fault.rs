//! In: what is wrong with the input. Out: HTML of it, as a panel on the last good page or as a page of its own.

use crate::diag::{Diagnostic, Severity};

/// The style of the panel.
pub(super) const STYLE: &str = include_str!("panel.css");

/// What is wrong, to stand on top of a page.
pub(super) fn panel(faults: &[Diagnostic], last_good: bool) -> String {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    let mut html = format!(
        "<aside class=\"accolade-fault\" role=\"alert\"><details open><summary>{errors} {} in the project</summary>",
        if errors == 1 { "error" } else { "errors" }
    );
    if last_good {
        html +=
            "<p>Below is the last good state of the site. This goes away by itself once the files are in order.</p>";
    }
    for fault in faults {
        html += &item(fault);
    }
    html + "</details></aside>"
}

/// A whole page, for when there is no good site yet.
pub(super) fn page(faults: &[Diagnostic]) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>The site has errors</title>\n</head>\n\
         <body>\n{}\n<p>This page goes away by itself once the files are in order.</p>\n</body>\n</html>\n",
        panel(faults, false)
    )
}

fn item(fault: &Diagnostic) -> String {
    let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
    let mut html = format!(
        "<section class=\"accolade-{severity}\"><h2>{severity}: {} <small>{}</small></h2>",
        escape(&fault.message),
        escape(fault.code)
    );
    if let Some(place) = &fault.place {
        let line = place.line.map(|line| format!(", line {line}")).unwrap_or_default();
        html += &format!("<p><code>{}</code>{line}</p>", escape(&place.file));
        if let Some(excerpt) = place.excerpt.as_ref().filter(|text| !text.trim().is_empty()) {
            html += &format!("<pre><code>{}</code></pre>", marked(excerpt, place.column, place.length));
        }
    }
    if let Some(entry) = &fault.entry {
        html += &format!("<p>About {}.</p>", escape(entry));
    }
    if let Some(help) = &fault.help {
        html += &format!("<p><strong>What to do:</strong> {}</p>", escape(help));
    }
    html + "</section>"
}

/// The excerpt with what is meant marked.
fn marked(excerpt: &str, column: Option<usize>, length: usize) -> String {
    let letters: Vec<char> = excerpt.chars().collect();
    let start = column.unwrap_or(1).saturating_sub(1).min(letters.len());
    let end = (start + length).min(letters.len());
    let part = |range: &[char]| escape(&range.iter().collect::<String>());
    format!("{}<mark>{}</mark>{}", part(&letters[..start]), part(&letters[start..end]), part(&letters[end..]))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{page, panel};
    use crate::diag::{Diagnostic, Span};

    #[test]
    fn a_fault_names_file_line_excerpt_and_what_to_do_and_its_words_are_no_markup() {
        let fault = Diagnostic::error("bad", "a <b> & 'c'")
            .at("badges/<i>.yaml", "one\nname: <script>\n", Span { start: 10, end: 18 })
            .help("write \"text\"");
        let html = page(&[fault]);
        for part in [
            "1 error in the project",
            "error: a &lt;b&gt; &amp; &#39;c&#39;",
            "<code>badges/&lt;i&gt;.yaml</code>, line 2",
            "name: <mark>&lt;script&gt;</mark>",
            "write &quot;text&quot;",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn warnings_are_not_counted_as_errors() {
        let faults = [Diagnostic::error("e", "e"), Diagnostic::error("e", "f"), Diagnostic::warning("w", "w")];
        assert!(panel(&faults, true).contains("2 errors in the project"));
    }
}
