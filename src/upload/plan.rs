//! In: the files of a site with their tags, and what stands in a place. Out: what to upload, in which turn, and what to remove before and
//! after; and what of others stands in the way. Pure.

use std::collections::BTreeSet;

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
    /// What to remove before anything else: it stands where a folder must be, or in a folder where a file must be.
    pub first: Vec<String>,
    /// What to upload, in the order of turns.
    pub uploads: Vec<Upload>,
    /// What to remove after that.
    pub removals: Vec<String>,
    /// What runs that were cut short left, to be removed at the very end.
    pub litter: Vec<String>,
    /// How many files the site no longer has.
    pub removed: usize,
    /// How many files stand there already.
    pub unchanged: usize,
    /// Those among them that somebody else put there: they stay theirs.
    pub theirs: Vec<String>,
    /// The paths where something stands that is not ours and not the same: nothing may be done.
    pub foreign: Vec<String>,
}

/// Plans. `ours` says of a path whether accolade put it there, or may have; `litter`, whether a run that was cut short left it.
pub fn plan(local: Vec<Local>, mut there: There, ours: impl Fn(&str) -> bool, litter: impl Fn(&str) -> bool) -> Plan {
    let mut plan = Plan::default();
    for Local { path, tag, size } in local {
        let turn = Turn::of(&path);
        match there.remove(&path) {
            Some(standing) if standing == tag => {
                plan.unchanged += 1;
                if !ours(&path) {
                    plan.theirs.push(path);
                }
            }
            Some(_) if !ours(&path) => plan.foreign.push(path),
            expected => plan.uploads.push(Upload { path, tag, size, expected, turn }),
        }
    }
    let fresh: BTreeSet<&str> =
        plan.uploads.iter().filter(|upload| upload.expected.is_none()).map(|upload| upload.path.as_str()).collect();
    for path in there.into_keys() {
        let is_ours = ours(&path);
        plan.removed += usize::from(is_ours);
        match () {
            () if !is_ours && !litter(&path) => {}
            () if in_the_way(&path, &fresh) => plan.first.push(path),
            () if is_ours => plan.removals.push(path),
            () => plan.litter.push(path),
        }
    }
    plan.uploads.sort_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
    plan
}

/// Whether a file stands above one of these paths, or below one.
fn in_the_way(path: &str, fresh: &BTreeSet<&str>) -> bool {
    let folder = format!("{path}/");
    folders(path).any(|above| fresh.contains(above))
        || fresh.range(folder.as_str()..).next().is_some_and(|next| next.starts_with(&folder))
}

/// The folders above a path, outermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
