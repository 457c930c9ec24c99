//! `aws profile remove`

pub(crate) mod question;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, LabeledError, PipelineData, ShellError, Signature, Span, Spanned, SyntaxShape, Type,
    Value,
};

use crate::aws::variables;
use crate::commands::common::{category, completion, read_config};
use crate::commands::profile::input::names_in;
use crate::commands::profile::remove::question::question;
use crate::config::{Config, ConfigPaths, Edits, Profile, SectionName};
use crate::context::active::not_found;
use crate::error::{Error, NamedBy, ProfileError, Spans};
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;

/// Removes profiles.
pub(crate) struct Remove;

const HELP: &str = "`aws profiles | where region == eu-west-2 | aws profile remove`";

impl PluginCommand for Remove {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profile remove"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Any, output())
            .rest("names", SyntaxShape::String, "The names of the profiles.")
            .switch("force", "Remove them without asking.", Some('f'))
            .switch("dry-run", "Remove nothing; answer with the change as a diff.", Some('d'))
            .category(category())
    }

    fn description(&self) -> &str {
        "Remove profiles from the AWS config and credentials files."
    }

    fn extra_description(&self) -> &str {
        "Asks first; without a terminal to ask in, --force is needed. Not a byte of what else stands in the files \
         changes. An sso-session and its sign-in stay, even if no other profile uses them.\n\nThe table shows each \
         profile that was removed, with the places where it stood."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "config", "credentials", "delete", "rm"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws profile remove test-account.tester --dry-run",
                description: "Show what the removal of a profile would change.",
                result: None,
            },
            Example {
                example: "aws profile add old --account 111122223333 --role developer; \
                          (aws profile remove old --force).name",
                description: "Remove a profile without asking.",
                result: Some(Value::test_list(vec![Value::test_string("old")])),
            },
            Example {
                example: "aws profiles | where sso_account_id == '999999999999' | aws profile remove --force",
                description: "Remove all profiles of an account.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let (force, dry_run) = (call.has_flag("force")?, call.has_flag("dry-run")?);
        let spans = Spans::head(call.head);
        let caller = Caller::of(engine, call.head)?;
        let names = names(call, input)?;
        // Names that stopped coming at Ctrl-C are not all names.
        engine.signals().check(&call.head)?;
        let config = read_config(&caller, &spans)?;
        let profiles = profiles(names, &config)?;

        let edits = removal(&profiles);
        let paths = ConfigPaths::from_environment(caller.environment());
        let failed = |cause| Error::Config(cause).at(&spans);
        if dry_run {
            let diff = edits.diff(&paths).map_err(failed)?;
            return Ok(PipelineData::value(Value::string(diff, call.head), None));
        }
        if !profiles.is_empty() && !force && !confirm(&profiles, &config, &caller, &spans)? {
            caller.note("Nothing was removed.");
            return Ok(PipelineData::value(Value::list(vec![], call.head), None));
        }
        edits.save(&paths).map_err(failed)?;
        note_active(&profiles, &caller);
        let rows = profiles.iter().map(|profile| row(profile, call.head)).collect();
        Ok(PipelineData::value(Value::list(rows, call.head), None))
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
            ArgType::Positional(_) => Some(completion::profiles(engine)),
            ArgType::Flag(_) => Some(vec![]),
        }
    }
}

/// A table of profiles; with `--dry-run`, a diff.
fn output() -> Type {
    let columns = [("name", Type::String), ("files", Type::list(Type::String))];
    Type::one_of([Type::Table(columns.into()), Type::String])
}

/// The names in the call, else those in the pipeline.
fn names(call: &EvaluatedCall, input: PipelineData) -> Result<Vec<Spanned<String>>, ShellError> {
    let names = call.rest::<Spanned<String>>(0)?;
    if !names.is_empty() {
        return Ok(names);
    }
    match input.into_value(call.head)? {
        Value::Nothing { .. } => Err(ShellError::MissingParameter { param_name: "names".into(), span: call.head }),
        input => names_in(input, HELP),
    }
}

/// The profiles of these names, each once.
fn profiles(names: Vec<Spanned<String>>, config: &Config) -> Result<Vec<&Profile>, LabeledError> {
    let mut profiles = Vec::<&Profile>::new();
    for Spanned { item: name, span } in names {
        let error = || not_found(config, &name, NamedBy::Call).at(&Spans::head(span));
        let profile = config.profile(&name).ok_or_else(error)?;
        if !is_among(&name, &profiles) {
            profiles.push(profile);
        }
    }
    Ok(profiles)
}

fn is_among(name: &str, profiles: &[&Profile]) -> bool {
    profiles.iter().any(|profile| profile.name() == name)
}

fn removal(profiles: &[&Profile]) -> Edits {
    let mut edits = Edits::new();
    for profile in profiles {
        let section = SectionName::Profile(profile.name().to_owned());
        edits.config.remove_section(&section);
        edits.credentials.remove_section(&section);
    }
    edits
}

fn confirm(profiles: &[&Profile], config: &Config, caller: &Caller, spans: &Spans) -> Result<bool, LabeledError> {
    let question = question(profiles, config);
    if !caller.can_ask() {
        return Err(Error::from(ProfileError::NotConfirmed { question }).at(spans));
    }
    Ok(caller.confirm(&question)?)
}

/// Tells it if the shell still names a profile that is gone.
fn note_active(removed: &[&Profile], caller: &Caller) {
    for variable in variables::PROFILE {
        if let Some(name) = caller.environment().get(variable).filter(|name| is_among(name, removed)) {
            caller.note(&format!(
                "{variable} still names {name}: `aws profile use` picks another, `aws profile clear` removes it."
            ));
        }
    }
}

fn row(profile: &Profile, span: Span) -> Value {
    let files = profile.locations().iter().map(|place| Value::string(place.to_string(), span)).collect();
    let columns = [("name", Value::string(profile.name(), span)), ("files", Value::list(files, span))];
    Value::record(columns.map(|(name, value)| (name.to_owned(), value)).into_iter().collect(), span)
}
