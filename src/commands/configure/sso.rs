//! `aws configure sso`

pub(crate) mod answers;
pub(crate) mod choose;
pub(crate) mod profile;
pub(crate) mod session;

use nu_protocol::{Completion, Example, Flag, LabeledError, PipelineData, Signature, SyntaxShape, Type};

use crate::aws::partition::known_regions;
use crate::commands::common::checked_flags::OUTPUTS;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::sign_in::{SignInSignature, correct_region, login_options, print_prompt};
use crate::commands::common::switch_profile::switch_profile;
use crate::commands::configure::sso::answers::Answers;
use crate::commands::configure::sso::session::ChosenSession;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Edits, SsoSessionConfig};
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
        "Asks for what you don't pass as a flag: where you sign in, the account, the role, and the profile's name and \
         region. Of the start URL its name is enough: `my-org` for `https://my-org.awsapps.com/start`. Accounts, roles \
         and regions are picked from lists. Scopes and the output format are never asked. Ctrl-C changes nothing. With \
         flags it asks nothing, so a script can use it. All profiles of a session share its sign-in. For a second \
         session with the same start URL, pass another name with `--sso-session`.\n\nOnly the lines of this session and profile change; comments and order stay. \
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
            .input_output_type(Type::Nothing, Type::one_of([Type::Record(rows::profile::columns()), Type::String]))
            .param(text("start-url", "The start URL of a new session, or its name, such as `my-org`."))
            .param(text("sso-region", "The IAM Identity Center region of a new session.").completion(regions.clone()))
            .param(text("sso-session", "One of the config file, or the name of a new one (default: the start URL's)."))
            .param(text("scopes", "The registration scopes of a new session, separated by commas."))
            .param(text("account", "The account's id or name."))
            .param(text("role", "The role's name."))
            .param(text("region", "The profile's region.").short('r').completion(regions))
            .param(text("output", "The AWS CLI's output format.").short('o').completion(Completion::new_list(&OUTPUTS)))
            .param(text("profile", "The profile's name (default: `ACCOUNT.ROLE`).").short('p'))
            .switch("use", "Switch this shell to the profile without asking.", Some('u'))
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
        let is_dry_run = call.has_flag("dry-run")?;
        let mut session = answers.session()?;
        let mut edits = Edits::new();
        let (account, role) = sign_in_and_choose(&answers, &mut session, call, &mut edits)?;
        let profile = answers.profile(&session, account, role, is_dry_run || call.has_flag("force")?)?;
        let is_used = call.has_flag("use")? || (!is_dry_run && answers.use_now(&profile.name)?);
        if session.is_new {
            let IdentityCenter { start_url, region, scopes, .. } = session.center;
            SsoSessionConfig { name: session.name, start_url, region, scopes }.write(&mut edits.config);
        }
        profile.write(&context.config, &mut edits);
        if is_dry_run {
            return Ok(PipelineData::value(context.diff(&edits)?, None));
        }
        context.save(&edits)?;
        let mut rows = context.profile_rows()?;
        match context.config.profile(&profile.name) {
            Some(saved) if is_used => {
                switch_profile(&context.caller, saved, false)?;
                rows.active = profile.name.clone();
            }
            _ if rows.active != profile.name => {
                context.caller.note(&format!("To use this profile: aws profile use {}", quoted(&profile.name)));
            }
            _ => (),
        }
        Ok(PipelineData::value(rows.row_by_name(&profile.name, false, call.head), None))
    }
}

/// Signs in, and chooses one of the accounts and roles that the portal lists. Adds an edit if the session turns out to be in
/// another region.
fn sign_in_and_choose(
    answers: &Answers<'_>,
    session: &mut ChosenSession,
    call: &CommandCall<'_>,
    edits: &mut Edits,
) -> Result<(Account, String), LabeledError> {
    let options = login_options(call, session.is_new)?;
    let tell = |prompt: Prompt| print_prompt(&session.name, &prompt);
    let aws_context = answers.context.aws_context()?;
    let token = answers.context.block_on(login(&aws_context, &session.center, &options, &tell))?;
    if !session.is_new {
        correct_region(&session.center, None, &token.region, edits);
    }
    session.center.region = token.region;
    let (accounts, portal) = answers.context.block_on(async {
        let portal = Portal::open(&aws_context, &session.center, &token.access_token, None).await?;
        Ok((portal.accounts().await?, portal))
    })?;
    let account = answers.account(accounts)?;
    let roles = answers.context.block_on(portal.roles(&account.account_id))?;
    let role = answers.role(&account, roles)?;
    Ok((account, role))
}
