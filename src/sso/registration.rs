//! Registrations as a client of SSO-OIDC, and the cache in which the AWS CLI and we keep them for each other.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::aws::timestamp::{self, now};
use crate::cli_cache::json_object::Object;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::token::{Client, MARGIN};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::error::Error;
use crate::files::private;
use crate::sso::login::Flow;
use crate::sso::oidc::{Failure, Metadata, Oidc};

/// The grant that tells the registration of a program with a browser from that of a device.
const CODE_GRANT: &str = "authorization_code";

/// The registration for one way of signing in to an Identity Center. It is not good for the other way.
pub(crate) struct Registration<'a> {
    oidc: &'a Oidc,
    center: &'a IdentityCenter,
    flow: Flow,
    path: PathBuf,
}

impl<'a> Registration<'a> {
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
    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        match self.stored().map_err(Failure::Unanswered)? {
            Some(client) => Ok(client),
            None => self.renewed().await,
        }
    }

    /// A new registration, which takes the place of the stored one.
    pub(crate) async fn renewed(&self) -> Result<Client, Failure> {
        let metadata = metadata(self.center, self.flow);
        let client = self.oidc.register(&metadata).await?;
        self.store(&client, &metadata).map_err(Failure::Unanswered)?;
        Ok(client)
    }

    /// Forgets the stored registration.
    pub(crate) fn forget(&self) -> Result<(), Error> {
        private::remove(&self.path)
    }

    fn stored(&self) -> Result<Option<Client>, Error> {
        let object = Object::read(&self.path)?.filter(|object| flow_of(object) == self.flow);
        Ok(object.and_then(|object| client_in(&object)).filter(|client| now() + MARGIN <= client.expires_at))
    }

    /// The file is new, not a change of the old one: what that said of scopes and grants is no longer true.
    fn store(&self, client: &Client, metadata: &Metadata) -> Result<(), Error> {
        let list = |texts: &[String]| Some(json!(texts)).filter(|_| !texts.is_empty());
        let mut object = Object::default();
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

fn flow_of(object: &Object) -> Flow {
    let grants = object.get("grantTypes").and_then(Value::as_array);
    let has_code = grants.is_some_and(|grants| grants.iter().any(|grant| grant == CODE_GRANT));
    if has_code { Flow::Pkce } else { Flow::Device }
}

fn client_in(object: &Object) -> Option<Client> {
    Some(Client {
        id: object.text("clientId")?.to_owned(),
        secret: object.secret("clientSecret")?,
        expires_at: object.time("expiresAt")?,
    })
}

#[cfg(test)]
mod tests;
