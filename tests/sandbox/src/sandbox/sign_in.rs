//! The part of the handle that is about sign-in: the decisions of the user, and the lifetime of tokens.

use super::Sandbox;
use crate::clock;
use crate::identity_center::{ClientMetadata, Grant};

/// What a client caches after sign-in. Times are in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    pub client_id: String,
    pub client_secret: String,
    pub registration_expires_at: i64,
    /// For requests to the portal.
    pub access_token: String,
    /// When the access token expires.
    pub expires_at: i64,
    /// Only if there were scopes.
    pub refresh_token: Option<String>,
}

impl Sandbox {
    /// Registers a client with these scopes and signs in, without the user. Without scopes it is a legacy sign-in.
    pub fn sign_in(&self, scopes: &[&str]) -> SignIn {
        let identity_center = &self.state.identity_center;
        let scopes: Vec<_> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let grants = vec![Grant::AuthorizationCode, Grant::RefreshToken];
        let metadata =
            ClientMetadata { name: "test".to_owned(), grants, redirect_uris: Vec::new(), scopes: scopes.clone() };
        let client = identity_center.clients.register(metadata);
        let tokens = identity_center.sessions.begin(&client.id, scopes);
        SignIn {
            client_id: client.id,
            client_secret: client.secret,
            registration_expires_at: client.expires,
            access_token: tokens.access,
            expires_at: clock::now() + tokens.expires_in,
            refresh_token: tokens.refresh,
        }
    }

    /// The `state` parameters of the pending authorization requests.
    pub fn pending_authorizations(&self) -> Vec<String> {
        self.state.identity_center.authorizations.pending_states()
    }

    /// Approves the authorization request with this `state`, and returns the URL to which the browser is redirected.
    ///
    /// # Panics
    ///
    /// If no such request is pending.
    pub fn approve_authorization(&self, state: &str) -> String {
        self.decide_authorization(state, true)
    }

    /// Denies the authorization request with this `state`, and returns the URL to which the browser is redirected.
    ///
    /// # Panics
    ///
    /// If no such request is pending.
    pub fn deny_authorization(&self, state: &str) -> String {
        self.decide_authorization(state, false)
    }

    fn decide_authorization(&self, state: &str, allowed: bool) -> String {
        let authorizations = &self.state.identity_center.authorizations;
        let url = authorizations.find_by_state(state).and_then(|id| authorizations.decide(&id, allowed));
        url.unwrap_or_else(|| panic!("no pending authorization request has the state {state}"))
    }

    /// The user codes of the pending devices.
    pub fn pending_devices(&self) -> Vec<String> {
        self.state.identity_center.devices.pending_user_codes()
    }

    /// Approves the device with this user code.
    ///
    /// # Panics
    ///
    /// If no such device is pending.
    pub fn approve_device(&self, user_code: &str) {
        self.decide_device(user_code, true);
    }

    /// Denies the device with this user code.
    ///
    /// # Panics
    ///
    /// If no such device is pending.
    pub fn deny_device(&self, user_code: &str) {
        self.decide_device(user_code, false);
    }

    fn decide_device(&self, user_code: &str, allowed: bool) {
        let decided = self.state.identity_center.devices.decide(user_code, allowed);
        assert!(decided, "no pending device has the user code {user_code}");
    }

    /// Makes all device codes expire.
    pub fn expire_devices(&self) {
        self.state.identity_center.devices.expire();
    }

    /// Makes all access tokens expire. Refresh tokens stay valid.
    pub fn expire_tokens(&self) {
        self.state.identity_center.sessions.expire();
    }

    /// Ends all sessions, with their access tokens and refresh tokens.
    pub fn revoke_tokens(&self) {
        self.state.identity_center.sessions.end_all();
    }

    /// Makes all client registrations expire.
    pub fn expire_registrations(&self) {
        self.state.identity_center.clients.expire();
    }

    /// Removes a role from the user. An account without roles is no longer listed.
    pub fn unassign_role(&self, account_id: &str, role: &str) {
        self.state.identity_center.assignments.remove(account_id, role);
    }

    /// How many requests have exceeded the portal's rate limit since the start or [`Sandbox::clear_requests`].
    pub fn throttled(&self) -> usize {
        self.state.log.throttled()
    }
}
