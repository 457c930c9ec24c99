//! A small, strict, local AWS for the tests, benchmarks and demonstrations of `nu_plugin_aws`.
//!
//! EC2, STS, SSO-OIDC and the SSO portal, for several accounts and all regions, on one loopback port. A request's
//! signature says which service and region it is for and whose it is; it is verified as AWS does it. Requests to the
//! two SSO services aren't signed and have paths of their own. What AWS refuses is refused in AWS's words. Everything
//! served is derived from a seed.
//!
//! * [`Sandbox`] is the handle, [`Options`] its size; [`Account`] and [`Key`] are what clients sign in with.
//! * [`SignIn`] is what a signed-in user holds, for tests that begin there.
//! * [`Fault`] and its [`Kind`] make it slow, forgetful or wrong; [`Request`] is what it remembers.
//!
//! Inside, `server` takes a request in. One of the query protocol goes to `question`: `authorize` (with `signature` and
//! `principal`) lets it in, `ec2` or `sts` answers. The others go to `rest`, where `oidc` or `portal` answers out of
//! what `identity` remembers. `delivery` sends the answer, out of `piece`s that `gzip` has compressed if the client takes
//! that, over a `line` as wide as wished and the client's `connection`. `cloud` is the state that they share.

mod accept_encoding;
mod account;
mod authorize;
mod call;
mod clock;
mod cloud;
mod connection;
mod delivery;
mod ec2;
mod error;
mod faults;
mod gzip;
mod identity;
mod line;
mod log;
mod names;
mod oidc;
mod options;
mod piece;
mod portal;
mod principal;
mod query;
mod question;
mod random;
mod refusals;
mod regions;
mod rest;
mod sandbox;
mod server;
mod service;
mod signature;
mod sts;
mod xml;

pub use account::{Account, Key, ROLES, SECRET_PREFIX, TOKEN_PREFIX, WEB_IDENTITY_TOKEN};
pub use faults::{Fault, Kind};
pub use log::{Mark, Request};
pub use options::Options;
pub use sandbox::{Sandbox, SignIn};
