//! Tests of the sandbox over HTTP.

mod authentication;
mod browser;
mod client;
mod console;
mod device;
mod faults;
mod gzip;
mod http;
mod instances;
mod log;
mod portal;
mod program;
mod regions;
mod registration;
mod roles;
mod tokens;
mod volumes;
