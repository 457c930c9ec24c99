//! `aws logout`

use std::collections::HashSet;

use nu_protocol::{Example, Flag, LabeledError, PipelineData, Signature, SyntaxShape};

use crate::cli_cache::console_sessions::{ConsoleSessionCache, StoredConsoleSession};
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::named_profiles::{find_profiles, profile_names};
use crate::commands::common::target_flags::TargetSignature;
use crate::commands::sso::session_selection::has_session;
use crate::config::Profile;
use crate::context::active_profile::ActiveProfile;
use crate::error::{Error, LoginError, Spans};
use crate::rows;
use crate::sso::logout::remove_abandoned_files;

/// Signs out of the console.
pub(crate) struct AwsLogout;

impl AwsCommand for AwsLogout {
    fn name(&self) -> &str {
        "aws logout"
    }

    fn description(&self) -> &str {
        "Sign out of what `aws login` signed in to, for one profile or for all."
    }

    fn extra_description(&self) -> &str {
        "Deletes the sign-in from this computer, and keeps the profile, so that `aws login` can sign in again. Nothing \
         is revoked at AWS: programs that have the keys can use them until `expires_at`, at most 15 minutes.\n\nThis \
         command replaces the AWS CLI's command of the same name, which you can still run as `^aws logout`. To sign out \
         of IAM Identity Center, use `aws sso logout`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["console", "revoke", "signout"]
    }

    fn signature(&self) -> Signature {
        let profile = Flag::new("profile").short('p').arg(SyntaxShape::String);
        Signature::build(self.name())
            .names_in()
            .param(profile.desc("The profile (default: the active profile)."))
            .switch("all", "Sign out for all profiles.", Some('a'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws logout --all", "Sign out for all profiles."),
            example("aws profiles | where kind == login | aws logout", "Sign out for the profiles of a table."),
        ]
    }

    fn offers_profile(&self, profile: &Profile) -> bool {
        session_name(profile).is_some()
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let spans = Spans { profile: call.get_flag_span("profile"), ..Spans::head(call.head) };
        let context = CommandContext::new(call, spans)?;
        let environment = context.caller.environment();
        let sessions = match call.has_flag("all")? {
            true => {
                let cache = ConsoleSessionCache::from_environment(environment);
                cache.and_then(|cache| cache.all()).map_err(|error| context.label(error))?
            }
            false => {
                let arns = selected(call, &context, input)?;
                let load = |arn: &String| StoredConsoleSession::load(environment, arn);
                arns.iter().map(load).collect::<Result<Vec<_>, _>>().map_err(|error| context.label(error))?
            }
        };
        let aws_context = context.aws_context()?;
        let rows = context.block_on(async {
            let mut rows = Vec::with_capacity(sessions.len());
            for session in &sessions {
                let was = session.status();
                session.remove(&aws_context).await?;
                let profile = profile_of(&context, session)?;
                rows.push(rows::login::logout_row(profile, session, was, call.head));
            }
            remove_abandoned_files(environment)?;
            Ok(rows)
        })?;
        if let Some(time) = sessions.iter().filter_map(StoredConsoleSession::keys_expire_at).max() {
            context.caller.note(&format!(
                "Programs that have the keys can use them until {} UTC, because AWS can't revoke them.",
                time.format("%H:%M")
            ));
        }
        Ok(call.table(rows))
    }
}

/// The sessions of the selected profiles, once each: those of the flag or the pipeline, else that of the active profile.
/// Rows of profiles without a session are skipped.
fn selected(
    call: &CommandCall<'_>,
    context: &CommandContext<'_>,
    input: PipelineData,
) -> Result<Vec<String>, LabeledError> {
    let named = call.get_flag::<String>("profile")?;
    if named.is_none()
        && let Some(names) = profile_names(call, input)?
    {
        let arns = find_profiles(&context.config, &names)?.into_iter().filter_map(session_name);
        let mut known = HashSet::new();
        return Ok(arns.filter(|arn| known.insert(*arn)).map(str::to_owned).collect());
    }
    let active = ActiveProfile::resolve(context.caller.environment(), &context.config, named.as_deref());
    let profile = active.and_then(|active| active.require(&context.config)).map_err(|error| context.label(error))?;
    let is_sso = has_session(profile);
    let not_login = || context.label(LoginError::NotLogin { profile: profile.name().to_owned(), is_sso });
    session_name(profile).map(|arn| vec![arn.to_owned()]).ok_or_else(not_login)
}

fn session_name(profile: &Profile) -> Option<&str> {
    profile.get("login_session").map(str::trim).filter(|name| !name.is_empty())
}

/// The first profile of a session.
fn profile_of<'a>(context: &'a CommandContext<'_>, session: &StoredConsoleSession) -> Result<Option<&'a str>, Error> {
    let environment = context.caller.environment();
    for profile in context.config.profiles() {
        if let Some(arn) = session_name(profile)
            && StoredConsoleSession::load(environment, arn)?.file == session.file
        {
            return Ok(Some(profile.name()));
        }
    }
    Ok(None)
}
