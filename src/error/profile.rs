//! Profiles: naming, picking and writing them.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{choose_profile, did_you_mean, list_of_values, meant, show_profile};

/// Where a profile's name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedBy {
    /// A flag, an argument or the pipeline.
    Call,
    /// This environment variable.
    Variable(&'static str),
    /// None is given, so it is the profile `default`.
    Default,
}

/// A profile that can't be found, picked or written.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum ProfileError {
    #[error("There is no AWS profile `{name}`")]
    NotFound { name: String, named_by: NamedBy, nearest: Vec<String> },
    /// Several profiles in one text.
    #[error("There is no AWS profile `{text}`")]
    Joined { text: String },
    /// No profile is named, and there is none called `default`.
    #[error("No AWS profile is chosen")]
    NotChosen {
        /// The names of all profiles.
        profiles: Vec<String>,
    },
    /// `AWS_PROFILE` is set and empty, which the AWS CLI refuses too.
    #[error("{variable} is set but empty")]
    NameEmpty { variable: &'static str },
    #[error("No profile is given, and there is no terminal to pick one")]
    NameMissing,
    /// There is nothing to pick from.
    #[error("There are no AWS profiles")]
    NoProfiles,
    /// A `source_profile` that doesn't exist.
    #[error("Profile `{profile}` has the source_profile `{name}`, which does not exist")]
    SourceNotFound { profile: String, name: String, nearest: Vec<String> },
    /// A template for profile names that can't be filled in.
    #[error("Invalid template `{template}` for profile names: {problem}")]
    NameTemplate {
        template: String,
        problem: String,
        /// Placeholders like the wrong one, with their braces.
        nearest: Vec<String>,
    },
    #[error("Two roles would get the profile name `{name}`: {first} and {second}")]
    NameShared {
        name: String,
        /// The account and role.
        first: String,
        second: String,
    },
    #[error("A profile needs {}", .missing.join(" and "))]
    Incomplete {
        /// The flags or columns that are missing.
        missing: Vec<&'static str>,
    },
    #[error("`{name}` is not an output format of the AWS CLI")]
    UnknownOutput { name: String, nearest: Vec<String> },
    /// The user must confirm, and there is no terminal.
    #[error("{question} There is no terminal to ask")]
    NotConfirmed { question: String },
    /// Something else than profiles comes through the pipeline.
    #[error("Unsupported pipeline input")]
    Input { problem: String, help: String },
    /// `--profile` with something else than names.
    #[error("--profile takes a name or a list of names")]
    FlagType { found: String, help: &'static str },
}

impl Diagnostic for ProfileError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Joined { text } => {
                Details::new("aws::profile::not_found", "not in the AWS config or credentials file")
                    .help(list_of_values("profile", text).unwrap_or_default())
            }
            Self::NotFound { named_by, nearest, .. } => {
                let (label, clear) = match named_by {
                    NamedBy::Variable(variable) => {
                        (format!("{variable} names it"), "; `aws profile clear` removes the variable")
                    }
                    NamedBy::Call | NamedBy::Default => ("not in the AWS config or credentials file".into(), ""),
                };
                let question = meant(nearest).map(|question| question + " ").unwrap_or_default();
                Details::new("aws::profile::not_found", label)
                    .at(Subject::Profile)
                    .help(format!("{question}`aws profiles` lists all{clear}"))
            }
            Self::NotChosen { profiles } => {
                Details::new("aws::profile::not_found", "needs a profile").help(choose_profile(profiles))
            }
            Self::NameEmpty { .. } => Details::new("aws::profile::name_empty", "needs a profile")
                .help("remove the variable with `aws profile clear`, or set it with `aws profile use`"),
            Self::NameMissing => Details::new("aws::profile::name_missing", "which profile?")
                .help("pass a name: `aws profile use NAME`; `aws profiles` lists them"),
            Self::NoProfiles => Details::new("aws::profile::none", "there is nothing to pick from")
                .help(choose_profile(&[])),
            Self::SourceNotFound { profile, nearest, .. } => {
                Details::new("aws::profile::source_not_found", "needs its credentials")
                    .at(Subject::Profile)
                    .help(did_you_mean(nearest, &show_profile(profile)))
            }
            Self::NameTemplate { template, nearest, .. } => {
                Details::new("aws::profile::name_template", "invalid template").at(Subject::Arg(template)).help(
                    did_you_mean(
                        nearest,
                        "use {account_name}, {account_id}, {role_name}, {sso_session} and {region}: \
                         `--name '{account_name}.{role_name}'`",
                    ),
                )
            }
            Self::NameShared { name, .. } => {
                Details::new("aws::profile::name_shared", "gives both the same name").at(Subject::Arg(name)).help(
                    "nothing was written; use a template that tells them apart: \
                     `--name '{account_name}-{account_id}.{role_name}'`",
                )
            }
            Self::Incomplete { .. } => Details::new("aws::profile::incomplete", "not given here").help(
                "use rows: `aws sso roles | aws profile add`, or flags: `aws profile add NAME --account ID --role ROLE`",
            ),
            Self::UnknownOutput { name, nearest } => Details::new("aws::profile::unknown_output", "unknown format")
                .at(Subject::Arg(name))
                .help(did_you_mean(nearest, "use `--output json`, or text, table, yaml, yaml-stream or off")),
            Self::NotConfirmed { .. } => Details::new("aws::profile::confirmation", "needs your confirmation")
                .help("add `--force` to run it without the question"),
            Self::Input { problem, help } => {
                Details::new("aws::profile::input", problem.as_str()).help(help.as_str())
            }
            Self::FlagType { found, help } => {
                Details::new("aws::profile::input", format!("this is a {found}")).help(*help)
            }
        }
    }
}
