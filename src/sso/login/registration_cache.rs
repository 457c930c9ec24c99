//! Client registrations at SSO-OIDC, cached in the files that the AWS CLI uses too.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::aws::timestamp::{self, now};
use crate::cli_cache::json_object::JsonObject;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::token::{MINIMUM_LIFETIME, Registration};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::error::Error;
use crate::files::private;
use crate::sso::login::options::Flow;
use crate::sso::oidc::{ClientMetadata, Oidc, OidcError};

/// The grant type that only registrations for [`Flow::Pkce`] have.
const CODE_GRANT: &str = "authorization_code";

/// The cached registration for one flow and one Identity Center. It can't be used for the other flow.
pub(crate) struct RegistrationCache<'a> {
    oidc: &'a Oidc,
    center: &'a IdentityCenter,
    flow: Flow,
    path: PathBuf,
}

impl<'a> RegistrationCache<'a> {
    pub(crate) fn new(
        oidc: &'a Oidc,
        cache: &TokenCache,
        center: &'a IdentityCenter,
        flow: Flow,
    ) -> Result<Self, Error> {
        let path = cache.folder().join(format!("{}.json", file_stem(center)?));
        Ok(Self { oidc, center, flow, path })
    }

    /// The stored registration if it is valid for 15 more minutes, else a new one.
    pub(crate) async fn get(&self) -> Result<Registration, OidcError> {
        match self.stored().map_err(OidcError::Other)? {
            Some(registration) => Ok(registration),
            None => self.renew().await,
        }
    }

    /// Registers again and replaces the stored registration.
    pub(crate) async fn renew(&self) -> Result<Registration, OidcError> {
        let metadata = metadata(self.center, self.flow);
        let registration = self.oidc.register(&metadata).await?;
        self.store(&registration, &metadata).map_err(OidcError::Other)?;
        Ok(registration)
    }

    pub(crate) fn forget(&self) -> Result<(), Error> {
        Ok(private::remove(&self.path)?)
    }

    fn stored(&self) -> Result<Option<Registration>, Error> {
        let object = JsonObject::read(&self.path)?.filter(|object| flow_of(object) == self.flow);
        Ok(object
            .and_then(|object| registration_in(&object))
            .filter(|stored| now() + MINIMUM_LIFETIME <= stored.expires_at))
    }

    /// Writes a new file, because the scopes and grant types in the old one no longer apply.
    fn store(&self, registration: &Registration, metadata: &ClientMetadata) -> Result<(), Error> {
        let list = |texts: &[String]| Some(json!(texts)).filter(|_| !texts.is_empty());
        let mut object = JsonObject::default();
        object.set("clientId", Some(registration.id.as_str().into()));
        object.set("clientSecret", Some(registration.secret.expose().into()));
        object.set("expiresAt", Some(timestamp::format(registration.expires_at).into()));
        object.set("scopes", list(&metadata.scopes));
        object.set("grantTypes", list(&metadata.grant_types));
        object.write(&self.path)
    }
}

/// Forgets a registration that has not led to a token, even after Ctrl-C: it may be the reason, because SSO-OIDC shows
/// only in the browser that it does not know a registration. A new one costs nothing.
pub(crate) struct RegistrationGuard<'a>(Option<&'a RegistrationCache<'a>>);

impl<'a> RegistrationGuard<'a> {
    pub(crate) fn new(registrations: &'a RegistrationCache<'a>) -> Self {
        Self(Some(registrations))
    }

    /// Keeps the registration.
    pub(crate) fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for RegistrationGuard<'_> {
    fn drop(&mut self) {
        if let Some(registrations) = self.0 {
            // The user has to see the error that came before, not this one.
            let _ = registrations.forget();
        }
    }
}

/// The file name of the AWS CLI: the hash of what the registration is for.
fn file_stem(center: &IdentityCenter) -> Result<String, Error> {
    let scopes = Some(&center.scopes).filter(|scopes| !scopes.is_empty());
    let key = BTreeMap::from([
        ("region", json!(center.region)),
        ("scopes", json!(scopes)),
        ("session_name", json!(center.session)),
        ("startUrl", json!(center.start_url)),
        ("tool", json!("botocore")),
    ]);
    Ok(hex::encode(Sha1::digest(&*dumps(&key, Separators::Default)?)))
}

/// The metadata that the AWS CLI sends, with our name. A device without scopes gets no refresh token; the AWS CLI too
/// requests no scopes for a session without `sso_registration_scopes`.
fn metadata(center: &IdentityCenter, flow: Flow) -> ClientMetadata {
    let suffix = center.session.clone().unwrap_or_else(|| now().timestamp().to_string());
    let name = format!("{}-{suffix}", env!("CARGO_PKG_NAME"));
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let scopes = center.scopes.clone();
    match flow {
        Flow::Device => ClientMetadata { name, scopes, grant_types: Vec::new(), redirect_uris: Vec::new() },
        Flow::Pkce => ClientMetadata {
            name,
            scopes: if scopes.is_empty() { texts(&[DEFAULT_SCOPE]) } else { scopes },
            grant_types: texts(&[CODE_GRANT, "refresh_token"]),
            // The service accepts any port on the loopback interface (RFC 8252, section 7.3).
            redirect_uris: texts(&["http://127.0.0.1/oauth/callback"]),
        },
    }
}

fn flow_of(object: &JsonObject) -> Flow {
    let grants = object.get("grantTypes").and_then(Value::as_array);
    let has_code = grants.is_some_and(|grants| grants.iter().any(|grant| grant == CODE_GRANT));
    if has_code { Flow::Pkce } else { Flow::Device }
}

fn registration_in(object: &JsonObject) -> Option<Registration> {
    Some(Registration {
        id: object.text("clientId")?.to_owned(),
        secret: object.secret("clientSecret")?,
        expires_at: object.time("expiresAt")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn center(session: Option<&str>, scopes: &[&str], start_url: &str) -> IdentityCenter {
        IdentityCenter {
            session: session.map(str::to_owned),
            start_url: start_url.into(),
            region: "us-west-2".into(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        }
    }

    #[test]
    fn the_file_name_is_that_of_the_cli() {
        let legacy = center(None, &[], "https://d-abc123.awsapps.com/start");
        assert_eq!(file_stem(&legacy).expect("a name"), "d75f79f67bab3f92a2b1450471c0c2574de0dca4");
        let corp = center(Some("corp"), &["sso:account:access"], "https://corp.awsapps.com/start");
        assert_eq!(file_stem(&corp).expect("a name"), "1197d00ca9ca7dd421f5c8a436b3667970f766c3");
    }

    #[test]
    fn pkce_always_requests_a_scope() {
        let plain = metadata(&center(Some("corp"), &[], "u"), Flow::Pkce);
        assert_eq!((plain.name.as_str(), plain.scopes), ("nu_plugin_aws-corp", vec![DEFAULT_SCOPE.to_owned()]));
        assert_eq!(plain.grant_types, ["authorization_code", "refresh_token"]);
        assert_eq!(plain.redirect_uris, ["http://127.0.0.1/oauth/callback"]);
        let with_scopes = metadata(&center(Some("corp"), &["a:b"], "u"), Flow::Pkce);
        assert_eq!(with_scopes.scopes, ["a:b"]);
    }

    #[test]
    fn a_device_requests_only_the_scopes_of_the_config() {
        let device = metadata(&center(Some("corp"), &[], "u"), Flow::Device);
        assert!(device.scopes.is_empty() && device.grant_types.is_empty() && device.redirect_uris.is_empty());
        assert_eq!(metadata(&center(Some("corp"), &["a:b"], "u"), Flow::Device).scopes, ["a:b"]);
        let legacy = metadata(&center(None, &[], "u"), Flow::Device).name;
        assert!(legacy.trim_start_matches("nu_plugin_aws-").parse::<i64>().is_ok(), "{legacy}");
    }

    #[test]
    fn the_grant_types_show_the_flow() {
        let mut object = JsonObject::default();
        assert_eq!(flow_of(&object), Flow::Device);
        object.set("grantTypes", Some(json!(["authorization_code", "refresh_token"])));
        assert_eq!(flow_of(&object), Flow::Pkce);
    }
}
