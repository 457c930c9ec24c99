//! Who a request comes from: the book of all keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::account::{Account, Key};
use crate::clock;
use crate::random::Random;

/// Somebody who can sign requests.
#[derive(Debug, Clone)]
pub struct Principal {
    /// The account that the principal acts in.
    pub account: Account,
    /// `arn:aws:iam::…:user/…` or `arn:aws:sts::…:assumed-role/…`.
    pub arn: String,
    /// The unique id that `GetCallerIdentity` tells.
    pub user_id: String,
    /// The keys that prove it.
    pub key: Key,
    /// When the keys end, in seconds since 1970.
    pub expires: Option<i64>,
    /// Whether EC2 may be used.
    pub ec2_allowed: bool,
}

impl Principal {
    /// Whether the keys are past their time.
    pub fn has_expired(&self) -> bool {
        self.expires.is_some_and(|expires| expires <= clock::now())
    }

    /// Whether this is a session of a role.
    pub fn is_session(&self) -> bool {
        self.key.session_token.is_some()
    }
}

/// All keys that the sandbox has given out.
#[derive(Debug)]
pub struct Principals {
    known: Mutex<HashMap<String, Arc<Principal>>>,
    random: Mutex<Random>,
    /// A user who may not use EC2.
    pub denied: Key,
    /// A session that ended an hour ago.
    pub expired: Key,
}

impl Principals {
    /// The permanent keys of the accounts, and the two odd ones, which are in the first account.
    pub fn new(accounts: &[Account], seed: u64) -> Self {
        let mut random = Random::new(seed, "principals");
        let first = &accounts[0];
        let mut all: Vec<_> = accounts.iter().map(|a| user(a, "sandbox", a.key.clone(), &mut random)).collect();
        let denied =
            Principal { ec2_allowed: false, ..user(first, "no-ec2", Key::permanent(&mut random), &mut random) };
        let expired = session(first, "developer", "expired", clock::now() - 3600, &mut random);
        let (denied_key, expired_key) = (denied.key.clone(), expired.key.clone());
        all.extend([denied, expired]);
        let known = all.into_iter().map(|p| (p.key.access_key_id.clone(), Arc::new(p))).collect();
        Self { known: Mutex::new(known), random: Mutex::new(random), denied: denied_key, expired: expired_key }
    }

    /// The principal of an access key.
    pub fn find(&self, access_key_id: &str) -> Option<Arc<Principal>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(access_key_id).cloned()
    }

    /// Begins a session of a role.
    pub fn assume(&self, account: &Account, role: &str, name: &str, expires: i64) -> Arc<Principal> {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        let principal = Arc::new(session(account, role, name, expires, &mut random));
        let id = principal.key.access_key_id.clone();
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&principal));
        principal
    }
}

fn user(account: &Account, name: &str, key: Key, random: &mut Random) -> Principal {
    Principal {
        account: account.clone(),
        arn: account.user_arn(name),
        user_id: format!("AIDA{:016X}A", random.bits()),
        key,
        expires: None,
        ec2_allowed: true,
    }
}

fn session(account: &Account, role: &str, name: &str, expires: i64, random: &mut Random) -> Principal {
    // A role keeps its id over all of its sessions.
    let role_id = format!("AROA{:016X}A", Random::new(0, &account.role_arn(role)).bits());
    Principal {
        account: account.clone(),
        arn: format!("arn:aws:sts::{}:assumed-role/{role}/{name}", account.id),
        user_id: format!("{role_id}:{name}"),
        key: Key::temporary(random),
        expires: Some(expires),
        ec2_allowed: true,
    }
}
