use std::collections::BTreeSet;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

use super::*;

const ORIGIN: Origin = Origin {
    region: "eu-west-1",
    profile: Some("dev"),
    owner_id: Some("111122223333"),
    reservation_id: Some("r-1"),
    requester_id: None,
};

fn row_of(instance: ec2::Instance, tags: TagShape) -> Record {
    Columns::all().row(instance, ORIGIN, tags, Span::test_data())
}

fn tag(key: &str, value: &str) -> ec2::Tag {
    ec2::Tag::builder().key(key).value(value).build()
}

/// The fields in the Debug text of an SDK structure, as `name: value` at the first level of braces.
fn debug_fields(debug: &str) -> BTreeSet<String> {
    let body = debug.split_once('{').map_or("", |(_, body)| body).trim_end_matches('}');
    body.split(", ").filter_map(|field| field.split_once(':')).map(|(name, _)| plain(name)).collect()
}

/// A name with neither case nor underscores: `enable_resource_name_dns_aaaa_record` and
/// `EnableResourceNameDnsAAAARecord` are the same member.
fn plain(name: &str) -> String {
    name.trim().replace('_', "").to_lowercase()
}

fn columns(record: &Record) -> BTreeSet<String> {
    record.columns().map(|name| plain(name)).collect()
}

#[test]
fn every_member_that_the_sdk_knows_is_mapped() {
    let instance = ec2::Instance::builder().build();
    let sdk = debug_fields(&format!("{instance:?}"));
    assert!(sdk.len() >= 61, "{sdk:?}");
    let missing: Vec<_> = sdk.difference(&columns(&row_of(instance, TagShape::Record))).cloned().collect();
    assert_eq!(missing, Vec::<String>::new(), "Instance has members without a column");

    for (debug, record) in empty_structures() {
        assert_eq!(debug_fields(&debug), columns(&record), "{debug}");
    }
}

#[test]
fn every_member_of_the_reservation_has_its_place() {
    let reservation = ec2::Reservation::builder().build();
    let known = ["reservationid", "ownerid", "requesterid", "groups", "instances"].map(str::to_owned);
    assert_eq!(debug_fields(&format!("{reservation:?}")), BTreeSet::from(known));
}

#[test]
fn the_columns_a_person_looks_for_come_first_and_every_row_has_all() {
    let row = row_of(ec2::Instance::builder().build(), TagShape::Record);
    let names: Vec<_> = row.columns().map(String::as_str).collect();
    assert_eq!(names[..FIRST_COLUMNS.len()], FIRST_COLUMNS);
    assert_eq!(names[names.len() - 2..], ["ReservationId", "RequesterId"]);
    assert_eq!(names.len(), 68);
    assert_eq!(BTreeSet::from_iter(&names).len(), names.len(), "a column stands twice");
}

#[test]
fn absent_is_null_and_an_absent_list_is_empty() {
    let row = row_of(ec2::Instance::builder().build(), TagShape::Record);
    assert!(row["Name"].is_nothing() && row["Placement"].is_nothing() && row["LaunchTime"].is_nothing());
    assert_eq!(row["SecurityGroups"], Value::test_list(vec![]));
    assert_eq!(row["Tags"], Value::test_record(Record::new()));
}

#[test]
fn values_have_types_and_enums_their_wire_text() {
    let time = DateTime::from_str("2026-03-01T10:20:30.123Z", Format::DateTime).expect("a time");
    let instance = ec2::Instance::builder()
        .instance_type("zz9.plural-alpha".into())
        .state(ec2::InstanceState::builder().code(16).name(ec2::InstanceStateName::Running).build())
        .launch_time(time)
        .ami_launch_index(3)
        .ebs_optimized(true)
        .placement(ec2::Placement::builder().availability_zone("eu-west-1a").build())
        .build();
    let row = row_of(instance, TagShape::Record);
    assert_eq!(row["InstanceType"], Value::test_string("zz9.plural-alpha"));
    assert_eq!(row["StateName"], Value::test_string("running"));
    assert_eq!(row["AmiLaunchIndex"], Value::test_int(3));
    assert_eq!(row["EbsOptimized"], Value::test_bool(true));
    let launch = row["LaunchTime"].as_date().expect("a date");
    assert_eq!(launch.to_rfc3339(), "2026-03-01T10:20:30.123+00:00");
    let placement = row["Placement"].as_record().expect("a record");
    assert_eq!(placement["AvailabilityZone"], Value::test_string("eu-west-1a"));
    assert!(placement["Tenancy"].is_nothing());
}

#[test]
fn tags_are_a_record_or_the_apis_list() {
    let instance = ec2::Instance::builder().tags(tag("Name", "web-1")).tags(tag("aws:cloud9:owner", "")).build();
    let row = row_of(instance.clone(), TagShape::Record);
    assert_eq!(row["Name"], Value::test_string("web-1"));
    let tags = row["Tags"].as_record().expect("a record");
    assert_eq!(tags["aws:cloud9:owner"], Value::test_string(""));
    let row = row_of(instance, TagShape::List);
    let list = row["Tags"].as_list().expect("a list");
    assert_eq!(list[0].as_record().expect("a record")["Key"], Value::test_string("Name"));
}

#[test]
fn a_row_says_where_it_was_found() {
    let row = row_of(ec2::Instance::builder().build(), TagShape::Record);
    assert_eq!(row["Region"], Value::test_string("eu-west-1"));
    assert_eq!(row["AccountId"], Value::test_string("111122223333"));
    assert_eq!(row["Profile"], Value::test_string("dev"));
    assert_eq!(row["ReservationId"], Value::test_string("r-1"));
}

#[test]
fn a_row_has_the_columns_that_are_asked_for_in_their_order() {
    let instance = ec2::Instance::builder().instance_id("i-1").tags(tag("Name", "web")).tags(tag("env", "prod"));
    let mut columns = Columns::default();
    for name in ["Tags", "Name", "InstanceId", "Tags"] {
        columns.add(name).expect("a column");
    }
    let row = columns.row(instance.build(), ORIGIN, TagShape::Record, Span::test_data());
    assert_eq!(row.columns().collect::<Vec<_>>(), ["Tags", "Name", "InstanceId"]);
    assert_eq!(row["Name"], Value::test_string("web"), "although Tags came first");
}

#[test]
fn a_column_that_there_is_not_brings_the_nearest() {
    let error = Columns::default().add("InstanceID").expect_err("refused");
    assert!(matches!(error, Error::UnknownColumn { nearest, .. } if nearest.contains(&"InstanceId".to_owned())));
}
