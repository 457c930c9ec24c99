//! The commands that begin with `aws sso`.

pub mod accounts;
pub mod login;
pub mod logout;
pub mod roles;
pub mod sessions;
mod targets;
