//! The part of the handle that is about sign-in: what the user does, and what happens to tokens.

use super::Sandbox;
use crate::clock;
use crate::identity::{Grant, Metadata};

/// What a program holds whose user has signed in: all that its cache files tell. Times are in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The registration's id.
    pub client_id: String,
    /// The registration's secret.
    pub client_secret: String,
    /// When the registration ends.
    pub registration_expires_at: i64,
    /// What the portal wants to see.
    pub access_token: String,
    /// When the access token ends.
    pub expires_at: i64,
    /// What the next access token is got with, if there were scopes.
    pub refresh_token: Option<String>,
}

impl Sandbox {
    /// Signs in without asking anybody, as a new client with these scopes. Without scopes it is a legacy sign-in.
    pub fn sign_in(&self, scopes: &[&str]) -> SignIn {
        let identity = &self.cloud.identity;
        let scopes: Vec<_> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let grants = vec![Grant::AuthorizationCode, Grant::RefreshToken];
        let metadata = Metadata { name: "test".to_owned(), grants, redirects: Vec::new(), scopes: scopes.clone() };
        let client = identity.clients.register(metadata);
        let tokens = identity.sessions.begin(&client.id, scopes);
        SignIn {
            client_id: client.id,
            client_secret: client.secret,
            registration_expires_at: client.expires,
            access_token: tokens.access,
            expires_at: clock::now() + tokens.expires_in,
            refresh_token: tokens.refresh,
        }
    }

    /// The states of the authorization pages that wait for the user.
    pub fn pending_authorizations(&self) -> Vec<String> {
        self.cloud.identity.consents.states()
    }

    /// The user presses "Allow" on the authorization page with this state. The URL is where the browser goes.
    ///
    /// # Panics
    ///
    /// If no such page is open.
    pub fn approve_authorization(&self, state: &str) -> String {
        self.decide_authorization(state, true)
    }

    /// The user presses "Deny" on the authorization page with this state. The URL is where the browser goes.
    ///
    /// # Panics
    ///
    /// If no such page is open.
    pub fn deny_authorization(&self, state: &str) -> String {
        self.decide_authorization(state, false)
    }

    fn decide_authorization(&self, state: &str, allowed: bool) -> String {
        let consents = &self.cloud.identity.consents;
        let url = consents.with_state(state).and_then(|id| consents.decide(&id, allowed));
        url.unwrap_or_else(|| panic!("no authorization page has the state {state}"))
    }

    /// The user codes of the devices that wait for the user.
    pub fn pending_devices(&self) -> Vec<String> {
        self.cloud.identity.devices.user_codes()
    }

    /// The user approves the device with this user code.
    ///
    /// # Panics
    ///
    /// If no such device waits.
    pub fn approve_device(&self, user_code: &str) {
        self.decide_device(user_code, true);
    }

    /// The user denies the device with this user code.
    ///
    /// # Panics
    ///
    /// If no such device waits.
    pub fn deny_device(&self, user_code: &str) {
        self.decide_device(user_code, false);
    }

    fn decide_device(&self, user_code: &str, allowed: bool) {
        let decided = self.cloud.identity.devices.decide(user_code, allowed);
        assert!(decided, "no device waits with the user code {user_code}");
    }

    /// All device codes are past their time.
    pub fn expire_devices(&self) {
        self.cloud.identity.devices.expire();
    }

    /// All access tokens are past their time; refresh tokens stay good.
    pub fn expire_tokens(&self) {
        self.cloud.identity.sessions.expire();
    }

    /// All sign-ins are ended, with their access tokens and refresh tokens.
    pub fn revoke_tokens(&self) {
        self.cloud.identity.sessions.end_all();
    }

    /// All registrations of clients are past their time.
    pub fn expire_registrations(&self) {
        self.cloud.identity.clients.expire();
    }

    /// Takes a role from the user; an account without roles is no longer listed.
    pub fn unassign_role(&self, account_id: &str, role: &str) {
        self.cloud.identity.assignments.remove(account_id, role);
    }

    /// How many calls have exceeded the portal's limit since the start, or since [`Sandbox::clear_requests`].
    pub fn throttled(&self) -> usize {
        self.cloud.log.throttled()
    }
}
