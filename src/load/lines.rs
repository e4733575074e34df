//! In: a file, or any other stream of bytes. Out: all of its bytes, or its lines one by one when it is JSON Lines:
//! never more than one line of it is held, so that a file of a million credentials fits. Gives the lines no meaning.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use accolade_credential::report;

use super::is_lines;
use super::read::{MAX_FILE, larger, open, too_long, unreadable};
use crate::diag::Diagnostic;

/// What a file turned out to hold.
#[derive(Debug)]
pub enum Content<R> {
    /// One thing: all of its bytes.
    Whole(Vec<u8>),
    /// JSON Lines: one thing a line.
    Lines(Lines<R>),
}

/// The lines of a stream that are not blank, each with its number from 1.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    name: String,
    /// Lines that were read to find out what the stream is, the last one first.
    waiting: Vec<Vec<u8>>,
    number: usize,
    ended: bool,
}

/// Opens a file that was named on the command line. Its name says that it is JSON Lines, or its first two lines do.
///
/// # Errors
/// When it cannot be read, is no file, or is larger than [`MAX_FILE`] without being JSON Lines.
pub fn content(file: &Path) -> Result<Content<BufReader<std::fs::File>>, Diagnostic> {
    let name = file.display().to_string();
    let named = is_lines(&name);
    content_of(BufReader::new(open(file, &name)?), name, named)
}

/// The lines of a file that is JSON Lines, whatever it is called.
///
/// # Errors
/// When it cannot be opened.
pub fn lines(file: &Path) -> Result<Lines<BufReader<std::fs::File>>, Diagnostic> {
    let name = file.display().to_string();
    let reader = BufReader::new(open(file, &name)?);
    Ok(Lines { reader, name, waiting: Vec::new(), number: 0, ended: false })
}

/// The same of any stream; `lines` when it is known to be JSON Lines.
///
/// # Errors
/// When it cannot be read, or is larger than [`MAX_FILE`] without being JSON Lines.
pub fn content_of<R: BufRead>(mut reader: R, name: String, lines: bool) -> Result<Content<R>, Diagnostic> {
    if lines {
        return Ok(Content::Lines(Lines { reader, name, waiting: Vec::new(), number: 0, ended: false }));
    }
    // Nobody knows yet whether these are lines of their own.
    let whole = |reader: &mut R| read_line(reader, &name)?.ok_or_else(|| larger(&name, MAX_FILE));
    let mut start = whole(&mut reader)?;
    if start.trim_ascii().starts_with(b"{") {
        let second = whole(&mut reader)?;
        if report::are_lines(&start, &second) {
            return Ok(Content::Lines(Lines { reader, name, waiting: vec![second, start], number: 0, ended: false }));
        }
        start.extend(second);
    }
    let room = (MAX_FILE + 1).saturating_sub(start.len() as u64);
    reader.take(room).read_to_end(&mut start).map_err(|e| unreadable(&name, &e))?;
    if start.len() as u64 > MAX_FILE {
        return Err(larger(&name, MAX_FILE));
    }
    Ok(Content::Whole(start))
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, Result<Vec<u8>, Diagnostic>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let line = match self.waiting.pop() {
                Some(line) => Ok(line),
                None => read_line(&mut self.reader, &self.name)
                    .and_then(|line| line.ok_or_else(|| too_long(&self.name, "this line"))),
            };
            self.number += 1;
            match line {
                Ok(line) if line.is_empty() => self.ended = true,
                Ok(line) if line.trim_ascii().is_empty() => {}
                Ok(line) => return Some((self.number, Ok(line.trim_ascii().to_vec()))),
                // What follows an endless line, or a fault of the disk, is not read.
                Err(problem) => {
                    self.ended = true;
                    return Some((self.number, Err(problem)));
                }
            }
        }
        None
    }
}

/// The next line with its end; empty at the end of the stream, and `None` when it is too long.
fn read_line(reader: &mut impl BufRead, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
    let mut line = Vec::new();
    let read: io::Result<usize> = reader.by_ref().take(MAX_FILE + 1).read_until(b'\n', &mut line);
    read.map_err(|e| unreadable(name, &e))?;
    Ok((line.len() as u64 <= MAX_FILE).then_some(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, lines: bool) -> Vec<String> {
        match content_of(text.as_bytes(), "x".to_owned(), lines).unwrap() {
            Content::Whole(bytes) => vec![format!("whole {}", String::from_utf8(bytes).unwrap())],
            Content::Lines(lines) => {
                lines.map(|(n, line)| format!("{n} {}", String::from_utf8(line.unwrap()).unwrap())).collect()
            }
        }
    }

    #[test]
    fn two_objects_on_two_lines_are_json_lines_and_anything_else_is_one_thing() {
        assert_eq!(told("{\"a\":1}\r\n{\"b\":\n", false), ["1 {\"a\":1}", "2 {\"b\":"]);
        for whole in ["", "{\"a\":1}", "{\"a\":1}\n\n", "{\n\"a\":1}\n{}\n", "a: 1\nb: 2\n", "{\"a\"}\n{}\n"] {
            assert_eq!(told(whole, false), [format!("whole {whole}")]);
        }
    }

    #[test]
    fn blank_lines_are_passed_over_and_counted() {
        assert_eq!(told("\n a \n\n\nb", true), ["2 a", "5 b"]);
        assert!(told("\n", true).is_empty());
    }

    #[test]
    fn what_is_too_long_is_told_as_what_it_is_and_not_by_the_limit() {
        let endless = || BufReader::new(io::repeat(b'x'));
        let Content::Lines(mut lines) = content_of(endless(), "x".to_owned(), true).unwrap() else { panic!("lines") };
        let (number, line) = lines.next().unwrap();
        assert_eq!(number, 1);
        assert_eq!(line.unwrap_err().message, "this line has more than 64 MB, and no more are read of one");
        assert!(lines.next().is_none());
        let told = content_of(endless(), "x".to_owned(), false).unwrap_err();
        assert_eq!(told.message, "the file has more than 64 MB, and no more are read");
    }

    #[test]
    fn a_stream_that_breaks_off_is_told_once() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let stream = BufReader::new((&b"{}\n"[..]).chain(Broken));
        let Content::Lines(lines) = content_of(stream, "x".to_owned(), true).unwrap() else { panic!("lines") };
        let told: Vec<_> = lines.map(|(n, line)| (n, line.is_ok())).collect();
        assert_eq!(told, [(1, true), (2, false)]);
    }
}
