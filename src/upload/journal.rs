//! `accolade-publication.json` in a place that a site was published to: which files accolade put there, or may have in a run that was
//! cut short. In and out: its text. It holds hashes of paths, since some addresses are known to their holders alone.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{Fault, Kind};

/// Its place.
pub(super) const FILE: &str = "accolade-publication.json";

const FORMAT: u32 = 1;

/// Which files are accolade's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Journal {
    run: String,
    files: BTreeSet<[u8; 16]>,
}

#[derive(Serialize, Deserialize)]
struct Text {
    format: u32,
    /// The run that wrote it: two runs never write the same bytes.
    run: String,
    /// The first 16 bytes of the BLAKE3 hash of each path, in base64url, in their order, and decoys among them.
    files: Vec<String>,
}

impl Journal {
    /// `hashes` are those that a build's manifest has, its decoys too.
    pub(super) fn of(hashes: &[[u8; 16]], run: &str) -> Self {
        Self { run: run.to_owned(), files: hashes.iter().copied().collect() }
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let wrong = || Fault::new(Kind::Changed, format!("{FILE} in that place is not one that accolade wrote"));
        let text: Text = serde_json::from_slice(bytes).map_err(|_| wrong())?;
        if text.format != FORMAT {
            return Err(wrong());
        }
        let one = |hash: &String| URL_SAFE_NO_PAD.decode(hash).ok()?.try_into().ok();
        let files = text.files.iter().map(one).collect::<Option<_>>().ok_or_else(wrong)?;
        Ok(Self { run: text.run, files })
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains(&hash(path))
    }

    /// Whether both name the same files, whichever run wrote them.
    pub(super) fn names_the_same(&self, other: &Self) -> bool {
        self.files == other.files
    }

    /// Takes in what another names, and its run.
    pub(super) fn add(&mut self, other: &Self) {
        self.run = format!("{} is under way", other.run);
        self.files.extend(&other.files);
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let files = self.files.iter().map(|hash| URL_SAFE_NO_PAD.encode(hash)).collect();
        let text = Text { format: FORMAT, run: self.run.clone(), files };
        let mut bytes = serde_json::to_vec(&text).expect("a journal has text keys");
        bytes.push(b'\n');
        bytes
    }
}

fn hash(path: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&blake3::hash(path.as_bytes()).as_bytes()[..16]);
    short
}
