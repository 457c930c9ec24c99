//! The names of accounts, as IAM Identity Center tells them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;
use tokio::time::timeout;

use crate::cli_cache::sign_in::CachedSignIn;
use crate::config::SourceChains;
use crate::config::identity_center::IdentityCenter;
use crate::context::OwnedContext;
use crate::credentials::Session;
use crate::error::Error;
use crate::identity::offline::sign_in;
use crate::sso::{Portal, fresh_token};

/// Fetches the names of each Identity Center once in a call, however many profiles use it.
pub(crate) struct AccountNames {
    context: OwnedContext,
    centers: Mutex<HashMap<String, Arc<OnceCell<Names>>>>,
}

/// Names by account id; `None` if the portal has not told them.
type Names = Option<HashMap<String, String>>;

const TIMEOUT: Duration = Duration::from_secs(5);

impl AccountNames {
    pub(crate) fn new(context: OwnedContext) -> Self {
        Self { context, centers: Mutex::default() }
    }

    /// The name of the account that a session's profile is for. `None` if the profile doesn't use an Identity Center, and
    /// also if the request fails: a missing name must not fail the command.
    pub(crate) async fn get(&self, session: &Session) -> Option<String> {
        let context = self.context.as_context();
        let profile = context.config.profile(session.profile()?)?;
        let center = IdentityCenter::from_profile(context.config, profile).ok()??;
        let key = center.key().to_owned();
        let cell = self.centers.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone();
        let fetch = || async { timeout(TIMEOUT, self.fetch(&center, profile.name())).await.ok()?.ok() };
        cell.get_or_init(fetch).await.as_ref()?.get(session.account_id()?).cloned()
    }

    /// The sign-in that a session's credentials come from, as the caches have it.
    pub(crate) fn sign_in(&self, session: &Session) -> Option<CachedSignIn> {
        let context = self.context.as_context();
        sign_in(&context, &mut SourceChains::new(context.config), session.profile())
    }

    async fn fetch(&self, center: &IdentityCenter, profile: &str) -> Result<HashMap<String, String>, Error> {
        let context = self.context.as_context();
        let token = fresh_token(&context, center, Some(profile)).await?;
        let accounts = Portal::open(&context, center, &token.access_token, Some(profile)).await?.accounts().await?;
        Ok(accounts.into_iter().filter_map(|account| Some((account.account_id, account.account_name?))).collect())
    }
}
