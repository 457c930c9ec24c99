//! AWS's regions and their zones.

/// A region of the commercial partition `aws`, or one of another partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Its name, such as `eu-west-1`.
    pub name: &'static str,
    zones: &'static str,
    /// Whether it is disabled until an account enables it.
    pub opt_in: bool,
}

const fn enabled(name: &'static str, zones: &'static str) -> Region {
    Region { name, zones, opt_in: false }
}

const fn opt_in(name: &'static str) -> Region {
    Region { name, zones: "abc", opt_in: true }
}

/// The regions of the partition `aws`, in alphabetical order.
pub const REGIONS: [Region; 34] = [
    opt_in("af-south-1"),
    opt_in("ap-east-1"),
    opt_in("ap-east-2"),
    enabled("ap-northeast-1", "acd"),
    enabled("ap-northeast-2", "abcd"),
    enabled("ap-northeast-3", "abc"),
    enabled("ap-south-1", "abc"),
    opt_in("ap-south-2"),
    enabled("ap-southeast-1", "abc"),
    enabled("ap-southeast-2", "abc"),
    opt_in("ap-southeast-3"),
    opt_in("ap-southeast-4"),
    opt_in("ap-southeast-5"),
    opt_in("ap-southeast-6"),
    opt_in("ap-southeast-7"),
    enabled("ca-central-1", "abd"),
    opt_in("ca-west-1"),
    enabled("eu-central-1", "abc"),
    opt_in("eu-central-2"),
    enabled("eu-north-1", "abc"),
    opt_in("eu-south-1"),
    opt_in("eu-south-2"),
    enabled("eu-west-1", "abc"),
    enabled("eu-west-2", "abc"),
    enabled("eu-west-3", "abc"),
    opt_in("il-central-1"),
    opt_in("me-central-1"),
    opt_in("me-south-1"),
    opt_in("mx-central-1"),
    enabled("sa-east-1", "abc"),
    enabled("us-east-1", "abcdef"),
    enabled("us-east-2", "abc"),
    enabled("us-west-1", "bc"),
    enabled("us-west-2", "abcd"),
];

/// Regions of other partitions, and the domain of their endpoints.
pub const FOREIGN_REGIONS: [(Region, &str); 4] = [
    (enabled("cn-north-1", "abd"), "amazonaws.com.cn"),
    (enabled("cn-northwest-1", "abc"), "amazonaws.com.cn"),
    (enabled("us-gov-east-1", "abc"), "amazonaws.com"),
    (enabled("us-gov-west-1", "abc"), "amazonaws.com"),
];

/// Local zones, which are disabled by default: the region and the name of the zone.
pub const LOCAL_ZONES: [(&str, &str); 3] =
    [("us-east-1", "us-east-1-bos-1a"), ("us-west-2", "us-west-2-lax-1a"), ("us-west-2", "us-west-2-lax-1b")];

pub fn find(name: &str) -> Option<Region> {
    REGIONS.into_iter().find(|region| region.name == name)
}

impl Region {
    /// The names of its availability zones, such as `eu-west-1a`.
    pub fn zones(self) -> Vec<String> {
        self.zones.chars().map(|letter| format!("{}{letter}", self.name)).collect()
    }

    /// The id of its zone at `index`, such as `euw1-az1`, which means the same location in every account.
    pub fn zone_id(self, index: usize) -> String {
        format!("{}-az{}", self.short_name(), index + 1)
    }

    /// `apne1` for `ap-northeast-1`.
    pub fn short_name(self) -> String {
        let mut words = self.name.split('-');
        let area = words.next().unwrap_or_default();
        let direction = match words.next().unwrap_or_default() {
            "northeast" => "ne",
            "northwest" => "nw",
            "southeast" => "se",
            "southwest" => "sw",
            word => &word[..1],
        };
        format!("{area}{direction}{}", words.next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zone_ids_begin_with_the_short_name() {
        let id = |name| find(name).expect("a region").zone_id(0);
        assert_eq!(id("eu-west-1"), "euw1-az1");
        assert_eq!(id("ap-northeast-1"), "apne1-az1");
        assert_eq!(id("us-east-1"), "use1-az1");
    }
}
