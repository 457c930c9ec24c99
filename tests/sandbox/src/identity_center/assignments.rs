//! The roles of the user in each account.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::account::Account;

/// Role names by account id.
#[derive(Debug)]
pub struct Assignments(Mutex<HashMap<String, Vec<String>>>);

impl Assignments {
    pub fn new(accounts: &[Account]) -> Self {
        Self(Mutex::new(accounts.iter().map(|account| (account.id.clone(), account.roles.clone())).collect()))
    }

    pub fn roles(&self, account_id: &str) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(account_id).cloned().unwrap_or_default()
    }

    pub fn remove(&self, account_id: &str, role: &str) {
        if let Some(roles) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(account_id) {
            roles.retain(|known| known != role);
        }
    }
}
