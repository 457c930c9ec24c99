//! The columns of a row, their order and types.

use crate::support::{Shell, Value, aws, json};

/// The columns that people look for.
const FIRST: [&str; 11] = [
    "Name",
    "InstanceId",
    "StateName",
    "InstanceType",
    "PrivateIpAddress",
    "LaunchTime",
    "PublicIpAddress",
    "Region",
    "AccountId",
    "AccountName",
    "Profile",
];

/// The other members of the API's Instance, in the order of its service model, and those of the reservation.
const OTHERS: [&str; 35] = [
    "Architecture",
    "ClientToken",
    "EbsOptimized",
    "EnaSupport",
    "Hypervisor",
    "InstanceLifecycle",
    "OutpostArn",
    "RootDeviceName",
    "RootDeviceType",
    "SourceDestCheck",
    "SpotInstanceRequestId",
    "SriovNetSupport",
    "VirtualizationType",
    "CapacityBlockId",
    "CapacityReservationId",
    "BootMode",
    "PlatformDetails",
    "UsageOperation",
    "UsageOperationUpdateTime",
    "Ipv6Address",
    "TpmSupport",
    "CurrentInstanceBootMode",
    "ImageId",
    "PrivateDnsName",
    "PublicDnsName",
    "StateTransitionReason",
    "KeyName",
    "AmiLaunchIndex",
    "KernelId",
    "RamdiskId",
    "Platform",
    "SubnetId",
    "VpcId",
    "ReservationId",
    "RequesterId",
];

/// The members that are lists or structures.
const NESTED: [&str; 23] = [
    "Tags",
    "BlockDeviceMappings",
    "IamInstanceProfile",
    "ElasticGpuAssociations",
    "ElasticInferenceAcceleratorAssociations",
    "NetworkInterfaces",
    "SecurityGroups",
    "StateReason",
    "CpuOptions",
    "CapacityReservationSpecification",
    "HibernationOptions",
    "Licenses",
    "MetadataOptions",
    "EnclaveOptions",
    "PrivateDnsNameOptions",
    "MaintenanceOptions",
    "NetworkPerformanceOptions",
    "Operator",
    "SecondaryInterfaces",
    "State",
    "ProductCodes",
    "Placement",
    "Monitoring",
];

#[test]
fn every_row_has_all_columns_in_this_order() {
    let columns = Shell::with_dev(&aws()).value("aws ec2 instances | each { columns } | uniq");
    let expected: Vec<_> = FIRST.iter().chain(&OTHERS).chain(&NESTED).collect();
    assert_eq!(columns, json!([expected]));
}

/// The paths in a value that are null or empty.
fn gaps(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().flat_map(|(name, member)| gaps(member, &format!("{path}.{name}"))).collect()
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().flat_map(|(n, item)| gaps(item, &format!("{path}.{n}"))).collect()
        }
        Value::Bool(_) | Value::Number(_) => vec![],
        Value::String(text) if !text.is_empty() => vec![],
        _ => vec![path.to_owned()],
    }
}

#[test]
fn no_member_of_a_complete_instance_is_lost() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[0];
    let row = Shell::with_dev(&aws).value(&format!("aws ec2 instances {id} | first"));
    // No portal has told the name.
    assert_eq!(gaps(&row, ""), [".AccountName"]);
}

#[test]
fn members_are_nested_as_the_api_nests_them() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[0];
    let value = Shell::with_dev(&aws).value(&format!(
        "let row = aws ec2 instances {id} | first
        [
            $row.State.Name
            $row.Placement.Tenancy
            $row.SecurityGroups.1.GroupName
            $row.BlockDeviceMappings.0.Ebs.Operator.Principal
            $row.NetworkInterfaces.0.PrivateIpAddresses.0.Association.CarrierIp
            $row.NetworkInterfaces.0.Attachment.EnaSrdSpecification.EnaSrdUdpSpecification.EnaSrdUdpEnabled
            $row.CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId
            $row.StateReason.Message
        ]"
    ));
    let expected = json!([
        "running",
        "host",
        "web",
        "ecs.amazonaws.com",
        "198.51.100.7",
        true,
        "cr-0123456789abcdef0",
        "Spot: <notice> & more",
    ]);
    assert_eq!(value, expected);
}

#[test]
fn values_have_types() {
    let types = Shell::with_dev(&aws()).value(
        "aws ec2 instances | first | [
            $in.InstanceId $in.LaunchTime $in.EbsOptimized $in.AmiLaunchIndex $in.CpuOptions.CoreCount
            $in.UsageOperationUpdateTime $in.BlockDeviceMappings.0.Ebs.AttachTime
            $in.NetworkInterfaces.0.Attachment.DeleteOnTermination
        ] | each { describe }",
    );
    assert_eq!(types, json!(["string", "datetime", "bool", "int", "int", "datetime", "datetime", "bool"]));
}

#[test]
fn times_can_be_compared() {
    let value = Shell::with_dev(&aws())
        .value("aws ec2 instances | all {|row| $row.LaunchTime > 2023-11-14 and (date now) - $row.LaunchTime > 1day }");
    assert_eq!(value, json!(true));
}

#[test]
fn a_missing_member_is_null_and_a_missing_list_is_empty() {
    // A terminated instance has no network interfaces and disks.
    let value = Shell::with_dev(&aws()).value(
        "aws ec2 instances --state terminated
        | select PrivateIpAddress PublicIpAddress SpotInstanceRequestId IamInstanceProfile SecurityGroups NetworkInterfaces Licenses
        | first | values",
    );
    assert_eq!(value, json!([null, null, null, null, [], [], []]));
}

#[test]
fn an_instance_type_that_the_sdk_does_not_know_is_kept() {
    let types = Shell::with_dev(&aws()).value("aws ec2 instances | get InstanceType | where $it starts-with zz");
    assert_eq!(types, json!(["zz9.plural-alpha"]));
}

#[test]
fn a_row_has_profile_account_and_region() {
    let value = Shell::with_dev(&aws()).value(
        "[(aws ec2 instances) (aws ec2 instances --profile test) (aws ec2 instances -p test -r us-east-1)]
        | flatten | select Profile AccountId Region | uniq | each { values }",
    );
    let expected = json!([
        ["dev", "111122223333", "eu-west-1"],
        ["test", "444455556666", "eu-west-2"],
        ["test", "444455556666", "us-east-1"],
    ]);
    assert_eq!(value, expected);
}
