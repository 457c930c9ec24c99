//! All tables of EC2: what is the same for each of them.

use std::collections::BTreeMap;

use crate::support::{Shell, Value, aws, json};

/// The commands that list a table of EC2.
fn tables() -> Vec<String> {
    let names = "scope commands | where name starts-with 'aws ec2 ' and name != 'aws ec2 regions' | get name";
    let names = Shell::new().value(names);
    names.as_array().expect("names").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The values of a closure for each table, evaluated in one Nushell.
fn of_each(shell: &Shell, closure: &str) -> BTreeMap<String, Value> {
    let entries: Vec<_> =
        tables().iter().map(|table| format!("{table:?}: (do {{ {} }})", closure.replace("TABLE", table))).collect();
    let values = shell.value(&format!("{{ {} }}", entries.join(", ")));
    values.as_object().expect("a record").iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The tables for which the value is another one.
fn others(values: BTreeMap<String, Value>, expected: &Value) -> Vec<(String, Value)> {
    values.into_iter().filter(|(_, value)| value != expected).collect()
}

#[test]
fn every_table_has_rows_with_where_they_are_and_no_other_columns() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let values = of_each(&shell, "TABLE | select Region Profile | uniq");
    assert!(values.len() >= 32, "{:?}", values.keys());
    assert_eq!(others(values, &json!([{"Region": "eu-west-1", "Profile": "dev"}])), []);
    let chosen = of_each(&shell, "TABLE --columns [Region AccountId] | first | columns");
    assert_eq!(others(chosen, &json!(["Region", "AccountId"])), []);
}

#[test]
fn every_table_names_an_unknown_column_and_filter() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let code = |flags: &str| format!("try {{ TABLE {flags}; 'no error' }} catch {{|e| $e.details.code }}");
    assert_eq!(others(of_each(&shell, &code("--columns Nothing")), &json!("aws::ec2::unknown_column")), []);
    assert_eq!(others(of_each(&shell, &code("--filter {\"tag:\": x}")), &json!("aws::ec2::unknown_filter")), []);
}

#[test]
fn every_table_lists_many_regions() {
    let aws = aws();
    let values = of_each(&Shell::with_dev(&aws), "TABLE --region [eu-west-1 eu-west-2] | get Region | uniq | sort");
    assert_eq!(others(values, &json!(["eu-west-1", "eu-west-2"])), []);
}

/// The tables that take ids, with the column that has them.
const IDS: [(&str, &str); 27] = [
    ("addresses", "AllocationId"),
    ("availability-zones", "ZoneName"),
    ("capacity-reservations", "CapacityReservationId"),
    ("flow-logs", "FlowLogId"),
    ("hosts", "HostId"),
    ("images", "ImageId"),
    ("instances", "InstanceId"),
    ("instance-status", "InstanceId"),
    ("instance-types", "InstanceType"),
    ("internet-gateways", "InternetGatewayId"),
    ("key-pairs", "KeyName"),
    ("launch-templates", "LaunchTemplateId"),
    ("managed-prefix-lists", "PrefixListId"),
    ("nat-gateways", "NatGatewayId"),
    ("network-acls", "NetworkAclId"),
    ("network-interfaces", "NetworkInterfaceId"),
    ("placement-groups", "GroupName"),
    ("reserved-instances", "ReservedInstancesId"),
    ("route-tables", "RouteTableId"),
    ("security-group-rules", "SecurityGroupRuleId"),
    ("security-groups", "GroupId"),
    ("snapshots", "SnapshotId"),
    ("subnets", "SubnetId"),
    ("transit-gateways", "TransitGatewayId"),
    ("volumes", "VolumeId"),
    ("vpc-endpoints", "VpcEndpointId"),
    ("vpcs", "VpcId"),
];

/// For each table, the values of a closure in which `TABLE` is its command and `ID` the column with its ids.
fn of_each_with_ids(shell: &Shell, closure: &str) -> Vec<(&'static str, Value)> {
    let entries: Vec<_> = IDS
        .iter()
        .map(|(table, id)| {
            let closure = closure.replace("TABLE", &format!("aws ec2 {table}")).replace("ID", id);
            format!("{table}: (do {{ {closure} }})")
        })
        .collect();
    let values = shell.value(&format!("{{ {} }}", entries.join(", ")));
    IDS.iter().map(|(table, _)| (*table, values[*table].clone())).collect()
}

#[test]
fn an_id_lists_one_item_in_one_region_and_in_many() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let one = "let id = TABLE | get ID | first; (TABLE $id | get ID | uniq) == [$id]";
    let many = "let id = TABLE | get ID | first
        (TABLE $id --region [eu-west-1 eu-west-2] | get ID | uniq) == [$id]";
    for closure in [one, many] {
        let wrong: Vec<_> =
            of_each_with_ids(&shell, closure).into_iter().filter(|(_, value)| *value != json!(true)).collect();
        assert_eq!(wrong, []);
    }
}

#[test]
fn an_id_that_no_region_has_is_an_error() {
    let aws = aws();
    // EC2 has no filter by the id of a launch template, so all are listed and the id is looked for here.
    let line =
        "try { aws ec2 launch-templates lt-00000000 --region [eu-west-1 eu-west-2] } catch {|error| $error.msg }";
    let message = Shell::with_dev(&aws).value(line);
    assert_eq!(message, json!("EC2 has no launch template lt-00000000 in any of the 2 regions that responded"));
}

#[test]
fn snapshots_and_images_are_your_own_unless_an_owner_is_named() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let owners = |line: &str| shell.value(&format!("{line} | get OwnerId | uniq | length"));
    for table in ["snapshots", "images"] {
        let own = shell.value(&format!("aws ec2 {table} | get OwnerId | uniq"));
        assert_eq!(own, json!([aws.account("dev-account").id]), "{table}");
        assert!(owners(&format!("aws ec2 {table} --owner all")).as_i64() > Some(1), "{table}");
        // An id is found even if another account owns the item.
        let id = format!(
            "aws ec2 {table} --owner amazon | first | get {}Id",
            ["Image", "Snapshot"][usize::from(table == "snapshots")]
        );
        assert_eq!(owners(&format!("aws ec2 {table} ({id})")), json!(1), "{table}");
    }
}

#[test]
fn spot_prices_are_those_of_now_and_numbers() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let cheapest = "aws ec2 spot-prices --type c7g.large --all-regions | sort-by SpotPrice | first";
    assert_eq!(shell.value(&format!("{cheapest} | get SpotPrice | describe")), json!("float"));
    let zones =
        "group-by AvailabilityZone ProductDescription | values | each { values } | flatten | each { length } | uniq";
    assert_eq!(shell.value(&format!("aws ec2 spot-prices --type c7g.large | {zones}")), json!([1]), "one price each");
    let more = "(aws ec2 spot-prices --type c7g.large --since ((date now) - 30day) | length) > (aws ec2 spot-prices --type c7g.large | length)";
    assert_eq!(shell.value(more), json!(true));
    let products =
        |flag| shell.value(&format!("aws ec2 spot-prices --product {flag} | get ProductDescription | uniq | sort"));
    assert_eq!(products("linux/unix"), json!(["Linux/UNIX"]), "the case doesn't matter");
    assert_eq!(products("[*linux* !suse*]"), json!(["Linux/UNIX"]));
    let code = "try { aws ec2 spot-prices --since $env.AWS_PROFILE } catch {|e| $e.details.code }";
    assert_eq!(shell.value(code), json!("aws::ec2::flag_value"));
}

#[test]
fn instance_status_has_stopped_instances_only_with_all() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    assert_eq!(shell.value("aws ec2 instance-status | get StateName | uniq"), json!(["running"]));
    assert_eq!(shell.value("'stopped' in (aws ec2 instance-status --all | get StateName)"), json!(true));
}

#[test]
fn instance_types_are_listed_once_for_all_accounts() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).more_config("\n[profile test]\nregion = eu-west-1\n");
    let shell = shell.more_config(&crate::support::keys(&aws.account("test-account").key));
    let twins = "aws ec2 instance-types --profile [dev test] | group-by InstanceType | values | each { length } | uniq";
    assert_eq!(shell.value(twins), json!([1]));
    let volumes = "aws ec2 volumes --profile [dev test] | get AccountId | uniq | length";
    assert_eq!(shell.value(volumes), json!(2), "other tables ask both");
}
