//! One attempt to sign in with the help of a person.

use std::time::Duration;

use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, SsoError};
use crate::sso::login::registration_cache::RegistrationCache;
use crate::sso::login::{Flow, Prompt, browser, device, environment_detection, pkce};
use crate::sso::oidc::{Oidc, OidcError};

/// One sign-in that asks a person.
pub(crate) struct LoginContext<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) center: &'a IdentityCenter,
    pub(crate) cache: &'a TokenCache,
    pub(crate) oidc: &'a Oidc,
    /// Whether a browser may be opened.
    pub(crate) browser: bool,
    /// How long the person may take.
    pub(crate) patience: Duration,
    /// Tells the person what to do.
    pub(crate) tell: &'a (dyn Fn(Prompt) + Sync),
}

impl LoginContext<'_> {
    /// Signs in with this flow, else with that for the surroundings. A registration that the service has just refused
    /// is not used again.
    pub(crate) async fn sign_in(&self, flow: Option<Flow>, registration_refused: bool) -> Result<Token, Error> {
        let flow = match (&self.center.session, flow) {
            (None, _) => Flow::Device,
            (Some(_), Some(flow)) => flow,
            (Some(_), None) => environment_detection::flow(self.context.environment),
        };
        let registration = RegistrationCache::of(self.oidc, self.cache, self.center, flow)?;
        if registration_refused {
            registration.forget()?;
        }
        let trial = RegistrationGuard(&registration);
        let token = match flow {
            Flow::Pkce => pkce::sign_in(self, &registration).await,
            Flow::Device => device::sign_in(self, &registration).await,
        };
        let token = token.map_err(|failure| failure.of_sign_in(self.center))?;
        trial.passed();
        Ok(token)
    }

    /// The failure of a sign-in in which nobody has decided in time.
    pub(crate) fn timed_out(&self) -> OidcError {
        OidcError::Unanswered(SsoError::TimedOut { session: self.center.key().to_owned() }.into())
    }

    /// Opens the browser at a page, if that is wanted and possible.
    pub(crate) async fn open(&self, url: &str) -> bool {
        self.browser && browser::open(self.context.environment, url).await
    }
}

/// A registration that has yet to bring a token. If it doesn't, even for Ctrl-C, it is forgotten: it may be the
/// reason, since of one that the service doesn't know any more only the browser is told. A new one costs nothing.
struct RegistrationGuard<'a>(&'a RegistrationCache<'a>);

impl RegistrationGuard<'_> {
    fn passed(self) {
        std::mem::forget(self);
    }
}

impl Drop for RegistrationGuard<'_> {
    fn drop(&mut self) {
        // Whatever has gone wrong before is what the person has to hear of.
        let _ = self.0.forget();
    }
}
