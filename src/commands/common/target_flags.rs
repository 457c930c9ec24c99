//! The flags and the input that select accounts and regions.

use std::collections::{HashMap, HashSet};

use nu_protocol::{Flag, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type, Value};

use crate::commands::common::checked_flags::{MfaSignature, mfa_code};
use crate::commands::common::command::CommandCall;
use crate::commands::common::named_profiles::{input_error, select_profiles};
use crate::commands::common::pipeline_input::{Input, read_input};
use crate::commands::common::string_list::string_list_flag;
use crate::config::Config;
use crate::context::user_answers::UserAnswers;
use crate::ec2::Resource;
use crate::ec2::query::Related;
use crate::error::{Error, ProfileError, RegionError, Spans};
use crate::fanout::{RegionChoice, TargetSelection};
use crate::text::quote::{quoted, quoted_value};
use crate::text::selection::is_pattern;

/// Adds the flags and the input to a signature.
pub(crate) trait TargetSignature {
    /// Adds `--profile` and `--mfa-code`.
    fn profile_flag(self) -> Self;
    /// Adds `--profile`, `--region`, `--all-regions` and `--mfa-code`.
    fn region_flags(self) -> Self;
    /// Takes names or rows from the pipeline, and returns a table.
    fn names_in(self) -> Self;
}

impl TargetSignature for Signature {
    fn profile_flag(self) -> Self {
        let profile = Flag::new("profile").short('p').arg(string_or_list());
        self.param(profile.desc("Use these profiles, not AWS_PROFILE or keys in the environment: [dev prod-*]."))
            .mfa_flag()
    }

    fn region_flags(self) -> Self {
        let region = Flag::new("region")
            .short('r')
            .arg(string_or_list())
            .desc("Use these regions, not AWS_REGION or the profile's: [eu-* !eu-south-2].");
        self.profile_flag().param(region).switch(
            "all-regions",
            "Use all regions that are enabled for the account.",
            None,
        )
    }

    fn names_in(self) -> Self {
        // In a closure, the input can be of any type.
        let list = Type::List(Box::new(Type::String));
        let inputs = [Type::Nothing, Type::String, Type::record(), list, Type::table(), Type::Any];
        self.input_output_types(inputs.into_iter().map(|input| (input, Type::table())).collect())
    }
}

pub(crate) fn string_or_list() -> SyntaxShape {
    SyntaxShape::OneOf(vec![SyntaxShape::List(Box::new(SyntaxShape::String)), SyntaxShape::String])
}

/// What the flags and the pipeline name.
struct NamedTargets {
    profiles: Option<Vec<Spanned<String>>>,
    is_list: bool,
    has_region_list: bool,
    ids: Vec<Spanned<String>>,
    related: Option<Related>,
    regions: Option<Vec<Spanned<String>>>,
    closure_item: Vec<Spanned<String>>,
}

impl NamedTargets {
    /// The flags win over the pipeline. It may still have ids beside `--profile`.
    fn read(call: &CommandCall<'_>, input: PipelineData, resource: Option<&Resource>) -> Result<Self, LabeledError> {
        let wrong_type =
            |found| ProfileError::FlagType { found, help: "pass names of profiles; `aws profiles` lists them" };
        let profiles = string_list_flag(call, "profile", wrong_type)?;
        let regions = string_list_flag(call, "region", |found| RegionError::FlagType { found })?;
        let has_region_flag = regions.is_some() || call.has_flag("all-regions")?;
        let mut targets = Self {
            is_list: profiles
                .as_ref()
                .is_some_and(|profiles| profiles.is_list || profiles.strings.iter().any(|name| is_pattern(&name.item))),
            profiles: profiles.map(|profiles| profiles.strings),
            has_region_list: regions.as_ref().is_some_and(|regions| regions.is_list),
            ids: Vec::new(),
            related: None,
            regions: regions.map(|regions| regions.strings),
            closure_item: Vec::new(),
        };
        // Errors find the position of a region by its name.
        targets.regions.iter_mut().flatten().for_each(|region| region.item.make_ascii_lowercase());
        let names = match read_input(call, input, resource) {
            Ok(Input::Names { names, .. }) if targets.profiles.is_some() => names,
            _ if targets.profiles.is_some() => return Ok(targets),
            input => match input? {
                Input::None => return Ok(targets),
                Input::ClosureItem(names) => return Ok(Self { closure_item: names, ..targets }),
                Input::Names { names, is_list } => {
                    let names = names.with_profiles(call)?;
                    // Ids alone are looked for with the active profile.
                    let has_ids = !names.ids.is_empty() || names.related.is_some();
                    if !has_ids || !names.profiles.is_empty() {
                        (targets.profiles, targets.is_list) = (Some(names.profiles.clone()), is_list);
                    }
                    names
                }
            },
        };
        if !has_region_flag && !names.regions.is_empty() {
            targets.has_region_list = targets.is_list;
            targets.regions = Some(names.regions);
        }
        Ok(Self { ids: names.ids, related: names.related, ..targets })
    }
}

/// The profiles and regions that a call selects.
pub(crate) struct TargetFlags {
    command: String,
    profiles: Option<Vec<Spanned<String>>>,
    /// Ids in the pipeline.
    pub(crate) ids: Vec<Spanned<String>>,
    /// Items of another resource in the pipeline.
    pub(crate) related: Option<Related>,
    /// The item of a closure, if it came through the pipeline instead of profiles.
    closure_item: Vec<Spanned<String>>,
    regions: Vec<Spanned<String>>,
    choice: RegionChoice,
    /// Whether the profiles are a list or a pattern, even of a single one.
    pub(crate) is_list: bool,
    /// The same for the regions, where each profile may have its own.
    pub(crate) has_many_regions: bool,
    /// Whether the profiles are those of `--profile`, and not of the pipeline.
    has_profile_flag: bool,
    pub(crate) answers: UserAnswers,
    pub(crate) spans: Spans,
}

impl TargetFlags {
    /// `resource` is what the command lists, if the pipeline may have its ids.
    pub(crate) fn new(
        call: &CommandCall<'_>,
        input: PipelineData,
        resource: Option<&Resource>,
    ) -> Result<Self, LabeledError> {
        let NamedTargets { profiles, is_list, has_region_list, ids, related, regions, closure_item } =
            NamedTargets::read(call, input, resource)?;
        let mut spans = Spans::head(call.head);
        spans.region = call.get_flag_span("region");
        for arg in profiles.iter().chain(&regions).flatten() {
            spans.args.push((arg.item.clone(), arg.span));
        }
        if let Some([only]) = profiles.as_deref() {
            spans.profile = Some(only.span);
        }
        let patterns = regions.as_ref().map(|args| args.iter().map(|arg| arg.item.clone()).collect::<Vec<_>>());
        let choice = RegionChoice::parse(patterns.as_deref(), call.has_flag("all-regions")?).map_err(|error| {
            let invalid = match &error {
                Error::Region(RegionError::Invalid { name, .. }) => Some(name.as_str()),
                _ => None,
            };
            error.at(&spans.of_target(None, invalid))
        })?;
        let has_many_regions = match &choice {
            RegionChoice::Named(_) => has_region_list || choice.single().is_none(),
            // Each profile has its own.
            RegionChoice::Default | RegionChoice::Any => is_list,
        };
        let (regions, answers) = (regions.unwrap_or_default(), UserAnswers::with_code(mfa_code(call)?));
        Ok(Self {
            command: call.command.to_owned(),
            profiles,
            ids,
            related,
            closure_item,
            regions,
            choice,
            is_list,
            has_many_regions,
            has_profile_flag: call.get_flag_value("profile").is_some(),
            answers,
            spans,
        })
    }

    /// Without a region flag, selects any region. For requests that have the same response in all regions.
    pub(crate) fn any_region_by_default(mut self) -> Self {
        if self.choice == RegionChoice::Default {
            self.choice = RegionChoice::Any;
        }
        self
    }

    /// Whether `--profile` names this profile, and not only a pattern or the pipeline.
    pub(crate) fn names_profile(&self, name: &str) -> bool {
        self.has_profile_flag && self.profiles.iter().flatten().any(|profile| profile.item == name)
    }

    /// The selected targets. A profile that doesn't exist is an error, before any request is sent.
    pub(crate) fn selection(&self, config: &Config) -> Result<TargetSelection, LabeledError> {
        let regions = self.choice.clone();
        let Some(names) = &self.profiles else {
            if let Some(item) = self.closure_item.iter().find(|item| config.profile(&item.item).is_some()) {
                return Err(self.ambiguous_item(item));
            }
            return Ok(TargetSelection { profiles: vec![None], regions, substitutes: HashMap::new() });
        };
        let profiles = select_profiles(config, names)?;
        Ok(TargetSelection {
            profiles: profiles.into_iter().map(|name| Some(name.to_owned())).collect(),
            regions,
            substitutes: HashMap::new(),
        })
    }

    /// The error of an input that is a profile's name and is also used as an argument.
    fn ambiguous_item(&self, item: &Spanned<String>) -> LabeledError {
        let command = &self.command;
        let name = quoted(&item.item);
        let problem = "this is a profile's name, and also an argument of the call";
        let help =
            format!("pass the profile with `{command} --profile {name}`, or ignore the input with `null | {command}`");
        input_error(problem, &help, item.span).into()
    }

    /// What selects the same profiles and regions as the pipeline: the text before a command, and flags of it.
    pub(crate) fn piped(
        &self,
        call: &CommandCall<'_>,
        config: &Config,
    ) -> (String, Option<(&'static str, Option<Value>)>) {
        let regions = each_once(&self.regions);
        let is_piped = !regions.is_empty() && call.get_flag_value("region").is_none();
        let regions = regions.iter().map(|region| Value::string(*region, call.head)).collect();
        let flag = is_piped.then(|| ("region", Some(Value::list(regions, call.head))));
        let names = self.profiles.as_deref().filter(|_| !self.has_profile_flag).map(each_once);
        let input = names.map(|names| match config.profiles().all(|profile| names.contains(&profile.name())) {
            true => "aws profiles | ".to_owned(),
            false => format!("[{}] | ", names.into_iter().map(quoted_value).collect::<Vec<_>>().join(" ")),
        });
        (input.unwrap_or_default(), flag)
    }

    /// The region names and patterns as they were given.
    pub(crate) fn region_args(&self) -> Vec<String> {
        self.regions.iter().map(|arg| arg.item.clone()).collect()
    }
}

fn each_once(args: &[Spanned<String>]) -> Vec<&str> {
    let mut seen = HashSet::new();
    args.iter().map(|arg| arg.item.as_str()).filter(|arg| seen.insert(*arg)).collect()
}
