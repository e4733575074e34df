//! In: the text of a style sheet. Out: the addresses that it names to be fetched, each with its bytes in the text. Follows none of them.

use crate::diag::Span;

/// The addresses in `url(…)` and `@import`, outside comments. A namespace is called by an address, and none is fetched for it.
#[must_use]
pub fn addresses(text: &str) -> Vec<(&str, Span)> {
    let bare = fetching(text);
    let mut found = Vec::new();
    for (at, opening) in bare.match_indices("url(").chain(bare.match_indices("@import")) {
        let start = at + opening.len();
        let rest = &text[start..];
        let inside = rest.trim_start();
        let quote = inside.chars().next().filter(|c| ['"', '\''].contains(c));
        // `@import url(…)` is found by its `url(`.
        if opening == "@import" && quote.is_none() {
            continue;
        }
        let inside = if quote.is_some() { &inside[1..] } else { inside };
        let end = match quote {
            Some(quote) => inside.find(quote),
            None => inside.find([')', '\n']),
        };
        let address = inside[..end.unwrap_or(inside.len())].trim_end();
        let start = text.len() - inside.len();
        found.push((address, Span { start, end: start + address.len() }));
    }
    found.sort_by_key(|(_, span)| *span);
    found
}

/// Whether an address is that of another host: what a page of a site never loads.
#[must_use]
pub fn is_foreign(address: &str) -> bool {
    let scheme = address.split(':').next().filter(|scheme| scheme.len() < address.len());
    address.starts_with("//")
        || scheme.is_some_and(|scheme| {
            !scheme.eq_ignore_ascii_case("data")
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        })
}

/// In lower case, with blanks in place of comments and of what names a namespace: every byte stands where it stood.
fn fetching(text: &str) -> String {
    let mut bare = text.to_ascii_lowercase();
    for (opening, closing) in [("/*", "*/"), ("@namespace", ";")] {
        blank(&mut bare, opening, closing);
    }
    bare
}

/// Puts blanks in place of everything from an opening to its closing.
pub(super) fn blank(text: &mut String, opening: &str, closing: &str) {
    let mut from = 0;
    while let Some(start) = text[from..].find(opening).map(|at| from + at) {
        let inside = start + opening.len();
        let end = text[inside..].find(closing).map_or(text.len(), |at| inside + at + closing.len());
        text.replace_range(start..end, &" ".repeat(end - start));
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_found_where_it_stands() {
        let text = "/* url(a) */ @namespace svg url(http://www.w3.org/2000/svg);\n@import 'b.css'; @IMPORT URL( \"c.css\" );\n\
                    p { background: url( d.png ) } /* é */ @font-face { src: url(data:font/woff2;base64,AA) , url(#e) }";
        let found = addresses(text);
        let said: Vec<_> = found.iter().map(|(address, _)| *address).collect();
        assert_eq!(said, ["b.css", "c.css", "d.png", "data:font/woff2;base64,AA", "#e"]);
        assert!(found.iter().all(|(address, span)| text[span.start..span.end] == **address));
    }

    #[test]
    fn an_address_of_another_host_is_told_by_its_beginning() {
        assert!(["https://a.example/x", "//a.example/x", "HTTP://a", "file:///x"].iter().all(|a| is_foreign(a)));
        assert!(
            ["a.png", "../static/a.png", "/a", "#x", "data:image/png;base64,AA", ""].iter().all(|a| !is_foreign(a))
        );
    }
}
