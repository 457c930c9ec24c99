//! Tests every declaration, and how rows are made, with instances as the example.

mod debug_text;
mod model;
mod sdk;

mod account_names;

use std::collections::BTreeSet;

use nu_protocol::{Record, Span, Value};

use crate::aws::xml::Malformed;
use crate::cli_cache::account_names::AccountNames;
use crate::ec2::resource::IdForm;
use crate::ec2::resources::instances::INSTANCES;
use crate::ec2::{RESOURCES, Resource};
use crate::error::{Ec2Error, Error};
use crate::nu::msgpack::Packer;
use crate::rows::api::columns::{Content, MAX_SOURCES};
use crate::rows::api::{ColumnOptions, Columns, Derived, DifferingPlaces, RowOrigin, TagShape};

fn row(resource: &'static Resource, item: &str, tags: TagShape) -> Record {
    read(&Columns::all(resource.schema(), ColumnOptions { tags, ..ColumnOptions::default() }), item).expect("a row")
}

fn row_of(instance: &str, tags: TagShape) -> Record {
    row(&INSTANCES, instance, tags)
}

fn read(columns: &Columns, item: &str) -> Result<Record, Malformed> {
    read_with(columns, item, &mut Packer::new(Span::test_data()))
}

fn read_with(columns: &Columns, item: &str, packer: &mut Packer) -> Result<Record, Malformed> {
    let parent = [Some("r-1".to_owned()), Some("111122223333".to_owned()), None];
    let origin = RowOrigin {
        region: "eu-west-1",
        profile: Some("dev"),
        account_id: None,
        account_names: &AccountNames::default(),
        parent: &parent,
    };
    let row = columns.row(item, origin, packer)?;
    Ok(row.value().into_record().expect("a record"))
}

#[test]
fn every_derived_column_has_a_source_column() {
    for resource in RESOURCES {
        let schema = resource.schema();
        let columns = schema.columns(ColumnOptions::default());
        let members: BTreeSet<_> =
            columns.iter().filter(|c| matches!(c.content, Content::Member(_))).map(|c| c.name).collect();
        let mut sources = BTreeSet::new();
        for column in &columns {
            match &column.content {
                Content::Derived(Derived::Tag(_)) => _ = sources.insert("Tags"),
                Content::Derived(Derived::Inside { member, .. } | Derived::Account { or: Some(member) }) => {
                    _ = sources.insert(member)
                }
                Content::Derived(Derived::Parent(field)) => assert!(schema.parent_fields.contains(field), "{field}"),
                Content::Derived(Derived::AccountName) => {
                    let id = columns.iter().find(|column| column.name == "AccountId").map(|column| &column.content);
                    assert!(
                        matches!(id, Some(Content::Derived(Derived::Parent(_) | Derived::Account { .. }))),
                        "{} has no account",
                        schema.command
                    );
                }
                Content::Derived(
                    Derived::Region | Derived::Profile | Derived::Error | Derived::Account { or: None },
                )
                | Content::Member(_) => (),
            }
        }
        assert!(sources.is_subset(&members), "{sources:?}");
        assert!(sources.len() <= MAX_SOURCES, "{sources:?}");
    }
}

#[test]
fn the_columns_of_a_declaration_exist_and_every_row_has_all_columns_once() {
    for resource in RESOURCES.iter().copied() {
        let row = row(resource, "", TagShape::Record);
        let names: Vec<_> = row.columns().map(String::as_str).collect();
        let declared =
            [resource.key_columns, resource.first_columns, &["Region", "AccountId", "AccountName", "Profile"]].concat();
        let declared: Vec<_> = declared.iter().map(|path| path.split(" = ").next().expect("a name")).collect();
        assert!(names.starts_with(&declared), "{declared:?} of {names:?}");
        assert_eq!(BTreeSet::from_iter(&names).len(), names.len(), "duplicate column");
        // An expanded cell makes its row tall, so these columns are where no terminal shows them.
        let is_nested = |name: &&&str| resource.operation.member(name).is_some_and(|member| member.shape.is_nested());
        let nested: Vec<_> = names.iter().skip_while(|name| !is_nested(name)).collect();
        assert!(nested.iter().all(is_nested), "{names:?}");
        assert!(!names.contains(&"Tags") || *nested[0] == "Tags", "{nested:?}");
    }
    assert_eq!(row_of("", TagShape::Record).len(), 69);
}

#[test]
fn the_columns_of_a_place_that_tell_rows_apart_come_before_what_else_a_person_looks_for() {
    let first = |regions, profiles, error_rows| {
        let differing = DifferingPlaces { regions, profiles };
        let columns = INSTANCES.schema().columns(ColumnOptions { differing, error_rows, ..ColumnOptions::default() });
        columns.iter().map(|column| column.name).take(8).collect::<Vec<_>>().join(" ")
    };
    let kind = "InstanceType PrivateIpAddress LaunchTime PublicIpAddress";
    assert_eq!(first(false, false, false), format!("Name InstanceId StateName {kind} Region"));
    assert_eq!(first(true, false, false), format!("Name InstanceId StateName Region {kind}"));
    assert_eq!(
        first(false, true, false),
        "Name InstanceId StateName AccountId AccountName Profile InstanceType PrivateIpAddress"
    );
    assert_eq!(first(true, true, false), "Name InstanceId StateName Region AccountId AccountName Profile InstanceType");
    assert_eq!(first(true, true, true), "Profile Region Error Name InstanceId StateName AccountId AccountName");
}

#[test]
fn what_a_declaration_names_is_in_the_api() {
    for resource in RESOURCES.iter().copied() {
        let (operation, command) = (resource.operation, resource.command);
        if let Some(ids) = resource.ids {
            assert!(operation.parameter(ids.parameter).is_some(), "{command}: {}", ids.parameter);
            assert!(operation.member(ids.member).is_some(), "{command}: {}", ids.member);
            let declared = [resource.key_columns, resource.first_columns].concat();
            assert!(declared.contains(&ids.member), "{command}");
            assert!(
                ids.form == IdForm::Text
                    || resource.is_id(&format!("{}-1a2b3c4d", resource.kind().id_prefix.expect("a prefix")))
            );
        }
        if let Some(filter) = resource.state_filter {
            let states = resource.states().expect(filter);
            assert!(states.values.len() > 1, "{command}: {states:?}");
        }
        assert_eq!(resource.help.state.is_empty(), resource.state_filter.is_none(), "{command}");
        for flag in resource.flags {
            assert!(operation.parameter(flag.parameter).is_some(), "{command}: {}", flag.parameter);
        }
    }
}

#[test]
fn an_absent_member_is_null_and_an_absent_list_is_empty() {
    let row = row_of("", TagShape::Record);
    assert!(row["Placement"].is_nothing() && row["LaunchTime"].is_nothing());
    assert_eq!(row["Name"], Value::test_string(""), "text operators fail on null");
    assert_eq!(row["SecurityGroups"], Value::test_list(vec![]));
    assert_eq!(row["Tags"], Value::test_record(Record::new()));
    assert_eq!(row_of("", TagShape::List)["Tags"], Value::test_list(vec![]));
}

#[test]
fn an_empty_element_differs_from_an_absent_one() {
    let row = row_of("<reason/><placement/><groupSet/><tagSet/>", TagShape::Record);
    assert_eq!(row["StateTransitionReason"], Value::test_string(""));
    assert!(row["Placement"].as_record().expect("a record")["Tenancy"].is_nothing());
    assert_eq!(row["SecurityGroups"], Value::test_list(vec![]));
    assert_eq!(row["Tags"], Value::test_record(Record::new()));
}

#[test]
fn values_are_typed_and_enums_keep_their_text() {
    let instance = "
        <instanceType>zz9.plural-alpha</instanceType>
        <instanceState><code>16</code><name>running</name></instanceState>
        <launchTime>2026-03-01T10:20:30.123Z</launchTime>
        <amiLaunchIndex>3</amiLaunchIndex>
        <ebsOptimized>true</ebsOptimized>
        <placement><availabilityZone>eu-west-1a</availabilityZone><newInTheApi><a/></newInTheApi></placement>
        <newInTheApi>1</newInTheApi>";
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
fn a_value_of_the_wrong_type_is_malformed() {
    let wrong = [
        "<amiLaunchIndex>x</amiLaunchIndex>",
        "<ebsOptimized>yes</ebsOptimized>",
        "<launchTime/>",
        "<keyName><a/></keyName>",
    ];
    for instance in wrong {
        assert!(read(&Columns::all(INSTANCES.schema(), ColumnOptions::default()), instance).is_err(), "{instance}");
    }
}

/// An instance with tags.
fn tagged(tags: &[(&str, &str)]) -> String {
    let items = tags.iter().map(|(key, value)| format!("<item><key>{key}</key><value>{value}</value></item>"));
    format!("<instanceId>i-1</instanceId><tagSet>{}</tagSet>", items.collect::<String>())
}

#[test]
fn tags_are_a_record_or_the_apis_list() {
    let instance = tagged(&[("Name", "web-1"), ("aws:cloud9:owner", "")]);
    let row = row_of(&instance, TagShape::Record);
    assert_eq!(row["Name"], Value::test_string("web-1"));
    let tags = row["Tags"].as_record().expect("a record");
    assert_eq!(tags["aws:cloud9:owner"], Value::test_string(""));
    let row = row_of(&instance, TagShape::List);
    let list = row["Tags"].as_list().expect("a list");
    assert_eq!(list[0].as_record().expect("a record")["Key"], Value::test_string("Name"));
    assert_eq!(row["Name"], Value::test_string("web-1"));
}

#[test]
fn a_duplicate_tag_key_is_one_field_with_the_last_value() {
    let row = row_of(&tagged(&[("env", "dev"), ("team", "web"), ("env", "prod")]), TagShape::Record);
    let tags = row["Tags"].as_record().expect("a record");
    assert_eq!((tags.len(), &tags["env"]), (2, &Value::test_string("prod")));
}

#[test]
fn a_derived_column_equals_its_source() {
    let twice = "<instanceState><name>pending</name><name>running</name></instanceState>";
    let row = row_of(&(tagged(&[("Name", "one"), ("Name", "two")]) + twice), TagShape::Record);
    assert_eq!(row["Name"], row["Tags"].as_record().expect("a record")["Name"]);
    assert_eq!(row["Name"], Value::test_string("two"));
    assert_eq!(row["StateName"], row["State"].as_record().expect("a record")["Name"]);
    assert_eq!(row["StateName"], Value::test_string("running"));
}

#[test]
fn a_malformed_row_leaves_nothing_in_the_next_one() {
    let (columns, mut packer) =
        (Columns::all(INSTANCES.schema(), ColumnOptions::default()), Packer::new(Span::test_data()));
    let valid = tagged(&[("Name", "web-1")]);
    let malformed = valid.clone() + "<placement><tenancy>default</tenancy><groupName><a/></groupName></placement>";
    assert!(read_with(&columns, &malformed, &mut packer).is_err());
    let row = read_with(&columns, &valid, &mut packer).expect("a row");
    assert_eq!(row, row_of(&valid, TagShape::Record));
}

#[test]
fn a_tag_without_a_value_is_null() {
    let row = row_of("<tagSet><item><key>Name</key></item></tagSet>", TagShape::Record);
    assert!(row["Tags"].as_record().expect("a record")["Name"].is_nothing());
    assert_eq!(row["Name"], Value::test_string(""));
}

#[test]
fn the_last_of_two_equal_members_wins() {
    let row = row_of("<keyName>one</keyName><keyName>two</keyName>", TagShape::Record);
    assert_eq!(row["KeyName"], Value::test_string("two"));
}

#[test]
fn an_error_column_is_null_in_a_successful_row() {
    let options = ColumnOptions { error_rows: true, ..ColumnOptions::default() };
    let columns = Columns::select(INSTANCES.schema(), options, &["InstanceId"]).expect("a column");
    let row = read(&columns, "<instanceId>i-1</instanceId>").expect("a row");
    assert_eq!(row.columns().collect::<Vec<_>>(), ["InstanceId", "Profile", "Region", "Error"]);
    assert!(row["Error"].is_nothing());
}

#[test]
fn a_row_has_its_region_account_and_profile() {
    let row = row_of("", TagShape::Record);
    assert_eq!(row["Region"], Value::test_string("eu-west-1"));
    assert_eq!(row["AccountId"], Value::test_string("111122223333"));
    assert_eq!(row["Profile"], Value::test_string("dev"));
    assert_eq!(row["ReservationId"], Value::test_string("r-1"));
}

/// A row with only these columns.
fn row_with_columns(instance: &str, names: &[&str]) -> Record {
    let columns = Columns::select(INSTANCES.schema(), ColumnOptions::default(), names).expect("columns");
    read(&columns, instance).expect("a row")
}

#[test]
fn a_row_has_the_requested_columns_in_order() {
    let row = row_with_columns(&tagged(&[("Name", "web"), ("env", "prod")]), &["Tags", "Name", "InstanceId", "Tags"]);
    assert_eq!(row.columns().collect::<Vec<_>>(), ["Tags", "Name", "InstanceId"]);
    assert_eq!(row["Name"], Value::test_string("web"), "although Tags came first");
}

#[test]
fn a_derived_column_can_be_requested_without_its_source() {
    let row = row_with_columns("<instanceState><name>running</name></instanceState>", &["StateName", "Name", "Region"]);
    assert_eq!(row["StateName"], Value::test_string("running"));
    assert_eq!(row["Name"], Value::test_string(""));
    assert_eq!(row["Region"], Value::test_string("eu-west-1"));
}

#[test]
fn members_after_the_last_requested_one_are_not_read() {
    let row = row_with_columns("<instanceId>i-1</instanceId><amiLaunchIndex>x</amiLaunchIndex>", &["InstanceId"]);
    assert_eq!(row["InstanceId"], Value::test_string("i-1"));
}

#[test]
fn an_unknown_column_suggests_the_nearest() {
    let error = Columns::select(INSTANCES.schema(), ColumnOptions::default(), &["InstancesId"]).err();
    assert!(
        matches!(error, Some(Error::Ec2(Ec2Error::UnknownColumn { nearest, .. })) if nearest.contains(&"InstanceId".to_owned()))
    );
}
