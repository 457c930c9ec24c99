//! AWS as a data source for Nushell: profiles, sign-in, account switching and EC2 as typed tables.
//!
//! ARCHITECTURE.md has the map of the modules and follows a call from keystroke to row.

#![warn(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#![forbid(unsafe_code)]

pub(crate) mod aws;
#[doc(hidden)]
pub mod bench;
pub(crate) mod cli_cache;
pub(crate) mod client;
pub(crate) mod commands;
pub(crate) mod config;
pub(crate) mod context;
pub(crate) mod credentials;
pub(crate) mod ec2;
pub(crate) mod effective;
pub(crate) mod error;
pub(crate) mod fanout;
pub(crate) mod files;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzz;
pub(crate) mod http;
pub(crate) mod identity;
pub(crate) mod limits;
pub(crate) mod nu;
pub(crate) mod plugin;
pub(crate) mod process;
pub(crate) mod rows;
pub(crate) mod serve;
pub(crate) mod sso;
#[cfg(test)]
pub(crate) mod test_support;
pub(crate) mod text;

pub use crate::plugin::AwsPlugin;
pub use crate::serve::serve;
