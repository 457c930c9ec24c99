//! How a member of an AWS API type becomes a Nushell value, and the macro that lists a type's members.

use std::borrow::Cow;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::primitive::Parse;

use crate::aws::xml::{Elements, Malformed, escape_excerpt};
use crate::nu::msgpack::{Packer, UnorderedRecord};
use crate::rows::api::tags::{read_tags, write_no_tags};

/// The result of reading a value and writing it to a [`Packer`].
pub(crate) type Written = Result<(), Malformed>;

/// The type of a member. The mapping is the same for every service: text and enums become strings, so that values
/// newer than this plugin pass through; times become datetimes in UTC, structures become records, an absent scalar or
/// structure is null and an absent list is `[]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    String,
    Bool,
    Int,
    Float,
    Time,
    /// A time that is a string in the API. One that can't be read is null.
    TimeText,
    /// A number that is a string in the API. One that can't be read is null.
    NumberText,
    Structure(&'static [Member]),
    List(&'static Shape),
    /// A list of tags, as a record from key to value.
    Tags,
}

/// A member of an API type: its names and its type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Member {
    /// The API's name, `SecurityGroups`.
    pub(crate) name: &'static str,
    /// The name of its XML element, `groupSet`; empty if that is the API's name in lower camel case.
    pub(crate) element: &'static str,
    pub(crate) shape: Shape,
}

/// The Rust type with which the model writes a [`Shape`].
pub(crate) trait HasShape {
    const SHAPE: Shape;
}

/// An AWS API structure, which becomes a record of all its members.
pub(crate) trait Structure {
    /// The members, in the API's order.
    const MEMBERS: &'static [Member];
}

/// The Rust type for [`Shape::TimeText`].
pub(crate) enum TimeText {}

/// The Rust type for [`Shape::NumberText`].
pub(crate) enum NumberText {}

macro_rules! shapes {
    ($($type:ty: $shape:ident,)*) => {
        $(impl HasShape for $type {
            const SHAPE: Shape = Shape::$shape;
        })*
    };
}

shapes! {
    String: String,
    bool: Bool,
    i64: Int,
    f64: Float,
    DateTime: Time,
    TimeText: TimeText,
    NumberText: NumberText,
}

impl<S: Structure> HasShape for S {
    const SHAPE: Shape = Shape::Structure(S::MEMBERS);
}

impl<T: HasShape> HasShape for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}

impl Shape {
    /// Reads the value of the element that has just been opened, as the SDK does, and writes it.
    pub(crate) fn read(self, elements: &mut Elements, to: &mut Packer) -> Written {
        match self {
            Self::Structure(members) => read_structure(members, elements, to),
            Self::List(item) => {
                let (list, mut count) = (to.open_list(), 0);
                // Most lists call it `item`, but not all.
                while elements.open_next()?.is_some() {
                    item.read(elements, to)?;
                    count += 1;
                }
                to.close_list(list, count);
                Ok(())
            }
            Self::Tags => read_tags(elements, to),
            _ => self.write_text(&elements.text()?, to),
        }
    }

    /// Parses a text and writes the value. Structures and lists have no text.
    pub(crate) fn write_text(self, text: &str, to: &mut Packer) -> Written {
        match self {
            Self::Bool => to.bool(bool::parse_smithy_primitive(text).map_err(|_| malformed("flag", text))?),
            Self::Int => to.int(i64::parse_smithy_primitive(text).map_err(|_| malformed("number", text))?),
            Self::Float => to.float(f64::parse_smithy_primitive(text).map_err(|_| malformed("number", text))?),
            Self::Time => write_time(text, to).map_err(|_| malformed("time", text))?,
            Self::TimeText => write_time(text, to).unwrap_or_else(|_| to.nothing()),
            Self::NumberText => match f64::parse_smithy_primitive(text) {
                Ok(number) => to.float(number),
                Err(_) => to.nothing(),
            },
            Self::String => to.string(text),
            Self::Structure(_) | Self::List(_) | Self::Tags => return Err(malformed("text", text)),
        }
        Ok(())
    }

    /// Writes the value of a member that is absent.
    pub(crate) fn write_absent(self, to: &mut Packer) {
        match self {
            Self::List(_) => {
                let list = to.open_list();
                to.close_list(list, 0);
            }
            Self::Tags => write_no_tags(to),
            _ => to.nothing(),
        }
    }

    /// Whether a terminal may show the value in several lines.
    pub(crate) fn is_nested(self) -> bool {
        matches!(self, Self::Structure(_) | Self::List(_) | Self::Tags)
    }
}

/// A time that Nushell's datetime can't hold is null.
fn write_time(text: &str, to: &mut Packer) -> Result<(), aws_smithy_types::date_time::DateTimeParseError> {
    let time = DateTime::from_str(text, Format::DateTimeWithOffset)?;
    match chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos()) {
        // Nushell reads the form that AWS writes.
        Some(_) if text.ends_with('Z') => to.date_text(text),
        Some(time) => to.date(time.fixed_offset()),
        None => to.nothing(),
    }
    Ok(())
}

fn malformed(kind: &str, text: &str) -> Malformed {
    Malformed::new(format!("`{}` is no {kind}", escape_excerpt(text)))
}

fn read_structure(members: &[Member], elements: &mut Elements, to: &mut Packer) -> Written {
    let record = read_members(members, elements, to, false, |_, _| ())?;
    to.close_unordered_record(record, members.len(), |to, fields| {
        for (number, Member { name, shape, .. }) in members.iter().enumerate() {
            to.name(name);
            match fields.get(number) {
                Some(encoded) => to.encoded(encoded),
                None => shape.write_absent(to),
            }
        }
    });
    Ok(())
}

impl Member {
    /// Whether this is the name of its element.
    pub(crate) fn is_element(&self, element: &str) -> bool {
        if self.element.is_empty() { is_lower_camel_case_of(self.name, element) } else { self.element == element }
    }

    /// The text of this member in the XML of a structure. If it comes twice, the last one counts, as in the record made
    /// of the same XML.
    pub(crate) fn text_in<'t>(&self, structure: &'t str) -> Option<Cow<'t, str>> {
        let (mut elements, mut text) = (Elements::new(structure), None);
        while let Ok(Some(element)) = elements.open_next() {
            if self.is_element(element) {
                text = elements.text().ok();
            } else {
                elements.skip().ok()?;
            }
        }
        text
    }
}

/// Whether the names differ in the case of the first letter alone: `VolumeId` and `volumeId`.
pub(crate) fn is_lower_camel_case_of(name: &str, element: &str) -> bool {
    match (name.as_bytes(), element.as_bytes()) {
        ([capital, name @ ..], [small, element @ ..]) => capital.to_ascii_lowercase() == *small && name == element,
        _ => false,
    }
}

/// Reads these members of a structure and skips all others. If nothing follows the structure (`is_last`), reading stops
/// once all members are found. `on_member` is called with the number of each member and the XML inside of its element.
pub(crate) fn read_members<'t>(
    members: &[Member],
    elements: &mut Elements<'t>,
    to: &mut Packer,
    is_last: bool,
    mut on_member: impl FnMut(usize, &'t str),
) -> Result<UnorderedRecord, Malformed> {
    let record = to.unordered_record(members.len());
    let (mut missing, mut next) = (members.len(), 0);
    while !(is_last && missing == 0)
        && let Some(element) = elements.open_next()?
    {
        // AWS sends the members in an order of its own, which is the same for each item: start behind the last one.
        let (before, behind) = members.split_at(next);
        let at = behind.iter().position(|member| member.is_element(element)).map(|at| at + next);
        let Some(at) = at.or_else(|| before.iter().position(|member| member.is_element(element))) else {
            elements.skip()?;
            continue;
        };
        let start = elements.position();
        missing -= usize::from(!to.has_field(&record, at));
        to.field(&record, at, |to| members[at].shape.read(elements, to))?;
        on_member(at, elements.content_from(start));
        next = at + 1;
    }
    Ok(record)
}

/// `structures! { Type { ApiName: Type, ApiName as "element": Type, … } … }` declares API structures.
macro_rules! structures {
    ($($shape:ident { $($name:ident $(as $element:literal)?: $type:ty,)* })*) => {
        $(
            pub(crate) enum $shape {}

            impl $crate::rows::api::member::Structure for $shape {
                const MEMBERS: &'static [$crate::rows::api::member::Member] = &[$(
                    $crate::rows::api::member::Member {
                        name: stringify!($name),
                        element: concat!($($element)?),
                        shape: <$type as $crate::rows::api::member::HasShape>::SHAPE,
                    }
                ),*];
            }
        )*
    };
}

pub(crate) use structures;
