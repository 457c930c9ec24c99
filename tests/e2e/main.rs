//! The plugin in a real Nushell, with a local AWS. Each file is about one topic.

#![cfg(unix)]

mod compatibility;
mod completions;
mod credentials;
mod documentation;
mod env;
mod environment;
mod errors;
mod faults;
mod help;
mod indented_secrets;
mod instances;
mod inventory;
mod joins;
mod large_files;
mod limits;
mod login;
mod many;
mod names;
mod profile_check;
mod profile_editing;
mod profile_names;
mod profiles;
mod regions;
mod scopes;
mod secrets;
mod shell_end;
mod sso;
mod support;
mod switching;
mod tables;
mod terminal;
mod volumes;
mod whoami;
mod workflow;
