//! Registrations as a client of SSO-OIDC, and the cache in which the AWS CLI and we keep them for each other.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::aws::timestamp::{self, now};
use crate::cli_cache::json_object::JsonObject;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::token::{MARGIN, Registration};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::error::Error;
use crate::files::private;
use crate::sso::login::Flow;
use crate::sso::oidc::{Metadata, Oidc, OidcError};

/// The grant that tells the registration of a program with a browser from that of a device.
const CODE_GRANT: &str = "authorization_code";

/// The registration for one way of signing in to an Identity Center. It is not good for the other way.
pub(crate) struct RegistrationCache<'a> {
    oidc: &'a Oidc,
    center: &'a IdentityCenter,
    flow: Flow,
    path: PathBuf,
}

impl<'a> RegistrationCache<'a> {
    /// The place of a registration; nothing is opened.
    pub(crate) fn of(
        oidc: &'a Oidc,
        cache: &TokenCache,
        center: &'a IdentityCenter,
        flow: Flow,
    ) -> Result<Self, Error> {
        let path = cache.folder().join(format!("{}.json", file_stem(center)?));
        Ok(Self { oidc, center, flow, path })
    }

    /// The stored registration if it is good for 15 minutes at least, else a new one, which is then stored.
    pub(crate) async fn client(&self) -> Result<Registration, OidcError> {
        match self.stored().map_err(OidcError::Unanswered)? {
            Some(client) => Ok(client),
            None => self.renewed().await,
        }
    }

    /// A new registration, which takes the place of the stored one.
    pub(crate) async fn renewed(&self) -> Result<Registration, OidcError> {
        let metadata = metadata(self.center, self.flow);
        let client = self.oidc.register(&metadata).await?;
        self.store(&client, &metadata).map_err(OidcError::Unanswered)?;
        Ok(client)
    }

    /// Forgets the stored registration.
    pub(crate) fn forget(&self) -> Result<(), Error> {
        Ok(private::remove(&self.path)?)
    }

    fn stored(&self) -> Result<Option<Registration>, Error> {
        let object = JsonObject::read(&self.path)?.filter(|object| flow_of(object) == self.flow);
        Ok(object.and_then(|object| client_in(&object)).filter(|client| now() + MARGIN <= client.expires_at))
    }

    /// The file is new, not a change of the old one: what that said of scopes and grants is no longer true.
    fn store(&self, client: &Registration, metadata: &Metadata) -> Result<(), Error> {
        let list = |texts: &[String]| Some(json!(texts)).filter(|_| !texts.is_empty());
        let mut object = JsonObject::default();
        object.set("clientId", Some(client.id.as_str().into()));
        object.set("clientSecret", Some(client.secret.expose().into()));
        object.set("expiresAt", Some(timestamp::format(client.expires_at).into()));
        object.set("scopes", list(&metadata.scopes));
        object.set("grantTypes", list(&metadata.grant_types));
        object.write(&self.path)
    }
}

/// The name that the AWS CLI gives to the file: the hash of what the registration is for.
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

/// What we tell of ourselves: the AWS CLI's words, but for our name. Without scopes a device gets no refresh token, and
/// so it is in the CLI, where a session without `sso_registration_scopes` is asked for none.
fn metadata(center: &IdentityCenter, flow: Flow) -> Metadata {
    let whose = center.session.clone().unwrap_or_else(|| now().timestamp().to_string());
    let name = format!("{}-{whose}", env!("CARGO_PKG_NAME"));
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let scopes = center.scopes.clone();
    match flow {
        Flow::Device => Metadata { name, scopes, grant_types: Vec::new(), redirect_uris: Vec::new() },
        Flow::Pkce => Metadata {
            name,
            scopes: if scopes.is_empty() { texts(&[DEFAULT_SCOPE]) } else { scopes },
            grant_types: texts(&[CODE_GRANT, "refresh_token"]),
            // On the loopback any port is good for it (RFC 8252, section 7.3).
            redirect_uris: texts(&["http://127.0.0.1/oauth/callback"]),
        },
    }
}

fn flow_of(object: &JsonObject) -> Flow {
    let grants = object.get("grantTypes").and_then(Value::as_array);
    let has_code = grants.is_some_and(|grants| grants.iter().any(|grant| grant == CODE_GRANT));
    if has_code { Flow::Pkce } else { Flow::Device }
}

fn client_in(object: &JsonObject) -> Option<Registration> {
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
    fn a_registrations_file_is_named_as_the_cli_names_it() {
        let legacy = center(None, &[], "https://d-abc123.awsapps.com/start");
        assert_eq!(file_stem(&legacy).expect("a name"), "d75f79f67bab3f92a2b1450471c0c2574de0dca4");
        let corp = center(Some("corp"), &["sso:account:access"], "https://corp.awsapps.com/start");
        assert_eq!(file_stem(&corp).expect("a name"), "1197d00ca9ca7dd421f5c8a436b3667970f766c3");
    }

    #[test]
    fn a_program_with_a_browser_asks_for_a_scope_in_any_case() {
        let plain = metadata(&center(Some("corp"), &[], "u"), Flow::Pkce);
        assert_eq!((plain.name.as_str(), plain.scopes), ("nu_plugin_aws-corp", vec![DEFAULT_SCOPE.to_owned()]));
        assert_eq!(plain.grant_types, ["authorization_code", "refresh_token"]);
        assert_eq!(plain.redirect_uris, ["http://127.0.0.1/oauth/callback"]);
        let with_scopes = metadata(&center(Some("corp"), &["a:b"], "u"), Flow::Pkce);
        assert_eq!(with_scopes.scopes, ["a:b"]);
    }

    #[test]
    fn a_device_says_no_more_than_the_config() {
        let device = metadata(&center(Some("corp"), &[], "u"), Flow::Device);
        assert!(device.scopes.is_empty() && device.grant_types.is_empty() && device.redirect_uris.is_empty());
        assert_eq!(metadata(&center(Some("corp"), &["a:b"], "u"), Flow::Device).scopes, ["a:b"]);
        let legacy = metadata(&center(None, &[], "u"), Flow::Device).name;
        assert!(legacy.trim_start_matches("nu_plugin_aws-").parse::<i64>().is_ok(), "{legacy}");
    }

    #[test]
    fn the_flow_is_told_by_the_grants() {
        let mut object = JsonObject::default();
        assert_eq!(flow_of(&object), Flow::Device);
        object.set("grantTypes", Some(json!(["authorization_code", "refresh_token"])));
        assert_eq!(flow_of(&object), Flow::Pkce);
    }
}
