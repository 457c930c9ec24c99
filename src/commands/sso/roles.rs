//! `aws sso roles`

use std::collections::HashMap;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, LabeledError, ListStream, PipelineData, PipelineMetadata, Signature, Value,
};

use crate::commands::common::completion;
use crate::commands::common::context::CommandContext;
use crate::commands::sso::targets::{SessionSelection, SignInTarget, signature};
use crate::config::Config;
use crate::error::{Error, Spans, SsoError};
use crate::nu::caller::tell;
use crate::nu::receiver::Received;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::portal::{Account, AccountFailure, AssignedRole};
use crate::sso::{Portal, fresh_token};

/// Lists the roles of a signed-in user.
pub(crate) struct Roles;

impl PluginCommand for Roles {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws sso roles"
    }

    fn signature(&self) -> Signature {
        signature(self.name(), rows::sso::role_columns())
    }

    fn description(&self) -> &str {
        "List every role that you have, in every account or in those that come through the pipeline."
    }

    fn extra_description(&self) -> &str {
        "`profile` is the profile of the config file that stands for the account and role, if there is one. The \
         accounts are asked side by side, within the 20 requests a second that AWS allows, and rows come as they are \
         known, in no order. Needs a sign-in: `aws sso login`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["assume", "identity center", "list-account-roles", "permission set", "portal"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws sso roles | where profile == null",
                description: "Find the roles that have no profile yet.",
                result: None,
            },
            Example {
                example: "aws sso roles | where account_name == test-account and role_name == tester \
                          | aws profile add test-account.tester --region eu-west-2 --force",
                description: "Make a profile of a role.",
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
        let command = CommandContext::of(plugin, engine, Spans::head(call.head))?;
        let input = input.into_value(call.head)?;
        let wanted = accounts_in(&input);
        let named = SessionSelection::by_flags(call, command.caller.environment(), &command.config)?;
        let named = if names_no_session(&input) { named } else { named.with_input(input)? };
        let targets = named.or_active()?;
        let (context, spans) = (command.context(), &command.spans);
        let profiles = Profiles::of(&command.config);
        let mut streams = Vec::with_capacity(targets.len());
        for target in targets {
            let wanted = wanted.get(&target.center.session).or(wanted.get(&None)).cloned();
            let roles = command.wait(async {
                let SignInTarget { center, profile } = &target;
                let token = fresh_token(&context, center, profile.as_deref()).await?;
                let portal = Portal::open(&context, center, &token, profile.as_deref()).await?;
                let accounts = match wanted {
                    Some(accounts) => accounts,
                    None => portal.accounts().await?,
                };
                Ok(portal.all_roles(accounts))
            })?;
            let roles = command.receive(roles)?;
            streams.push(RoleRows {
                roles,
                profiles: profiles.clone(),
                session: target.center.session,
                spans: spans.clone(),
            });
        }
        let rows = streams.into_iter().flatten();
        let metadata = command.consumer.mark(PipelineMetadata::default());
        Ok(PipelineData::list_stream(ListStream::new(rows, call.head, engine.signals().clone()), Some(metadata)))
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

/// The accounts that come as rows, by the session that they belong to. A row without a session belongs to the one
/// that the flags or the environment say.
fn accounts_in(input: &Value) -> HashMap<Option<String>, Vec<Account>> {
    let mut accounts: HashMap<_, Vec<_>> = HashMap::new();
    let single = std::slice::from_ref(input);
    for row in input.as_list().unwrap_or(single) {
        let text = |column: &str| row.as_record().ok()?.get(column)?.as_str().ok().map(str::to_owned);
        if let Some(account_id) = text("account_id") {
            let account = Account { account_id, account_name: text("account_name"), email: text("email") };
            let of_session = accounts.entry(text("sso_session")).or_default();
            if !of_session.contains(&account) {
                of_session.push(account);
            }
        }
    }
    accounts
}

/// Whether all rows are accounts of a center without a name, so that only flags or the environment can say which.
fn names_no_session(input: &Value) -> bool {
    let single = std::slice::from_ref(input);
    let rows = input.as_list().unwrap_or(single);
    let is_account = |row: &Value| match row {
        Value::Record { val, .. } => val.contains("account_id") && val.get("sso_session").is_none_or(Value::is_nothing),
        _ => false,
    };
    !rows.is_empty() && rows.iter().all(is_account)
}

/// The profiles of accounts and roles.
#[derive(Clone)]
struct Profiles(HashMap<(Option<String>, String, String), String>);

impl Profiles {
    fn of(config: &Config) -> Self {
        let mut names = HashMap::new();
        for profile in config.profiles() {
            let key = |key| profile.get(key).map(str::to_owned);
            if let (Some(account), Some(role)) = (key("sso_account_id"), key("sso_role_name")) {
                let session = profile.sso(config).and_then(|sso| sso.session).map(str::to_owned);
                names.entry((session, account, role)).or_insert_with(|| profile.name().to_owned());
            }
        }
        Self(names)
    }

    fn get(&self, session: Option<&str>, role: &AssignedRole) -> Option<&str> {
        let key = (session.map(str::to_owned), role.account.account_id.clone(), role.role_name.clone());
        self.0.get(&key).map(String::as_str)
    }
}

/// The roles of one Identity Center as rows.
struct RoleRows {
    roles: Received<Result<AssignedRole, AccountFailure>>,
    profiles: Profiles,
    session: Option<String>,
    spans: Spans,
}

impl Iterator for RoleRows {
    type Item = Value;

    /// An account that was taken from the user meanwhile costs a warning; a sign-in that has ended ends the rows.
    fn next(&mut self) -> Option<Value> {
        loop {
            match self.roles.next()? {
                Ok(role) => {
                    let session = self.session.as_deref();
                    let profile = self.profiles.get(session, &role);
                    return Some(rows::sso::role_row(&role, session, profile, self.spans.head));
                }
                Err(AccountFailure { error: error @ Error::Sso(SsoError::AccountNotAssigned { .. }), .. }) => {
                    tell(&format!("Warning: {error}"))
                }
                Err(AccountFailure { error, .. }) => {
                    return Some(Value::error(error.at(&self.spans).into(), self.spans.head));
                }
            }
        }
    }
}
