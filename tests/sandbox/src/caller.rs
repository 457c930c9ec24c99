//! The users and role sessions that can sign requests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::account::{Account, Key};
use crate::clock;
use crate::random::Random;

/// A user or a session of a role.
#[derive(Debug, Clone)]
pub struct Caller {
    pub account: Account,
    /// `arn:aws:iam::…:user/…` or `arn:aws:sts::…:assumed-role/…`.
    pub arn: String,
    /// The unique id that `GetCallerIdentity` returns.
    pub user_id: String,
    pub key: Key,
    /// When the keys expire, in seconds since 1970.
    pub expires: Option<i64>,
    pub ec2_allowed: bool,
}

impl Caller {
    pub fn has_expired(&self) -> bool {
        self.expires.is_some_and(|expires| expires <= clock::now())
    }

    pub fn is_session(&self) -> bool {
        self.key.session_token.is_some()
    }
}

/// All callers, by their access key ids.
#[derive(Debug)]
pub struct Callers {
    known: Mutex<HashMap<String, Arc<Caller>>>,
    random: Mutex<Random>,
    /// A user who may not use EC2.
    pub denied: Key,
    /// A session that expired an hour ago.
    pub expired: Key,
}

impl Callers {
    /// The user `sandbox` of each account, and in the first account a denied user and an expired session.
    pub fn new(accounts: &[Account], seed: u64) -> Self {
        let mut random = Random::new(seed, "callers");
        let first = &accounts[0];
        let mut all: Vec<_> = accounts.iter().map(|a| user(a, "sandbox", a.key.clone(), &mut random)).collect();
        let denied = Caller { ec2_allowed: false, ..user(first, "no-ec2", Key::permanent(&mut random), &mut random) };
        let expired = session(first, "developer", "expired", clock::now() - 3600, &mut random);
        let (denied_key, expired_key) = (denied.key.clone(), expired.key.clone());
        all.extend([denied, expired]);
        let known = all.into_iter().map(|p| (p.key.access_key_id.clone(), Arc::new(p))).collect();
        Self { known: Mutex::new(known), random: Mutex::new(random), denied: denied_key, expired: expired_key }
    }

    pub fn find(&self, access_key_id: &str) -> Option<Arc<Caller>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(access_key_id).cloned()
    }

    /// Begins a session of a role.
    pub fn assume_role(&self, account: &Account, role: &str, session_name: &str, expires: i64) -> Arc<Caller> {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        let caller = Arc::new(session(account, role, session_name, expires, &mut random));
        let id = caller.key.access_key_id.clone();
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&caller));
        caller
    }
}

impl Callers {
    /// Begins a session of someone who signed in to the console: a role session, a user, or root.
    pub fn console_session(&self, account: &Account, arn: &str, expires: i64) -> Arc<Caller> {
        let role_and_session = arn.split_once(":assumed-role/").and_then(|(_, path)| path.split_once('/'));
        let caller = self.assume_role(account, "console", "console", expires);
        let (user_id, arn) = match role_and_session {
            Some((role, name)) => return self.assume_role(account, role, name, expires),
            None => (account.id.clone(), arn.to_owned()),
        };
        let caller = Arc::new(Caller { user_id, arn, ..(*caller).clone() });
        let id = caller.key.access_key_id.clone();
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&caller));
        caller
    }
}

fn user(account: &Account, name: &str, key: Key, random: &mut Random) -> Caller {
    Caller {
        account: account.clone(),
        arn: account.user_arn(name),
        user_id: format!("AIDA{:016X}A", random.bits()),
        key,
        expires: None,
        ec2_allowed: true,
    }
}

fn session(account: &Account, role: &str, name: &str, expires: i64, random: &mut Random) -> Caller {
    // All sessions of a role have the same role id.
    let role_id = format!("AROA{:016X}A", Random::new(0, &account.role_arn(role)).bits());
    Caller {
        account: account.clone(),
        arn: format!("arn:aws:sts::{}:assumed-role/{role}/{name}", account.id),
        user_id: format!("{role_id}:{name}"),
        key: Key::temporary(random),
        expires: Some(expires),
        ec2_allowed: true,
    }
}
