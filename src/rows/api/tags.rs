//! Tags.

use std::borrow::Cow;

use crate::aws::xml::{Elements, Malformed};
use crate::nu::msgpack::Packer;

/// A key and its value.
type Tag<'t> = (Cow<'t, str>, Option<Cow<'t, str>>);

/// The value of a tag. If a key comes twice, the last value counts.
pub(crate) fn tag_value<'t>(tags: &'t str, key: &str) -> Option<Cow<'t, str>> {
    let (mut elements, mut value) = (Elements::new(tags), None);
    while let Ok(Some((found, found_value))) = next_tag(&mut elements) {
        if found == key {
            value = found_value;
        }
    }
    value
}

fn next_tag<'t>(elements: &mut Elements<'t>) -> Result<Option<Tag<'t>>, Malformed> {
    while let Some(element) = elements.open_next()? {
        if element == "item" {
            return read_tag(elements).map(Some);
        }
        elements.skip()?;
    }
    Ok(None)
}

fn read_tag<'t>(elements: &mut Elements<'t>) -> Result<Tag<'t>, Malformed> {
    let mut tag = (Cow::default(), None);
    while let Some(element) = elements.open_next()? {
        match element {
            "key" => tag.0 = elements.text()?,
            "value" => tag.1 = Some(elements.text()?),
            _ => {
                elements.skip()?;
            }
        }
    }
    Ok(tag)
}

/// Reads a list of tags and writes a record from key to value. A key that comes twice is one field: Nushell refuses a
/// record with the same name twice.
pub(crate) fn read_tags(elements: &mut Elements, to: &mut Packer) -> Result<(), Malformed> {
    let mut tags: Vec<Tag> = Vec::with_capacity(8);
    while let Some((key, value)) = next_tag(elements)? {
        match tags.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => tags.push((key, value)),
        }
    }
    write_record(&tags, to);
    Ok(())
}

/// Writes the record of no tags.
pub(crate) fn write_no_tags(to: &mut Packer) {
    write_record(&[], to);
}

fn write_record(tags: &[Tag], to: &mut Packer) {
    to.open_record(tags.len());
    for (key, value) in tags {
        to.name(key);
        to.optional(value.as_deref());
    }
    to.close_record();
}
