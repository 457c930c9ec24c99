//! Addresses where nobody answers.

use std::net::{TcpListener, TcpStream};

/// An endpoint on a port that nobody listens on, and that the system hands to no other test: a connection leads from
/// it, for as long as this test runs.
pub fn closed_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let connection = TcpStream::connect(listener.local_addr().expect("its address")).expect("a connection");
    let address = connection.local_addr().expect("its address");
    std::mem::forget((listener, connection));
    format!("http://{address}")
}
