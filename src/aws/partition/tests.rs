use serde_json::Value;

use super::*;

/// The table inside of the SDK, which is JSON in a string literal.
fn sdk_partitions() -> Vec<Value> {
    let source = crate::aws::sdk_sources::folder_of("aws-sdk-ec2").join("src/endpoint_lib.rs");
    let source = std::fs::read_to_string(source).expect("the SDK's source");
    let start = source.find(r#"{\"partitions\":"#).expect("the table");
    let end = start + source[start..].find("}\"").expect("its end") + 1;
    let json = source[start..end].replace(r#"\""#, "\"").replace(r"\\", r"\");
    let table: Value = serde_json::from_str(&json).expect("JSON");
    table["partitions"].as_array().expect("partitions").clone()
}

#[test]
fn the_table_is_the_sdks() {
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
fn every_region_belongs_to_its_partition() {
    for partition in &PARTITIONS {
        for region in partition.regions {
            assert_eq!(partition_of(region), partition, "{region}");
            assert!(is_region_name(region), "{region}");
        }
    }
    assert_eq!(partition_of("mx-central-9").id, "aws");
    assert_eq!(partition_of("us-gov-north-1").id, "aws-us-gov");
}

#[test]
fn what_can_be_no_host_name_is_no_region() {
    for wrong in
        ["", "eu", "eu-west", "eu-west-1.evil.com", "eu-west-1#", "EU-WEST-1", "eu--1", "eu-west-x", "a-b-1/c-1"]
    {
        assert!(!is_region_name(wrong), "{wrong}");
    }
}
