//! Registered OAuth clients.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::redirect_uri::RedirectUri;
use super::token_generator::TokenGenerator;
use crate::clock;
use crate::options::Options;

#[derive(Debug, Clone)]
pub struct Client {
    pub id: String,
    pub secret: String,
    pub metadata: ClientMetadata,
    /// When it registered, in seconds since 1970.
    pub issued: i64,
    /// When the registration expires, in seconds since 1970.
    pub expires: i64,
}

/// What a client registers with.
#[derive(Debug, Clone)]
pub struct ClientMetadata {
    pub name: String,
    /// The grant types that it may use. A client without any is a device.
    pub grants: Vec<Grant>,
    pub redirect_uris: Vec<RedirectUri>,
    pub scopes: Vec<String>,
}

/// An OAuth grant type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    AuthorizationCode,
    DeviceCode,
    RefreshToken,
}

impl Grant {
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "authorization_code" => Some(Self::AuthorizationCode),
            "refresh_token" => Some(Self::RefreshToken),
            "urn:ietf:params:oauth:grant-type:device_code" => Some(Self::DeviceCode),
            _ => None,
        }
    }
}

impl Client {
    pub fn can_use(&self, grant: Grant) -> bool {
        let grants = &self.metadata.grants;
        if grants.is_empty() { grant != Grant::AuthorizationCode } else { grants.contains(&grant) }
    }

    pub fn can_redirect_to(&self, uri: &RedirectUri) -> bool {
        self.metadata.redirect_uris.iter().any(|registered| registered.matches(uri))
    }
}

#[derive(Debug)]
pub struct Clients {
    known: Mutex<HashMap<String, Client>>,
    generator: TokenGenerator,
    lifetime: i64,
}

impl Clients {
    pub fn new(options: &Options) -> Self {
        let lifetime = options.registration_lifetime.as_secs() as i64;
        Self { known: Mutex::default(), generator: TokenGenerator::new(options.seed, "clients"), lifetime }
    }

    pub fn register(&self, metadata: ClientMetadata) -> Client {
        let issued = clock::now();
        let (id, secret) = (self.generator.id(), self.generator.secret());
        let client = Client { id, secret, metadata, issued, expires: issued + self.lifetime };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(client.id.clone(), client.clone());
        client
    }

    /// The client with an id, unless its registration has expired.
    pub fn find(&self, id: &str) -> Option<Client> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(id).filter(|client| client.expires > clock::now()).cloned()
    }

    /// Makes all registrations expire.
    pub fn expire(&self) {
        let now = clock::now();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values_mut().for_each(|client| client.expires = client.expires.min(now));
    }
}
