//! The state that all requests share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::account::Account;
use crate::bandwidth::BandwidthLimit;
use crate::caller::Callers;
use crate::console::Console;
use crate::ec2::Resources;
use crate::faults::Faults;
use crate::identity_center::IdentityCenter;
use crate::log::Log;
use crate::options::Options;
use crate::random::Random;
use crate::regions::Region;

#[derive(Debug)]
pub struct SandboxState {
    /// The endpoint, such as `http://127.0.0.1:4566`.
    pub url: String,
    pub options: Options,
    pub accounts: Vec<Account>,
    pub callers: Callers,
    pub identity_center: IdentityCenter,
    pub console: Console,
    pub faults: Faults,
    pub log: Arc<Log>,
    pub bandwidth: Arc<BandwidthLimit>,
    resources: Mutex<HashMap<(String, &'static str), Arc<Resources>>>,
    request_ids: Mutex<Random>,
}

impl SandboxState {
    pub fn new(options: Options, url: String) -> Self {
        let accounts = Account::all(&options);
        Self {
            url,
            identity_center: IdentityCenter::new(&options, &accounts),
            console: Console::new(&options, &accounts),
            callers: Callers::new(&accounts, options.seed),
            accounts,
            faults: Faults::default(),
            log: Arc::default(),
            bandwidth: Arc::new(BandwidthLimit::new(options.bandwidth)),
            resources: Mutex::default(),
            request_ids: Mutex::new(Random::new(options.seed, "request-ids")),
            options,
        }
    }

    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The EC2 resources of an account in a region.
    pub fn resources(&self, account: &Account, region: Region) -> Arc<Resources> {
        let mut all = self.resources.lock().unwrap_or_else(PoisonError::into_inner);
        let resources = all.entry((account.id.clone(), region.name)).or_insert_with(|| {
            let count = self.options.instances_in.get(region.name).copied().unwrap_or(self.options.instances);
            Arc::new(Resources::new(account.clone(), region, self.options.seed, count))
        });
        Arc::clone(resources)
    }

    pub fn next_request_id(&self) -> String {
        self.request_ids.lock().unwrap_or_else(PoisonError::into_inner).uuid()
    }
}
