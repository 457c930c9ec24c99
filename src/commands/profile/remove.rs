//! `aws profile remove`

use std::collections::HashSet;

use nu_protocol::{Example, LabeledError, PipelineData, ShellError, Signature, SyntaxShape, Type, Value};

use crate::aws::variables;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::named_profiles::{find_profiles, profile_names};
use crate::config::{Config, Edits, Profile};
use crate::error::Spans;
use crate::nu::caller::Caller;
use crate::rows;

/// Removes profiles.
pub(crate) struct AwsProfileRemove;

/// How many names the question lists.
const MAX_LISTED_NAMES: usize = 5;

impl AwsCommand for AwsProfileRemove {
    fn name(&self) -> &str {
        "aws profile remove"
    }

    fn description(&self) -> &str {
        "Remove profiles from the AWS config and credentials files."
    }

    fn extra_description(&self) -> &str {
        "Takes names, or rows of `aws profiles`. Asks before it removes anything; without a terminal to ask in, it \
         needs --force. Changes nothing else in the files, and keeps all comments. Sessions and their sign-ins stay, \
         even if no other profile uses them.\n\nReturns a row for each removed profile, with the places where it was \
         defined."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "config", "credentials", "delete", "rm"]
    }

    fn signature(&self) -> Signature {
        let output = Type::one_of([Type::Table(rows::profile::removed_columns()), Type::String]);
        Signature::build(self.name())
            .input_output_type(Type::Any, output)
            .rest("names", SyntaxShape::String, "The names of the profiles.")
            .switch("force", "Remove them without asking.", Some('f'))
            .switch("dry-run", "Remove nothing, and return the change as a diff.", Some('n'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let remove = "aws profile add old --account 111122223333 --role developer; \
                      (aws profile remove old --force).name";
        vec![
            example(
                "aws profile remove test-account.tester --dry-run",
                "Show what the removal of a profile would change.",
            ),
            Example {
                result: Some(Value::test_list(vec![Value::test_string("old")])),
                ..example(remove, "Remove a profile without asking.")
            },
            example(
                "aws profiles | where sso_account_id == '999999999999' | aws profile remove --force",
                "Remove all profiles of an account.",
            ),
        ]
    }

    fn is_profile_name(&self, _index: usize) -> bool {
        true
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let missing = || ShellError::MissingParameter { param_name: "names".into(), span: call.head };
        let names = profile_names(call, input)?.ok_or_else(missing)?;
        let mut context = CommandContext::new(call, Spans::head(call.head))?;
        let config = context.config.clone();
        let profiles = find_profiles(&config, &names)?;
        let mut edits = Edits::new();
        profiles.iter().for_each(|profile| edits.remove_profile(profile.name()));
        if call.has_flag("dry-run")? {
            return Ok(PipelineData::value(context.diff(&edits)?, None));
        }
        let force = call.has_flag("force")? || profiles.is_empty();
        if !force && !context.confirm(question(&profiles, &config))? {
            context.caller.note("Nothing was removed.");
            return Ok(PipelineData::value(Value::list(vec![], call.head), None));
        }
        context.save(&edits)?;
        note_variables(&profiles, &context.caller);
        let rows = profiles.iter().map(|profile| rows::profile::removed_row(profile, call.head)).collect();
        Ok(call.table(rows))
    }
}

fn names<'a>(profiles: &[&'a Profile]) -> HashSet<&'a str> {
    profiles.iter().map(|profile| profile.name()).collect()
}

/// Tells the user if a variable still names a removed profile.
fn note_variables(removed: &[&Profile], caller: &Caller<'_>) {
    let removed = names(removed);
    for variable in variables::PROFILE {
        if let Some(name) = caller.environment().get(variable).filter(|name| removed.contains(name)) {
            caller.note(&format!(
                "{variable} still names {name}: `aws profile use` picks another profile, `aws profile clear` removes \
                 the variable."
            ));
        }
    }
}

/// The question before the removal, with a warning if profiles that stay lose their source_profile.
fn question(profiles: &[&Profile], config: &Config) -> String {
    let names: Vec<_> = profiles.iter().map(|profile| profile.name()).collect();
    let what = match names.as_slice() {
        [name] => format!("profile {name}"),
        names => format!("{} profiles ({})", names.len(), list(names)),
    };
    let mut files: Vec<_> = profiles.iter().flat_map(|profile| profile.locations()).map(|place| &place.path).collect();
    files.sort_unstable();
    files.dedup();
    let files: Vec<_> = files.into_iter().map(|file| file.display().to_string()).collect();
    format!("{}Remove {what} from {}?", warning(profiles, config), files.join(" and "))
}

fn warning(profiles: &[&Profile], config: &Config) -> String {
    let removed = names(profiles);
    let is_removed = |name: &str| removed.contains(name);
    let loses_source =
        |profile: &&Profile| !is_removed(profile.name()) && profile.get("source_profile").is_some_and(is_removed);
    let orphans: Vec<_> = config.profiles().filter(loses_source).map(Profile::name).collect();
    match orphans.as_slice() {
        [] => String::new(),
        orphans => format!("Without its source_profile, {} will not work. ", list(orphans)),
    }
}

fn list(names: &[&str]) -> String {
    let listed = names.iter().take(MAX_LISTED_NAMES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_LISTED_NAMES) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn question_for(names: &[&str]) -> String {
        let text: String = (1..=7).map(|n| format!("[profile p{n}]\n")).collect();
        let text = text + "[profile a]\nsource_profile = p1\n[profile self]\nsource_profile = self\n";
        let config = Config::parse(Some((Path::new("/config"), text.as_bytes())), Some((Path::new("/keys"), b"[p2]")));
        let config = config.expect("a config");
        let profiles: Vec<_> = names.iter().map(|name| config.profile(name).expect("a profile")).collect();
        question(&profiles, &config)
    }

    #[test]
    fn the_question_names_profiles_and_files() {
        assert_eq!(question_for(&["p3"]), "Remove profile p3 from /config?");
        assert_eq!(question_for(&["p2", "p3"]), "Remove 2 profiles (p2, p3) from /config and /keys?");
        let many = question_for(&["p2", "p3", "p4", "p5", "p6", "p7"]);
        assert_eq!(many, "Remove 6 profiles (p2, p3, p4, p5, p6 and 1 more) from /config and /keys?");
    }

    #[test]
    fn the_question_warns_about_profiles_that_lose_their_source() {
        let question = question_for(&["p1"]);
        assert_eq!(question, "Without its source_profile, a will not work. Remove profile p1 from /config?");
        assert_eq!(question_for(&["p1", "a"]), "Remove 2 profiles (p1, a) from /config?");
        assert_eq!(question_for(&["self"]), "Remove profile self from /config?");
    }
}
