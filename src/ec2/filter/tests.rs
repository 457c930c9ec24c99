use std::collections::BTreeSet;

use super::*;

fn filter(name: &str, values: &[&str]) -> Result<Filter, Error> {
    Filter::new(name, values.iter().map(|value| value.to_string()).collect())
}

#[test]
fn the_filters_are_those_that_the_sdk_documents() {
    let input = "src/operation/describe_instances/_describe_instances_input.rs";
    let source = std::fs::read_to_string(crate::aws::sdk_sources::package_folder("aws-sdk-ec2").join(input))
        .expect("the source");
    let fields = source.split("pub struct DescribeInstancesInput").nth(1).expect("the input");
    let documentation = fields.split("pub filters").next().expect("the filters' documentation");
    let documented: BTreeSet<_> = documentation
        .split("<p><code>")
        .skip(1)
        .filter_map(|entry| entry.split_once("</code> - "))
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with("tag:"))
        .collect();
    assert_eq!(documented, INSTANCE_FILTERS.iter().copied().collect());
}

#[test]
fn an_unknown_filter_brings_the_nearest() {
    let error = filter("instance-tpe", &["t3.micro"]).expect_err("refused");
    assert!(matches!(&error, Error::UnknownFilter { nearest, .. } if nearest[0] == "instance-type"), "{error:?}");
    assert!(filter("tag:", &["x"]).is_err(), "a tag needs a key");
    assert!(filter("tag:any thing", &["x"]).is_ok());
}

#[test]
fn an_unknown_state_brings_the_nearest_and_a_wildcard_passes() {
    let error = filter(STATE_FILTER, &["running", "runing"]).expect_err("refused");
    assert!(matches!(&error, Error::UnknownState { name, nearest } if name == "runing" && nearest[0] == "running"));
    assert!(filter(STATE_FILTER, &["stop*"]).is_ok());
}

#[test]
fn a_filter_takes_one_to_two_hundred_values() {
    assert_eq!(filter("vpc-id", &[]).expect_err("none").code(), "aws::ec2::filter_value");
    assert!(filter("vpc-id", &["vpc-1"; 200]).is_ok());
    assert_eq!(filter("vpc-id", &["vpc-1"; 201]).expect_err("too many").code(), "aws::ec2::filter_value");
}

#[test]
fn the_sdk_gets_name_and_values() {
    let sdk = types::Filter::from(&filter("tag:env", &["prod", "test"]).expect("a filter"));
    assert_eq!((sdk.name(), sdk.values()), (Some("tag:env"), &["prod".to_owned(), "test".to_owned()][..]));
}
