//! The state of IAM Identity Center: clients, pending sign-ins, sessions and role assignments.

mod assignments;
mod authorizations;
mod clients;
mod devices;
mod rate_limiter;
mod redirect_uri;
mod sessions;
pub mod token_generator;

pub use authorizations::AuthorizationRequest;
pub use clients::{Client, ClientMetadata, Grant};
pub use devices::Poll;
pub use redirect_uri::RedirectUri;
pub use sessions::{SessionError, Tokens};

use crate::account::Account;
use crate::options::Options;
use assignments::Assignments;
use authorizations::Authorizations;
use clients::Clients;
use devices::Devices;
use sessions::Sessions;

/// The scope that the portal requires.
pub const PORTAL_SCOPE: &str = "sso:account:access";

#[derive(Debug)]
pub struct IdentityCenter {
    pub clients: Clients,
    /// Pending sign-ins in a browser, and their authorization codes.
    pub authorizations: Authorizations,
    /// Pending sign-ins of devices.
    pub devices: Devices,
    pub sessions: Sessions,
    /// The roles of the user.
    pub assignments: Assignments,
}

impl IdentityCenter {
    pub fn new(options: &Options, accounts: &[Account]) -> Self {
        Self {
            clients: Clients::new(options),
            authorizations: Authorizations::new(options),
            devices: Devices::new(options),
            sessions: Sessions::new(options),
            assignments: Assignments::new(accounts),
        }
    }
}
