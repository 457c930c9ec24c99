//! The options of a sandbox.

use std::collections::HashMap;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The options of a sandbox. The default is two accounts with three roles and twelve instances per region. Lifetimes
/// are rounded down to whole seconds.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 chooses a free one.
    pub port: u16,
    /// The number of accounts, at least one.
    pub accounts: usize,
    /// The number of roles that the user has in every account. `dev-account` has `developer` first and
    /// `test-account` has `tester` first.
    pub roles: usize,
    /// Accounts, by name, in which the user has another number of roles.
    pub roles_in: HashMap<String, usize>,
    /// The number of instances in every region of every account.
    pub instances: usize,
    /// Regions with another number of instances.
    pub instances_in: HashMap<String, usize>,
    /// The delay of every response.
    pub latency: Duration,
    /// The bandwidth that the bodies of all responses share, in bits per second; 0 is no limit.
    pub bandwidth: u64,
    /// Whether EC2 compresses its responses for clients that accept gzip.
    pub gzip: bool,
    /// What all ids, keys and instances are derived from.
    pub seed: u64,
    /// Whether `DescribeRegions` also lists regions of other partitions, as moto does.
    pub foreign_regions: bool,
    /// The valid start URLs. If there are none, every `http` or `https` URL is valid.
    pub start_urls: Vec<String>,
    /// Whether sign-ins are approved without the user: the authorization page redirects at once, and a device is
    /// approved when it polls for the second time.
    pub auto_approve: bool,
    /// The lifetime of a client registration.
    pub registration_lifetime: Duration,
    /// The lifetime of an authorization code.
    pub code_lifetime: Duration,
    /// The lifetime of a device code.
    pub device_lifetime: Duration,
    /// The shortest time between two polls of a device.
    pub device_interval: Duration,
    /// The lifetime of an access token. Without scopes it is always eight hours.
    pub token_lifetime: Duration,
    /// How long a session can be refreshed.
    pub session_lifetime: Duration,
    /// Whether a refresh replaces the refresh token. If not, none is returned and the old one stays valid.
    pub rotate_refresh_tokens: bool,
    /// The lifetime of role credentials from the portal.
    pub role_credentials_lifetime: Duration,
    /// The code of all MFA devices.
    pub mfa_code: String,
    /// The lifetime of the keys of a sign-in to the console. AWS has 15 minutes at most.
    pub console_key_lifetime: Duration,
    /// The portal's rate limit for a session, in requests per second; 0 is no limit.
    pub portal_limit: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            accounts: 2,
            roles: 3,
            roles_in: HashMap::new(),
            instances: 12,
            instances_in: HashMap::new(),
            latency: Duration::ZERO,
            bandwidth: 0,
            gzip: true,
            seed: 1,
            foreign_regions: false,
            start_urls: Vec::new(),
            auto_approve: false,
            registration_lifetime: 90 * DAY,
            code_lifetime: MINUTE,
            device_lifetime: 10 * MINUTE,
            device_interval: Duration::from_secs(1),
            token_lifetime: HOUR,
            session_lifetime: 90 * DAY,
            rotate_refresh_tokens: true,
            role_credentials_lifetime: HOUR,
            mfa_code: "123456".to_owned(),
            console_key_lifetime: 15 * MINUTE,
            portal_limit: 20,
        }
    }
}
