//! Everything that can go wrong, in one enum, and the one place that turns it into what Nushell shows.
//!
//! The codes are public: scripts branch on `$e.details.code`, so a code never changes its meaning.

use nu_protocol::{LabeledError, ShellError, Span};

use crate::config;
use crate::word::quoted;

/// A failure in the terms of the user: what is wrong, which word caused it and what mends it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
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
    Config(#[from] config::Error),
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
pub enum NamedBy {
    /// A flag, an argument or the pipeline.
    Call,
    /// This environment variable.
    Variable(&'static str),
    /// Nobody: it is the profile `default`.
    Default,
}

/// The word of a call that an error is about.
#[derive(Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The profile's name.
    Profile,
    /// The region's name.
    Region,
    /// This very word: an id, a filter's name, a state.
    Word(&'a str),
    /// Nothing in particular.
    Command,
}

/// Where the words of a call stand, for the labels of errors.
#[derive(Debug, Clone)]
pub struct Spans {
    /// The command's own words.
    pub head: Span,
    /// The profile's name, if the call names one.
    pub profile: Option<Span>,
    /// The region's name, if the call names one.
    pub region: Option<Span>,
    /// Further words: ids, filters, states.
    pub words: Vec<(String, Span)>,
}

impl Spans {
    /// The spans of a call of which only the command's own words are known.
    pub fn head(head: Span) -> Self {
        Self { head, profile: None, region: None, words: Vec::new() }
    }

    fn of(&self, subject: Subject) -> Span {
        let found = match subject {
            Subject::Profile => self.profile,
            Subject::Region => self.region,
            Subject::Word(word) => self.words.iter().find(|(known, _)| known == word).map(|(_, span)| *span),
            Subject::Command => None,
        };
        found.unwrap_or(self.head)
    }
}

impl Error {
    /// The stable code that scripts branch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ProfileNotFound { .. } => "aws::profile::not_found",
            Self::ProfileNameEmpty { .. } => "aws::profile::name_empty",
            Self::ProfileNameMissing => "aws::profile::name_missing",
            Self::NoProfiles => "aws::profile::none",
            Self::SourceProfileNotFound { .. } => "aws::profile::source_not_found",
            Self::NameTemplate { .. } => "aws::profile::name_template",
            Self::ProfileNameShared { .. } => "aws::profile::name_shared",
            Self::ProfileIncomplete { .. } => "aws::profile::incomplete",
            Self::UnknownOutput { .. } => "aws::profile::unknown_output",
            Self::NotConfirmed { .. } => "aws::profile::confirmation",
            Self::Config(config::Error::Syntax { .. }) => "aws::config::syntax",
            Self::Config(config::Error::Unreadable { .. }) => "aws::config::unreadable",
            Self::Config(config::Error::Unwritable { .. } | config::Error::NoFile) => "aws::config::unwritable",
            Self::Config(config::Error::Name { .. }) => "aws::config::name",
            Self::Config(config::Error::Key { .. } | config::Error::Value { .. }) => "aws::config::value",
            Self::Config(config::Error::Entangled { .. }) => "aws::config::entangled",
            Self::Setting { .. } => "aws::setting::invalid",
            Self::CaBundle { .. } => "aws::setting::ca_bundle",
            Self::NoCredentials { .. } => "aws::credentials::missing",
            Self::HalfKeyPair { .. } => "aws::credentials::half_key_pair",
            Self::SignedOut { .. } => "aws::sso::signed_out",
            Self::SignInExpired { .. } => "aws::sso::expired",
            Self::RoleNotAssigned { .. } => "aws::sso::role_not_assigned",
            Self::AccountNotAssigned { .. } => "aws::sso::account_not_assigned",
            Self::SessionNotFound { .. } => "aws::sso::session_not_found",
            Self::SessionMissing { .. } => "aws::sso::session_missing",
            Self::NotSso { .. } => "aws::sso::not_sso",
            Self::AccountIdMalformed { .. } => "aws::sso::malformed_account_id",
            Self::SsoIncomplete { .. } => "aws::sso::incomplete",
            Self::SsoInconsistent { .. } => "aws::sso::inconsistent",
            Self::SignInDenied { .. } => "aws::sso::denied",
            Self::SignInTimedOut { .. } => "aws::sso::timed_out",
            Self::SignInFailed { .. } => "aws::sso::failed",
            Self::Cache { .. } => "aws::cache",
            Self::Credentials { .. } => "aws::credentials::failed",
            Self::CredentialsExpired { .. } => "aws::credentials::expired",
            Self::CredentialsRejected { .. } => "aws::credentials::rejected",
            Self::AccessDenied { .. } => "aws::access_denied",
            Self::RegionMissing { .. } => "aws::region::missing",
            Self::RegionInvalid { .. } => "aws::region::invalid",
            Self::RegionDisabled { .. } => "aws::region::disabled",
            Self::UnknownFilter { .. } => "aws::ec2::unknown_filter",
            Self::FilterValue { .. } => "aws::ec2::filter_value",
            Self::UnknownState { .. } => "aws::ec2::unknown_state",
            Self::InstanceIdMalformed { .. } => "aws::ec2::malformed_instance_id",
            Self::InstanceNotFound { .. } => "aws::ec2::instance_not_found",
            Self::Unreachable { .. } => "aws::network::unreachable",
            Self::Timeout { .. } => "aws::network::timeout",
            Self::Throttled { .. } => "aws::throttled",
            Self::InvalidResponse { .. } => "aws::invalid_response",
            Self::Service { .. } => "aws::service_error",
            Self::Internal(_) => "aws::internal",
            Self::Interrupted => "aws::interrupted",
        }
    }

    /// The word that the error is about.
    fn subject(&self) -> Subject<'_> {
        match self {
            Self::ProfileNotFound { .. }
            | Self::SourceProfileNotFound { .. }
            | Self::HalfKeyPair { profile: Some(_), .. }
            | Self::NoCredentials { .. }
            | Self::SignedOut { .. }
            | Self::SignInExpired { .. }
            | Self::RoleNotAssigned { .. }
            | Self::NotSso { .. }
            | Self::SsoInconsistent { .. }
            | Self::Credentials { .. }
            | Self::CredentialsExpired { .. }
            | Self::CredentialsRejected { .. }
            | Self::AccessDenied { .. }
            | Self::RegionMissing { .. } => Subject::Profile,
            Self::RegionInvalid { .. }
            | Self::RegionDisabled { .. }
            | Self::Unreachable { .. }
            | Self::Timeout { .. } => Subject::Region,
            Self::UnknownFilter { name, .. }
            | Self::FilterValue { name, .. }
            | Self::UnknownState { name, .. }
            | Self::UnknownOutput { name, .. }
            | Self::ProfileNameShared { name, .. }
            | Self::SessionNotFound { name, .. } => Subject::Word(name),
            Self::NameTemplate { template, .. } => Subject::Word(template),
            Self::AccountNotAssigned { account, .. } => Subject::Word(account),
            Self::InstanceIdMalformed { id } | Self::AccountIdMalformed { id } => Subject::Word(id),
            Self::InstanceNotFound { ids, .. } => ids.first().map_or(Subject::Command, |id| Subject::Word(id)),
            _ => Subject::Command,
        }
    }

    /// What the label at the word says.
    fn label(&self) -> String {
        match self {
            Self::ProfileNotFound { named_by: NamedBy::Variable(variable), .. } => format!("{variable} names it"),
            Self::ProfileNotFound { .. } => "not in the AWS config or credentials file".into(),
            Self::AccessDenied { message, .. } | Self::CredentialsRejected { message, .. } => message.clone(),
            Self::Config(config::Error::Name { .. }) => "this name".into(),
            Self::Config(_) => "reads the AWS files".into(),
            Self::NoCredentials { .. } => "needs credentials".into(),
            Self::HalfKeyPair { .. } | Self::SourceProfileNotFound { .. } => "needs its credentials".into(),
            Self::CredentialsExpired { .. } => "signed with these".into(),
            Self::SignedOut { .. } | Self::SignInExpired { .. } => "needs a sign-in".into(),
            Self::Credentials { .. } => "needs its credentials".into(),
            Self::RoleNotAssigned { .. } => "names this role".into(),
            Self::AccountNotAssigned { .. } => "not an account of yours".into(),
            Self::SsoInconsistent { .. } => "contradicts its session".into(),
            Self::SessionNotFound { .. } => "not in the AWS config file".into(),
            Self::NameTemplate { .. } => "this template".into(),
            Self::ProfileNameShared { .. } => "names both".into(),
            Self::ProfileIncomplete { .. } => "says too little".into(),
            Self::UnknownOutput { .. } => "not a format".into(),
            Self::NotConfirmed { .. } => "needs a confirmation".into(),
            Self::SessionMissing { .. } => "which session?".into(),
            Self::AccountIdMalformed { .. } => "an account id has twelve digits".into(),
            Self::RegionMissing { .. } => "needs a region".into(),
            Self::UnknownFilter { .. } => "not a filter of DescribeInstances".into(),
            Self::UnknownState { .. } => "no instance is ever in this state".into(),
            Self::InstanceIdMalformed { .. } => "an id is `i-` and hexadecimal digits".into(),
            Self::InstanceNotFound { .. } => "not found".into(),
            Self::RegionInvalid { .. } => "not a region".into(),
            Self::RegionDisabled { .. } | Self::Unreachable { .. } | Self::Timeout { .. } => "asked here".into(),
            Self::ProfileNameMissing => "which profile?".into(),
            Self::FilterValue { .. } => "this value".into(),
            _ => "while running this".into(),
        }
    }

    /// The next command, or what to look at.
    fn help(&self) -> Option<String> {
        Some(match self {
            Self::ProfileNotFound { nearest, named_by, .. } => profile_help(nearest, *named_by),
            Self::ProfileNameEmpty { .. } => "`aws profile clear` removes it, `aws profile use NAME` sets it".into(),
            Self::ProfileNameMissing => "name one: `aws profile use NAME`; `aws profiles` lists them".into(),
            Self::NoProfiles | Self::NoCredentials { profile: None } => {
                "make a profile with `^aws configure sso` or `^aws configure`, then pick it with `aws profile use`"
                    .into()
            }
            Self::NoCredentials { profile: Some(name) } => {
                format!("{}; `aws profile use` picks another", look_at(name))
            }
            Self::NameTemplate { nearest, .. } => did_you_mean(
                nearest,
                "a template has {account_name}, {account_id}, {role_name}, {sso_session} and {region} in braces",
            ),
            Self::ProfileNameShared { .. } => {
                "give each its own name: --name '{account_name}-{account_id}.{role_name}'; nothing was written".into()
            }
            Self::ProfileIncomplete { .. } => {
                "`aws sso roles | aws profile add` takes it from rows, `aws profile add NAME --account ID --role ROLE` \
                 from flags"
                    .into()
            }
            Self::UnknownOutput { nearest, .. } => did_you_mean(nearest, "json, text, table, yaml, yaml-stream or off"),
            Self::NotConfirmed { .. } => "`--force` does it without asking".into(),
            Self::Config(config::Error::Syntax { path, line, .. }) => {
                format!("mend line {line} of {}", path.display())
            }
            Self::Config(config::Error::Unreadable { .. } | config::Error::Unwritable { .. }) => {
                "check the file and its permissions".into()
            }
            Self::Config(config::Error::NoFile) => "set HOME or AWS_CONFIG_FILE".into(),
            Self::Config(config::Error::Name { .. } | config::Error::Key { .. }) => {
                "letters, digits and _ . / @ : + - are read by every tool".into()
            }
            Self::Config(config::Error::Value { .. }) => "give one line without blanks at its ends or comments".into(),
            Self::Config(config::Error::Entangled { .. }) => {
                "nothing was changed; make this change by hand: `aws profiles --long` shows the places".into()
            }
            Self::Setting { name, .. } => setting_help(name),
            Self::CaBundle { .. } => {
                "AWS_CA_BUNDLE, or `ca_bundle` in the profile, names a file of PEM certificates".into()
            }
            Self::HalfKeyPair { profile: None, missing, .. } => {
                format!("set {missing} too, or choose a profile with `aws profile use`, which removes such keys")
            }
            Self::HalfKeyPair { profile: Some(name), missing, .. } => {
                format!("write {missing} into the profile too; {}", look_at(name))
            }
            Self::SourceProfileNotFound { profile, nearest, .. } => did_you_mean(nearest, &look_at(profile)),
            Self::SignedOut { login, .. } | Self::SignInExpired { login, .. } => format!("sign in with `{login}`"),
            Self::RoleNotAssigned { .. } => "`aws sso roles` lists the roles that you have".into(),
            Self::AccountNotAssigned { .. } => "`aws sso accounts` lists those in which you have a role".into(),
            Self::SessionNotFound { nearest, .. } => did_you_mean(nearest, "`aws sso sessions` lists them"),
            Self::SessionMissing { known } => session_help(known),
            Self::AccountIdMalformed { .. } => "`aws sso accounts` lists them; in a row, write it as a text".into(),
            Self::NotSso { profile } => {
                format!("`aws sso sessions` lists what one can sign in to; {}", look_at(profile))
            }
            Self::SsoIncomplete { missing, .. } => format!("write `{missing}` there, or run `aws configure sso`"),
            Self::SsoInconsistent { key, .. } => format!("remove `{key}` from the profile: the session's is enough"),
            Self::SignInDenied { .. } | Self::SignInTimedOut { .. } | Self::SignInFailed { .. } => {
                "run the command again; with `--use-device-code` any browser on any machine will do".into()
            }
            Self::Cache { .. } => "check its permissions, or remove it: a sign-in writes it anew".into(),
            Self::Credentials { profile: Some(name), .. } => look_at(name),
            Self::CredentialsExpired { profile: Some(name) } => {
                format!("renew them; for IAM Identity Center: `aws sso login --profile {}`", quoted(name))
            }
            Self::CredentialsExpired { profile: None } => {
                "the keys are in the environment: renew them, or `aws profile use NAME` removes them".into()
            }
            Self::CredentialsRejected { region, .. } => format!(
                "check the keys and this computer's clock; or {region} is not enabled for the account: `aws ec2 regions --all`"
            ),
            Self::AccessDenied { action, .. } => {
                format!("ask for `{action}`, or take a profile that has it: `--profile NAME`")
            }
            Self::RegionMissing { .. } => {
                "give `--region`, set AWS_REGION or AWS_DEFAULT_REGION, or write `region` into the profile".into()
            }
            Self::RegionInvalid { nearest, .. } => {
                did_you_mean(nearest, "regions look like `eu-west-1`; `aws ec2 regions` lists them")
            }
            Self::RegionDisabled { .. } => "`aws ec2 regions` lists those that are enabled".into(),
            Self::UnknownFilter { nearest, .. } => {
                did_you_mean(nearest, "tags are filtered with \"tag:KEY\"; for anything else use `where`")
            }
            Self::UnknownState { nearest, .. } => {
                did_you_mean(nearest, "pending, running, shutting-down, terminated, stopping or stopped")
            }
            Self::FilterValue { name, .. } => {
                format!("a filter is a text or a list of texts: --filter {{{name}: [a b]}}")
            }
            Self::InstanceIdMalformed { .. } | Self::InstanceNotFound { .. } => {
                "`aws ec2 instances` lists those that are there".into()
            }
            Self::Unreachable { reason, .. } if reason.contains("certificate") => {
                "name the authority that vouches for it with AWS_CA_BUNDLE, or `ca_bundle` in the profile".into()
            }
            Self::Unreachable { .. } => "check the region's name, the network, the proxy and AWS_ENDPOINT_URL".into(),
            Self::Timeout { .. } => "try again, or raise `$env.config.plugins.aws.read_timeout`".into(),
            Self::Throttled { .. } => "wait a little; AWS_MAX_ATTEMPTS and AWS_RETRY_MODE=adaptive try longer".into(),
            Self::InvalidResponse { .. } => {
                "check AWS_ENDPOINT_URL and the proxy: something else may be answering".into()
            }
            Self::Service { .. } => "`^aws` with the same request and `--debug` shows what AWS was asked".into(),
            Self::Credentials { profile: None, .. } => "`aws profile use NAME` chooses a profile instead".into(),
            Self::Internal(_) => "please report this, with what you typed".into(),
            Self::Interrupted => return None,
        })
    }

    /// The error as Nushell shows it, labelled at the word at fault.
    pub fn at(&self, spans: &Spans) -> LabeledError {
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

fn look_at(profile: &str) -> String {
    format!("`aws profiles --long | where name == {}` shows what the profile says", quoted(profile))
}

fn has_ended(rejected: bool) -> &'static str {
    if rejected { "is no longer accepted by AWS" } else { "has expired" }
}

fn did_you_mean(nearest: &[String], otherwise: &str) -> String {
    match nearest {
        [] => otherwise.to_owned(),
        names => format!("did you mean {}?", names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" or ")),
    }
}

fn profile_help(nearest: &[String], named_by: NamedBy) -> String {
    let list = "`aws profiles` lists them";
    let clear = match named_by {
        NamedBy::Variable(_) => "; `aws profile clear` removes the variable",
        NamedBy::Call | NamedBy::Default => "",
    };
    match nearest {
        [] => format!("{list}, `aws profile use NAME` picks one{clear}"),
        names => format!("{} {list}{clear}", did_you_mean(names, "")),
    }
}

fn session_help(known: &[String]) -> String {
    match known {
        [] => "`aws configure sso` makes one".to_owned(),
        known => format!("name one with `--sso-session`: {}; `aws configure sso` makes another", known.join(", ")),
    }
}

fn setting_help(name: &str) -> String {
    if name.starts_with("$env.config") {
        format!("change `{name}`")
    } else if name.chars().any(char::is_uppercase) {
        format!("set it right, or remove it with `hide-env {name}`")
    } else {
        format!("change `{name}` in the profile; `aws profiles --long` shows where that stands")
    }
}
