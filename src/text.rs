//! Strings: quoting, lists of names, patterns, suggestions for mistyped names, secrets, and characters that can't be sent.

pub(crate) mod control;
pub(crate) mod names;
pub(crate) mod quote;
pub(crate) mod secret;
pub(crate) mod selection;
pub(crate) mod suggest;

pub(crate) use control::control_characters;
