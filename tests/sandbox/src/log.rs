//! The record of what was asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use axum::http::HeaderMap;

/// A request as it reached the sandbox, whether or not it was answered.
#[derive(Debug, Clone)]
pub struct Request {
    /// When it arrived.
    pub at: SystemTime,
    /// The service in its signature's scope, such as `ec2`; `sso-oidc` or `sso` if it is one of theirs, unsigned.
    pub service: String,
    /// The region in its signature's scope; nothing if it isn't signed.
    pub region: String,
    /// Its `Action` parameter, or the operation that its path stands for.
    pub action: String,
    /// The account of its access key, or the one that it asks the portal about, if there is such an account.
    pub account_id: Option<String>,
    /// The access key in its signature's scope; nothing if it isn't signed.
    pub access_key_id: String,
    /// Its `User-Agent`.
    pub user_agent: String,
    /// All parameters, in the order in which they came. Of a JSON body these are the members, lists with spaces between
    /// their entries; secrets are left out.
    pub parameters: Vec<(String, String)>,
}

impl Request {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A request's `User-Agent`.
pub fn user_agent(headers: &HeaderMap) -> String {
    let agent = headers.get("user-agent").map(|agent| String::from_utf8_lossy(agent.as_bytes()));
    agent.unwrap_or_default().into_owned()
}

/// All requests since the start, or since the log was cleared.
#[derive(Debug, Default)]
pub struct Log {
    requests: Mutex<Vec<Request>>,
    throttled: AtomicUsize,
}

impl Log {
    /// Adds a request.
    pub fn add(&self, request: Request) {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    }

    /// A copy of all requests.
    pub fn all(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests meet a condition.
    pub fn count(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(|request| condition(request)).count()
    }

    /// Counts a call that exceeded the portal's limit.
    pub fn add_throttled(&self) {
        self.throttled.fetch_add(1, Ordering::Relaxed);
    }

    /// How many calls exceeded the portal's limit.
    pub fn throttled(&self) -> usize {
        self.throttled.load(Ordering::Relaxed)
    }

    /// Forgets all requests.
    pub fn clear(&self) {
        self.throttled.store(0, Ordering::Relaxed);
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
