//! In: what to list, get, put or delete in a bucket of S3 or a server that speaks its protocol. Out: what it answered. Each request is
//! signed (AWS Signature Version 4, in the query), repeated while the server is overloaded or the line breaks, and, where something is
//! replaced, conditional on what stands there (RFC 9110 section 13.1).

use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use ureq::http::{HeaderMap, Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};
use url::Url;

use super::client::certificates;

/// For how long a signed request may be sent.
const SIGNED_FOR: Duration = Duration::from_secs(900);
/// How often a request is sent at most.
const ATTEMPTS: u32 = 6;
/// Largest answer that is read, in bytes: 512 MB.
const MOST: u64 = 512_000_000;

/// How long a bucket is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// The wait before a request is sent again, doubled each time.
    pub pause: Duration,
    /// For how long no byte may come or go.
    pub still: Duration,
    /// How long the bytes of one file may take, either way.
    pub whole: Duration,
}

impl Default for Patience {
    /// Six hours are enough for the largest file over a line of 24 kB a second; one on which nothing moves is given up long before.
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(250),
            still: Duration::from_secs(60),
            whole: Duration::from_secs(6 * 60 * 60),
        }
    }
}

/// Where a bucket is, and with which key it is asked.
#[derive(Clone, Default)]
pub struct Access {
    /// Its name.
    pub bucket: String,
    /// The server's address; else the one of Amazon in the region.
    pub endpoint: Option<String>,
    /// The region, such as `eu-central-1`.
    pub region: String,
    /// Identifier and secret of the key, and the token of a key that is only lent.
    pub key: Option<(String, String, Option<String>)>,
    /// The only certificate authorities that are trusted, in PEM; when there are none, those that browsers trust.
    pub authorities: Vec<u8>,
}

/// Why a bucket did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// What stands there is not what was expected.
    #[error("something else stands there now")]
    Changed,
    /// The key may not do this.
    #[error("access is denied: {0}")]
    Denied(String),
    /// There is no such bucket.
    #[error("there is no such bucket: {0}")]
    NoBucket(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

/// A bucket that can be asked.
#[derive(Debug)]
pub struct Bucket {
    place: rusty_s3::Bucket,
    credentials: Option<Credentials>,
    agent: Agent,
    pause: Duration,
}

impl Bucket {
    /// A bucket with this access.
    ///
    /// # Errors
    /// In words, when an address, a name or a certificate cannot be used.
    pub fn new(access: &Access, patience: Patience) -> Result<Self, String> {
        let amazon = format!("https://s3.{}.amazonaws.com", access.region);
        let address = access.endpoint.as_deref().unwrap_or(&amazon);
        let address: Url = address.parse().map_err(|error| format!("{address} is no address: {error}"))?;
        let style = match access.endpoint.is_some() || access.bucket.contains('.') {
            true => UrlStyle::Path,
            false => UrlStyle::VirtualHost,
        };
        let place = rusty_s3::Bucket::new(address, style, access.bucket.clone(), access.region.clone());
        let place = place.map_err(|error| format!("{} is no bucket: {error}", access.bucket))?;
        let credentials = access.key.clone().map(|(id, secret, token)| match token {
            Some(token) => Credentials::new_with_token(id, secret, token),
            None => Credentials::new(id, secret),
        });
        let roots = match access.authorities.is_empty() {
            true => RootCerts::WebPki,
            false => RootCerts::Specific(Arc::new(certificates(&access.authorities)?)),
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_per_read(Some(patience.still))
            .timeout_per_write(Some(patience.still))
            .timeout_send_body(Some(patience.whole))
            .timeout_recv_body(Some(patience.whole))
            .user_agent(concat!("accolade/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        Ok(Self { place, credentials, agent: Agent::new_with_config(config), pause: patience.pause })
    }

    /// All keys below a prefix, each with its entity tag.
    ///
    /// # Errors
    /// One of [`Refused`].
    pub fn list(&self, prefix: &str) -> Result<Vec<(String, String)>, Refused> {
        let (mut found, mut next): (Vec<_>, Option<String>) = (Vec::new(), None);
        loop {
            let ask = || {
                let mut list = self.place.list_objects_v2(self.credentials.as_ref());
                list.with_prefix(prefix);
                if let Some(token) = &next {
                    list.with_continuation_token(token.as_str());
                }
                self.agent.get(list.sign(SIGNED_FOR).as_str()).call()
            };
            let (head, body, _) = self.until_answered(ask)?;
            if head.status != 200 {
                return Err(head.refusal(&body));
            }
            let page = ListObjectsV2::parse_response(&String::from_utf8_lossy(&body))
                .map_err(|error| Refused::Failed(format!("its list cannot be read: {error}")))?;
            found.extend(page.contents.into_iter().map(|each| (each.key, each.etag.unwrap_or_default())));
            next = match page.next_continuation_token {
                None => return Ok(found),
                again if again == next => return Err(Refused::Failed("its list has no end".to_owned())),
                token => token,
            };
        }
    }

    /// What stands under a key, with its entity tag.
    ///
    /// # Errors
    /// One of [`Refused`].
    pub fn get(&self, key: &str) -> Result<Option<(Vec<u8>, String)>, Refused> {
        let ask =
            || self.agent.get(self.place.get_object(self.credentials.as_ref(), key).sign(SIGNED_FOR).as_str()).call();
        let (head, body, _) = self.until_answered(ask)?;
        match head.status {
            200 => Ok(Some((body, head.tag.unwrap_or_default()))),
            404 if !is_code(&body, "NoSuchBucket") => Ok(None),
            _ => Err(head.refusal(&body)),
        }
    }

    /// Puts bytes under a key, and gives their entity tag. `expected` is the tag of what they replace, `None` when nothing may be there.
    ///
    /// # Errors
    /// [`Refused::Changed`] when something else is there, or another.
    pub fn put(&self, key: &str, bytes: &[u8], kind: &str, expected: Option<&str>) -> Result<String, Refused> {
        let sum = STANDARD.encode(Md5::digest(bytes));
        let ask = || {
            let url = self.place.put_object(self.credentials.as_ref(), key).sign(SIGNED_FOR);
            let asking = self.agent.put(url.as_str()).header(header::CONTENT_TYPE, kind).header("content-md5", &sum);
            match expected {
                Some(tag) => asking.header(header::IF_MATCH, tag),
                None => asking.header(header::IF_NONE_MATCH, "*"),
            }
            .send(bytes)
        };
        let (head, body, attempts) = self.until_answered(ask)?;
        match head.status {
            200..=204 => Ok(head.tag.unwrap_or_else(|| tag(bytes))),
            // The answer to an attempt before may have been lost on the way.
            409 | 412 if attempts > 1 && self.get(key)?.is_some_and(|(there, _)| there == bytes) => Ok(tag(bytes)),
            409 | 412 => Err(Refused::Changed),
            404 if !is_code(&body, "NoSuchBucket") => Err(Refused::Changed),
            _ => Err(head.refusal(&body)),
        }
    }

    /// Deletes a key; one that is not there is no error.
    ///
    /// # Errors
    /// One of [`Refused`].
    pub fn delete(&self, key: &str) -> Result<(), Refused> {
        let ask = || {
            self.agent.delete(self.place.delete_object(self.credentials.as_ref(), key).sign(SIGNED_FOR).as_str()).call()
        };
        let (head, body, _) = self.until_answered(ask)?;
        match head.status {
            200..=204 => Ok(()),
            404 if !is_code(&body, "NoSuchBucket") => Ok(()),
            _ => Err(head.refusal(&body)),
        }
    }

    /// Asks until the server answers for good, and gives how often it was asked.
    fn until_answered(
        &self,
        ask: impl Fn() -> Result<Response<Body>, ureq::Error>,
    ) -> Result<(Head, Vec<u8>, u32), Refused> {
        let (mut attempts, mut pause) = (0, self.pause);
        loop {
            attempts += 1;
            let last = match ask().map_err(|error| error.to_string()).and_then(read) {
                Ok((head, body)) if !matches!(head.status, 408 | 429 | 500 | 502 | 503 | 504) => {
                    return Ok((head, body, attempts));
                }
                Ok((head, body)) => head.refusal(&body).to_string(),
                Err(why) => why,
            };
            if attempts == ATTEMPTS {
                let host = self.place.base_url().host_str().unwrap_or_default();
                return Err(Refused::Failed(format!("{host} did not answer in {ATTEMPTS} attempts: {last}")));
            }
            thread::sleep(pause);
            pause *= 2;
        }
    }
}

/// The entity tag that S3 gives to bytes that are put in one piece.
#[must_use]
pub fn tag(bytes: &[u8]) -> String {
    let digits = Md5::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    format!("\"{digits}\"")
}

/// What stands before the bytes of an answer.
struct Head {
    status: u16,
    tag: Option<String>,
}

impl Head {
    fn refusal(&self, body: &[u8]) -> Refused {
        let text = String::from_utf8_lossy(body);
        let within = |name: &str| Some(text.split_once(&format!("<{name}>"))?.1.split_once('<')?.0.to_owned());
        let (code, said) = (within("Code").unwrap_or_default(), within("Message").unwrap_or_default());
        let words: String = format!("status {} {code} {said}", self.status).chars().take(300).collect();
        let words = words.trim().to_owned();
        match (self.status, code.as_str()) {
            (_, "NoSuchBucket") => Refused::NoBucket(words),
            (401 | 403, _) => Refused::Denied(words),
            (301 | 307 | 308, _) => Refused::Failed(format!("{words}: the bucket is in another region")),
            (501, _) => Refused::Failed(format!(
                "{words}: it does not know conditional requests, so two runs at once could mix"
            )),
            _ => Refused::Failed(words),
        }
    }
}

fn read(response: Response<Body>) -> Result<(Head, Vec<u8>), String> {
    let (parts, body) = response.into_parts();
    let named = |headers: &HeaderMap| Some(headers.get(header::ETAG)?.to_str().ok()?.to_owned());
    let head = Head { status: parts.status.as_u16(), tag: named(&parts.headers) };
    let mut bytes = Vec::new();
    let mut reader = body.into_with_config().limit(MOST + 2).reader().take(MOST + 1);
    reader.read_to_end(&mut bytes).map_err(|error| format!("the answer was cut short: {error}"))?;
    if bytes.len() as u64 > MOST { Err("the answer is too large".to_owned()) } else { Ok((head, bytes)) }
}

fn is_code(body: &[u8], code: &str) -> bool {
    String::from_utf8_lossy(body).contains(&format!("<Code>{code}</Code>"))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests bring a server of their own")]
mod tests {
    use std::io::Write as _;
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_tag_is_the_md5_in_quotes() {
        assert_eq!(tag(b""), "\"d41d8cd98f00b204e9800998ecf8427e\"");
    }

    #[test]
    fn what_a_server_says_is_told() {
        let told = |status, body: &str| Head { status, tag: None }.refusal(body.as_bytes());
        let denied = "<Error><Code>SignatureDoesNotMatch</Code><Message>Check your key.</Message></Error>";
        assert_eq!(told(403, denied), Refused::Denied("status 403 SignatureDoesNotMatch Check your key.".into()));
        assert!(matches!(told(404, "<Error><Code>NoSuchBucket</Code></Error>"), Refused::NoBucket(_)));
        assert!(matches!(told(500, "\u{0}"), Refused::Failed(_)));
    }

    #[test]
    fn a_bucket_that_cannot_be_is_told() {
        let access = |bucket: &str, endpoint: Option<&str>| Access {
            bucket: bucket.into(),
            endpoint: endpoint.map(str::to_owned),
            region: "eu-central-1".into(),
            ..Access::default()
        };
        let made = |access: &Access| Bucket::new(access, Patience::default());
        assert!(made(&access("badges", None)).is_ok());
        assert!(made(&access("badges.uni.example", None)).is_ok());
        assert!(made(&access("bad ges", None)).is_err());
        assert!(made(&access("badges", Some("ftp://x"))).is_err());
        assert!(made(&access("badges", Some("nonsense"))).is_err());
    }

    /// A bucket on this machine that is given up soon.
    fn impatient(listener: &TcpListener, patience: Patience) -> Bucket {
        let access = Access {
            bucket: "badges".into(),
            endpoint: Some(format!("http://{}", listener.local_addr().unwrap())),
            region: "eu-central-1".into(),
            ..Access::default()
        };
        Bucket::new(&access, Patience { pause: Duration::ZERO, ..patience }).unwrap()
    }

    const LONG: Duration = Duration::from_secs(600);
    const SOON: Duration = Duration::from_millis(300);

    #[test]
    fn an_answer_that_stalls_or_never_ends_is_given_up() {
        let patience = Patience::default();
        for (again, patience) in [
            (LONG, Patience { still: SOON, ..patience }),
            (Duration::from_millis(5), Patience { whole: SOON, ..patience }),
        ] {
            let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
            let bucket = impatient(&listener, patience);
            // A byte now and then, and never all of them. The thread ends with the test's process.
            thread::spawn(move || {
                let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n";
                for mut stream in listener.incoming().flatten() {
                    thread::spawn(move || {
                        let _ = stream.read(&mut [0; 4096]);
                        let mut sent = stream.write_all(head);
                        while sent.is_ok() {
                            sent = stream.write_all(b"{");
                            thread::sleep(again);
                        }
                    });
                }
            });
            let told = bucket.get("accolade-manifest.json").unwrap_err().to_string();
            assert!(told.contains("did not answer in 6 attempts: the answer was cut short: timeout"), "{told}");
        }
    }

    #[test]
    fn a_file_that_nobody_takes_is_given_up() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let bucket = impatient(&listener, Patience { still: SOON, ..Patience::default() });
        // It is connected to, and nothing is read. More bytes than the system holds for both sides.
        let told = bucket.put("big.bin", &vec![7; 32_000_000], "image/png", None).unwrap_err().to_string();
        assert!(told.contains("did not answer in 6 attempts: timeout"), "{told}");
    }
}
