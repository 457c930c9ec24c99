//! Regions: which one to use, and whether it can be used.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{did_you_mean, did_you_mean_region, list_of_values};
use crate::error::in_profile;
use crate::text::quote::quoted;

/// A region that is missing, invalid or not enabled.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum RegionError {
    #[error("No AWS region is set{}", in_profile(.profile))]
    Missing {
        /// The profile that could have named one.
        profile: Option<String>,
    },
    #[error("`{name}`{} is not a region name", .given_by.as_ref().map(|place| format!(" from {place}")).unwrap_or_default())]
    Invalid {
        name: String,
        /// The variable or profile that names it; `None` for the call itself.
        given_by: Option<String>,
        nearest: Vec<String>,
    },
    /// Several regions in one text.
    #[error("`{text}` is not a region name")]
    Joined { text: String },
    /// A region that is not an exclusion together with `--all-regions`.
    #[error("`--region {pattern}` can't be combined with `--all-regions`")]
    Contradiction { pattern: String },
    #[error("No enabled region matches {}", .patterns.iter().map(|pattern| format!("`{pattern}`")).collect::<Vec<_>>().join(" "))]
    Unmatched { patterns: Vec<String> },
    #[error("Region {region} is not enabled for this account")]
    Disabled { region: String },
    /// A region that the plugin doesn't know, and that knows no valid credentials.
    #[error("Region {region} doesn't exist, or it is newer than this plugin and not enabled for the account")]
    Unknown {
        region: String,
        nearest: Vec<String>,
        /// AWS's message.
        message: String,
    },
    /// `--region` with something else than names.
    #[error("--region takes a name or a list of names")]
    FlagType { found: String },
}

impl Diagnostic for RegionError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Missing { profile } => {
                let add = match profile {
                    Some(name) => {
                        format!("add yours, for example with `aws profile add {} --region eu-west-1`", quoted(name))
                    }
                    None => "set yours, for example with `$env.AWS_REGION = 'eu-west-1'`".to_owned(),
                };
                Details::new("aws::region::missing", "needs a region")
                    .at(Subject::Profile)
                    .help(format!("{add}, or pass `--region eu-west-1`"))
            }
            Self::Invalid { nearest, given_by, .. } => {
                // Without a valid region in the profile, `aws ec2 regions` fails too.
                let list = match given_by {
                    Some(_) => "regions look like `eu-west-1`; see where it is set with `aws env`",
                    None => "regions look like `eu-west-1`; list them with `aws ec2 regions`",
                };
                Details::new("aws::region::invalid", "not a region")
                    .at(Subject::Region)
                    .help(did_you_mean(nearest, list))
            }
            Self::Joined { text } => Details::new("aws::region::invalid", "not a region")
                .at(Subject::Region)
                .help(list_of_values("region", text).unwrap_or_default()),
            Self::Contradiction { pattern } => {
                Details::new("aws::region::contradiction", "can't be combined with --all-regions")
                    .at(Subject::Arg(pattern))
                    .help("remove one of them, or exclude regions: `--all-regions --region [!us-west-1]`")
            }
            Self::Unmatched { .. } => Details::new("aws::region::unmatched", "matches no enabled region")
                .at(Subject::Region)
                .help("list the enabled regions with `aws ec2 regions`"),
            Self::Disabled { .. } => Details::new("aws::region::disabled", "not enabled")
                .at(Subject::Region)
                .help("list the enabled regions with `aws ec2 regions`"),
            Self::Unknown { region, nearest, message } => Details::new("aws::region::unknown", "unknown region")
                .aws_message(message)
                .at(Subject::Region)
                .help(did_you_mean_region(
                    nearest,
                    &format!("see whether AWS has it: `aws ec2 regions --all | where RegionName == {region}`"),
                )),
            Self::FlagType { found } => Details::new("aws::region::invalid", format!("this is a {found}"))
                .help("list the names with `aws ec2 regions | get RegionName`"),
        }
    }
}
