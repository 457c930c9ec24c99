//! From a caller and a profile to credentials, and to the SDK clients that use them.
//!
//! [`CredentialsSource`] decides which credentials a call uses. [`CredentialsChain`] adds what a role is assumed with.
//! [`kinds`] loads them, each kind in a file of its own. A [`Session`] has the result.
//!
//! [`CredentialsSource`]: source::CredentialsSource
//! [`CredentialsChain`]: chain::CredentialsChain

pub(crate) mod chain;
pub(crate) mod console;
pub(crate) mod export;
#[cfg(unix)]
pub(crate) mod foreground;
pub(crate) mod instance_region;
pub(crate) mod key_format;
pub(crate) mod kinds;
pub(crate) mod profile_account;
pub(crate) mod program;
pub(crate) mod provider;
pub(crate) mod region;
pub(crate) mod sdk_session;
pub(crate) mod sdk_settings;
pub(crate) mod session_preview;
pub(crate) mod source;
pub(crate) mod sts;
pub(crate) mod token_file;

pub(crate) use sdk_session::{Session, Target};
pub(crate) use session_preview::SessionPreview;
