//! Errors: the code that scripts branch on, the label at the wrong argument, and the help.

mod arguments;
mod credentials;
mod foreign_text;
mod network;
mod no_profile;
mod regions;
mod responses;
mod settings;
