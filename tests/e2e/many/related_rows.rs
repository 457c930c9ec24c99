//! Rows of one table select the items of another.

use crate::support::{Sandbox, Shell, aws, aws_with_instances, json};

/// The number of requests for volumes.
fn requests(aws: &Sandbox) -> usize {
    aws.count("DescribeVolumes")
}

#[test]
fn instances_lead_to_their_volumes_wherever_they_are() {
    let aws = aws();
    let shell = Shell::with_aws(&aws);
    let value = shell.value(
        "let found = [dev test] | aws ec2 instances --region [eu-west-1 us-east-1]
        let instances = $found | where StateName == running and Region == us-east-1
        let volumes = $instances | aws ec2 volumes
        let attached = $volumes | get Attachments | flatten | get InstanceId | uniq
        [
            ($volumes | select Profile Region | uniq | sort-by Profile | each { values })
            ($attached | all {|id| $id in $instances.InstanceId })
            ($attached | length | $in > 1)
            (($instances | first | aws ec2 volumes | get Attachments | flatten | get InstanceId | uniq) == [($instances | first).InstanceId])
        ]",
    );
    assert_eq!(value, json!([[["dev", "us-east-1"], ["test", "us-east-1"]], true, true, true]));
}

#[test]
fn volumes_lead_to_their_instances_and_those_that_are_free_to_none() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let value = shell.value(
        "let volumes = aws ec2 volumes --state in-use
        let instances = $volumes | aws ec2 instances
        [
            (($instances | get InstanceId | sort) == ($volumes | get Attachments | flatten | get InstanceId | uniq | sort))
            (aws ec2 volumes --state available | aws ec2 instances)
            (aws ec2 volumes | where false | aws ec2 instances)
        ]",
    );
    assert_eq!(value, json!([true, [], []]));
}

#[test]
fn flags_win_over_the_rows_and_filters_apply_too() {
    let aws = aws();
    let shell = Shell::with_aws(&aws);
    let value = shell.value(
        "let instances = aws ec2 instances --profile dev
        [
            ($instances | aws ec2 volumes --region us-east-1)
            ($instances | aws ec2 volumes --profile test)
            ($instances | aws ec2 volumes --state available)
            ($instances | aws ec2 volumes --state in-use | is-not-empty)
        ]",
    );
    assert_eq!(value, json!([[], [], [], true]));
}

#[test]
fn an_id_of_another_table_selects_what_belongs_to_it() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "let instances = aws ec2 instances --state running | first 2
        let ids = $instances | get InstanceId
        let volumes = $instances | aws ec2 volumes | get VolumeId | sort
        [($volumes | is-not-empty) (($ids | aws ec2 volumes | get VolumeId | sort) == $volumes)
        (($ids.0 | aws ec2 volumes | sort) == ($instances.0 | aws ec2 volumes | sort))
        (($volumes | first | aws ec2 instances | get InstanceId | first) in $ids)
        (($ids.1 | aws ec2 volumes --region eu-west-2 | length))]",
    );
    assert_eq!(value, json!([true, true, true, true, 0]));
}

#[test]
fn an_id_that_a_table_cannot_select_by_is_an_error_about_it() {
    let aws = aws();
    let error = Shell::with_dev(&aws).error("'vpc-0123456789abcdef0' | aws ec2 volumes");
    assert_eq!(
        (error.code.as_str(), error.label.as_str()),
        ("aws::profile::input", "`aws ec2 volumes` can't select by `VpcId`")
    );
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn two_hundred_instances_are_one_request() {
    let aws = aws_with_instances(450);
    let line = "aws ec2 instances | aws ec2 volumes | get VolumeId | ($in | uniq | length) == ($in | length)";
    assert_eq!(Shell::with_dev(&aws).value(line), json!(true));
    assert_eq!(requests(&aws), 3);
}

#[test]
fn rows_with_a_profile_and_region_alone_say_where_to_look() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for places in [
        "aws ec2 instances --region [us-east-1 eu-west-3] | select Profile Region | uniq",
        "aws ec2 regions | where RegionName in [us-east-1 eu-west-3]",
    ] {
        let line = format!("{places} | aws ec2 volumes | get Region | uniq | sort");
        assert_eq!(shell.value(&line), json!(["eu-west-3", "us-east-1"]), "{places}");
    }
}

#[test]
fn rows_without_a_profile_are_looked_for_with_the_active_one() {
    let aws = aws();
    let key = aws.account("dev-account").key.clone();
    let shell = Shell::new()
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_REGION", "eu-west-1")
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let line =
        "aws ec2 instances --region us-east-1 | aws ec2 volumes | [($in | is-not-empty) ($in | get Region | uniq)]";
    assert_eq!(shell.value(line), json!([true, ["us-east-1"]]));
}

#[test]
fn a_row_that_says_nothing_is_an_error_that_says_what_to_pipe() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let error = shell.error("[{Size: 8}] | aws ec2 volumes");
    assert_eq!(
        (error.code.as_str(), error.label.as_str()),
        ("aws::profile::input", "this record has no `name`, `profile` or id")
    );
    assert!(error.help.contains("an EC2 table"), "{error:?}");
    let error = shell.error("[{InstanceId: i-0123456789abcdef0} {SnapshotId: snap-1}] | aws ec2 volumes");
    assert_eq!(error.code, "aws::profile::input");
    assert_eq!(aws.requests().len(), 0);
}
