//! Finds the profile of an account and role.

use std::collections::HashMap;

use crate::config::Config;

/// The names of the profiles, by the session, the account id and the role that they use.
#[derive(Clone)]
pub(crate) struct ProfilesByRole(HashMap<(Option<String>, String, String), String>);

impl ProfilesByRole {
    pub(crate) fn new(config: &Config) -> Self {
        let mut names = HashMap::new();
        for profile in config.profiles() {
            let key = |key| profile.get(key).map(str::to_owned);
            if let (Some(account), Some(role)) = (key("sso_account_id"), key("sso_role_name")) {
                let session = profile.sso(config).and_then(|sso| sso.session).map(str::to_owned);
                names.entry((session, account, role)).or_insert_with(|| profile.name().to_owned());
            }
        }
        Self(names)
    }

    /// The first profile for this role.
    pub(crate) fn get(&self, session: Option<&str>, account_id: &str, role_name: &str) -> Option<&str> {
        let key = (session.map(str::to_owned), account_id.to_owned(), role_name.to_owned());
        self.0.get(&key).map(String::as_str)
    }
}
