//! HTTP that all calls share: clients by connection settings, gzip, and rate limits.

pub(crate) mod clients;
pub(crate) mod gzip;
pub(crate) mod rate_limiter;
