//! A small, strict, local AWS for the tests, benchmarks and demonstrations of `nu_plugin_aws`.
//!
//! EC2 and STS, for several accounts and all regions, on one loopback port. A request's signature says which service
//! and region it is for and whose it is; it is verified as AWS does it. What AWS refuses is refused in AWS's words.
//! Everything served is derived from a seed.
//!
//! * [`Sandbox`] is the handle, [`Options`] its size; [`Account`] and [`Key`] are what clients sign in with.
//! * [`Fault`] and its [`Kind`] make it slow, forgetful or wrong; [`Request`] is what it remembers.
//!
//! Inside, `server` takes a request apart, `authorize` (with `signature` and `principal`) lets it in, `ec2` or `sts`
//! answers, and `delivery` sends the answer. `cloud` is the state that they share.

mod account;
mod authorize;
mod call;
mod clock;
mod cloud;
mod delivery;
mod ec2;
mod error;
mod faults;
mod log;
mod options;
mod principal;
mod query;
mod random;
mod refusals;
mod regions;
mod sandbox;
mod server;
mod service;
mod signature;
mod sts;
mod xml;

pub use account::{Account, Key, ROLES, SECRET_PREFIX, TOKEN_PREFIX};
pub use faults::{Fault, Kind};
pub use log::Request;
pub use options::Options;
pub use sandbox::Sandbox;
