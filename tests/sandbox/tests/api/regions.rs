//! `DescribeRegions` and `DescribeAvailabilityZones` as a client sees them.

use crate::client::Client;
use aws_sandbox::{Options, Sandbox};

#[test]
fn enabled_regions_are_the_default() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let names = |client: &Client, parameters: &[(&str, &str)]| {
        client.request("DescribeRegions", parameters).texts("regionName")
    };
    assert_eq!(names(&client, &[]).len(), 20);
    assert_eq!(names(&client, &[("AllRegions", "true")]).len(), 34);
    assert!(names(&client, &[]).contains(&"ap-east-1".to_owned()));
    let test_account = client.clone().key(&sandbox.account("test-account").key);
    assert!(!names(&test_account, &[]).contains(&"ap-east-1".to_owned()));

    assert_eq!(names(&client, &[("RegionName.1", "ap-east-2")]), ["ap-east-2"]);
    let filter = [("Filter.1.Name", "opt-in-status"), ("Filter.1.Value.1", "opted-in")];
    assert_eq!(names(&client, &filter), ["ap-east-1", "eu-south-1", "me-central-1"]);
    let unknown = client.request("DescribeRegions", &[("RegionName.1", "eu-west-9")]);
    assert_eq!(unknown.error(), (400, "InvalidParameterValue".to_owned()));
}

#[test]
fn other_partitions_are_listed_on_request() {
    let sandbox = Sandbox::start(Options { foreign_regions: true, ..Options::default() });
    let response = Client::new(&sandbox).request("DescribeRegions", &[]);
    assert!(response.texts("regionName").contains(&"cn-north-1".to_owned()));
    assert!(response.texts("regionEndpoint").contains(&"ec2.cn-north-1.amazonaws.com.cn".to_owned()));
}

#[test]
fn zones_belong_to_their_region() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).region("us-west-2");
    let zones = |parameters: &[(&str, &str)]| client.request("DescribeAvailabilityZones", parameters).texts("zoneName");
    assert_eq!(zones(&[]), ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"]);
    assert_eq!(zones(&[("AllAvailabilityZones", "true")]).len(), 6);
    assert_eq!(zones(&[("ZoneId.1", "usw2-az2")]), ["us-west-2b"]);
    let local = [("AllAvailabilityZones", "true"), ("Filter.1.Name", "zone-type"), ("Filter.1.Value.1", "local-zone")];
    assert_eq!(zones(&local), ["us-west-2-lax-1a", "us-west-2-lax-1b"]);
    let unknown = client.request("DescribeAvailabilityZones", &[("ZoneName.1", "eu-west-1a")]);
    assert_eq!(unknown.error(), (400, "InvalidParameterValue".to_owned()));
}
