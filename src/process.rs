//! The programs that the plugin starts, and the end of its own process.

#[cfg(unix)]
pub(crate) mod group;
pub(crate) mod shutdown;
