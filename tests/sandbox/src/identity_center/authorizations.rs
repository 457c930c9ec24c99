//! Sign-ins with the authorization code grant: requests that wait for the user, and codes that wait for their client.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::redirect_uri::RedirectUri;
use super::token_generator::TokenGenerator;
use crate::clock;
use crate::options::Options;

/// How long the user may take to decide, in seconds.
const DECISION_LIFETIME: i64 = 600;

/// The parameters of an OAuth authorization request.
#[derive(Debug, Clone)]
pub struct AuthorizationRequest {
    pub client_id: String,
    pub redirect_uri: RedirectUri,
    pub scopes: Vec<String>,
    /// The client's own text, which the redirect returns to it.
    pub state: String,
    /// The PKCE challenge.
    pub challenge: String,
}

/// A request, and when it expires.
type Expiring = (AuthorizationRequest, i64);

#[derive(Debug)]
pub struct Authorizations {
    /// Requests that the user hasn't decided on, by their ids.
    pending: Mutex<HashMap<String, Expiring>>,
    /// Approved requests, by their authorization codes.
    codes: Mutex<HashMap<String, Expiring>>,
    generator: TokenGenerator,
    code_lifetime: i64,
}

impl Authorizations {
    pub fn new(options: &Options) -> Self {
        Self {
            pending: Mutex::default(),
            codes: Mutex::default(),
            generator: TokenGenerator::new(options.seed, "authorizations"),
            code_lifetime: options.code_lifetime.as_secs() as i64,
        }
    }

    /// Adds a request for the user to decide on, and returns its id.
    pub fn open(&self, request: AuthorizationRequest) -> String {
        let id = self.generator.id();
        let expiring = (request, clock::now() + DECISION_LIFETIME);
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), expiring);
        id
    }

    /// Records the user's decision and returns the URL to redirect to, or `None` if no such request is pending.
    pub fn decide(&self, id: &str, allowed: bool) -> Option<String> {
        let request = take(&self.pending, id)?;
        Some(if allowed {
            self.approve(request)
        } else {
            request.redirect_uri.with_query(&[("error", "access_denied"), ("state", &request.state)])
        })
    }

    /// Generates a code and returns the URL to redirect to.
    pub fn approve(&self, request: AuthorizationRequest) -> String {
        let code = self.generator.secret();
        let url = request.redirect_uri.with_query(&[("code", &code), ("state", &request.state)]);
        let expiring = (request, clock::now() + self.code_lifetime);
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(code, expiring);
        url
    }

    /// The request of a code, which can be used once.
    pub fn redeem(&self, code: &str) -> Option<AuthorizationRequest> {
        take(&self.codes, code)
    }

    /// The id of the pending request with this state.
    pub fn find_by_state(&self, state: &str) -> Option<String> {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.iter().find(|(_, (request, _))| request.state == state).map(|(id, _)| id.clone())
    }

    /// The states of all pending requests.
    pub fn pending_states(&self) -> Vec<String> {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.values().map(|(request, _)| request.state.clone()).collect()
    }
}

fn take(requests: &Mutex<HashMap<String, Expiring>>, key: &str) -> Option<AuthorizationRequest> {
    let (request, expires) = requests.lock().unwrap_or_else(PoisonError::into_inner).remove(key)?;
    (expires > clock::now()).then_some(request)
}
