//! In: a site, and what it knows of issuers. Out: what an HTML file needs to check credentials with no other file beside it: styles, the
//! script, the judge and its documents, and the policy that allows these and nothing else; and `verify/verify.html`, such a file to keep.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::frame::is_for_pages;
use super::{Renderable, View, verify};
use crate::diag::Diagnostic;
use crate::render::words::Part;
use crate::render::{colour, icon, known};

/// What stands inside the file.
#[derive(Serialize)]
pub(super) struct Alone {
    style: String,
    csp: String,
    /// The check: from a disk nothing can be fetched.
    script: String,
    /// What it needs, for a script element: the judge, its words, and what is known of issuers.
    data: String,
}

impl Alone {
    /// `known` is what `verify/known.json` says, with the documents themselves.
    pub(super) fn of(view: &View<'_>, known: &serde_json::Value) -> Self {
        let (style, script) = (style(view), asset(view, "assets/check.js"));
        let [hash, run] = [&style, &script].map(|text| STANDARD.encode(Sha256::digest(text.as_bytes())));
        Self {
            // The style and the script are what the page says they are; nothing else may style, run or load anything.
            csp: format!(
                "default-src 'none'; style-src 'sha256-{hash}'; script-src 'sha256-{run}' 'wasm-unsafe-eval'; worker-src blob:; img-src data:; base-uri 'none'; form-action 'none'"
            ),
            data: data(view, known),
            script,
            style,
        }
    }
}

fn data(view: &View<'_>, known: &serde_json::Value) -> String {
    let judge = view.theme.assets.iter().find(|(path, _)| path.0 == "assets/judge.wasm");
    let data = serde_json::json!({
        "words": serde_json::from_str::<serde_json::Value>(&view.words.for_browser()).unwrap_or_default(),
        "known": known,
        "worker": asset(view, "assets/check-worker.js"),
        "judge": judge.map(|(_, bytes)| STANDARD.encode(bytes)),
    });
    data.to_string().replace('<', "\\u003c")
}

/// A file of the theme, as a text that cannot end its element.
fn asset(view: &View<'_>, path: &str) -> String {
    let found = view.theme.assets.iter().find(|(asset, _)| asset.0 == path);
    found.map_or_else(String::new, |(_, bytes)| String::from_utf8_lossy(bytes).replace("</", "<\\/"))
}

/// The theme's styles, those of pages and not of printed matter, as one text that cannot end its element.
fn style(view: &View<'_>) -> String {
    let mut style = colour::stylesheet(view.site.meta.accent.unwrap_or(colour::HOUSE));
    let sheets = view.theme.assets.iter().filter(|(path, _)| is_for_pages(&path.0) || path.0 == verify::STYLE);
    for (_, bytes) in sheets {
        style.push_str(&String::from_utf8_lossy(bytes));
        style.push('\n');
    }
    style.replace("</", "<\\/")
}

/// Bytes as an address of their own.
pub(super) fn address(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", STANDARD.encode(bytes))
}

#[derive(Serialize)]
struct VerifyFile {
    alone: Alone,
    icon: String,
    /// Where it comes from.
    from: Option<String>,
    as_of: Vec<Part>,
}

/// `verify/verify.html`: the page that checks any credential, as one file to keep.
pub(super) fn render(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let view = page.view;
    let mut frame = view.frame("verify", view.words.t.check_page);
    frame.noindex = true;
    let content = VerifyFile {
        alone: Alone::of(view, &known::whole(view.site)),
        icon: address("image/svg+xml", icon::svg(view.fonts, view.site, false).as_bytes()),
        from: view.absolute("verify/index.html"),
        as_of: view.words.as_of(vec![Part::day(&view.words.day(view.site.meta.as_of))]),
    };
    page.with("verify-file.html", &frame, &content)
}
