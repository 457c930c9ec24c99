//! SDK and domain types as Nushell records.

pub mod credentials;
pub mod effective;
pub mod failure;
pub mod finding;
pub mod identity;
pub mod instance;
mod member;
pub mod profile;
pub mod region;
pub mod sso;
