//! What the portals say about the profiles of a config: whether one is signed in, and has the roles.

use std::collections::HashSet;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use crate::config::identity_center::IdentityCenter;
use crate::config::lint::{Finding, Severity};
use crate::config::{Config, Profile};
use crate::context::Context;
use crate::error::{Error, SettingError, SsoError};
use crate::sso::portal::{Account, AccountFailure, Portal};
use crate::sso::refresh::fresh_token;

/// The profiles of one Identity Center.
struct Members<'a> {
    center: IdentityCenter,
    profiles: Vec<&'a Profile>,
}

/// Asks the portals of these profiles, side by side, and each account of a portal once.
///
/// - `aws::check::signed_out` for an Identity Center that nobody is signed in to, or not any more. A sign-in that can be
///   refreshed is refreshed.
/// - `aws::check::role_not_assigned` for a profile whose role its user hasn't got in the account.
/// - `aws::check::unreachable` for an Identity Center that could not be asked.
///
/// Profiles without SSO are passed over, and so are those that can't sign in as they are written.
///
/// # Errors
///
/// What keeps this computer from asking: a cache file that can't be used, a setting that means nothing.
pub(crate) async fn standing(context: &Context<'_>, profiles: &[&Profile]) -> Result<Vec<Finding>, Error> {
    let centers = members(context.config, profiles);
    let asked = centers.iter().map(|members| ask(context, members)).collect();
    let findings = all(asked).await.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(findings.into_iter().flatten().collect())
}

fn members<'a>(config: &Config, profiles: &[&'a Profile]) -> Vec<Members<'a>> {
    let mut centers = Vec::<Members>::new();
    for profile in profiles {
        let Ok(Some(center)) = IdentityCenter::from_profile(config, profile) else { continue };
        match centers.iter_mut().find(|known| known.center == center) {
            Some(known) => known.profiles.push(profile),
            None => centers.push(Members { center, profiles: vec![profile] }),
        }
    }
    centers
}

async fn ask(context: &Context<'_>, members: &Members<'_>) -> Result<Vec<Finding>, Error> {
    match lost_roles(context, members).await {
        Ok(findings) => Ok(findings),
        Err(error) => members.failed(context.config, error).map(|finding| vec![finding]),
    }
}

/// The profiles whose role is not, or no longer, their user's. Accounts that could not be asked make one finding.
async fn lost_roles(context: &Context<'_>, members: &Members<'_>) -> Result<Vec<Finding>, Error> {
    let center = &members.center;
    let name = members.legacy_name();
    let token = fresh_token(context, center, name).await?;
    let portal = Portal::open(context, center, &token, name).await?;
    let (mut roles, mut unknown, mut failed) = (HashSet::new(), HashSet::new(), None);
    let mut answers = portal.all_roles(members.accounts());
    while let Some(answer) = answers.recv().await {
        match answer {
            Ok(role) => _ = roles.insert((role.account.account_id.clone(), role.role_name)),
            // Then none of the account's roles is there.
            Err(failure) if matches!(failure.error, Error::Sso(SsoError::AccountNotAssigned { .. })) => (),
            // Nothing is known of the other accounts.
            Err(AccountFailure {
                error: error @ (Error::Sso(SsoError::SignedOut { .. }) | Error::Sso(SsoError::Expired { .. })),
                ..
            }) => {
                return Err(error);
            }
            Err(failure) => {
                unknown.insert(failure.account.account_id.clone());
                failed.get_or_insert(failure.error);
            }
        }
    }
    let is_lost = |(_, account, role): &(&Profile, &str, &str)| {
        !unknown.contains(*account) && !roles.contains(&(account.to_string(), role.to_string()))
    };
    let lost = members.roles().filter(is_lost).map(|(profile, account, role)| lost_role(profile, account, role));
    let failed = failed.map(|error| members.failed(context.config, error)).transpose()?;
    Ok(lost.chain(failed).collect())
}

fn lost_role(profile: &Profile, account: &str, role: &str) -> Finding {
    let message = format!("You have no role `{role}` in account {account}");
    let finding = Finding::new(Severity::Error, "aws::check::role_not_assigned", message);
    let finding = finding.in_profile(profile, &["sso_role_name"]);
    finding.with_manual_fix("`aws sso roles` lists the roles that you have; ask for this one, or remove the profile")
}

impl<'a> Members<'a> {
    /// The profile that a legacy sign-in is known by.
    fn legacy_name(&self) -> Option<&'a str> {
        self.profiles.first().filter(|_| self.center.session.is_none()).map(|profile| profile.name())
    }

    /// The profiles with their accounts and roles, unless they leave them open.
    fn roles(&self) -> impl Iterator<Item = (&'a Profile, &'a str, &'a str)> {
        let profiles = self.profiles.iter().copied();
        profiles.filter_map(|profile| Some((profile, profile.get("sso_account_id")?, profile.get("sso_role_name")?)))
    }

    fn accounts(&self) -> Vec<Account> {
        let mut seen = HashSet::new();
        let ids = self.roles().map(|(_, account, _)| account).filter(|account| seen.insert(*account));
        ids.map(|id| Account { account_id: id.to_owned(), account_name: None, email: None }).collect()
    }

    /// What it means for the center that it could not be asked.
    fn failed(&self, config: &Config, error: Error) -> Result<Finding, Error> {
        let (code, by_hand) = match &error {
            Error::Sso(SsoError::SignedOut { login, .. }) | Error::Sso(SsoError::Expired { login, .. }) => {
                ("aws::check::signed_out", format!("sign in with `{login}`"))
            }
            Error::Cache(_)
            | Error::Setting(SettingError::CaBundle { .. })
            | Error::Setting(SettingError::Invalid { .. })
            | Error::Internal(_)
            | Error::Interrupted => return Err(error),
            _ => ("aws::check::unreachable", "check the network and `sso_region`, and try again".into()),
        };
        let finding = Finding::new(Severity::Warning, code, error.to_string()).with_manual_fix(by_hand);
        let session = self.center.session.as_deref().and_then(|name| config.sso_session(name));
        Ok(match (session, self.profiles.first()) {
            (Some(session), _) => finding.in_session(session, "sso_start_url"),
            (None, Some(profile)) => finding.in_profile(profile, &["sso_start_url"]),
            (None, None) => finding,
        })
    }
}

/// Waits for all of these side by side.
async fn all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    poll_fn(|context| {
        let mut is_over = true;
        for (future, answer) in waiting.iter_mut().filter(|(_, answer)| answer.is_none()) {
            match Pin::new(future).poll(context) {
                Poll::Ready(ready) => *answer = Some(ready),
                Poll::Pending => is_over = false,
            }
        }
        if is_over { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, answer)| answer).collect()
}
