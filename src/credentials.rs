//! TODO-DOC credentials

pub(crate) mod export;
pub(crate) mod metadata;
pub(crate) mod mfa;
pub(crate) mod plugin_provider;
pub(crate) mod preloaded_provider;
pub(crate) mod process;
pub(crate) mod profile_account;
pub(crate) mod region;
pub(crate) mod sdk_config;
pub(crate) mod sdk_profile;
pub(crate) mod session;
pub(crate) mod session_preview;
pub(crate) mod source;
pub(crate) mod validate_source_chain;

pub(crate) use session::{Session, Target};
pub(crate) use session_preview::SessionPreview;
