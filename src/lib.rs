//! AWS as a data source of Nushell: profiles, account switching and EC2 instances as typed tables.
//!
//! Data goes down one way: [`commands`] ask the domain ([`config`], [`ec2`], and below them [`session`]) and hand its
//! answer to [`rows`], which make Nushell values of it.

mod active;
pub mod caller;
pub mod commands;
pub mod config;
pub mod ec2;
pub mod environment;
pub mod error;
mod plugin;
pub mod rows;
pub mod session;
pub mod settings;

pub use plugin::AwsPlugin;
