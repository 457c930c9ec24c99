//! One attempt to sign in with the help of a person.

use std::time::Duration;

use super::{Flow, Prompt, browser, device, pkce, surroundings};
use crate::error::Error;
use crate::session::Basis;
use crate::sso::oidc::{Failure, Oidc};
use crate::sso::registration::Registration;
use crate::sso::token::Token;
use crate::sso::{IdentityCenter, TokenCache};

/// One sign-in that asks a person.
pub struct Attempt<'a> {
    pub basis: &'a Basis<'a>,
    pub center: &'a IdentityCenter,
    pub cache: &'a TokenCache,
    pub oidc: &'a Oidc,
    /// Whether a browser may be opened.
    pub browser: bool,
    /// How long the person may take.
    pub patience: Duration,
    /// Tells the person what to do.
    pub tell: &'a (dyn Fn(Prompt) + Sync),
}

impl Attempt<'_> {
    /// Signs in with this flow, else with that for the surroundings. A registration that the service has just refused
    /// is not used again.
    pub async fn sign_in(&self, flow: Option<Flow>, registration_refused: bool) -> Result<Token, Error> {
        let flow = match (&self.center.session, flow) {
            (None, _) => Flow::Device,
            (Some(_), Some(flow)) => flow,
            (Some(_), None) => surroundings::flow(self.basis.environment),
        };
        let registration = Registration::of(self.oidc, self.cache, self.center, flow)?;
        if registration_refused {
            registration.forget()?;
        }
        let trial = Trial(&registration);
        let token = match flow {
            Flow::Pkce => pkce::sign_in(self, &registration).await,
            Flow::Device => device::sign_in(self, &registration).await,
        };
        let token = token.map_err(|failure| failure.of_sign_in(self.center))?;
        trial.passed();
        Ok(token)
    }

    /// The failure of a sign-in in which nobody has decided in time.
    pub fn timed_out(&self) -> Failure {
        Failure::Unanswered(Error::SignInTimedOut { session: self.center.key().to_owned() })
    }

    /// Opens the browser at a page, if that is wanted and possible.
    pub async fn open(&self, url: &str) -> bool {
        self.browser && browser::open(self.basis.environment, url).await
    }
}

/// A registration that has yet to bring a token. If it doesn't, even for Ctrl-C, it is forgotten: it may be the
/// reason, since of one that the service doesn't know any more only the browser is told. A new one costs nothing.
struct Trial<'a>(&'a Registration<'a>);

impl Trial<'_> {
    fn passed(self) {
        std::mem::forget(self);
    }
}

impl Drop for Trial<'_> {
    fn drop(&mut self) {
        // Whatever has gone wrong before is what the person has to hear of.
        let _ = self.0.forget();
    }
}
