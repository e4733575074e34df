//! `accolade-manifest.json`: which files in the output accolade wrote, each by a hash of its path with a hash of its bytes, both salted. In and out: its
//! text. It names no path: it is published, and the address of who did not agree to be listed is in no list. Nor does it tell how many such
//! addresses there are: it has decoys. A line a file, in order of the hashes, so that a site of millions is read and written as a stream.
//! `accolade-part.json` is the same of one part of a site; that is not published, and says how many of its files are listed.
#![expect(clippy::disallowed_methods, reason = "reads the output's own manifest")]

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use rayon::prelude::*;

use super::decoys::Secret;
use super::salt::Salt;
use super::{MANIFEST, PART, PublishError, Target, standing};
use crate::render::Part;

const FORMAT: &str = "\"format\": 3,";

/// The first half of a BLAKE3 hash, of a path of the site or of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash16([u8; 16]);

/// What was published, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// A hash over everything that went into the build.
    pub(super) fingerprint: String,
    /// The part of a site that it is of, and to how many of its files the site leads; `None` when it is of a whole one.
    pub(super) part: Option<(Part, usize)>,
    salt: Salt,
    /// What stands for each path in the site, in order, with what stands for the file's bytes; of a whole site, decoys among them.
    files: Vec<(Hash16, Hash16)>,
}

impl Hash16 {
    /// The hash of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::half(&blake3::hash(bytes))
    }

    /// As it is kept.
    pub(crate) const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// As it was kept.
    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The first half of a hash.
    pub(super) fn half(hash: &blake3::Hash) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        Self(half)
    }

    fn hex(self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let number = digits.then(|| u128::from_str_radix(text, 16).ok()).flatten()?;
        Some(Self(number.to_be_bytes()))
    }
}

impl Manifest {
    /// A manifest of files, by hashes of their paths and bytes, `length` lines of it: what is left are decoys.
    pub(super) fn new(
        fingerprint: &str,
        part: Option<(Part, usize)>,
        mut files: Vec<(Hash16, Hash16)>,
        (secret, length): (&Secret, usize),
    ) -> Self {
        let salt = Salt::of(fingerprint);
        files.par_iter_mut().for_each(|(path, bytes)| (*path, *bytes) = (salt.path(*path), salt.bytes(*path, *bytes)));
        files.extend(secret.decoys(fingerprint, length - files.len()));
        files.par_sort_unstable();
        Self { fingerprint: fingerprint.to_owned(), part, salt, files }
    }

    /// The manifest of what was published before to the same place; `None` when nothing was.
    pub(super) fn of(target: &Target) -> Result<Option<Self>, PublishError> {
        Self::find(target.path(), target.record())
    }

    /// The manifest of a folder that was published to; `None` when it has none.
    ///
    /// # Errors
    /// When it is not one that this version of accolade wrote.
    pub fn read(out: &Path) -> Result<Option<Self>, PublishError> {
        Self::find(out, MANIFEST)
    }

    /// The same of one part of a site, when `record` is the name that a part's has.
    pub(super) fn find(out: &Path, record: &str) -> Result<Option<Self>, PublishError> {
        let path = out.join(record);
        let is_part = record == PART;
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Ok(_) => return Err(unusable(out, NO_FILE[usize::from(is_part)])),
            Err(error) => return Err(PublishError::io("look at", &path, error)),
        }
        let file = File::open(&path).map_err(|error| PublishError::io("read", &path, error))?;
        let lines = BufReader::with_capacity(1 << 16, file).lines();
        match parse(lines) {
            Ok(Some(manifest)) if manifest.part.is_some() == is_part => Ok(Some(manifest)),
            Ok(_) => Err(unusable(out, NOT_OURS[usize::from(is_part)])),
            Err(error) => Err(PublishError::io("read", &path, error)),
        }
    }

    /// The manifest of a whole site from its bytes, wherever they were read; `None` when it is not one that this version of accolade wrote.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        parse(bytes.lines()).ok().flatten().filter(|manifest| manifest.part.is_none())
    }

    fn stands_for(&self, path: Hash16) -> Option<Hash16> {
        self.files.binary_search_by_key(&path, |(path, _)| *path).ok().map(|place| self.files[place].1)
    }

    /// What stands for the paths, in order, decoys among them.
    pub(super) fn paths(&self) -> impl Iterator<Item = Hash16> {
        self.files.iter().map(|(path, _)| *path)
    }

    /// Whether it names a file.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        self.names_at(Hash16::of(path.as_bytes()))
    }

    /// The same by a hash of the path.
    pub(super) fn names_at(&self, path: Hash16) -> bool {
        self.stands_for(self.salt.path(path)).is_some()
    }

    /// Whether it names a file with these bytes, by hashes of both.
    pub(super) fn has(&self, path: Hash16, bytes: Hash16) -> bool {
        self.stands_for(self.salt.path(path)) == Some(self.salt.bytes(path, bytes))
    }

    /// How many files it names, decoys counted.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it names exactly these files, besides the decoys that their paths give.
    pub(super) fn is_of(&self, paths: impl IndexedParallelIterator<Item = impl AsRef<str>>) -> bool {
        let (secret, count) = (Secret::default(), paths.len());
        let named = paths.all(|path| self.names_at(secret.take(path.as_ref())));
        let decoys = || secret.decoys(&self.fingerprint, self.len().saturating_sub(count));
        named && count <= self.len() && decoys().all(|(path, bytes)| self.stands_for(path) == Some(bytes))
    }

    /// Whether a file is one that we wrote, and nobody has changed it since.
    pub(super) fn wrote(&self, path: &str, file: &Path) -> bool {
        self.length_as_written(path, file).is_some()
    }

    /// The length of such a file; `None` for any other.
    pub(super) fn length_as_written(&self, path: &str, file: &Path) -> Option<u64> {
        let path = Hash16::of(path.as_bytes());
        let bytes = self.names_at(path).then(|| standing(file)).flatten()?;
        self.has(path, Hash16::of(&bytes)).then_some(bytes.len() as u64)
    }

    /// Writes its text: the same site gives the same bytes.
    pub(super) fn write(&self, file: &Path) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(file)?);
        let generator = concat!("accolade ", env!("CARGO_PKG_VERSION"));
        let part = |(part, listed): (Part, usize)| {
            format!("  \"part\": \"{}/{}\",\n  \"listed\": \"{listed}\",\n", part.number(), part.of())
        };
        let part = self.part.map_or_else(String::new, part);
        write!(
            out,
            "{{\n  {FORMAT}\n{part}  \"generator\": \"{generator}\",\n  \"fingerprint\": \"{}\",\n  \"files\": {{",
            self.fingerprint
        )?;
        for (n, (path, hash)) in self.files.iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            write!(out, "{comma}\n    \"{}\": \"{}\"", path.hex(), hash.hex())?;
        }
        out.write_all(b"\n  }\n}\n")?;
        out.flush()
    }
}

/// Reads what [`Manifest::write`] wrote; `None` for every other text. It is untrusted: what it names is a hash and can lead nowhere.
fn parse(mut lines: impl Iterator<Item = io::Result<String>>) -> io::Result<Option<Manifest>> {
    let mut next = || lines.next().transpose();
    let quoted = |text: &str, name: &str| {
        let rest = text.trim().strip_prefix(&format!("\"{name}\": \""))?;
        rest.trim_end_matches(',').strip_suffix('"').map(str::to_owned)
    };
    if next()?.as_deref() != Some("{") || next()?.map(|line| line.trim() == FORMAT) != Some(true) {
        return Ok(None);
    }
    let mut line = next()?;
    let mut part = None;
    if let Some(text) = line.as_deref().and_then(|line| quoted(line, "part")) {
        let listed = next()?.and_then(|line| quoted(&line, "listed")).and_then(|listed| listed.parse().ok());
        part = Part::parse(&text).zip(listed);
        if part.is_none() {
            return Ok(None);
        }
        line = next()?;
    }
    let (Some(_), Some(fingerprint)) =
        (line.and_then(|line| quoted(&line, "generator")), next()?.and_then(|line| quoted(&line, "fingerprint")))
    else {
        return Ok(None);
    };
    if next()?.map(|line| line.trim() == "\"files\": {") != Some(true) {
        return Ok(None);
    }
    let mut files = Vec::new();
    while let Some(line) = next()? {
        let line = line.trim().trim_end_matches(',');
        if line == "}" {
            files.sort_unstable();
            return Ok(Some(Manifest { salt: Salt::of(&fingerprint), fingerprint, part, files }));
        }
        let pair = line.split_once("\": \"").and_then(|(path, hash)| {
            Some((Hash16::parse(path.strip_prefix('"')?)?, Hash16::parse(hash.strip_suffix('"')?)?))
        });
        match pair {
            Some(pair) => files.push(pair),
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// Of a site, and of a part of one.
const NO_FILE: [&str; 2] = ["its accolade-manifest.json is not a file", "its accolade-part.json is not a file"];
const NOT_OURS: [&str; 2] = [
    "its accolade-manifest.json is not one that this version of accolade wrote",
    "its accolade-part.json is not one that this version of accolade wrote",
];

fn unusable(out: &Path, why: &'static str) -> PublishError {
    PublishError::Place {
        path: out.to_owned(),
        why,
        help: "publish to another folder with -o, or remove this one yourself when nothing in it is needed",
    }
}
