//! The sandbox from outside: signed HTTP in, XML out, and plain HTTP in, JSON and pages out.

mod admission;
mod browser;
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
mod support;
mod tokens;
mod volumes;
