//! A place to publish to that only remembers, for tests.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::super::*;

/// A place in memory that writes down what it is asked, and refuses from some request on.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) files: Mutex<BTreeMap<String, Vec<u8>>>,
    pub(super) asked: Mutex<Vec<String>>,
    pub(super) patience: Option<usize>,
}

impl Memory {
    pub(super) fn ask(&self, what: String) -> Result<(), Fault> {
        let mut asked = self.asked.lock().unwrap();
        if self.patience.is_some_and(|most| asked.len() >= most) {
            return Err(Fault::new(Kind::Io, "the line is dead"));
        }
        asked.push(what);
        Ok(())
    }

    pub(super) fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files.lock().unwrap().clone();
        files.remove(journal::FILE);
        files
    }

    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

impl Store for Memory {
    fn list(&self, _: &Wanted<'_>) -> Result<There, Fault> {
        Ok(self.files.lock().unwrap().iter().map(|(path, bytes)| (path.clone(), self.tag(bytes))).collect())
    }

    fn tag(&self, bytes: &[u8]) -> String {
        blake3::hash(bytes).to_hex().to_string()
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, String)>, Fault> {
        Ok(self.files.lock().unwrap().get(path).map(|bytes| (bytes.clone(), self.tag(bytes))))
    }

    fn put(&self, path: &str, bytes: &[u8], expected: Option<&str>) -> Result<String, Fault> {
        self.ask(format!("put {path}"))?;
        let mut files = self.files.lock().unwrap();
        if files.get(path).map(|there| self.tag(there)).as_deref() != expected {
            return Err(Fault::new(Kind::Changed, path));
        }
        files.insert(path.to_owned(), bytes.to_vec());
        Ok(self.tag(bytes))
    }

    fn remove(&self, path: &str) -> Result<(), Fault> {
        self.ask(format!("remove {path}"))?;
        self.files.lock().unwrap().remove(path);
        Ok(())
    }
}
