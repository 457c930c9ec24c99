//! EC2 resources: their columns, filters and ids.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{did_you_mean, list_of_values, meant};
use crate::error::in_profile;
use crate::text::quote::{quoted, quoted_value};

/// A kind of EC2 resource, as messages and help name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResourceKind {
    /// One item: `volume`.
    pub(crate) noun: &'static str,
    /// Several items: `volumes`.
    pub(crate) plural: &'static str,
    /// The command that lists them.
    pub(crate) command: &'static str,
    /// What their ids begin with, such as `vol`; `None` if they can't be asked for by id.
    pub(crate) id_prefix: Option<&'static str>,
}

#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Ec2Error {
    #[error("`{command}` has no column `{name}`")]
    UnknownColumn { command: &'static str, name: String, nearest: Vec<String> },
    /// `--columns` with something else than names.
    #[error("--columns takes a name or a list of names")]
    ColumnsType { command: &'static str, found: String },
    #[error("EC2 has no {} filter `{name}`", .resource.noun)]
    UnknownFilter {
        resource: Box<ResourceKind>,
        name: String,
        nearest: Vec<String>,
        /// The call with the first of these.
        line: Option<String>,
    },
    /// A filter with no value, with too many, or with one that is no text, number, boolean or time.
    #[error("The filter `{name}` {problem}")]
    FilterValue { name: String, problem: String },
    /// A flag of one resource with a value of another type.
    #[error("`--{flag}` takes {takes}")]
    FlagValue { flag: &'static str, takes: &'static str, found: String },
    /// A flag with one of a few values that has another one.
    #[error("`{value}` is not a value of `--{flag}`")]
    UnknownFlagValue {
        flag: &'static str,
        value: String,
        /// All values that there are.
        known: &'static [&'static str],
        nearest: Vec<String>,
    },
    #[error("`{name}` is not a state of {}", .resource.plural)]
    UnknownState {
        resource: Box<ResourceKind>,
        name: String,
        /// All states that there are.
        states: &'static [&'static str],
        nearest: Vec<String>,
    },
    #[error("`--state` and `--filter` both set the state")]
    StatesTwice {
        /// The filter that `--state` stands for.
        filter: &'static str,
    },
    /// A text that can't be the id of such a resource.
    #[error("`{id}` is not a valid {} id", .resource.noun)]
    MalformedId {
        resource: Box<ResourceKind>,
        id: String,
        /// What it probably is.
        meant: Option<MeantId>,
    },
    /// The account has no such resource in the region.
    #[error("EC2 has no {} {} in {region}{}", .resource.noun, .ids.join(", "), in_profile(.profile))]
    NotFound {
        resource: Box<ResourceKind>,
        ids: Vec<String>,
        region: String,
        profile: Option<String>,
        /// Whether all profiles and regions were asked.
        is_everywhere: bool,
    },
}

/// What somebody may have meant with a text that is no id of the listed resource. `line` is the call that does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MeantId {
    /// A further value of the flag right before it.
    FlagValue { line: String },
    /// The id of another resource, which the listed one can be filtered by.
    Related { noun: &'static str, line: String },
    /// The name that people gave it.
    Name { line: String },
}

impl Diagnostic for Ec2Error {
    fn details(&self) -> Details<'_> {
        match self {
            Self::UnknownColumn { command, name, nearest } => {
                let otherwise = || {
                    let list = format!("list the columns with `{command} | columns`");
                    did_you_mean(nearest, &format!("{list}; a nested field is part of one of them"))
                };
                Details::new("aws::ec2::unknown_column", "unknown column")
                    .at(Subject::Arg(name))
                    .help(list_of_values("columns", name).unwrap_or_else(otherwise))
            }
            Self::ColumnsType { command, found } => {
                Details::new("aws::ec2::unknown_column", format!("this is a {found}"))
                    .help(format!("list the columns with `{command} | columns`"))
            }
            Self::UnknownFilter { resource, name, nearest, line } => {
                let help = match (meant(nearest), line) {
                    (Some(question), Some(line)) => format!("{question} Filter with `{line}`"),
                    _ => "filter tags with `--filter {\"tag:KEY\": VALUE}`; for anything else use `where`".to_owned(),
                };
                Details::new("aws::ec2::unknown_filter", format!("not a filter for {}", resource.plural))
                    .at(Subject::Arg(name))
                    .help(help)
            }
            Self::FilterValue { name, .. } => Details::new("aws::ec2::filter_value", "invalid filter value")
                .at(Subject::Arg(name))
                .help(format!("pass a text or a list of texts: `--filter {{{}: [a b]}}`", quoted_value(name))),
            Self::FlagValue { flag, takes, found } => {
                Details::new("aws::ec2::flag_value", format!("this is a {found}"))
                    .help(format!("pass {takes} to `--{flag}`"))
            }
            Self::UnknownFlagValue { flag, value, known, nearest } => {
                let nearest: Vec<_> = nearest.iter().map(|value| quoted(value)).collect();
                let otherwise = || did_you_mean(&nearest, &one_of(flag, known));
                Details::new("aws::ec2::flag_value", "unknown value")
                    .help(list_of_values(flag, value).unwrap_or_else(otherwise))
            }
            Self::UnknownState { name, states, nearest, .. } => {
                let otherwise = || did_you_mean(nearest, &one_of("state", states));
                Details::new("aws::ec2::unknown_state", "unknown state")
                    .at(Subject::Arg(name))
                    .help(list_of_values("state", name).unwrap_or_else(otherwise))
            }
            Self::StatesTwice { filter } => Details::new("aws::ec2::states_twice", "also set in --filter")
                .help(format!("use only one of them: `--state`, or `{filter}` in `--filter`")),
            Self::MalformedId { id, meant: Some(MeantId::Related { noun, line }), .. } => {
                Details::new("aws::ec2::malformed_id", format!("the id of another kind of resource: {noun}"))
                    .at(Subject::Arg(id))
                    .help(format!("list what belongs to it: `{line}`"))
            }
            Self::MalformedId { id, meant: Some(MeantId::FlagValue { line }), .. } => {
                Details::new("aws::ec2::malformed_id", "an argument of its own, which would be an id")
                    .at(Subject::Arg(id))
                    .help(format!("write several values of a flag as a list: `{line}`"))
            }
            Self::MalformedId { resource, id, meant } => {
                let code = match resource.noun {
                    "instance" => "aws::ec2::malformed_instance_id",
                    _ => "aws::ec2::malformed_id",
                };
                let prefix = resource.id_prefix.map(|prefix| format!("`{prefix}-` with ")).unwrap_or_default();
                Details::new(code, format!("an id is {prefix}8 or 17 hexadecimal digits")).at(Subject::Arg(id)).help(
                    match meant {
                        Some(MeantId::Name { line }) => format!("find it by its name: `{line}`"),
                        _ => list(resource),
                    },
                )
            }
            Self::NotFound { resource, ids, is_everywhere, .. } => {
                let code = match resource.noun {
                    "instance" => "aws::ec2::instance_not_found",
                    _ => "aws::ec2::not_found",
                };
                let subject = ids.first().map_or(Subject::Command, |id| Subject::Arg(id));
                let help = if *is_everywhere { list(resource) } else { look_everywhere(resource, ids) };
                Details::new(code, "not found").at(subject).help(help)
            }
        }
    }
}

/// The values that a flag can have.
fn one_of(flag: &str, values: &[&str]) -> String {
    let example = values.first().map(|value| ["--", flag, " ", &quoted(value)].concat()).unwrap_or_default();
    format!("use one of {}, such as `{example}`", values.join(", "))
}

/// The command that lists such resources.
fn list(resource: &ResourceKind) -> String {
    format!("list your {} with `{}`", resource.plural, resource.command)
}

/// The command that looks for ids in all accounts and regions.
fn look_everywhere(resource: &ResourceKind, ids: &[String]) -> String {
    format!("look in every account and region: `aws profiles | {} {} --all-regions`", resource.command, ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: ResourceKind = ResourceKind {
        noun: "Elastic IP address",
        plural: "Elastic IP addresses",
        command: "aws ec2 addresses",
        id_prefix: Some("eipalloc"),
    };

    #[test]
    fn the_help_for_a_filter_value_is_a_valid_record() {
        for (name, key) in [("tag:env", "{\"tag:env\": "), ("vpc-id", "{vpc-id: ")] {
            let error = Ec2Error::FilterValue { name: name.into(), problem: "has no value".into() };
            let help = error.details().help.expect("a help");
            assert!(help.contains(key), "{help}");
        }
    }

    #[test]
    fn instances_keep_their_own_codes() {
        let code = |noun| {
            let resource = ResourceKind { noun, ..ADDRESS }.into();
            let region = "eu-west-1".into();
            Ec2Error::NotFound { resource, ids: Vec::new(), region, profile: None, is_everywhere: false }.details().code
        };
        assert_eq!(code("instance"), "aws::ec2::instance_not_found");
        assert_eq!(code("volume"), "aws::ec2::not_found");
    }

    #[test]
    fn an_irregular_plural_is_what_the_resource_says() {
        let error = Ec2Error::MalformedId { resource: ADDRESS.into(), id: "eipalloc-x".into(), meant: None };
        assert_eq!(error.to_string(), "`eipalloc-x` is not a valid Elastic IP address id");
        let details = error.details();
        assert_eq!(details.label, "an id is `eipalloc-` with 8 or 17 hexadecimal digits");
        assert_eq!(details.help.as_deref(), Some("list your Elastic IP addresses with `aws ec2 addresses`"));
    }
}
