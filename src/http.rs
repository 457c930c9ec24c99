//! TODO-DOC http

pub(crate) mod clients;
pub(crate) mod gzip;
pub(crate) mod rate_limiter;
