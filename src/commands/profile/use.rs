//! `aws profile use`

use nu_protocol::{Example, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type, Value, record};

use crate::aws::variables;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::named_profiles::{find_profiles, input_error, profile_names};
use crate::commands::common::switch_profile::switch_profile;
use crate::config::Profile;
use crate::context::active_profile::ActiveProfile;
use crate::error::{ProfileError, Spans};
use crate::rows::profile::summary;

/// Switches the profile of the caller's shell.
pub(crate) struct AwsProfileUse;

impl AwsCommand for AwsProfileUse {
    fn name(&self) -> &str {
        "aws profile use"
    }

    fn description(&self) -> &str {
        "Switch this shell to an AWS profile."
    }

    fn extra_description(&self) -> &str {
        "Sets AWS_PROFILE in the scope that calls it, so that all commands of this shell use the profile, external \
         ones too. Removes AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN and \
         AWS_CREDENTIAL_EXPIRATION, because access keys in the environment take precedence over the profile.\n\nTakes \
         a name, or a row of `aws profiles`. Without one, you pick the profile from a list. Like `cd`, it acts on the \
         scope that calls it: in a custom command, use `def --env`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "assume", "role", "select", "set", "switch", variables::AWS_PROFILE]
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Any, Type::Nothing)
            .optional("name", SyntaxShape::String, "The profile's name (default: pick it from a list).")
            .switch("keep-keys", "Keep the access keys in the environment, which AWS tools then use.", Some('k'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                result: Some(Value::test_string("test-account.tester")),
                ..example("aws profile use test-account.tester; $env.AWS_PROFILE", "Switch to a profile.")
            },
            example(
                "aws profiles | where sso_account_id == '444455556666' | aws profile use",
                "Switch to a profile found in the table.",
            ),
            example("aws profile use", "Pick the profile from a list; of several in the pipeline, one of those."),
        ]
    }

    fn is_profile_name(&self, index: usize) -> bool {
        index == 0
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let context = CommandContext::new(call, Spans::head(call.head))?;
        let profile = match profile_names(call, input)? {
            Some(names) => only(&context, &names)?,
            None => pick(&context, context.config.profiles().collect())?,
        };
        switch_profile(&context.caller, profile, call.has_flag("keep-keys")?)?;
        Ok(PipelineData::empty())
    }
}

/// The only profile with one of these names. Of several, the user picks one.
fn only<'a>(context: &'a CommandContext<'_>, names: &[Spanned<String>]) -> Result<&'a Profile, LabeledError> {
    let profiles = find_profiles(&context.config, names)?;
    match profiles.as_slice() {
        [only] => Ok(only),
        [_, ..] if context.caller.can_ask() => pick(context, profiles),
        several => {
            let problem = format!("{} profiles are piped, but it takes one", several.len());
            let help = "pick one: `aws profiles | first | aws profile use`";
            Err(input_error(&problem, help, context.spans.head).into())
        }
    }
}

/// Lets the user pick one of these profiles.
fn pick<'a>(context: &CommandContext<'_>, profiles: Vec<&'a Profile>) -> Result<&'a Profile, LabeledError> {
    let CommandContext { caller, config, spans, .. } = context;
    if profiles.is_empty() {
        return Err(context.label(config.not_found(ProfileError::NoProfiles)));
    }
    if !caller.can_ask() {
        return Err(context.label(ProfileError::NameMissing));
    }
    let text = |text: &str| Value::string(text, spans.head);
    let active = ActiveProfile::name_from(caller.environment());
    let row = |profile: &&Profile| {
        let summary = Some(summary(profile)).filter(|summary| !summary.is_empty());
        let active = (profile.name() == active).then(|| "active".to_owned());
        let about: Vec<_> = active.into_iter().chain(summary).collect();
        let row = record! { "name" => text(profile.name()), "about" => text(&about.join(" · ")) };
        Value::record(row, spans.head)
    };
    Ok(profiles[caller.pick("AWS profile", profiles.iter().map(row).collect())?])
}
