//! Ports that refuse connections or are in use.

use std::net::{TcpListener, TcpStream};
use std::process;

/// The URL of a port that nobody listens on. It stays in use as the local port of a connection while this test runs, so
/// that the system gives it to no other test.
pub fn closed_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let connection = TcpStream::connect(listener.local_addr().expect("its address")).expect("a connection");
    let address = connection.local_addr().expect("its address");
    std::mem::forget((listener, connection));
    format!("http://{address}")
}

/// A port that is in use until the listener is dropped, and can be opened then: the system gives ports of this range only
/// to those who ask for them.
pub fn used_port() -> (TcpListener, u16) {
    let first = 10_000 + u16::try_from(process::id() % 10_000).expect("less than 10 000");
    (first..first + 10_000)
        .find_map(|port| Some((TcpListener::bind(("127.0.0.1", port)).ok()?, port)))
        .expect("a free port")
}
