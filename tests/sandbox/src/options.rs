//! What kind of sandbox to start.

use std::collections::HashMap;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How large, slow and wide the sandbox is. The default is two accounts with twelve instances a region and three
/// roles. Lifetimes are kept to the second.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The number of accounts, at least one.
    pub accounts: usize,
    /// The number of roles that the user may take in every account. `dev-account` has `developer` first and
    /// `test-account` has `tester` first.
    pub roles: usize,
    /// Accounts, by name, in which the user may take another number of roles.
    pub roles_in: HashMap<String, usize>,
    /// The number of instances in every region of every account.
    pub instances: usize,
    /// Regions that hold another number of instances.
    pub instances_in: HashMap<String, usize>,
    /// How long every answer takes.
    pub latency: Duration,
    /// How many bits of bodies a second all connections carry together; 0 is no limit.
    pub bandwidth: u64,
    /// Whether EC2 compresses its answers for clients that take gzip.
    pub gzip: bool,
    /// What all ids, keys and instances are derived from.
    pub seed: u64,
    /// Whether `DescribeRegions` also lists regions of other partitions, as moto does.
    pub foreign_regions: bool,
    /// The start URLs that there are. If none is named, any `http` or `https` URL is one.
    pub start_urls: Vec<String>,
    /// Whether the user allows everything: the authorization page redirects at once, and a device is approved when it
    /// polls for the second time.
    pub auto_approve: bool,
    /// How long the registration of a client is good.
    pub registration_lifetime: Duration,
    /// How long an authorization code is good.
    pub code_lifetime: Duration,
    /// How long a device code is good.
    pub device_lifetime: Duration,
    /// How long a device has to wait between two polls.
    pub device_interval: Duration,
    /// How long an access token is good; without scopes it is eight hours in any case.
    pub token_lifetime: Duration,
    /// How long a sign-in can be refreshed.
    pub session_lifetime: Duration,
    /// Whether a refresh replaces the refresh token. If not, none is returned and the old one stays good.
    pub rotate_refresh_tokens: bool,
    /// How long the credentials of a role are good.
    pub role_credentials_lifetime: Duration,
    /// The code that all MFA devices show.
    pub mfa_code: String,
    /// How many calls a second the portal takes from a sign-in; 0 is no limit.
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
            portal_limit: 20,
        }
    }
}
