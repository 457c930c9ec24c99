//! Which accounts and regions a call asks, and what it wants to hear of those that fail: flags and an input that
//! several commands share.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Completion, Flag, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type, Value};

use super::flags::{MfaSignature, mfa_code};
use super::profile::input::names_in;
use crate::active::not_found;
use crate::config::Config;
use crate::error::{Error, NamedBy, Spans};
use crate::partition::known_regions;
use crate::session::mfa::Mfa;
use crate::targets::{Asked, RegionChoice};

const INPUT_HELP: &str = "pipe names of profiles, or rows of `aws profiles`";

/// Adds the flags and the input to a signature.
pub trait TargetSignature {
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
            .switch("quiet", "Show no progress, and no warnings of what --error-rows tells.", Some('q'))
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

/// Words of a call.
#[derive(Debug, Default)]
struct Words {
    words: Vec<Spanned<String>>,
    /// Whether they are a list, if only of one.
    is_list: bool,
}

/// The targets that a call names.
pub struct TargetFlags {
    profiles: Option<Vec<Spanned<String>>>,
    regions: Vec<Spanned<String>>,
    choice: RegionChoice,
    /// Whether the profiles are a list, if only of one.
    pub is_list: bool,
    /// What the call knows of MFA.
    pub mfa: Mfa,
    /// Where the words of the call stand.
    pub spans: Spans,
}

impl TargetFlags {
    /// Reads the flags and the input of a call.
    pub fn of(call: &EvaluatedCall, input: PipelineData) -> Result<Self, LabeledError> {
        let profiles = match words(call, "profile")? {
            Some(named) => Some(named),
            None => piped(call, input)?,
        };
        let is_list = profiles.as_ref().is_some_and(|profiles| profiles.is_list);
        let profiles = profiles.map(|profiles| profiles.words);
        let regions = words(call, "region")?.map(|regions| regions.words);
        let mut spans = Spans::head(call.head);
        spans.region = call.get_flag_span("region");
        for word in profiles.iter().chain(&regions).flatten() {
            spans.words.push((word.item.clone(), word.span));
        }
        let names = regions.as_ref().map(|words| words.iter().map(|word| word.item.clone()).collect::<Vec<_>>());
        let choice = RegionChoice::parse(names.as_deref(), call.has_flag("all-regions")?).map_err(|error| {
            let wrong = match &error {
                Error::RegionInvalid { name, .. } => Some(name.as_str()),
                _ => None,
            };
            error.at(&spans.of_target(None, wrong))
        })?;
        if let Some([only]) = profiles.as_deref() {
            spans.profile = Some(only.span);
        }
        let mfa = Mfa::with_code(mfa_code(call)?);
        Ok(Self { profiles, regions: regions.unwrap_or_default(), choice, is_list, mfa, spans })
    }

    /// The same for an answer that all regions have: without a word of the call any region is asked.
    pub fn anywhere(mut self) -> Self {
        if self.choice == RegionChoice::Own {
            self.choice = RegionChoice::Any;
        }
        self
    }

    /// What is asked. A profile that there is not is an error before anything is asked.
    pub fn asked(&self, config: &Config) -> Result<Asked, LabeledError> {
        let Some(profiles) = &self.profiles else {
            return Ok(Asked { profiles: vec![None], regions: self.choice.clone() });
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
        Ok(Asked { profiles: names, regions: self.choice.clone() })
    }

    /// The words that name regions.
    pub fn region_words(&self) -> Vec<String> {
        self.regions.iter().map(|word| word.item.clone()).collect()
    }
}

/// A flag that takes a word or a list of words.
fn words(call: &EvaluatedCall, flag: &str) -> Result<Option<Words>, LabeledError> {
    let text = |value: Value| {
        let span = value.span();
        Ok::<_, LabeledError>(Spanned { item: value.coerce_into_string()?, span })
    };
    Ok(match call.get_flag_value(flag) {
        None => None,
        Some(Value::List { vals, .. }) => {
            let words = vals.into_owned().into_iter().map(text).collect::<Result<_, _>>()?;
            Some(Words { words, is_list: true })
        }
        Some(value) => Some(Words { words: vec![text(value)?], is_list: false }),
    })
}

/// The profiles that come through the pipeline; `None` if nothing does. An empty table is nobody, and not everybody.
///
/// In a closure the item comes through the pipeline, wanted or not: `each {|region| aws ec2 instances -r $region }`. So
/// a text that the call itself uses is none, nor is a list of them or a row with one, nor what can be no profile at all.
fn piped(call: &EvaluatedCall, input: PipelineData) -> Result<Option<Words>, LabeledError> {
    let input = input.into_value(call.head)?;
    let is_item = match &input {
        Value::Error { .. } => false,
        Value::List { vals, .. } => !vals.is_empty() && vals.iter().all(|value| is_used_by(call, value)),
        Value::String { .. } => is_used_by(call, &input),
        Value::Record { val, .. } => val.values().any(|value| is_used_by(call, value)),
        _ => true,
    };
    if is_item {
        return Ok(None);
    }
    let is_list = matches!(input, Value::List { .. });
    Ok(Some(Words { words: names_in(input, INPUT_HELP)?, is_list }))
}

/// Whether a text is one of the call's own words, or a part of one, such as a filter's value.
fn is_used_by(call: &EvaluatedCall, text: &Value) -> bool {
    let flags = call.named.iter().filter_map(|(_, value)| value.as_ref());
    matches!(text, Value::String { .. }) && call.positional.iter().chain(flags).any(|word| has(word, text))
}

/// Whether a value is this text, or has it in it.
fn has(value: &Value, text: &Value) -> bool {
    match value {
        Value::List { vals, .. } => vals.iter().any(|value| has(value, text)),
        Value::Record { val, .. } => val.values().any(|value| has(value, text)),
        value => value == text,
    }
}

/// What a call wants to hear of targets that fail.
#[derive(Debug, Clone, Copy)]
pub struct FailureFlags {
    /// To fail with the first of them.
    pub strict: bool,
    /// A row of each.
    pub error_rows: bool,
    /// No progress, and no warnings of what rows tell.
    pub quiet: bool,
}

impl FailureFlags {
    /// Reads the flags of a call.
    pub fn of(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        Ok(Self {
            strict: call.has_flag("strict")?,
            error_rows: call.has_flag("error-rows")?,
            quiet: call.has_flag("quiet")?,
        })
    }
}
