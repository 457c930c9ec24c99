//! AWS partitions: groups of regions with accounts, credentials and endpoints of their own. An account of one can't
//! reach the regions of another.
//!
//! The SDK has this table too, but keeps it private; a test compares the two.

use std::sync::LazyLock;

/// A partition.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Partition {
    /// Its id in ARNs: `aws`, `aws-cn`.
    pub(crate) id: &'static str,
    /// What its region names begin with. Empty for `aws`, which has all the others' rest.
    prefix: &'static str,
    /// The region that answers for the whole partition (`implicitGlobalRegion` in the SDK's table).
    pub(crate) main_region: &'static str,
    /// Its regions as far as they are known, in alphabetical order. AWS adds new ones every year.
    pub(crate) regions: &'static [&'static str],
}

/// The partition of a region, also of one that is newer than this table.
pub(crate) fn partition_of(region: &str) -> &'static Partition {
    let named =
        PARTITIONS.iter().find(|partition| !partition.prefix.is_empty() && region.starts_with(partition.prefix));
    named.unwrap_or(&PARTITIONS[0])
}

/// The partition with this id.
pub(crate) fn with_id(id: &str) -> Option<&'static Partition> {
    PARTITIONS.iter().find(|partition| partition.id == id)
}

/// All known regions, those of the partition `aws` first.
pub(crate) fn known_regions() -> &'static [&'static str] {
    static REGIONS: LazyLock<Vec<&str>> =
        LazyLock::new(|| PARTITIONS.iter().flat_map(|partition| partition.regions).copied().collect());
    &REGIONS
}

/// Whether a text can be a region's name. Names become part of host names, so nothing else may pass.
pub(crate) fn is_region_name(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let plain = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    parts.len() >= 3 && parts.iter().all(plain) && parts.last().is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
}

/// `aws` stands first: it is what remains where no prefix fits.
static PARTITIONS: [Partition; 8] = [
    Partition {
        id: "aws",
        prefix: "",
        main_region: "us-east-1",
        regions: &[
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
        ],
    },
    Partition {
        id: "aws-cn",
        prefix: "cn-",
        main_region: "cn-northwest-1",
        regions: &["cn-north-1", "cn-northwest-1"],
    },
    Partition { id: "aws-eusc", prefix: "eusc-", main_region: "eusc-de-east-1", regions: &["eusc-de-east-1"] },
    Partition {
        id: "aws-iso",
        prefix: "us-iso-",
        main_region: "us-iso-east-1",
        regions: &["us-iso-east-1", "us-iso-west-1"],
    },
    Partition {
        id: "aws-iso-b",
        prefix: "us-isob-",
        main_region: "us-isob-east-1",
        regions: &["us-isob-east-1", "us-isob-west-1"],
    },
    Partition { id: "aws-iso-e", prefix: "eu-isoe-", main_region: "eu-isoe-west-1", regions: &["eu-isoe-west-1"] },
    Partition {
        id: "aws-iso-f",
        prefix: "us-isof-",
        main_region: "us-isof-south-1",
        regions: &["us-isof-east-1", "us-isof-south-1"],
    },
    Partition {
        id: "aws-us-gov",
        prefix: "us-gov-",
        main_region: "us-gov-west-1",
        regions: &["us-gov-east-1", "us-gov-west-1"],
    },
];

#[cfg(test)]
mod tests;
