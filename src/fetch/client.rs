//! In: a request. Out: the answer. One hop at a time, each checked like the first; no cookie, referrer, user name or proxy.
//! A proxy from the environment is not used: it would look up hosts itself, past the check of their addresses.

use std::io::Read as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::{HeaderMap, Response, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector as _, RustlsConnector, TcpConnector};
use ureq::{Agent, Body};
use url::Url;

use super::resolve::Checked;
use super::{Answer, Failure, Fetched, MAX_BYTES, MAX_HEADERS, MAX_REDIRECTS, Request, Settings, Validators};

const ACCEPT: &str = "application/ld+json, application/json, application/did+ld+json, application/did+json, \
    application/did, application/vc, application/vc+jwt, application/jwt";

/// Fetches documents within limits. Its time begins when it is made.
#[derive(Debug)]
pub struct Client {
    /// One for each set of authorities: the given ones first, then the usual ones.
    agents: Vec<Agent>,
    settings: Settings,
    begun: Instant,
}

impl Client {
    /// A client with these settings.
    ///
    /// # Errors
    /// In words, when the authorities are no certificates in PEM.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let mut roots = Vec::new();
        if !settings.authorities.is_empty() {
            roots.push(RootCerts::Specific(Arc::new(certificates(&settings.authorities)?)));
        }
        roots.push(RootCerts::WebPki);
        let agents = roots.into_iter().map(|roots| agent(roots, &settings)).collect();
        Ok(Self { agents, settings, begun: Instant::now() })
    }

    /// Fetches one document.
    ///
    /// # Errors
    /// One of [`Failure`].
    pub fn fetch(&self, request: &Request) -> Result<Answer, Failure> {
        let until = Instant::now() + self.settings.each;
        let mut at = checked(&request.url)?;
        let mut hops = 0;
        loop {
            let response = self.ask(&at, request, until).map_err(|why| sent_on(hops, &at, why))?;
            let status = response.status().as_u16();
            if matches!(status, 301 | 302 | 303 | 307 | 308) {
                hops += 1;
                if hops > MAX_REDIRECTS {
                    return Err(Failure::TooManyRedirects);
                }
                at = next(&at, response.headers())?;
                continue;
            }
            return match status {
                200 => self.read(response, &at, request, until).map(Answer::Document),
                304 if request.held.is_some() => Ok(Answer::NotModified),
                410 => Err(Failure::Gone),
                status => Err(Failure::Status { status }),
            };
        }
    }

    /// Asks one address, with each set of authorities until one knows the host's.
    fn ask(&self, at: &Url, request: &Request, until: Instant) -> Result<Response<Body>, Failure> {
        let mut stranger = None;
        for agent in &self.agents {
            let left = self.left(until)?;
            let mut asking = agent.get(at.as_str());
            let held = request.held.as_ref().filter(|held| held.is_of(at, &request.url));
            if let Some(etag) = held.and_then(|held| held.etag.as_deref()) {
                asking = asking.header(header::IF_NONE_MATCH, etag);
            } else if let Some(date) = held.and_then(|held| held.last_modified.as_deref()) {
                asking = asking.header(header::IF_MODIFIED_SINCE, date);
            }
            match asking.config().timeout_global(Some(left)).build().call() {
                Ok(response) => return Ok(response),
                Err(error) => match self.failure(error) {
                    why @ Failure::Certificate(_) => stranger = Some(why),
                    why => return Err(why),
                },
            }
        }
        Err(stranger.unwrap_or(Failure::UnknownHost))
    }

    /// Reads the document of an answer.
    fn read(&self, response: Response<Body>, at: &Url, request: &Request, until: Instant) -> Result<Fetched, Failure> {
        let (head, body) = response.into_parts();
        let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        if let Some(coding) = text(header::CONTENT_ENCODING).filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
            return Err(Failure::Compressed(coding.chars().take(40).collect()));
        }
        let media_type = text(header::CONTENT_TYPE).map(media_type).filter(|kind| !kind.is_empty());
        check_kind(media_type.as_deref())?;
        if body.content_length().is_some_and(|length| length > MAX_BYTES) {
            return Err(Failure::TooLarge);
        }
        let mut bytes = Vec::new();
        let mut reader = body.into_with_config().limit(MAX_BYTES + 2).reader().take(MAX_BYTES + 1);
        reader.read_to_end(&mut bytes).map_err(|error| match Failure::while_reading(error, self.settings.each) {
            Failure::TooSlow(_) if self.is_over() => Failure::OutOfTime(self.settings.all),
            why => why,
        })?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Failure::TooLarge);
        }
        self.left(until)?;
        let kept = |name| text(name).filter(|value| value.len() <= 256 && value.is_ascii()).map(str::to_owned);
        let validators = Validators {
            location: (at.as_str() != request.url).then(|| at.to_string()).filter(|_| is_moved(at, &request.url)),
            etag: kept(header::ETAG),
            last_modified: kept(header::LAST_MODIFIED),
        };
        Ok(Fetched { bytes, media_type, validators })
    }

    /// How much time is left for a document.
    fn left(&self, until: Instant) -> Result<Duration, Failure> {
        let now = Instant::now();
        let all = (self.begun + self.settings.all).saturating_duration_since(now);
        let each = until.saturating_duration_since(now);
        match (all.is_zero(), each.is_zero()) {
            (true, _) => Err(Failure::OutOfTime(self.settings.all)),
            (_, true) => Err(Failure::TooSlow(self.settings.each)),
            _ => Ok(all.min(each)),
        }
    }

    fn is_over(&self) -> bool {
        self.begun.elapsed() >= self.settings.all
    }

    fn failure(&self, error: ureq::Error) -> Failure {
        match Failure::of(error, self.settings.each) {
            Failure::TooSlow(_) if self.is_over() => Failure::OutOfTime(self.settings.all),
            why => why,
        }
    }
}

impl Validators {
    /// Whether this is of the address `at`, for what was asked for at `first`.
    fn is_of(&self, at: &Url, first: &str) -> bool {
        self.location.as_deref().map_or_else(|| !is_moved(at, first), |location| location == at.as_str())
    }
}

/// Whether `at` is another address than the one that was asked first.
fn is_moved(at: &Url, first: &str) -> bool {
    checked(first).ok().as_ref() != Some(at)
}

fn agent(roots: RootCerts, settings: &Settings) -> Agent {
    let config = Config::builder()
        .https_only(true)
        .http_status_as_error(false)
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_response_header_size(MAX_HEADERS)
        // A connection that its server has just closed would look like a document that was cut short.
        .max_idle_connections(0)
        .user_agent(concat!("accolade/", env!("CARGO_PKG_VERSION")))
        .accept(ACCEPT)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .build();
    let resolver = Checked { system: DefaultResolver::default(), private: settings.private.clone() };
    Agent::with_parts(config, ().chain(TcpConnector::default()).chain(RustlsConnector::default()), resolver)
}

pub(super) fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, String> {
    let mut found = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => found.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    if found.is_empty() { Err("there is no certificate in it".to_owned()) } else { Ok(found) }
}

/// An address that may be asked. Its fragment names a part of the document and is not sent.
fn checked(url: &str) -> Result<Url, Failure> {
    let mut parsed = Url::parse(url).ok().filter(|parsed| parsed.scheme() == "https").ok_or(Failure::NotHttps)?;
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(Failure::UserName);
    }
    parsed.set_fragment(None);
    Ok(parsed)
}

fn next(at: &Url, headers: &HeaderMap) -> Result<Url, Failure> {
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let location = location.ok_or_else(|| Failure::Garbled("it sends on to no address".to_owned()))?;
    let to = at.join(location).map_err(|_| Failure::Garbled("it sends on to no address".to_owned()))?;
    checked(to.as_str()).map_err(|why| Failure::Redirect { to: shown(&to), why: Box::new(why) })
}

fn sent_on(hops: usize, at: &Url, why: Failure) -> Failure {
    match why {
        why @ (Failure::TooSlow(_) | Failure::OutOfTime(_)) => why,
        why if hops > 0 => Failure::Redirect { to: shown(at), why: Box::new(why) },
        why => why,
    }
}

fn shown(url: &Url) -> String {
    url.as_str().chars().take(200).collect()
}

fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().chars().take(80).collect::<String>().to_ascii_lowercase()
}

/// JSON and JWT of any name; plain text and bytes of no stated kind, as simple hosts serve them.
fn check_kind(media_type: Option<&str>) -> Result<(), Failure> {
    let Some(kind) = media_type else { return Ok(()) };
    let name = kind.strip_prefix("application/").unwrap_or_default();
    let json = name == "json" || name.ends_with("+json") || kind == "text/json";
    let jwt = matches!(name, "jwt" | "jose" | "vc" | "did") || name.ends_with("+jwt");
    let unstated = matches!(kind, "text/plain" | "application/octet-stream" | "binary/octet-stream");
    match kind {
        _ if json || jwt || unstated => Ok(()),
        "text/html" | "application/xhtml+xml" => Err(Failure::WebPage(kind.to_owned())),
        _ => Err(Failure::MediaType(kind.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_without_a_user_name_is_asked() {
        assert_eq!(checked("https://a.example/x#y").unwrap().as_str(), "https://a.example/x");
        for url in ["http://a.example/", "ftp://a.example/", "file:///etc/passwd", "data:,x", "a.example", "", "//x"] {
            assert_eq!(checked(url), Err(Failure::NotHttps), "{url}");
        }
        for url in ["https://u@a.example/", "https://u:p@a.example/", "https://:p@a.example/"] {
            assert_eq!(checked(url), Err(Failure::UserName), "{url}");
        }
    }

    #[test]
    fn odd_spellings_of_an_address_are_the_address() {
        for url in ["https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/"] {
            assert_eq!(checked(url).unwrap().host_str(), Some("127.0.0.1"), "{url}");
        }
    }

    #[test]
    fn kinds_of_documents_are_told_from_pages_and_pictures() {
        let good = [
            "application/json",
            "application/ld+json",
            "application/did+ld+json",
            "application/vc",
            "application/vc+jwt",
            "application/jwt",
            "text/plain",
            "application/octet-stream",
        ];
        for kind in good {
            assert_eq!(check_kind(Some(kind)), Ok(()), "{kind}");
        }
        assert_eq!(check_kind(None), Ok(()));
        assert!(matches!(check_kind(Some("text/html")), Err(Failure::WebPage(_))));
        for kind in ["image/png", "application/pdf", "application/xml", "text/css", "json", "x/+json/x"] {
            assert!(matches!(check_kind(Some(kind)), Err(Failure::MediaType(_))), "{kind}");
        }
        assert_eq!(media_type("Application/JSON; charset=utf-8"), "application/json");
    }

    #[test]
    fn a_validator_is_for_the_address_that_sent_it() {
        let at = |url: &str| checked(url).unwrap();
        let here = Validators { etag: Some("x".into()), ..Validators::default() };
        assert!(here.is_of(&at("https://a.example/"), "https://a.example"));
        assert!(!here.is_of(&at("https://b.example/"), "https://a.example"));
        let moved = Validators { location: Some("https://b.example/".into()), ..here };
        assert!(moved.is_of(&at("https://b.example/"), "https://a.example"));
        assert!(!moved.is_of(&at("https://a.example/"), "https://a.example"));
    }

    #[test]
    fn a_file_that_holds_no_certificate_is_no_authority() {
        let settings = |authorities: &[u8]| Settings {
            each: Duration::from_secs(1),
            all: Duration::from_secs(1),
            private: super::super::Private::No,
            authorities: authorities.to_vec(),
        };
        assert!(Client::new(settings(b"not PEM")).is_err());
        assert!(Client::new(settings(b"")).is_ok());
    }
}
