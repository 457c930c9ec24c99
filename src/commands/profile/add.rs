//! `aws profile add`

pub(crate) mod flags;
pub(crate) mod naming;
pub(crate) mod plan;
pub(crate) mod roles;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    Completion, DynamicSuggestion, Example, Flag, LabeledError, PipelineData, PipelineMetadata, Signature, Span,
    SyntaxShape, Type, Value,
};

use crate::aws::partition::known_regions;
use crate::commands::common::flags::OUTPUTS;
use crate::commands::common::{category, completion, read_config};
use crate::commands::profile::add::flags::Flags;
use crate::commands::profile::add::plan::{Plan, Status};
use crate::commands::profile::{columns, example_config};
use crate::config::ConfigPaths;
use crate::context::active::ActiveProfile;
use crate::error::{Error, Spans};
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;
use crate::rows::profile::Profiles;
use crate::sso::sessions::SignIns;

/// Writes profiles for accounts and roles.
pub(crate) struct Add;

/// The columns that keep their width in a narrow terminal.
const FIRST_COLUMNS: [&str; 6] = ["name", "status", "active", "region", "sso_account_id", "sso_role_name"];

impl PluginCommand for Add {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profile add"
    }

    fn signature(&self) -> Signature {
        let signature = Signature::build(self.name())
            .input_output_type(Type::Any, output())
            .optional("name", SyntaxShape::String, "The profile's name, for a single one.")
            .category(category());
        let texts = [
            ("name", 'n', "Make the names from this template (default `{account_name}.{role_name}`)."),
            ("sso-session", 's', "Sign in with this sso-session (default: the only one that there is)."),
            ("account", 'a', "The account's id, where no row says it."),
            ("role", 'R', "The role's name, where no row says it."),
        ];
        let texts = texts.map(|(name, short, text)| Flag::new(name).short(short).arg(SyntaxShape::String).desc(text));
        let lists = [
            ("region", 'r', "Write this region into the profiles.", Completion::new_list(known_regions())),
            ("output", 'o', "Write this output format of the AWS CLI into them.", Completion::new_list(&OUTPUTS)),
        ];
        let lists = lists.map(|(name, short, text, list)| {
            Flag::new(name).short(short).arg(SyntaxShape::String).desc(text).completion(list)
        });
        texts
            .into_iter()
            .chain(lists)
            .fold(signature, Signature::param)
            .switch("force", "Change profiles that are there already.", Some('f'))
            .switch("dry-run", "Change nothing; answer with the change as a diff.", Some('d'))
    }

    fn description(&self) -> &str {
        "Write AWS profiles for accounts and roles that share a sign-in."
    }

    fn extra_description(&self) -> &str {
        "Takes rows of `aws sso roles`, or --account and --role, and writes one profile each into the config file. \
         Nothing is asked over the network, and not a byte of what else stands there changes.\n\nA template for names \
         has {account_name}, {account_id}, {role_name}, {sso_session} and {region} in braces. Names come out readable \
         for every AWS tool: `Zürich Büro` becomes `Zurich-Buro`.\n\nThe column `status` is `written`, `unchanged` if \
         the profile was just so already, or `kept` if it says something else and there is no --force. With --force, \
         keys that would break such a profile or win over it (role_arn, credential_process, keys of an IAM user, …) \
         are removed, from the credentials file too. Keys about anything else stay."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "configure", "create", "new", "role", "sso", "write"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws sso roles | where account_name == test-account and role_name == tester \
                          | aws profile add test-account.tester --region eu-west-2",
                description: "Write a profile for a role found in the table.",
                result: None,
            },
            Example {
                example: "aws sso roles | aws profile add --name '{role_name}@{account_id}' --dry-run",
                description: "Show what profiles for all accounts and roles would change.",
                result: None,
            },
            Example {
                example: "aws profile add dev-account.developer --account 111122223333 --role developer",
                description: "Make sure that there is a profile for this account and role.",
                result: Some(example_result("dev-account.developer", Status::Unchanged)),
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
        let flags = Flags::of(call)?;
        let spans = Spans::head(call.head);
        let caller = Caller::of(engine, call.head)?;
        let input = input.into_value(call.head)?;
        // Rows that stopped coming at Ctrl-C are not all rows.
        engine.signals().check(&call.head)?;
        let config = read_config(&caller, &spans)?;
        let roles = roles::roles(input, &flags, &config, call.head)?;
        let profiles = naming::profiles(&roles, &flags, &config)?;
        let plan = Plan::of(profiles, &config, flags.force);
        if let Some(note) = plan.note() {
            caller.note(&note);
        }
        let paths = ConfigPaths::from_environment(caller.environment());
        let failed = |cause| Error::Config(cause).at(&spans);
        if flags.dry_run {
            let diff = plan.edits.diff(&paths).map_err(failed)?;
            return Ok(PipelineData::value(Value::string(diff, call.head), None));
        }
        plan.edits.save(&paths).map_err(failed)?;
        let config = read_config(&caller, &spans)?;
        let sign_ins = SignIns::load(caller.environment(), &config).map_err(|error| error.at(&spans))?;
        let active = ActiveProfile::name_from(caller.environment());
        let rows = plan.rows(&Profiles { config: &config, active, sign_ins: &sign_ins }, call.head);
        let metadata = PipelineMetadata::default().with_table_width_priority_columns(call.head, FIRST_COLUMNS);
        Ok(PipelineData::value(rows, Some(metadata)))
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
        completion::flag(engine, &argument)
    }
}

/// A table of profiles; with `--dry-run`, a diff.
fn output() -> Type {
    let status = ("status".to_owned(), Type::String);
    let mut columns: Vec<_> = columns().into_iter().collect();
    columns.insert(1, status);
    Type::one_of([Type::Table(columns.into()), Type::String])
}

fn example_result(name: &str, status: Status) -> Value {
    let view = Profiles { config: &example_config(), active: "", sign_ins: &SignIns::default() };
    let row = status.row(name, &view, Span::unknown());
    Value::list(row.into_iter().collect(), Span::unknown())
}
