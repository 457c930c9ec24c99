//! `aws sso login`

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Example, LabeledError, PipelineData, Signature, Value};

use crate::commands::common::completion;
use crate::commands::common::context::CommandContext;
use crate::commands::sso::targets::{SessionSelection, signature};
use crate::error::Spans;
use crate::nu::caller::tell;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::login::{self, Flow, LoginOptions, Prompt};

/// Signs in to Identity Centers.
pub(crate) struct Login;

impl PluginCommand for Login {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws sso login"
    }

    fn signature(&self) -> Signature {
        signature(self.name(), rows::sso::login_columns())
            .switch("force", "Sign in anew, even where the sign-in is still good.", Some('f'))
            .switch("no-browser", "Print the URL instead of opening it.", None)
            .switch("use-device-code", "Sign in with a code, in a browser on any machine.", None)
    }

    fn description(&self) -> &str {
        "Sign in to AWS IAM Identity Center, once for all profiles that share the session."
    }

    fn extra_description(&self) -> &str {
        "A sign-in that is still good is kept, one that can be refreshed is refreshed without a browser, and only \
         then the browser opens. Without a name, the active profile's session is meant, or the only one of the \
         config file. Over SSH, in a container and without a display a device code is used by itself.\n\nThe token \
         goes where the AWS CLI and the SDKs look for it: who signs in here is signed in there. It takes the place \
         of the AWS CLI's command of the same name, which is still `^aws sso login`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["authenticate", "browser", "identity center", "signin", "token"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example { example: "aws sso login", description: "Sign in for the active profile.", result: None },
            Example {
                example: "aws sso login --sso-session my-org-sso",
                description: "Sign in to a session by name.",
                result: None,
            },
            Example {
                example: "aws profiles | where name =~ dev | aws sso login",
                description: "Sign in to every session that some profiles need, each once.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let options = LoginOptions {
            force: call.has_flag("force")?,
            browser: !call.has_flag("no-browser")?,
            flow: call.has_flag("use-device-code")?.then_some(Flow::Device),
        };
        let command = CommandContext::of(plugin, engine, Spans::head(call.head))?;
        let named = SessionSelection::by_flags(call, command.caller.environment(), &command.config)?;
        let targets = named.with_input(input.into_value(call.head)?)?.or_active()?;
        let mut table = Vec::with_capacity(targets.len());
        for target in targets {
            let name = target.center.key().to_owned();
            let show = |prompt: Prompt| tell(&words(&name, &prompt));
            let token = command.wait(login::login(&command.context(), &target.center, &options, &show))?;
            table.push(rows::sso::login_row(&target.center, &token, call.head));
        }
        Ok(PipelineData::value(Value::list(table, call.head), None))
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

/// What the person is told while a sign-in waits for them.
pub(crate) fn words(session: &str, prompt: &Prompt) -> String {
    match prompt {
        Prompt::Browser { url } => {
            format!("Opening the browser to sign in to {session}. If none opens, visit\n\n{url}\n")
        }
        Prompt::OpenYourself { url } => format!("To sign in to {session}, visit\n\n{url}\n"),
        Prompt::Waiting => format!("Waiting for another shell that is signing in to {session}."),
        Prompt::Device { url, url_complete, code, opened } => {
            let address = url_complete.as_deref().unwrap_or(url);
            let opening = if *opened { "Opening the browser to sign in" } else { "To sign in" };
            format!("{opening} to {session}, visit\n\n{address}\n\nand check that it shows the code {code}.\n")
        }
    }
}
