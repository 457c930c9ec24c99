//! What several commands share.

pub(crate) mod args;
pub(crate) mod causes;
pub(crate) mod command;
pub(crate) mod completion;
pub(crate) mod context;
pub(crate) mod examples;
pub(crate) mod failure_flags;
pub(crate) mod flags;
pub(crate) mod named_profiles;
pub(crate) mod progress;
pub(crate) mod responses;
pub(crate) mod sign_in;
pub(crate) mod target_flags;
