//! `DescribeVolumes` as a client sees it. What it shares with `DescribeInstances` is tested there.

use std::collections::BTreeMap;

use crate::client::{Client, QueryResponse, filter};
use aws_sandbox::{Fault, FaultKind, Options, Sandbox};

/// The XML paths of all members of EC2's `Volume`, which `members.py` prints.
const MEMBERS: &str = include_str!("volume_members.txt");

fn sandbox(instances: usize) -> Sandbox {
    Sandbox::start(Options { instances, ..Options::default() })
}

fn ids(pages: &[QueryResponse]) -> Vec<String> {
    // An attachment names its volume a second time.
    let mut ids: Vec<_> = pages.iter().flat_map(|page| page.texts("volumeId")).collect();
    ids.dedup();
    ids
}

#[test]
fn pages_hold_every_volume_once() {
    let sandbox = sandbox(900);
    let expected = sandbox.volume_ids("dev-account", "eu-west-1");
    assert_eq!(expected.len(), 1200);
    for (size, count) in [("5", 240), ("1000", 2)] {
        let pages = Client::new(&sandbox).pages("DescribeVolumes", &[("MaxResults", size)]);
        assert_eq!(pages.len(), count);
        assert_eq!(ids(&pages), expected);
    }
}

#[test]
fn every_block_device_has_a_volume_that_is_attached_to_its_instance() {
    let sandbox = sandbox(36);
    let client = Client::new(&sandbox);
    let instances = client.request("DescribeInstances", &[]).body;
    let instances: Vec<_> = instances.split("<instanceId>").skip(1).filter(|xml| xml.contains("<volumeId>")).collect();
    assert_eq!(instances.len(), 33);
    for xml in instances {
        let of_instance = QueryResponse { status: 200, body: format!("<instanceId>{xml}") };
        let member = |name: &str| of_instance.text(name).expect("a member");
        let volume = client.request("DescribeVolumes", &[("VolumeId.1", &member("volumeId"))]);
        for name in ["instanceId", "attachTime", "availabilityZone", "availabilityZoneId"] {
            assert_eq!(volume.text(name), Some(member(name)), "{name}");
        }
        assert_eq!(volume.texts("status"), ["in-use", "attached"]);
        assert_eq!(volume.text("device"), Some(member("deviceName")));
    }
}

#[test]
fn some_volumes_are_attached_to_nothing() {
    let sandbox = sandbox(12);
    let client = Client::new(&sandbox);
    let in_state = |state| client.request("DescribeVolumes", &filter("status", state));
    let states = ["in-use", "available", "creating", "error", "deleted"].map(|state| ids(&[in_state(state)]).len());
    assert_eq!(states, [11, 3, 1, 1, 0]);
    assert!(!in_state("available").body.contains("<attachmentSet>"));
}

#[test]
fn filters_select_volumes() {
    let sandbox = sandbox(120);
    let client = Client::new(&sandbox);
    let count = |name, value| ids(&client.pages("DescribeVolumes", &filter(name, value))).len();
    let instance = &sandbox.instance_ids("dev-account", "eu-west-1")[5];
    assert_eq!(count("attachment.instance-id", instance), 1);
    assert_eq!(count("attachment.device", "/dev/*"), 110);
    assert_eq!(count("volume-type", "zz?"), 14);
    assert_eq!(count("fast-restored", "true"), 1);
    assert_eq!(count("operator.principal", "ecs.amazonaws.com"), 1);
    assert_eq!(count("tag:aws:cloud9:owner", "*"), 26);
    assert_eq!(count("tag-key", "größe"), 13);
    assert_eq!(count("encrypted", "true"), 80);
    assert_eq!(count("snapshot-id", "snap-*"), 120);
    assert_eq!(count("snapshot-id", ""), 40);
}

#[test]
fn ids_are_looked_up() {
    let sandbox = sandbox(30);
    let client = Client::new(&sandbox);
    let known = sandbox.volume_ids("dev-account", "eu-west-1");
    let found = client.request("DescribeVolumes", &[("VolumeId.1", &known[37]), ("VolumeId.2", &known[2])]);
    assert_eq!(ids(&[found]), [known[2].clone(), known[37].clone()]);

    let error = |ids: &[(&str, &str)]| {
        let response = client.request("DescribeVolumes", ids);
        (response.error().1, response.text("Message").expect("a message"))
    };
    let unknown = [("VolumeId.1", known[0].as_str()), ("VolumeId.2", "vol-00000000000000000")];
    let message = "The volume &apos;vol-00000000000000000&apos; does not exist.".to_owned();
    assert_eq!(error(&unknown), ("InvalidVolume.NotFound".to_owned(), message));
    for malformed in ["i-00000000000000000", "vol-xyz", "vol-0", ""] {
        let message = format!("Value ({malformed}) for parameter volumes is invalid. Expected: &apos;vol-...&apos;.");
        assert_eq!(error(&[("VolumeId.1", malformed)]), ("InvalidParameterValue".to_owned(), message));
    }
    let message = "The parameter volumeSet cannot be used with the parameter maxResults".to_owned();
    let together = [("VolumeId.1", known[0].as_str()), ("MaxResults", "5")];
    assert_eq!(error(&together), ("InvalidParameterCombination".to_owned(), message));
}

#[test]
fn invalid_parameters_are_errors() {
    let sandbox = sandbox(30);
    let client = Client::new(&sandbox);
    let token = client.request("DescribeInstances", &[("MaxResults", "5")]).text("nextToken").expect("a token");
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("MaxResults", "4")], "InvalidParameterValue"),
        (&[("MaxResults", "1001")], "InvalidParameterValue"),
        (&[("NextToken", &token)], "InvalidNextToken"),
        (&filter("instance-state-name", "running"), "InvalidParameterValue"),
        (&filter("tag-value", "prod"), "InvalidParameterValue"),
        (&[("InstanceId.1", "i-00000000000000000")], "UnknownParameter"),
        (&[("DryRun", "true")], "DryRunOperation"),
    ];
    for (parameters, code) in cases {
        assert_eq!(client.request("DescribeVolumes", parameters).error().1, code, "{parameters:?}");
    }
}

#[test]
fn the_first_volume_has_every_member() {
    let sandbox = sandbox(12);
    let first = &sandbox.volume_ids("dev-account", "eu-west-1")[0];
    let response = Client::new(&sandbox).request("DescribeVolumes", &[("VolumeId.1", first)]);
    let filled: Vec<_> = response.paths("volumeSet").into_iter().filter(|(_, filled)| *filled).collect();
    assert_eq!(filled.into_iter().map(|(path, _)| path).collect::<Vec<_>>(), MEMBERS.lines().collect::<Vec<_>>());
}

#[test]
fn no_volume_has_a_member_that_aws_does_not_know() {
    let sandbox = sandbox(36);
    let mut found = Client::new(&sandbox).request("DescribeVolumes", &[]).paths("volumeSet");
    found.retain(|path, _| !MEMBERS.lines().any(|member| member == path));
    assert_eq!(found, BTreeMap::new());
}

#[test]
fn faults_apply_to_volumes() {
    let sandbox = sandbox(12);
    let client = Client::new(&sandbox);
    let sizes = || {
        let pages = client.pages("DescribeVolumes", &[("MaxResults", "9")]);
        pages.into_iter().map(|page| ids(&[page]).len()).collect::<Vec<_>>()
    };
    sandbox.fail(Fault::new(FaultKind::ShortPages).action("DescribeVolumes").times(2));
    assert_eq!(sizes(), [3, 3, 9, 1]);
    sandbox.fail(Fault::new(FaultKind::EmptyPages).action("DescribeVolumes"));
    assert_eq!(sizes(), [0, 9, 0, 7, 0]);
    sandbox.clear_faults();
    sandbox.fail(Fault::new(FaultKind::InvalidTimestamp).action("DescribeVolumes"));
    assert!(client.request("DescribeVolumes", &[]).body.contains("<createTime>yesterday</createTime>"));
    sandbox.clear_faults();
    sandbox.fail(Fault::new(FaultKind::Throttle).action("DescribeVolumes"));
    assert_eq!(client.request("DescribeVolumes", &[]).error(), (503, "RequestLimitExceeded".to_owned()));
    assert_eq!(client.request("DescribeInstances", &[]).status, 200);
}
