//! What both flows of a sign-in need.

use std::time::Duration;

use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, SsoError};
use crate::sso::login::browser;
use crate::sso::login::options::{LoginOptions, Prompt};
use crate::sso::oidc::{Oidc, OidcError};
use crate::sso::page_url::PageUrl;

/// How long the user may take to approve a sign-in, as in the AWS CLI.
pub(crate) const APPROVAL_TIMEOUT: Duration = Duration::from_secs(10 * 60);

/// One sign-in that the user has to approve.
pub(crate) struct LoginContext<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) center: &'a IdentityCenter,
    pub(crate) oidc: Oidc,
    /// How long the user may take.
    pub(crate) timeout: Duration,
    /// Shows a prompt to the user.
    pub(crate) show: &'a (dyn Fn(Prompt) + Sync),
    /// The port that the browser calls back.
    pub(crate) redirect_port: Option<u16>,
    may_open_browser: bool,
}

impl<'a> LoginContext<'a> {
    pub(crate) async fn open(
        context: &'a Context<'a>,
        center: &'a IdentityCenter,
        options: &LoginOptions,
        show: &'a (dyn Fn(Prompt) + Sync),
    ) -> Result<Self, Error> {
        let oidc = Oidc::open(context, center).await?;
        let LoginOptions { browser: may_open_browser, redirect_port, .. } = *options;
        Ok(Self { context, center, oidc, timeout: APPROVAL_TIMEOUT, show, redirect_port, may_open_browser })
    }

    /// The error of a sign-in that was not approved in time.
    pub(crate) fn timed_out(&self) -> OidcError {
        OidcError::Other(SsoError::TimedOut { session: self.center.key().to_owned() }.into())
    }

    /// Opens the browser at a page, if that is allowed. Returns whether it worked.
    pub(crate) async fn open_browser(&self, page: &PageUrl) -> bool {
        self.may_open_browser && browser::open(self.context.environment, page).await
    }
}
