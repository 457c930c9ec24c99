//! A region of an account: what its instances share.

use crate::account::Account;
use crate::random::Random;
use crate::regions::Region;

/// A region of an account, with its network.
#[derive(Debug)]
pub struct Site {
    pub account: Account,
    pub region: Region,
    pub zones: Vec<String>,
    pub vpc_id: String,
    /// One subnet a zone.
    pub subnet_ids: Vec<String>,
    /// The ids and names of its security groups.
    pub groups: [(String, &'static str); 3],
    seed: u64,
}

impl Site {
    /// The site of an account and region.
    pub fn new(account: Account, region: Region, seed: u64) -> Self {
        let mut random = Random::new(seed, &format!("site/{}/{}", account.id, region.name));
        let zones = region.zones();
        Self {
            vpc_id: random.id("vpc-"),
            subnet_ids: zones.iter().map(|_| random.id("subnet-")).collect(),
            groups: ["default", "web", "ssh from office"].map(|name| (random.id("sg-"), name)),
            zones,
            account,
            region,
            seed,
        }
    }

    /// The generator of one thing in this site.
    pub fn random(&self, kind: &str, index: usize) -> Random {
        Random::new(self.seed, &format!("{kind}/{}/{}/{index}", self.account.id, self.region.name))
    }

    /// The host name that belongs to an address inside of the VPC.
    pub fn private_dns(&self, ip: &str) -> String {
        let host = ip.replace('.', "-");
        match self.region.name {
            "us-east-1" => format!("ip-{host}.ec2.internal"),
            region => format!("ip-{host}.{region}.compute.internal"),
        }
    }

    /// The host name that belongs to a public address.
    pub fn public_dns(&self, ip: &str) -> String {
        let host = ip.replace('.', "-");
        match self.region.name {
            "us-east-1" => format!("ec2-{host}.compute-1.amazonaws.com"),
            region => format!("ec2-{host}.{region}.compute.amazonaws.com"),
        }
    }

    /// An ARN of EC2 or a neighbour of it in this site.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region.name, self.account.id)
    }
}
