//! HTTP that all calls share: clients by connection settings, limits of sizes and waits, gzip, and rate limits.

pub(crate) mod clients;
pub(crate) mod gzip;
pub(crate) mod limited_body;
pub(crate) mod limited_client;
pub(crate) mod rate_limiter;
pub(crate) mod waits;
