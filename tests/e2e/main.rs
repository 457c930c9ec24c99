//! The plugin in a real Nushell, with a local AWS. Each file is about one topic.

mod completions;
mod env;
mod environment;
mod errors;
mod faults;
mod help;
mod instances;
mod inventory;
mod joins;
mod large_files;
mod many;
mod profile_names;
mod profiles;
mod regions;
mod scopes;
#[cfg_attr(not(unix), allow(dead_code, unused_imports, reason = "the modules below use the rest"))]
mod support;
mod switching;
mod volumes;
mod workflow;

// They need terminals, signals, permissions, links or shell scripts.
#[cfg(unix)]
mod compatibility;
#[cfg(unix)]
mod credentials;
#[cfg(unix)]
mod documentation;
#[cfg(unix)]
mod indented_secrets;
#[cfg(unix)]
mod limits;
#[cfg(unix)]
mod login;
#[cfg(unix)]
mod names;
#[cfg(unix)]
mod profile_check;
#[cfg(unix)]
mod profile_editing;
#[cfg(unix)]
mod secrets;
#[cfg(unix)]
mod shell_end;
#[cfg(unix)]
mod sso;
#[cfg(unix)]
mod tables;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod whoami;
