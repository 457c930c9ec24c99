//! Everything that the sandbox knows and remembers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::account::Account;
use crate::ec2::Resources;
use crate::faults::Faults;
use crate::identity::Identity;
use crate::line::Line;
use crate::log::Log;
use crate::options::Options;
use crate::principal::Principals;
use crate::random::Random;
use crate::regions::Region;

/// The state that all requests share.
#[derive(Debug)]
pub struct Cloud {
    /// Where the sandbox is reached, such as `http://127.0.0.1:4566`.
    pub url: String,
    pub options: Options,
    pub accounts: Vec<Account>,
    pub principals: Principals,
    pub identity: Identity,
    pub faults: Faults,
    pub log: Arc<Log>,
    pub line: Arc<Line>,
    resources: Mutex<HashMap<(String, &'static str), Arc<Resources>>>,
    request_ids: Mutex<Random>,
}

impl Cloud {
    /// The cloud that the options describe, reached at a URL.
    pub fn new(options: Options, url: String) -> Self {
        let accounts = Account::all(&options);
        Self {
            url,
            identity: Identity::new(&options, &accounts),
            principals: Principals::new(&accounts, options.seed),
            accounts,
            faults: Faults::default(),
            log: Arc::default(),
            line: Arc::new(Line::new(options.bandwidth)),
            resources: Mutex::default(),
            request_ids: Mutex::new(Random::new(options.seed, "request-ids")),
            options,
        }
    }

    /// The account of an id.
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

    /// A new request id.
    pub fn request_id(&self) -> String {
        self.request_ids.lock().unwrap_or_else(PoisonError::into_inner).uuid()
    }
}
