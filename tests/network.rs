//! Fetching from servers on the loopback that do everything wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::io::Write;
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use kubetalks::io::network::{
    Conditions, FailureKind, FetchError, Fetched, NetworkRules, TransferProgress, Waited, fetch,
};
use rustls::ServerConfig;
use support::http::{Server, ok, redirect, until_closed};

mod support;

/// Long enough for a busy machine where nothing is meant to be slow.
const LONG: Duration = Duration::from_secs(60);
/// Short enough to wait for.
const SHORT: Duration = Duration::from_millis(150);

fn rules() -> NetworkRules {
    NetworkRules { connect: LONG, stall: LONG, whole: LONG, bytes: 1 << 20, ..NetworkRules::default() }
}

fn get(server: &Server, rules: &NetworkRules) -> Result<Fetched, FetchError> {
    fetch(&server.url("/schedule.xml"), &Conditions::default(), rules, &mut |_| true)
}

fn why(result: Result<Fetched, FetchError>) -> FailureKind {
    result.expect_err("fetched").why
}

fn body(result: Result<Fetched, FetchError>) -> Vec<u8> {
    match result.expect("not fetched") {
        Fetched::Body { bytes, .. } => bytes,
        Fetched::NotModified => panic!("not modified"),
    }
}

#[test]
fn a_file_comes_with_what_the_server_says_of_it() {
    let headers = "ETag: \"v1\"\r\nLast-Modified: Sat, 01 Feb 2025 09:00:00 GMT\r\nContent-Type: text/xml\r\n";
    let server = Server::replying(ok(headers, b"<schedule/>"));
    let expected = Fetched::Body {
        bytes: b"<schedule/>".to_vec(),
        etag: Some("\"v1\"".into()),
        last_modified: Some("Sat, 01 Feb 2025 09:00:00 GMT".into()),
        final_url: server.url("/schedule.xml"),
        content_type: Some("text/xml".into()),
    };
    assert_eq!(get(&server, &rules()).unwrap(), expected);
}

#[test]
fn the_request_says_who_asks_and_what_is_there_already() {
    let (sender, receiver) = mpsc::channel();
    let server = Server::start(move |head, connection| {
        sender.send(head.to_owned()).unwrap();
        connection.write_all(b"HTTP/1.1 304 Not Modified\r\n\r\n").unwrap();
    });
    let conditions = Conditions { etag: Some("\"v1\"".into()), last_modified: Some("yesterday\r\nX: y".into()) };
    let fetched = fetch(&server.url("/a?b=c"), &conditions, &rules(), &mut |_| true).unwrap();
    assert_eq!(fetched, Fetched::NotModified);
    let head = receiver.recv().unwrap().to_ascii_lowercase();
    for line in ["get /a?b=c http/1.1", "if-none-match: \"v1\"", "user-agent: kubetalks/", "accept-encoding: gzip"] {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert!(!head.contains("if-modified-since"), "what would break the header is left out: {head}");
}

#[test]
fn not_modified_without_having_asked_is_an_error() {
    let server = Server::replying("HTTP/1.1 304 Not Modified\r\n\r\n");
    assert!(matches!(why(get(&server, &rules())), FailureKind::Status(304)));
}

#[test]
fn a_status_comes_with_advice() {
    for (status, advice) in [(404, "there is nothing"), (403, "wants a login"), (503, "try again later")] {
        let server = Server::replying(format!("HTTP/1.1 {status} No\r\nContent-Length: 2\r\n\r\nno"));
        let error = get(&server, &rules()).unwrap_err();
        assert!(matches!(error.why, FailureKind::Status(found) if found == status));
        let text = error.to_string();
        assert!(text.starts_with(&server.url("/schedule.xml")) && text.contains(advice), "{text}");
    }
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let server = Server::start(|_, connection| until_closed(connection));
    let result = get(&server, &NetworkRules { stall: SHORT, ..rules() });
    assert!(matches!(why(result), FailureKind::Slow { what: Waited::Bytes, .. }));
}

#[test]
fn a_server_that_stops_in_the_middle_is_given_up() {
    let server = Server::start(|_, connection| {
        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").unwrap();
        until_closed(connection);
    });
    let result = get(&server, &NetworkRules { stall: SHORT, ..rules() });
    assert!(matches!(why(result), FailureKind::Slow { what: Waited::Bytes, .. }));
}

#[test]
fn a_server_that_drips_is_given_up_in_the_end() {
    let server = Server::start(|_, connection| {
        let _ = connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        let (_keep, never) = mpsc::channel::<()>();
        while connection.write_all(b"x").is_ok() {
            let _ = never.recv_timeout(Duration::from_millis(5));
        }
    });
    let result = get(&server, &NetworkRules { whole: SHORT, ..rules() });
    assert!(matches!(why(result), FailureKind::Slow { what: Waited::End, .. }));
}

#[test]
fn a_body_that_breaks_off_is_not_taken_for_whole() {
    for reply in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "",
    ] {
        let found = why(get(&Server::replying(reply), &rules()));
        assert!(matches!(found, FailureKind::CutOff), "{reply}: {found:?}");
    }
}

#[test]
fn a_body_without_a_length_ends_where_the_connection_does() {
    assert_eq!(body(get(&Server::replying("HTTP/1.1 200 OK\r\n\r\nwhole"), &rules())), b"whole");
}

#[test]
fn of_a_body_that_is_longer_than_the_server_says_the_said_part_is_taken() {
    let server = Server::replying("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalf and more");
    assert_eq!(body(get(&server, &rules())), b"half");
}

#[test]
fn an_endless_body_is_left() {
    let server = Server::start(|_, connection| {
        let _ = connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while connection.write_all(&[b'x'; 4096]).is_ok() {}
    });
    assert!(matches!(why(get(&server, &rules())), FailureKind::TooLong(0x10_0000)));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_packed_body_is_unpacked_up_to_the_limit() {
    let headers = "Content-Encoding: gzip\r\n";
    let limit = 1 << 20;
    let fits = Server::replying(ok(headers, &gzip(&vec![b'x'; limit])));
    assert_eq!(body(get(&fits, &rules())).len(), limit);
    let bomb = Server::replying(ok(headers, &gzip(&vec![b'x'; 16 * limit])));
    assert!(matches!(why(get(&bomb, &rules())), FailureKind::TooLong(_)));
}

#[test]
fn what_is_not_http_is_told() {
    for reply in ["SSH-2.0-OpenSSH_9.2\r\n\r\n", "\0\0\0\0\r\n\r\n"] {
        let found = why(get(&Server::replying(reply), &rules()));
        assert!(matches!(found, FailureKind::Failed(_)), "{found:?}");
    }
}

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let server = Server::start(|head, connection| {
        let reply = match head.split(' ').nth(1).unwrap() {
            "/schedule.xml" => redirect("/b/c").into_bytes(),
            "/b/c" => redirect("d").into_bytes(),
            "/b/d" => ok("", b"found"),
            _ => redirect("/loop").into_bytes(),
        };
        connection.write_all(&reply).unwrap();
    });
    let Fetched::Body { bytes, final_url, .. } = get(&server, &rules()).unwrap() else { panic!("not modified") };
    assert_eq!((bytes.as_slice(), final_url), (b"found".as_slice(), server.url("/b/d")));
    let result = fetch(&server.url("/loop"), &Conditions::default(), &rules(), &mut |_| true);
    assert!(matches!(why(result), FailureKind::Redirects(5)));
}

#[test]
fn a_redirect_to_anything_but_the_web_is_not_followed() {
    for to in ["file:///etc/passwd", "file://localhost/x", "ftp://localhost/x", "javascript:alert(1)", "//", "http://"]
    {
        let server = Server::start(move |head, connection| {
            let first = head.starts_with("GET /schedule.xml ");
            let reply = if first { redirect(to) } else { "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".to_owned() };
            connection.write_all(reply.as_bytes()).unwrap();
        });
        let found = why(get(&server, &rules()));
        assert!(
            matches!(found, FailureKind::RedirectedAway(_) | FailureKind::Failed(_) | FailureKind::Status(404)),
            "{to}: {found:?}"
        );
    }
}

#[test]
fn nobody_listening_and_nobody_there_are_told_apart() {
    let closed = {
        let server = Server::replying("");
        server.url("/")
    };
    let result = fetch(&closed, &Conditions::default(), &rules(), &mut |_| true);
    assert!(matches!(why(result), FailureKind::NoConnection(_)));
    let result = fetch("http://no-such-host.invalid/", &Conditions::default(), &rules(), &mut |_| true);
    assert!(matches!(why(result), FailureKind::NoSuchServer));
}

#[test]
fn a_cancel_works_while_nothing_arrives() {
    let (gone, closed) = mpsc::channel();
    let server = Server::start(move |_, connection| {
        until_closed(connection);
        gone.send(()).unwrap();
    });
    let start = Instant::now();
    let mut asked = 0;
    let mut progress = |_: TransferProgress| {
        asked += 1;
        asked < 4
    };
    let result = fetch(&server.url("/"), &Conditions::default(), &rules(), &mut progress);
    assert!(matches!(why(result), FailureKind::Cancelled));
    closed.recv_timeout(LONG).expect("the connection is closed too");
    assert!(start.elapsed() < LONG / 2);
}

#[test]
fn progress_tells_how_much_has_arrived_of_how_much() {
    let server = Server::start(|_, connection| {
        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").unwrap();
        until_closed(connection);
    });
    let mut last = None;
    let mut progress = |now: TransferProgress| {
        last = Some(now);
        now.received < 4
    };
    let result = fetch(&server.url("/"), &Conditions::default(), &rules(), &mut progress);
    assert!(matches!(why(result), FailureKind::Cancelled));
    assert_eq!(last, Some(TransferProgress { received: 4, total: Some(100) }));
}

/// A server's TLS settings with a certificate of its own making, and that certificate.
fn secure() -> (ServerConfig, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    (config.with_single_cert(vec![made.cert.der().clone()], key).unwrap(), made.cert.pem())
}

/// The rules with one authority, whose certificate is written to a file for as long as the folder lives.
fn trusting(folder: &Path, pem: &str) -> NetworkRules {
    let path = folder.join("authority.pem");
    std::fs::write(&path, pem).unwrap();
    NetworkRules { authorities: Some(path), ..rules() }
}

#[test]
fn a_server_that_nobody_vouches_for_is_not_trusted() {
    let (config, _) = secure();
    let server = Server::start_secure(config, |_, connection| connection.write_all(&ok("", b"secret")).unwrap());
    let error = get(&server, &rules()).unwrap_err();
    assert!(matches!(error.why, FailureKind::Untrusted(_)), "{error:?}");
    assert!(error.to_string().contains("SSL_CERT_FILE"), "{error}");
}

#[test]
fn an_authority_that_the_user_names_is_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let (config, pem) = secure();
    let server = Server::start_secure(config, |_, connection| connection.write_all(&ok("", b"secret")).unwrap());
    assert_eq!(body(get(&server, &trusting(folder.path(), &pem))), b"secret");
    let error = get(&server, &trusting(folder.path(), "nothing")).unwrap_err();
    assert!(matches!(error.why, FailureKind::Authorities(..)), "{error:?}");
}

#[test]
fn a_redirect_leads_from_http_to_https_and_not_back() {
    let folder = tempfile::tempdir().unwrap();
    let plain = Server::replying(ok("", b"plain"));
    let (config, pem) = secure();
    let back = plain.url("/");
    let secure = Server::start_secure(config, move |head, connection| {
        let reply = if head.starts_with("GET /back") { redirect(&back).into_bytes() } else { ok("", b"secret") };
        connection.write_all(&reply).unwrap();
    });
    let rules = trusting(folder.path(), &pem);
    let up = Server::replying(redirect(&secure.url("/")));
    assert_eq!(body(get(&up, &rules)), b"secret");
    let result = fetch(&secure.url("/back"), &Conditions::default(), &rules, &mut |_| true);
    assert!(matches!(why(result), FailureKind::RedirectedAway(_)));
}

#[test]
fn a_password_goes_to_its_own_server_over_https_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let (sender, receiver) = mpsc::channel();
    let heard = move |who: &str, head: &str| {
        sender.send(format!("{who} {}", head.to_ascii_lowercase().contains("authorization: basic bwu6d29yza==")))
    };
    let (config, pem) = secure();
    let told = heard.clone();
    let other = Server::start_secure(config.clone(), move |head, connection| {
        told("other", head).unwrap();
        connection.write_all(&ok("", b"there")).unwrap();
    });
    let (away, told) = (other.url("/"), heard.clone());
    let own = Server::start_secure(config, move |head, connection| {
        told("own", head).unwrap();
        let reply = match head.split(' ').nth(1).unwrap() {
            "/away" => redirect(&away).into_bytes(),
            "/here" => redirect("there").into_bytes(),
            _ => ok("", b"here"),
        };
        connection.write_all(&reply).unwrap();
    });
    let plain = Server::start(move |head, connection| {
        heard("plain", head).unwrap();
        connection.write_all(&ok("", b"plain")).unwrap();
    });
    let rules = trusting(folder.path(), &pem);
    let with_password = |url: String| url.replace("://", "://me:word@");
    let ask = |url: String| fetch(&with_password(url), &Conditions::default(), &rules, &mut |_| true);
    assert_eq!(body(ask(own.url("/here"))), b"here");
    assert_eq!(body(ask(own.url("/away"))), b"there");
    let error = ask(plain.url("/")).unwrap_err();
    assert!(matches!(error.why, FailureKind::PlainPassword) && !error.to_string().contains("word@"), "{error}");
    drop((own, other, plain, rules));
    let asked: Vec<String> = receiver.try_iter().collect();
    assert_eq!(asked, ["own true", "own true", "own true", "other false"]);
}
