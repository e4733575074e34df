//! In: a site. Out: the page where anybody checks any credential, and what every page needs on which a reader's browser checks one:
//! the script, its files, and the policy that lets it run and ask the issuer's hosts. Checks nothing itself.

use std::collections::BTreeSet;
use std::io::Write as _;

use accolade_credential::{Credential, did};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;

use super::{Renderable, View};
use crate::diag::Diagnostic;
use crate::model::{Entry, Output};
use crate::render::links;

/// What the script is told.
#[derive(Debug, Serialize)]
pub(crate) struct CheckFrame {
    script: String,
    worker: String,
    judge: String,
    style: String,
    words: String,
    known: String,
    /// The way to the site's root, where copies of documents lie.
    root: String,
}

/// The files of the check, by their names in the theme.
const SCRIPT: &str = "assets/check.js";
const WORKER: &str = "assets/check-worker.js";
pub(super) const STYLE: &str = "assets/check.css";
const JUDGE: &str = "assets/judge.wasm";
/// Where the words and what the site trusts are.
pub(super) const WORDS: &str = "assets/check-words.json";
const KNOWN: &str = "verify/known.json";
const ALONE: &str = "verify/verify.html";

/// Verifiers that others run: a name and an address.
#[derive(Serialize)]
struct Verifier {
    name: &'static str,
    href: &'static str,
}

const OTHERS: [Verifier; 3] = [
    Verifier { name: "1EdTech Open Badges Validator", href: "https://verifybadge.org/" },
    Verifier { name: "VerifierPlus (Digital Credentials Consortium)", href: "https://verifierplus.org/" },
    Verifier {
        name: "1EdTech Digital Credentials Public Validator",
        href: "https://github.com/1EdTech/digital-credentials-public-validator",
    },
];

#[derive(Serialize)]
struct Verify {
    /// The same page as one file to keep.
    alone: String,
    others: &'static [Verifier],
}

pub(super) fn render(page: &Renderable<'_>) -> Result<String, Diagnostic> {
    let mut frame = page.view.frame("verify", page.view.words.t.check_page);
    frame.check = Some(page.view.check());
    frame.csp = csp(std::iter::once("https:".to_owned()));
    page.with("verify.html", &frame, &Verify { alone: page.view.links.to(ALONE), others: &OTHERS })
}

/// What a page may load that checks a credential, and which hosts it may ask. `file:` is for pages that are opened from disk.
pub(super) fn csp(hosts: impl Iterator<Item = String>) -> String {
    let hosts = hosts.fold(String::new(), |all, host| format!("{all} {host}"));
    format!(
        "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' file:; img-src 'self' data: file:; font-src 'self' file:; connect-src 'self'{hosts}; base-uri 'none'; form-action 'none'"
    )
}

/// The hosts where the issuer of a credential publishes its keys and lists.
pub(super) fn hosts(credential: &Credential) -> BTreeSet<String> {
    let issuer = credential.issuer.id.as_deref().map(|id| did::web_url(id).unwrap_or_else(|| id.to_owned()));
    let lists = credential.status.iter().filter_map(|entry| entry.address().map(str::to_owned));
    let parsed = issuer.into_iter().chain(lists).filter_map(|address| url::Url::parse(&address).ok());
    let sound = parsed.filter(|url| url.scheme() == "https" && url.has_host());
    sound.map(|url| url.origin().ascii_serialization()).collect()
}

/// A page of another site that checks a credential of this one.
pub(super) struct Elsewhere {
    /// Whose page it is, as browsers show it.
    pub(super) host: String,
    /// The page, with the address of the credential's file when it can be fetched from there.
    pub(super) address: String,
}

/// The page of its issuer where a credential is checked, when the site knows one.
pub(super) fn at_issuer(view: &View<'_>, entry: &Entry) -> Option<Elsewhere> {
    let (payload, issuer) = (entry.payload.as_ref()?, entry.issuer?);
    let page = url::Url::parse(view.site.issuers[issuer.0 as usize].verify.as_deref()?).ok()?;
    let host = page.host_str()?;
    let host = page.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let file = view.absolute(&links::credential(&entry.slug, payload.file_name()));
    // A page that came by https fetches nothing by http.
    let address = match file.filter(|file| file.starts_with("https:")) {
        Some(file) => format!("{page}#{file}"),
        None => page.into(),
    };
    Some(Elsewhere { host, address })
}

/// The signed file inside an address, and the page that checks it from a disk: a page that is opened there cannot read the file beside
/// it. For sites of one holder, and registries that make every kind of file for each credential; the many pages of others stay small.
pub(super) fn packed(view: &View<'_>, entry: &Entry) -> Option<(String, String)> {
    if view.site.holder.is_none() && !view.site.meta.makes(Output::Png) {
        return None;
    }
    let payload = entry.payload.as_ref()?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&payload.bytes).ok()?;
    Some((URL_SAFE_NO_PAD.encode(encoder.finish().ok()?), view.links.to(ALONE)))
}

impl View<'_> {
    /// The page where anybody checks a file of this site.
    pub(super) fn verify_link(&self, file: &str) -> String {
        // Files stand once, at the root; the page of a further language lies one folder deeper.
        let up = if self.page.language == 0 { "../" } else { "../../" };
        format!("{}#{up}{}", self.links.to("verify/index.html"), links::encode(file))
    }

    /// The files of the check, as seen from this page.
    pub(super) fn check(&self) -> CheckFrame {
        let stamped = |path: &str| match self.styles.scripts.get(path) {
            Some(stamp) => format!("{}?v={stamp}", self.links.to(path)),
            None => self.links.to(path),
        };
        let folder = super::folder(self.site, self.page.language);
        CheckFrame {
            script: stamped(SCRIPT),
            worker: stamped(WORKER),
            judge: stamped(JUDGE),
            style: stamped(STYLE),
            words: self.links.to_language(&folder, WORDS),
            known: self.links.to(KNOWN),
            root: self.links.to(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_of_the_issuer_may_be_asked() {
        let mut credential = Credential::default();
        for (id, host) in [
            ("did:web:credentials.alderbay.example", Some("https://credentials.alderbay.example")),
            ("did:web:a.example%3A8443:staff", Some("https://a.example:8443")),
            ("https://b.example/x'; script-src *", Some("https://b.example")),
            ("http://c.example/", None),
            ("did:key:z6Mk", None),
            ("data:text/html,x", None),
        ] {
            credential.issuer.id = Some(id.to_owned());
            assert_eq!(
                hosts(&credential).into_iter().collect::<Vec<_>>(),
                host.into_iter().collect::<Vec<_>>(),
                "{id}"
            );
        }
    }
}
