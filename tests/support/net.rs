//! A network that is not there: a proxy on the loopback that answers for any server, over TLS too.

use super::http::{Connection, ok, redirect};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tempfile::TempDir;

/// What is at an address.
#[derive(Clone)]
pub enum At {
    /// A text of this type.
    Text(&'static str, String),
    /// A redirect to this address.
    Redirect(&'static str),
    /// A text of this type that comes haltingly.
    Slow(&'static str, String),
}

/// The network, until it is dropped.
pub struct Net {
    address: SocketAddr,
    folder: TempDir,
    asked: Arc<Mutex<Vec<String>>>,
    ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Net {
    /// A network that has these addresses, and 404 at any other.
    pub fn new(table: Vec<(&'static str, At)>) -> Self {
        let hosts: BTreeSet<String> = table.iter().map(|(address, _)| host(address).to_owned()).collect();
        let key = rcgen::generate_simple_self_signed(hosts.into_iter().collect::<Vec<_>>()).unwrap();
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("authority.pem"), key.cert.pem()).unwrap();
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.signing_key.serialize_der()));
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(vec![key.cert.der().clone()], private);
        let config = Arc::new(config.unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, ending, table) =
            (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)), Arc::new(table));
        let (list, ends) = (Arc::clone(&asked), Arc::clone(&ending));
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let (list, table, config) = (Arc::clone(&list), Arc::clone(&table), Arc::clone(&config));
                thread::spawn(move || serve(stream.unwrap(), &table, &list, config));
            }
        });
        Self { address, folder, asked, ending, thread: Some(thread) }
    }

    /// The address of the proxy.
    pub fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Leads a program here.
    pub fn lead<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let proxy = self.proxy();
        command.env("https_proxy", &proxy).env("http_proxy", &proxy).env("SSL_CERT_FILE", self.authority())
    }

    /// The file with the authority that is to be trusted.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// What was asked for so far, and forgets it.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn host(address: &str) -> &str {
    address.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap()
}

fn serve(mut stream: TcpStream, table: &[(&str, At)], asked: &Mutex<Vec<String>>, config: Arc<ServerConfig>) {
    let head = head(&mut stream);
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    if !head.starts_with("CONNECT") {
        return answer(&mut stream, &target, table, asked);
    }
    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
    let Some(server) = target.strip_suffix(":443") else {
        let server = target.strip_suffix(":80").unwrap_or(&target);
        let path = self::head(&mut stream).split(' ').nth(1).unwrap_or_default().to_owned();
        return answer(&mut stream, &format!("http://{server}{path}"), table, asked);
    };
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    let path = self::head(&mut stream).split(' ').nth(1).unwrap_or_default().to_owned();
    answer(&mut stream, &format!("https://{server}{path}"), table, asked);
    stream.conn.send_close_notify();
    let _ = stream.flush();
}

fn answer(connection: &mut dyn Connection, address: &str, table: &[(&str, At)], asked: &Mutex<Vec<String>>) {
    asked.lock().unwrap().push(address.to_owned());
    let found = table.iter().find(|(known, _)| *known == address).map(|(_, at)| at.clone());
    let reply = match found {
        Some(At::Text(kind, text)) => ok(&format!("Content-Type: {kind}\r\nConnection: close\r\n"), text.as_bytes()),
        Some(At::Redirect(to)) => redirect(to).into_bytes(),
        Some(At::Slow(kind, text)) => {
            let reply = ok(&format!("Content-Type: {kind}\r\n"), text.as_bytes());
            for piece in reply.chunks(reply.len() / 3 + 1) {
                let _ = connection.write_all(piece).and_then(|()| connection.flush());
                thread::sleep(Duration::from_millis(150));
            }
            return;
        }
        None => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
    };
    let _ = connection.write_all(&reply);
}

fn head(connection: &mut dyn Connection) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(connection.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}
