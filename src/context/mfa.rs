//! What one call knows of MFA.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{Mutex, MutexGuard};

use crate::cli_cache::role_credentials::RoleCredentials;
use crate::context::mfa_code::Code;
use crate::error::Error;

/// Asks a person a question that a code answers.
pub(crate) type Ask<'a> = dyn Fn(&str) -> Result<Code, Error> + Sync + 'a;

/// The code that a call names, which is good once, and the keys that codes have brought it, by the names of their
/// files. They count even where no file can be written. A clone shares both.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mfa(Arc<Mutex<Known>>);

/// The code and the keys.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The code, until it is used.
    pub(crate) code: Option<Code>,
    /// The keys of roles, by the name of the role's cache file.
    pub(crate) keys: HashMap<String, RoleCredentials>,
}

impl Mfa {
    /// For a call that may name a code.
    pub(crate) fn with_code(code: Option<Code>) -> Self {
        Self(Arc::new(Mutex::new(Known { code, keys: HashMap::new() })))
    }

    /// Waits until no other task uses the code or the keys.
    pub(crate) async fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().await
    }
}
