//! The programs that have registered.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::grant::Grant;
use super::mint::Mint;
use super::redirect::Redirect;
use crate::clock;
use crate::options::Options;

/// A program that may ask for tokens.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: String,
    pub secret: String,
    pub metadata: Metadata,
    /// When it registered, in seconds since 1970.
    pub issued: i64,
    /// When the registration ends, in seconds since 1970.
    pub expires: i64,
}

/// What a program says about itself.
#[derive(Debug, Clone)]
pub struct Metadata {
    pub name: String,
    /// The ways to a token that it wants to go. None means that it is a device.
    pub grants: Vec<Grant>,
    pub redirects: Vec<Redirect>,
    pub scopes: Vec<String>,
}

impl Client {
    /// Whether it may go a way to a token.
    pub fn may(&self, grant: Grant) -> bool {
        let grants = &self.metadata.grants;
        if grants.is_empty() { grant != Grant::AuthorizationCode } else { grants.contains(&grant) }
    }

    /// Whether it may have the browser sent there.
    pub fn may_redirect(&self, redirect: &Redirect) -> bool {
        self.metadata.redirects.iter().any(|registered| registered.allows(redirect))
    }
}

/// All registrations.
#[derive(Debug)]
pub struct Clients {
    known: Mutex<HashMap<String, Client>>,
    mint: Mint,
    lifetime: i64,
}

impl Clients {
    /// No registrations.
    pub fn new(options: &Options) -> Self {
        let lifetime = options.registration_lifetime.as_secs() as i64;
        Self { known: Mutex::default(), mint: Mint::new(options.seed, "clients"), lifetime }
    }

    /// Registers a program.
    pub fn register(&self, metadata: Metadata) -> Client {
        let issued = clock::now();
        let (id, secret) = (self.mint.id(), self.mint.secret());
        let client = Client { id, secret, metadata, issued, expires: issued + self.lifetime };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(client.id.clone(), client.clone());
        client
    }

    /// The client of an id, if its registration hasn't ended.
    pub fn find(&self, id: &str) -> Option<Client> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(id).filter(|client| client.expires > clock::now()).cloned()
    }

    /// Ends all registrations.
    pub fn expire(&self) {
        let now = clock::now();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values_mut().for_each(|client| client.expires = client.expires.min(now));
    }
}
