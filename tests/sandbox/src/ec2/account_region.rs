//! One region of one account: its network, and what all its resources are generated from.

use crate::account::{Account, FIRST_ACCOUNT, SECOND_ACCOUNT};
use crate::random::Random;
use crate::regions::{REGIONS, Region};

/// A region of an account.
#[derive(Debug)]
pub struct AccountRegion {
    pub account: Account,
    pub region: Region,
    pub zones: Vec<String>,
    pub vpc_id: String,
    /// One subnet per zone.
    pub subnet_ids: Vec<String>,
    /// The ids and names of its security groups.
    pub groups: [(String, &'static str); 3],
    /// The number of instances. The numbers of other resources follow from it.
    pub instances: usize,
    seed: u64,
}

impl AccountRegion {
    pub fn new(account: Account, region: Region, seed: u64, instances: usize) -> Self {
        let mut random = network(seed, &account.id, region);
        let zones = region.zones();
        Self {
            // `main_vpc_id_of` relies on this id being generated first.
            vpc_id: random.id("vpc-"),
            subnet_ids: zones.iter().map(|_| random.id("subnet-")).collect(),
            groups: ["default", "web", "ssh from office"].map(|name| (random.id("sg-"), name)),
            zones,
            account,
            region,
            instances,
            seed,
        }
    }

    /// A generator for one property (`kind`) of the resource at `index`.
    pub fn random(&self, kind: &str, index: usize) -> Random {
        Random::new(self.seed, &format!("{kind}/{}/{}/{index}", self.account.id, self.region.name))
    }

    /// The id of the only thing that has this name in the region.
    pub fn id(&self, name: &str, prefix: &str) -> String {
        self.random(name, 0).id(prefix)
    }

    /// The id of something that belongs to AWS or to another account, and is the same for all accounts.
    pub fn public_id(&self, name: &str, prefix: &str) -> String {
        Random::new(self.seed, &format!("public/{name}/{}", self.region.name)).id(prefix)
    }

    /// The `vpc_id` of another account in this region.
    pub fn main_vpc_id_of(&self, account_id: &str) -> String {
        network(self.seed, account_id, self.region).id("vpc-")
    }

    /// A number for each region, and for each of the first two accounts.
    pub fn numbers(&self) -> (usize, usize) {
        let account = match self.account.id.as_str() {
            FIRST_ACCOUNT => 0,
            SECOND_ACCOUNT => 1,
            _ => 2,
        };
        (account, REGIONS.iter().position(|region| *region == self.region).unwrap_or_default())
    }

    /// Whether it is `eu-west-1`, which has what tests look for in one region only.
    pub fn is_home(&self) -> bool {
        self.region.name == "eu-west-1"
    }

    /// The host name of a private IP address.
    pub fn private_dns(&self, ip: &str) -> String {
        let host = ip.replace('.', "-");
        match self.region.name {
            "us-east-1" => format!("ip-{host}.ec2.internal"),
            region => format!("ip-{host}.{region}.compute.internal"),
        }
    }

    /// The host name of a public IP address.
    pub fn public_dns(&self, ip: &str) -> String {
        let host = ip.replace('.', "-");
        match self.region.name {
            "us-east-1" => format!("ec2-{host}.compute-1.amazonaws.com"),
            region => format!("ec2-{host}.{region}.compute.amazonaws.com"),
        }
    }

    /// The ARN of a resource of this account and region.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region.name, self.account.id)
    }
}

/// A generator for the network of an account in a region.
fn network(seed: u64, account_id: &str, region: Region) -> Random {
    Random::new(seed, &format!("network/{account_id}/{}", region.name))
}
