//! Signing out.

use std::path::PathBuf;

use crate::aws::environment::Environment;
use crate::aws::timestamp::now;
use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::cli_cache::token::{SignInStatus, Token};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::Config;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::files::private;
use crate::sso::portal::Portal;
use crate::sso::sessions::sessions;

/// A sign-in that can be ended.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    /// What was signed in to. One whose session the config no longer names has only its start URL.
    pub(crate) center: IdentityCenter,
    /// The token; `None` where nobody is signed in.
    token: Option<Token>,
    file: PathBuf,
}

/// How a sign-out went.
#[derive(Debug)]
pub(crate) struct SignedOut {
    /// What the sign-in was before.
    pub(crate) was: SignInStatus,
    /// Why the portal could not be told. The token is gone from this computer nevertheless, and ends by itself.
    pub(crate) untold: Option<Error>,
}

impl SignIn {
    /// The sign-in to an Identity Center of the config, if only an absent one.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be read.
    pub(crate) fn of(environment: &Environment, center: IdentityCenter) -> Result<Self, Error> {
        let cache = TokenCache::from_environment(environment)?;
        Ok(Self { token: cache.read(&center)?, file: cache.path(&center), center })
    }

    /// All sign-ins, for signing out of everything as the AWS CLI does: those of the config, and tokens whose sessions
    /// the config no longer names.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be read.
    pub(crate) fn all(environment: &Environment, config: &Config) -> Result<Vec<Self>, Error> {
        let known = sessions(environment, config)?.into_iter().filter(|session| session.token.is_some());
        let known = known.filter_map(|session| session.center()).map(|center| Self::of(environment, center));
        let mut all = known.collect::<Result<Vec<_>, _>>()?;
        for (file, center, token) in TokenCache::from_environment(environment)?.all()? {
            if !all.iter().any(|known| known.file == file) {
                all.push(Self { center, token: Some(token), file });
            }
        }
        Ok(all)
    }

    /// Ends it: tells the portal, and removes the token and the keys of the roles that the config's profiles took with
    /// it. Nothing else is removed, in particular no registration.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that stays.
    pub(crate) async fn end(&self, context: &Context<'_>) -> Result<SignedOut, Error> {
        let cache = TokenCache::from_environment(context.environment)?;
        // The portal is told before the lock is taken: it takes the lock itself where it refuses the token.
        let untold = match &self.token {
            None => None,
            Some(token) => match Portal::open(context, &self.center, token, None).await {
                Ok(portal) => portal.logout().await.err(),
                Err(error) => Some(error),
            },
        };
        // Lest a refresh under way brings the token back.
        let _lock = cache.lock(&self.center).await?;
        private::remove(&self.file)?;
        RoleCache::from_environment(context.environment)?
            .remove(&SsoRoleKey::from_config(context.config, &self.center))?;
        Ok(SignedOut { was: SignInStatus::from_token(self.token.as_ref(), now()), untold })
    }
}
