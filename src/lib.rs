//! AWS as a data source of Nushell: profiles, account switching and EC2 instances as typed tables.
//!
//! Data goes down one way: [`commands`] ask the domain ([`config`], [`ec2`], and below them [`session`]) and hand its
//! answer to [`rows`], which make Nushell values of it.

#![warn(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#![forbid(unsafe_code)]

mod active;
pub mod caller;
pub mod commands;
pub mod config;
pub mod ec2;
pub mod environment;
pub mod error;
mod partition;
pub mod plugin;
pub mod rows;
#[cfg(test)]
mod sdk_sources;
pub mod session;
pub mod settings;
pub mod sso;
mod word;

pub use plugin::AwsPlugin;
