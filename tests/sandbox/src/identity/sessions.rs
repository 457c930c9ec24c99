//! Sign-ins that succeeded, and the tokens that stand for them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::PORTAL_SCOPE;
use super::bucket::Bucket;
use super::mint::Mint;
use crate::clock;
use crate::options::Options;

/// How long a sign-in without scopes lasts, in seconds.
const LEGACY_LIFETIME: i64 = 8 * 60 * 60;

/// What a client gets for signing in or for refreshing.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub access: String,
    /// In seconds from now.
    pub expires_in: i64,
    pub refresh: Option<String>,
}

/// Why the portal doesn't answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The token is unknown, past its time, or not for the portal.
    Token,
    /// There have been too many calls.
    Limit,
}

/// One sign-in.
#[derive(Debug)]
struct Session {
    client_id: String,
    scopes: Vec<String>,
    expires: i64,
    calls: Bucket,
}

/// The sign-ins by number, and the tokens that lead to them.
#[derive(Debug, Default)]
struct Books {
    sessions: HashMap<usize, Session>,
    begun: usize,
    /// The sign-in and the end of each access token.
    access: HashMap<String, (usize, i64)>,
    refresh: HashMap<String, usize>,
}

/// All sign-ins.
#[derive(Debug)]
pub struct Sessions {
    books: Mutex<Books>,
    mint: Mint,
    token_lifetime: i64,
    session_lifetime: i64,
    rotate: bool,
    limit: u32,
}

impl Sessions {
    /// Nobody has signed in.
    pub fn new(options: &Options) -> Self {
        Self {
            books: Mutex::default(),
            mint: Mint::new(options.seed, "sessions"),
            token_lifetime: options.token_lifetime.as_secs() as i64,
            session_lifetime: options.session_lifetime.as_secs() as i64,
            rotate: options.rotate_refresh_tokens,
            limit: options.portal_limit,
        }
    }

    /// Signs in. Without scopes the only token lasts eight hours and can't be refreshed.
    pub fn begin(&self, client_id: &str, scopes: Vec<String>) -> Tokens {
        let mut books = self.books();
        books.begun += 1;
        let number = books.begun;
        let (legacy, expires) = (scopes.is_empty(), clock::now() + self.session_lifetime);
        let session = Session { client_id: client_id.to_owned(), scopes, expires, calls: Bucket::new(self.limit) };
        books.sessions.insert(number, session);
        if legacy {
            return self.access(&mut books, number, LEGACY_LIFETIME);
        }
        Tokens {
            refresh: Some(self.refresh_token(&mut books, number)),
            ..self.access(&mut books, number, self.token_lifetime)
        }
    }

    /// Gives new tokens for a refresh token, which is then used up.
    pub fn refresh(&self, token: &str, client_id: &str) -> Option<Tokens> {
        let mut books = self.books();
        let number = *books.refresh.get(token)?;
        let session = books.sessions.get(&number)?;
        if session.client_id != client_id || session.expires <= clock::now() {
            return None;
        }
        let tokens = self.access(&mut books, number, self.token_lifetime);
        if !self.rotate {
            return Some(tokens);
        }
        books.refresh.remove(token);
        Some(Tokens { refresh: Some(self.refresh_token(&mut books, number)), ..tokens })
    }

    /// Lets a call to the portal through.
    pub fn admit(&self, access_token: &str) -> Result<(), Refusal> {
        let mut books = self.books();
        let (number, expires) = *books.access.get(access_token).ok_or(Refusal::Token)?;
        let session = books.sessions.get_mut(&number).ok_or(Refusal::Token)?;
        let for_portal = session.scopes.is_empty() || session.scopes.iter().any(|scope| scope == PORTAL_SCOPE);
        if expires <= clock::now() || !for_portal {
            return Err(Refusal::Token);
        }
        if session.calls.take() { Ok(()) } else { Err(Refusal::Limit) }
    }

    /// Ends the sign-in of an access token, and with it all of its tokens.
    pub fn end(&self, access_token: &str) {
        let mut books = self.books();
        if let Some((number, _)) = books.access.get(access_token).copied() {
            books.sessions.remove(&number);
        }
    }

    /// Ends all sign-ins.
    pub fn end_all(&self) {
        self.books().sessions.clear();
    }

    /// All access tokens are past their time; refresh tokens stay good.
    pub fn expire(&self) {
        self.books().access.values_mut().for_each(|(_, expires)| *expires = 0);
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn access(&self, books: &mut Books, session: usize, expires_in: i64) -> Tokens {
        let access = self.mint.token();
        books.access.insert(access.clone(), (session, clock::now() + expires_in));
        Tokens { access, expires_in, refresh: None }
    }

    fn refresh_token(&self, books: &mut Books, session: usize) -> String {
        let token = self.mint.token();
        books.refresh.insert(token.clone(), session);
        token
    }
}
