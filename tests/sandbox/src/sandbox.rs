//! The handle with which tests start, inspect and disturb a sandbox.

mod console;
mod sign_in;

pub use sign_in::SignIn;

use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::account::{Account, Key};
use crate::clock;
use crate::connection::{ConnectionListener, ResetHandle};
use crate::ec2::Resources;
use crate::faults::Fault;
use crate::log::{LogPosition, Request};
use crate::options::Options;
use crate::state::SandboxState;
use crate::{regions, server};

/// A running sandbox. It serves on its own thread and ends, with all its connections, when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    state: Arc<SandboxState>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a sandbox on 127.0.0.1.
    ///
    /// # Panics
    ///
    /// If the port is in use, see [`Sandbox::try_start`].
    pub fn start(options: Options) -> Self {
        Self::try_start(options).expect("the sandbox starts")
    }

    /// Starts a sandbox on 127.0.0.1.
    pub fn try_start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let state = Arc::new(SandboxState::new(options, format!("http://{address}")));
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&state);
        let thread = std::thread::Builder::new()
            .name("aws-sandbox".to_owned())
            .spawn(move || serve(&runtime, listener, shared, stopped))?;
        Ok(Self { state, address, stop: Some(stop), thread: Some(thread) })
    }

    /// The endpoint of every service in every region, such as `http://127.0.0.1:4566`.
    pub fn url(&self) -> String {
        self.state.url.clone()
    }

    /// The address that it listens on.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// All accounts; `dev-account` is the first and `test-account` the second.
    pub fn accounts(&self) -> &[Account] {
        &self.state.accounts
    }

    /// The account with a name.
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
        &self.state.callers.denied
    }

    /// Temporary keys of the first account that expired an hour ago.
    pub fn expired_key(&self) -> &Key {
        &self.state.callers.expired
    }

    /// The keys of a role session of one hour, as a sign-in to the console returns them.
    ///
    /// # Panics
    ///
    /// If there is no such account.
    pub fn session_key(&self, account: &str, role: &str) -> Key {
        let expires = clock::now() + 3600;
        self.state.callers.assume_role(self.account(account), role, "console", expires).key.clone()
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
        self.state.resources(self.account(account), region)
    }

    /// All requests since the start, or since [`Sandbox::clear_requests`].
    pub fn requests(&self) -> Vec<Request> {
        self.state.log.requests()
    }

    /// The number of requests for an action.
    pub fn count(&self, action: &str) -> usize {
        self.count_where(|request| request.action == action)
    }

    pub fn count_where(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.state.log.count(condition)
    }

    /// The number of requests for an action, by account id and region. The id is empty for requests without an account.
    pub fn counts(&self, action: &str) -> BTreeMap<(String, String), usize> {
        self.state.log.counts(action)
    }

    /// The largest number of requests that meet a condition and were in flight at the same time. A request is in flight
    /// until the last bytes of its response are sent.
    pub fn max_in_flight(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.state.log.max_in_flight(condition)
    }

    /// The number of requests in flight now.
    pub fn in_flight(&self) -> usize {
        self.state.log.in_flight()
    }

    /// The end of the log, for [`Sandbox::requests_since`].
    pub fn log_position(&self) -> LogPosition {
        self.state.log.position()
    }

    /// The requests after a position.
    pub fn requests_since(&self, position: LogPosition) -> Vec<Request> {
        self.state.log.since(position)
    }

    /// Removes the requests so far from the log.
    pub fn clear_requests(&self) {
        self.state.log.clear();
    }

    /// Adds a fault.
    pub fn fail(&self, fault: Fault) {
        self.state.faults.add(fault);
    }

    /// Removes all faults. Requests that hang get their responses.
    pub fn clear_faults(&self) {
        self.state.faults.clear();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has already been printed.
            let _ = thread.join();
        }
    }
}

/// Serves until the sender is dropped. The runtime is dropped then too, which ends connections that would hang for ever.
fn serve(runtime: &Runtime, listener: TcpListener, state: Arc<SandboxState>, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener of this runtime");
        let service = server::router(state).into_make_service_with_connect_info::<ResetHandle>();
        tokio::select! {
            _ = axum::serve(ConnectionListener(listener), service) => {}
            _ = stopped => {}
        }
    });
}
