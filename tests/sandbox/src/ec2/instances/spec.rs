//! The choices that make one instance differ from the next.

use crate::ec2::account_region::AccountRegion;
use crate::ec2::tables::{images, subnets};
use crate::ec2::variant::Variant;
use crate::ec2::volumes;
use crate::random::Random;

/// An instance type of EC2.
#[derive(Debug, Clone, Copy)]
pub struct InstanceType {
    pub name: &'static str,
    pub architecture: &'static str,
    pub cores: u8,
    pub threads: u8,
}

const fn instance_type(name: &'static str, architecture: &'static str, cores: u8, threads: u8) -> InstanceType {
    InstanceType { name, architecture, cores, threads }
}

const INSTANCE_TYPES: [InstanceType; 6] = [
    instance_type("t3.micro", "x86_64", 1, 2),
    instance_type("m7i.large", "x86_64", 1, 2),
    instance_type("r6i.2xlarge", "x86_64", 4, 2),
    instance_type("c7g.xlarge", "arm64", 4, 1),
    instance_type("t4g.nano", "arm64", 2, 1),
    instance_type("m6a.xlarge", "x86_64", 2, 2),
];

const UNKNOWN_TYPE: InstanceType = instance_type("zz9.plural-alpha", "x86_64", 42, 2);

/// An instance before it is written as XML.
#[derive(Debug)]
pub struct InstanceSpec<'a> {
    pub location: &'a AccountRegion,
    pub index: usize,
    pub id: String,
    pub variant: Variant,
    pub instance_type: InstanceType,
    /// The index of its zone.
    pub zone: usize,
    /// Seconds since 1970.
    pub launched: i64,
    pub private_ip: String,
    pub public_ip: Option<String>,
}

impl<'a> InstanceSpec<'a> {
    pub fn new(location: &'a AccountRegion, index: usize) -> Self {
        let mut random = location.random("instance", index);
        // `InstanceSpec::id` relies on the id being generated first.
        let id = random.id("i-");
        let variant = Variant::at(index);
        let private = matches!(variant, Variant::NoPublicIp | Variant::Stopped | Variant::Terminated);
        let instance_type = if variant == Variant::UnknownType { UNKNOWN_TYPE } else { random.pick(&INSTANCE_TYPES) };
        let zone = random.below(location.zones.len() as u64) as usize;
        let (high, middle, low) = (index / 62_500, index / 250 % 250, index % 250 + 4);
        Self {
            location,
            index,
            id,
            variant,
            instance_type,
            zone,
            // Between November 2023 and March 2026.
            launched: 1_700_000_000 + random.below(73_000_000) as i64,
            private_ip: subnets::instance_ip(zone, index),
            // 198.18.0.0/15 is reserved for benchmarks (RFC 2544) and not routed.
            public_ip: (!private).then(|| format!("198.{}.{middle}.{low}", 18 + high % 2)),
        }
    }

    /// The id of an instance, without the rest.
    pub fn id(location: &AccountRegion, index: usize) -> String {
        location.random("instance", index).id("i-")
    }

    /// A generator for one property (`kind`) of the instance.
    pub fn random(&self, kind: &str) -> Random {
        self.location.random(kind, self.index)
    }

    /// Whether it has been terminated, and so has lost its network and disks.
    pub fn is_terminated(&self) -> bool {
        self.variant == Variant::Terminated
    }

    pub fn image_id(&self) -> String {
        if self.index == 0 { images::complete_id(self.location) } else { images::id(self.location, self.index % 3) }
    }

    /// The request of a spot instance.
    pub fn spot_request_id(&self) -> Option<String> {
        match self.variant {
            _ if self.index == 0 => Some("sir-abcd1234".to_owned()),
            Variant::Spot => Some(format!("sir-{}", &self.id[self.id.len() - 8..])),
            _ => None,
        }
    }

    /// The only network interface.
    pub fn interface_id(&self) -> String {
        if self.index == 0 { "eni-0123456789abcdef0".to_owned() } else { self.random("interface").id("eni-") }
    }

    pub fn mac_address(&self) -> String {
        if self.index == 0 {
            return "0a:1b:2c:3d:4e:5f".to_owned();
        }
        let id = self.interface_id();
        let suffix = &id[id.len() - 8..];
        format!("0a:{}:{}:{}:{}:01", &suffix[..2], &suffix[2..4], &suffix[4..6], &suffix[6..])
    }

    /// The ids and names of its security groups.
    pub fn groups(&self) -> &'a [(String, &'static str)] {
        match self.index {
            0 => &self.location.groups,
            index if index.is_multiple_of(2) => &self.location.groups[..1],
            _ => &self.location.groups[1..],
        }
    }

    /// The volume of its root device.
    pub fn root_volume_id(&self) -> String {
        volumes::id(self.location, self.index)
    }
}
