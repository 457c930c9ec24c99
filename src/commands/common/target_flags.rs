//! Which accounts and regions a call asks, and what it wants to hear of those that fail: flags and an input that
//! several commands share.

pub(crate) mod args;

use nu_plugin::EvaluatedCall;
use nu_protocol::{Completion, Flag, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type};

use crate::aws::partition::known_regions;
use crate::commands::common::flags::{MfaSignature, mfa_code};
use crate::commands::common::target_flags::args::{HELP, Piped, piped, words};
use crate::commands::profile::input::refused;
use crate::config::Config;
use crate::context::active::not_found;
use crate::context::mfa::Mfa;
use crate::error::{Error, NamedBy, ProfileError, RegionError, Spans};
use crate::fanout::{RegionChoice, TargetSelection};
use crate::text::quote::quoted;

/// Adds the flags and the input to a signature.
pub(crate) trait TargetSignature {
    /// The signature with `--profile` and `--mfa-code`.
    fn profile_flag(self) -> Self;
    /// The signature with `--profile`, `--region`, `--all-regions` and `--mfa-code`.
    fn region_flags(self) -> Self;
    /// The signature with `--strict`, `--error-rows` and `--quiet`.
    fn failure_flags(self) -> Self;
    /// The signature that takes profiles from the pipeline, too.
    fn profiles_in(self, output: Type) -> Self;
}

impl TargetSignature for Signature {
    fn profile_flag(self) -> Self {
        self.param(
            Flag::new("profile")
                .short('p')
                .arg(word_or_words())
                .desc("Use this profile or these, whatever AWS_PROFILE or keys in the environment say."),
        )
        .mfa_flag()
    }

    fn region_flags(self) -> Self {
        self.profile_flag()
        .param(
            Flag::new("region")
                .short('r')
                .arg(word_or_words())
                .desc(
                    "Ask this region or these, whatever AWS_REGION or the profile says: [eu-* us-east-1 !eu-south-2].",
                )
                .completion(Completion::new_list(known_regions())),
        )
        .switch("all-regions", "Ask all regions that are enabled for the account.", None)
    }

    fn failure_flags(self) -> Self {
        self.switch("strict", "Fail as soon as one account or region fails.", None)
            .switch("error-rows", "Add a row for each account or region that fails, with the column Error.", Some('e'))
            .switch("quiet", "Show no progress, no notes, and no warnings of what --error-rows tells.", Some('q'))
    }

    fn profiles_in(self, output: Type) -> Self {
        // In a closure anything may come through the pipeline.
        let list = Type::List(Box::new(Type::String));
        let inputs = [Type::Nothing, Type::String, Type::record(), list, Type::table(), Type::Any];
        self.input_output_types(inputs.into_iter().map(|input| (input, output.clone())).collect())
    }
}

fn word_or_words() -> SyntaxShape {
    SyntaxShape::OneOf(vec![SyntaxShape::List(Box::new(SyntaxShape::String)), SyntaxShape::String])
}

/// The targets that a call names.
pub(crate) struct TargetFlags {
    profiles: Option<Vec<Spanned<String>>>,
    /// What came through the pipeline and is most likely no profile.
    items: Vec<Spanned<String>>,
    regions: Vec<Spanned<String>>,
    choice: RegionChoice,
    /// Whether the profiles are a list, if only of one.
    pub(crate) is_list: bool,
    /// What the call knows of MFA.
    pub(crate) mfa: Mfa,
    /// Where the words of the call stand.
    pub(crate) spans: Spans,
}

impl TargetFlags {
    /// Reads the flags and the input of a call.
    pub(crate) fn of(call: &EvaluatedCall, input: PipelineData) -> Result<Self, LabeledError> {
        let (named, items) = match words(call, "profile", |found| ProfileError::FlagType { found, help: HELP }.into())?
        {
            Some(named) => (Some(named), Vec::new()),
            None => match piped(call, input)? {
                Piped::Nothing => (None, Vec::new()),
                Piped::Profiles(named) => (Some(named), Vec::new()),
                Piped::Item(words) => (None, words),
            },
        };
        let is_list = named.as_ref().is_some_and(|named| named.is_list);
        let profiles = named.map(|named| named.words);
        let regions = words(call, "region", |found| RegionError::FlagType { found }.into())?;
        let regions = regions.map(|regions| regions.words);
        let mut spans = Spans::head(call.head);
        spans.region = call.get_flag_span("region");
        for word in profiles.iter().chain(&regions).flatten() {
            spans.words.push((word.item.clone(), word.span));
        }
        let names = regions.as_ref().map(|words| words.iter().map(|word| word.item.clone()).collect::<Vec<_>>());
        let choice = RegionChoice::parse(names.as_deref(), call.has_flag("all-regions")?).map_err(|error| {
            let wrong = match &error {
                Error::Region(RegionError::Invalid { name, .. }) => Some(name.as_str()),
                _ => None,
            };
            error.at(&spans.of_target(None, wrong))
        })?;
        if let Some([only]) = profiles.as_deref() {
            spans.profile = Some(only.span);
        }
        let mfa = Mfa::with_code(mfa_code(call)?);
        Ok(Self { profiles, items, regions: regions.unwrap_or_default(), choice, is_list, mfa, spans })
    }

    /// The same for an answer that all regions have: without a word of the call any region is asked.
    pub(crate) fn anywhere(mut self) -> Self {
        if self.choice == RegionChoice::Default {
            self.choice = RegionChoice::Any;
        }
        self
    }

    /// What is asked. A profile that there is not is an error before anything is asked.
    pub(crate) fn asked(&self, config: &Config) -> Result<TargetSelection, LabeledError> {
        let Some(profiles) = &self.profiles else {
            if let Some(item) = self.items.iter().find(|item| config.profile(&item.item).is_some()) {
                let problem = "the name of a profile, and a word of this call";
                let help = format!("say `--profile {}` if you mean it, or `null | aws …` if not", quoted(&item.item));
                return Err(refused(problem, &help, item.span).into());
            }
            return Ok(TargetSelection { profiles: vec![None], regions: self.choice.clone() });
        };
        let mut names: Vec<Option<String>> = Vec::new();
        for Spanned { item, span } in profiles {
            if config.profile(item).is_none() {
                let spans = Spans { profile: Some(*span), ..self.spans.clone() };
                return Err(not_found(config, item, NamedBy::Call).at(&spans));
            }
            if !names.iter().flatten().any(|known| known == item) {
                names.push(Some(item.clone()));
            }
        }
        Ok(TargetSelection { profiles: names, regions: self.choice.clone() })
    }

    /// The words that name regions.
    pub(crate) fn region_words(&self) -> Vec<String> {
        self.regions.iter().map(|word| word.item.clone()).collect()
    }
}

/// What a call wants to hear of targets that fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FailureFlags {
    /// To fail with the first of them.
    pub(crate) strict: bool,
    /// A row of each.
    pub(crate) error_rows: bool,
    /// No progress, no notes, and no warnings of what rows tell.
    pub(crate) quiet: bool,
}

impl FailureFlags {
    /// Reads the flags of a call.
    pub(crate) fn of(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        Ok(Self {
            strict: call.has_flag("strict")?,
            error_rows: call.has_flag("error-rows")?,
            quiet: call.has_flag("quiet")?,
        })
    }
}
