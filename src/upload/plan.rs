//! In: the files of a site with their tags, and what stands in a place. Out: what to upload, in which turn, and what to remove; or what
//! stands in the way. Pure.

use super::There;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// Its path in the site.
    pub path: String,
    /// The tag that its bytes would have in the place.
    pub tag: String,
    /// How many bytes it has.
    pub size: u64,
}

/// A file to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its path in the site.
    pub path: String,
    /// The tag of its bytes.
    pub tag: String,
    /// How many there are.
    pub size: u64,
    /// The tag of what it replaces.
    pub expected: Option<String>,
    /// When: all of one turn come before any of the next.
    pub turn: Turn,
}

/// The order of things: what is named comes before what names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Status lists and keys: a revocation is seen first.
    Status,
    /// Credentials, pictures, styles: what pages show or link to.
    Files,
    /// Pages of credentials.
    Credentials,
    /// Pages that name them.
    Pages,
    /// Feeds, sitemaps and indexes, which name pages.
    Lists,
}

impl Turn {
    /// When a file's turn is.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let within = |folder: &str| path.starts_with(folder) || path.contains(&format!("/{folder}"));
        match name {
            "did.json" => Self::Status,
            "feed.xml" | "sitemap.xml" | "robots.txt" => Self::Lists,
            _ if path.starts_with("status/") => Self::Status,
            _ if path.starts_with("sitemap-") && path.ends_with(".xml") => Self::Lists,
            _ if path == "index.json" || within("search/") => Self::Lists,
            _ if !name.ends_with(".html") => Self::Files,
            _ if within("credentials/") && name != "index.html" => Self::Credentials,
            _ if within("credentials/") && path.matches('/').count() > 1 => Self::Credentials,
            _ => Self::Pages,
        }
    }
}

/// What is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What to upload, in the order of turns.
    pub uploads: Vec<Upload>,
    /// What to remove after that.
    pub removals: Vec<String>,
    /// How many files stand there already.
    pub unchanged: usize,
}

/// Plans. `ours` says of a path whether accolade put it there, or may have.
///
/// # Errors
/// The paths where something stands that is not ours and not the same.
pub fn plan(local: Vec<Local>, mut there: There, ours: impl Fn(&str) -> bool) -> Result<Plan, Vec<String>> {
    let (mut plan, mut foreign) = (Plan::default(), Vec::new());
    for Local { path, tag, size } in local {
        let turn = Turn::of(&path);
        match there.remove(&path) {
            Some(standing) if standing == tag => plan.unchanged += 1,
            Some(_) if !ours(&path) => foreign.push(path),
            expected => plan.uploads.push(Upload { path, tag, size, expected, turn }),
        }
    }
    if !foreign.is_empty() {
        return Err(foreign);
    }
    plan.removals = there.into_keys().filter(|path| ours(path)).collect();
    plan.uploads.sort_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
    Ok(plan)
}
