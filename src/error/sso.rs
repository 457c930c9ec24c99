//! IAM Identity Center: sessions, sign-in, accounts and roles.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{SHOW_ENDPOINTS, did_you_mean, show_profile};
use crate::error::in_profile;

/// A failure of IAM Identity Center. `session` is the sso-session's name, or the start URL of a legacy profile.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum SsoError {
    /// The user has not signed in, or has signed out.
    #[error("Not signed in to `{session}`{}", in_profile(.profile))]
    SignedOut {
        session: String,
        profile: Option<String>,
        /// The command that signs in.
        login: String,
    },
    /// The sign-in has ended, and can't be refreshed.
    #[error("The sign-in to `{session}` {}{}", if *.rejected { "is no longer accepted by AWS" } else { "has expired" }, in_profile(.profile))]
    Expired {
        session: String,
        profile: Option<String>,
        /// The command that signs in.
        login: String,
        /// Whether AWS rejected a token before its expiry: it must not be used again.
        rejected: bool,
    },
    /// The user is signed in, but has no such role in the account (any more).
    #[error("You have no role `{role}` in account {account}{}", in_profile(.profile))]
    RoleNotAssigned {
        /// The account's id.
        account: String,
        role: String,
        /// The profile that names them.
        profile: Option<String>,
    },
    /// The user is signed in, but has no role in the account (any more), or the account doesn't exist.
    #[error("You have no role in account {account} of `{session}`")]
    AccountNotAssigned {
        /// The account's id.
        account: String,
        session: String,
    },
    #[error("You have no role in an account `{name}`")]
    AccountNotFound {
        /// An id or a name.
        name: String,
        nearest: Vec<String>,
    },
    /// A name that no portal has told so far.
    #[error("`{name}` is not a known account")]
    AccountNameUnknown { name: String, nearest: Vec<String> },
    #[error("{count} of your accounts are called `{name}`")]
    AccountAmbiguous { name: String, count: usize },
    /// The user is signed in, but has no account, or no role in it.
    #[error("You have no {what} to choose from")]
    NothingAssigned {
        /// "account" or "role".
        what: &'static str,
    },
    /// A text that can't be an account's id.
    #[error("`{id}` is not an account id")]
    AccountIdMalformed { id: String },
    #[error("There is no sso-session `{name}`")]
    SessionNotFound { name: String, nearest: Vec<String> },
    /// Neither the call nor the active profile names a session, and the config doesn't have just one.
    #[error("No sso-session is given")]
    SessionMissing {
        /// The names in the config.
        known: Vec<String>,
    },
    /// A profile that doesn't use IAM Identity Center.
    #[error("Profile `{profile}` does not use IAM Identity Center")]
    NotSso { profile: String },
    /// A session or profile without a key that a sign-in needs.
    #[error("{place} has no `{missing}`")]
    Incomplete {
        /// "The sso-session `x`" or "Profile `x`".
        place: String,
        /// The key.
        missing: &'static str,
    },
    /// A profile that contradicts its session.
    #[error(
        "In profile `{profile}` `{key}` is `{of_profile}`, but in its sso-session `{session}` it is `{of_session}`"
    )]
    Inconsistent {
        profile: String,
        session: String,
        key: &'static str,
        /// The profile's value.
        of_profile: String,
        /// The session's value.
        of_session: String,
    },
    /// The user, or a policy, denied the sign-in.
    #[error("The sign-in to `{session}` was denied")]
    Denied { session: String },
    #[error("The sign-in to `{session}` was not approved in time")]
    TimedOut { session: String },
    /// The browser's response does not belong to this sign-in.
    #[error("The sign-in to `{session}` failed: {reason}")]
    Failed {
        session: String,
        reason: String,
        /// The session's region, if AWS refused the request: that happens if the Identity Center is in another one.
        region: Option<String>,
    },
    /// A page of the sign-in service that isn't opened.
    #[error("The page of the sign-in to `{session}` is `{url}`, which is neither `https:` nor on this computer")]
    UnsafePage {
        session: String,
        /// The beginning of it.
        url: String,
    },
    /// Something else than sessions, profiles, accounts or roles comes through the pipeline.
    #[error("The input names no sso-session")]
    Input { problem: String },
}

impl Diagnostic for SsoError {
    fn details(&self) -> Details<'_> {
        let not_signed_in = |code| {
            Details::new(code, "the sign-in failed")
                .help("run the command again; with `--use-device-code` you can use a browser on any machine")
        };
        match self {
            Self::SignedOut { login, .. } => Details::new("aws::sso::signed_out", "needs you to sign in")
                .at(Subject::Profile)
                .help(format!("sign in with `{login}`")),
            Self::Expired { login, .. } => Details::new("aws::sso::expired", "needs you to sign in again")
                .at(Subject::Profile)
                .help(format!("sign in with `{login}`")),
            Self::RoleNotAssigned { role, profile, .. } => {
                Details::new("aws::sso::role_not_assigned", "not one of your roles")
                    .at(if profile.is_some() { Subject::Profile } else { Subject::Arg(role) })
                    .help("list your roles with `aws sso roles`")
            }
            Self::AccountNotAssigned { account, .. } => {
                Details::new("aws::sso::account_not_assigned", "not one of your accounts")
                    .at(Subject::Arg(account))
                    .help("list your accounts with `aws sso accounts`")
            }
            Self::AccountNotFound { name, nearest } => {
                Details::new("aws::sso::account_not_found", "not one of your accounts")
                    .at(Subject::Arg(name))
                    .help(did_you_mean(nearest, "list your accounts with `aws sso accounts`"))
            }
            Self::AccountNameUnknown { name, nearest } => Details::new(
                "aws::sso::account_not_found",
                "not a known name",
            )
            .at(Subject::Arg(name))
            .help(did_you_mean(
                nearest,
                "pass the account's id, or run `aws sso accounts` first, which learns the names of your accounts",
            )),
            Self::AccountAmbiguous { name, .. } => Details::new("aws::sso::account_not_found", "not a unique name")
                .at(Subject::Arg(name))
                .help("pass the account's id; `aws sso accounts` lists the ids"),
            Self::NothingAssigned { .. } => Details::new("aws::sso::nothing_assigned", "nothing to choose from")
                .help("ask the administrator of the Identity Center to assign you an account and a role"),
            Self::AccountIdMalformed { id } => {
                Details::new("aws::sso::malformed_account_id", "an account id has twelve digits")
                    .at(Subject::Arg(id))
                    .help("list the ids with `aws sso accounts`; in a row, write the id as a text: '012345678901'")
            }
            Self::SessionNotFound { name, nearest } => {
                Details::new("aws::sso::session_not_found", "not in the AWS config file")
                    .at(Subject::Arg(name))
                    .help(did_you_mean(nearest, "list them with `aws sso sessions`"))
            }
            Self::SessionMissing { known } => {
                Details::new("aws::sso::session_missing", "which session?").help(match known.as_slice() {
                    [] => "create one with `aws configure sso`".to_owned(),
                    known => format!(
                        "pass one with `--sso-session`: {}; or create another with `aws configure sso`",
                        known.join(", ")
                    ),
                })
            }
            Self::NotSso { profile } => Details::new("aws::sso::not_sso", "has no sso-session")
                .at(Subject::Profile)
                .help(format!("list the sessions with `aws sso sessions`; {}", show_profile(profile))),
            Self::Incomplete { missing, .. } => Details::new("aws::sso::incomplete", format!("needs `{missing}`"))
                .help(format!("add `{missing}` there, or run `aws configure sso`")),
            Self::Inconsistent { profile, key, .. } => {
                Details::new("aws::sso::inconsistent", "contradicts its sso-session").at(Subject::Profile).help(
                    format!(
                        "remove `{key}` from the profile, because its sso-session has it; {}",
                        show_profile(profile)
                    ),
                )
            }
            Self::Denied { .. } => not_signed_in("aws::sso::denied"),
            Self::TimedOut { .. } => not_signed_in("aws::sso::timed_out"),
            Self::Failed { region: None, .. } => not_signed_in("aws::sso::failed"),
            Self::Failed { region: Some(region), .. } => not_signed_in("aws::sso::failed").help(format!(
                "check that your Identity Center is in `sso_region` ({region}) and has this `sso_start_url`: \
                 `aws sso sessions --long` shows both; if they are right, run the command again"
            )),
            Self::UnsafePage { .. } => Details::new("aws::sso::unsafe_page", "the page is not opened")
                .help(format!("check where the sign-in service is: {SHOW_ENDPOINTS}")),
            Self::Input { problem } => Details::new("aws::sso::input", problem.as_str())
                .help("pipe names of sessions, or rows of `aws profiles` or `aws sso sessions`"),
        }
    }
}
