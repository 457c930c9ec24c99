//! Addresses where nobody answers.

use std::net::TcpListener;

/// An endpoint on a port that nobody listens on. The system hands no port out again so soon.
pub fn closed_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    format!("http://{}", listener.local_addr().expect("its address"))
}
