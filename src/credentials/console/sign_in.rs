//! Signing in to the console, in a browser on this computer or on another one.

use aws_sdk_signin::types::CreateOAuth2TokenRequestBody;
use tokio::time::timeout;
use uuid::Uuid;

use crate::aws::arn::Arn;
use crate::cli_cache::console_sessions::{ConsoleSession, ConsoleSessionCache, Renewal, subject};
use crate::client::sdk::{check_endpoints, http_client};
use crate::config::Profile;
use crate::context::Context;
use crate::credentials::console::authorization::{
    CONFIRMATION_PATH, CROSS_DEVICE, SAME_DEVICE, code_in_text, page_url,
};
use crate::credentials::console::proof_key::ProofKey;
use crate::credentials::console::token_endpoint::{IssuedKeys, TokenEndpoint};
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::{Error, LoginError};
use crate::sso::login::callback::Callback;
use crate::sso::login::context::APPROVAL_TIMEOUT;
use crate::sso::login::options::Prompt;
use crate::sso::login::{browser, pkce};
use crate::sso::oidc::{OidcError, Reason};
use crate::sso::page_url::PageUrl;
use crate::text::secret::Secret;

/// One sign-in for one profile.
pub(crate) struct ConsoleSignIn<'a> {
    context: &'a Context<'a>,
    endpoint: TokenEndpoint,
    /// The session will belong to this key.
    key: ProofKey,
    /// PKCE's secret. Without it, AWS issues no keys for the code.
    verifier: Secret,
    /// A random text that the page has to repeat.
    state: String,
}

/// A session that isn't stored yet.
#[derive(Debug)]
pub(crate) struct NewConsoleSession {
    /// The ARN of who has signed in, which is the session's name.
    pub(crate) arn: String,
    pub(crate) session: ConsoleSession,
    id_token: Secret,
}

impl<'a> ConsoleSignIn<'a> {
    /// The settings of the profile, if it exists, configure the connection.
    pub(crate) async fn open(
        context: &'a Context<'a>,
        profile: Option<&Profile>,
        name: &str,
        region: &str,
    ) -> Result<Self, Error> {
        check_endpoints(context, profile)?;
        let client = http_client(context, profile)?;
        let settings = SdkSettings { context: *context, profile, region, client: &client };
        Ok(Self {
            context,
            endpoint: TokenEndpoint::open(&settings, name).await?,
            key: ProofKey::generate()?,
            verifier: pkce::verifier(),
            state: Uuid::new_v4().to_string(),
        })
    }

    /// Sends the user to the page, and waits until the browser calls back. The port is open before its URL is shown.
    pub(crate) async fn in_browser(
        &self,
        port: Option<u16>,
        may_open_browser: bool,
        show: impl Fn(Prompt),
    ) -> Result<NewConsoleSession, Error> {
        let callback =
            Callback::bind(port).await.map_err(|cause| LoginError::Port { port, cause: cause.to_string() })?;
        let redirect_uri = callback.redirect_uri();
        let page = self.page(SAME_DEVICE, callback.state(), redirect_uri)?;
        let prompt = async {
            let opened = may_open_browser && browser::open(self.context.environment, &page).await;
            let url = page.to_string();
            show(if opened { Prompt::Browser { url } } else { Prompt::OpenYourself { url } });
        };
        let (code, ()) = tokio::join!(timeout(APPROVAL_TIMEOUT, callback.code()), prompt);
        let code = code.map_err(|_| LoginError::TimedOut)?.map_err(callback_error)?;
        self.redeem(SAME_DEVICE, &code, redirect_uri).await
    }

    /// The page to open on any computer. It shows a text for [`with_text`](Self::with_text).
    pub(crate) fn page_for_another_device(&self) -> Result<PageUrl, Error> {
        self.page(CROSS_DEVICE, &self.state, &self.confirmation_page())
    }

    /// Ends the sign-in with the text that the user has copied.
    pub(crate) async fn with_text(&self, text: &Secret) -> Result<NewConsoleSession, Error> {
        let code = code_in_text(text.expose(), &self.state).map_err(|problem| LoginError::Text { problem })?;
        self.redeem(CROSS_DEVICE, &code, &self.confirmation_page()).await
    }

    fn confirmation_page(&self) -> String {
        format!("{}{CONFIRMATION_PATH}", self.endpoint.base_url())
    }

    fn page(&self, client_id: &str, state: &str, redirect_uri: &str) -> Result<PageUrl, Error> {
        let url = page_url(self.endpoint.base_url(), client_id, state, redirect_uri, &self.verifier);
        Ok(PageUrl::parse(&url).map_err(|url| LoginError::UnsafePage { url })?)
    }

    async fn redeem(&self, client_id: &str, code: &Secret, redirect_uri: &str) -> Result<NewConsoleSession, Error> {
        let body = CreateOAuth2TokenRequestBody::builder()
            .client_id(client_id)
            .grant_type("authorization_code")
            .code(code.expose())
            .code_verifier(self.verifier.expose())
            .redirect_uri(redirect_uri);
        let keys = self.endpoint.keys(body, &self.key).await.map_err(|error| self.endpoint.login_error(error))?;
        self.new_session(client_id, keys)
    }

    fn new_session(&self, client_id: &str, keys: IssuedKeys) -> Result<NewConsoleSession, Error> {
        let unknown = || LoginError::Failed { reason: "AWS does not say who has signed in".into() };
        let id_token = keys.id_token.ok_or_else(unknown)?;
        let arn = subject(id_token.expose()).ok_or_else(unknown)?;
        let account_id = Arn::parse(&arn).and_then(|arn| arn.account_id().map(str::to_owned)).ok_or_else(unknown)?;
        let session = ConsoleSession {
            access_key_id: keys.access_key_id,
            secret_access_key: keys.secret_access_key,
            session_token: keys.session_token,
            expires_at: keys.expires_at,
            account_id: Some(account_id),
            sign_in_region: Some(self.endpoint.region.clone()),
            signed_in_at: Some(crate::aws::timestamp::now()),
            renewal: Some(Renewal {
                client_id: client_id.to_owned(),
                refresh_token: keys.refresh_token,
                proof_key: self.key.to_pem(),
            }),
        };
        Ok(NewConsoleSession { arn, session, id_token })
    }
}

impl NewConsoleSession {
    /// Stores the session, in place of an older one with the same name.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) async fn store(&self, context: &Context<'_>) -> Result<(), Error> {
        let cache = ConsoleSessionCache::from_environment(context.environment)?;
        let mut unsaved = context.unsaved.console_sessions.lock(cache.path(&self.arn)).await;
        // Otherwise a renewal in flight could replace it with the older one.
        let _lock = cache.lock_if_writable(&self.arn).await?;
        cache.create(&self.arn, &self.session, &self.id_token)?;
        unsaved.clear();
        Ok(())
    }
}

fn callback_error(error: OidcError) -> Error {
    match error {
        OidcError::Refused { reason: Reason::Denied, .. } => LoginError::Denied.into(),
        OidcError::Refused { message, .. } => LoginError::Failed { reason: format!("AWS says {message:?}") }.into(),
        OidcError::Other(error) => error,
    }
}
