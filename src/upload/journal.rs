//! `accolade-publication.json` in a place that a site was published to: which files accolade put there, or may have in a run that was
//! cut short. In and out: its text. It holds hashes of paths, since some addresses are known to their holders alone; those of each build
//! are salted with its fingerprint, and have its decoys. Whose site it is stands there in the open.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{Fault, Kind};
use crate::output::{Built, Hash16, Salt};

/// Its place.
pub(super) const FILE: &str = "accolade-publication.json";

/// The file in a folder that a run locks while it is at work there; no part of the site.
pub(super) const LOCK: &str = ".accolade-publication.lock";

const FORMAT: u32 = 2;

/// Which files are accolade's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Journal {
    run: String,
    /// Which site stands there, by its address or its issuer.
    site: Option<String>,
    /// Of each build that may be there in part, by its fingerprint.
    builds: BTreeMap<String, BTreeSet<Hash16>>,
}

#[derive(Serialize, Deserialize)]
struct Text {
    format: u32,
    /// The run that wrote it: two runs never write the same bytes.
    run: String,
    /// Which site stands there; lists of earlier versions do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    /// By fingerprint: what stands for each path, in base64url, in their order, and decoys among them.
    builds: BTreeMap<String, Vec<String>>,
}

/// What every version of it says.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

impl Journal {
    /// Of a build's own list.
    pub(super) fn of(built: &Built, run: &str, site: Option<String>) -> Self {
        let files = built.hashes.iter().copied().collect();
        Self { run: run.to_owned(), site, builds: BTreeMap::from([(built.fingerprint.clone(), files)]) }
    }

    /// Of the list that a built site carries, where somebody copied one by other means.
    pub(super) fn of_list((fingerprint, hashes): (String, Vec<Hash16>)) -> Self {
        Self { builds: BTreeMap::from([(fingerprint, hashes.into_iter().collect())]), ..Self::default() }
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let wrong = || {
            let message = format!(
                "{FILE} in that place is damaged, or somebody else's: it does not say which files are accolade's"
            );
            Fault::new(Kind::Journal, message)
                .advised("bring that file back as it was; or publish to a place that is empty, and leave this one to its readers until then")
        };
        let form: Form = serde_json::from_slice(bytes).map_err(|_| wrong())?;
        if form.format != FORMAT {
            let (by, help) = match form.format > FORMAT {
                true => ("a later", "publish with that version or a later one, or to a place that is empty"),
                false => (
                    "an earlier",
                    "publish with that version; or empty the place, this file too, and publish to it anew",
                ),
            };
            let message = format!(
                "{FILE} in that place is of format {}, which {by} version of accolade wrote; this one writes format {FORMAT}",
                form.format
            );
            return Err(Fault::new(Kind::Journal, message).advised(help));
        }
        let text: Text = serde_json::from_slice(bytes).map_err(|_| wrong())?;
        let one = |hash: &String| Some(Hash16::from_bytes(URL_SAFE_NO_PAD.decode(hash).ok()?.try_into().ok()?));
        let build =
            |(print, hashes): (String, Vec<String>)| Some((print, hashes.iter().map(one).collect::<Option<_>>()?));
        let builds = text.builds.into_iter().map(build).collect::<Option<_>>().ok_or_else(wrong)?;
        Ok(Self { run: text.run, site: text.site, builds })
    }

    /// The same without these paths, where a file of somebody else stands that has the same bytes.
    pub(super) fn without(mut self, paths: &[String]) -> Self {
        for (print, files) in &mut self.builds {
            let salt = Salt::of(print);
            for path in paths {
                files.remove(&salt.path(Hash16::of(path.as_bytes())));
            }
        }
        self
    }

    /// Whether accolade put something at a path, or may have, by what [`Journal::salts`] gave.
    pub(super) fn has(&self, path: &str, salts: &[Salt]) -> bool {
        let path = Hash16::of(path.as_bytes());
        self.builds.values().zip(salts).any(|(files, salt)| files.contains(&salt.path(path)))
    }

    /// The salts of its builds, worked out once.
    pub(super) fn salts(&self) -> Vec<Salt> {
        self.builds.keys().map(|print| Salt::of(print)).collect()
    }

    /// Whether both name the same files of the same site, whichever run wrote them.
    pub(super) fn names_the_same(&self, other: &Self) -> bool {
        self.builds == other.builds && self.site == other.site
    }

    /// Whether a site may be put there: no other one stands there.
    ///
    /// # Errors
    /// Names the other one.
    pub(super) fn is_of(&self, site: Option<&str>) -> Result<(), Fault> {
        let Some(there) = self.site.as_deref().filter(|there| Some(*there) != site) else { return Ok(()) };
        let this = site.map_or_else(|| "says no address".to_owned(), |site| format!("is {site}"));
        let message = format!("another site stands in that place, {there}, and this one {this}: nothing was uploaded");
        Err(Fault::new(Kind::Other, message))
    }

    /// Whether it names all that another does.
    pub(super) fn covers(&self, other: &Self) -> bool {
        other.builds.iter().all(|(print, files)| self.builds.get(print).is_some_and(|own| own.is_superset(files)))
    }

    /// From now on the place is that of another's site.
    pub(super) fn becomes(&mut self, other: &Self) {
        self.site.clone_from(&other.site);
    }

    /// Takes in what another names, and its run.
    pub(super) fn add(&mut self, other: &Self) {
        self.run = format!("{} is under way", other.run);
        for (print, files) in &other.builds {
            self.builds.entry(print.clone()).or_default().extend(files);
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let hashes =
            |files: &BTreeSet<Hash16>| files.iter().map(|hash| URL_SAFE_NO_PAD.encode(hash.as_bytes())).collect();
        let builds = self.builds.iter().map(|(print, files)| (print.clone(), hashes(files))).collect();
        let text = Text { format: FORMAT, run: self.run.clone(), site: self.site.clone(), builds };
        let mut bytes = serde_json::to_vec(&text).expect("a journal has text keys");
        bytes.push(b'\n');
        bytes
    }
}
