//! In: text. Out: a `SitePath`, a checked path inside the finished site, a file name on every system. Touches no file.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// A path inside the site: no leading `/`, always `/`, no `.` or `..`, checked once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(pub(crate) String);

/// Why text cannot be a path of the site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SitePathError {
    /// A part is empty, `.` or `..`, or the path is absolute.
    #[error("{0:?} is no path inside the site")]
    Outside(String),
    /// A character that some system does not allow in a file name.
    #[error("{0:?} has the character {1:?}, which not every system allows in a file name")]
    Character(String, char),
    /// A name that Windows keeps for itself, or an ending that it drops.
    #[error("{0:?} has the name {1:?}, which Windows does not allow")]
    Reserved(String, String),
}

impl SitePath {
    /// Checks a path.
    ///
    /// # Errors
    /// When it leaves the site, or cannot be a file on Linux, macOS and Windows alike.
    pub fn new(text: impl Into<String>) -> Result<Self, SitePathError> {
        let text = text.into();
        for part in text.split('/') {
            if matches!(part, "" | "." | "..") {
                return Err(SitePathError::Outside(text));
            }
            if let Some(c) = part.chars().find(|c| c.is_control() || "\\<>:\"|?*".contains(*c)) {
                return Err(SitePathError::Character(text, c));
            }
            if is_reserved(part) || part.ends_with(['.', ' ']) {
                let part = part.to_owned();
                return Err(SitePathError::Reserved(text, part));
            }
        }
        Ok(Self(text))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is the same for all paths that one file system or another takes for this one.
    #[must_use]
    pub fn folded(&self) -> String {
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfc().collect::<String>().to_lowercase()
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether Windows keeps a part of a path for a device, with any ending.
#[must_use]
pub fn is_reserved(part: &str) -> bool {
    // Blanks before the dot count for nothing.
    let stem = part.split('.').next().unwrap_or_default().trim_end_matches(' ').to_ascii_uppercase();
    let numbered = |name: &str| {
        let number = stem.strip_prefix(name).map(|rest| rest.chars().collect::<Vec<_>>());
        number.is_some_and(|number| matches!(number[..], ['1'..='9' | '¹' | '²' | '³']))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_path_is_a_file_on_every_system_and_stays_inside() {
        for text in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "a\\b",
            "a:b",
            "con",
            "Con.txt",
            "a/NUL",
            "com1.html",
            "LPT9",
            "com¹",
            "Lpt³.html",
            "CON .txt",
            "conin$",
            "CONOUT$.json",
            "a.",
            "a ",
            "a\u{0}b",
            "a\nb",
            "what?",
            "a|b",
        ] {
            assert!(SitePath::new(text).is_err(), "{text:?}");
        }
        for text in [
            "index.html",
            ".nojekyll",
            ".well-known/did.json",
            "static/É.png",
            "console/com0",
            "com⁴",
            "con in",
            "a..b",
        ] {
            assert!(SitePath::new(text).is_ok(), "{text:?}");
        }
    }
}
