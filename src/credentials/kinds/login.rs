//! The console session of the AWS CLI's `aws login`.
//!
//! The SDK has a provider for it too, which renews a session in the region of the command instead of that of the sign-in,
//! removes what it doesn't know from the file, and panics on an incomplete response.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_signin::config::Builder;
use aws_sdk_signin::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_signin::operation::create_o_auth2_token::{CreateOAuth2TokenError, CreateOAuth2TokenOutput};
use aws_sdk_signin::types::{CreateOAuth2TokenRequestBody, OAuth2ErrorCode};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use chrono::TimeDelta;
use tokio::sync::OwnedMutexGuard;

use crate::aws::environment::Environment;
use crate::aws::region;
use crate::aws::timestamp::now;
use crate::cli_cache::console_sessions::{ConsoleSession, ConsoleSessionCache, Renewal};
use crate::cli_cache::unsaved::UnsavedSignIn;
use crate::client::explain::{Request, explain};
use crate::client::retries_and_timeouts::NoPointlessRetry;
use crate::client::sdk::{endpoint_setting, for_service};
use crate::config::Profile;
use crate::context::warnings::Warnings;
use crate::credentials::proof_key::ProofKey;
use crate::credentials::region::configured_region;
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::{CredentialsError, Error, ServiceError};
use crate::files::FileLock;
use crate::text::secret::Secret;

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
    let sdk = for_service(&SdkSettings { region: &region, ..*settings }.unsigned_config().await?, "Signin");
    let no_pointless_retry = NoPointlessRetry(settings.context.waits.clone());
    let task = RenewalTask {
        client: aws_sdk_signin::Client::from_conf(Builder::from(&sdk).retry_classifier(no_pointless_retry).build()),
        key,
        renewal,
        stored,
        current,
        unsaved,
        cache: cache.clone(),
        name: name.to_owned(),
        profile: profile.name().to_owned(),
        region,
        endpoint_setting: endpoint_setting(&settings.context, settings.profile),
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
    client: aws_sdk_signin::Client,
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
    region: String,
    endpoint_setting: Option<&'static str>,
    warnings: Warnings,
    lock: Option<FileLock>,
}

impl RenewalTask {
    async fn run(mut self) -> Result<ConsoleSession, Error> {
        let session = match self.request().await {
            Ok(response) => self.renewed(response)?,
            Err(error) => return self.after_error(&error).await,
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

    async fn request(&self) -> Result<CreateOAuth2TokenOutput, SdkError<CreateOAuth2TokenError, HttpResponse>> {
        let (renewal, key) = (&self.renewal, self.key.clone());
        let body = CreateOAuth2TokenRequestBody::builder()
            .client_id(&renewal.client_id)
            .grant_type("refresh_token")
            .refresh_token(renewal.refresh_token.expose())
            .build()
            .map_err(SdkError::construction_failure)?;
        let with_proof = move |mut request: HttpRequest| {
            let proof = key.proof(request.uri(), now());
            request.headers_mut().try_insert("DPoP", proof).map(|_| request)
        };
        self.client.create_o_auth2_token().token_input(body).customize().map_request(with_proof).send().await
    }

    fn renewed(&self, response: CreateOAuth2TokenOutput) -> Result<ConsoleSession, Error> {
        let missing = || ServiceError::InvalidResponse {
            endpoint: self.explained().endpoint(),
            reason: "it has no credentials".into(),
        };
        let token = response.token_output.ok_or_else(missing)?;
        let keys = token.access_token().ok_or_else(missing)?;
        // The SDK makes an empty text of a missing one.
        let texts = [keys.access_key_id(), keys.secret_access_key(), keys.session_token(), token.refresh_token()];
        if texts.contains(&"") {
            return Err(missing().into());
        }
        Ok(ConsoleSession {
            access_key_id: keys.access_key_id().to_owned(),
            secret_access_key: Secret::new(keys.secret_access_key()),
            session_token: Secret::new(keys.session_token()),
            expires_at: now() + TimeDelta::seconds(token.expires_in().into()),
            renewal: Some(Renewal { refresh_token: Secret::new(token.refresh_token()), ..self.renewal.clone() }),
            ..self.current.clone()
        })
    }

    /// The AWS CLI and the SDKs don't take our lock. One of them may have just used the refresh token, and will then
    /// write the new one to the file in a moment. The lock is released meanwhile, so that other processes need not wait.
    async fn after_error(
        self,
        error: &SdkError<CreateOAuth2TokenError, HttpResponse>,
    ) -> Result<ConsoleSession, Error> {
        let Some(reason) = self.refusal(error) else { return Err(explain(error, self.explained())) };
        drop((self.lock, self.unsaved));
        tokio::time::sleep(GRACE_PERIOD).await;
        let session_of_other = self.cache.read(&self.name)?.filter(|session| session.is_fresh(now()));
        session_of_other.ok_or_else(|| failed(&self.profile, reason))
    }

    /// Why the service has refused the renewal; `None` if a new sign-in would not help.
    fn refusal(&self, error: &SdkError<CreateOAuth2TokenError, HttpResponse>) -> Option<String> {
        let message = || format!("AWS says {:?} ({})", error.message().unwrap_or_default(), self.region);
        match error.as_service_error()? {
            CreateOAuth2TokenError::AccessDeniedException(denied) => match denied.error {
                OAuth2ErrorCode::InsufficientPermissions => None,
                OAuth2ErrorCode::TokenExpired => Some("it has expired".into()),
                OAuth2ErrorCode::UserCredentialsChanged => Some("the password was changed after the sign-in".into()),
                _ => Some(message()),
            },
            CreateOAuth2TokenError::ValidationException(_) => Some(message()),
            _ => None,
        }
    }

    fn explained(&self) -> Request<'_> {
        Request {
            action: "signin:CreateOAuth2Token",
            region: &self.region,
            profile: Some(&self.profile),
            is_temporary: true,
            key_variable: None,
            endpoint_setting: self.endpoint_setting,
            resource: None,
        }
    }
}

fn signed_out(cache: &ConsoleSessionCache, name: &str, profile: &Profile) -> Error {
    failed(profile.name(), format!("there is none in {}", cache.path(name).display()))
}

fn failed(profile: &str, reason: String) -> Error {
    CredentialsError::ConsoleSession { profile: profile.to_owned(), reason }.into()
}
