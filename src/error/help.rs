//! The next command, or what to look at.

use crate::error::{ConfigError, Error, NamedBy};
use crate::text::quote::quoted;

impl Error {
    /// The next command, or what to look at.
    pub(crate) fn help(&self) -> Option<String> {
        Some(match self {
            Self::ProfileNotFound { nearest, named_by, .. } => profile_help(nearest, *named_by),
            Self::ProfileNameEmpty { .. } => "`aws profile clear` removes it, `aws profile use NAME` sets it".into(),
            Self::ProfileNameMissing => "name one: `aws profile use NAME`; `aws profiles` lists them".into(),
            Self::NoProfiles | Self::NoCredentials { profile: None } => {
                "make a profile with `aws configure sso` or `^aws configure`, then pick it with `aws profile use`"
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
            Self::Config(ConfigError::Syntax { path, line, .. }) => {
                format!("mend line {line} of {}", path.display())
            }
            Self::Config(ConfigError::Unreadable { .. } | ConfigError::Unwritable { .. }) => {
                "check the file and its permissions".into()
            }
            Self::Config(ConfigError::NoFile) => "set HOME or AWS_CONFIG_FILE".into(),
            Self::Config(ConfigError::Name { .. } | ConfigError::Key { .. }) => {
                "letters, digits and _ . / @ : + - are read by every tool".into()
            }
            Self::Config(ConfigError::Value { .. }) => "give one line without blanks at its ends or comments".into(),
            Self::Config(ConfigError::Entangled { .. }) => {
                "nothing was changed; make this change by hand: `aws profiles --long` shows the places".into()
            }
            Self::Config(ConfigError::Changed { .. }) => {
                "nothing was changed: run it again; `aws profile check` shows what there is now".into()
            }
            Self::Setting { name, .. } => setting_help(name),
            Self::CaBundle { .. } => {
                "AWS_CA_BUNDLE, or `ca_bundle` in the profile, names a file of PEM certificates".into()
            }
            Self::NotForCmd { .. } => "PowerShell can: `aws credentials export --format powershell`".into(),
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
            Self::MfaNeeded { profile, .. } => {
                let name = quoted(profile);
                format!(
                    "give it with `--mfa-code`, or beforehand: `aws credentials -p {name} --mfa-code 123456 | ignore`"
                )
            }
            Self::MfaRefused { .. } => {
                "a code is good once and for half a minute: wait for the next one; or check `mfa_serial`".into()
            }
            Self::MfaCodeMalformed => "give the six digits that the device shows now, such as 012345".into(),
            Self::ConsoleSession { profile, .. } => format!("sign in with `^aws login --profile {}`", quoted(profile)),
            Self::UnknownFormat { nearest, .. } => {
                did_you_mean(nearest, "posix, fish, powershell, cmd, dotenv or process")
            }
            Self::CredentialsCircle { profile, .. } => {
                format!("its `credential_process` must take another profile; {}", look_at(profile))
            }
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
            Self::RegionsContradict { .. } => {
                "leave one of them out; beside --all-regions only exclusions make sense: --region [!us-west-1]".into()
            }
            Self::RegionsUnmatched { .. } => "`aws ec2 regions` lists those that are enabled".into(),
            Self::AllFailed { first, .. } => return first.help(),
            Self::UnknownColumn { nearest, .. } => did_you_mean(
                nearest,
                "`aws ec2 instances | columns` lists them; nested ones are in the column above them",
            ),
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
}

fn look_at(profile: &str) -> String {
    format!("`aws profiles --long | where name == {}` shows what the profile says", quoted(profile))
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
