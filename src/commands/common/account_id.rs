//! The id of an account in a row.

use std::ops::RangeInclusive;

use nu_protocol::Value;

/// The numbers that an account's id of twelve digits can be.
const NUMBERS: RangeInclusive<i64> = 0..=999_999_999_999;

/// The id as text. Of a file such as CSV, Nushell makes numbers, which lose the zeros at the beginning.
pub(crate) fn account_id(value: &Value) -> Option<String> {
    match value {
        Value::String { val, .. } => Some(val.clone()),
        Value::Int { val, .. } if NUMBERS.contains(val) => Some(format!("{val:012}")),
        _ => None,
    }
}
