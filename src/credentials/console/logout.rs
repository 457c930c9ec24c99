//! Signing out of the console on this computer.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::aws::timestamp::now;
use crate::cli_cache::console_sessions::{ConsoleSessionCache, StoredConsoleSession};
use crate::cli_cache::token::SignInStatus;
use crate::context::Context;
use crate::error::Error;
use crate::files::private;

impl StoredConsoleSession {
    /// The session of a profile, even if there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be read.
    pub(crate) fn load(environment: &Environment, arn: &str) -> Result<Self, Error> {
        let cache = ConsoleSessionCache::from_environment(environment)?;
        Ok(Self { file: cache.path(arn), arn: Some(arn.to_owned()), session: cache.read(arn)? })
    }

    /// The status before.
    pub(crate) fn status(&self) -> SignInStatus {
        match &self.session {
            Some(session) => session.status(now()),
            None if self.file.exists() => SignInStatus::Expired,
            None => SignInStatus::SignedOut,
        }
    }

    /// Until when programs that have the keys can use them, if that is in the future. AWS can't revoke them.
    pub(crate) fn keys_expire_at(&self) -> Option<DateTime<Utc>> {
        self.session.as_ref().map(|session| session.expires_at).filter(|time| *time > now())
    }

    /// Removes the session from this computer.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be removed.
    pub(crate) async fn remove(&self, context: &Context<'_>) -> Result<(), Error> {
        let cache = ConsoleSessionCache::from_environment(context.environment)?;
        let mut unsaved = context.unsaved.console_sessions.lock(self.file.clone()).await;
        // Otherwise a renewal in flight could store it again.
        let _lock = cache.lock_file_if_writable(&self.file).await?;
        private::remove(&self.file)?;
        unsaved.clear();
        Ok(())
    }
}
