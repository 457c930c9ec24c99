//! Generates codes, ids and tokens.

use std::sync::{Mutex, PoisonError};

use crate::account::{SECRET_PREFIX, TOKEN_PREFIX};
use crate::random::Random;

/// Consonants, so that user codes are no words.
const CONSONANTS: &str = "BCDFGHJKLMNPQRSTVWXZ";
const URL_SAFE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[derive(Debug)]
pub struct TokenGenerator(Mutex<Random>);

impl TokenGenerator {
    /// A generator whose sequence is determined by a seed and the name of what it generates.
    pub fn new(seed: u64, name: &str) -> Self {
        Self(Mutex::new(Random::new(seed, name)))
    }

    /// An access token or a refresh token.
    pub fn token(&self) -> String {
        format!("{TOKEN_PREFIX}{}", self.text(180, URL_SAFE))
    }

    /// A client secret or an authorization code.
    pub fn secret(&self) -> String {
        format!("{SECRET_PREFIX}{}", self.text(120, URL_SAFE))
    }

    /// An authorization code of the console, as long as AWS allows.
    pub fn long_code(&self) -> String {
        format!("{SECRET_PREFIX}{}", self.text(512 - SECRET_PREFIX.len(), URL_SAFE))
    }

    /// An id, which isn't secret.
    pub fn id(&self) -> String {
        self.text(32, URL_SAFE)
    }

    /// A code for people to type, such as `BCDF-GHJK`.
    pub fn user_code(&self) -> String {
        format!("{}-{}", self.text(4, CONSONANTS), self.text(4, CONSONANTS))
    }

    fn text(&self, length: usize, alphabet: &str) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).text(length, alphabet)
    }
}
