//! HTTP: connections that all calls share, compression, and the rate at which portals are called.

pub(crate) mod clients;
pub(crate) mod gzip;
pub(crate) mod rate_limiter;
