//! In: the place of the page being rendered. Out: relative links to other pages, and addresses that are safe to follow.
//! Every link inside the site is made here, to a file by its name, so that it works on any host, sub-path or disk.

use crate::model::{Badge, BadgeId, Department, Issuer, Output, Pathway, Site, SitePath, Skill};

/// The way from one page to the site's root: `../` as often as needed, or an absolute path.
#[derive(Debug, Clone)]
pub struct Links {
    root: String,
    /// The folder of the page's language: empty for the main one.
    folder: String,
}

impl Links {
    /// Links as seen from the page at `path`.
    #[must_use]
    pub fn from(path: &SitePath) -> Self {
        Self { root: "../".repeat(path.0.matches('/').count()), folder: String::new() }
    }
    /// Links for a page that is shown at any address: the path of the site's address, when it is known.
    #[must_use]
    pub fn from_anywhere(base_url: Option<&str>) -> Self {
        let root = base_url.and_then(|u| url::Url::parse(u).ok()).map(|u| u.path().to_owned());
        Self { root: root.unwrap_or_default(), folder: String::new() }
    }
    /// The same, among the pages of a language that is not the main one.
    #[must_use]
    pub fn within(self, folder: String) -> Self {
        Self { folder, ..self }
    }
    /// The link to a file of the site: what people read in the page's language, everything else where it stands once.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        let folder = if path.ends_with(".html") { self.folder.as_str() } else { "" };
        [self.root.as_str(), &encode(folder), &encode(path)].concat()
    }
    /// The link to a page of another language's folder.
    #[must_use]
    pub fn to_language(&self, folder: &str, path: &str) -> String {
        format!("{}{}{}", self.root, encode(folder), encode(path))
    }
}

/// The folder of a language that is not the main one, with its final `/`.
#[must_use]
pub fn folder(tag: &str) -> String {
    format!("{tag}/")
}

/// A path inside the site, percent-encoded where an address needs it.
#[must_use]
pub fn encode(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    if path.bytes().all(plain) {
        return path.to_owned();
    }
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The address, when a reader may be sent there: http, https or mailto, and nothing else.
#[must_use]
pub fn outward(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.to_string())
}

/// `credentials/<slug>/<file>`
#[must_use]
pub fn credential(slug: &str, file: &str) -> String {
    format!("credentials/{slug}/{file}")
}
/// The artwork of a credential: its own, or that of its badge where credentials have none of their own.
#[must_use]
pub fn art(site: &Site, slug: &str, of: Option<BadgeId>) -> String {
    match of.filter(|_| !has_own_art(site, of)) {
        Some(id) => badge(&site.badges[id.0 as usize], "badge.svg"),
        None => credential(slug, "badge.svg"),
    }
}
/// Whether a credential has a drawing of its own, with the credential inside: those of no badge of this site have one in any case.
#[must_use]
pub fn has_own_art(site: &Site, badge: Option<BadgeId>) -> bool {
    site.meta.makes(Output::Svg) || site.meta.makes(Output::Embed) || badge.is_none()
}
/// A page of the list of all credentials, from 1.
#[must_use]
pub fn list(number: usize) -> String {
    match number {
        1 => "credentials/index.html".to_owned(),
        n => format!("credentials/page-{n}/index.html"),
    }
}
/// `as-of/index.html`, and that of a year below it.
#[must_use]
pub fn stood(year: Option<i16>) -> String {
    year.map_or_else(|| "as-of/index.html".to_owned(), |year| format!("as-of/{year}/index.html"))
}
/// `badges/<slug>/<file>`
#[must_use]
pub fn badge(badge: &Badge, file: &str) -> String {
    format!("badges/{}/{file}", badge.slug)
}
/// The page of a badge, and the further pages of those who hold it.
#[must_use]
pub fn badge_page(badge: &Badge, number: usize) -> String {
    match number {
        1 => self::badge(badge, "index.html"),
        n => self::badge(badge, &format!("page-{n}/index.html")),
    }
}
/// A further page of a list whose first one is at this path: `page-<n>/` below it.
#[must_use]
pub fn further(first: &str, number: u32) -> String {
    match (number, first.strip_suffix("index.html")) {
        (2.., Some(folder)) => format!("{folder}page-{number}/index.html"),
        _ => first.to_owned(),
    }
}
/// `departments/<slug>/index.html`
#[must_use]
pub fn department(department: &Department) -> String {
    format!("departments/{}/index.html", department.slug)
}
/// `skills/<slug>/index.html`
#[must_use]
pub fn skill(skill: &Skill) -> String {
    format!("skills/{}/index.html", skill.slug)
}
/// The page of a name in a register. The mark behind it tells names apart that are written alike; it is made of the name alone.
#[must_use]
pub fn holder(name: &str) -> String {
    // With the mark behind it, no name is one that Windows keeps for a device.
    let (plain, mark) = (crate::draft::slug(name), blake3::hash(name.as_bytes()).to_hex());
    format!("holders/{}-{}/index.html", plain.trim_end_matches("--1"), &mark[..8])
}
/// A page of the names from A to Z, from 1.
#[must_use]
pub fn holders(number: usize) -> String {
    match number {
        1 => "holders/index.html".to_owned(),
        n => format!("holders/page-{n}/index.html"),
    }
}
/// `frameworks/<slug>/index.html`
#[must_use]
pub fn framework(slug: &str) -> String {
    format!("frameworks/{slug}/index.html")
}
/// `types/<slug>/index.html`
#[must_use]
pub fn type_of(slug: &str) -> String {
    format!("types/{slug}/index.html")
}
/// `search/index/<code points>.json`
#[must_use]
pub fn search_part(prefix: &str) -> String {
    let name: Vec<String> = prefix.chars().map(|c| format!("{:x}", u32::from(c))).collect();
    let name = if name.is_empty() { "all".to_owned() } else { name.join("-") };
    format!("search/index/{name}.json")
}
/// `issuers/<slug>/index.html`
#[must_use]
pub fn issuer(issuer: &Issuer) -> String {
    format!("issuers/{}/index.html", issuer.slug)
}
/// `pathways/<slug>/index.html`
#[must_use]
pub fn pathway(pathway: &Pathway) -> String {
    format!("pathways/{}/index.html", pathway.slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_lead_out() {
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//x",
            "x",
            "java\nscript:alert(1)",
        ] {
            assert_eq!(outward(bad), None, "{bad}");
        }
        assert_eq!(outward("https://a.example/?q=\"<"), Some("https://a.example/?q=%22%3C".to_owned()));
        assert_eq!(outward("mailto:a@b.example").as_deref(), Some("mailto:a@b.example"));
    }

    #[test]
    fn links_are_relative_and_encoded() {
        let deep = Links::from(&SitePath("badges/x/index.html".to_owned()));
        assert_eq!(deep.to("index.html"), "../../index.html");
        assert_eq!(Links::from(&SitePath("index.html".to_owned())).to("static/a b%.png"), "static/a%20b%25.png");
        assert_eq!(Links::from_anywhere(Some("https://x.example/p/")).to("index.html"), "/p/index.html");
    }
}
