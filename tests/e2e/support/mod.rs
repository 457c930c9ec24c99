//! What the tests stand on: a shell with a home of its own, a local AWS, and what comes between the two.

mod browser;
mod canned;
mod failure;
mod files;
mod nowhere;
mod nu;
mod running;
mod shell;
mod sign_in;
mod terminal;
mod tls;
mod wait;

pub use aws_sandbox::{Fault, FaultKind, Key, Options, Sandbox};
pub use browser::{open, parameter, visits};
pub use canned::Canned;
pub use failure::Failure;
pub use files::{keys, profile};
pub use nowhere::closed_port;
pub use nu::{PLUGIN, nu};
pub use serde_json::{Value, json};
pub use shell::Shell;
pub use sign_in::{START_URL, SignedIn, token_path};
pub use terminal::{Button, Terminal};
pub use tls::TlsFront;
pub use wait::wait_until;

/// A local AWS of two accounts: `dev-account` (111122223333) and `test-account` (444455556666).
pub fn aws() -> Sandbox {
    Sandbox::start(Options::default())
}

/// A local AWS with so many instances in every region of every account.
pub fn aws_of(instances: usize) -> Sandbox {
    Sandbox::start(Options { instances, ..Options::default() })
}
