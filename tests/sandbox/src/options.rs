//! What kind of sandbox to start.

use std::collections::HashMap;
use std::time::Duration;

/// How large, slow and wide the sandbox is. The default is two accounts with twelve instances a region.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The number of accounts, at least one.
    pub accounts: usize,
    /// The number of instances in every region of every account.
    pub instances: usize,
    /// Regions that hold another number of instances.
    pub instances_in: HashMap<String, usize>,
    /// How long every answer takes.
    pub latency: Duration,
    /// What all ids, keys and instances are derived from.
    pub seed: u64,
    /// Whether `DescribeRegions` also lists regions of other partitions, as moto does.
    pub foreign_regions: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            accounts: 2,
            instances: 12,
            instances_in: HashMap::new(),
            latency: Duration::ZERO,
            seed: 1,
            foreign_regions: false,
        }
    }
}
