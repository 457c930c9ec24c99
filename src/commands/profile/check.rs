//! `aws profile check`

use std::path::Path;

use nu_protocol::{Example, LabeledError, PipelineData, Signature, SyntaxShape, Type, Value};

use crate::aws::variables;
use crate::cli_cache;
use crate::cli_cache::console_session_check;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::named_profiles::{find_profiles, missing_region_note, profile_names};
use crate::config::lint::permissions::check_permissions;
use crate::config::lint::{CheckScope, Inspection};
use crate::config::{ConfigFiles, ConfigPaths};
use crate::error::{ConfigError, Error, Spans};
use crate::rows;
use crate::sso::role_assignments;

/// Checks the AWS files for mistakes.
pub(crate) struct AwsProfileCheck;

impl AwsCommand for AwsProfileCheck {
    fn name(&self) -> &str {
        "aws profile check"
    }

    fn description(&self) -> &str {
        "Find mistakes in the AWS files, and lines that tools read differently."
    }

    fn extra_description(&self) -> &str {
        "Returns a row for each finding; the table is empty if there are none. Notes in the terminal say where it \
         looked, and which profiles have no region. `severity` is `error` if something \
         doesn't work in at least one tool, `warning` if tools differ or a setting is misleading, and `hint` for a \
         possible improvement. If you name profiles, the sessions and source profiles that they use are checked \
         too.\n\n`fix` says how to fix a finding. --fix makes the changes that need no decision: it keeps all \
         comments, changes only the lines that it has to, and sets the permissions of the credentials file to 600. \
         Everything else is left to you.\n\nOnly --online uses the network. It refreshes sign-ins if it can, but \
         never opens a browser."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["config", "credentials", "diagnose", "doctor", "lint", "repair", "validate"]
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Any, Type::one_of([Type::Table(rows::finding::columns()), Type::String]))
            .rest("names", SyntaxShape::String, "The names of the profiles (default: check both files completely).")
            .switch("fix", "Make the safe changes, and return the remaining findings.", None)
            .switch("dry-run", "Change nothing, and return the changes of --fix as a diff.", Some('n'))
            .switch("online", "Also ask AWS which sign-ins have expired, and which roles you no longer have.", None)
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example { result: Some(Value::test_list(vec![])), ..example("aws profile check", "Check everything.") },
            example(
                "aws profile check | where severity == error | select profile message fix",
                "Show what doesn't work, and how to fix it.",
            ),
            Example {
                result: Some(Value::test_string("")),
                ..example("aws profile check --dry-run", "Show what --fix would change.")
            },
            example(
                "aws profiles | where kind == sso | aws profile check --online",
                "Find profiles whose role you no longer have.",
            ),
        ]
    }

    fn is_profile_name(&self, _index: usize) -> bool {
        true
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let names = profile_names(call, input)?;
        let (caller, spans) = (call.caller()?, Spans::head(call.head));
        let paths = ConfigPaths::from_environment(caller.environment());
        let aws_folder = caller.environment().expand_path("~/.aws");
        let caches = cli_cache::folders(caller.environment());
        let failed = |error: ConfigError| Error::from(error).at(&spans);
        let inspect = || {
            let files = ConfigFiles::load(&paths);
            let scope = match &names {
                Some(names) => CheckScope::from_profiles(files.config(), &find_profiles(files.config(), names)?),
                None => CheckScope::all(),
            };
            let mut on_disk = check_permissions(&files, &paths, &aws_folder, &caches);
            on_disk.extend(console_session_check::check(caller.environment(), files.config()));
            Ok::<_, LabeledError>(Inspection::new(files, on_disk, scope))
        };
        let mut inspection = inspect()?;
        if call.has_flag("dry-run")? {
            let diff = inspection.fix_plan().and_then(|plan| plan.diff(&paths)).map_err(failed)?;
            if diff.is_empty() {
                caller.note("`--fix` would change nothing.");
            }
            return Ok(PipelineData::value(Value::string(diff, call.head), None));
        }
        if call.has_flag("fix")? {
            inspection.fix_plan().and_then(|plan| plan.save(&paths)).map_err(failed)?;
            let before = std::mem::replace(&mut inspection, inspect()?);
            let fixed = before.fixed_counts(&inspection);
            if !fixed.is_empty() {
                caller.note(&fixed_note(&fixed));
            }
        }
        let has_variable = variables::REGION.iter().any(|name| caller.environment().non_empty(name).is_some());
        let without_region = if has_variable { Vec::new() } else { inspection.profiles_without_region() };
        missing_region_note(&without_region).iter().for_each(|note| caller.note(note));
        let nothing_found = nothing_found_note(&inspection, &paths);
        let mut findings = inspection.findings;
        if call.has_flag("online")? {
            let context = CommandContext::new(call, spans)?;
            let profiles =
                context.config.profiles().filter(|profile| inspection.scope.includes_profile(profile.name()));
            let profiles: Vec<_> = profiles.collect();
            findings.extend(context.block_on(role_assignments::check(&context.aws_context()?, &profiles))?);
        }
        if findings.is_empty() {
            caller.note(&nothing_found);
        }
        let rows = findings.iter().map(|finding| rows::finding::row(finding, call.head)).collect();
        Ok(call.table(rows))
    }
}

fn nothing_found_note(inspection: &Inspection, paths: &ConfigPaths) -> String {
    let count = |count, noun| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    match inspection.file_count() {
        0 => format!("Nothing to check in {} and {}.", paths.config.display(), paths.credentials.display()),
        files => {
            format!("Nothing found in {} of {}.", count(inspection.profile_count(), "profile"), count(files, "file"))
        }
    }
}

fn fixed_note(counts: &[(&Path, usize)]) -> String {
    let findings = |count| if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
    let parts = counts.iter().map(|(path, count)| format!("{} in {}", findings(*count), path.display()));
    format!("Fixed {}.", parts.collect::<Vec<_>>().join(" and "))
}
