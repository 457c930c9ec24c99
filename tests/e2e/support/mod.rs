//! What the end-to-end tests share: a shell with its own home directory, a local AWS, and what connects the two.

mod browser;
mod failure;
mod files;
mod nu;
mod ports;
mod regional_hosts;
mod running;
mod shell;
mod static_server;
#[cfg(unix)]
mod terminal;
mod tls_proxy;
mod token_file;
mod wait;

pub use aws_sandbox::{Fault, FaultKind, Key, Options, Request, Sandbox};
pub use browser::{callback_address, open, parameter, visits};
pub use failure::Failure;
pub use files::{keys, profile};
pub use nu::{PLUGIN, minor, nu, older_and_newer, plugins, primary_nu, version};
pub use ports::{closed_port, used_port};
pub use regional_hosts::RegionalHosts;
pub use running::Running;
pub use serde_json::{Value, json};
pub use shell::Shell;
pub use static_server::{Body, StaticServer};
#[cfg(unix)]
pub use terminal::{Button, Terminal};
pub use tls_proxy::TlsProxy;
pub use token_file::{START_URL, TokenFile, token_path};
pub use wait::{assert_at_once, is_running, wait_until};

/// A local AWS with two accounts: `dev-account` (111122223333) and `test-account` (444455556666).
pub fn aws() -> Sandbox {
    Sandbox::start(Options::default())
}

/// The same with this number of instances in every region of every account.
pub fn aws_with_instances(instances: usize) -> Sandbox {
    Sandbox::start(Options { instances, ..Options::default() })
}
