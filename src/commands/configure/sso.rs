//! `aws configure sso`

pub(crate) mod answers;
pub(crate) mod choose;

use nu_protocol::{Completion, Example, Flag, LabeledError, PipelineData, Signature, SyntaxShape, Type};

use crate::aws::partition::known_regions;
use crate::commands::common::checked_flags::OUTPUTS;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::sign_in::{SignInSignature, login_options, print_prompt};
use crate::commands::configure::sso::answers::{
    Answers, OUTPUT, PROFILE, REGION, SCOPES, SESSION, SSO_REGION, START_URL,
};
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::config::{Edits, SsoProfile, SsoRole, SsoSessionConfig};
use crate::error::Spans;
use crate::rows;
use crate::sso::Portal;
use crate::sso::login::{Prompt, login};
use crate::sso::portal::Account;
use crate::text::quote::quoted;

/// Makes a profile step by step: session, sign-in, account, role, profile.
pub(crate) struct AwsConfigureSso;

impl AwsCommand for AwsConfigureSso {
    fn name(&self) -> &str {
        "aws configure sso"
    }

    fn description(&self) -> &str {
        "Create a profile for an account and role of IAM Identity Center."
    }

    fn extra_description(&self) -> &str {
        "Asks for what you don't pass as a flag: the session, the account, the role, the region, the output format \
         and the profile's name. Accounts and roles are chosen from those that you have. The start URL and its region \
         are asked only for a new session. With all flags it asks nothing, so a script can use it. All profiles of a \
         session share its sign-in.\n\nOnly the lines of this session and profile change; comments and order stay. \
         This command replaces the AWS CLI's command of the same name, which you can still run as `^aws configure \
         sso`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["identity center", "login", "set up", "setup", "wizard"]
    }

    fn signature(&self) -> Signature {
        let text = |name: &str, description: &str| Flag::new(name).arg(SyntaxShape::String).desc(description);
        let regions = Completion::new_list(known_regions());
        Signature::build(self.name())
            .input_output_types(vec![(Type::Nothing, Type::record()), (Type::Nothing, Type::String)])
            .param(text("sso-session", "The session's name: one of the config file, or a new one."))
            .param(text("start-url", "The start URL of a new session."))
            .param(text("sso-region", "The IAM Identity Center region of a new session.").completion(regions.clone()))
            .param(text("scopes", "The registration scopes of a new session, separated by commas."))
            .param(text("account", "The account's id or name."))
            .param(text("role", "The role's name."))
            .param(text("region", "The profile's region.").short('r').completion(regions))
            .param(text("output", "The AWS CLI's output format.").short('o').completion(Completion::new_list(&OUTPUTS)))
            .param(text("profile", "The profile's name.").short('p'))
            .switch("force", "Overwrite an existing profile without asking.", Some('f'))
            .switch("dry-run", "Change nothing, and return the change as a diff.", Some('n'))
            .sign_in_flags()
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws configure sso", "Answer questions."),
            example(
                "aws configure sso --sso-session my-org-sso --account 111122223333 --role developer \
                 --region eu-west-1 --profile dev --dry-run",
                "Answer everything with flags, and show first what would change.",
            ),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let spans = Spans { profile: call.get_flag_span("profile"), ..Spans::head(call.head) };
        let mut context = CommandContext::new(call, spans)?;
        let answers = Answers::from_flags(call, &context)?;
        answers.check()?;
        let session = choose_session(&answers)?;
        let (account, role) = sign_in_and_choose(&answers, &session, call)?;
        let profile = ask_for_profile(&answers, &session, account, role)?;
        let mut edits = Edits::new();
        if session.is_new {
            let IdentityCenter { start_url, region, scopes, .. } = session.center;
            SsoSessionConfig { name: session.name, start_url, region, scopes }.write(&mut edits.config);
        }
        profile.write(&context.config, &mut edits);
        if call.has_flag("dry-run")? {
            return Ok(PipelineData::value(context.diff(&edits)?, None));
        }
        if call.has_flag("force")? || profile.is_written(&context.config) || confirm_overwrite(&profile.name, &context)?
        {
            context.save(&edits)?;
            context.caller.note(&format!("To use this profile: aws profile use {}", quoted(&profile.name)));
        } else {
            context.caller.note("Nothing was changed.");
        }
        let row = context.profile_rows()?.row_by_name(&profile.name, false, call.head);
        Ok(PipelineData::value(row, None))
    }
}

struct ChosenSession {
    name: String,
    center: IdentityCenter,
    /// Whether the config file doesn't have it yet.
    is_new: bool,
}

/// Asks for the session, and for its settings only if it is a new one.
fn choose_session(answers: &Answers<'_>) -> Result<ChosenSession, LabeledError> {
    let config = &answers.context.config;
    let first = config.sso_sessions().next().map(|section| section.name());
    let name = answers.required(&SESSION, first)?;
    if config.sso_session(&name).is_some() {
        let center = IdentityCenter::from_session(config, &name).map_err(|error| answers.context.label(error))?;
        return Ok(ChosenSession { name, center, is_new: false });
    }
    let start_url = answers.required(&START_URL, None)?;
    let region = answers.required(&SSO_REGION, None)?;
    let scopes = answers.required(&SCOPES, Some(DEFAULT_SCOPE))?;
    let scopes = scopes.split(',').map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect();
    let center = IdentityCenter { session: Some(name.clone()), start_url, region, scopes };
    Ok(ChosenSession { name, center, is_new: true })
}

/// Signs in, and chooses one of the accounts and roles that the portal lists.
fn sign_in_and_choose(
    answers: &Answers<'_>,
    session: &ChosenSession,
    call: &CommandCall<'_>,
) -> Result<(Account, String), LabeledError> {
    let options = login_options(call, session.is_new)?;
    let tell = |prompt: Prompt| print_prompt(&session.name, &prompt);
    let aws_context = answers.context.aws_context()?;
    let (accounts, portal) = answers.context.block_on(async {
        let token = login(&aws_context, &session.center, &options, &tell).await?;
        let portal = Portal::open(&aws_context, &session.center, &token.access_token, None).await?;
        Ok((portal.accounts().await?, portal))
    })?;
    let account = answers.account(accounts)?;
    let roles = answers.context.block_on(portal.roles(&account.account_id))?;
    let role = answers.role(&account, roles)?;
    Ok((account, role))
}

/// Asks for the rest of the profile. The defaults are those of an existing profile.
fn ask_for_profile(
    answers: &Answers<'_>,
    session: &ChosenSession,
    Account { account_id, .. }: Account,
    role_name: String,
) -> Result<SsoProfile, LabeledError> {
    let existing = answers.flag(&PROFILE).and_then(|name| answers.context.config.profile(&name.item));
    let current = |key| existing.and_then(|profile| profile.get(key));
    let region = answers.optional(&REGION, current("region"))?;
    let output = answers.optional(&OUTPUT, current("output"))?;
    let name = answers.required(&PROFILE, Some(&format!("{role_name}-{account_id}")))?;
    let role = SsoRole { session: session.name.clone(), account_id, role_name };
    Ok(SsoProfile { name, role: Some(role), region, output })
}

/// Shows a profile that exists, and asks whether to overwrite it.
fn confirm_overwrite(name: &str, context: &CommandContext<'_>) -> Result<bool, LabeledError> {
    let Some(existing) = context.config.profile(name) else { return Ok(true) };
    let about = rows::profile::summary(existing);
    context.confirm(format!("Profile {name} exists ({about}). Change it, and remove keys that would override it?"))
}
