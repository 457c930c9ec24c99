//! The profiles that a call names, as arguments or through the pipeline.

use std::collections::HashSet;

use nu_protocol::{LabeledError, PipelineData, Record, ShellError, Span, Spanned, Value};

use crate::commands::common::command::CommandCall;
use crate::config::{Config, Profile};
use crate::context::active_profile::not_found;
use crate::ec2::query::Related;
use crate::ec2::relations::{Relation, id_column, relation};
use crate::ec2::{RESOURCES, Resource};
use crate::error::{Error, NamedBy, ProfileError, Spans};
use crate::text::names::names_or_count;
use crate::text::selection::{Case, select};

/// The names among the arguments, else those in the pipeline. `None` if there is neither; an empty table, however,
/// names no profile, and null is an error.
pub(crate) fn profile_names(
    call: &CommandCall<'_>,
    input: PipelineData,
) -> Result<Option<Vec<Spanned<String>>>, LabeledError> {
    let names = call.rest::<Spanned<String>>(0)?;
    if !names.is_empty() {
        return Ok(Some(names));
    }
    if let PipelineData::Empty = input {
        return Ok(None);
    }
    let input = call.collect(input)?;
    Ok(Some(PipedNames::read(input, call.command, None)?.with_profiles(call)?.profiles))
}

/// What the pipeline names: profiles, or items of EC2.
#[derive(Debug)]
pub(crate) struct PipedNames {
    pub(crate) profiles: Vec<Spanned<String>>,
    /// Ids of the resource that the command lists.
    pub(crate) ids: Vec<Spanned<String>>,
    /// The items of another resource to which those that the command lists belong.
    pub(crate) related: Option<Related>,
    /// Where rows of EC2 are from.
    pub(crate) regions: Vec<Spanned<String>>,
    /// How many rows have null in their column `profile`, as roles without a profile have.
    without_profile: usize,
    span: Span,
}

impl PipedNames {
    /// The names in a string, a row, or a list or table of these.
    pub(crate) fn read(input: Value, command: &str, resource: Option<&Resource>) -> Result<Self, ShellError> {
        let mut names = Self {
            profiles: Vec::new(),
            ids: Vec::new(),
            related: None,
            regions: Vec::new(),
            without_profile: 0,
            span: input.span(),
        };
        names.add(input, command, resource)?;
        Ok(names)
    }

    /// Warns of rows without a profile. If there are only such rows, that is an error.
    pub(crate) fn with_profiles(self, call: &CommandCall<'_>) -> Result<Self, LabeledError> {
        const HELP: &str = "`aws sso roles | where profile == null | aws profile add` creates profiles for roles";
        let (span, total) = (self.span, self.profiles.len() + self.ids.len() + self.without_profile);
        match self.without_profile {
            0 => Ok(self),
            1 if total == 1 => Err(input_error("this row has no profile", HELP, span).into()),
            count if count == total => {
                Err(input_error(&format!("these {count} rows have no profile"), HELP, span).into())
            }
            count => {
                let warning = format!("{count} of {total} rows without a profile are left out; {HELP}");
                call.caller()?.messages().warn(&warning);
                Ok(self)
            }
        }
    }

    fn add(&mut self, input: Value, command: &str, resource: Option<&Resource>) -> Result<(), ShellError> {
        let span = input.span();
        let refused = |problem: &str| Err(input_error(problem, &help(command, resource), span));
        match input {
            Value::String { val, .. } if resource.is_some_and(|resource| resource.is_id(&val)) => {
                self.ids.push(Spanned { item: val, span });
            }
            // No profile is called like an id of EC2.
            Value::String { val, .. }
                if let Some(resource) = resource
                    && let Some(column) = id_column(&val) =>
            {
                match relation(resource, column) {
                    Some(Relation::Filter(filter)) => self.add_related(filter, Spanned { item: val, span })?,
                    _ => return Err(unrelated(resource, column, span)),
                }
            }
            Value::String { val, .. } => self.profiles.push(Spanned { item: val, span }),
            Value::Record { val, .. }
                if let Some(resource) = resource
                    && self.add_row_of_ec2(&val, resource, span)? => {}
            Value::Record { val, .. } => match profile_of_row(&val) {
                Some(Value::String { val, .. }) => self.profiles.push(Spanned { item: val.clone(), span }),
                Some(Value::Nothing { .. }) if !val.contains("name") => self.without_profile += 1,
                Some(_) => return refused("the profile's name in this record is not a string"),
                None if resource.is_some() => return refused("this record has no `name`, `profile` or id"),
                None => return refused("this record has neither a `name` nor a `profile`"),
            },
            Value::List { vals, .. } => {
                vals.into_owned().into_iter().try_for_each(|value| self.add(value, command, resource))?;
            }
            Value::Error { error, .. } => return Err(*error),
            other => return refused(&format!("this is {}, not a profile", other.get_type())),
        }
        Ok(())
    }
}

impl PipedNames {
    /// Adds a row of EC2 and where it is from; false for a row of another kind. Of several columns with ids the first
    /// counts, because a row begins with its own id. If it is null, nothing belongs to the row.
    fn add_row_of_ec2(&mut self, row: &Record, resource: &Resource, span: Span) -> Result<bool, ShellError> {
        let text = |column: &str| Some(Spanned { item: row.get(column)?.as_str().ok()?.to_owned(), span });
        let mut relations = row.columns().filter_map(|column| Some((column, relation(resource, column)?))).peekable();
        let first = relations.peek().map(|(column, _)| (*column).clone());
        match relations.find(|(_, relation)| *relation != Relation::Unrelated) {
            Some((column, relation)) => {
                let Some(id) = text(column) else { return Ok(true) };
                match relation {
                    Relation::Filter(filter) => self.add_related(filter, id)?,
                    Relation::Ids | Relation::Unrelated => self.ids.push(id),
                }
            }
            None => match first {
                Some(column) => return Err(unrelated(resource, &column, span)),
                // Only a place.
                None if text("Profile").is_none() => return Ok(false),
                None => (),
            },
        }
        self.profiles.extend(text("Profile"));
        // Rows of `aws ec2 regions` are regions.
        self.regions.extend(text("RegionName").or_else(|| text("Region")));
        Ok(true)
    }

    fn add_related(&mut self, filter: &'static str, id: Spanned<String>) -> Result<(), ShellError> {
        let related = self.related.get_or_insert(Related { filter, ids: Vec::new() });
        if related.filter != filter {
            let help = "pipe the rows of one table";
            return Err(input_error("this row is of another table than those before it", help, id.span));
        }
        related.ids.push(id.item);
        Ok(())
    }
}

/// The error of a row whose ids mean nothing to the command.
fn unrelated(resource: &Resource, column: &str, span: Span) -> ShellError {
    let command = resource.command;
    let problem = format!("`{command}` can't select by `{column}`");
    let from = RESOURCES.iter().find(|resource| resource.id_column() == Some(column));
    let from = from.map_or(command, |resource| resource.command);
    let help = format!(
        "list all {} of the same accounts and regions: `{from} | select Profile Region | uniq | {command}`",
        resource.plural
    );
    input_error(&problem, &help, span)
}

/// The column of a row that names a profile: `name` in rows of `aws profiles`, else `profile`.
pub(crate) fn profile_of_row(row: &Record) -> Option<&Value> {
    row.get("name").or_else(|| row.get("profile"))
}

fn help(command: &str, resource: Option<&Resource>) -> String {
    let example = format!("for example `aws profiles | where name =~ dev | {command}`");
    match resource {
        None => format!("pipe names of profiles, or rows of `aws profiles` or `aws sso roles`, {example}"),
        Some(_) => {
            format!(
                "pipe ids, names of profiles, or rows of `aws profiles`, `aws sso roles` or an EC2 table, {example}"
            )
        }
    }
}

/// Says which profiles have no region, and how to add one to them; `None` if all have one.
pub(crate) fn missing_region_note(names: &[&str]) -> Option<String> {
    const HELP: &str = "`aws profiles | where region == null | aws profile add --region NAME` adds one.";
    (!names.is_empty()).then(|| format!("Without a region: {}; {HELP}", names_or_count(names, "profiles")))
}

/// The error of an input that names no profiles.
pub(crate) fn input_error(problem: &str, help: &str, span: Span) -> ShellError {
    let error = ProfileError::Input { problem: problem.to_owned(), help: help.to_owned() };
    Error::from(error).at(&Spans::head(span)).into()
}

pub(crate) fn find_profile<'a>(config: &'a Config, name: &Spanned<String>) -> Result<&'a Profile, LabeledError> {
    let error = || not_found(config, &name.item, NamedBy::Call).at(&Spans::head(name.span));
    config.profile(&name.item).ok_or_else(error)
}

/// The profiles that names, patterns and exclusions select, each once: `[dev prod-* !prod-old]`.
pub(crate) fn select_profiles<'a>(config: &'a Config, names: &[Spanned<String>]) -> Result<Vec<&'a str>, LabeledError> {
    let items: Vec<_> = names.iter().map(|name| name.item.as_str()).collect();
    let known: Vec<_> = config.profiles().map(Profile::name).collect();
    select(&items, &known, Case::Matters).or_else(|wrong| match &names[wrong] {
        Spanned { item, span } if item.contains(',') => {
            Err(Error::from(ProfileError::Joined { text: item.clone() }).at(&Spans::head(*span)))
        }
        name => find_profile(config, name).map(|profile| vec![profile.name()]),
    })
}

/// The profiles with these names, each once.
pub(crate) fn find_profiles<'a>(
    config: &'a Config,
    names: &[Spanned<String>],
) -> Result<Vec<&'a Profile>, LabeledError> {
    let mut seen = HashSet::new();
    let names = names.iter().filter(|name| seen.insert(name.item.as_str()));
    names.map(|name| find_profile(config, name)).collect()
}
