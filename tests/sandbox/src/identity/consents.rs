//! Sign-ins in a browser: what the user is asked, and the codes for a yes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::mint::Mint;
use super::redirect::Redirect;
use crate::clock;
use crate::options::Options;

/// How long the user may think, in seconds.
const PATIENCE: i64 = 600;

/// What a client asks the user to allow.
#[derive(Debug, Clone)]
pub struct Consent {
    pub client_id: String,
    pub redirect: Redirect,
    pub scopes: Vec<String>,
    /// The text by which the client knows its question again.
    pub state: String,
    /// The hash of what the client has to say for the token.
    pub challenge: String,
}

/// A consent, and when it is no longer of use.
type Timed = (Consent, i64);

/// All questions that wait for the user, and all codes that wait for their client.
#[derive(Debug)]
pub struct Consents {
    asked: Mutex<HashMap<String, Timed>>,
    codes: Mutex<HashMap<String, Timed>>,
    mint: Mint,
    code_lifetime: i64,
}

impl Consents {
    /// No questions.
    pub fn new(options: &Options) -> Self {
        Self {
            asked: Mutex::default(),
            codes: Mutex::default(),
            mint: Mint::new(options.seed, "consents"),
            code_lifetime: options.code_lifetime.as_secs() as i64,
        }
    }

    /// Begins to ask the user; the id is that of the question.
    pub fn ask(&self, consent: Consent) -> String {
        let id = self.mint.id();
        let timed = (consent, clock::now() + PATIENCE);
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), timed);
        id
    }

    /// The user says yes or no. The URL is where the browser goes; there is none if the question isn't open.
    pub fn decide(&self, id: &str, allowed: bool) -> Option<String> {
        let consent = take(&self.asked, id)?;
        Some(if allowed {
            self.allow(consent)
        } else {
            consent.redirect.with(&[("error", "access_denied"), ("state", &consent.state)])
        })
    }

    /// Allows what nobody has to be asked about. The URL is where the browser goes.
    pub fn allow(&self, consent: Consent) -> String {
        let code = self.mint.secret();
        let url = consent.redirect.with(&[("code", &code), ("state", &consent.state)]);
        let timed = (consent, clock::now() + self.code_lifetime);
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(code, timed);
        url
    }

    /// What a code stands for. It can be asked once.
    pub fn redeem(&self, code: &str) -> Option<Consent> {
        take(&self.codes, code)
    }

    /// The open question with this state.
    pub fn with_state(&self, state: &str) -> Option<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().find(|(_, (consent, _))| consent.state == state).map(|(id, _)| id.clone())
    }

    /// The states of all open questions.
    pub fn states(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.values().map(|(consent, _)| consent.state.clone()).collect()
    }
}

fn take(book: &Mutex<HashMap<String, Timed>>, key: &str) -> Option<Consent> {
    let (consent, expires) = book.lock().unwrap_or_else(PoisonError::into_inner).remove(key)?;
    (expires > clock::now()).then_some(consent)
}
