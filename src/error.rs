//! Every failure, one enum for each domain, and the one place that turns a failure into what Nushell shows.
//!
//! The codes are public, because scripts branch on `$e.details.code`: a code never changes its meaning.
//! `docs/errors.md` lists them, and a test compares the list with this folder.

mod cache;
mod config;
mod configure;
mod credentials;
mod diagnostic;
mod ec2;
mod help;
mod login;
mod network;
mod nushell;
pub(crate) mod panic;
mod profile;
mod region;
mod service;
mod setting;
mod sso;

use std::borrow::Cow;

use nu_protocol::{LabeledError, Span};

use crate::text::control::printable;

pub(crate) use cache::CacheError;
pub(crate) use config::ConfigError;
pub(crate) use configure::ConfigureError;
pub(crate) use credentials::CredentialsError;
pub(crate) use diagnostic::Spans;
use diagnostic::{Details, Diagnostic, Subject};
pub(crate) use ec2::{Ec2Error, MeantId, ResourceKind};
pub(crate) use login::LoginError;
pub(crate) use network::NetworkError;
pub(crate) use nushell::NushellError;
pub(crate) use profile::{NamedBy, ProfileError};
pub(crate) use region::RegionError;
pub(crate) use service::ServiceError;
pub(crate) use setting::SettingError;
pub(crate) use sso::SsoError;

/// Any failure. What concerns no single domain has its variants here.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Cache(#[from] CacheError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Configure(#[from] ConfigureError),
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    #[error(transparent)]
    Ec2(#[from] Ec2Error),
    #[error(transparent)]
    Login(#[from] LoginError),
    #[error(transparent)]
    Network(#[from] NetworkError),
    #[error(transparent)]
    Nushell(#[from] NushellError),
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error(transparent)]
    Region(#[from] RegionError),
    #[error(transparent)]
    Service(#[from] ServiceError),
    #[error(transparent)]
    Setting(#[from] SettingError),
    #[error(transparent)]
    Sso(#[from] SsoError),
    /// All profiles and regions failed, for several reasons.
    #[error("All {what} failed; the first error: {first}")]
    AllFailed {
        /// `54 profiles and regions`
        what: String,
        /// Whether all errors have the same code.
        has_one_code: bool,
        first: Box<Error>,
    },
    /// All profiles and regions failed for the same reason.
    #[error("All {what} failed: {message}")]
    AllFailedAlike {
        /// `18 regions`
        what: String,
        /// The first error's message about all of them.
        message: String,
        /// The commands that fix all of them.
        help: Option<String>,
        first: Box<Error>,
    },
    /// A request that could not be made, a runtime that could not be started, or a panic.
    #[error("{0}")]
    Internal(String),
    /// Ctrl-C.
    #[error("Interrupted")]
    Interrupted,
}

impl Diagnostic for Error {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Cache(error) => error.details(),
            Self::Config(error) => error.details(),
            Self::Configure(error) => error.details(),
            Self::Credentials(error) => error.details(),
            Self::Ec2(error) => error.details(),
            Self::Login(error) => error.details(),
            Self::Network(error) => error.details(),
            Self::Nushell(error) => error.details(),
            Self::Profile(error) => error.details(),
            Self::Region(error) => error.details(),
            Self::Service(error) => error.details(),
            Self::Setting(error) => error.details(),
            Self::Sso(error) => error.details(),
            Self::AllFailed { has_one_code, first, .. } => {
                let first = first.details();
                let code = if *has_one_code { first.code } else { "aws::all_failed" };
                Details { help: first.help, ..Details::new(code, "all profiles and regions failed") }
            }
            Self::AllFailedAlike { first, help, .. } => {
                let help = help.as_deref().map(Cow::Borrowed);
                Details { subject: Subject::Command, help, ..first.details() }
            }
            Self::Internal(_) => Details::new("aws::internal", "an internal error")
                .help("please report this as a bug of nu_plugin_aws, with the command you ran"),
            Self::Interrupted => Details::new("aws::interrupted", "interrupted"),
        }
    }
}

impl Error {
    /// The stable code that scripts branch on.
    pub(crate) fn code(&self) -> &'static str {
        self.details().code
    }

    /// The command that fixes the error, or what to look at.
    pub(crate) fn help(&self) -> Option<String> {
        self.details().help.map(Into::into)
    }

    /// Whether another region of the same account might not fail.
    pub(crate) fn is_regional(&self) -> bool {
        match self {
            Self::Network(_) | Self::Region(RegionError::Disabled { .. } | RegionError::Unknown { .. }) => true,
            Self::Service(error) => !matches!(error, ServiceError::AccessDenied { .. } | ServiceError::Clock { .. }),
            _ => false,
        }
    }

    /// The message together with AWS's own message, for output that has no labels.
    pub(crate) fn full_message(&self) -> String {
        match self.details().aws_message {
            Some(message) => format!("{self}: {message}"),
            None => self.to_string(),
        }
    }

    /// The error as Nushell shows it, with its label at the argument that caused it. Its texts are [`printable`].
    #[expect(clippy::disallowed_methods, reason = "the only place that makes errors for Nushell")]
    pub(crate) fn at(&self, spans: &Spans) -> LabeledError {
        let details = self.details();
        let label = details.aws_message.unwrap_or(&details.label);
        let error = LabeledError::new(printable(&self.to_string())).with_code(details.code);
        let error = match spans.of(details.subject) {
            // Nushell would point at the first line of its sources.
            span if span == Span::unknown() => error,
            // Who presses Ctrl-C knows where.
            _ if matches!(self, Self::Interrupted) => error,
            span => error.with_label(printable(label), span),
        };
        match details.help {
            Some(help) => error.with_help(printable(&help)),
            None => error,
        }
    }
}

/// The end of a message about something that may belong to a profile.
fn in_profile(profile: &Option<String>) -> String {
    profile.as_ref().map(|name| format!(" (profile `{name}`)")).unwrap_or_default()
}

#[cfg(test)]
mod tests;
