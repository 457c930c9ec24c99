//! Sign-in sessions and their tokens.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::PORTAL_SCOPE;
use super::rate_limiter::RateLimiter;
use super::token_generator::TokenGenerator;
use crate::clock;
use crate::options::Options;

/// How long a session without scopes lasts, in seconds.
const LEGACY_LIFETIME: i64 = 8 * 60 * 60;

/// The tokens of a sign-in or a refresh.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub access: String,
    /// In seconds from now.
    pub expires_in: i64,
    pub refresh: Option<String>,
}

/// Why a token can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionError {
    /// The token is unknown, has expired, or lacks the portal's scope.
    InvalidToken,
    RateLimited,
}

#[derive(Debug)]
struct Session {
    client_id: String,
    scopes: Vec<String>,
    expires: i64,
    limiter: RateLimiter,
}

#[derive(Debug, Default)]
struct Store {
    /// Sessions by number.
    sessions: HashMap<usize, Session>,
    last_number: usize,
    /// The session number and the expiry of each access token.
    access_tokens: HashMap<String, (usize, i64)>,
    /// The session number of each refresh token.
    refresh_tokens: HashMap<String, usize>,
}

#[derive(Debug)]
pub struct Sessions {
    store: Mutex<Store>,
    generator: TokenGenerator,
    token_lifetime: i64,
    session_lifetime: i64,
    rotate_refresh_tokens: bool,
    /// Requests per second and session.
    portal_limit: u32,
}

impl Sessions {
    pub fn new(options: &Options) -> Self {
        Self {
            store: Mutex::default(),
            generator: TokenGenerator::new(options.seed, "sessions"),
            token_lifetime: options.token_lifetime.as_secs() as i64,
            session_lifetime: options.session_lifetime.as_secs() as i64,
            rotate_refresh_tokens: options.rotate_refresh_tokens,
            portal_limit: options.portal_limit,
        }
    }

    /// Begins a session. Without scopes its only token lasts eight hours and can't be refreshed.
    pub fn begin(&self, client_id: &str, scopes: Vec<String>) -> Tokens {
        let mut store = self.store();
        store.last_number += 1;
        let number = store.last_number;
        let (legacy, expires) = (scopes.is_empty(), clock::now() + self.session_lifetime);
        let limiter = RateLimiter::new(self.portal_limit);
        store.sessions.insert(number, Session { client_id: client_id.to_owned(), scopes, expires, limiter });
        if legacy {
            return self.issue_access_token(&mut store, number, LEGACY_LIFETIME);
        }
        Tokens {
            refresh: Some(self.issue_refresh_token(&mut store, number)),
            ..self.issue_access_token(&mut store, number, self.token_lifetime)
        }
    }

    /// Exchanges a refresh token for new tokens.
    pub fn refresh(&self, token: &str, client_id: &str) -> Option<Tokens> {
        let mut store = self.store();
        let number = *store.refresh_tokens.get(token)?;
        let session = store.sessions.get(&number)?;
        if session.client_id != client_id || session.expires <= clock::now() {
            return None;
        }
        let tokens = self.issue_access_token(&mut store, number, self.token_lifetime);
        if !self.rotate_refresh_tokens {
            return Some(tokens);
        }
        store.refresh_tokens.remove(token);
        Some(Tokens { refresh: Some(self.issue_refresh_token(&mut store, number)), ..tokens })
    }

    /// Checks the access token of a request to the portal, and counts the request.
    pub fn use_token(&self, access_token: &str) -> Result<(), SessionError> {
        let mut store = self.store();
        let (number, expires) = *store.access_tokens.get(access_token).ok_or(SessionError::InvalidToken)?;
        let session = store.sessions.get_mut(&number).ok_or(SessionError::InvalidToken)?;
        let has_scope = session.scopes.is_empty() || session.scopes.iter().any(|scope| scope == PORTAL_SCOPE);
        if expires <= clock::now() || !has_scope {
            return Err(SessionError::InvalidToken);
        }
        if session.limiter.try_acquire() { Ok(()) } else { Err(SessionError::RateLimited) }
    }

    /// Ends the session of an access token, and with it all of its tokens.
    pub fn end(&self, access_token: &str) {
        let mut store = self.store();
        if let Some((number, _)) = store.access_tokens.get(access_token).copied() {
            store.sessions.remove(&number);
        }
    }

    pub fn end_all(&self) {
        self.store().sessions.clear();
    }

    /// Makes all access tokens expire. Refresh tokens stay valid.
    pub fn expire(&self) {
        self.store().access_tokens.values_mut().for_each(|(_, expires)| *expires = 0);
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn issue_access_token(&self, store: &mut Store, session: usize, expires_in: i64) -> Tokens {
        let access = self.generator.token();
        store.access_tokens.insert(access.clone(), (session, clock::now() + expires_in));
        Tokens { access, expires_in, refresh: None }
    }

    fn issue_refresh_token(&self, store: &mut Store, session: usize) -> String {
        let token = self.generator.token();
        store.refresh_tokens.insert(token.clone(), session);
        token
    }
}
