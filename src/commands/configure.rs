//! The commands that begin with `aws configure`.

pub(crate) mod sso;
