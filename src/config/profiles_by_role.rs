//! Finds the profile of an account and role.

use std::collections::HashMap;

use crate::config::Config;

/// The names of the profiles, by the session, the account id and the role that they use.
#[derive(Clone)]
pub(crate) struct ProfilesByRole(HashMap<(Option<String>, String, String), Vec<String>>);

impl ProfilesByRole {
    pub(crate) fn new(config: &Config) -> Self {
        let mut names = HashMap::new();
        for profile in config.profiles() {
            let key = |key| profile.get(key).map(str::to_owned);
            if let (Some(account), Some(role)) = (key("sso_account_id"), key("sso_role_name")) {
                let session = profile.sso(config).and_then(|sso| sso.session).map(str::to_owned);
                let of_role: &mut Vec<_> = names.entry((session, account, role)).or_default();
                of_role.push(profile.name().to_owned());
            }
        }
        Self(names)
    }

    /// The first profile for this role.
    pub(crate) fn get(&self, session: Option<&str>, account_id: &str, role_name: &str) -> Option<&str> {
        self.all(session, account_id, role_name).first().map(String::as_str)
    }

    /// The profile of this name if it is for this role, else the first one for this role, else the name.
    pub(crate) fn name<'a>(
        &'a self,
        session: Option<&str>,
        account_id: &str,
        role_name: &str,
        preferred: &'a str,
    ) -> &'a str {
        match self.all(session, account_id, role_name) {
            names @ [first, ..] if names.iter().all(|name| name != preferred) => first,
            _ => preferred,
        }
    }

    fn all(&self, session: Option<&str>, account_id: &str, role_name: &str) -> &[String] {
        let key = (session.map(str::to_owned), account_id.to_owned(), role_name.to_owned());
        self.0.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}
