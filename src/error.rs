//! Everything that can go wrong, in one enum, and the one place that turns it into what Nushell shows.
//!
//! The codes are public: scripts branch on `$e.details.code`, so a code never changes its meaning.

pub(crate) mod code;
pub(crate) mod config;
pub(crate) mod help;
pub(crate) mod label;

pub(crate) use config::ConfigError;
pub(crate) use label::Spans;
use nu_protocol::{LabeledError, ShellError};

/// A failure in the terms of the user: what is wrong, which word caused it and what mends it.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Error {
    /// A profile is named that neither file has.
    #[error("There is no AWS profile `{name}`")]
    ProfileNotFound {
        /// The name as given.
        name: String,
        /// Who named it.
        named_by: NamedBy,
        /// Names like it, the nearest first.
        nearest: Vec<String>,
    },
    /// `AWS_PROFILE` is set and empty, which the AWS CLI refuses too.
    #[error("{variable} is set, but empty")]
    ProfileNameEmpty {
        /// The variable.
        variable: &'static str,
    },
    /// No profile was named and nobody can be asked.
    #[error("No profile is named, and there is no terminal to pick one in")]
    ProfileNameMissing,
    /// The picker has nothing to show.
    #[error("There are no AWS profiles")]
    NoProfiles,
    /// A profile whose `source_profile` doesn't exist.
    #[error("Profile `{profile}` has the source_profile `{name}`, which does not exist")]
    SourceProfileNotFound {
        /// The profile.
        profile: String,
        /// The name that it gives.
        name: String,
        /// Names like it.
        nearest: Vec<String>,
    },
    /// A template for names of profiles that can't be filled.
    #[error("`{template}` can't name profiles: {problem}")]
    NameTemplate {
        /// The template as given.
        template: String,
        /// What is wrong with it.
        problem: String,
        /// Placeholders like the one in it.
        nearest: Vec<String>,
    },
    /// One name for two roles.
    #[error("Two roles would get the profile `{name}`: {first} and {second}")]
    ProfileNameShared {
        /// The name.
        name: String,
        /// The account and role that come first.
        first: String,
        /// The account and role that come second.
        second: String,
    },
    /// A profile is to be written, and nothing says for what.
    #[error("A profile needs {}", .missing.join(" and "))]
    ProfileIncomplete {
        /// The flags or columns that are missing.
        missing: Vec<&'static str>,
    },
    /// No format of the AWS CLI's output.
    #[error("`{name}` is not an output format of the AWS CLI")]
    UnknownOutput {
        /// The format as given.
        name: String,
        /// Formats like it.
        nearest: Vec<String>,
    },
    /// Somebody should be asked, and nobody is there.
    #[error("{question} There is no terminal to ask in")]
    NotConfirmed {
        /// The question.
        question: String,
    },
    /// A config or credentials file that can't be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A setting in the environment, a profile or Nushell's plugin config has a value that means nothing.
    #[error("{name} is {}not {expected}", .value.as_ref().map(|value| format!("`{value}`, which is ")).unwrap_or_default())]
    Setting {
        /// The variable or key.
        name: String,
        /// Its value, unless it may be secret.
        value: Option<String>,
        /// What it could be.
        expected: String,
    },
    /// A file of certificates that can't be used.
    #[error("The CA bundle {path} can't be used: {reason}")]
    CaBundle {
        /// Its path.
        path: String,
        /// Why not.
        reason: String,
    },
    /// Nothing anywhere says with which credentials to sign.
    #[error("There are no AWS credentials{}", of_profile(.profile))]
    NoCredentials {
        /// The profile that was asked for or is active.
        profile: Option<String>,
    },
    /// One half of a key pair.
    #[error("{} has {present}, but no {missing}", .profile.as_ref().map_or("The environment".into(), |name| format!("Profile `{name}`")))]
    HalfKeyPair {
        /// The profile; `None` for the environment.
        profile: Option<String>,
        /// The half that is there.
        present: &'static str,
        /// The half that is not.
        missing: &'static str,
    },
    /// Credentials that can't be written for cmd.exe.
    #[error("cmd.exe has no way to write the value of {variable}")]
    NotForCmd {
        /// The variable.
        variable: &'static str,
    },
    /// Nobody has signed in to the Identity Center that the call needs, or has signed out again.
    #[error("Not signed in to `{session}`{}", of_profile(.profile))]
    SignedOut {
        /// The session's name, or the start URL of a legacy profile.
        session: String,
        /// The profile that needs it.
        profile: Option<String>,
        /// The command that signs in.
        login: String,
    },
    /// The sign-in has ended, and can't be refreshed.
    #[error("The sign-in to `{session}` {}{}", has_ended(*.rejected), of_profile(.profile))]
    SignInExpired {
        /// The session's name, or the start URL of a legacy profile.
        session: String,
        /// The profile that needs it.
        profile: Option<String>,
        /// The command that signs in.
        login: String,
        /// Whether AWS has refused a token whose time is not over: it must not be used again.
        rejected: bool,
    },
    /// The sign-in is good, but its user has no such role in the account (any more).
    #[error("You have no role `{role}` in account {account}{}", of_profile(.profile))]
    RoleNotAssigned {
        /// The account's id.
        account: String,
        /// The role's name.
        role: String,
        /// The profile that names them.
        profile: Option<String>,
    },
    /// The sign-in is good, but its user has no role in the account (any more), or there is no such account.
    #[error("You have no role in account {account} of `{session}`")]
    AccountNotAssigned {
        /// The account's id.
        account: String,
        /// The session's name, or the start URL of a legacy profile.
        session: String,
    },
    /// No `[sso-session]` of this name.
    #[error("There is no sso-session `{name}`")]
    SessionNotFound {
        /// The name as given.
        name: String,
        /// Names like it.
        nearest: Vec<String>,
    },
    /// Neither the call nor the active profile says which Identity Center is meant, and the config has not just one.
    #[error("No sso-session is named")]
    SessionMissing {
        /// The names that the config has.
        known: Vec<String>,
    },
    /// A profile that signs in to no Identity Center.
    #[error("Profile `{profile}` does not use IAM Identity Center")]
    NotSso {
        /// The profile.
        profile: String,
    },
    /// A text that can't be an account's id.
    #[error("`{id}` is not an account id")]
    AccountIdMalformed {
        /// The text.
        id: String,
    },
    /// A session or profile that lacks a key without which nobody can sign in.
    #[error("{place} has no `{missing}`")]
    SsoIncomplete {
        /// "The sso-session `x`" or "Profile `x`".
        place: String,
        /// The key.
        missing: &'static str,
    },
    /// A profile that says something else than the session that it names.
    #[error(
        "In profile `{profile}` `{key}` is `{of_profile}`, but in its sso-session `{session}` it is `{of_session}`"
    )]
    SsoInconsistent {
        /// The profile.
        profile: String,
        /// Its session.
        session: String,
        /// The key.
        key: &'static str,
        /// The profile's value.
        of_profile: String,
        /// The session's value.
        of_session: String,
    },
    /// The user, or an administrator's rule, has said no to a sign-in.
    #[error("The sign-in to `{session}` was denied")]
    SignInDenied {
        /// The session's name or start URL.
        session: String,
    },
    /// Nobody has approved a sign-in in time.
    #[error("Nobody approved the sign-in to `{session}` in time")]
    SignInTimedOut {
        /// The session's name or start URL.
        session: String,
    },
    /// The browser came back with something that this sign-in did not ask for.
    #[error("The sign-in to `{session}` failed: {reason}")]
    SignInFailed {
        /// The session's name or start URL.
        session: String,
        /// Why.
        reason: String,
    },
    /// A cache file that can't be read, written or removed.
    #[error("The cache file {path} can't be used: {reason}")]
    Cache {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// The credentials could not be got for another reason.
    #[error("The AWS credentials can't be loaded{}: {reason}", of_profile(.profile))]
    Credentials {
        /// The profile.
        profile: Option<String>,
        /// The cause that lies deepest.
        reason: String,
    },
    /// A role wants the code of an MFA device, and nobody gives one.
    #[error("Profile `{profile}` needs a code of the MFA device {serial}")]
    MfaNeeded {
        /// The profile that names the device.
        profile: String,
        /// The device's serial number or ARN.
        serial: String,
    },
    /// STS does not take the code.
    #[error("AWS does not take the code for the MFA device {serial} (profile `{profile}`)")]
    MfaRefused {
        /// The profile that names the device.
        profile: String,
        /// The device's serial number or ARN.
        serial: String,
        /// AWS's words.
        message: String,
    },
    /// A text that can't be the code of an MFA device. It is not repeated: it may be a password.
    #[error("This is not the code of an MFA device")]
    MfaCodeMalformed,
    /// A session of the AWS CLI's `aws login` that is not there, is over or can't be renewed.
    #[error("The console session of profile `{profile}` can't be used: {reason}")]
    ConsoleSession {
        /// The profile.
        profile: String,
        /// The cause that lies deepest.
        reason: String,
    },
    /// No form in which credentials are exported.
    #[error("`{name}` is not a format of `aws credentials export`")]
    UnknownFormat {
        /// The format as given.
        name: String,
        /// Formats like it.
        nearest: Vec<String>,
    },
    /// Programs that get the credentials of each other.
    #[error("The credentials of profile `{profile}` come from itself: {chain}")]
    CredentialsCircle {
        /// The profile.
        profile: String,
        /// The profiles on the way.
        chain: String,
    },
    /// AWS says that the credentials are past their time.
    #[error("The AWS credentials have expired{}", of_profile(.profile))]
    CredentialsExpired {
        /// The profile; `None` for keys in the environment.
        profile: Option<String>,
    },
    /// AWS doesn't know the credentials.
    #[error("AWS does not accept the credentials{}", of_profile(.profile))]
    CredentialsRejected {
        /// The profile; `None` for keys in the environment.
        profile: Option<String>,
        /// The region that refused.
        region: String,
        /// AWS's words.
        message: String,
    },
    /// The identity is known but may not do this.
    #[error("Not allowed to call {action} in {region}{}", of_profile(.profile))]
    AccessDenied {
        /// The IAM action, such as `ec2:DescribeInstances`.
        action: String,
        /// The profile; `None` for keys in the environment.
        profile: Option<String>,
        /// The region.
        region: String,
        /// AWS's words.
        message: String,
    },
    /// Nothing says in which region to ask.
    #[error("No AWS region is given{}", of_profile(.profile))]
    RegionMissing {
        /// The profile that could have named one.
        profile: Option<String>,
    },
    /// A region name that can't be one.
    #[error("`{name}`{} is not a region name", .given_by.as_ref().map(|place| format!(", which {place} says,")).unwrap_or_default())]
    RegionInvalid {
        /// The name as given.
        name: String,
        /// The variable or profile that says it; `None` for the call itself.
        given_by: Option<String>,
        /// Region names like it.
        nearest: Vec<String>,
    },
    /// Regions beside `--all-regions`.
    #[error("--all-regions leaves no choice, but `{word}` is one")]
    RegionsContradict {
        /// The first of them.
        word: String,
    },
    /// No region that an account has switched on is like the patterns.
    #[error("No region that is enabled is meant by {}", .words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "))]
    RegionsUnmatched {
        /// The patterns.
        words: Vec<String>,
    },
    /// Nothing of what was asked has answered.
    #[error("All {count} targets failed, the first because: {first}")]
    AllFailed {
        /// How many there were.
        count: usize,
        /// Whether all failed for the same kind of reason.
        alike: bool,
        /// The first failure.
        first: Box<Error>,
    },
    /// An instance's row has no such column.
    #[error("A row of `aws ec2 instances` has no column `{name}`")]
    UnknownColumn {
        /// The name as given.
        name: String,
        /// Columns like it.
        nearest: Vec<String>,
    },
    /// The region is switched off for the account.
    #[error("Region {region} is not enabled for this account")]
    RegionDisabled {
        /// The region.
        region: String,
    },
    /// EC2 knows no such filter.
    #[error("EC2 has no instance filter `{name}`")]
    UnknownFilter {
        /// The name as given.
        name: String,
        /// Filters like it.
        nearest: Vec<String>,
    },
    /// A filter without any value, with too many, or with one that is no text, number, boolean or time.
    #[error("The filter `{name}` {problem}")]
    FilterValue {
        /// The filter.
        name: String,
        /// What is wrong with its value.
        problem: String,
    },
    /// An instance is never in this state.
    #[error("`{name}` is not an instance state")]
    UnknownState {
        /// The state as given.
        name: String,
        /// States like it.
        nearest: Vec<String>,
    },
    /// A text that can't be an instance id.
    #[error("`{id}` is not an instance id")]
    InstanceIdMalformed {
        /// The text.
        id: String,
    },
    /// The account has no such instance in the region.
    #[error("EC2 finds no {} in {region}{}", .ids.join(", "), of_profile(.profile))]
    InstanceNotFound {
        /// The ids, in AWS's order.
        ids: Vec<String>,
        /// The region.
        region: String,
        /// The profile.
        profile: Option<String>,
    },
    /// No connection to the region's endpoint.
    #[error("Can't reach {endpoint}: {reason}")]
    Unreachable {
        /// The service and region, such as `ec2 in eu-west-1`.
        endpoint: String,
        /// The cause that lies deepest.
        reason: String,
    },
    /// Connected, but no answer in time.
    #[error("{endpoint} did not answer in time")]
    Timeout {
        /// The service and region.
        endpoint: String,
    },
    /// Too many requests, still after the retries.
    #[error("AWS throttles requests to {endpoint}, still after retries")]
    Throttled {
        /// The service and region.
        endpoint: String,
    },
    /// An answer that is not AWS's.
    #[error("The answer from {endpoint} makes no sense: {reason}")]
    InvalidResponse {
        /// The service and region.
        endpoint: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Any other error that AWS answered with.
    #[error("AWS answered {code}: {message}")]
    Service {
        /// AWS's error code.
        code: String,
        /// AWS's words.
        message: String,
        /// The service and region.
        endpoint: String,
    },
    /// A request that could not be made, or a runtime that could not be started.
    #[error("{0}")]
    Internal(String),
    /// Ctrl-C.
    #[error("Interrupted")]
    Interrupted,
}

/// Who named a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedBy {
    /// A flag, an argument or the pipeline.
    Call,
    /// This environment variable.
    Variable(&'static str),
    /// Nobody: it is the profile `default`.
    Default,
}

impl Error {
    /// Whether another region of the same account might do better.
    pub(crate) fn is_of_the_region(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Timeout { .. }
                | Self::Throttled { .. }
                | Self::InvalidResponse { .. }
                | Self::Service { .. }
                | Self::RegionDisabled { .. }
        )
    }

    /// AWS's own words, where the error's text is ours.
    pub(crate) fn words(&self) -> Option<&str> {
        match self {
            Self::AccessDenied { message, .. }
            | Self::CredentialsRejected { message, .. }
            | Self::MfaRefused { message, .. } => Some(message.trim()),
            _ => None,
        }
    }

    /// What is wrong in a sentence, with AWS's own words: for where no label says them.
    pub(crate) fn sentence(&self) -> String {
        match self.words() {
            Some(words) if !words.is_empty() => format!("{self}: {words}"),
            _ => self.to_string(),
        }
    }

    /// The error as Nushell shows it, labelled at the word at fault.
    pub(crate) fn at(&self, spans: &Spans) -> LabeledError {
        if matches!(self, Self::Interrupted) {
            return ShellError::Interrupted { span: spans.head }.into();
        }
        let error = LabeledError::new(self.to_string())
            .with_code(self.code())
            .with_label(self.label(), spans.of(self.subject()));
        match self.help() {
            Some(help) => error.with_help(help),
            None => error,
        }
    }
}

fn of_profile(profile: &Option<String>) -> String {
    profile.as_ref().map(|name| format!(" (profile `{name}`)")).unwrap_or_default()
}

fn has_ended(rejected: bool) -> &'static str {
    if rejected { "is no longer accepted by AWS" } else { "has expired" }
}
