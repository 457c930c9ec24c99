//! How a member of an AWS API type becomes a Nushell value, and the macros that list a type's members.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::primitive::Parse;

use crate::aws::xml::{Elements, Malformed, escape_excerpt};
use crate::nu::msgpack::{Packer, UnorderedRecord};

/// The result of reading a value and writing it to a [`Packer`].
pub(crate) type Written = Result<(), Malformed>;

/// A member of an AWS API type. The mapping is the same for every service: text and enums become strings (enums by
/// their encoder text, so that values newer than the SDK pass through), times become datetimes in UTC, structures
/// become records, an absent scalar or structure is null and an absent list is `[]`.
pub(crate) trait ApiValue {
    /// Reads the value of the element that has just been opened, as the SDK does, and writes it.
    fn read(elements: &mut Elements, to: &mut Packer) -> Written;

    /// Writes the value of a member that is absent.
    fn absent(to: &mut Packer) {
        to.nothing();
    }
}

impl ApiValue for Option<String> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        to.string(&elements.text()?);
        Ok(())
    }
}

impl ApiValue for Option<bool> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let text = elements.text()?;
        to.bool(bool::parse_smithy_primitive(&text).map_err(|_| malformed("flag", &text))?);
        Ok(())
    }
}

impl ApiValue for Option<i32> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let text = elements.text()?;
        to.int(i32::parse_smithy_primitive(&text).map_err(|_| malformed("number", &text))?.into());
        Ok(())
    }
}

impl ApiValue for Option<DateTime> {
    /// A time that Nushell's datetime can't hold is null.
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let text = elements.text()?;
        let time = DateTime::from_str(&text, Format::DateTimeWithOffset).map_err(|_| malformed("time", &text))?;
        match chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos()) {
            // Nushell reads the form that AWS writes.
            Some(_) if text.ends_with('Z') => to.date_text(&text),
            Some(time) => to.date(time.fixed_offset()),
            None => to.nothing(),
        }
        Ok(())
    }
}

fn malformed(kind: &str, text: &str) -> Malformed {
    Malformed::new(format!("`{}` is no {kind}", escape_excerpt(text)))
}

/// An AWS API structure, which becomes a record of all its members.
pub(crate) trait Structure {
    /// The members, in the API's order.
    const MEMBERS: &'static [&'static Member];
}

impl<S: Structure> ApiValue for Option<S> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let record = read_members(S::MEMBERS, elements, to, false, |_, _| ())?;
        to.close_unordered_record(record, S::MEMBERS.len(), |to, fields| {
            for (number, Member { name, value, .. }) in S::MEMBERS.iter().enumerate() {
                to.name(name);
                match fields.get(number) {
                    Some(encoded) => to.encoded(encoded),
                    None => (value.absent)(to),
                }
            }
        });
        Ok(())
    }
}

impl<S: Structure> ApiValue for Option<Vec<S>> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let (list, mut count) = (to.open_list(), 0);
        while let Some(element) = elements.open_next()? {
            if element == "item" {
                <Option<S>>::read(elements, to)?;
                count += 1;
            } else {
                elements.skip()?;
            }
        }
        to.close_list(list, count);
        Ok(())
    }

    fn absent(to: &mut Packer) {
        let list = to.open_list();
        to.close_list(list, 0);
    }
}

/// A member of an API type: its names and its type.
pub(crate) struct Member {
    /// The API's name, `SecurityGroups`.
    pub(crate) name: &'static str,
    /// The name of its XML element, `groupSet`; empty if that is the API's name in lower camel case.
    pub(crate) element: &'static str,
    /// How its value is read.
    pub(crate) value: ValueFunctions,
}

impl Member {
    /// Whether this is the name of its element.
    pub(crate) fn is_element(&self, element: &str) -> bool {
        if self.element.is_empty() { is_lower_camel_case_of(self.name, element) } else { self.element == element }
    }
}

/// Whether the names differ in the case of the first letter alone: `VolumeId` and `volumeId`.
fn is_lower_camel_case_of(name: &str, element: &str) -> bool {
    match (name.as_bytes(), element.as_bytes()) {
        ([capital, name @ ..], [small, element @ ..]) => capital.to_ascii_lowercase() == *small && name == element,
        _ => false,
    }
}

/// The functions of a [`ApiValue`] as values.
#[derive(Clone, Copy)]
pub(crate) struct ValueFunctions {
    /// [`ApiValue::read`].
    pub(crate) read: fn(&mut Elements, &mut Packer) -> Written,
    /// [`ApiValue::absent`].
    pub(crate) absent: fn(&mut Packer),
}

impl ValueFunctions {
    /// The functions for a field of an SDK structure. The argument, which returns the field, only names the types.
    pub(crate) const fn for_field<S, M: ApiValue>(_: fn(S) -> M) -> Self {
        Self { read: M::read, absent: M::absent }
    }
}

/// Reads these members of a structure and skips all others. If nothing follows the structure (`is_last`), reading stops
/// once all members are found. `on_member` is called with the number of each member and the XML inside of its element.
pub(crate) fn read_members<'t>(
    members: &[&'static Member],
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
        to.field(&record, at, |to| (members[at].value.read)(elements, to))?;
        on_member(at, elements.content_from(start));
        next = at + 1;
    }
    Ok(record)
}

/// `structures! { sdk: Type { ApiName: field, ApiName: field as "element", … } … }` implements [`Structure`] for types
/// of the module `sdk`. The types of their fields are the types of the members.
macro_rules! structures {
    ($sdk:ident: $($shape:ident { $($name:ident: $field:ident $(as $element:literal)?,)* })*) => {
        $(
            impl $crate::rows::api::member::Structure for $sdk::$shape {
                const MEMBERS: &'static [&'static $crate::rows::api::member::Member] = &[$(
                    &$crate::rows::api::member::member!($name: |it: $sdk::$shape| it.$field, $($element)?)
                ),*];
            }
        )*

        #[cfg(test)]
        $crate::rows::api::sdk_parser::structures! { $sdk: $($shape { $($name: $field $(as $element)?,)* })* }
    };
}

/// `member!(ApiName: |it: Type| it.field, "element")` is the [`Member`] for a field of an SDK type.
macro_rules! member {
    ($name:ident: $field:expr, $($element:literal)?) => {
        $crate::rows::api::member::Member {
            name: stringify!($name),
            element: concat!($($element)?),
            value: $crate::rows::api::member::ValueFunctions::for_field($field),
        }
    };
}

/// `enums! { sdk: Type, … }` implements [`ApiValue`] for SDK enumerations, which become strings.
macro_rules! enums {
    ($sdk:ident: $($shape:ident,)*) => {
        $(
            impl $crate::rows::api::member::ApiValue for Option<$sdk::$shape> {
                fn read(
                    elements: &mut $crate::aws::xml::Elements,
                    to: &mut $crate::nu::msgpack::Packer,
                ) -> $crate::rows::api::member::Written {
                    <Option<String>>::read(elements, to)
                }
            }
        )*

        #[cfg(test)]
        $crate::rows::api::sdk_parser::enums! { $sdk: $($shape,)* }
    };
}

pub(crate) use enums;
pub(crate) use member;
pub(crate) use structures;
