//! The console session of the AWS CLI's `aws login`.
//!
//! The SDK has a provider for it too, which renews a session in the region of the command instead of that of the sign-in,
//! removes what it doesn't know from the file, and panics on an incomplete response.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_signin::types::CreateOAuth2TokenRequestBody;
use tokio::sync::OwnedMutexGuard;

use crate::aws::environment::Environment;
use crate::aws::region;
use crate::aws::timestamp::now;
use crate::cli_cache::console_sessions::{ConsoleSession, ConsoleSessionCache, Renewal};
use crate::cli_cache::unsaved::UnsavedSignIn;
use crate::config::Profile;
use crate::context::warnings::Warnings;
use crate::credentials::console::proof_key::ProofKey;
use crate::credentials::console::token_endpoint::{IssuedKeys, TokenEndpoint, TokenError};
use crate::credentials::region::configured_region;
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::{CredentialsError, Error};
use crate::files::FileLock;

/// How long another program may take between its request and writing the file.
const GRACE_PERIOD: Duration = Duration::from_millis(200);

pub(crate) async fn load(settings: &SdkSettings<'_>, profile: &Profile) -> Result<Credentials, Error> {
    let cache = ConsoleSessionCache::from_environment(settings.context.environment)?;
    let name = profile.get("login_session").unwrap_or_default();
    let stored = cache.read(name)?.ok_or_else(|| signed_out(&cache, name, profile))?;
    if stored.is_fresh(now()) {
        return Ok(stored.into());
    }
    match renew(settings, profile, &cache, name).await {
        Ok(renewed) => Ok(renewed.into()),
        Err(error) => {
            let unsaved = settings.context.unsaved.console_sessions.lock(cache.path(name)).await;
            let current = unsaved.get(&stored).unwrap_or(&stored);
            if current.is_valid(now()) { Ok(current.clone().into()) } else { Err(error) }
        }
    }
}

/// Renews a session, unless another process has just done so.
async fn renew(
    settings: &SdkSettings<'_>,
    profile: &Profile,
    cache: &ConsoleSessionCache,
    name: &str,
) -> Result<ConsoleSession, Error> {
    let mut unsaved = settings.context.unsaved.console_sessions.lock(cache.path(name)).await;
    let lock = cache.lock_if_writable(name).await?;
    let stored = cache.read(name)?.ok_or_else(|| signed_out(cache, name, profile))?;
    let current = unsaved.get(&stored).unwrap_or(&stored).clone();
    if current.is_fresh(now()) {
        if !stored.is_fresh(now()) {
            // By now there may be room on the disk. If not, the user has been told before.
            let _ = unsaved.store(&current, &stored, |session| cache.write(name, session));
        }
        return Ok(current);
    }
    let unusable = |reason: &str| failed(profile.name(), format!("{} has {reason}", cache.path(name).display()));
    let renewal = current.renewal.clone().ok_or_else(|| unusable("expired, and nothing to renew it with"))?;
    let key =
        ProofKey::parse(renewal.proof_key.expose()).ok_or_else(|| unusable("a `dpopKey` that is no P-256 key"))?;
    let region = sign_in_region(settings, profile, &current)?;
    let settings = SdkSettings { region: &region, ..*settings };
    let task = RenewalTask {
        endpoint: TokenEndpoint::open(&settings, profile.name()).await?,
        key,
        renewal,
        stored,
        current,
        unsaved,
        cache: cache.clone(),
        name: name.to_owned(),
        profile: profile.name().to_owned(),
        warnings: settings.context.warnings.clone(),
        lock,
    };
    // The task finishes even if the caller is cancelled: the service has replaced the refresh token then, and the new one
    // must be stored.
    let task = tokio::spawn(task.run());
    task.await?
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

struct RenewalTask {
    endpoint: TokenEndpoint,
    key: ProofKey,
    renewal: Renewal,
    /// The session in the file.
    stored: ConsoleSession,
    /// The session to renew: an unsaved one, or the one in the file.
    current: ConsoleSession,
    unsaved: OwnedMutexGuard<UnsavedSignIn<ConsoleSession>>,
    cache: ConsoleSessionCache,
    name: String,
    profile: String,
    warnings: Warnings,
    lock: Option<FileLock>,
}

impl RenewalTask {
    async fn run(mut self) -> Result<ConsoleSession, Error> {
        let body = CreateOAuth2TokenRequestBody::builder()
            .client_id(&self.renewal.client_id)
            .grant_type("refresh_token")
            .refresh_token(self.renewal.refresh_token.expose());
        let session = match self.endpoint.keys(body, &self.key).await {
            Ok(keys) => self.renewed(keys),
            Err(error) => return self.after_error(error).await,
        };
        let write = |session: &ConsoleSession| self.cache.write(&self.name, session);
        if let Err(error) = self.unsaved.store(&session, &self.stored, write) {
            let profile = &self.profile;
            self.warnings.add(format!(
                "the renewed console session of profile `{profile}` is lost when the plugin stops: {error}"
            ));
        }
        Ok(session)
    }

    fn renewed(&self, keys: IssuedKeys) -> ConsoleSession {
        ConsoleSession {
            access_key_id: keys.access_key_id,
            secret_access_key: keys.secret_access_key,
            session_token: keys.session_token,
            expires_at: keys.expires_at,
            renewal: Some(Renewal { refresh_token: keys.refresh_token, ..self.renewal.clone() }),
            ..self.current.clone()
        }
    }

    /// The AWS CLI and the SDKs don't take our lock. One of them may have just used the refresh token, and will then
    /// write the new one to the file in a moment. The lock is released meanwhile, so that other processes need not wait.
    async fn after_error(self, error: TokenError) -> Result<ConsoleSession, Error> {
        let error = match error {
            TokenError::Other(error) => return Err(error),
            refusal => self.endpoint.login_error(refusal),
        };
        drop((self.lock, self.unsaved));
        tokio::time::sleep(GRACE_PERIOD).await;
        let session_of_other = self.cache.read(&self.name)?.filter(|session| session.is_fresh(now()));
        session_of_other.ok_or(error)
    }
}

/// The error for a session that can't be read: most often there is no file.
fn signed_out(cache: &ConsoleSessionCache, name: &str, profile: &Profile) -> Error {
    let path = cache.path(name);
    match path.exists() {
        true => failed(profile.name(), format!("there is none in {}", path.display())),
        false => CredentialsError::ConsoleSignedOut { profile: profile.name().to_owned() }.into(),
    }
}

fn failed(profile: &str, reason: String) -> Error {
    CredentialsError::ConsoleSession { profile: profile.to_owned(), reason }.into()
}
