//! `DescribeInstances` as a client sees it.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::{Client, QueryResponse, filter};
use aws_sandbox::{Fault, FaultKind, Options, Sandbox};

fn sandbox(instances: usize) -> Sandbox {
    Sandbox::start(Options { instances, ..Options::default() })
}

fn pages(client: &Client, parameters: &[(&str, &str)]) -> Vec<QueryResponse> {
    client.pages("DescribeInstances", parameters)
}

fn ids(pages: &[QueryResponse]) -> Vec<String> {
    pages.iter().flat_map(|page| page.texts("instanceId")).collect()
}

#[test]
fn pages_hold_every_instance_once() {
    let sandbox = sandbox(1203);
    let expected = sandbox.instance_ids("dev-account", "eu-west-1");
    for (size, count) in [("5", 241), ("7", 172), ("1000", 2)] {
        let pages = pages(&Client::new(&sandbox), &[("MaxResults", size)]);
        assert_eq!(pages.len(), count);
        assert_eq!(ids(&pages), expected);
    }
}

#[test]
fn without_a_size_pages_hold_a_thousand() {
    let sandbox = sandbox(1001);
    let pages = pages(&Client::new(&sandbox), &[]);
    assert_eq!(pages.iter().map(|page| page.texts("instanceId").len()).collect::<Vec<_>>(), [1000, 1]);
}

#[test]
fn accounts_and_regions_have_different_instances() {
    let sandbox = Sandbox::start(Options { instances_in: [("eu-west-3".to_owned(), 0)].into(), ..Options::default() });
    let listing = |account: &str, region: &str| {
        let client = Client::new(&sandbox).key(&sandbox.account(account).key).region(region);
        let page = client.request("DescribeInstances", &[]);
        assert!(page.texts("ownerId").iter().all(|id| *id == sandbox.account(account).id));
        ids(&[page])
    };
    let listings = [
        listing("dev-account", "eu-west-1"),
        listing("dev-account", "eu-west-2"),
        listing("test-account", "eu-west-1"),
    ];
    let all: BTreeSet<_> = listings.iter().flatten().collect();
    assert_eq!(all.len(), 36);
    assert!(listing("dev-account", "eu-west-3").is_empty());
}

#[test]
fn filters_select_instances() {
    let sandbox = sandbox(120);
    let client = Client::new(&sandbox);
    let count = |name, value| ids(&pages(&client, &filter(name, value))).len();
    assert_eq!(count("instance-state-name", "running"), 100);
    assert_eq!(count("instance-state-name", "stopped"), 10);
    assert_eq!(count("instance-type", "zz?.plural-*"), 10);
    assert_eq!(count("instance-type", r"zz9.plural-\*"), 0);
    assert_eq!(count("tag:empty", ""), 10);
    assert_eq!(count("tag:aws:cloud9:owner", "*"), 21);
    assert_eq!(count("tag-key", "größe"), 10);
    assert_eq!(count("owner-id", "111122223333"), 120);
    assert_eq!(count("placement-partition-number", "3"), 1);
    let both = [&filter("platform", "windows")[..], &[("Filter.2.Name", "tag-key"), ("Filter.2.Value.1", "env")]];
    assert_eq!(ids(&pages(&client, &both.concat())).len(), 11);
}

#[test]
fn filtered_pages_hold_every_match_once() {
    let sandbox = sandbox(300);
    let client = Client::new(&sandbox);
    let filter = filter("instance-state-name", "r*");
    let whole = ids(&pages(&client, &filter));
    let parts = ids(&pages(&client, &[&filter[..], &[("MaxResults", "6")]].concat()));
    assert_eq!(whole.len(), 250);
    assert_eq!(whole, parts);
}

#[test]
fn ids_are_looked_up() {
    let sandbox = sandbox(30);
    let client = Client::new(&sandbox);
    let known = sandbox.instance_ids("dev-account", "eu-west-1");
    let error = |ids: &[(&str, &str)]| client.request("DescribeInstances", ids).error();

    let found = client.request("DescribeInstances", &[("InstanceId.1", &known[7]), ("InstanceId.2", &known[2])]);
    assert_eq!(found.texts("instanceId"), [known[2].clone(), known[7].clone()]);

    let unknown = ("InstanceId.2", "i-00000000000000000");
    assert_eq!(error(&[("InstanceId.1", &known[0]), unknown]), (400, "InvalidInstanceID.NotFound".to_owned()));
    assert_eq!(error(&[("InstanceId.1", "i-xyz")]), (400, "InvalidInstanceID.Malformed".to_owned()));
    let together = [("InstanceId.1", known[0].as_str()), ("MaxResults", "5")];
    assert_eq!(error(&together), (400, "InvalidParameterCombination".to_owned()));

    let names: Vec<_> = (1..=1001).map(|number| format!("InstanceId.{number}")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), known[0].as_str())).collect();
    assert_eq!(error(&many), (400, "InvalidParameterValue".to_owned()));
    assert_eq!(client.request("DescribeInstances", &many[..1000]).texts("instanceId").len(), 1);
}

#[test]
fn invalid_parameters_are_errors() {
    let sandbox = sandbox(30);
    let client = Client::new(&sandbox);
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[("MaxResults", "4")], "InvalidParameterValue"),
        (&[("MaxResults", "1001")], "InvalidParameterValue"),
        (&[("MaxResults", "many")], "InvalidParameterValue"),
        (&[("NextToken", "garbage")], "InvalidNextToken"),
        (&[("NextToken", "")], "InvalidNextToken"),
        (&filter("bogus", "x"), "InvalidParameterValue"),
        (&[("Filters.1.Name", "instance-type")], "UnknownParameter"),
        (&[("DryRun", "true")], "DryRunOperation"),
    ];
    for (parameters, code) in cases {
        assert_eq!(client.request("DescribeInstances", parameters).error().1, code, "{parameters:?}");
    }
    let other_version = client.request_version("2014-02-01", "DescribeInstances", &[]);
    assert_eq!(other_version.error(), (400, "NoSuchVersion".to_owned()));
    assert_eq!(client.request("TerminateInstances", &[]).error(), (400, "InvalidAction".to_owned()));
}

#[test]
fn a_token_is_valid_only_for_its_listing() {
    let sandbox = sandbox(30);
    let client = Client::new(&sandbox);
    let token = client.request("DescribeInstances", &[("MaxResults", "5")]).text("nextToken").expect("a token");
    let with_token = [("MaxResults", "9"), ("NextToken", token.as_str())];
    let status = |client: &Client, more: &[(&str, &str)]| {
        client.request("DescribeInstances", &[&with_token[..], more].concat()).status
    };
    assert_eq!(status(&client, &[]), 200);
    assert_eq!(status(&client, &filter("instance-type", "*")), 400);
    assert_eq!(status(&client.clone().region("eu-west-2"), &[]), 400);
    assert_eq!(status(&client.clone().key(&sandbox.account("test-account").key), &[]), 400);
}

#[test]
fn pages_can_be_short_or_empty() {
    let sandbox = sandbox(20);
    let client = Client::new(&sandbox);
    let sizes = || {
        let pages = pages(&client, &[("MaxResults", "9")]);
        pages.iter().map(|page| page.texts("instanceId").len()).collect::<Vec<_>>()
    };
    sandbox.fail(Fault::new(FaultKind::ShortPages).times(2));
    assert_eq!(sizes(), [3, 3, 9, 5]);
    sandbox.fail(Fault::new(FaultKind::EmptyPages));
    assert_eq!(sizes(), [0, 9, 0, 9, 0, 2, 0]);
    sandbox.clear_faults();
    assert_eq!(sizes(), [9, 9, 2]);
}

/// The XML paths of all members of EC2's `Reservation`, which `members.py` prints.
const MEMBERS: &str = include_str!("reservation_members.txt");

#[test]
fn the_first_instance_has_every_member() {
    let sandbox = sandbox(12);
    let first = &sandbox.instance_ids("dev-account", "eu-west-1")[0];
    let response = Client::new(&sandbox).request("DescribeInstances", &[("InstanceId.1", first)]);
    let filled: Vec<_> = response.paths("reservationSet").into_iter().filter(|(_, filled)| *filled).collect();
    assert_eq!(filled.into_iter().map(|(path, _)| path).collect::<Vec<_>>(), MEMBERS.lines().collect::<Vec<_>>());
}

#[test]
fn no_instance_has_a_member_that_aws_does_not_know() {
    let sandbox = sandbox(36);
    let mut found = Client::new(&sandbox).request("DescribeInstances", &[]).paths("reservationSet");
    found.retain(|path, _| !MEMBERS.lines().any(|member| member == path));
    assert_eq!(found, BTreeMap::new());
}

#[test]
fn everything_depends_on_the_seed() {
    let body = |seed| {
        let sandbox = Sandbox::start(Options { seed, ..Options::default() });
        Client::new(&sandbox).request("DescribeInstances", &[]).body
    };
    assert_eq!(body(1), body(1));
    assert_ne!(body(1), body(2));
}
