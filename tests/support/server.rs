//! In: what each address answers. Out: a server with TLS on the loopback interface, and what it was asked. It can misbehave.
#![allow(dead_code, unreachable_pub, reason = "every test binary uses its own part of this")]

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How an address answers: writes what it likes to the connection, which is then closed.
pub type Reply = Arc<dyn Fn(&mut dyn Write) -> io::Result<()> + Send + Sync>;

/// A request as it came: its first line and its headers.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `/path?query`
    pub path: String,
    /// All lines, the first one too.
    pub head: String,
}

#[derive(Default)]
struct State {
    replies: BTreeMap<String, Reply>,
    asked: Vec<Asked>,
}

/// A server on 127.0.0.1 whose certificate is for `localhost` and 127.0.0.1.
pub struct Server {
    /// Its port.
    pub port: u16,
    /// The authority that vouches for it, in PEM.
    pub authority: String,
    state: Arc<Mutex<State>>,
}

impl Default for Server {
    fn default() -> Self {
        Self::new()
    }
}

impl Server {
    /// A server that knows no address yet: it answers with status 404.
    pub fn new() -> Self {
        let (config, authority) = certificate();
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        // The thread ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, shared) = (Arc::clone(&config), Arc::clone(&shared));
                thread::spawn(move || {
                    // A client that has had enough goes away: that is what some tests are about.
                    let _ = serve(stream, config, &shared);
                });
            }
        });
        Self { port, authority, state }
    }

    /// `https://localhost:PORT/path`
    pub fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    /// The did:web of this server, or of a folder of it.
    pub fn did(&self, folder: &str) -> String {
        let folder = if folder.is_empty() { String::new() } else { format!(":{folder}") };
        format!("did:web:localhost%3A{}{folder}", self.port)
    }

    /// Answers a path like this from now on.
    pub fn on(&self, path: &str, reply: Reply) {
        lock(&self.state).replies.insert(path.to_owned(), reply);
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.state).asked.clone()
    }

    /// Forgets what was asked so far.
    pub fn forget(&self) {
        lock(&self.state).asked.clear();
    }
}

/// These bytes, then the end.
pub fn raw(bytes: impl Into<Vec<u8>>) -> Reply {
    let bytes = bytes.into();
    Arc::new(move |to| to.write_all(&bytes))
}

/// A whole answer of a media type; `headers` each end with `\r\n`.
pub fn typed(kind: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    raw([head.as_bytes(), body].concat())
}

/// A JSON document.
pub fn json(body: impl AsRef<[u8]>) -> Reply {
    typed("application/json", "", body)
}

/// An answer without a document.
pub fn status(line: &str, headers: &str) -> Reply {
    raw(format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\n{headers}\r\n"))
}

/// Sends on to another address.
pub fn redirect(to: &str) -> Reply {
    status("302 Found", &format!("location: {to}\r\n"))
}

/// These bytes, then the same again and again, with a pause between.
pub fn forever(first: &str, again: impl Into<Vec<u8>>, pause: Duration) -> Reply {
    let (first, again) = (first.to_owned(), again.into());
    Arc::new(move |to| {
        to.write_all(first.as_bytes())?;
        loop {
            to.write_all(&again)?;
            to.flush()?;
            thread::sleep(pause);
        }
    })
}

fn serve(stream: TcpStream, config: Arc<ServerConfig>, state: &Mutex<State>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(5)))?;
    stream.set_nodelay(true)?;
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let reply = {
        let mut state = lock(state);
        state.asked.push(Asked { path: path.clone(), head });
        state.replies.get(&path).cloned()
    };
    reply.unwrap_or_else(|| status("404 Not Found", ""))(&mut stream)?;
    stream.conn.send_close_notify();
    stream.flush()
}

/// A certificate for the loopback interface, and the authority that signed it.
fn certificate() -> (Arc<ServerConfig>, String) {
    let authority_key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::<String>::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let authority = params.self_signed(&authority_key).expect("an authority");
    let issuer = Issuer::new(params, authority_key);
    let key = KeyPair::generate().expect("a key");
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let leaf = CertificateParams::new(names).expect("two names").signed_by(&key, &issuer).expect("a certificate");
    let secret = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], secret)
        .expect("the key is that of the certificate");
    (Arc::new(config), authority.pem())
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
