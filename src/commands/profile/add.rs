//! `aws profile add`

mod flags;
mod input;

use nu_protocol::{Completion, Example, Flag, LabeledError, PipelineData, Signature, Span, SyntaxShape, Type, Value};

use crate::aws::partition::known_regions;
use crate::cli_cache::account_names::AccountNameCache;
use crate::commands::common::checked_flags::OUTPUTS;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::{self, example};
use crate::commands::common::named_profiles::missing_region_note;
use crate::commands::profile::add::flags::{Flags, Naming};
use crate::commands::profile::add::input::{ProfileInput, profiles};
use crate::config::profiles_by_role::ProfilesByRole;
use crate::config::sso_profile_plan::{SsoProfilePlan, WriteStatus};
use crate::config::{Config, FileKind, SectionName};
use crate::error::{Error, Spans};
use crate::rows;
use crate::text::names::names_or_count;

/// Writes profiles for accounts and roles.
pub(crate) struct AwsProfileAdd;

impl AwsCommand for AwsProfileAdd {
    fn name(&self) -> &str {
        "aws profile add"
    }

    fn description(&self) -> &str {
        "Write profiles for accounts and roles of IAM Identity Center."
    }

    fn extra_description(&self) -> &str {
        "Takes rows of `aws sso roles`, or --account and --role, and writes a profile for each into the config file. \
         Rows of `aws profiles` get the region and the output format that they lack. Changes only the lines that it \
         has to, and uses no network.\n\nWithout a name, the names come from a \
         template, which may contain {account_name}, {account_id}, {role_name}, {sso_session} and {region}. \
         Characters that some AWS tools can't read in a name are replaced: `Zürich Büro` becomes \
         `Zurich-Buro`.\n\nThe column `status` is `written`, `unchanged` if the profile already was exactly like \
         this, or `kept` if it says something else and --force is not given. A role that has a profile \
         gets no second one, unless you give a name. --force also removes keys that would break such a profile or \
         override it (role_arn, credential_process, access keys, …), from the credentials file too. All other keys \
         stay."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "configure", "create", "new", "role", "sso", "write"]
    }

    fn signature(&self) -> Signature {
        let text = |name: &str, description: &str| Flag::new(name).arg(SyntaxShape::String).desc(description);
        let output = Type::one_of([Type::Table(rows::profile::added_columns()), Type::String]);
        Signature::build(self.name())
            .input_output_type(Type::Any, output)
            .optional("name", SyntaxShape::String, "The profile's name, for a single account and role.")
            .param(text("name", "The template for the names (default: `{account_name}.{role_name}`)."))
            .param(text("sso-session", "The session to sign in with (default: the only one of the config file)."))
            .param(text("account", "The account's id or name, if the rows don't contain it."))
            .param(text("role", "The role's name, if the rows don't contain it."))
            .param(
                text("region", "The region to write into the profiles.")
                    .short('r')
                    .completion(Completion::new_list(known_regions())),
            )
            .param(
                text("output", "The AWS CLI output format to write into the profiles.")
                    .short('o')
                    .completion(Completion::new_list(&OUTPUTS)),
            )
            .switch("force", "Overwrite existing profiles.", Some('f'))
            .switch("dry-run", "Change nothing, and return the change as a diff.", Some('n'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let name = "dev-account.developer";
        let unchanged = examples::profile_rows("").added_row(name, WriteStatus::Unchanged, Span::unknown());
        vec![
            example(
                "aws sso roles | where account_name == test-account and role_name == tester \
                 | aws profile add test-account.tester --region eu-west-2",
                "Write a profile for a role found in the table.",
            ),
            example(
                "aws profiles | where region == null | aws profile add --region eu-west-2",
                "Add a region to the profiles that have none.",
            ),
            example(
                "aws sso roles | aws profile add --name '{role_name}@{account_id}' --dry-run",
                "Show what profiles for all accounts and roles would change.",
            ),
            Example {
                result: unchanged.map(|row| Value::test_list(vec![row])),
                ..example(
                    "aws profile add dev-account.developer --account 111122223333 --role developer",
                    "Make sure that there is a profile for this account and role.",
                )
            },
        ]
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let mut flags = Flags::from_call(call)?;
        let input = call.collect(input)?;
        let mut context = CommandContext::new(call, Spans::head(call.head))?;
        flags.find_account(&AccountNameCache::from_environment(context.caller.environment()).load())?;
        let plan = plan(profiles(input, &flags, &context.config, call.head)?, &flags, &context.config)?;
        notes(&plan, &flags, &context.config).iter().for_each(|note| context.caller.note(note));
        if flags.dry_run {
            return Ok(PipelineData::value(context.diff(&plan.edits)?, None));
        }
        context.save(&plan.edits)?;
        let rows = context.profile_rows()?;
        let rows = plan.profiles.iter().filter_map(|(name, status)| rows.added_row(name, *status, call.head));
        Ok(call.table(rows.collect()))
    }
}

/// What the rows don't say: which profiles stay as they are, and which ones have no region then.
fn notes(plan: &SsoProfilePlan, flags: &Flags, config: &Config) -> Vec<String> {
    let (mut kept, mut without_region) = (Vec::new(), Vec::new());
    for (name, status) in &plan.profiles {
        let is_kept = *status == WriteStatus::Kept;
        if is_kept {
            kept.push(name.as_str());
        }
        let has_region = config.profile(name).is_some_and(|profile| profile.region().is_some());
        if !has_region && (is_kept || flags.region.is_none()) {
            without_region.push(name.as_str());
        }
    }
    let kept = (!kept.is_empty())
        .then(|| format!("Kept as they are: {}; `--force` changes them.", names_or_count(&kept, "profiles")));
    [kept, missing_region_note(&without_region)].into_iter().flatten().collect()
}

fn plan(profiles: Vec<ProfileInput>, flags: &Flags, config: &Config) -> Result<SsoProfilePlan, LabeledError> {
    let spans = Spans::head(flags.naming_span);
    if let Naming::Name(name) = &flags.naming
        && config.profile(name).is_none()
    {
        let name = SectionName::profile(name);
        name.validate(FileKind::Config).map_err(|error| Error::from(error).at(&spans))?;
    }
    let existing = ProfilesByRole::new(config);
    let profiles: Vec<_> = profiles.into_iter().map(|profile| profile.into_profile(flags, &existing)).collect();
    SsoProfilePlan::new(&profiles, config, flags.force).map_err(|error| Error::from(error).at(&spans))
}
