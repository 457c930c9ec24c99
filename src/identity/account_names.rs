//! What organizations call their accounts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;
use tokio::time::timeout;

use crate::config::identity_center::IdentityCenter;
use crate::context::OwnedContext;
use crate::credentials::session::Session;
use crate::error::Error;
use crate::sso::{Portal, fresh_token};

/// The names that Identity Centers know. Each center is asked once in a call, however many of its profiles are asked.
pub(crate) struct AccountNames {
    context: OwnedContext,
    centers: Mutex<HashMap<String, Arc<OnceCell<Names>>>>,
}

/// Names by account ids; `None` where the portal has not told them.
type Names = Option<HashMap<String, String>>;

/// How long to wait for names.
const PATIENCE: Duration = Duration::from_secs(5);

impl AccountNames {
    /// Nothing is asked yet.
    pub(crate) fn new(context: OwnedContext) -> Self {
        Self { context, centers: Mutex::default() }
    }

    /// The name of the account of a session's profile. `None` where no Identity Center leads to it, and where the name can't be
    /// learned: it is an ornament, for which no call shall fail.
    pub(crate) async fn of(&self, session: &Session) -> Option<String> {
        let context = self.context.context();
        let profile = context.config.profile(session.profile()?)?;
        let center = IdentityCenter::from_profile(context.config, profile).ok()??;
        let key = center.key().to_owned();
        let cell = self.centers.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone();
        let ask = || async { timeout(PATIENCE, self.ask(&center, profile.name())).await.ok()?.ok() };
        cell.get_or_init(ask).await.as_ref()?.get(session.account_id()?).cloned()
    }

    async fn ask(&self, center: &IdentityCenter, profile: &str) -> Result<HashMap<String, String>, Error> {
        let context = self.context.context();
        let token = fresh_token(&context, center, Some(profile)).await?;
        let accounts = Portal::open(&context, center, &token, Some(profile)).await?.accounts().await?;
        Ok(accounts.into_iter().filter_map(|account| Some((account.account_id, account.account_name?))).collect())
    }
}
