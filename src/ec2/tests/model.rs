//! Compares every resource with the AWS SDK.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use nu_protocol::{Record, Value};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::aws::sdk_source_folder;
use crate::ec2::filter::Filter;
use crate::ec2::operation::Parameter;
use crate::ec2::parameter_flag::Argument;
use crate::ec2::request::ListRequest;
use crate::ec2::resources::instances::INSTANCES;
use crate::ec2::tests::debug_text::{Debug, normalize_name, parse};
use crate::ec2::tests::row;
use crate::ec2::tests::sdk::{Parameters, ask_the_sdk};
use crate::ec2::{RESOURCES, Resource};
use crate::rows::api::TagShape;
use crate::rows::api::member::{Member, Shape};

/// A response with one item.
fn response(resource: &Resource, item: &str) -> String {
    let (operation, path) = (resource.operation_name(), &resource.operation.path);
    let item = match &path.nested {
        Some(nested) => format!("<{0}><item>{item}</item></{0}>", nested.list),
        None => item.to_owned(),
    };
    format!("<{operation}Response><{0}><item>{item}</item></{0}></{operation}Response>", path.list)
}

/// The item as the SDK reads it.
fn read_by_the_sdk(resource: &Resource, item: &str) -> Debug {
    let (_, debug) = ask_the_sdk(resource.operation_name(), Parameters::default(), response(resource, item));
    let levels = if resource.operation.path.nested.is_some() { 2 } else { 1 };
    (0..levels).fold(parse(&debug), |outer, _| {
        let Debug::Structure(fields) = outer else { panic!("{outer:?}") };
        let mut lists = fields.into_values().filter_map(|field| match field {
            Debug::List(items) => items.into_iter().next(),
            _ => None,
        });
        lists.next().expect("an item")
    })
}

/// An XML element for a member, with example content.
fn sample(member: &Member, parent: &str) -> String {
    let element = match member.element {
        "" => member.name[..1].to_lowercase() + &member.name[1..],
        element => element.to_owned(),
    };
    format!("<{element}>{}</{element}>", sample_content(member.shape, &element, parent))
}

fn sample_content(shape: Shape, element: &str, parent: &str) -> String {
    match shape {
        Shape::String => "R&amp;D &lt;1&gt;".into(),
        Shape::Bool => "true".into(),
        Shape::Int => "-7".into(),
        Shape::Float | Shape::NumberText => "0.0125".into(),
        Shape::Time | Shape::TimeText => "2026-03-01T10:20:30.123Z".into(),
        Shape::Structure(members) => members.iter().map(|member| sample(member, element)).collect(),
        Shape::List(inner) => {
            // The names of items in the API's model, where they differ.
            let item = match (parent, element) {
                ("inferenceAcceleratorInfo", "accelerators") => "member",
                (_, "groupSet") if *inner == Shape::String => "groupId",
                (_, "SecurityGroupId") => "SecurityGroupId",
                _ => "item",
            };
            format!("<{item}>{0}</{item}>", sample_content(*inner, item, element)).repeat(2)
        }
        Shape::Tags => unreachable!("no model has it"),
    }
}

/// Where a row differs from what the SDK has read. Members that the SDK doesn't know are no difference.
fn differences(path: &str, sdk: &Debug, ours: &Value) -> Vec<String> {
    match (sdk, ours) {
        (Debug::Redacted, _) | (Debug::None, Value::Nothing { .. }) => Vec::new(),
        (Debug::None, Value::List { vals, .. }) if vals.is_empty() => Vec::new(),
        (Debug::Structure(fields), Value::Record { val, .. }) => {
            let field =
                |name: &str| val.iter().find(|(known, _)| normalize_name(known) == name).map(|(_, value)| value);
            let differences = fields.iter().flat_map(|(name, sdk)| {
                let path = format!("{path}.{name}");
                match field(renamed(name, val)) {
                    Some(ours) => differences(&path, sdk, ours),
                    None => vec![format!(
                        "{path} is missing: raise botocore in tests/harness/requirements.txt and run scripts/ec2-model"
                    )],
                }
            });
            differences.collect()
        }
        (Debug::List(items), Value::List { vals, .. }) if items.len() == vals.len() => {
            items.iter().zip(vals.iter()).flat_map(|(sdk, ours)| differences(&format!("{path}[]"), sdk, ours)).collect()
        }
        (Debug::Scalar(sdk), ours) if sdk == ours || is_text_of(sdk, ours) => Vec::new(),
        (sdk, ours) => vec![format!("{path} is {sdk:?} for the SDK, and {ours:?} in the row")],
    }
}

/// The only member that has another name in the API.
fn renamed<'n>(name: &'n str, row: &Record) -> &'n str {
    if name == "tagset" && row.contains("Tags") { "tags" } else { name }
}

/// Whether a string of the API is a time or a number in the row.
fn is_text_of(sdk: &Value, ours: &Value) -> bool {
    match (sdk.as_str(), ours) {
        (Ok(text), Value::Float { val, .. }) => text.parse() == Ok(*val),
        (Ok(text), Value::Date { val, .. }) => chrono::DateTime::parse_from_rfc3339(text) == Ok(*val),
        _ => false,
    }
}

fn members(resource: &Resource) -> Vec<String> {
    resource.operation.members.iter().map(|member| sample(member, "")).collect()
}

#[track_caller]
fn compare(resource: &'static Resource, item: &str) {
    let row = row(resource, item, TagShape::List);
    let differences = differences(resource.command, &read_by_the_sdk(resource, item), &Value::test_record(row));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_row_has_every_member_that_the_sdk_knows() {
    for resource in RESOURCES {
        compare(resource, &members(resource).concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_agree_with_the_sdk(
        (number, members) in (0..RESOURCES.len()).prop_flat_map(|number| {
            let members = members(RESOURCES[number]);
            let count = members.len();
            (Just(number), subsequence(members, 0..=count).prop_shuffle())
        })
    ) {
        compare(RESOURCES[number], &members.concat());
    }
}

#[test]
fn times_agree_with_the_sdk() {
    for time in ["2026-03-01T10:20:30Z", "2026-03-01T10:20:30.123456Z", "2026-03-01T12:20:30+02:00"] {
        compare(&INSTANCES, &format!("<launchTime>{time}</launchTime>"));
    }
}

#[test]
fn requests_are_those_of_the_sdk() {
    let pairs = |body: &str| form_urlencoded::parse(body.as_bytes()).into_owned().collect::<BTreeSet<_>>();
    for resource in RESOURCES.iter().copied() {
        let operation = resource.operation;
        let (name, values) = (operation.filter_names().next().expect("a filter"), ["a b", "&*"].map(str::to_owned));
        let ids = resource.ids.and_then(|ids| operation.parameter(ids.parameter));
        let ids = ids.map(|parameter| Argument { parameter, values: vec!["x-1".into(), "x-2".into()] });
        let next_token = operation.page_size.map(|_| "token+/=".to_owned());
        let parameters = Parameters {
            filters: Some(vec![
                aws_sdk_ec2::types::Filter::builder().name(name).set_values(Some(values.to_vec())).build(),
            ]),
            ids: ids.as_ref().map(|ids| ids.values.clone()),
            page_size: operation.page_size.map(Into::into),
            next_token: next_token.clone(),
        };
        let request = ListRequest {
            resource,
            arguments: ids.into_iter().collect(),
            filters: vec![Filter::new(resource, name, values.to_vec()).expect("a filter")],
            page_size: operation.page_size,
            next_token,
        };
        let response = format!("<{}Response/>", operation.name());
        let (sdk, _) = ask_the_sdk(operation.name(), parameters, response);
        assert_eq!(pairs(&request.body()), pairs(&sdk), "{}", resource.command);
    }
}

#[test]
fn the_parameters_of_flags_are_those_of_the_sdk() {
    for resource in RESOURCES.iter().copied() {
        let source = sdk_source(resource.operation_name(), "builders.rs");
        for flag in resource.flags {
            let parameter = resource.operation.parameter(flag.parameter).expect(flag.parameter);
            let setter = format!("pub fn set_{}(", snake_case(flag.parameter));
            let argument = source.split(&setter).nth(1).expect(&setter).lines().take(3).collect::<String>();
            let is_list = argument.contains("::std::vec::Vec<");
            assert_eq!(matches!(parameter, Parameter::List { .. }), is_list, "{}", flag.name);
        }
    }
}

/// A source file of an operation in the SDK.
fn sdk_source(operation: &str, file: &str) -> String {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| sdk_source_folder::package_folder("aws-sdk-ec2"));
    let path = FOLDER.join(format!("src/operation/{}/{file}", snake_case(operation)));
    std::fs::read_to_string(path).expect("the source")
}

#[test]
fn every_filter_in_the_documentation_of_the_sdk_is_known() {
    for resource in RESOURCES.iter().copied() {
        let operation = resource.operation_name();
        let source = sdk_source(operation, &format!("_{}_input.rs", snake_case(operation)));
        let fields = source.split("pub struct Describe").nth(1).expect("the input");
        // The documentation of `filters` comes right before the field.
        let documentation = fields.split("pub filter").next().and_then(|before| before.rsplit("    pub ").next());
        let documentation = documentation.expect("the filters' documentation");
        // An entry may have a list of its own, of values.
        let depth = |before: &str| before.matches("<ul>").count() - before.matches("</ul>").count();
        let documented: BTreeSet<_> = documentation
            .match_indices("<li>")
            .filter(|(at, _)| depth(&documentation[..*at]) == 1)
            .map(|(at, li)| &documentation[at + li.len()..])
            .filter_map(|entry| entry.trim_start_matches(['/', ' ', '\n']).strip_prefix("<p>")?.split_once(" - "))
            // One of them, `reason`, isn't marked as code.
            .map(|(name, _)| name.trim_start_matches("<code>").trim_end_matches("</code>"))
            .filter(|name| *name != "tag" && !name.contains(['<', ':', '\n']))
            .collect();
        let missing: Vec<_> = documented.iter().filter(|name| !resource.has_filter(name)).collect();
        assert!(documented.len() > 1 && missing.is_empty(), "{} lacks {missing:?}", resource.command);
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
