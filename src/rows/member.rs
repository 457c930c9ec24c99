//! How a member of an AWS API type becomes a Nushell value, and the macro that lists a type's members.

use aws_smithy_types::DateTime;
use nu_protocol::{Record, Span, Value};

/// A member of an AWS API type. The mapping is the same for every service: text and enums become strings (enums by
/// their wire text, so that values newer than the SDK pass through), times become datetimes in UTC, structures
/// become records, an absent scalar or structure is null and an absent list is `[]`.
pub trait Member {
    /// The value that Nushell gets.
    fn into_value(self, span: Span) -> Value;
}

impl Member for Option<String> {
    fn into_value(self, span: Span) -> Value {
        self.map_or(Value::nothing(span), |text| Value::string(text, span))
    }
}

impl Member for Option<&str> {
    fn into_value(self, span: Span) -> Value {
        self.map_or(Value::nothing(span), |text| Value::string(text, span))
    }
}

impl Member for Option<bool> {
    fn into_value(self, span: Span) -> Value {
        self.map_or(Value::nothing(span), |flag| Value::bool(flag, span))
    }
}

impl Member for Option<i32> {
    fn into_value(self, span: Span) -> Value {
        self.map_or(Value::nothing(span), |number| Value::int(number.into(), span))
    }
}

impl Member for Option<DateTime> {
    /// A time outside of what Nushell's datetime can hold is null.
    fn into_value(self, span: Span) -> Value {
        self.and_then(|time| chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos()))
            .map_or(Value::nothing(span), |time| Value::date(time.fixed_offset(), span))
    }
}

/// An AWS API structure, which becomes a record of all its members.
pub trait Structure {
    /// The record, every member in it, in the API's order.
    fn into_record(self, span: Span) -> Record;
}

impl<S: Structure> Member for Option<S> {
    fn into_value(self, span: Span) -> Value {
        self.map_or(Value::nothing(span), |structure| Value::record(structure.into_record(span), span))
    }
}

impl<S: Structure> Member for Option<Vec<S>> {
    fn into_value(self, span: Span) -> Value {
        let items = self.unwrap_or_default().into_iter();
        Value::list(items.map(|item| Value::record(item.into_record(span), span)).collect(), span)
    }
}

/// Pushes members of a structure to a record: `ApiName: field,` a line, as the AWS documentation lists them.
macro_rules! push_members {
    ($record:ident, $structure:ident, $span:ident: $($name:ident: $field:ident,)*) => {
        $($record.push(stringify!($name), $crate::rows::member::Member::into_value($structure.$field, $span));)*
    };
}

/// `structures! { sdk: Type { ApiName: field, … } … }` makes records of SDK structures. The line `sdk` is the module
/// of the types. For the tests it also lists what an empty one of each looks like.
macro_rules! structures {
    ($sdk:ident: $($shape:ident { $($name:ident: $field:ident,)* })*) => {
        $(
            impl $crate::rows::member::Structure for $sdk::$shape {
                fn into_record(self, span: nu_protocol::Span) -> nu_protocol::Record {
                    let mut record = nu_protocol::Record::with_capacity([$(stringify!($name)),*].len());
                    $crate::rows::member::push_members!(record, self, span: $($name: $field,)*);
                    record
                }
            }
        )*

        /// The Debug text of an empty structure, which names every field that the SDK knows, with its record.
        #[cfg(test)]
        fn empty_structures() -> Vec<(String, nu_protocol::Record)> {
            use $crate::rows::member::Structure;
            vec![$({
                let empty = $sdk::$shape::builder().build();
                (format!("{empty:?}"), empty.into_record(nu_protocol::Span::test_data()))
            }),*]
        }
    };
}

/// `enums! { sdk: Type, … }` makes strings of SDK enumerations, by their wire text.
macro_rules! enums {
    ($sdk:ident: $($shape:ident,)*) => {
        $(
            impl $crate::rows::member::Member for Option<$sdk::$shape> {
                fn into_value(self, span: nu_protocol::Span) -> nu_protocol::Value {
                    let text = self.map(|word| nu_protocol::Value::string(word.as_str(), span));
                    text.unwrap_or(nu_protocol::Value::nothing(span))
                }
            }
        )*
    };
}

pub(super) use {enums, push_members, structures};
