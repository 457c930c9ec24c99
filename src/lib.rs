//! AWS as a data source of Nushell: profiles, sign-in, account switching and EC2 instances as typed tables.
//!
//! Data goes down one way. The map, from the top:
//!
//! - [`plugin`]: the process' state, which no caller's environment is in, and its commands.
//! - [`commands`]: what the user types; a file's path is the command's words.
//! - [`wire`]: how answers go to Nushell.
//! - [`rows`]: SDK and domain types as Nushell records.
//! - [`identity`]: who a caller is to AWS.
//! - [`targets`]: the accounts and regions that a call asks, side by side.
//! - [`ec2`]: instances and regions, as streams of the API's types.
//! - [`sso`]: IAM Identity Center, its tokens, sign-in and portal.
//! - [`line`]: how many targets answer one listener.
//! - [`session`]: from a caller, a profile and a region to SDK clients.
//! - [`export`]: credentials as the texts that other shells and tools read.
//! - [`effective`]: which settings hold for a caller, and where each comes from.
//! - [`config`]: what the AWS files say, and changes to them that lose no byte.
//! - [`settings`]: what the user sets for the plugin.
//! - [`caller`]: the one room that talks to the engine; [`environment`] is what it learns there, as plain data.
//! - [`packed`]: values in the form in which they are sent.
//! - [`xml`]: the XML of AWS, element by element.
//! - [`error`]: everything that can go wrong, with its code, label and help.

#![warn(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#![forbid(unsafe_code)]

mod active;
pub mod caller;
pub mod commands;
pub mod config;
pub mod ec2;
pub mod effective;
pub mod environment;
pub mod error;
pub mod export;
pub mod identity;
pub mod line;
pub mod packed;
mod partition;
pub mod plugin;
mod receiver;
mod serve;
pub mod rows;
#[cfg(test)]
mod sdk_sources;
pub mod session;
pub mod settings;
pub mod sso;
pub mod targets;
pub mod wire;
mod word;
pub mod xml;

pub use plugin::AwsPlugin;
pub use serve::serve;
