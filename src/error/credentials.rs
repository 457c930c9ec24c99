//! Credentials: finding them, MFA codes, exporting them.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{choose_profile, did_you_mean, show_profile};
use crate::error::in_profile;
use crate::text::quote::quoted;

/// Credentials that can't be found, used or exported. A `profile` that is `None` stands for the environment.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum CredentialsError {
    /// Neither the environment nor the profile has credentials.
    #[error("There are no AWS credentials{}", in_profile(.profile))]
    Missing { profile: Option<String> },
    /// There are no credentials because no profile is chosen.
    #[error("{}", not_chosen(.profiles, *.has_default))]
    NotChosen {
        /// The names of all profiles; none if no profile has credentials.
        profiles: Vec<String>,
        /// Whether one of them is `default`, which has no credentials.
        has_default: bool,
    },
    /// Only one half of a key pair.
    #[error("{} has {present} but no {missing}", .profile.as_ref().map_or("The environment".into(), |name| format!("Profile `{name}`")))]
    HalfKeyPair { profile: Option<String>, present: &'static str, missing: &'static str },
    /// A key or token that can't be sent.
    #[error("{part}{} {problem}", in_profile(.profile))]
    Malformed {
        /// The variable, the line of a file, or the member of a response.
        part: String,
        profile: Option<String>,
        /// `has a line break at its end`
        problem: &'static str,
    },
    /// Any other reason why the credentials can't be loaded.
    #[error("Can't load the AWS credentials{}: {reason}", in_profile(.profile))]
    Failed {
        profile: Option<String>,
        /// The root cause.
        reason: String,
    },
    /// A role requires an MFA code, and there is none.
    #[error("Profile `{profile}` needs an MFA code from {serial}")]
    MfaNeeded {
        profile: String,
        /// The device's serial number or ARN.
        serial: String,
    },
    /// STS rejects the MFA code.
    #[error("AWS rejected the MFA code from {serial} (profile `{profile}`)")]
    MfaRefused {
        profile: String,
        /// The device's serial number or ARN.
        serial: String,
        /// AWS's message.
        message: String,
    },
    /// A text that can't be an MFA code. It is not repeated, because it may be a password.
    #[error("This is not an MFA code")]
    MfaCodeMalformed,
    /// A session of `aws login` that doesn't exist, or whose file is damaged. AWS's refusals are
    /// [`LoginError`](super::LoginError)s.
    #[error("Can't use the console session of profile `{profile}`: {reason}")]
    ConsoleSession {
        profile: String,
        /// The root cause.
        reason: String,
    },
    /// Profiles whose `credential_process` run each other.
    #[error("Profile `{profile}` gets its credentials from itself: {chain}")]
    Circle {
        profile: String,
        /// The profiles in between.
        chain: String,
    },
    /// AWS says that the credentials have expired.
    #[error("The AWS credentials have expired{}", in_profile(.profile))]
    Expired {
        profile: Option<String>,
        /// The command that signs in for such credentials.
        sign_in: Option<&'static str>,
    },
    /// AWS doesn't know the credentials.
    #[error("AWS rejected the credentials{}", .key_variable.map_or(in_profile(.profile), |name| format!(" from {name}")))]
    Rejected {
        profile: Option<String>,
        /// The variable that has the access key.
        key_variable: Option<&'static str>,
        /// The region that rejected them.
        region: String,
        /// AWS's message.
        message: String,
    },
    /// No format of `aws credentials export`.
    #[error("`{name}` is not a format of `aws credentials export`")]
    UnknownFormat { name: String, nearest: Vec<String> },
    /// A value that can't be quoted for cmd.exe.
    #[error("The value of {variable} can't be written for cmd.exe")]
    NotForCmd { variable: &'static str },
    /// A value with a character that a format can't hold.
    #[error("The value of {variable} {problem}, which `{format}` can't hold")]
    NotExportable {
        variable: &'static str,
        /// `has a line break in it`
        problem: &'static str,
        format: &'static str,
    },
}

impl Diagnostic for CredentialsError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Missing { profile } => Details::new("aws::credentials::missing", "needs credentials")
                .at(Subject::Profile)
                .help(match profile {
                    None => choose_profile(&[]),
                    Some(name) => format!("{}; `aws profile use` selects another", show_profile(name)),
                }),
            Self::NotChosen { profiles, .. } => {
                Details::new("aws::credentials::missing", "needs credentials").help(choose_profile(profiles))
            }
            Self::HalfKeyPair { profile: None, missing, .. } => {
                Details::new("aws::credentials::half_key_pair", "needs both keys").help(format!(
                    "set {missing} too, or select a profile with `aws profile use`, which removes the keys"
                ))
            }
            Self::HalfKeyPair { profile: Some(name), missing, .. } => {
                Details::new("aws::credentials::half_key_pair", "needs both keys")
                    .at(Subject::Profile)
                    .help(format!("add {missing} to the profile; {}", show_profile(name)))
            }
            Self::Malformed { part, profile, .. } => {
                Details::new("aws::credentials::malformed", "needs its credentials").at(Subject::Profile).help(
                    match profile {
                        Some(name) => format!("remove it; {}", show_profile(name)),
                        // A variable.
                        None if !part.contains(' ') => format!("`$env.{part} = ($env.{part} | str trim)` removes it"),
                        None => {
                            "get new credentials from their source: `aws env | where setting == credentials` shows it"
                                .to_owned()
                        }
                    },
                )
            }
            Self::Failed { profile, .. } => Details::new("aws::credentials::failed", "needs its credentials")
                .at(Subject::Profile)
                .help(match profile {
                    Some(name) => show_profile(name),
                    None => "select a profile with `aws profile use`".to_owned(),
                }),
            Self::MfaNeeded { profile, .. } => {
                Details::new("aws::credentials::mfa_needed", "needs an MFA code").at(Subject::Profile).help(format!(
                    "pass the code with `--mfa-code`, or get the credentials first: \
                     `aws credentials -p {} --mfa-code 123456 | ignore`",
                    quoted(profile)
                ))
            }
            Self::MfaRefused { profile, message, .. } => {
                Details::new("aws::credentials::mfa_refused", "the code was rejected")
                    .aws_message(message)
                    .at(Subject::Profile)
                    .help(format!(
                        "a code works once and for 30 seconds: wait for the next one; or check the `mfa_serial`: {}",
                        show_profile(profile)
                    ))
            }
            Self::MfaCodeMalformed => Details::new("aws::credentials::mfa_code", "an MFA code has six digits")
                .help("pass the six digits that the device shows now: `--mfa-code 012345`"),
            Self::ConsoleSession { profile, .. } => Details::new("aws::credentials::login", "needs you to sign in")
                .at(Subject::Profile)
                .help(format!("sign in with `aws login --profile {}`", quoted(profile))),
            Self::Circle { profile, .. } => Details::new("aws::credentials::circle", "depends on itself")
                .at(Subject::Profile)
                .help(format!("its `credential_process` must use another profile; {}", show_profile(profile))),
            Self::Expired { profile, sign_in } => Details::new("aws::credentials::expired", "used these credentials")
                .at(Subject::Profile)
                .help(match (profile, sign_in) {
                    (Some(name), Some(sign_in)) => format!("sign in again with `{sign_in} --profile {}`", quoted(name)),
                    (Some(name), None) => format!("renew them where they come from; {}", show_profile(name)),
                    (None, _) => {
                        "renew the keys in the environment, or select a profile with `aws profile use`, which \
                                 removes them"
                            .to_owned()
                    }
                }),
            Self::Rejected { key_variable, region, message, .. } => {
                let remove = match key_variable {
                    Some(_) => "`aws profile use NAME` removes the keys from the environment; or ",
                    None => "",
                };
                let check = format!(
                    "{remove}check the keys and this computer's clock, and with `aws ec2 regions --all` whether {region} \
                     is enabled"
                );
                Details::new("aws::credentials::rejected", "used these credentials")
                    .aws_message(message)
                    .at(Subject::Profile)
                    .help(check)
            }
            Self::UnknownFormat { name, nearest } => {
                // The AWS CLI's `env` is like `dotenv`, but is `posix` here.
                let formats = "use `--format posix`, or fish, powershell, cmd, dotenv or process";
                Details::new("aws::credentials::unknown_format", "unknown format")
                    .at(Subject::Arg(name))
                    .help(did_you_mean(nearest, formats))
            }
            Self::NotForCmd { .. } => Details::new("aws::credentials::not_for_cmd", "can't export for cmd.exe")
                .help("use PowerShell: `aws credentials export --format powershell`"),
            Self::NotExportable { .. } => Details::new("aws::credentials::not_exportable", "can't export this value")
                .help("use JSON, which can hold any value: `aws credentials export --format process`"),
        }
    }
}

fn not_chosen(profiles: &[String], has_default: bool) -> &'static str {
    match (profiles, has_default) {
        ([], _) => "There are no AWS credentials",
        (_, false) => "No AWS profile is chosen",
        (_, true) => "No AWS profile is chosen, and `default` has no credentials",
    }
}
