//! In: markdown of the project's own. Out: what of it no page will show, each with its bytes in the text and what to do: pictures of other
//! hosts, links that no page may have, raw HTML, addresses with blanks, which are no addresses, and footnotes. Changes nothing;
//! `markdown.rs` leaves these out.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::{OPTIONS, address, path_of};

/// Something that no page will show.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::draft) struct LeftOut {
    /// Its bytes in the text.
    pub(in crate::draft) at: Range<usize>,
    /// What becomes of it.
    pub(in crate::draft) message: String,
    /// What to do.
    pub(in crate::draft) help: String,
}

/// What a text says in vain.
pub(in crate::draft) fn left_out(text: &str) -> Vec<LeftOut> {
    let mut found = Vec::new();
    // Text without anything else in between, as one: each bracket is an event of its own.
    let mut plain: Option<Range<usize>> = None;
    for (event, at) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        if let Event::Text(_) = event {
            plain = Some(plain.map_or(at.clone(), |plain| plain.start..at.end));
            continue;
        }
        found.extend(plain.take().into_iter().flat_map(|plain| in_plain(text, plain)));
        match event {
            Event::Html(_) | Event::InlineHtml(_) => found.extend(html(text, at)),
            Event::Start(Tag::Image { dest_url, .. }) if path_of(&dest_url).is_none() => {
                found.push(LeftOut {
                    at,
                    message: format!(
                        "the picture {:?} is left out: pages load no picture of another host",
                        short(&dest_url)
                    ),
                    help: PICTURE.to_owned(),
                });
            }
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if link_type != LinkType::Email && address(&dest_url, 0, true).is_none() =>
            {
                found.push(LeftOut {
                    at,
                    message: format!("the link to {:?} is left out, and its words stay", short(&dest_url)),
                    help: "a link leads to an address that begins with https:, http: or mailto:, or to a page of this site"
                        .to_owned(),
                });
            }
            _ => {}
        }
    }
    found.extend(plain.into_iter().flat_map(|plain| in_plain(text, plain)));
    found
}

/// What is printed as it stands, and was not meant to be.
fn in_plain(text: &str, plain: Range<usize>) -> Vec<LeftOut> {
    let mut found = broken(text, plain.clone());
    found.extend(footnote(text, plain));
    found
}

/// The words of a footnote, `[^1]: words`, at the beginning of a paragraph.
fn footnote(text: &str, plain: Range<usize>) -> Option<LeftOut> {
    let run = &text[plain.clone()];
    let name = run.strip_prefix("[^")?.split_once("]:").map(|(name, _)| name)?;
    let is_name = !name.is_empty() && !name.contains([' ', '[', ']', '\n']);
    is_name.then(|| LeftOut {
        at: plain.start..plain.start + "[^]:".len() + name.len(),
        message: format!("the footnote {:?} is printed as it stands: there are none here", short(name)),
        help: "say it in the text itself, or in brackets".to_owned(),
    })
}

const PICTURE: &str = "put the file into static/ and write ![what it shows](static/FILE)";

/// The tag that a piece of HTML opens.
fn html(text: &str, at: Range<usize>) -> Option<LeftOut> {
    let piece = text.get(at.clone())?;
    let opens = piece.find('<').filter(|n| piece[n + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name: String = piece[opens + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let help = match name.as_str() {
        "img" | "picture" | "svg" => PICTURE,
        "iframe" | "video" | "audio" | "embed" | "object" | "source" => {
            "write a link to it, [what it is](https://…); a file of your own goes into static/"
        }
        "a" => "write the link as [words](address)",
        "br" => "end the line with a backslash, or begin a new paragraph with an empty line",
        _ => "write it in Markdown, or leave the tag away; a `<` that is meant to be read is written \\<",
    };
    Some(LeftOut {
        at: at.start + opens..at.end,
        message: format!("the HTML <{name}> is left out: texts are Markdown, and HTML in them is not published"),
        help: help.to_owned(),
    })
}

/// Links and pictures that are printed as they stand, since their address has blanks.
fn broken(text: &str, plain: Range<usize>) -> Vec<LeftOut> {
    let run = &text[plain.clone()];
    let one = |(close, _): (usize, &str)| {
        let open = run[..close].rfind('[')?;
        let open = if run[..open].ends_with('!') { open - 1 } else { open };
        let address = run[close + 2..].split_once(')').map(|(address, _)| address)?;
        let named =
            address.contains([' ', '\t']) && !address.contains(['\n', '"', '<']) && address.contains(['/', '.']);
        let end = close + 2 + address.len() + 1;
        let fixed = format!("{}(<{}>)", &run[open..=close], address.trim());
        named.then(|| LeftOut {
            at: plain.start + open..plain.start + end,
            message: format!(
                "{:?} is printed as it stands: an address ends at its first blank",
                short(&run[open..end])
            ),
            help: format!("write the address between angle brackets, {fixed}, or rename the file"),
        })
    };
    run.match_indices("](").filter_map(one).collect()
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::left_out;

    #[test]
    fn what_no_page_will_show_is_found_where_it_stands() {
        let text = "A ![a](https://x.example/a.png) b ![here](static/a.png)\n\n<iframe src=\"x\"></iframe>\n\nx <br> y <!-- note -->\n\n\
            <details>\n<summary>More</summary>\nText\n</details>\n\n![c](static/Mein Bild.png) and [d](static/My File.pdf)\n\n\
            [e](javascript:alert(1)), [f](tel:+1) and [g](//x.example/)[^1]\n\n[^1]: A note\n";
        let told: Vec<&str> = left_out(text).into_iter().map(|left| text[left.at].trim()).collect();
        assert_eq!(
            told,
            [
                "![a](https://x.example/a.png)",
                "<iframe src=\"x\"></iframe>",
                "<br>",
                "<details>",
                "<summary>More</summary>",
                "![c](static/Mein Bild.png)",
                "[d](static/My File.pdf)",
                "[e](javascript:alert(1))",
                "[f](tel:+1)",
                "[g](//x.example/)",
                "[^1]:",
            ]
        );
        assert!(left_out(text)[5].help.contains("![c](<static/Mein Bild.png>)"));
    }

    #[test]
    fn what_is_shown_is_not_told() {
        let text = "`<b>` and `![a](static/a b.png)`, [x](<static/a b.png>), ![y](static/y.png \"Its title\"), 1 < 2, <https://x.example/>,\n\
            an array[0](see below and really), \\<b>, [mail](mailto:a@b.example), <a@b.example>, [top](#top), [z](badges/z/) [^1] a:\n\n    <iframe>\n";
        assert_eq!(left_out(text), []);
    }
}
