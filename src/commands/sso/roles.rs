//! `aws sso roles`

use std::collections::HashMap;

use nu_protocol::{Example, LabeledError, PipelineData, PipelineMetadata, Signature, Value};

use crate::commands::common::account_id::account_id;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::sso::session_selection::{SessionSelection, SignInTarget, has_session, session_signature};
use crate::config::Profile;
use crate::config::profiles_by_role::ProfilesByRole;
use crate::error::{Error, Spans, SsoError};
use crate::nu::caller::Messages;
use crate::nu::receiver::ResultReceiver;
use crate::rows;
use crate::sso::portal::{Account, AccountFailure, AssignedRole};
use crate::sso::{Portal, fresh_token};

/// Lists the roles of a signed-in user.
pub(crate) struct AwsSsoRoles;

impl AwsCommand for AwsSsoRoles {
    fn name(&self) -> &str {
        "aws sso roles"
    }

    fn description(&self) -> &str {
        "List the roles that you can use, in all accounts or in some."
    }

    fn extra_description(&self) -> &str {
        "`profile` is the profile of the config file for this account and role, if there is one. Takes rows of `aws \
         sso accounts`, or sessions, as `aws sso accounts` does; without any, it lists the roles of all accounts of the \
         active profile's session, or of the only session of the config file. Accounts are queried in parallel, \
         within AWS's limit of 20 requests a second, so rows arrive in no particular order. Sign in first: `aws sso \
         login`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["assume", "identity center", "list-account-roles", "permission set", "portal"]
    }

    fn signature(&self) -> Signature {
        session_signature(self.name())
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws sso roles | where profile == null", "Find the roles that have no profile yet."),
            example(
                "aws sso roles | where account_name == test-account and role_name == tester \
                 | aws profile add test-account.tester --region eu-west-2 --force",
                "Write a profile for a role.",
            ),
        ]
    }

    fn offers_profile(&self, profile: &Profile) -> bool {
        has_session(profile)
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let context = CommandContext::new(call, Spans::head(call.head))?;
        let input = call.collect(input)?;
        let piped_accounts = accounts_by_session(&input);
        let selection = SessionSelection::from_flags(call, &context)?;
        let selection = if names_no_session(&input) { selection } else { selection.with_input(input)? };
        let targets = selection.or_active()?;
        let aws_context = context.aws_context()?;
        let profiles = ProfilesByRole::new(&context.config);
        let mut streams = Vec::with_capacity(targets.len());
        for SignInTarget { center, profile } in targets {
            let accounts = piped_accounts.get(&center.session).or(piped_accounts.get(&None)).cloned();
            let roles = context.block_on(async {
                let token = fresh_token(&aws_context, &center, profile.as_deref()).await?;
                let portal = Portal::open(&aws_context, &center, &token.access_token, profile.as_deref()).await?;
                let accounts = match accounts {
                    Some(accounts) => accounts,
                    None => portal.accounts().await?,
                };
                Ok(portal.all_roles(accounts))
            })?;
            let roles = context.receive(roles)?;
            let (profiles, spans) = (profiles.clone(), context.spans.clone());
            streams.push(RoleRows {
                roles,
                profiles,
                session: center.session,
                spans,
                messages: context.caller.messages(),
            });
        }
        Ok(context.stream(streams.into_iter().flatten(), PipelineMetadata::default()))
    }
}

/// The accounts in the input by the session of their rows; `None` for rows without one.
fn accounts_by_session(input: &Value) -> HashMap<Option<String>, Vec<Account>> {
    let mut accounts: HashMap<_, Vec<_>> = HashMap::new();
    let single = std::slice::from_ref(input);
    for row in input.as_list().unwrap_or(single) {
        let text = |column: &str| row.as_record().ok()?.get(column)?.as_str().ok().map(str::to_owned);
        if let Some(account_id) = row.as_record().ok().and_then(|row| account_id(row.get("account_id")?)) {
            let account = Account { account_id, account_name: text("account_name"), email: text("email") };
            let of_session = accounts.entry(text("sso_session")).or_default();
            if !of_session.contains(&account) {
                of_session.push(account);
            }
        }
    }
    accounts
}

/// Whether all rows are accounts without a session, so that the flags or the active profile have to select it.
fn names_no_session(input: &Value) -> bool {
    let single = std::slice::from_ref(input);
    let rows = input.as_list().unwrap_or(single);
    let is_account = |row: &Value| match row {
        Value::Record { val, .. } => val.contains("account_id") && val.get("sso_session").is_none_or(Value::is_nothing),
        _ => false,
    };
    !rows.is_empty() && rows.iter().all(is_account)
}

/// The roles of one session as rows.
struct RoleRows {
    roles: ResultReceiver<Result<AssignedRole, AccountFailure>>,
    profiles: ProfilesByRole,
    session: Option<String>,
    spans: Spans,
    messages: Messages,
}

impl Iterator for RoleRows {
    type Item = Value;

    /// If the user has lost an account meanwhile, this prints a warning. If the sign-in has ended, it ends the rows.
    fn next(&mut self) -> Option<Value> {
        loop {
            match self.roles.next()? {
                Ok(role) => {
                    let session = self.session.as_deref();
                    let profile = self.profiles.get(session, &role.account.account_id, &role.role_name);
                    return Some(rows::sso::role_row(&role, session, profile, self.spans.head));
                }
                Err(AccountFailure { error: error @ Error::Sso(SsoError::AccountNotAssigned { .. }), .. }) => {
                    self.messages.warn(&error.to_string());
                }
                Err(AccountFailure { error, .. }) => {
                    return Some(Value::error(error.at(&self.spans).into(), self.spans.head));
                }
            }
        }
    }
}
