//! `aws ec2 volumes`

use crate::support::{Shell, aws, aws_with_instances, json};

#[test]
fn unattached_volumes_are_found_with_where() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let rows = shell.value("aws ec2 volumes | where State == available | select VolumeId Size");
    let rows = rows.as_array().expect("rows");
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["VolumeId"].as_str().is_some_and(|id| id.starts_with("vol-"))), "{rows:?}");
    assert!(rows.iter().all(|row| row["Size"].as_i64().is_some_and(|size| size > 0)), "{rows:?}");
    let attached = shell.value("aws ec2 volumes --state available | get Attachments | flatten | length");
    assert_eq!(attached, json!(0));
}

#[test]
fn a_volume_is_attached_to_an_instance_that_exists() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let line = "let instances = aws ec2 instances | get InstanceId
        aws ec2 volumes --state in-use | all {|row| $row.Attachments.0.InstanceId in $instances }";
    assert_eq!(shell.value(line), json!(true));
}

#[test]
fn values_have_their_types() {
    let line = "aws ec2 volumes | first | [
        ($in.CreateTime | describe) ($in.Size | describe) ($in.Encrypted | describe) ($in.Tags | describe | str starts-with record)
    ]";
    assert_eq!(Shell::with_dev(&aws()).value(line), json!(["datetime", "int", "bool", true]));
}

#[test]
fn the_columns_that_people_look_for_come_first() {
    let line = "aws ec2 volumes | columns | first 11";
    let expected = json!([
        "Name",
        "VolumeId",
        "State",
        "Size",
        "VolumeType",
        "AvailabilityZone",
        "CreateTime",
        "Region",
        "AccountId",
        "AccountName",
        "Profile",
    ]);
    assert_eq!(Shell::with_dev(&aws()).value(line), expected);
}

#[test]
fn a_row_says_where_it_is_from() {
    let line = "aws ec2 volumes | select Region AccountId Profile | uniq";
    let expected = json!([{ "Region": "eu-west-1", "AccountId": "111122223333", "Profile": "dev" }]);
    assert_eq!(Shell::with_dev(&aws()).value(line), expected);
}

#[test]
fn ec2_filters_by_instance() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[0];
    let shell = Shell::with_dev(&aws);
    let line = format!("aws ec2 volumes --filter {{attachment.instance-id: {id}}} | get Attachments.0.InstanceId");
    assert_eq!(shell.value(&line), json!([id]));
}

#[test]
fn ids_are_listed_and_a_missing_one_is_named() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let line = "let ids = aws ec2 volumes | get VolumeId | first 2; aws ec2 volumes ...$ids | get VolumeId | sort | $in == ($ids | sort)";
    assert_eq!(shell.value(line), json!(true));
    let error = shell.error("aws ec2 volumes vol-0123456789abcdef0");
    assert_eq!(error.code, "aws::ec2::not_found");
    assert!(error.message.contains("vol-0123456789abcdef0"), "{}", error.message);
}

#[test]
fn an_id_of_something_else_is_malformed_and_nothing_is_asked() {
    let aws = aws();
    let error = Shell::with_dev(&aws).error("aws ec2 volumes i-0123456789abcdef0");
    assert_eq!(error.code, "aws::ec2::malformed_id");
    assert!(aws.requests().iter().all(|request| request.action != "DescribeVolumes"));
}

#[test]
fn pages_follow_each_other() {
    assert_eq!(Shell::with_dev(&aws_with_instances(1500)).value("aws ec2 volumes | length"), json!(2000));
}

#[test]
fn many_regions_are_one_table() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let line = "aws ec2 volumes --region [eu-west-1 eu-west-2] --columns [VolumeId Region] | get Region | uniq | sort";
    assert_eq!(shell.value(line), json!(["eu-west-1", "eu-west-2"]));
}

#[test]
fn a_misspelled_filter_suggests_the_right_one() {
    let error = Shell::with_dev(&aws()).error("aws ec2 volumes --filter {volume-tpye: gp3}");
    assert_eq!(error.code, "aws::ec2::unknown_filter");
    assert!(error.help.contains("volume-type"), "{}", error.help);
}
