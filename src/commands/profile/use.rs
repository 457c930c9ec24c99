//! `aws profile use`

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, LabeledError, PipelineData, ShellError, Signature, Spanned, SyntaxShape, Type, Value,
};

use crate::aws::variables;
use crate::commands::common::{category, completion, read_config};
use crate::commands::profile::input::{names_in, refused};
use crate::config::{Config, Profile};
use crate::context::active::ActiveProfile;
use crate::error::{Error, ProfileError, Spans};
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;
use crate::rows::profile::summary;

/// Switches the profile of the caller's shell.
pub(crate) struct Use;

/// What would silently win over the profile.
const KEYS: [&str; 4] = [
    variables::AWS_ACCESS_KEY_ID,
    variables::AWS_SECRET_ACCESS_KEY,
    variables::AWS_SESSION_TOKEN,
    variables::AWS_CREDENTIAL_EXPIRATION,
];

/// How a single profile comes through the pipeline.
const HELP: &str = "`aws profiles | where name == NAME | first | aws profile use`";

impl PluginCommand for Use {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profile use"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Any, Type::Nothing)
            .optional("name", SyntaxShape::String, "The profile's name; without one, pick it from a list.")
            .switch("keep-keys", "Leave keys in the environment, although they win over the profile.", Some('k'))
            .category(category())
    }

    fn description(&self) -> &str {
        "Switch this shell to an AWS profile."
    }

    fn extra_description(&self) -> &str {
        "Sets AWS_PROFILE in the caller's scope, and removes AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, \
         AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION from it, since keys in the environment would win over the \
         profile. Every command of this shell follows, external ones too.\n\nLike `cd`, it acts on the scope it is \
         called in: in a custom command of yours, use `def --env`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "assume", "role", "select", "set", "switch", variables::AWS_PROFILE]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws profile use test-account.tester; $env.AWS_PROFILE",
                description: "Switch to a profile.",
                result: Some(Value::test_string("test-account.tester")),
            },
            Example {
                example: "aws profiles | where sso_account_id == '444455556666' | first | aws profile use",
                description: "Switch to a profile found in the table.",
                result: None,
            },
            Example { example: "aws profile use", description: "Pick the profile from a list.", result: None },
        ]
    }

    fn run(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let caller = Caller::of(engine, call.head)?;
        let config = read_config(&caller, &Spans::head(call.head))?;
        let given = match call.opt::<Spanned<String>>(0)? {
            Some(name) => Some(name),
            None => name_in(input.into_value(call.head)?)?,
        };
        let spans = Spans { profile: given.as_ref().map(|name| name.span), ..Spans::head(call.head) };
        let name = match given {
            Some(name) => name.item,
            None => match pick(&caller, &config, &spans)? {
                Some(name) => name,
                None => return Ok(PipelineData::empty()),
            },
        };
        let active =
            ActiveProfile::resolve(caller.environment(), &config, Some(&name)).map_err(|error| error.at(&spans))?;
        let profile = active.require(&config).map_err(|error| error.at(&spans))?;
        switch(&caller, profile, call.has_flag("keep-keys")?)?;
        Ok(PipelineData::empty())
    }

    #[expect(deprecated, reason = "the only way to complete a plugin's argument; Nushell marks it experimental")]
    fn get_dynamic_completion(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        _call: DynamicCompletionCall,
        argument: ArgType,
        _experimental: nu_protocol::engine::ExperimentalMarker,
    ) -> Option<Vec<DynamicSuggestion>> {
        match argument {
            ArgType::Positional(0) => Some(completion::profiles(engine)),
            _ => Some(vec![]),
        }
    }
}

/// The profile's name in what comes through the pipeline: a text, a profile's row, or a table of one row.
fn name_in(input: Value) -> Result<Option<Spanned<String>>, ShellError> {
    let span = input.span();
    match input {
        Value::Nothing { .. } => Ok(None),
        Value::List { vals, .. } if vals.len() != 1 => {
            Err(refused(&format!("{} rows, where one is needed", vals.len()), HELP, span))
        }
        other => Ok(names_in(other, HELP)?.into_iter().next()),
    }
}

/// Lets the person pick; `None` if they change their mind.
fn pick(caller: &Caller, config: &Config, spans: &Spans) -> Result<Option<String>, LabeledError> {
    if config.profiles().next().is_none() {
        return Err(Error::from(ProfileError::NoProfiles).at(spans));
    }
    if !caller.can_ask() {
        return Err(Error::from(ProfileError::NameMissing).at(spans));
    }
    let text = |text: &str| Value::string(text, spans.head);
    let row = |profile: &Profile| {
        let columns = [("name", text(profile.name())), ("about", text(&summary(profile)))];
        Value::record(columns.map(|(name, value)| (name.to_owned(), value)).into_iter().collect(), spans.head)
    };
    match caller.pick("AWS profile", config.profiles().map(row).collect())? {
        Some(chosen) => Ok(name_in(chosen)?.map(|name| name.item)),
        None => Ok(None),
    }
}

fn switch(caller: &Caller, profile: &Profile, keep_keys: bool) -> Result<(), ShellError> {
    caller.set_variable(variables::AWS_PROFILE, profile.name())?;
    let about = Some(summary(profile)).filter(|about| !about.is_empty());
    let about = about.map(|about| format!(" ({about})")).unwrap_or_default();
    caller.note(&format!("AWS_PROFILE is now {}{about}.", profile.name()));
    let environment = caller.environment();
    if keep_keys {
        if environment.non_empty(KEYS[0]).is_some() {
            caller.note("Warning: AWS_ACCESS_KEY_ID is still set, so its keys are used and not the profile.");
        }
    } else {
        let removed = caller.remove_variables(&KEYS)?;
        if !removed.is_empty() {
            caller.note(&format!("Removed {}, which would win over the profile.", removed.join(", ")));
        }
    }
    let region = variables::REGION.into_iter().find_map(|n| Some((n, environment.non_empty(n)?)));
    if let Some((variable, region)) = region.filter(|(_, region)| profile.region() != Some(region)) {
        let instead = profile.region().map(|region| format!(" instead of the profile's {region}")).unwrap_or_default();
        caller.note(&format!("{variable} is set: commands ask {region}{instead}."));
    }
    Ok(())
}
