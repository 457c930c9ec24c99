//! Compares every resource with the AWS SDK, and tests how rows are made, with instances as the example.

mod account_names;

use std::collections::BTreeSet;

use nu_protocol::{Record, Span, Value};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::aws::sdk_source_folder;
use crate::aws::xml::Malformed;
use crate::cli_cache::account_names::AccountNames;
use crate::ec2::instances::INSTANCES;
use crate::ec2::{RESOURCES, Resource, structures};
use crate::error::{Ec2Error, Error};
use crate::nu::msgpack::Packer;
use crate::rows::api::columns::MAX_SOURCES;
use crate::rows::api::{Columns, Content, Derived, RowOrigin, TagShape};

fn row(resource: &'static Resource, item: &str, tags: TagShape) -> Record {
    read(&Columns::all(&resource.schema, tags), item).expect("a row")
}

fn row_of(instance: &str, tags: TagShape) -> Record {
    row(&INSTANCES, instance, tags)
}

fn read(columns: &Columns, item: &str) -> Result<Record, Malformed> {
    let parent = [Some("r-1".to_owned()), Some("111122223333".to_owned()), None];
    let origin = RowOrigin {
        region: "eu-west-1",
        profile: Some("dev"),
        account_id: None,
        account_names: &AccountNames::default(),
        parent: &parent,
    };
    let row = columns.row(item, origin, &mut Packer::new(Span::test_data()))?;
    Ok(row.value().into_record().expect("a record"))
}

/// A response with one item.
fn response(resource: &Resource, item: &str) -> String {
    let (operation, list) = (resource.operation(), resource.path.list);
    let item = match &resource.path.nested {
        Some(nested) => format!("<{0}><item>{item}</item></{0}>", nested.list),
        None => item.to_owned(),
    };
    format!("<{operation}Response><{list}><item>{item}</item></{list}></{operation}Response>")
}

/// The item as the SDK reads it: its Debug text and the expected fields of its row.
fn read_by_the_sdk(resource: &Resource, item: &str) -> (String, Record) {
    (resource.sdk_parser.read)(response(resource, item))
}

/// The fields in the Debug text of an SDK structure, as `name: value` at the first level of braces.
fn debug_fields(debug: &str) -> BTreeSet<String> {
    let body = debug.split_once('{').map_or("", |(_, body)| body).trim_end_matches('}');
    body.split(", ").filter_map(|field| field.split_once(':')).map(|(name, _)| normalize_name(name)).collect()
}

/// A name with neither case nor underscores: `enable_resource_name_dns_aaaa_record` and
/// `EnableResourceNameDnsAAAARecord` are the same member.
fn normalize_name(name: &str) -> String {
    name.trim().replace('_', "").to_lowercase()
}

fn columns(record: &Record) -> BTreeSet<String> {
    record.columns().map(|name| normalize_name(name)).collect()
}

#[test]
fn every_member_in_the_sdk_is_a_column() {
    for resource in RESOURCES.iter().copied() {
        let sdk = debug_fields(&(resource.sdk_parser.empty)());
        assert!(sdk.len() > 5, "{sdk:?}");
        let columns = columns(&row(resource, "", TagShape::Record));
        let missing: Vec<_> = sdk.difference(&columns).collect();
        assert!(missing.is_empty(), "{} lacks the columns {missing:?}", resource.schema.command);
    }
}

#[test]
fn every_structure_has_all_members_in_the_sdk() {
    let declared = RESOURCES.iter().flat_map(|resource| (resource.sdk_parser.structures)());
    for (debug, record) in declared.chain(structures::empty_structures()) {
        assert_eq!(debug_fields(&debug), columns(&record), "{debug}");
    }
}

#[test]
fn the_reservation_has_no_new_members() {
    let reservation = aws_sdk_ec2::types::Reservation::builder().build();
    let known = ["reservationid", "ownerid", "requesterid", "groups", "instances"].map(str::to_owned);
    assert_eq!(debug_fields(&format!("{reservation:?}")), BTreeSet::from(known));
}

#[test]
fn the_sdk_reads_the_xml_element_of_every_member() {
    for resource in RESOURCES.iter().copied() {
        let (debug, _) = read_by_the_sdk(resource, &(resource.sdk_parser.all_members)().concat());
        assert!(!debug.contains("None"), "the SDK misses a member: {debug}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn rows_agree_with_the_sdk(
        (number, members) in (0..RESOURCES.len()).prop_flat_map(|number| {
            let members = (RESOURCES[number].sdk_parser.all_members)();
            let count = members.len();
            (Just(number), subsequence(members, 0..=count).prop_shuffle())
        })
    ) {
        let (resource, item) = (RESOURCES[number], members.concat());
        let row = row(resource, &item, TagShape::List);
        for (name, value) in read_by_the_sdk(resource, &item).1 {
            prop_assert_eq!(&row[&name], &value, "{}", name);
        }
    }
}

#[test]
fn every_derived_column_has_a_source_column() {
    for resource in RESOURCES.iter().copied() {
        let schema = &resource.schema;
        let members: BTreeSet<_> =
            schema.columns.iter().filter(|c| matches!(c.content, Content::Member(_))).map(|c| c.name).collect();
        let mut sources = BTreeSet::new();
        for column in schema.columns {
            match &column.content {
                Content::Derived(Derived::Tag(_)) => _ = sources.insert("Tags"),
                Content::Derived(Derived::Inside { member, .. } | Derived::Account { or: Some(member) }) => {
                    _ = sources.insert(member)
                }
                Content::Derived(Derived::Parent(field)) => assert!(schema.parent_fields.contains(field), "{field}"),
                Content::Derived(Derived::AccountName) => {
                    let id =
                        schema.columns.iter().find(|column| column.name == "AccountId").map(|column| &column.content);
                    assert!(
                        matches!(id, Some(Content::Derived(Derived::Parent(_) | Derived::Account { .. }))),
                        "{} has no account",
                        schema.command
                    );
                }
                Content::Derived(Derived::Region | Derived::Profile | Derived::Account { or: None })
                | Content::Member(_) => (),
            }
        }
        assert!(sources.is_subset(&members), "{sources:?}");
        assert!(sources.len() <= MAX_SOURCES, "{sources:?}");
    }
}

#[test]
fn the_first_columns_come_first_and_every_row_has_all_columns() {
    for resource in RESOURCES.iter().copied() {
        let row = row(resource, "", TagShape::Record);
        let names: Vec<_> = row.columns().map(String::as_str).collect();
        // In a terminal of 100 columns a row says where it is from.
        let region = names.iter().position(|name| *name == "Region").expect("a column");
        assert_eq!(names[region..region + 4], ["Region", "AccountId", "AccountName", "Profile"]);
        assert_eq!(region, 2 + usize::from(resource.states.is_some()), "{names:?}");
        // An expanded cell makes its row tall, so these columns are where no terminal shows them.
        let tags = names.iter().position(|name| *name == "Tags").expect("a column");
        let is_nested = |value: &Value| matches!(value, Value::List { .. } | Value::Record { .. });
        assert!(!row.values().take(tags).any(is_nested), "{names:?}");
        assert_eq!(resource.schema.id_column(), Some(names[1]));
        assert_eq!(BTreeSet::from_iter(&names).len(), names.len(), "duplicate column");
    }
    assert_eq!(row_of("", TagShape::Record).len(), 69);
}

#[test]
fn every_filter_in_the_documentation_of_the_sdk_is_known() {
    for resource in RESOURCES.iter().copied() {
        let module = snake_case(resource.operation());
        let input = format!("src/operation/{module}/_{module}_input.rs");
        let source =
            std::fs::read_to_string(sdk_source_folder::package_folder("aws-sdk-ec2").join(input)).expect("the source");
        let fields = source.split("pub struct Describe").nth(1).expect("the input");
        // The documentation of `filters` comes right before the field, and is the last that lists filters.
        let documentation = fields.split("pub filters").next().expect("the filters' documentation");
        let documented: BTreeSet<_> = documentation
            .split("<li>")
            .skip(1)
            .filter_map(|entry| entry.trim_start_matches(['/', ' ', '\n']).strip_prefix("<p>")?.split_once(" - "))
            // One of them, `reason`, isn't marked as code.
            .map(|(name, _)| name.trim_start_matches("<code>").trim_end_matches("</code>"))
            .filter(|name| !name.contains(['<', ':']))
            .collect();
        let missing: Vec<_> = documented.iter().filter(|name| !resource.has_filter(name)).collect();
        assert!(documented.len() > 10 && missing.is_empty(), "{} lacks {missing:?}", resource.schema.command);
    }
}

/// `DescribeVolumes` as a module of the SDK: `describe_volumes`.
fn snake_case(operation: &str) -> String {
    let mut snake = String::new();
    for letter in operation.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
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
        assert!(read(&Columns::all(&INSTANCES.schema, TagShape::Record), instance).is_err(), "{instance}");
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
fn times_agree_with_the_sdk() {
    let times = ["2026-03-01T10:20:30Z", "2026-03-01T10:20:30.123456789Z", "2026-03-01T12:20:30+02:00"];
    for time in times {
        let instance = format!("<launchTime>{time}</launchTime>");
        let row = row_of(&instance, TagShape::Record);
        assert_eq!(row["LaunchTime"], read_by_the_sdk(&INSTANCES, &instance).1["LaunchTime"], "{time}");
        assert_eq!(row["LaunchTime"].as_date().expect("a date").offset().local_minus_utc(), 0, "{time}");
    }
}

#[test]
fn a_malformed_row_leaves_nothing_in_the_next_one() {
    let (columns, mut packer) = (Columns::all(&INSTANCES.schema, TagShape::Record), Packer::new(Span::test_data()));
    let valid = tagged(&[("Name", "web-1")]);
    let malformed = valid.clone() + "<placement><tenancy>default</tenancy><groupName><a/></groupName></placement>";
    let parent = [Some("r-1".to_owned()), Some("111122223333".to_owned()), None];
    let origin = RowOrigin {
        region: "eu-west-1",
        profile: Some("dev"),
        account_id: None,
        account_names: &AccountNames::default(),
        parent: &parent,
    };
    assert!(columns.row(&malformed, origin, &mut packer).is_err());
    let row = columns.row(&valid, origin, &mut packer).expect("a row").value();
    assert_eq!(row.as_record(), Ok(&row_of(&valid, TagShape::Record)));
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
    let mut columns = Columns::select(&INSTANCES.schema, TagShape::Record, &["InstanceId"]).expect("a column");
    columns.add_error();
    let row = read(&columns, "<instanceId>i-1</instanceId>").expect("a row");
    assert_eq!(row.columns().collect::<Vec<_>>(), ["InstanceId", "Error"]);
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
    let columns = Columns::select(&INSTANCES.schema, TagShape::Record, names).expect("columns");
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
    let error = Columns::select(&INSTANCES.schema, TagShape::Record, &["InstancesId"]).err();
    assert!(
        matches!(error, Some(Error::Ec2(Ec2Error::UnknownColumn { nearest, .. })) if nearest.contains(&"InstanceId".to_owned()))
    );
}
