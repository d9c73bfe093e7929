//! A small web server on the loopback that can do everything wrong.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What a server does with one request: its head is given, the answer is written by hand.
pub trait Answer: Fn(&str, &mut dyn Connection) + Send + Sync + 'static {}

impl<F: Fn(&str, &mut dyn Connection) + Send + Sync + 'static> Answer for F {}

/// One connection, plain or not.
pub trait Connection: Read + Write {}

impl<T: Read + Write> Connection for T {}

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers every request with these bytes and closes the connection.
    pub fn replying(reply: impl Into<Vec<u8>>) -> Self {
        let reply = reply.into();
        Self::start(move |_, connection| {
            // A client that has read enough may be gone.
            let _ = connection.write_all(&reply);
        })
    }

    /// Answers every request, each connection in a thread of its own.
    pub fn start(answer: impl Answer) -> Self {
        Self::serve("http", move |mut stream| converse(&mut stream, &answer))
    }

    /// The same over TLS.
    pub fn start_secure(config: ServerConfig, answer: impl Answer) -> Self {
        let config = Arc::new(config);
        Self::serve("https", move |stream| {
            let Ok(connection) = ServerConnection::new(Arc::clone(&config)) else { return };
            let mut stream = StreamOwned::new(connection, stream);
            converse(&mut stream, &answer);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        })
    }

    fn serve(scheme: &'static str, each: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ending = Arc::new(AtomicBool::new(false));
        let (ends, each) = (Arc::clone(&ending), Arc::new(each));
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let each = Arc::clone(&each);
                thread::spawn(move || each(stream.unwrap()));
            }
        });
        Self { address, scheme, ending, thread: Some(thread) }
    }

    /// The address of a path on this server, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}://localhost:{}{path}", self.scheme, self.address.port())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn converse(connection: &mut dyn Connection, answer: &impl Answer) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match connection.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    answer(&String::from_utf8_lossy(&head), connection);
}

/// Waits until the client has closed the connection.
pub fn until_closed(connection: &mut dyn Connection) {
    let _ = connection.read(&mut [0]);
}

/// A good answer with a body of its right length.
pub fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{headers}\r\n", body.len()).into_bytes();
    reply.extend_from_slice(body);
    reply
}

/// A redirect to an address.
pub fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
}
