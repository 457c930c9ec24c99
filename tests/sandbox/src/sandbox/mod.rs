//! The handle by which tests start, question and disturb a sandbox.

mod sign_in;

pub use sign_in::SignIn;

use std::collections::BTreeMap;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::account::{Account, Key};
use crate::clock;
use crate::cloud::Cloud;
use crate::connection::{Connections, Reset};
use crate::ec2::Resources;
use crate::faults::Fault;
use crate::log::{Mark, Request};
use crate::options::Options;
use crate::{regions, server};

/// A running sandbox. It serves on a thread of its own and ends, with all its connections, when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    cloud: Arc<Cloud>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a sandbox on 127.0.0.1.
    ///
    /// # Panics
    ///
    /// If the port is taken, see [`Sandbox::try_start`].
    pub fn start(options: Options) -> Self {
        Self::try_start(options).expect("the sandbox starts")
    }

    /// Starts a sandbox on 127.0.0.1, or says why it can't.
    pub fn try_start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let cloud = Arc::new(Cloud::new(options, format!("http://{address}")));
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&cloud);
        let thread = std::thread::Builder::new()
            .name("aws-sandbox".to_owned())
            .spawn(move || serve(&runtime, listener, shared, stopped))?;
        Ok(Self { cloud, stop: Some(stop), thread: Some(thread) })
    }

    /// The endpoint of every service in every region, such as `http://127.0.0.1:4566`.
    pub fn url(&self) -> String {
        self.cloud.url.clone()
    }

    /// All accounts; `dev-account` is the first and `test-account` the second.
    pub fn accounts(&self) -> &[Account] {
        &self.cloud.accounts
    }

    /// The account of a name.
    ///
    /// # Panics
    ///
    /// If there is no such account.
    pub fn account(&self, name: &str) -> &Account {
        let account = self.accounts().iter().find(|account| account.name == name);
        account.unwrap_or_else(|| panic!("the sandbox has no account {name}"))
    }

    /// The keys of a user of the first account who may not use EC2.
    pub fn denied_key(&self) -> &Key {
        &self.cloud.principals.denied
    }

    /// Temporary keys of the first account that ended an hour ago.
    pub fn expired_key(&self) -> &Key {
        &self.cloud.principals.expired
    }

    /// The keys of an hour's session of a role, as a sign-in to the console gives them.
    ///
    /// # Panics
    ///
    /// If there is no such account.
    pub fn session_key(&self, account: &str, role: &str) -> Key {
        let expires = clock::now() + 3600;
        self.cloud.principals.assume(self.account(account), role, "console", expires).key.clone()
    }

    /// The ids of an account's instances in a region, in the order of the pages. The first instance is the one on
    /// which every member is set.
    ///
    /// # Panics
    ///
    /// If there is no such account or region.
    pub fn instance_ids(&self, account: &str, region: &str) -> Vec<String> {
        self.resources(account, region).instances.ids().collect()
    }

    /// The ids of an account's volumes in a region, in the order of the pages. The first volume is the one on which
    /// every member is set. Each instance has one, and there is one more for every three instances.
    ///
    /// # Panics
    ///
    /// If there is no such account or region.
    pub fn volume_ids(&self, account: &str, region: &str) -> Vec<String> {
        self.resources(account, region).volumes.ids().collect()
    }

    fn resources(&self, account: &str, region: &str) -> Arc<Resources> {
        let region = regions::find(region).unwrap_or_else(|| panic!("the sandbox has no region {region}"));
        self.cloud.resources(self.account(account), region)
    }

    /// All requests since the start, or since [`Sandbox::clear_requests`].
    pub fn requests(&self) -> Vec<Request> {
        self.cloud.log.all()
    }

    /// How many requests asked for an action.
    pub fn count(&self, action: &str) -> usize {
        self.count_where(|request| request.action == action)
    }

    /// How many requests meet a condition.
    pub fn count_where(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.cloud.log.count(condition)
    }

    /// How many requests asked for an action, by account id and region. Who has no account is under an empty id.
    pub fn counts(&self, action: &str) -> BTreeMap<(String, String), usize> {
        self.cloud.log.counts(action)
    }

    /// The largest number of requests that meet a condition and were being answered at the same time, up to the last
    /// bytes of their answers.
    pub fn most_at_once(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.cloud.log.most_at_once(condition)
    }

    /// How many requests are being answered now.
    pub fn in_flight(&self) -> usize {
        self.cloud.log.in_flight()
    }

    /// The present moment, for [`Sandbox::requests_since`].
    pub fn mark(&self) -> Mark {
        self.cloud.log.mark()
    }

    /// The requests that came after a moment.
    pub fn requests_since(&self, mark: Mark) -> Vec<Request> {
        self.cloud.log.since(mark)
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.cloud.log.clear();
    }

    /// Makes something go wrong from now on.
    pub fn fail(&self, fault: Fault) {
        self.cloud.faults.add(fault);
    }

    /// Makes everything go right again.
    pub fn clear_faults(&self) {
        self.cloud.faults.clear();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been printed already.
            let _ = thread.join();
        }
    }
}

/// Serves until the sender is dropped. Dropping the runtime then ends connections that would hang for ever.
fn serve(runtime: &Runtime, listener: TcpListener, cloud: Arc<Cloud>, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener of this runtime");
        let service = server::router(cloud).into_make_service_with_connect_info::<Reset>();
        tokio::select! {
            _ = axum::serve(Connections(listener), service) => {}
            _ = stopped => {}
        }
    });
}
