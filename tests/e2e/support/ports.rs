//! An address that refuses connections.

use std::net::{TcpListener, TcpStream};

/// The URL of a port that nobody listens on. It stays in use as the local port of a connection while this test runs, so
/// that the system gives it to no other test.
pub fn closed_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let connection = TcpStream::connect(listener.local_addr().expect("its address")).expect("a connection");
    let address = connection.local_addr().expect("its address");
    std::mem::forget((listener, connection));
    format!("http://{address}")
}
