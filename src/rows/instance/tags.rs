//! The tags of an instance, and other parts of what the API says.

use std::borrow::Cow;

use crate::aws::xml::{Elements, Malformed};
use crate::nu::msgpack::Packer;
use crate::rows::member::{MemberType, Named, Written};

/// The member Tags as a record from key to value.
pub(crate) static TAGS_AS_RECORD: Named =
    Named { name: "Tags", element: "tagSet", member: MemberType { read: read_as_record, absent: no_tags } };

/// A key and its value.
type Tag<'t> = (Cow<'t, str>, Option<Cow<'t, str>>);

/// The text of the element with this name, among the outermost of those that have been read already. Of two the last
/// counts, as in the record that they are read into.
pub(crate) fn text_of<'t>(content: &'t str, name: &str) -> Option<Cow<'t, str>> {
    let (mut elements, mut text) = (Elements::new(content), None);
    while let Ok(Some(element)) = elements.open_next() {
        if element == name {
            text = elements.text().ok();
        } else {
            elements.skip().ok()?;
        }
    }
    text
}

/// The value of a tag, among those that have been read already. Of two the last counts.
pub(crate) fn value_of<'t>(tags: &'t str, key: &str) -> Option<Cow<'t, str>> {
    let (mut elements, mut value) = (Elements::new(tags), None);
    while let Ok(Some((found, said))) = next(&mut elements) {
        if found == key {
            value = said;
        }
    }
    value
}

/// The next tag of a list.
fn next<'t>(elements: &mut Elements<'t>) -> Result<Option<Tag<'t>>, Malformed> {
    while let Some(element) = elements.open_next()? {
        if element == "item" {
            return tag(elements).map(Some);
        }
        elements.skip()?;
    }
    Ok(None)
}

fn tag<'t>(elements: &mut Elements<'t>) -> Result<Tag<'t>, Malformed> {
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

/// A key is one field: Nushell refuses a record that has a name twice.
fn read_as_record(elements: &mut Elements, to: &mut Packer) -> Written {
    let mut tags: Vec<Tag> = Vec::with_capacity(8);
    while let Some((key, value)) = next(elements)? {
        match tags.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => tags.push((key, value)),
        }
    }
    write(&tags, to);
    Ok(())
}

fn no_tags(to: &mut Packer) {
    write(&[], to);
}

fn write(tags: &[Tag], to: &mut Packer) {
    to.open_record(tags.len());
    for (key, value) in tags {
        to.name(key);
        to.optional(value.as_deref());
    }
    to.close_record();
}
