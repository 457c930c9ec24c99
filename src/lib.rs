//! AWS as a data source of Nushell: profiles, sign-in, account switching and EC2 instances as typed tables.
//!
//! Data goes down one way. The map, from the top:
//!
//! - [`plugin`]: the process' state, which no caller's environment is in, and its commands.
//! - [`commands`]: what the user types; a file's path is the command's words.
//! - [`encoder`]: how answers go to Nushell.
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
pub(crate) mod http;
pub(crate) mod identity;
pub(crate) mod nu;
pub(crate) mod plugin;
pub(crate) mod rows;
pub(crate) mod serve;
pub(crate) mod sso;
#[cfg(test)]
pub(crate) mod test_support;
pub(crate) mod text;

pub use crate::plugin::AwsPlugin;
pub use crate::serve::serve;
