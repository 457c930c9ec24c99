//! How a member of an AWS API type becomes a Nushell value, and the macro that lists a type's members.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::primitive::Parse;
use nu_protocol::{Record, Span, Value};

use crate::xml::{Elements, Malformed, shown};

/// A member of an AWS API type. The mapping is the same for every service: text and enums become strings (enums by
/// their wire text, so that values newer than the SDK pass through), times become datetimes in UTC, structures
/// become records, an absent scalar or structure is null and an absent list is `[]`.
pub trait Member {
    /// Reads the value from the element that has just been opened, as the SDK does.
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed>;

    /// The value of a member that is not there.
    fn absent(span: Span) -> Value {
        Value::nothing(span)
    }
}

impl Member for Option<String> {
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed> {
        Ok(Value::string(elements.text()?, span))
    }
}

impl Member for Option<bool> {
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed> {
        let text = elements.text()?;
        let flag = bool::parse_smithy_primitive(&text).map_err(|_| no("flag", &text))?;
        Ok(Value::bool(flag, span))
    }
}

impl Member for Option<i32> {
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed> {
        let text = elements.text()?;
        let number = i32::parse_smithy_primitive(&text).map_err(|_| no("number", &text))?;
        Ok(Value::int(number.into(), span))
    }
}

impl Member for Option<DateTime> {
    /// A time outside of what Nushell's datetime can hold is null.
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed> {
        let text = elements.text()?;
        let time = DateTime::from_str(&text, Format::DateTimeWithOffset).map_err(|_| no("time", &text))?;
        Ok(time_value(time, span))
    }
}

/// A time as Nushell has it.
pub fn time_value(time: DateTime, span: Span) -> Value {
    chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos())
        .map_or(Value::nothing(span), |time| Value::date(time.fixed_offset(), span))
}

fn no(kind: &str, text: &str) -> Malformed {
    Malformed::new(format!("`{}` is no {kind}", shown(text)))
}

/// An AWS API structure, which becomes a record of all its members.
pub trait Structure {
    /// The members, in the API's order.
    const MEMBERS: &'static [&'static Named];
}

impl<S: Structure> Member for Option<S> {
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed> {
        Ok(Value::record(read_record(S::MEMBERS, elements, span)?, span))
    }
}

impl<S: Structure> Member for Option<Vec<S>> {
    fn read(elements: &mut Elements, span: Span) -> Result<Value, Malformed> {
        let mut items = Vec::new();
        while let Some(element) = elements.open_next()? {
            if element == "item" {
                items.push(<Option<S>>::read(elements, span)?);
            } else {
                elements.skip()?;
            }
        }
        Ok(Value::list(items, span))
    }

    fn absent(span: Span) -> Value {
        Value::list(Vec::new(), span)
    }
}

/// A member with its name.
pub struct Named {
    /// The API's name, `SecurityGroups`.
    pub name: &'static str,
    /// The name of the element that holds it, `groupSet`, or nothing if that is the API's name in lower camel case.
    pub element: &'static str,
    /// What becomes of it.
    pub member: MemberType,
}

impl Named {
    /// Whether this is the element that holds it.
    pub fn is(&self, element: &str) -> bool {
        if self.element.is_empty() { is_lower_camel_case_of(self.name, element) } else { self.element == element }
    }
}

/// Whether the first name is the second but for its first letter, which is capital.
fn is_lower_camel_case_of(name: &str, element: &str) -> bool {
    match (name.as_bytes(), element.as_bytes()) {
        ([capital, name @ ..], [small, element @ ..]) => capital.to_ascii_lowercase() == *small && name == element,
        _ => false,
    }
}

/// The functions of a [`Member`] as values.
#[derive(Clone, Copy)]
pub struct MemberType {
    /// [`Member::read`].
    pub read: fn(&mut Elements, Span) -> Result<Value, Malformed>,
    /// [`Member::absent`].
    pub absent: fn(Span) -> Value,
}

impl MemberType {
    /// That of a field of an SDK structure, which a function takes out of it.
    pub const fn of<S, M: Member>(_: fn(S) -> M) -> Self {
        Self { read: M::read, absent: M::absent }
    }
}

/// Reads what of a structure these members are, and nothing else. Once all are there, the rest need not be read if
/// nothing comes behind the structure.
pub fn read_members(
    members: &[&'static Named],
    elements: &mut Elements,
    span: Span,
    is_last: bool,
) -> Result<Vec<Option<Value>>, Malformed> {
    let mut values = vec![None; members.len()];
    let (mut missing, mut next) = (values.len(), 0);
    while !(is_last && missing == 0)
        && let Some(element) = elements.open_next()?
    {
        // AWS sends them in an order of its own, but the neighbours are the same each time.
        let (before, behind) = members.split_at(next);
        let at = behind.iter().position(|member| member.is(element)).map(|at| at + next);
        let Some(at) = at.or_else(|| before.iter().position(|member| member.is(element))) else {
            elements.skip()?;
            continue;
        };
        missing -= usize::from(values[at].is_none());
        values[at] = Some((members[at].member.read)(elements, span)?);
        next = at + 1;
    }
    Ok(values)
}

/// Reads a structure, all its members and nothing else.
fn read_record(members: &[&'static Named], elements: &mut Elements, span: Span) -> Result<Record, Malformed> {
    let values = read_members(members, elements, span, false)?;
    let mut record = Record::with_capacity(members.len());
    for (Named { name, member, .. }, value) in members.iter().zip(values) {
        record.push(*name, value.unwrap_or_else(|| (member.absent)(span)));
    }
    Ok(record)
}

/// `structures! { sdk: Type { ApiName: field, ApiName: field as "element", … } … }` tells how structures are read. The
/// line `sdk` is the module of the types, whose fields have the types of the members.
macro_rules! structures {
    ($sdk:ident: $($shape:ident { $($name:ident: $field:ident $(as $element:literal)?,)* })*) => {
        $(
            impl $crate::rows::member::Structure for $sdk::$shape {
                const MEMBERS: &'static [&'static $crate::rows::member::Named] = &[$(
                    &$crate::rows::member::named!($name: |it: $sdk::$shape| it.$field, $($element)?)
                ),*];
            }
        )*

        #[cfg(test)]
        $crate::rows::member::judge::structures! { $sdk: $($shape { $($name: $field $(as $element)?,)* })* }
    };
}

/// `named!(ApiName: |it: Type| it.field, "element")` is the member that is this field.
macro_rules! named {
    ($name:ident: $field:expr, $($element:literal)?) => {
        $crate::rows::member::Named {
            name: stringify!($name),
            element: concat!($($element)?),
            member: $crate::rows::member::MemberType::of($field),
        }
    };
}

/// `enums! { sdk: Type, … }` makes strings of SDK enumerations, by their wire text.
macro_rules! enums {
    ($sdk:ident: $($shape:ident,)*) => {
        $(
            impl $crate::rows::member::Member for Option<$sdk::$shape> {
                fn read(
                    elements: &mut $crate::xml::Elements,
                    span: nu_protocol::Span,
                ) -> Result<nu_protocol::Value, $crate::xml::Malformed> {
                    <Option<String>>::read(elements, span)
                }
            }
        )*

        #[cfg(test)]
        $crate::rows::member::judge::enums! { $sdk: $($shape,)* }
    };
}

pub(super) use {enums, named, structures};

#[cfg(test)]
pub mod judge;
