//! The choices that make one instance differ from the next.

use super::site::Site;
use crate::random::Random;

/// How many instances pass before the oddities come round again.
pub const ROUND: usize = 12;

/// What is special about an instance. Each dozen holds every oddity once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    None,
    /// No `Name` tag.
    Nameless,
    /// An instance type that no SDK knows.
    UnknownType,
    Spot,
    /// A tag `aws:cloud9:owner` that is the ARN of a session.
    OwnedByArn,
    Stopped,
    /// A tag without a text.
    EmptyTag,
    /// Tags that need quoting in one place or another.
    AwkwardTags,
    /// A tag `aws:cloud9:owner` that is a user's id, on Windows.
    OwnedById,
    Terminated,
    /// No tags at all.
    Untagged,
    /// In a private subnet.
    NoPublicIp,
}

const ODDITIES: [Oddity; ROUND] = [
    Oddity::None,
    Oddity::Nameless,
    Oddity::UnknownType,
    Oddity::Spot,
    Oddity::OwnedByArn,
    Oddity::Stopped,
    Oddity::EmptyTag,
    Oddity::AwkwardTags,
    Oddity::OwnedById,
    Oddity::Terminated,
    Oddity::Untagged,
    Oddity::NoPublicIp,
];

/// A kind of machine.
#[derive(Debug, Clone, Copy)]
pub struct Machine {
    pub name: &'static str,
    pub architecture: &'static str,
    pub cores: u8,
    pub threads: u8,
}

const fn machine(name: &'static str, architecture: &'static str, cores: u8, threads: u8) -> Machine {
    Machine { name, architecture, cores, threads }
}

const MACHINES: [Machine; 6] = [
    machine("t3.micro", "x86_64", 1, 2),
    machine("m7i.large", "x86_64", 1, 2),
    machine("r6i.2xlarge", "x86_64", 4, 2),
    machine("c7g.xlarge", "arm64", 4, 1),
    machine("t4g.nano", "arm64", 2, 1),
    machine("m6a.xlarge", "x86_64", 2, 2),
];

const UNKNOWN_MACHINE: Machine = machine("zz9.plural-alpha", "x86_64", 42, 2);

/// One instance before it is described.
#[derive(Debug)]
pub struct Draft<'a> {
    pub site: &'a Site,
    pub index: usize,
    pub id: String,
    pub oddity: Oddity,
    pub machine: Machine,
    pub zone: usize,
    /// Seconds since 1970.
    pub launched: i64,
    pub private_ip: String,
    pub public_ip: Option<String>,
}

impl<'a> Draft<'a> {
    /// The draft of an instance by its position in the site.
    pub fn new(site: &'a Site, index: usize) -> Self {
        let mut random = site.random("instance", index);
        // The id is the first draw, so that it can be had alone.
        let id = random.id("i-");
        let oddity = ODDITIES[index % ROUND];
        let hidden = matches!(oddity, Oddity::NoPublicIp | Oddity::Stopped | Oddity::Terminated);
        let (high, middle, low) = (index / 62_500, index / 250 % 250, index % 250 + 4);
        Self {
            site,
            index,
            id,
            oddity,
            machine: if oddity == Oddity::UnknownType { UNKNOWN_MACHINE } else { random.pick(&MACHINES) },
            zone: random.below(site.zones.len() as u64) as usize,
            // Between November 2023 and March 2026.
            launched: 1_700_000_000 + random.below(73_000_000) as i64,
            private_ip: format!("10.{high}.{middle}.{low}"),
            // 198.18.0.0/15 is set aside for benchmarks: it leads nowhere.
            public_ip: (!hidden).then(|| format!("198.{}.{middle}.{low}", 18 + high % 2)),
        }
    }

    /// The id of an instance, without the rest.
    pub fn id(site: &Site, index: usize) -> String {
        site.random("instance", index).id("i-")
    }

    /// The generator of one thing of the instance.
    pub fn random(&self, kind: &str) -> Random {
        self.site.random(kind, self.index)
    }

    /// Whether it has been terminated, and so has lost its network and disks.
    pub fn is_gone(&self) -> bool {
        self.oddity == Oddity::Terminated
    }
}
