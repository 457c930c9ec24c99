//! The console session of the AWS CLI's `aws login`.
//!
//! The SDK has a provider for it too, which renews a session in the region of the command instead of that of the sign-in,
//! removes what it doesn't know from the file, and panics on an incomplete response.

use std::path::PathBuf;

use aws_credential_types::Credentials;
use aws_sdk_signin::types::CreateOAuth2TokenRequestBody;

use crate::aws::environment::Environment;
use crate::aws::region;
use crate::aws::timestamp::now;
use crate::cli_cache::console_sessions::{ConsoleSession, ConsoleSessionCache, Renewal};
use crate::cli_cache::renewal::{RenewalOutcome, RequestError, SignInFile, renew};
use crate::config::Profile;
use crate::credentials::console::proof_key::ProofKey;
use crate::credentials::console::token_endpoint::{TokenEndpoint, TokenError};
use crate::credentials::region::configured_region;
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::{CredentialsError, Error};
use crate::files::FileLock;

pub(crate) async fn load(settings: &SdkSettings<'_>, profile: &Profile) -> Result<Credentials, Error> {
    let cache = ConsoleSessionCache::from_environment(settings.context.environment)?;
    let name = profile.get("login_session").unwrap_or_default();
    let stored = cache.read(name)?.ok_or_else(|| signed_out(&cache, name, profile))?;
    if stored.is_fresh(now()) {
        return Ok(stored.into());
    }
    match renewed_session(settings, profile, &cache, name).await {
        Ok(renewed) => Ok(renewed.into()),
        Err(error) => {
            let unsaved = settings.context.unsaved.console_sessions.lock(cache.path(name)).await;
            let current = unsaved.get(&stored).unwrap_or(&stored);
            if current.is_valid(now()) { Ok(current.clone().into()) } else { Err(error) }
        }
    }
}

/// Renews a session, unless another process has just done so.
async fn renewed_session(
    settings: &SdkSettings<'_>,
    profile: &Profile,
    cache: &ConsoleSessionCache,
    name: &str,
) -> Result<ConsoleSession, Error> {
    let unusable = |reason: &str| failed(profile.name(), format!("{} has {reason}", cache.path(name).display()));
    let prepare = |current: ConsoleSession| async move {
        let Some(renewal) = current.renewal.clone() else { return Ok(None) };
        let key =
            ProofKey::parse(renewal.proof_key.expose()).ok_or_else(|| unusable("a `dpopKey` that is no P-256 key"))?;
        let region = sign_in_region(settings, profile, &current)?;
        let settings = SdkSettings { region: &region, ..*settings };
        let endpoint = TokenEndpoint::open(&settings, profile.name()).await?;
        Ok(Some(request(endpoint, key, current, renewal)))
    };
    let (warnings, profile_name) = (settings.context.warnings.clone(), profile.name().to_owned());
    let on_unsaved = move |error| {
        warnings.add(format!(
            "the renewed console session of profile `{profile_name}` is lost when the plugin stops: {error}"
        ));
    };
    let file = SessionFile { cache: cache.clone(), name: name.to_owned() };
    match renew(file, &settings.context.unsaved.console_sessions, prepare, on_unsaved).await? {
        RenewalOutcome::SignIn(session) => Ok(session),
        RenewalOutcome::SignedOut => Err(signed_out(cache, name, profile)),
        RenewalOutcome::Impossible => Err(unusable("expired, and nothing to renew it with")),
        RenewalOutcome::Refused(error) => Err(error),
    }
}

/// The region where the user has signed in. Older versions of the AWS CLI only write it to a profile that has none.
fn sign_in_region(settings: &SdkSettings<'_>, profile: &Profile, session: &ConsoleSession) -> Result<String, Error> {
    if let Some(Ok(region)) = session.sign_in_region.as_deref().map(region::parse) {
        return Ok(region);
    }
    let of_profile = configured_region(&Environment::default(), Some(profile))?;
    let region = of_profile.or(configured_region(settings.context.environment, None)?);
    Ok(region.unwrap_or_else(|| settings.region.to_owned()))
}

/// Asks for new keys, and returns the session with them.
async fn request(
    endpoint: TokenEndpoint,
    key: ProofKey,
    current: ConsoleSession,
    renewal: Renewal,
) -> Result<ConsoleSession, RequestError<Error>> {
    let body = CreateOAuth2TokenRequestBody::builder()
        .client_id(&renewal.client_id)
        .grant_type("refresh_token")
        .refresh_token(renewal.refresh_token.expose());
    let keys = endpoint.keys(body, &key).await.map_err(|error| match error {
        TokenError::Other(error) => RequestError::Other(error),
        refusal => RequestError::Refused(endpoint.login_error(refusal)),
    })?;
    Ok(ConsoleSession {
        access_key_id: keys.access_key_id,
        secret_access_key: keys.secret_access_key,
        session_token: keys.session_token,
        expires_at: keys.expires_at,
        renewal: Some(Renewal { refresh_token: keys.refresh_token, ..renewal }),
        ..current
    })
}

struct SessionFile {
    cache: ConsoleSessionCache,
    name: String,
}

impl SignInFile for SessionFile {
    type SignIn = ConsoleSession;

    fn path(&self) -> PathBuf {
        self.cache.path(&self.name)
    }

    async fn lock_if_writable(&self) -> Result<Option<FileLock>, Error> {
        self.cache.lock_if_writable(&self.name).await
    }

    fn read(&self) -> Result<Option<ConsoleSession>, Error> {
        self.cache.read(&self.name)
    }

    fn write(&self, session: &ConsoleSession) -> Result<(), Error> {
        self.cache.write(&self.name, session)
    }
}

fn signed_out(cache: &ConsoleSessionCache, name: &str, profile: &Profile) -> Error {
    failed(profile.name(), format!("there is none in {}", cache.path(name).display()))
}

fn failed(profile: &str, reason: String) -> Error {
    CredentialsError::ConsoleSession { profile: profile.to_owned(), reason }.into()
}
