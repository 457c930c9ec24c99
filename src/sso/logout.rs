//! Signing out.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use crate::aws::environment::Environment;
use crate::aws::timestamp::now;
use crate::cli_cache;
use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::cli_cache::token::SignInStatus;
use crate::cli_cache::token_cache::{StoredToken, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, ConfigPaths};
use crate::context::Context;
use crate::error::Error;
use crate::files::{self, atomic, private};
use crate::sso::portal::Portal;
use crate::sso::sessions::sessions;

/// Removes the files with secrets that killed processes have left beside the caches and the AWS files.
///
/// # Errors
///
/// [`Error::Cache`] for a folder that can't be read, and for the first file that can't be removed.
pub(crate) fn remove_abandoned_files(environment: &Environment) -> Result<(), Error> {
    let ConfigPaths { config, credentials } = ConfigPaths::from_environment(environment);
    let of_config = [config, credentials].into_iter().filter_map(|path| atomic::folder(&path));
    let folders: BTreeSet<_> = cli_cache::folders(environment).into_iter().chain(of_config).collect();
    folders.iter().try_for_each(|folder| Ok(files::remove_abandoned(folder)?))
}

/// A sign-in to end.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    /// For a token whose session is not in the config, this has only the start URL and region.
    pub(crate) center: IdentityCenter,
    /// `None` if signed out.
    stored: Option<StoredToken>,
    file: PathBuf,
}

/// The outcome of a sign-out.
#[derive(Debug)]
pub(crate) struct SignedOut {
    /// The status before.
    pub(crate) was: SignInStatus,
    /// Why the portal could not be notified. The token is deleted from this computer nevertheless, but stays valid until
    /// it expires.
    pub(crate) portal_error: Option<Error>,
}

impl SignIn {
    /// The sign-in to an Identity Center of the config, even if signed out.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be read.
    pub(crate) fn load(environment: &Environment, center: IdentityCenter) -> Result<Self, Error> {
        let cache = TokenCache::from_environment(environment)?;
        Ok(Self { stored: cache.stored(&center)?, file: cache.path(&center), center })
    }

    /// All sign-ins, as the AWS CLI's logout ends them: those of the config, and tokens whose session is not in the
    /// config. Tokens that can't be used, such as those without an expiration, are among them.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be read.
    pub(crate) fn load_all(environment: &Environment, config: &Config) -> Result<Vec<Self>, Error> {
        let known = sessions(environment, config)?.into_iter().filter_map(|session| session.center());
        let known = known.map(|center| Self::load(environment, center)).collect::<Result<Vec<_>, _>>()?;
        let mut all: Vec<_> = known.into_iter().filter(|sign_in| sign_in.stored.is_some()).collect();
        let known: HashSet<_> = all.iter().map(|sign_in| sign_in.file.clone()).collect();
        for stored in TokenCache::from_environment(environment)?.all()? {
            if !known.contains(&stored.file) {
                all.push(Self { center: stored.center.clone(), file: stored.file.clone(), stored: Some(stored) });
            }
        }
        Ok(all)
    }

    /// Signs out at the portal, and removes the token and the cached credentials of the roles in the config. The
    /// registration stays.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be removed.
    pub(crate) async fn end(&self, context: &Context<'_>) -> Result<SignedOut, Error> {
        let cache = TokenCache::from_environment(context.environment)?;
        // Before the lock is taken, because the portal takes it itself if it rejects the token.
        let portal_error = match &self.stored {
            Some(StoredToken { center, access_token: Some(access_token), .. }) if !center.region.is_empty() => {
                match Portal::open(context, center, access_token, None).await {
                    Ok(portal) => portal.logout().await.err(),
                    Err(error) => Some(error),
                }
            }
            _ => None,
        };
        context.unsaved.tokens.lock(self.file.clone()).await.clear();
        // Otherwise a refresh in flight could store the token again.
        let _lock = cache.lock(&self.center).await?;
        private::remove(&self.file)?;
        RoleCache::from_environment(context.environment, &context.unsaved.roles)?
            .remove(&SsoRoleKey::from_config(context.config, &self.center))?;
        Ok(SignedOut { was: self.status(), portal_error })
    }

    /// The status before. A token that can't be used counts as expired.
    fn status(&self) -> SignInStatus {
        match &self.stored {
            None => SignInStatus::SignedOut,
            Some(stored) => stored.token.as_ref().map_or(SignInStatus::Expired, |token| token.status(now())),
        }
    }
}
