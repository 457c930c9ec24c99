//! What the SDK makes of an answer, as the values that ours are held against, and answers with all members in them.

use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ec2::{Client, types};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;
use nu_protocol::{IntoValue, Record, Span, Value};

use crate::rows::member::{Member, Structure};

/// The instance that the SDK reads from what EC2 tells it by.
pub(crate) fn read_by_the_sdk(instance: &str) -> types::Instance {
    let answer = format!(
        "<DescribeInstancesResponse><reservationSet><item><instancesSet><item>{instance}</item></instancesSet></item>\
         </reservationSet></DescribeInstancesResponse>"
    );
    let connector = SharedHttpConnector::new(Always(answer));
    let config = aws_sdk_ec2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    let request = Client::from_conf(config).describe_instances().send();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let page = runtime.block_on(request).expect("an answer that the SDK reads");
    let mut reservations = page.reservations.expect("reservations");
    reservations.remove(0).instances.expect("instances").remove(0)
}

/// An EC2 that always answers the same.
#[derive(Debug)]
struct Always(String);

impl HttpConnector for Always {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let ok = StatusCode::try_from(200).expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(ok, SdkBody::from(self.0.clone()))))
    }
}

/// A member that the SDK has read.
pub(crate) trait Judge: Member {
    /// The value that Nushell is to get.
    fn value(self) -> Value;

    /// What an element of this type may hold.
    fn sample() -> String;
}

impl Judge for Option<String> {
    fn value(self) -> Value {
        self.into_value(Span::test_data())
    }

    fn sample() -> String {
        "R&amp;D &lt;1&gt;".into()
    }
}

impl Judge for Option<bool> {
    fn value(self) -> Value {
        self.into_value(Span::test_data())
    }

    fn sample() -> String {
        "true".into()
    }
}

impl Judge for Option<i32> {
    fn value(self) -> Value {
        self.map(i64::from).into_value(Span::test_data())
    }

    fn sample() -> String {
        "-7".into()
    }
}

impl Judge for Option<DateTime> {
    fn value(self) -> Value {
        let time = self.and_then(|time| chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos()));
        time.map_or(Value::test_nothing(), |time| Value::test_date(time.fixed_offset()))
    }

    fn sample() -> String {
        "2026-03-01T10:20:30.123Z".into()
    }
}

/// A structure that the SDK has read.
pub(crate) trait JudgedStructure: Structure {
    /// The record that Nushell is to get.
    fn record(self) -> Record;

    /// An element for each member.
    fn all_members() -> String;
}

impl<S: JudgedStructure> Judge for Option<S> {
    fn value(self) -> Value {
        self.map_or(Value::test_nothing(), |structure| Value::test_record(structure.record()))
    }

    fn sample() -> String {
        S::all_members()
    }
}

impl<S: JudgedStructure> Judge for Option<Vec<S>> {
    fn value(self) -> Value {
        let items = self.unwrap_or_default().into_iter();
        Value::test_list(items.map(|item| Value::test_record(item.record())).collect())
    }

    fn sample() -> String {
        format!("<item>{0}</item><item>{0}</item>", S::all_members())
    }
}

/// The sample of a field of an SDK structure, which a function takes out of it.
pub(crate) fn sample_of<S, M: Judge>(_: fn(S) -> M) -> String {
    M::sample()
}

/// An element by its own name, or by that of the API's member that it holds.
pub(crate) fn element(name: &str, element: &str, content: &str) -> String {
    let lower_camel_case = format!("{}{}", name[..1].to_lowercase(), &name[1..]);
    let element = if element.is_empty() { &lower_camel_case } else { element };
    format!("<{element}>{content}</{element}>\n")
}

macro_rules! structures {
    ($sdk:ident: $($shape:ident { $($name:ident: $field:ident $(as $element:literal)?,)* })*) => {
        $(
            impl $crate::rows::member::judge::JudgedStructure for $sdk::$shape {
                fn record(self) -> nu_protocol::Record {
                    use $crate::rows::member::judge::Judge;
                    [$((stringify!($name).to_owned(), self.$field.value())),*].into_iter().collect()
                }

                fn all_members() -> String {
                    use $crate::rows::member::judge::{element, sample_of};
                    [$(element(stringify!($name), concat!($($element)?), &sample_of(|it: $sdk::$shape| it.$field))),*]
                        .concat()
                }
            }
        )*

        /// The Debug text of an empty structure, which names every field that the SDK knows, with its record.
        fn empty_structures() -> Vec<(String, nu_protocol::Record)> {
            use $crate::rows::member::judge::JudgedStructure;
            vec![$({
                let empty = $sdk::$shape::builder().build();
                (format!("{empty:?}"), empty.record())
            }),*]
        }
    };
}

macro_rules! columns {
    ($($name:ident $(: $field:ident $(as $element:literal)?)? $(= $own:expr)?;)*) => {
        /// An element for each member of an instance.
        fn all_members() -> Vec<String> {
            use $crate::rows::member::judge::{element, sample_of};
            vec![$($(
                element(stringify!($name), concat!($($element)?), &sample_of(|it: ec2::Instance| it.$field)),
            )?)*]
        }

        /// The columns that are members, as the SDK has read them.
        fn judged(instance: ec2::Instance) -> nu_protocol::Record {
            use $crate::rows::member::judge::Judge;
            [$($((stringify!($name).to_owned(), instance.$field.value()),)?)*].into_iter().collect()
        }
    };
}

macro_rules! enums {
    ($sdk:ident: $($shape:ident,)*) => {
        $(
            impl $crate::rows::member::judge::Judge for Option<$sdk::$shape> {
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
pub(crate) use structures;
