//! A bucket of S3, or of a server that speaks its protocol, as a place to publish to; below a prefix, if one is given.

use super::{Fault, Kind, Store, There, Wanted};
use crate::fetch::bucket::{self, Bucket, Refused};
use crate::media::content_type;

/// A bucket.
#[derive(Debug)]
pub struct S3 {
    bucket: Bucket,
    /// Empty, or ends with `/`.
    prefix: String,
    /// As people write it.
    name: String,
}

impl S3 {
    /// This bucket, below a prefix that is empty or ends with `/`.
    #[must_use]
    pub fn new(bucket: Bucket, name: &str, prefix: &str) -> Self {
        Self { bucket, prefix: prefix.to_owned(), name: name.to_owned() }
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn fault(&self, path: &str, refused: &Refused) -> Fault {
        let kind = match refused {
            Refused::Changed => Kind::Changed,
            Refused::Denied(_) => Kind::Denied,
            Refused::NoBucket(_) => Kind::Missing,
            Refused::Failed(_) => Kind::Io,
        };
        Fault::new(kind, format!("s3://{}/{}: {refused}", self.name, self.key(path)))
    }
}

impl Store for S3 {
    fn list(&self, _: &Wanted<'_>) -> Result<There, Fault> {
        let all = self.bucket.list(&self.prefix).map_err(|refused| self.fault("", &refused))?;
        let inside = |(key, tag): (String, String)| Some((key.strip_prefix(&self.prefix)?.to_owned(), tag));
        // Some programs mark a folder by an empty object.
        Ok(all.into_iter().filter_map(inside).filter(|(path, _)| !path.is_empty() && !path.ends_with('/')).collect())
    }

    fn tag(&self, bytes: &[u8]) -> String {
        bucket::tag(bytes)
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, String)>, Fault> {
        self.bucket.get(&self.key(path)).map_err(|refused| self.fault(path, &refused))
    }

    fn put(&self, path: &str, bytes: &[u8], expected: Option<&str>) -> Result<String, Fault> {
        let put = self.bucket.put(&self.key(path), bytes, content_type(path), expected);
        put.map_err(|refused| self.fault(path, &refused))
    }

    fn remove(&self, path: &str) -> Result<(), Fault> {
        self.bucket.delete(&self.key(path)).map_err(|refused| self.fault(path, &refused))
    }
}
