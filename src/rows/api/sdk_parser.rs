//! For tests: reads responses with the AWS SDK, so that rows can be compared with its result.

use aws_sdk_ec2::Client;
use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;
use nu_protocol::{IntoValue, Record, Span, Value};

use crate::rows::api::member::{ApiValue, Structure};

/// Sends a request with the SDK and gives it this response.
pub(crate) fn read_by_the_sdk<F, T>(response: String, request: impl FnOnce(Client) -> F) -> T
where
    F: Future<Output = T>,
{
    let connector = SharedHttpConnector::new(FixedResponse(response));
    let config = aws_sdk_ec2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(request(Client::from_conf(config)))
}

/// Reads the items of a table with the SDK.
pub(crate) struct SdkParser {
    /// An XML element for each member of the API's type.
    pub(crate) all_members: fn() -> Vec<String>,
    /// Reads the first item of a response: its Debug text, and the fields that its row must have.
    pub(crate) read: fn(String) -> (String, Record),
    /// The Debug text of an empty item, which names every field that the SDK knows.
    pub(crate) empty: fn() -> String,
    /// The Debug text and record of each empty structure that the table's file declares.
    pub(crate) structures: fn() -> Vec<(String, Record)>,
}

/// `sdk_parser!(Type, operation, |output| first_item, empty_structures)` makes the [`SdkParser`] of a table.
macro_rules! sdk_parser {
    ($shape:ident, $operation:ident, $item:expr, $structures:path) => {
        $crate::rows::api::sdk_parser::SdkParser {
            all_members,
            read: |response| {
                let output = $crate::rows::api::sdk_parser::read_by_the_sdk(response, |client| async move {
                    client.$operation().send().await.expect("a response that the SDK reads")
                });
                let item: ec2::$shape = ($item)(output);
                (format!("{item:?}"), parsed(item))
            },
            empty: || format!("{:?}", ec2::$shape::builder().build()),
            structures: $structures,
        }
    };
}

/// An HTTP client that always returns this response.
#[derive(Debug)]
struct FixedResponse(String);

impl HttpConnector for FixedResponse {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let ok = StatusCode::try_from(200).expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(ok, SdkBody::from(self.0.clone()))))
    }
}

/// A member as the SDK has read it.
pub(crate) trait ParsedValue: ApiValue {
    /// The value that the row must have.
    fn value(self) -> Value;

    /// Example content of an XML element of this type.
    fn sample() -> String;
}

impl ParsedValue for Option<String> {
    fn value(self) -> Value {
        self.into_value(Span::test_data())
    }

    fn sample() -> String {
        "R&amp;D &lt;1&gt;".into()
    }
}

impl ParsedValue for Option<bool> {
    fn value(self) -> Value {
        self.into_value(Span::test_data())
    }

    fn sample() -> String {
        "true".into()
    }
}

impl ParsedValue for Option<i32> {
    fn value(self) -> Value {
        self.map(i64::from).into_value(Span::test_data())
    }

    fn sample() -> String {
        "-7".into()
    }
}

impl ParsedValue for Option<DateTime> {
    fn value(self) -> Value {
        let time = self.and_then(|time| chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos()));
        time.map_or(Value::test_nothing(), |time| Value::test_date(time.fixed_offset()))
    }

    fn sample() -> String {
        "2026-03-01T10:20:30.123Z".into()
    }
}

/// A structure as the SDK has read it.
pub(crate) trait ParsedStructure: Structure {
    /// The record that the row must have.
    fn record(self) -> Record;

    /// An element for each member.
    fn all_members() -> String;
}

impl<S: ParsedStructure> ParsedValue for Option<S> {
    fn value(self) -> Value {
        self.map_or(Value::test_nothing(), |structure| Value::test_record(structure.record()))
    }

    fn sample() -> String {
        S::all_members()
    }
}

impl<S: ParsedStructure> ParsedValue for Option<Vec<S>> {
    fn value(self) -> Value {
        let items = self.unwrap_or_default().into_iter();
        Value::test_list(items.map(|item| Value::test_record(item.record())).collect())
    }

    fn sample() -> String {
        format!("<item>{0}</item><item>{0}</item>", S::all_members())
    }
}

/// The sample for the type of a field, which the function reads from an SDK structure.
pub(crate) fn sample_of<S, M: ParsedValue>(_: fn(S) -> M) -> String {
    M::sample()
}

/// An XML element. If `element` is empty, its name is that of the API's member with a lower-case first letter.
pub(crate) fn element(name: &str, element: &str, content: &str) -> String {
    let lower_camel_case = format!("{}{}", name[..1].to_lowercase(), &name[1..]);
    let element = if element.is_empty() { &lower_camel_case } else { element };
    format!("<{element}>{content}</{element}>\n")
}

macro_rules! structures {
    ($sdk:ident: $($shape:ident { $($name:ident: $field:ident $(as $element:literal)?,)* })*) => {
        $(
            impl $crate::rows::api::sdk_parser::ParsedStructure for $sdk::$shape {
                fn record(self) -> nu_protocol::Record {
                    use $crate::rows::api::sdk_parser::ParsedValue;
                    [$((stringify!($name).to_owned(), self.$field.value())),*].into_iter().collect()
                }

                fn all_members() -> String {
                    use $crate::rows::api::sdk_parser::{element, sample_of};
                    [$(element(stringify!($name), concat!($($element)?), &sample_of(|it: $sdk::$shape| it.$field))),*]
                        .concat()
                }
            }
        )*

        /// The Debug text of an empty structure, which names every field that the SDK knows, with its record.
        pub(crate) fn empty_structures() -> Vec<(String, nu_protocol::Record)> {
            vec![$({
                let empty = $sdk::$shape::builder().build();
                (format!("{empty:?}"), $crate::rows::api::sdk_parser::ParsedStructure::record(empty))
            }),*]
        }
    };
}

macro_rules! columns {
    ($shape:ident: $($name:ident $(: $field:ident $(as $element:literal)?)? $(= $derived:expr)?;)*) => {
        /// An element for each member of an item.
        fn all_members() -> Vec<String> {
            use $crate::rows::api::sdk_parser::{element, sample_of};
            vec![$($(
                element(stringify!($name), concat!($($element)?), &sample_of(|it: ec2::$shape| it.$field)),
            )?)*]
        }

        /// The columns that are members, as the SDK has read them.
        fn parsed(item: ec2::$shape) -> nu_protocol::Record {
            use $crate::rows::api::sdk_parser::ParsedValue;
            [$($((stringify!($name).to_owned(), item.$field.value()),)?)*].into_iter().collect()
        }
    };
}

macro_rules! enums {
    ($sdk:ident: $($shape:ident,)*) => {
        $(
            impl $crate::rows::api::sdk_parser::ParsedValue for Option<$sdk::$shape> {
                fn value(self) -> nu_protocol::Value {
                    self.map(|word| word.as_str().to_owned()).value()
                }

                fn sample() -> String {
                    "zz9.plural-alpha".into()
                }
            }
        )*
    };
}

pub(crate) use columns;
pub(crate) use enums;
pub(crate) use sdk_parser;
pub(crate) use structures;
