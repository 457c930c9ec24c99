//! The record of what was asked.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// A request as it reached the sandbox, whether or not it was answered.
#[derive(Debug, Clone)]
pub struct Request {
    /// When it arrived.
    pub at: SystemTime,
    /// The service in its signature's scope, such as `ec2`.
    pub service: String,
    /// The region in its signature's scope.
    pub region: String,
    /// Its `Action` parameter.
    pub action: String,
    /// The account of its access key, if the key is known.
    pub account_id: Option<String>,
    /// The access key in its signature's scope.
    pub access_key_id: String,
    /// Its `User-Agent`.
    pub user_agent: String,
    /// All parameters, in the order in which they came.
    pub parameters: Vec<(String, String)>,
}

impl Request {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All requests since the start, or since the log was cleared.
#[derive(Debug, Default)]
pub struct Log(Mutex<Vec<Request>>);

impl Log {
    /// Adds a request.
    pub fn add(&self, request: Request) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    }

    /// A copy of all requests.
    pub fn all(&self) -> Vec<Request> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests meet a condition.
    pub fn count(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(|request| condition(request)).count()
    }

    /// Forgets all requests.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
