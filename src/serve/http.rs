//! In: requests from this machine. Out: pages of the last good site, the server's own script and style, and its events.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request, State as Shared};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::inject::{Extras, inject};
use super::{Pages, State, fault};
use crate::media::content_type;

type States = Receiver<State>;

/// Answers until the process ends.
pub(super) fn run(listener: TcpListener, states: States) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let routes = Router::new()
        .route("/__accolade/events", get(events))
        .route("/__accolade/reload.js", get(|| async { own("a.js", include_str!("reload.js")) }))
        .route("/__accolade/panel.css", get(|| async { own("a.css", fault::STYLE) }))
        .route("/", get(home))
        .route("/{*path}", get(file))
        .with_state(states)
        .layer(middleware::from_fn(named_here));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener)?, routes).await })
}

/// Answers only to names of this machine: another name means that some web page had its own name lead here to read along.
async fn named_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    match name {
        None | Some("localhost" | "127.0.0.1") => next.run(request).await,
        Some(_) => respond(StatusCode::FORBIDDEN, "a.txt", b"ask for localhost or 127.0.0.1\n".to_vec()),
    }
}

/// Which state of the site a page shows, such that a server that was started anew never repeats one.
fn version(state: &State) -> String {
    format!("{}.{}", std::process::id(), state.version)
}

/// Tells a page that shows another state than the present one to load itself again.
async fn events(
    Shared(states): Shared<States>,
    RawQuery(seen): RawQuery,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = seen.unwrap_or_default();
    let news = WatchStream::new(states)
        .map(|state| version(&state))
        .filter(move |version| *version != seen)
        .map(|version| Ok(Event::default().event("reload").data(version)));
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn home(states: Shared<States>) -> Response {
    file(states, Path(String::new())).await
}

async fn file(Shared(states): Shared<States>, Path(path): Path<String>) -> Response {
    let state = states.borrow().clone();
    // Rendering takes milliseconds of work: it must not hold up the events.
    tokio::task::spawn_blocking(move || answer(&state, &path)).await.unwrap_or_else(|fault| {
        let text = format!("accolade met a fault of its own: {fault}\n");
        respond(StatusCode::INTERNAL_SERVER_ERROR, "a.txt", text.into_bytes())
    })
}

fn answer(state: &State, asked: &str) -> Response {
    let Some(pages) = &state.good else {
        return html(state, asked, StatusCode::INTERNAL_SERVER_ERROR, &fault::page(&state.faults));
    };
    match find(pages, asked) {
        Found::Page(path) => page(state, pages, &path, (asked, StatusCode::OK)),
        Found::Folder(path) => Redirect::temporary(&path).into_response(),
        Found::Nothing if pages.has("404.html") => page(state, pages, "404.html", (asked, StatusCode::NOT_FOUND)),
        Found::Nothing => respond(StatusCode::NOT_FOUND, "a.txt", b"there is no such page\n".to_vec()),
    }
}

enum Found {
    Page(String),
    Folder(String),
    Nothing,
}

/// What a path means, as a host of static files would take it; the path of the site's published address may come first.
fn find(pages: &Arc<dyn Pages>, asked: &str) -> Found {
    let base = pages.base().trim_start_matches('/');
    if !base.is_empty() && base.strip_suffix('/') == Some(asked) {
        return Found::Folder(format!("./{}/", encode(asked.rsplit('/').next().unwrap_or(asked))));
    }
    let below_base = if base.is_empty() { None } else { asked.strip_prefix(base) };
    for path in [Some(asked), below_base].into_iter().flatten() {
        if path.is_empty() || path.ends_with('/') {
            let index = format!("{path}index.html");
            if pages.has(&index) {
                return Found::Page(index);
            }
        } else if pages.has(path) {
            return Found::Page(path.to_owned());
        } else if pages.has(&format!("{path}/index.html")) {
            // Relative to where the browser is, so that nothing in the path can lead to another host.
            let last = path.rsplit('/').next().unwrap_or(path);
            return Found::Folder(format!("./{}/", encode(last)));
        }
    }
    Found::Nothing
}

/// Percent-encodes what an address cannot carry.
fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn page(state: &State, pages: &Arc<dyn Pages>, path: &str, (asked, status): (&str, StatusCode)) -> Response {
    match pages.render(path) {
        Ok(bytes) if path.ends_with(".html") => {
            let panel = if state.faults.is_empty() { String::new() } else { fault::panel(&state.faults, true) };
            served(state, asked, status, (&String::from_utf8_lossy(&bytes), &panel))
        }
        Ok(bytes) => respond(status, path, bytes),
        Err(fault) => html(state, asked, StatusCode::INTERNAL_SERVER_ERROR, &fault::page(&[fault])),
    }
}

fn html(state: &State, asked: &str, status: StatusCode, text: &str) -> Response {
    // The fault page wants the panel's style.
    let text = text.replace(
        "</head>",
        &format!("<link rel=\"stylesheet\" href=\"{}__accolade/panel.css\">\n</head>", root(asked)),
    );
    served(state, asked, status, (&text, ""))
}

fn served(state: &State, asked: &str, status: StatusCode, (text, panel): (&str, &str)) -> Response {
    let extras = Extras { root: &root(asked), version: &version(state), panel };
    respond(status, "a.html", inject(text, &extras).into_bytes())
}

/// The way from a path to the root of the server: relative, so that it works behind any address.
fn root(asked: &str) -> String {
    "../".repeat(asked.matches('/').count())
}

fn own(name: &str, text: &'static str) -> Response {
    respond(StatusCode::OK, name, text.as_bytes().to_vec())
}

fn respond(status: StatusCode, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type(name)),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, Body::from(bytes)).into_response()
}
