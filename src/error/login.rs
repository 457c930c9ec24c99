//! Signing in to the AWS console with `aws login`, and out.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{SHOW_ENDPOINTS, show_profile};
use crate::text::quote::quoted;

/// A failure of `aws login` or `aws logout`.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum LoginError {
    /// A profile whose other credentials would be used instead of the sign-in.
    #[error("Profile `{profile}` has `{key}`, {what}")]
    OtherCredentials {
        profile: String,
        key: &'static str,
        /// `so it uses …`
        what: &'static str,
    },
    /// The user has signed in as somebody else than before.
    #[error("Profile `{profile}` is for {before}, but you signed in as {now}")]
    OtherIdentity { profile: String, before: String, now: String },
    #[error("Profile `{profile}` does not use `aws login`")]
    NotLogin { profile: String },
    /// The user, or a policy, denied the sign-in.
    #[error("The sign-in to AWS was denied")]
    Denied,
    #[error("The sign-in to AWS was not approved in time")]
    TimedOut,
    /// Keys can't be renewed any longer, because the sign-in is too old.
    #[error("The sign-in to AWS of profile `{profile}` has expired")]
    Expired { profile: String },
    /// Keys can't be renewed any longer, because the user has another password now.
    #[error("The sign-in to AWS of profile `{profile}` has ended, because the password was changed")]
    PasswordChanged { profile: String },
    /// The request is invalid, which also is what a revoked sign-in looks like, or one of another region.
    #[error("AWS refuses the sign-in of profile `{profile}` in {region}: it was revoked, or made in another region")]
    Refused {
        profile: String,
        region: String,
        /// AWS's message.
        message: String,
    },
    /// The user came back from the page too late.
    #[error("The code of the sign-in to AWS has expired")]
    CodeExpired,
    #[error("The sign-in to AWS failed: {reason}")]
    Failed { reason: String },
    /// A text that the page has not shown. It is not repeated, because it may be secret.
    #[error("This is not the text from the sign-in page: {problem}")]
    Text { problem: &'static str },
    /// Nobody can be asked for the text.
    #[error("There is no terminal to ask for the text from the sign-in page")]
    NoTerminal,
    /// The page of the sign-in service isn't opened.
    #[error("The page of the sign-in is `{url}`, which is neither `https:` nor on this computer")]
    UnsafePage {
        /// The beginning of it.
        url: String,
    },
    #[error("{} can't be opened for the browser to call back: {cause}", .port.map_or("No port".to_owned(), |port| format!("Port {port}")))]
    Port {
        /// The port that the call names.
        port: Option<u16>,
        cause: String,
    },
}

impl Diagnostic for LoginError {
    fn details(&self) -> Details<'_> {
        let again = |code| {
            Details::new(code, "the sign-in failed")
                .help("run the command again; with `aws login --remote` you can use a browser on any computer")
        };
        let sign_in_again = |code, profile: &str| {
            Details::new(code, "needs you to sign in again")
                .at(Subject::Profile)
                .help(format!("sign in with `aws login --profile {}`", quoted(profile)))
        };
        match self {
            Self::Expired { profile } => sign_in_again("aws::login::expired", profile),
            Self::PasswordChanged { profile } => sign_in_again("aws::login::password_changed", profile),
            Self::Refused { profile, message, .. } => {
                sign_in_again("aws::login::refused", profile).aws_message(message)
            }
            Self::OtherCredentials { profile, .. } => {
                Details::new("aws::login::other_credentials", "has other credentials").at(Subject::Profile).help(
                    format!(
                        "to sign in to IAM Identity Center: `aws sso login`; for another profile with the console's \
                         sign-in: `aws login --profile {}`; {}",
                        quoted(&format!("{profile}-console")),
                        show_profile(profile)
                    ),
                )
            }
            Self::OtherIdentity { profile, .. } => {
                Details::new("aws::login::other_identity", "is for somebody else").at(Subject::Profile).help(format!(
                    "nothing was changed; to replace it: `aws login --profile {} --force`; to keep both: \
                     `aws login --profile {}`",
                    quoted(profile),
                    quoted(&format!("{profile}-2"))
                ))
            }
            Self::NotLogin { profile } => {
                Details::new("aws::login::not_login", "has no `login_session`").at(Subject::Profile).help(format!(
                    "list the profiles that do with `aws profiles | where kind == login`; {}",
                    show_profile(profile)
                ))
            }
            Self::Denied => again("aws::login::denied"),
            Self::TimedOut => again("aws::login::timed_out"),
            Self::CodeExpired => Details::new("aws::login::code_expired", "the sign-in took too long")
                .help("run `aws login` again, and finish within ten minutes"),
            Self::Failed { .. } => again("aws::login::failed"),
            Self::Text { .. } => Details::new("aws::login::text", "not the text from the page")
                .help("run `aws login --remote` again, and copy the whole text that the page shows at the end"),
            Self::NoTerminal => Details::new("aws::login::no_terminal", "needs the text")
                .help("pipe a program that reads the URL and prints the text: `^my-browser | aws login --remote`"),
            Self::UnsafePage { .. } => Details::new("aws::login::unsafe_page", "the page is not opened")
                .help(format!("check where the sign-in service is: {SHOW_ENDPOINTS}")),
            Self::Port { port, .. } => Details::new("aws::login::port", "the port is not free").help(match port {
                Some(_) => "choose another port with `--redirect-port`, or leave the flag out",
                None => "use a browser on any computer: `aws login --remote`",
            }),
        }
    }
}
