//! Checks online whether the user is signed in and has the roles that the profiles name.

use std::collections::{HashMap, HashSet};

use futures_util::future::join_all;

use crate::config::identity_center::IdentityCenter;
use crate::config::lint::{Finding, Severity};
use crate::config::{Config, Profile};
use crate::context::Context;
use crate::error::{Error, SettingError, SsoError};
use crate::sso::portal::{Account, AccountFailure, Portal};
use crate::sso::refresh::fresh_token;

/// The profiles of one Identity Center.
struct CenterProfiles<'a> {
    center: IdentityCenter,
    profiles: Vec<&'a Profile>,
}

/// Checks the role assignments of these profiles. All portals are called concurrently, each account once.
///
/// - `aws::check::signed_out`: the user is not signed in to an Identity Center, and the sign-in can't be refreshed.
/// - `aws::check::role_not_assigned`: the user does not have the role of a profile.
/// - `aws::check::unreachable`: an Identity Center did not answer.
///
/// Profiles that do not use SSO, or whose SSO settings are incomplete, are skipped.
///
/// # Errors
///
/// Errors of this computer, not of an Identity Center: an unusable cache file, an invalid setting.
pub(crate) async fn check(context: &Context<'_>, profiles: &[&Profile]) -> Result<Vec<Finding>, Error> {
    let centers = by_center(context.config, profiles);
    let findings = join_all(centers.iter().map(|center| check_center(context, center))).await;
    let findings = findings.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(findings.into_iter().flatten().collect())
}

fn by_center<'a>(config: &Config, profiles: &[&'a Profile]) -> Vec<CenterProfiles<'a>> {
    let mut centers = Vec::<CenterProfiles>::new();
    let mut index = HashMap::new();
    for profile in profiles {
        let Ok(Some(center)) = IdentityCenter::from_profile(config, profile) else { continue };
        let at = *index.entry(center.clone()).or_insert(centers.len());
        if at == centers.len() {
            centers.push(CenterProfiles { center, profiles: Vec::new() });
        }
        centers[at].profiles.push(profile);
    }
    centers
}

async fn check_center(context: &Context<'_>, center: &CenterProfiles<'_>) -> Result<Vec<Finding>, Error> {
    match missing_roles(context, center).await {
        Ok(findings) => Ok(findings),
        Err(error) => center.failed(context.config, error).map(|finding| vec![finding]),
    }
}

/// A finding for each profile whose role is not assigned to the user. If accounts can't be listed, the first error is
/// one more finding.
async fn missing_roles(context: &Context<'_>, profiles: &CenterProfiles<'_>) -> Result<Vec<Finding>, Error> {
    let center = &profiles.center;
    let name = profiles.legacy_name();
    let token = fresh_token(context, center, name).await?;
    let portal = Portal::open(context, center, &token.access_token, name).await?;
    let (mut assigned, mut unknown_accounts, mut first_error) = (HashSet::new(), HashSet::new(), None);
    let mut roles = portal.all_roles(profiles.accounts());
    while let Some(role) = roles.recv().await {
        match role {
            Ok(role) => _ = assigned.insert((role.account.account_id.clone(), role.role_name)),
            // The user has no role in the account at all.
            Err(failure) if matches!(failure.error, Error::Sso(SsoError::AccountNotAssigned { .. })) => (),
            // The remaining accounts were not listed.
            Err(AccountFailure {
                error: error @ Error::Sso(SsoError::SignedOut { .. } | SsoError::Expired { .. }),
                ..
            }) => {
                return Err(error);
            }
            Err(failure) => {
                unknown_accounts.insert(failure.account.account_id.clone());
                first_error.get_or_insert(failure.error);
            }
        }
    }
    let is_missing = |(_, account, role): &(&Profile, &str, &str)| {
        !unknown_accounts.contains(*account) && !assigned.contains(&(account.to_string(), role.to_string()))
    };
    let missing = profiles.roles().filter(is_missing);
    let missing = missing.map(|(profile, _, role)| missing_role(profile, role));
    let failed = first_error.map(|error| profiles.failed(context.config, error)).transpose()?;
    Ok(missing.chain(failed).collect())
}

fn missing_role(profile: &Profile, role: &str) -> Finding {
    let message = format!("You don't have the role `{role}`");
    let finding = Finding::new(Severity::Error, "aws::check::role_not_assigned", message);
    let finding = finding.in_profile(profile, &["sso_role_name"]);
    finding.with_manual_fix("`aws sso roles` lists yours")
}

impl<'a> CenterProfiles<'a> {
    /// The profile by which errors name a sign-in without a session.
    fn legacy_name(&self) -> Option<&'a str> {
        self.profiles.first().filter(|_| self.center.session.is_none()).map(|profile| profile.name())
    }

    /// The profiles that name an account and a role.
    fn roles(&self) -> impl Iterator<Item = (&'a Profile, &'a str, &'a str)> {
        let profiles = self.profiles.iter().copied();
        profiles.filter_map(|profile| Some((profile, profile.get("sso_account_id")?, profile.get("sso_role_name")?)))
    }

    fn accounts(&self) -> Vec<Account> {
        let mut seen = HashSet::new();
        let ids = self.roles().map(|(_, account, _)| account).filter(|account| seen.insert(*account));
        ids.map(|id| Account { account_id: id.to_owned(), account_name: None, email: None }).collect()
    }

    /// The finding of an Identity Center that did not answer.
    fn failed(&self, config: &Config, error: Error) -> Result<Finding, Error> {
        let (code, fix) = match &error {
            Error::Sso(SsoError::SignedOut { login, .. } | SsoError::Expired { login, .. }) => {
                ("aws::check::signed_out", format!("`{login}`"))
            }
            Error::Cache(_)
            | Error::Setting(SettingError::CaBundle { .. })
            | Error::Setting(SettingError::Invalid { .. })
            | Error::Internal(_)
            | Error::Interrupted => return Err(error),
            _ => ("aws::check::unreachable", "check the network and `sso_region`".into()),
        };
        let finding = Finding::new(Severity::Warning, code, error.to_string()).with_manual_fix(fix);
        let session = self.center.session.as_deref().and_then(|name| config.sso_session(name));
        Ok(match (session, self.profiles.first()) {
            (Some(session), _) => finding.in_session(session, "sso_start_url"),
            (None, Some(profile)) => finding.in_profile(profile, &["sso_start_url"]),
            (None, None) => finding,
        })
    }
}
