//! An HTTP server with the same response to every request.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Runs until the test ends.
pub struct StaticServer {
    address: SocketAddr,
    count: Arc<AtomicUsize>,
}

impl StaticServer {
    /// Starts a server whose responses have this body.
    pub fn new(body: &str) -> Self {
        Self::with_head("200 OK", body)
    }

    /// Starts a server whose responses have this status, with headers in the lines after it, and this body.
    pub fn with_head(head: &str, body: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("its address");
        let (count, head, body) = (Arc::new(AtomicUsize::new(0)), head.to_owned(), body.to_owned());
        let counter = count.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counter.fetch_add(1, Ordering::Relaxed);
                // An error of one connection doesn't end the server.
                drop(respond(stream, &head, &body));
            }
        });
        Self { address, count }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections it has accepted.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}

/// Reads a request, responds, and closes the connection.
fn respond(mut stream: TcpStream, head: &str, body: &str) -> io::Result<()> {
    let (mut request, mut piece) = (Vec::new(), [0; 4096]);
    while !is_complete(&request) {
        match stream.read(&mut piece)? {
            0 => return Ok(()),
            count => request.extend_from_slice(&piece[..count]),
        }
    }
    write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// Whether the header and the body with its Content-Length have arrived.
fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((header, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = header.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
