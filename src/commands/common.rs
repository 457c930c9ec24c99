//! What several commands share.

pub(crate) mod account_id;
pub(crate) mod checked_flags;
pub(crate) mod command;
pub(crate) mod completion;
pub(crate) mod context;
pub(crate) mod examples;
pub(crate) mod failure_flags;
pub(crate) mod grouped_messages;
pub(crate) mod merged_help;
pub(crate) mod named_profiles;
pub(crate) mod pipeline_input;
pub(crate) mod progress;
pub(crate) mod responses;
pub(crate) mod sign_in;
pub(crate) mod string_list;
pub(crate) mod switch_profile;
pub(crate) mod target_flags;
