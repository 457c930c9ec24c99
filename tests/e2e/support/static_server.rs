//! An HTTP server with the same response to every request.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Runs until the test ends.
pub struct StaticServer {
    address: SocketAddr,
    count: Arc<AtomicUsize>,
}

/// The body of every response.
pub enum Body {
    Whole(Vec<u8>),
    /// A text, and then a piece again and again, each after a pause, until the client closes the connection.
    Endless(String, String, Duration),
}

impl StaticServer {
    /// Starts a server whose responses have this body.
    pub fn new(body: &str) -> Self {
        Self::with_head("200 OK", body)
    }

    /// Starts a server whose responses have this status, with headers in the lines after it, and this body.
    pub fn with_head(head: &str, body: &str) -> Self {
        Self::with_body(head, Body::Whole(body.into()))
    }

    /// The same with any body.
    pub fn with_body(head: &str, body: Body) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("its address");
        let (count, response) = (Arc::new(AtomicUsize::new(0)), Arc::new((head.to_owned(), body)));
        let counter = count.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counter.fetch_add(1, Ordering::Relaxed);
                let response = response.clone();
                // An error of one connection doesn't end the server.
                thread::spawn(move || drop(respond(stream, &response.0, &response.1)));
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
fn respond(mut stream: TcpStream, head: &str, body: &Body) -> io::Result<()> {
    let (mut request, mut piece) = (Vec::new(), [0; 4096]);
    while !is_complete(&request) {
        match stream.read(&mut piece)? {
            0 => return Ok(()),
            count => request.extend_from_slice(&piece[..count]),
        }
    }
    write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\n")?;
    match body {
        Body::Whole(body) => {
            write!(stream, "Content-Length: {}\r\n\r\n", body.len())?;
            stream.write_all(body)
        }
        Body::Endless(start, piece, pause) => {
            write!(stream, "\r\n{start}")?;
            loop {
                thread::sleep(*pause);
                stream.write_all(piece.as_bytes())?;
            }
        }
    }
}

/// Whether the header and the body with its Content-Length have arrived.
fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((header, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = header.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
