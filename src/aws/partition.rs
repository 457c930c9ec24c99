//! AWS partitions: groups of regions with their own accounts, credentials and endpoints. Credentials of one partition
//! don't work in another.
//!
//! The SDK has this table too, but doesn't export it; a test compares the two.

use std::sync::LazyLock;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Partition {
    /// The id as ARNs have it: `aws`, `aws-cn`.
    pub(crate) id: &'static str,
    /// What the names of its regions start with. Empty for `aws`, which has every region that no other prefix matches.
    prefix: &'static str,
    /// The region of the partition's global services (`implicitGlobalRegion` in the SDK's table).
    pub(crate) main_region: &'static str,
    /// The regions known today, in alphabetical order. AWS adds new ones every year.
    pub(crate) regions: &'static [&'static str],
}

impl Partition {
    /// The partition of a region, even if the region is newer than this table.
    pub(crate) fn from_region(region: &str) -> &'static Self {
        let [default, others @ ..] = &PARTITIONS;
        others.iter().find(|partition| region.starts_with(partition.prefix)).unwrap_or(default)
    }

    pub(crate) fn from_id(id: &str) -> Option<&'static Self> {
        PARTITIONS.iter().find(|partition| partition.id == id)
    }
}

/// The regions of all partitions, those of `aws` first.
pub(crate) fn known_regions() -> &'static [&'static str] {
    static REGIONS: LazyLock<Vec<&str>> =
        LazyLock::new(|| PARTITIONS.iter().flat_map(|partition| partition.regions).copied().collect());
    &REGIONS
}

/// `aws` comes first: [`Partition::from_region`] falls back to it.
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
mod tests {
    use serde_json::Value;

    use super::*;

    /// The table in the SDK's source: JSON in a string literal.
    fn sdk_partitions() -> Vec<Value> {
        let source = crate::aws::sdk_source_folder::package_folder("aws-sdk-ec2").join("src/endpoint_lib.rs");
        let source = std::fs::read_to_string(source).expect("the SDK's source");
        let start = source.find(r#"{\"partitions\":"#).expect("the table");
        let end = start + source[start..].find("}\"").expect("its end") + 1;
        let json = source[start..end].replace(r#"\""#, "\"").replace(r"\\", r"\");
        let table: Value = serde_json::from_str(&json).expect("JSON");
        table["partitions"].as_array().expect("partitions").clone()
    }

    #[test]
    fn the_table_equals_that_of_the_sdk() {
        let sdk = sdk_partitions();
        assert_eq!(sdk.len(), PARTITIONS.len());
        for theirs in sdk {
            let id = theirs["id"].as_str().expect("an id");
            let ours = PARTITIONS.iter().find(|partition| partition.id == id).unwrap_or_else(|| panic!("no {id}"));
            assert_eq!(theirs["outputs"]["implicitGlobalRegion"], ours.main_region, "{id}");
            let regions = theirs["regions"].as_object().expect("regions").keys();
            let mut regions: Vec<_> = regions.filter(|name| !name.ends_with("-global")).collect();
            regions.sort();
            assert_eq!(regions, ours.regions, "{id}");
        }
    }

    #[test]
    fn a_region_is_found_in_its_partition() {
        for partition in &PARTITIONS {
            for region in partition.regions {
                assert_eq!(Partition::from_region(region), partition, "{region}");
            }
        }
        assert_eq!(Partition::from_region("mx-central-9").id, "aws");
        assert_eq!(Partition::from_region("us-gov-north-1").id, "aws-us-gov");
    }
}
