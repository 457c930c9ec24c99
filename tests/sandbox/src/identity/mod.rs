//! IAM Identity Center: what it remembers of clients, questions to the user, and sign-ins.

mod assignments;
mod bucket;
mod clients;
mod consents;
mod devices;
mod grant;
mod mint;
mod redirect;
mod sessions;

pub use clients::{Client, Metadata};
pub use consents::Consent;
pub use devices::Poll;
pub use grant::Grant;
pub use redirect::Redirect;
pub use sessions::{Refusal, Tokens};

use crate::account::Account;
use crate::options::Options;
use assignments::Assignments;
use clients::Clients;
use consents::Consents;
use devices::Devices;
use sessions::Sessions;

/// The scope that the portal asks for.
pub const PORTAL_SCOPE: &str = "sso:account:access";

/// All that Identity Center remembers.
#[derive(Debug)]
pub struct Identity {
    /// The programs that have registered.
    pub clients: Clients,
    /// Sign-ins in a browser that the user is asked about, and their codes.
    pub consents: Consents,
    /// Sign-ins of devices that the user is asked about.
    pub devices: Devices,
    /// Sign-ins that succeeded, and their tokens.
    pub sessions: Sessions,
    /// The roles that the user may take.
    pub assignments: Assignments,
}

impl Identity {
    /// An Identity Center where nobody has signed in yet.
    pub fn new(options: &Options, accounts: &[Account]) -> Self {
        Self {
            clients: Clients::new(options),
            consents: Consents::new(options),
            devices: Devices::new(options),
            sessions: Sessions::new(options),
            assignments: Assignments::new(accounts),
        }
    }
}
