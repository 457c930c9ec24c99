//! A small, strict, local AWS for the tests, benchmarks and demonstrations of `nu_plugin_aws`.
//!
//! EC2, STS, SSO-OIDC, the SSO portal and the sign-in service of the console, for several accounts and all regions, on
//! one loopback port. The signature of a request names its service and region, and is verified like AWS does. Requests to
//! the other services are unsigned and have their own paths. Invalid requests get AWS's error codes and messages. Everything is generated from a seed.
//!
//! * [`Sandbox`] is the handle and [`Options`] its configuration; [`Account`] and [`Key`] are what clients sign with.
//! * [`SignIn`] is what a client has after signing in, for tests that begin there.
//! * [`serve_regional_hosts`] gives each region a [`Host`] of its own, with TLS and a distance.
//! * [`Fault`] and its [`FaultKind`] inject faults; [`Request`] is an entry of its log.
//!
//! Inside, `server` routes requests over `SandboxState`, which all share:
//!
//! * Those of the query protocol go to `query`, which authenticates them (`authentication`, `signature`, `caller`) and
//!   calls the handler in `ec2` or `sts`.
//! * Those of the REST services go to `rest`, which calls a handler in `oidc`, `portal` or `signin`. Their state is in
//!   `identity_center` and `console`.
//! * `transport` sends responses: their `body` compressed by `gzip` if the client accepts it, no faster than `bandwidth`
//!   allows, and over a `connection` that a fault can reset.

mod accept_encoding;
mod account;
mod api_request;
mod authentication;
mod bandwidth;
mod body;
mod caller;
mod clock;
mod connection;
mod console;
mod ec2;
mod error;
mod faults;
mod gzip;
mod identity_center;
mod log;
mod names;
mod oidc;
mod options;
mod parameters;
mod portal;
mod query;
mod random;
mod regional_hosts;
mod regions;
mod rest;
mod sandbox;
mod server;
mod service;
mod signature;
mod signin;
mod state;
mod sts;
mod transport;
mod xml;

pub use account::{Account, Key, ROLES, SECRET_PREFIX, TOKEN_PREFIX, WEB_IDENTITY_TOKEN};
pub use faults::{Fault, FaultKind};
pub use log::{LogPosition, Request};
pub use options::Options;
pub use regional_hosts::{Host, serve as serve_regional_hosts};
pub use sandbox::{Sandbox, SignIn};
