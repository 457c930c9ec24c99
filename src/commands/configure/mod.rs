//! The commands that begin with `aws configure`.

pub mod sso;
