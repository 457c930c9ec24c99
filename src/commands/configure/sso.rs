//! `aws configure sso`: from nothing to a profile, with every answer as a flag.

pub(crate) mod answers;
pub(crate) mod choose;
pub(crate) mod session;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    Completion, DynamicSuggestion, Example, Flag, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type,
    Value,
};

use crate::aws::partition::known_regions;
use crate::commands::common::context::CommandContext;
use crate::commands::common::flags::OUTPUTS;
use crate::commands::common::{category, completion, read_config};
use crate::commands::configure::sso::answers::{OUTPUT, PROFILE, REGION, Responses};
use crate::commands::configure::sso::choose::{choose_account, choose_role};
use crate::commands::configure::sso::session::SessionAnswer;
use crate::commands::profile::columns;
use crate::commands::sso::login::words;
use crate::config::identity_center::IdentityCenter;
use crate::config::{ConfigPaths, Edits, SsoProfile, SsoSessionConfig};
use crate::context::active::ActiveProfile;
use crate::error::{ConfigError, Error, ProfileError, Spans};
use crate::nu::caller::tell;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::Portal;
use crate::sso::login::{self, Flow, LoginOptions, Prompt};
use crate::sso::portal::Account;
use crate::sso::sessions::SignIns;
use crate::text::quote::quoted;

/// The wizard.
pub(crate) struct ConfigureSso;

impl PluginCommand for ConfigureSso {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws configure sso"
    }

    fn signature(&self) -> Signature {
        let text = |name: &str, description: &str| Flag::new(name).arg(SyntaxShape::String).desc(description);
        let regions = Completion::new_list(known_regions());
        Signature::build(self.name())
            .input_output_types(vec![(Type::Nothing, Type::Record(columns())), (Type::Nothing, Type::String)])
            .param(text("sso-session", "The session's name: one of the config file, or a new one."))
            .param(text("start-url", "The start URL of a new session."))
            .param(text("sso-region", "The region of a new session's Identity Center.").completion(regions.clone()))
            .param(text("scopes", "The registration scopes of a new session, with commas."))
            .param(text("account", "The account's id or name."))
            .param(text("role", "The role's name."))
            .param(text("region", "The profile's region.").short('r').completion(regions))
            .param(text("output", "The AWS CLI's output format.").completion(Completion::new_list(&OUTPUTS)))
            .param(text("profile", "The profile's name.").short('p'))
            .switch("force", "Change a profile that exists, without asking.", Some('f'))
            .switch("dry-run", "Change nothing; answer with the change as a diff.", Some('n'))
            .switch("no-browser", "Print the URL of the sign-in instead of opening it.", None)
            .switch("use-device-code", "Sign in with a code, in a browser on any machine.", None)
            .category(category())
    }

    fn description(&self) -> &str {
        "Make a profile for an account and role of AWS IAM Identity Center."
    }

    fn extra_description(&self) -> &str {
        "Asks for what no flag says: the session (one that exists is used again without asking the rest), the account \
         and role among those that you have, region, output format and the profile's name. With all flags it asks \
         nothing, so that scripts can use it. The profile shares the session's sign-in with all others.\n\nOnly the \
         lines that are meant change; comments and order stay. It takes the place of the AWS CLI's command of the same \
         name, which is still `^aws configure sso`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["identity center", "login", "set up", "setup", "wizard"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example { example: "aws configure sso", description: "Answer questions.", result: None },
            Example {
                example: "aws configure sso --sso-session my-org-sso --account 111122223333 --role developer \
                          --region eu-west-1 --profile dev --dry-run",
                description: "Say everything in flags, and see first what would change.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        _input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let spans = Spans {
            profile: call.get_flag::<Spanned<String>>("profile")?.map(|profile| profile.span),
            ..Spans::head(call.head)
        };
        let answers = Responses::of(call)?;
        Wizard { answers, command: CommandContext::of(plugin, engine, spans)? }.run(call)
    }

    #[expect(deprecated, reason = "the only way to complete a plugin's flag; Nushell marks it experimental")]
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

struct Wizard<'a> {
    answers: Responses,
    command: CommandContext<'a>,
}

impl Wizard<'_> {
    fn run(&self, call: &EvaluatedCall) -> Result<PipelineData, LabeledError> {
        let Self { answers, command: CommandContext { caller, config, spans, .. } } = self;
        answers.check(caller, config)?;
        let session = SessionAnswer::of(answers, caller, config, spans)?;
        let (account, role_name) = self.account_and_role(&session, call)?;
        let existing = answers.given(&PROFILE).and_then(|name| config.profile(&name.item));
        let current = |key| existing.and_then(|profile| profile.get(key));
        let region = answers.optional(caller, &REGION, current("region"))?;
        let output = answers.optional(caller, &OUTPUT, current("output"))?;
        let name = answers.required(caller, &PROFILE, Some(&format!("{role_name}-{}", account.account_id)))?;
        let account_id = account.account_id;
        let profile = SsoProfile { name, session: session.name.clone(), account_id, role_name, region, output };
        self.write(&session, &profile, call)
    }

    /// Signs in, and lets the flags or the person choose among what the portal says.
    fn account_and_role(
        &self,
        session: &SessionAnswer,
        call: &EvaluatedCall,
    ) -> Result<(Account, String), LabeledError> {
        let Self { answers, command: CommandContext { caller, spans, .. } } = self;
        let options = LoginOptions {
            force: session.is_new,
            browser: !call.has_flag("no-browser")?,
            flow: call.has_flag("use-device-code")?.then_some(Flow::Device),
        };
        let tell = |prompt: Prompt| tell(&words(&session.name, &prompt));
        let context = self.command.context();
        let signed_in = self.command.wait(async {
            let token = login::login(&context, &session.center, &options, &tell).await?;
            let portal = Portal::open(&context, &session.center, &token, None).await?;
            Ok((portal.accounts().await?, portal))
        });
        let (accounts, portal) = signed_in?;
        let account = choose_account(answers, caller, accounts, spans.head)?;
        let roles = self.command.wait(portal.roles(&account.account_id))?;
        let role_name = choose_role(answers, caller, &account, roles, spans.head)?;
        Ok((account, role_name))
    }

    fn write(
        &self,
        session: &SessionAnswer,
        profile: &SsoProfile,
        call: &EvaluatedCall,
    ) -> Result<PipelineData, LabeledError> {
        let failed = |error: ConfigError| Error::from(error).at(&self.command.spans);
        let paths = ConfigPaths::from_environment(self.command.caller.environment());
        let mut edits = Edits::new();
        if session.is_new {
            let IdentityCenter { start_url, region, scopes, .. } = session.center.clone();
            SsoSessionConfig { name: session.name.clone(), start_url, region, scopes }.write(&mut edits.config);
        }
        profile.write(&self.command.config, &mut edits);
        if call.has_flag("dry-run")? {
            let diff = edits.diff(&paths).map_err(failed)?;
            return Ok(PipelineData::value(Value::string(diff, call.head), None));
        }
        if !call.has_flag("force")? && !profile.is_written(&self.command.config) && !self.confirm(&profile.name)? {
            self.command.caller.note("Nothing was changed.");
            return self.row_of(&profile.name, call);
        }
        edits.save(&paths).map_err(failed)?;
        self.command.caller.note(&format!("To use this profile: aws profile use {}", quoted(&profile.name)));
        self.row_of(&profile.name, call)
    }

    /// Shows a profile that exists, and asks whether to change it.
    fn confirm(&self, name: &str) -> Result<bool, LabeledError> {
        let Some(existing) = self.command.config.profile(name) else { return Ok(true) };
        let about = rows::profile::summary(existing);
        let question = format!("Profile {name} exists ({about}). Change it, and remove keys that would win over it?");
        if !self.command.caller.can_ask() {
            return Err(Error::from(ProfileError::NotConfirmed { question }).at(&self.command.spans));
        }
        Ok(self.command.caller.confirm(&question)?)
    }

    fn row_of(&self, name: &str, call: &EvaluatedCall) -> Result<PipelineData, LabeledError> {
        let config = read_config(&self.command.caller, &self.command.spans)?;
        let active = ActiveProfile::name_from(self.command.caller.environment());
        let sign_ins =
            SignIns::load(self.command.caller.environment(), &config).map_err(|error| error.at(&self.command.spans))?;
        let view = rows::profile::Profiles { config: &config, active, sign_ins: &sign_ins };
        let row = config.profile(name).map(|profile| view.row(profile, false, call.head));
        Ok(PipelineData::value(row.unwrap_or_default(), None))
    }
}
