//! A local AWS that is as large and as far away as that of an organization.

use aws_sandbox::{Host, Options, Sandbox, serve_regional_hosts};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::files::keys;
use super::shell::Shell;

/// How many accounts there are.
const ACCOUNTS: usize = 30;

/// How many instances each account has in each region.
const INSTANCES: usize = 2;

/// A sandbox with thirty accounts. Each region that needs no opt-in has a host of its own with TLS.
pub struct RegionalHosts {
    pub aws: Sandbox,
    pub hosts: Vec<Host>,
    /// Has the certificate of the hosts' authority.
    folder: TempDir,
    /// Serves the hosts.
    _runtime: Runtime,
}

impl RegionalHosts {
    pub fn start() -> Self {
        let aws = Sandbox::start(Options { accounts: ACCOUNTS, instances: INSTANCES, ..Options::default() });
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = Runtime::new().expect("a runtime");
        let hosts =
            runtime.block_on(serve_regional_hosts(&aws, &folder.path().join("authority.pem"), None)).expect("hosts");
        Self { aws, hosts, folder, _runtime: runtime }
    }

    /// A shell with a profile for each account in each region.
    pub fn shell(&self) -> Shell {
        let mut config = String::new();
        for Host { region, url, .. } in &self.hosts {
            config.push_str(&format!("[services {region}]\nec2 =\n  endpoint_url = {url}\n"));
            for (number, account) in self.aws.accounts().iter().enumerate() {
                let keys = keys(&account.key);
                config
                    .push_str(&format!("[profile {number}-{region}]\nregion = {region}\nservices = {region}\n{keys}"));
            }
        }
        let authority = self.folder.path().join("authority.pem");
        Shell::new().config(&config).var("AWS_CA_BUNDLE", authority.to_str().expect("a path in UTF-8"))
    }

    /// How many profiles the shell has.
    pub fn targets(&self) -> usize {
        self.hosts.len() * ACCOUNTS
    }

    /// How many rows this number of profiles has.
    pub fn rows(targets: usize) -> usize {
        targets * INSTANCES
    }

    /// How many connections were made to all hosts.
    pub fn connections(&self) -> usize {
        self.hosts.iter().map(Host::connections).sum()
    }
}
