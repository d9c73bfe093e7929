//! Fetching a file over http or https.
//!
//! The transfer runs in a thread of its own, so that whoever asked can be told how far it is and can call it off at any
//! time, also while nothing arrives. Certificates are checked against Mozilla's list, which is part of the program: the
//! system's store would cost three more crates on every system and is absent from small containers. Where the network
//! has an authority of its own, [`NetworkRules::authorities`] names a file with it.

mod failure;

pub use failure::{FailureKind, FetchError, Waited};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use ureq::http::header::{CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use ureq::http::{HeaderMap, HeaderName, HeaderValue, Response, Uri};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, ResponseExt};

const USER_AGENT: &str = concat!("kubetalks/", env!("CARGO_PKG_VERSION"));

/// How often whoever asked is told how far it is.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// What the server said of the copy that is already there, so that it need not send the same again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conditions {
    /// The server's mark of the version.
    pub etag: Option<String>,
    /// When the server says that it was last changed.
    pub last_modified: Option<String>,
}

/// What a transfer may cost, and whom it may trust.
#[derive(Debug, Clone)]
pub struct NetworkRules {
    /// How long finding the server and connecting to it may take.
    pub connect: Duration,
    /// How long nothing may arrive.
    pub stall: Duration,
    /// How long the whole may take.
    pub whole: Duration,
    /// How many bytes are taken at most, both as sent and unpacked.
    pub bytes: u64,
    /// How many redirects are followed.
    pub redirects: u32,
    /// A file of PEM certificates of the authorities to trust instead of Mozilla's list.
    pub authorities: Option<PathBuf>,
}

impl Default for NetworkRules {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            stall: Duration::from_secs(30),
            whole: Duration::from_secs(600),
            bytes: 64 << 20,
            redirects: 5,
            authorities: None,
        }
    }
}

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferProgress {
    /// Bytes that have arrived, unpacked.
    pub received: u64,
    /// How many there will be, where the server says so.
    pub total: Option<u64>,
}

/// What came of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The copy that is already there is still good.
    NotModified,
    /// The file.
    Body {
        /// Its content, unpacked if it was packed for the way.
        bytes: Vec<u8>,
        /// What to hand in as [`Conditions::etag`] next time.
        etag: Option<String>,
        /// What to hand in as [`Conditions::last_modified`] next time.
        last_modified: Option<String>,
        /// The address it came from in the end.
        final_url: String,
        /// What the server says it is; not to be relied on.
        content_type: Option<String>,
    },
}

/// Fetches what an address leads to; `webcal://` means https. `progress` is asked ten times a second, also while
/// nothing arrives, and calls the transfer off by returning false.
///
/// Redirects lead to http and https only; one to another scheme is refused, or taken for a path of the same server. From
/// an https address none leads to http. From http one may, even by way of https: who could read or change the first
/// request can do so anyway. A name and password in the address go to its own server, and only over https.
///
/// # Errors
/// [`FetchError`], with a word on what to do.
pub fn fetch(
    address: &str,
    conditions: &Conditions,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Fetched, FetchError> {
    transfer(address, conditions, rules, progress).map_err(|why| FetchError { address: address.to_owned(), why })
}

fn transfer(
    address: &str,
    conditions: &Conditions,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Fetched, FailureKind> {
    let request = Request {
        uri: uri(address).ok_or(FailureKind::Address)?,
        conditions: conditions.clone(),
        rules: rules.clone(),
        count: Arc::new(Count::default()),
    };
    let is_named = request.uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    if is_named && request.uri.scheme_str() == Some("http") {
        return Err(FailureKind::PlainPassword);
    }
    let agent = agent(&request)?;
    let count = Arc::clone(&request.count);
    let (sender, receiver) = mpsc::channel();
    let worker = agent.clone();
    let work = move || {
        // Nobody listens any more after a cancel.
        let _ = sender.send(request.send(&worker));
    };
    thread::Builder::new().name("fetch".into()).spawn(work).map_err(|error| FailureKind::Failed(error.to_string()))?;
    loop {
        if !progress(count.progress()) {
            // Ends the thread too, at once or when a connection comes about.
            agent.shutdown();
            return Err(FailureKind::Cancelled);
        }
        match receiver.recv_timeout(TELL_EVERY) {
            Ok(result) => return result,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(FailureKind::Failed("the transfer stopped".to_owned())),
        }
    }
}

/// The address as it is asked for: with a scheme that can be fetched, and in ASCII.
fn uri(address: &str) -> Option<Uri> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => "http",
        "https" | "webcal" | "webcals" => "https",
        _ => return None,
    };
    const BLANKS: &AsciiSet = &CONTROLS.add(b' ');
    let uri: Uri = format!("{scheme}://{}", utf8_percent_encode(rest, BLANKS)).parse().ok()?;
    uri.host().is_some_and(|host| !host.is_empty()).then_some(uri)
}

/// The server that an address is on, as people call it; nothing of an address that cannot be fetched.
pub fn server(address: &str) -> Option<String> {
    let uri = uri(address)?;
    let usual = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    let port = uri.port_u16().filter(|port| *port != usual).map(|port| format!(":{port}"));
    Some(format!("{}{}", uri.host()?.to_ascii_lowercase(), port.unwrap_or_default()))
}

fn agent(request: &Request) -> Result<Agent, FailureKind> {
    let rules = &request.rules;
    let roots = match &rules.authorities {
        None => RootCerts::WebPki,
        Some(path) => authorities(path).map_err(|error| FailureKind::Authorities(path.clone(), error))?,
    };
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .https_only(request.uri.scheme_str() == Some("https"))
        .max_redirects(rules.redirects)
        // One file needs no second connection, and a server may have closed the first when a redirect leads back to it.
        .max_idle_connections(0)
        .timeout_resolve(Some(rules.connect))
        .timeout_connect(Some(rules.connect))
        .timeout_per_read(Some(rules.stall))
        .timeout_per_write(Some(rules.stall))
        .timeout_global(Some(rules.whole))
        .user_agent(USER_AGENT)
        .tls_config(TlsConfig::builder().root_certs(roots).build());
    Ok(config.build().new_agent())
}

fn authorities(path: &Path) -> Result<RootCerts, String> {
    let pem = std::fs::read(path).map_err(|error| error.to_string())?;
    let items: Vec<PemItem> = parse_pem(&pem).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let certificate = |item| if let PemItem::Certificate(certificate) = item { Some(certificate) } else { None };
    let found: Vec<_> = items.into_iter().filter_map(certificate).collect();
    if found.is_empty() { Err("there are none in it".to_owned()) } else { Ok(RootCerts::from(found)) }
}

/// What has arrived, for both threads.
#[derive(Default)]
struct Count {
    received: AtomicU64,
    /// 0 where it is not known.
    total: AtomicU64,
}

impl Count {
    fn progress(&self) -> TransferProgress {
        let total = self.total.load(Ordering::Relaxed);
        TransferProgress { received: self.received.load(Ordering::Relaxed), total: (total > 0).then_some(total) }
    }
}

/// What the thread needs.
struct Request {
    uri: Uri,
    conditions: Conditions,
    rules: NetworkRules,
    count: Arc<Count>,
}

impl Request {
    fn send(&self, agent: &Agent) -> Result<Fetched, FailureKind> {
        let mut request = agent.get(&self.uri);
        let conditions = [(IF_NONE_MATCH, &self.conditions.etag), (IF_MODIFIED_SINCE, &self.conditions.last_modified)];
        let mut conditional = false;
        for (name, value) in conditions {
            // What cannot stand in a header was not there: it comes from a file that people may edit.
            if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                request = request.header(name, value);
                conditional = true;
            }
        }
        let response = request.call().map_err(|error| self.explain(error))?;
        match response.status().as_u16() {
            304 if conditional => Ok(Fetched::NotModified),
            200..=299 => self.receive(response),
            status => Err(FailureKind::Status(status)),
        }
    }

    fn receive(&self, response: Response<Body>) -> Result<Fetched, FailureKind> {
        let final_url = response.get_uri().to_string();
        let (parts, body) = response.into_parts();
        self.count.total.store(body.content_length().unwrap_or(0), Ordering::Relaxed);
        // ureq's limit counts what comes over the wire, and a few bytes of that can unpack to gigabytes.
        let limit = self.rules.bytes;
        let mut reader = body.into_with_config().limit(limit).reader().take(limit.saturating_add(1));
        let mut bytes = Vec::new();
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.explain(error.into())),
            };
            bytes.extend_from_slice(buffer.get(..count).unwrap_or(&buffer));
            self.count.received.store(bytes.len() as u64, Ordering::Relaxed);
        }
        if bytes.len() as u64 > limit {
            return Err(FailureKind::TooLong(limit));
        }
        Ok(Fetched::Body {
            bytes,
            etag: text(&parts.headers, ETAG),
            last_modified: text(&parts.headers, LAST_MODIFIED),
            final_url,
            content_type: text(&parts.headers, CONTENT_TYPE),
        })
    }

    fn explain(&self, error: ureq::Error) -> FailureKind {
        use ureq::{Error, Timeout};
        let rules = &self.rules;
        match error {
            Error::HostNotFound => FailureKind::NoSuchServer,
            Error::ConnectionFailed => FailureKind::NoConnection("nobody answers".to_owned()),
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                FailureKind::Slow { what: Waited::Connection, after: rules.connect }
            }
            Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => {
                FailureKind::Slow { what: Waited::Bytes, after: rules.stall }
            }
            Error::Timeout(_) => FailureKind::Slow { what: Waited::End, after: rules.whole },
            Error::TooManyRedirects => FailureKind::Redirects(rules.redirects),
            Error::RequireHttpsOnly(address) | Error::BadUri(address) => FailureKind::RedirectedAway(address),
            Error::BodyExceedsLimit(limit) => FailureKind::TooLong(limit),
            Error::Rustls(error) => FailureKind::Untrusted(error.to_string()),
            Error::Tls(error) => FailureKind::Untrusted(error.to_owned()),
            Error::Io(error) => explain_io(&error),
            other => FailureKind::Failed(other.to_string()),
        }
    }
}

fn explain_io(error: &io::Error) -> FailureKind {
    // The standard library has no kind for this.
    if error.to_string().starts_with("failed to lookup address") {
        return FailureKind::NoSuchServer;
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => {
            FailureKind::CutOff
        }
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => FailureKind::NoConnection(error.to_string()),
        io::ErrorKind::InvalidData => FailureKind::Untrusted(error.to_string()),
        _ => FailureKind::Failed(error.to_string()),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_get_a_scheme_that_can_be_fetched_and_are_in_ascii() {
        for (address, expected) in [
            ("webcal://e.org/a.ics", Some("https://e.org/a.ics")),
            (" HTTPS://e.org/ü ä#x ", Some("https://e.org/%C3%BC%20%C3%A4")),
            ("http://[::1]:8080/x?y=z", Some("http://[::1]:8080/x?y=z")),
            ("file:///etc/passwd", None),
            ("https://", None),
            ("https:///x", None),
            ("e.org/a.ics", None),
        ] {
            assert_eq!(uri(address).map(|uri| uri.to_string()).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn a_server_is_the_same_whatever_else_stands_in_an_address() {
        for (address, expected) in [
            ("webcal://E.org/a?b#c", "e.org"),
            ("http://me:word@e.org:80", "e.org"),
            ("https://e.org:8443/", "e.org:8443"),
            ("https://[::1]/", "[::1]"),
        ] {
            assert_eq!(server(address).as_deref(), Some(expected), "{address}");
        }
        assert_eq!(server("file:///a"), None);
    }
}
