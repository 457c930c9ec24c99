//! `aws profile`, and the commands below it.

pub(crate) mod add;
pub(crate) mod check;
pub(crate) mod clear;
pub(crate) mod input;
pub(crate) mod remove;
pub(crate) mod r#use;

use nu_plugin::{EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::{CollectionColumns, Example, LabeledError, PipelineData, Signature, Span, Type, Value};

use crate::commands::common::{category, read_config};
use crate::config::Config;
use crate::context::active::ActiveProfile;
use crate::error::Spans;
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::sessions::SignIns;

/// Shows the active profile.
pub(crate) struct Current;

impl PluginCommand for Current {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profile"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Record(columns()))
            .switch("long", "Show every key and where the profile stands, too.", Some('l'))
            .category(category())
    }

    fn description(&self) -> &str {
        "Show the active AWS profile."
    }

    fn extra_description(&self) -> &str {
        "The active profile is the one that AWS_PROFILE names, else AWS_DEFAULT_PROFILE, else `default`. Nothing is \
         asked over the network."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "current", "prompt", "whoami"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "$env.AWS_PROFILE = 'dev-account.developer'; aws profile",
                description: "Show the active profile.",
                result: Some(example_row("dev-account.developer", "dev-account.developer")),
            },
            Example {
                example: "aws profile | get region",
                description: "Show the region of the active profile.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        _input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let long = call.has_flag("long")?;
        let spans = Spans::head(call.head);
        let caller = Caller::of(engine, call.head)?;
        let config = read_config(&caller, &spans)?;
        let active = ActiveProfile::resolve(caller.environment(), &config, None).map_err(|error| error.at(&spans))?;
        let profile = active.require(&config).map_err(|error| error.at(&spans))?;
        let sign_ins = SignIns::load(caller.environment(), &config).map_err(|error| error.at(&spans))?;
        let view = rows::profile::Profiles { config: &config, active: profile.name(), sign_ins: &sign_ins };
        Ok(PipelineData::value(view.row(profile, long, call.head), None))
    }
}

/// The columns of a profile's row with their types, for signatures.
pub(crate) fn columns() -> CollectionColumns<Type> {
    let text = || Type::one_of([Type::String, Type::Nothing]);
    let column = |name: &&str| match *name {
        "name" => (name.to_string(), Type::String),
        "active" => (name.to_string(), Type::Bool),
        "sso_expires_at" => (name.to_string(), Type::one_of([Type::Date, Type::Nothing])),
        _ => (name.to_string(), text()),
    };
    rows::profile::COLUMNS.iter().map(column).collect::<Vec<_>>().into()
}

/// The config file that the examples of these commands are about.
pub(crate) const EXAMPLE_CONFIG: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1

[profile test-account.tester]
sso_session = my-org-sso
sso_account_id = 444455556666
sso_role_name = tester
region = eu-west-2
";

fn example_config() -> Config {
    Config::parse(Some((std::path::Path::new("config"), EXAMPLE_CONFIG.as_bytes())), None).unwrap_or_default()
}

fn example_row(name: &str, active: &str) -> Value {
    let config = example_config();
    let view = rows::profile::Profiles { config: &config, active, sign_ins: &SignIns::default() };
    let row = config.profile(name).map(|profile| view.row(profile, false, Span::unknown()));
    row.unwrap_or_default()
}

/// What `aws profiles` answers with for the example's config.
pub(crate) fn example_rows() -> Value {
    let config = example_config();
    let view = rows::profile::Profiles { config: &config, active: "", sign_ins: &SignIns::default() };
    let rows = config.profiles().map(|profile| view.row(profile, false, Span::unknown()));
    Value::list(rows.collect(), Span::unknown())
}
