//! AWS's regions and their zones.

/// A region of the commercial partition `aws`, or one of another partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Its name, such as `eu-west-1`.
    pub name: &'static str,
    zones: &'static str,
    /// Whether an account has to ask for it.
    pub opt_in: bool,
}

const fn open(name: &'static str, zones: &'static str) -> Region {
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
    open("ap-northeast-1", "acd"),
    open("ap-northeast-2", "abcd"),
    open("ap-northeast-3", "abc"),
    open("ap-south-1", "abc"),
    opt_in("ap-south-2"),
    open("ap-southeast-1", "abc"),
    open("ap-southeast-2", "abc"),
    opt_in("ap-southeast-3"),
    opt_in("ap-southeast-4"),
    opt_in("ap-southeast-5"),
    opt_in("ap-southeast-6"),
    opt_in("ap-southeast-7"),
    open("ca-central-1", "abd"),
    opt_in("ca-west-1"),
    open("eu-central-1", "abc"),
    opt_in("eu-central-2"),
    open("eu-north-1", "abc"),
    opt_in("eu-south-1"),
    opt_in("eu-south-2"),
    open("eu-west-1", "abc"),
    open("eu-west-2", "abc"),
    open("eu-west-3", "abc"),
    opt_in("il-central-1"),
    opt_in("me-central-1"),
    opt_in("me-south-1"),
    opt_in("mx-central-1"),
    open("sa-east-1", "abc"),
    open("us-east-1", "abcdef"),
    open("us-east-2", "abc"),
    open("us-west-1", "bc"),
    open("us-west-2", "abcd"),
];

/// Regions that no account of the partition `aws` can use, and the domain of their endpoints.
pub const FOREIGN_REGIONS: [(Region, &str); 4] = [
    (open("cn-north-1", "abd"), "amazonaws.com.cn"),
    (open("cn-northwest-1", "abc"), "amazonaws.com.cn"),
    (open("us-gov-east-1", "abc"), "amazonaws.com"),
    (open("us-gov-west-1", "abc"), "amazonaws.com"),
];

/// Local zones, which exist beside a region's own zones and need opting in to: the region and the zone's name.
pub const LOCAL_ZONES: [(&str, &str); 3] =
    [("us-east-1", "us-east-1-bos-1a"), ("us-west-2", "us-west-2-lax-1a"), ("us-west-2", "us-west-2-lax-1b")];

/// The region of a name.
pub fn find(name: &str) -> Option<Region> {
    REGIONS.into_iter().find(|region| region.name == name)
}

impl Region {
    /// The names of its zones, such as `eu-west-1a`.
    pub fn zones(self) -> Vec<String> {
        self.zones.chars().map(|letter| format!("{}{letter}", self.name)).collect()
    }

    /// The id of its nth zone, such as `euw1-az1`, which names the same place in every account.
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
    fn zone_ids_are_short_names() {
        let id = |name| find(name).expect("a region").zone_id(0);
        assert_eq!(id("eu-west-1"), "euw1-az1");
        assert_eq!(id("ap-northeast-1"), "apne1-az1");
        assert_eq!(id("us-east-1"), "use1-az1");
    }
}
