//! Questions about several tables of EC2, or about many accounts and regions, whose answers the sandbox knows.

use aws_sandbox::Sandbox;

use crate::support::{Shell, Value, aws, json};

/// The value of a script in which the profiles are those of two accounts.
fn value(aws: &Sandbox, script: &str) -> Value {
    Shell::with_aws(aws).value(script)
}

/// The value of a script whose active profile is of the first account, in `eu-west-1`.
fn value_in_dev(script: &str) -> Value {
    Shell::with_dev(&aws()).value(script)
}

#[test]
fn volumes_that_are_attached_to_nothing() {
    let line = "aws ec2 volumes | where State == available | select VolumeId Size | length";
    // That of the terminated instance, and two of four that never were attached.
    assert_eq!(value_in_dev(line), json!(3));
}

#[test]
fn rules_that_are_open_to_the_world() {
    let line = "aws ec2 security-group-rules | where not IsEgress and CidrIpv4 == '0.0.0.0/0'
        | select IpProtocol FromPort ToPort";
    let expected = json!([
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443},
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22},
        {"IpProtocol": "-1", "FromPort": -1, "ToPort": -1},
    ]);
    assert_eq!(value_in_dev(line), expected);
}

#[test]
fn images_that_nothing_uses() {
    let line = "let used = aws ec2 instances | get ImageId | uniq
        aws ec2 images | where ImageId not-in $used | get Name";
    assert_eq!(value_in_dev(line), json!(["app-2023", "app-2022"]));
}

#[test]
fn snapshots_whose_volume_is_gone() {
    let line = "let live = aws ec2 volumes | get VolumeId
        aws ec2 snapshots | where VolumeId not-in $live | get Name";
    assert_eq!(value_in_dev(line), json!(["orphan-1", "orphan-2"]));
}

#[test]
fn who_has_an_address() {
    let line = "aws profiles
        | aws ec2 network-interfaces --all-regions --filter {addresses.private-ip-address: 10.0.1.7}
        | select OwnerId Region Description";
    let expected = json!([
        {"OwnerId": "444455556666", "Region": "eu-west-1", "Description": "ELB app/web/50dc6c495c0c9188"},
    ]);
    assert_eq!(value(&aws(), line), expected);
}

#[test]
fn a_cidr_block_that_occurs_twice() {
    let twice = "aws profiles | aws ec2 vpcs --all-regions
        | group-by CidrBlock --to-table | where ($it.items | length) > 1";
    let aws = aws();
    let blocks = value(&aws, &format!("{twice} | get CidrBlock | sort"));
    assert_eq!(blocks, json!(["10.0.0.0/16", "10.86.0.0/16", "172.31.0.0/16"]));
    let databases = "where CidrBlock == 10.86.0.0/16 | get items | flatten | select OwnerId Region | sort-by OwnerId";
    let expected = json!([
        {"OwnerId": "111122223333", "Region": "eu-west-1"},
        {"OwnerId": "444455556666", "Region": "eu-west-1"},
    ]);
    assert_eq!(value(&aws, &format!("{twice} | {databases}")), expected);
}

#[test]
fn the_cheapest_spot_price_of_all_regions() {
    let line = "aws ec2 spot-prices --type c7g.large --all-regions | sort-by SpotPrice | first
        | select AvailabilityZone SpotPrice";
    assert_eq!(value_in_dev(line), json!({"AvailabilityZone": "eu-north-1b", "SpotPrice": 0.028}));
}

#[test]
fn the_subnets_with_the_fewest_free_addresses() {
    let line = "aws ec2 subnets | sort-by AvailableIpAddressCount | first 5 | select Name AvailableIpAddressCount";
    let expected = json!([
        {"Name": "data-eu-west-1a", "AvailableIpAddressCount": 10},
        {"Name": "data-eu-west-1b", "AvailableIpAddressCount": 11},
        {"Name": "data-eu-west-1c", "AvailableIpAddressCount": 11},
        {"Name": "", "AvailableIpAddressCount": 4091},
        {"Name": "", "AvailableIpAddressCount": 4091},
    ]);
    assert_eq!(value_in_dev(line), expected);
}

#[test]
fn addresses_that_nothing_uses() {
    let line = "aws ec2 addresses --all-regions | where AssociationId == null | select Name Region";
    assert_eq!(value_in_dev(line), json!([{"Name": "old-bastion", "Region": "eu-west-1"}]));
}

#[test]
fn security_groups_that_nothing_uses() {
    let line = "let used = aws ec2 network-interfaces | get Groups | flatten | get GroupId | uniq
        aws ec2 security-groups | where GroupId not-in $used | get GroupName";
    assert_eq!(value_in_dev(line), json!(["legacy-ssh", "debug", "default"]));
}

#[test]
fn launch_templates_whose_default_is_not_the_latest() {
    let line = "aws ec2 launch-templates | where $it.DefaultVersionNumber != $it.LatestVersionNumber
        | get LaunchTemplateName";
    assert_eq!(value_in_dev(line), json!(["web"]));
}

#[test]
fn everything_that_an_instance_has_exists() {
    let line = "let subnets = aws ec2 subnets | get SubnetId
        let images = aws ec2 images | get ImageId
        let groups = aws ec2 security-groups | get GroupId
        let keys = aws ec2 key-pairs | get KeyName
        aws ec2 instances --state !terminated | all {|instance|
            (($instance.SubnetId in $subnets) and ($instance.ImageId in $images) and ($instance.KeyName in $keys)
                and ($instance.SecurityGroups | all {|group| $group.GroupId in $groups }))
        }";
    assert_eq!(value_in_dev(line), json!(true));
}
