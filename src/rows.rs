//! SDK and domain types as Nushell records.

pub(crate) mod api;
pub(crate) mod credentials;
pub(crate) mod effective;
pub(crate) mod failure;
pub(crate) mod finding;
pub(crate) mod identity;
pub(crate) mod profile;
pub(crate) mod region;
pub(crate) mod sso;
