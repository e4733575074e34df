//! In: a page as it is published. Out: the same page as it is served: with the script that reloads it, and what is wrong on top.
//! Only responses are changed; a page's own security policy is opened just as far as that needs.

/// What a served page gets that a published one has not.
pub(super) struct Extras<'a> {
    /// The way from the page to the root of the server.
    pub(super) root: &'a str,
    /// Which state of the site it shows.
    pub(super) version: &'a str,
    /// What is wrong, as HTML; empty for nothing.
    pub(super) panel: &'a str,
}

/// Puts the extras into a page.
pub(super) fn inject(page: &str, extras: &Extras<'_>) -> String {
    let page = opened(page);
    let Extras { root, version, panel } = extras;
    let mut head = format!("<script src=\"{root}__accolade/reload.js?{version}\" defer></script>\n");
    if !panel.is_empty() {
        head += &format!("<link rel=\"stylesheet\" href=\"{root}__accolade/panel.css\">\n");
    }
    let at = find(&page, "</head>").unwrap_or(0);
    let (before, after) = page.split_at(at);
    let body = find(after, "<body").and_then(|start| after[start..].find('>').map(|end| start + end + 1));
    let (upper, lower) = after.split_at(body.unwrap_or(0));
    [before, &head, upper, panel, lower].concat()
}

/// Lets the page's own policy load the script and the style, and hear from the server.
fn opened(page: &str) -> String {
    let policy = || {
        let name = find(page, "content-security-policy")?;
        let tag = page[..name].rfind('<')?;
        let end = tag + page[tag..].find('>')?;
        let content = tag + find(&page[tag..end], "content=\"")? + "content=\"".len();
        Some((content, content + page[content..end].find('"')?))
    };
    match policy() {
        Some((start, end)) => [&page[..start], &widened(&page[start..end]), &page[end..]].concat(),
        None => page.to_owned(),
    }
}

/// A policy that lets in scripts, styles and connections of the same origin besides what it lets in already.
fn widened(policy: &str) -> String {
    let policy = policy.replace("&#x27;", "'").replace("&#39;", "'").replace("&apos;", "'");
    let mut directives: Vec<(String, String)> = policy
        .split(';')
        .map(|directive| directive.trim().split_once(' ').unwrap_or((directive.trim(), "")))
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, sources)| (name.to_ascii_lowercase(), sources.trim().to_owned()))
        .collect();
    let default = directives.iter().find(|(name, _)| name == "default-src").map(|(_, sources)| sources.clone());
    for wanted in ["script-src", "style-src", "connect-src"] {
        let at = directives.iter().position(|(name, _)| name == wanted);
        let sources = match (at, &default) {
            (Some(at), _) => &mut directives[at].1,
            (None, Some(default)) => {
                directives.push((wanted.to_owned(), default.clone()));
                &mut directives.last_mut().expect("it was just pushed").1
            }
            // Nothing forbids it.
            (None, None) => continue,
        };
        let kept: Vec<_> =
            sources.split_whitespace().filter(|source| !matches!(*source, "'none'" | "'self'")).collect();
        *sources = ["'self'"].into_iter().chain(kept).collect::<Vec<_>>().join(" ");
    }
    directives
        .iter()
        .map(|(name, sources)| format!("{name} {sources}").trim().to_owned())
        .collect::<Vec<_>>()
        .join("; ")
}

/// The first place of an ASCII text, in any case.
fn find(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes().windows(ascii.len()).position(|window| window.eq_ignore_ascii_case(ascii.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{Extras, inject, widened};

    const PAGE: &str = "<!doctype html><html><head>\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#x27;none&#x27;; img-src 'self' data:; style-src 'self'\">\
        <title>Ü</title></head><body class=\"home\"><p>hi</p></body></html>";

    #[test]
    fn a_page_gets_the_script_and_its_policy_lets_it_run() {
        let served = inject(PAGE, &Extras { root: "../../", version: "7.1", panel: "" });
        assert!(served.contains("<script src=\"../../__accolade/reload.js?7.1\" defer></script>\n</head>"), "{served}");
        let policy =
            "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'";
        assert!(served.contains(&format!("content=\"{policy}\"")), "{served}");
        assert!(!served.contains("panel.css"));
    }

    #[test]
    fn what_is_wrong_stands_first_in_the_body() {
        let served = inject(PAGE, &Extras { root: "", version: "1", panel: "<aside>x</aside>" });
        assert!(served.contains("<body class=\"home\"><aside>x</aside><p>hi</p>"), "{served}");
        assert!(served.contains("href=\"__accolade/panel.css\""));
    }

    #[test]
    fn a_page_without_head_or_policy_is_served_all_the_same() {
        let served = inject("<p>plain", &Extras { root: "", version: "1", panel: "<aside></aside>" });
        assert!(served.ends_with("<aside></aside><p>plain"), "{served}");
    }

    #[test]
    fn a_policy_is_opened_no_further_than_needed() {
        assert_eq!(widened("script-src 'none'"), "script-src 'self'");
        assert_eq!(widened("img-src 'none';"), "img-src 'none'");
        assert_eq!(
            widened("default-src https:; connect-src 'self' wss:"),
            "default-src https:; connect-src 'self' wss:; script-src 'self' https:; style-src 'self' https:"
        );
    }
}
