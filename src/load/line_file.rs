//! In: a file of JSON Lines. Out: where each of its lines begins, and the lines themselves when they are asked for.
//! Nothing of its text is held but for sources that are values; a file that changes meanwhile is told, not read.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::path::SourcePath;
use super::read::{MAX_FILE, reopened, too_long, unreadable};
use crate::diag::Diagnostic;

/// Bytes that are looked through at once.
const BLOCK: u64 = 4 * 1024 * 1024;
/// Most bytes of lines that are read together, unless one line has more.
const TOGETHER: u64 = 4 * 1024 * 1024;
/// Most lines that are read together.
const MOST: usize = 2048;

/// A file of many things, one a line.
#[derive(Debug)]
pub struct LineFile {
    path: SourcePath,
    store: Store,
    /// Where each line begins, and last where the file ends.
    starts: Vec<u64>,
    hash: blake3::Hash,
}

#[derive(Debug)]
enum Store {
    Disk(File),
    /// Opened for each reading, with how it looked at first: nothing is in the way of who puts another file into its place.
    Place(PathBuf, Look),
    Memory(Arc<[u8]>),
}

/// What a file looks like from outside: its length, and when it was changed.
type Look = (u64, Option<SystemTime>);

/// Some lines of a file that follow on one another.
#[derive(Debug)]
pub struct Chunk {
    bytes: Vec<u8>,
    /// The number of the first line, from 1.
    first: usize,
    starts: Vec<u64>,
}

/// One line that is not blank, without the blanks around it.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// From 1.
    pub number: usize,
    /// Where it begins in the file.
    pub offset: u64,
    /// Its text.
    pub text: &'a [u8],
}

impl LineFile {
    pub(super) fn open(path: SourcePath, file: File) -> Result<Self, Diagnostic> {
        let length = file.metadata().map_err(|e| unreadable(path.as_str(), &e))?.len();
        Self::index(path, Store::Disk(file), length)
    }

    /// The same of a file whose place another may take while this is in use.
    pub(super) fn at(path: SourcePath, file: PathBuf) -> Result<Self, Diagnostic> {
        let wrong = |e| unreadable(path.as_str(), &e);
        let look = look(&reopened(&file).map_err(wrong)?).map_err(wrong)?;
        Self::index(path, Store::Place(file, look), look.0)
    }

    pub(super) fn of(path: SourcePath, bytes: Arc<[u8]>) -> Result<Self, Diagnostic> {
        let length = bytes.len() as u64;
        Self::index(path, Store::Memory(bytes), length)
    }

    fn index(path: SourcePath, store: Store, length: u64) -> Result<Self, Diagnostic> {
        let block = |n: u64| {
            let bytes = store.read(n * BLOCK, BLOCK.min(length - n * BLOCK))?;
            let ends = memchr::memchr_iter(b'\n', &bytes).map(|at| n * BLOCK + at as u64 + 1).collect::<Vec<_>>();
            Ok((blake3::hash(&bytes), ends))
        };
        let blocks: io::Result<Vec<_>> = (0..length.div_ceil(BLOCK)).into_par_iter().map(block).collect();
        let (mut starts, mut hasher) = (vec![0], blake3::Hasher::new());
        for (hash, ends) in blocks.map_err(|e| unreadable(path.as_str(), &e))? {
            starts.extend(ends);
            hasher.update(hash.as_bytes());
        }
        if starts.last() != Some(&length) {
            starts.push(length);
        }
        starts.shrink_to_fit();
        if let Some(at) = starts.windows(2).position(|ends| ends[1] - ends[0] > MAX_FILE) {
            return Err(too_long(path.as_str(), &format!("line {}", at + 1)));
        }
        Ok(Self { path, store, starts, hash: hasher.finalize() })
    }

    /// Where it is in the project.
    #[must_use]
    pub const fn path(&self) -> &SourcePath {
        &self.path
    }

    /// A hash over its bytes.
    #[must_use]
    pub const fn hash(&self) -> &blake3::Hash {
        &self.hash
    }

    /// How many lines it has, blank ones too.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its lines in parts that are read at once.
    #[must_use]
    pub fn chunks(&self) -> Vec<Range<usize>> {
        let (mut chunks, mut from) = (Vec::new(), 0);
        for line in 0..self.len() {
            let grown = self.starts[line + 1] - self.starts[from] > TOGETHER || line - from == MOST;
            if grown && line > from {
                chunks.push(from..line);
                from = line;
            }
        }
        if from < self.len() {
            chunks.push(from..self.len());
        }
        chunks
    }

    /// Reads some of its lines, counted from 0.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn chunk(&self, lines: Range<usize>) -> Result<Chunk, Diagnostic> {
        let starts = self.starts[lines.start..=lines.end].to_vec();
        let (from, to) = (starts[0], starts[starts.len() - 1]);
        let bytes = self.read(from, to - from)?;
        Ok(Chunk { bytes, first: lines.start + 1, starts })
    }

    /// Reads one of its lines, counted from 0, without the blanks around it.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn line(&self, line: usize) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.read(self.starts[line], self.starts[line + 1] - self.starts[line])?;
        Ok(bytes.trim_ascii().to_vec())
    }

    /// Its bytes without some of its lines, counted from 0; part by part.
    pub fn without(&self, lines: &BTreeSet<usize>) -> impl Iterator<Item = Result<Vec<u8>, Diagnostic>> {
        let part = |part: Range<usize>| {
            let (first, mut kept) = (part.start, Vec::new());
            let chunk = self.chunk(part)?;
            for (_, line) in chunk.whole().enumerate().filter(|(n, _)| !lines.contains(&(first + n))) {
                kept.extend_from_slice(line);
            }
            Ok(kept)
        };
        self.chunks().into_iter().map(part)
    }

    /// Reads some of its bytes.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read(&self, offset: u64, length: u64) -> Result<Vec<u8>, Diagnostic> {
        self.store.read(offset, length).map_err(|e| unreadable(self.path.as_str(), &e))
    }
}

impl Chunk {
    /// All of its lines, with what ends them.
    fn whole(&self) -> impl Iterator<Item = &[u8]> {
        let at = |offset: u64| usize::try_from(offset - self.starts[0]).expect("a chunk fits into memory");
        self.starts.windows(2).map(move |ends| &self.bytes[at(ends[0])..at(ends[1])])
    }

    /// Its lines that are not blank.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.whole().enumerate().filter_map(|(n, line)| {
            let text = line.trim_ascii_start();
            let offset = self.starts[n] + (line.len() - text.len()) as u64;
            let text = text.trim_ascii_end();
            (!text.is_empty()).then_some(Line { number: self.first + n, offset, text })
        })
    }
}

/// What is found in the lines of files, in their order: on all cores, and each holds only a part of a file.
///
/// # Errors
/// When a file cannot be read any more.
pub fn in_lines<T: Send>(
    files: &[Arc<LineFile>],
    look: impl Fn(usize, &Line<'_>) -> Option<T> + Sync,
) -> Result<Vec<T>, Diagnostic> {
    let parts: Vec<_> =
        files.iter().enumerate().flat_map(|(at, file)| file.chunks().into_iter().map(move |part| (at, part))).collect();
    let one = |(at, part): (usize, Range<usize>)| -> Result<Vec<T>, Diagnostic> {
        let chunk = files[at].chunk(part)?;
        Ok(chunk.lines().filter_map(|line| look(at, &line)).collect())
    };
    let found: Result<Vec<Vec<T>>, Diagnostic> = parts.into_par_iter().map(one).collect();
    Ok(found?.into_iter().flatten().collect())
}

fn look(file: &File) -> io::Result<Look> {
    let about = file.metadata()?;
    Ok((about.len(), about.modified().ok()))
}

impl Store {
    fn read(&self, offset: u64, length: u64) -> io::Result<Vec<u8>> {
        let length = usize::try_from(length).map_err(io::Error::other)?;
        match self {
            Self::Disk(file) => {
                let mut bytes = vec![0; length];
                read_at(file, &mut bytes, offset)?;
                Ok(bytes)
            }
            Self::Place(path, before) => {
                let file = reopened(path)?;
                if look(&file)? != *before {
                    return Err(io::Error::other("it was changed meanwhile"));
                }
                let mut bytes = vec![0; length];
                read_at(&file, &mut bytes, offset)?;
                Ok(bytes)
            }
            Self::Memory(bytes) => {
                let from = usize::try_from(offset).map_err(io::Error::other)?;
                bytes.get(from..from + length).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
            }
        }
    }
}

/// Reads at a place of a file, whoever else reads from it.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        offset += read as u64;
    }
    Ok(())
}

#[cfg(not(any(unix, windows)))]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    use io::{Read as _, Seek as _};
    let mut file = file.try_clone()?;
    file.seek(io::SeekFrom::Start(offset))?;
    file.read_exact(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, u64, String)> {
        let path = SourcePath::new("credentials/a.jsonl").unwrap();
        let file = LineFile::of(path, text.as_bytes().into()).unwrap();
        let chunks: Vec<Chunk> = file.chunks().into_iter().map(|chunk| file.chunk(chunk).unwrap()).collect();
        let lines = chunks.iter().flat_map(Chunk::lines);
        lines.map(|line| (line.number, line.offset, String::from_utf8(line.text.to_vec()).unwrap())).collect()
    }

    #[test]
    fn lines_know_their_number_and_their_place() {
        assert_eq!(told("a\r\n\n  bc \nd"), [(1, 0, "a".into()), (3, 6, "bc".into()), (4, 10, "d".into())]);
        assert!(told("").is_empty() && told("\n \n").is_empty());
    }

    #[test]
    fn many_lines_come_in_several_chunks_and_none_is_lost() {
        let text: String = (1..=5000).map(|n| format!("{n}\n")).collect();
        let all = told(&text);
        assert_eq!(all.len(), 5000);
        assert!(all.iter().all(|(number, offset, line)| {
            *line == number.to_string() && text[*offset as usize..].starts_with(&format!("{line}\n"))
        }));
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "tests make their own temp folders")]
    fn a_file_on_disk_is_the_same_and_one_that_shrank_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("a.jsonl");
        std::fs::write(&at, "one\ntwo\n").unwrap();
        let path = SourcePath::new("credentials/a.jsonl").unwrap();
        let disk = LineFile::open(path.clone(), File::open(&at).unwrap()).unwrap();
        let memory = LineFile::of(path, (&b"one\ntwo\n"[..]).into()).unwrap();
        assert_eq!((disk.hash(), disk.len()), (memory.hash(), 2));
        assert_eq!(disk.read(4, 3).unwrap(), b"two");
        let place = LineFile::at(memory.path().clone(), at.clone()).unwrap();
        assert_eq!((place.hash(), place.line(1).unwrap()), (memory.hash(), b"two".to_vec()));
        std::fs::write(&at, "one\n").unwrap();
        assert!(disk.chunk(0..2).is_err());
        let told = place.line(0).unwrap_err();
        assert_eq!(told.message, "it cannot be read: it was changed meanwhile");
    }

    #[test]
    fn a_file_without_some_lines_is_the_same_but_for_them() {
        let text: String = (0..5000).map(|n| format!(" {n}\r\n\n")).collect::<String>() + "last";
        let path = SourcePath::new("credentials/a.jsonl").unwrap();
        let file = Arc::new(LineFile::of(path, text.as_bytes().into()).unwrap());
        let left = |lines: &[usize]| {
            let parts: Vec<u8> =
                file.without(&lines.iter().copied().collect()).flat_map(|part| part.unwrap()).collect();
            String::from_utf8(parts).unwrap()
        };
        assert_eq!(left(&[]), text);
        let expected = text.replace(" 0\r\n", "").replace(" 4000\r\n", "").replace("last", "");
        assert_eq!(left(&[0, 8000, 10000]), expected);
        let found = in_lines(&[file.clone(), file], |at, line| (line.text == b"4321").then_some((at, line.number)));
        assert_eq!(found.unwrap(), [(0, 8643), (1, 8643)]);
    }
}
