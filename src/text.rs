//! Strings: quoting, suggestions for mistyped names, and secrets.

pub(crate) mod quote;
pub(crate) mod secret;
pub(crate) mod suggest;
