//! Which roles the user may take.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::account::Account;

/// The roles of the user in each account, by the account's id.
#[derive(Debug)]
pub struct Assignments(Mutex<HashMap<String, Vec<String>>>);

impl Assignments {
    /// All roles of all accounts.
    pub fn new(accounts: &[Account]) -> Self {
        Self(Mutex::new(accounts.iter().map(|account| (account.id.clone(), account.roles.clone())).collect()))
    }

    /// The roles that the user may take in an account.
    pub fn roles(&self, account_id: &str) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(account_id).cloned().unwrap_or_default()
    }

    /// Takes a role from the user.
    pub fn remove(&self, account_id: &str, role: &str) {
        if let Some(roles) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(account_id) {
            roles.retain(|known| known != role);
        }
    }
}
