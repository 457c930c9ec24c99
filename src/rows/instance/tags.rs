//! The tags of an instance, and other parts of what the API says.

use nu_protocol::{Span, Value};

/// A field of a record.
pub fn field<'v>(record: &'v Value, name: &str) -> Option<&'v Value> {
    record.as_record().ok()?.get(name)
}

/// The value of a tag in the API's list.
pub fn tag<'v>(tags: &'v Value, key: &str) -> Option<&'v Value> {
    let is_it = |tag: &&Value| field(tag, "Key").is_some_and(|name| name.as_str() == Ok(key));
    field(tags.as_list().ok()?.iter().find(is_it)?, "Value")
}

/// The API's list of tags as a record.
pub fn record_of(tags: Option<Value>, span: Span) -> Value {
    let tags = tags.and_then(|tags| tags.into_list().ok()).unwrap_or_default().into_iter();
    let fields = tags.filter_map(|tag| {
        let mut tag = tag.into_record().ok()?;
        let key = tag.remove("Key")?;
        Some((key.into_string().unwrap_or_default(), tag.remove("Value")?))
    });
    Value::record(fields.collect(), span)
}
