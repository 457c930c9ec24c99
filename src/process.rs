//! The programs that the plugin starts, the files that it may open, its pipe to Nushell, and the end of its own process.

#[cfg(unix)]
pub(crate) mod group;
pub(crate) mod open_files;
#[cfg(target_os = "linux")]
pub(crate) mod pipe;
pub(crate) mod shutdown;
