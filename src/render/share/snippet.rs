//! In: a credential with a page at a known address. Out: text to copy: Markdown for a README, a table for an e-mail signature
//! and its twin in plain text. No script, no style sheet, no address but the site's own.

use super::Shown;
use crate::render::html_text::for_xml;

/// A badge with its link, for a README.
#[must_use]
pub fn markdown(of: &Shown<'_>) -> String {
    let alt = match of.issuer {
        Some(issuer) => format!("{}, {issuer}", of.title),
        None => of.title.to_owned(),
    };
    format!("[![{}]({}badge.svg)]({})", escape_markdown(&alt), of.folder, of.page)
}

/// A row for the foot of an e-mail: a table with inline styles and a PNG by its absolute address, which is what mail programs show.
#[must_use]
pub fn signature(of: &Shown<'_>, link: &str) -> String {
    let (page, title) = (for_xml(of.page), for_xml(of.title));
    let issuer = of.issuer.map(|issuer| format!("{}<br>", for_xml(issuer))).unwrap_or_default();
    format!(
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:collapse;font-family:Georgia,serif;font-size:14px;line-height:1.4;color:#222222\"><tr>\
         <td style=\"padding:0 12px 0 0;vertical-align:middle\"><a href=\"{page}\"><img src=\"{}badge.png\" alt=\"{title}\" width=\"64\" height=\"64\" style=\"display:block;border:0\"></a></td>\
         <td style=\"vertical-align:middle\"><strong>{title}</strong><br>{issuer}<a href=\"{page}\" style=\"color:#222222\">{}</a></td></tr></table>",
        for_xml(of.folder),
        for_xml(link),
    )
}

/// The same without markup.
#[must_use]
pub fn signature_text(of: &Shown<'_>) -> String {
    match of.issuer {
        Some(issuer) => format!("{}, {issuer}\n{}", of.title, of.page),
        None => format!("{}\n{}", of.title, of.page),
    }
}

/// Text that Markdown (CommonMark 0.31, section 2.4) takes as it is, on one line.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | '.' | '-' | '\'' | ':' | '/') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'a>(title: &'a str, issuer: Option<&'a str>) -> Shown<'a> {
        let page = "https://a.example/credentials/x/";
        Shown { title, issuer, page, folder: page }
    }

    #[test]
    fn markdown_reads_back_as_one_picture_in_one_link() {
        for title in ["Plain", "a](https://evil.example) [b", "*x* `y` <img src=x>\nnext", "\\", "![a]"] {
            let text = markdown(&shown(title, Some("Issuer_with_underscores_")));
            let (mut links, mut images, mut words) = (0, 0, String::new());
            for event in pulldown_cmark::Parser::new(&text) {
                match event {
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                        links += 1;
                        assert_eq!(dest_url.as_ref(), "https://a.example/credentials/x/");
                    }
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Image { .. }) => images += 1,
                    pulldown_cmark::Event::Text(text) => words.push_str(&text),
                    pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_) => panic!("markup in {text}"),
                    _ => {}
                }
            }
            assert_eq!((links, images), (1, 1), "{text}");
            let flat = title.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(words, format!("{flat}, Issuer_with_underscores_"));
        }
    }

    #[test]
    fn a_signature_has_no_markup_of_others() {
        let html = signature(&shown("<script>\"x\"</script>", Some("A & B")), "Check it");
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;") && html.contains("A &amp; B"), "{html}");
        assert_eq!(html.matches("<table").count(), 1);
        assert!(html.contains("src=\"https://a.example/credentials/x/badge.png\""));
        assert_eq!(signature_text(&shown("T", None)), "T\nhttps://a.example/credentials/x/");
    }
}
