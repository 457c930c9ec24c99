//! The state of the console's sign-in service, which `aws login` uses: pending requests, codes and sessions.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::account::Account;
use crate::clock;
use crate::identity_center::token_generator::TokenGenerator;
use crate::options::Options;

/// How long a session can be refreshed, in seconds.
const SESSION_LIFETIME: i64 = 12 * 60 * 60;

/// A request that the user approves or denies in the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsoleRequest {
    pub client_id: String,
    pub redirect_uri: String,
    /// The client's own text, which the redirect returns to it.
    pub state: String,
    /// The PKCE challenge.
    pub challenge: String,
}

/// What the user has approved.
#[derive(Debug, Clone)]
struct Approved {
    request: ConsoleRequest,
    arn: String,
    expires: i64,
}

#[derive(Debug, Clone)]
struct Session {
    client_id: String,
    arn: String,
    /// The public key of the client, which each of its requests has to prove.
    key: String,
    ends: i64,
    has_changed_password: bool,
}

/// Why a code or a refresh token can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsoleError {
    /// It is unknown, has been used, or belongs to another client or key.
    Invalid,
    Expired,
    PasswordChanged,
}

/// What a token response is made of.
#[derive(Debug)]
pub struct ConsoleGrant {
    /// Who has signed in.
    pub arn: String,
    pub refresh_token: String,
}

#[derive(Debug)]
struct Store {
    /// Who is signed in to the console in the browser.
    arn: String,
    /// Requests that the user hasn't decided on, by their ids.
    pending: HashMap<String, ConsoleRequest>,
    /// By the authorization codes.
    approved: HashMap<String, Approved>,
    /// By the refresh tokens. Each can be used once.
    sessions: HashMap<String, Session>,
    /// The ids of all proofs, none of which can be used twice.
    proofs: HashSet<String>,
}

#[derive(Debug)]
pub struct Console {
    store: Mutex<Store>,
    generator: TokenGenerator,
    code_lifetime: i64,
}

impl Console {
    pub fn new(options: &Options, accounts: &[Account]) -> Self {
        let arn = format!("arn:aws:sts::{}:assumed-role/developer/ann", accounts[0].id);
        let store = Store {
            arn,
            pending: HashMap::new(),
            approved: HashMap::new(),
            sessions: HashMap::new(),
            proofs: HashSet::new(),
        };
        Self {
            store: Mutex::new(store),
            generator: TokenGenerator::new(options.seed, "console"),
            code_lifetime: options.code_lifetime.as_secs() as i64,
        }
    }

    /// Changes who is signed in to the console in the browser.
    pub fn set_user(&self, arn: &str) {
        self.store().arn = arn.to_owned();
    }

    /// Adds a request for the user to decide on, and returns its id.
    pub fn open(&self, request: ConsoleRequest) -> String {
        let id = self.generator.id();
        self.store().pending.insert(id.clone(), request);
        id
    }

    /// The request that the user has decided on, which can be decided once.
    pub fn take(&self, id: &str) -> Option<ConsoleRequest> {
        self.store().pending.remove(id)
    }

    /// The id of the pending request with this state.
    pub fn find_by_state(&self, state: &str) -> Option<String> {
        self.store().pending.iter().find(|(_, request)| request.state == state).map(|(id, _)| id.clone())
    }

    /// The states of all pending requests.
    pub fn pending_states(&self) -> Vec<String> {
        self.store().pending.values().map(|request| request.state.clone()).collect()
    }

    /// Generates a code for the user who is signed in, and returns the URL to redirect to.
    pub fn approve(&self, request: ConsoleRequest) -> String {
        let code = self.generator.long_code();
        let mut store = self.store();
        let pairs = [("code", &code), ("state", &request.state)];
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let url = format!("{}?{query}", request.redirect_uri);
        let approved = Approved { request, arn: store.arn.clone(), expires: clock::now() + self.code_lifetime };
        store.approved.insert(code, approved);
        url
    }

    /// Whether a proof with this id is the first one.
    pub fn is_first_proof(&self, id: &str) -> bool {
        self.store().proofs.insert(id.to_owned())
    }

    /// Begins a session. A code can be used once, even if the rest of the request is wrong.
    pub fn begin(&self, code: &str, expected: &ConsoleRequest, key: &str) -> Result<ConsoleGrant, ConsoleError> {
        let approved = self.store().approved.remove(code).ok_or(ConsoleError::Invalid)?;
        let request = ConsoleRequest { state: approved.request.state.clone(), ..expected.clone() };
        if request != approved.request {
            return Err(ConsoleError::Invalid);
        }
        if approved.expires <= clock::now() {
            return Err(ConsoleError::Expired);
        }
        Ok(self.issue(Session {
            client_id: request.client_id,
            arn: approved.arn,
            key: key.to_owned(),
            ends: clock::now() + SESSION_LIFETIME,
            has_changed_password: false,
        }))
    }

    /// Replaces a refresh token.
    pub fn refresh(&self, token: &str, client_id: &str, key: &str) -> Result<ConsoleGrant, ConsoleError> {
        let session = self.store().sessions.get(token).cloned().ok_or(ConsoleError::Invalid)?;
        if session.client_id != client_id || session.key != key {
            return Err(ConsoleError::Invalid);
        }
        if session.has_changed_password {
            return Err(ConsoleError::PasswordChanged);
        }
        if session.ends <= clock::now() {
            return Err(ConsoleError::Expired);
        }
        let session = self.store().sessions.remove(token);
        session.map(|session| self.issue(session)).ok_or(ConsoleError::Invalid)
    }

    /// Makes all codes expire.
    pub fn expire_codes(&self) {
        self.store().approved.values_mut().for_each(|approved| approved.expires = 0);
    }

    /// Ends all sessions, as after 12 hours.
    pub fn expire_sessions(&self) {
        self.store().sessions.values_mut().for_each(|session| session.ends = 0);
    }

    /// Ends all sessions, as if an administrator had revoked them.
    pub fn revoke_sessions(&self) {
        self.store().sessions.clear();
    }

    pub fn change_password(&self) {
        self.store().sessions.values_mut().for_each(|session| session.has_changed_password = true);
    }

    fn issue(&self, session: Session) -> ConsoleGrant {
        let (arn, refresh_token) = (session.arn.clone(), self.generator.token());
        self.store().sessions.insert(refresh_token.clone(), session);
        ConsoleGrant { arn, refresh_token }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
