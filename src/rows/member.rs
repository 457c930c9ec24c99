//! How a member of an AWS API type becomes a Nushell value, and the macro that lists a type's members.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::primitive::Parse;

use crate::aws::xml::{Elements, Malformed, escape_excerpt};
use crate::nu::msgpack::{Packer, UnorderedRecord};

/// How reading a value, which is written at once, ends.
pub(crate) type Written = Result<(), Malformed>;

/// A member of an AWS API type. The mapping is the same for every service: text and enums become strings (enums by
/// their encoder text, so that values newer than the SDK pass through), times become datetimes in UTC, structures
/// become records, an absent scalar or structure is null and an absent list is `[]`.
pub(crate) trait Member {
    /// Reads the value from the element that has just been opened, as the SDK does.
    fn read(elements: &mut Elements, to: &mut Packer) -> Written;

    /// The value of a member that is not there.
    fn absent(to: &mut Packer) {
        to.nothing();
    }
}

impl Member for Option<String> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        to.string(&elements.text()?);
        Ok(())
    }
}

impl Member for Option<bool> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let text = elements.text()?;
        to.bool(bool::parse_smithy_primitive(&text).map_err(|_| no("flag", &text))?);
        Ok(())
    }
}

impl Member for Option<i32> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let text = elements.text()?;
        to.int(i32::parse_smithy_primitive(&text).map_err(|_| no("number", &text))?.into());
        Ok(())
    }
}

impl Member for Option<DateTime> {
    /// A time outside of what Nushell's datetime can hold is null.
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let text = elements.text()?;
        let time = DateTime::from_str(&text, Format::DateTimeWithOffset).map_err(|_| no("time", &text))?;
        match chrono::DateTime::from_timestamp(time.secs(), time.subsec_nanos()) {
            // As AWS writes it, Nushell reads it.
            Some(_) if text.ends_with('Z') => to.date_text(&text),
            Some(time) => to.date(time.fixed_offset()),
            None => to.nothing(),
        }
        Ok(())
    }
}

fn no(kind: &str, text: &str) -> Malformed {
    Malformed::new(format!("`{}` is no {kind}", escape_excerpt(text)))
}

/// An AWS API structure, which becomes a record of all its members.
pub(crate) trait Structure {
    /// The members, in the API's order.
    const MEMBERS: &'static [&'static Named];
}

impl<S: Structure> Member for Option<S> {
    fn read(elements: &mut Elements, to: &mut Packer) -> Written {
        let record = read_members(S::MEMBERS, elements, to, false, |_, _| ())?;
        to.gather(record, S::MEMBERS.len(), |to, pieces| {
            for (number, Named { name, member, .. }) in S::MEMBERS.iter().enumerate() {
                to.name(name);
                match pieces.get(number) {
                    Some(piece) => to.piece(piece),
                    None => (member.absent)(to),
                }
            }
        });
        Ok(())
    }
}

impl<S: Structure> Member for Option<Vec<S>> {
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

/// A member with its name.
pub(crate) struct Named {
    /// The API's name, `SecurityGroups`.
    pub(crate) name: &'static str,
    /// The name of the element that holds it, `groupSet`, or nothing if that is the API's name in lower camel case.
    pub(crate) element: &'static str,
    /// What becomes of it.
    pub(crate) member: MemberType,
}

impl Named {
    /// Whether this is the element that holds it.
    pub(crate) fn is(&self, element: &str) -> bool {
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
pub(crate) struct MemberType {
    /// [`Member::read`].
    pub(crate) read: fn(&mut Elements, &mut Packer) -> Written,
    /// [`Member::absent`].
    pub(crate) absent: fn(&mut Packer),
}

impl MemberType {
    /// That of a field of an SDK structure, which a function takes out of it.
    pub(crate) const fn of<S, M: Member>(_: fn(S) -> M) -> Self {
        Self { read: M::read, absent: M::absent }
    }
}

/// Reads what of a structure these members are, and nothing else. Once all are there, the rest need not be read if
/// nothing comes behind the structure. `tell` hears of each by its number, with the XML that it has been read from.
pub(crate) fn read_members<'t>(
    members: &[&'static Named],
    elements: &mut Elements<'t>,
    to: &mut Packer,
    is_last: bool,
    mut tell: impl FnMut(usize, &'t str),
) -> Result<UnorderedRecord, Malformed> {
    let record = to.unordered_record(members.len());
    let (mut missing, mut next) = (members.len(), 0);
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
        let start = elements.position();
        missing -= usize::from(!to.has_field(&record, at));
        to.field(&record, at, |to| (members[at].member.read)(elements, to))?;
        tell(at, elements.content_from(start));
        next = at + 1;
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

/// `enums! { sdk: Type, … }` makes strings of SDK enumerations, by their encoder text.
macro_rules! enums {
    ($sdk:ident: $($shape:ident,)*) => {
        $(
            impl $crate::rows::member::Member for Option<$sdk::$shape> {
                fn read(
                    elements: &mut $crate::aws::xml::Elements,
                    to: &mut $crate::nu::msgpack::Packer,
                ) -> $crate::rows::member::Written {
                    <Option<String>>::read(elements, to)
                }
            }
        )*

        #[cfg(test)]
        $crate::rows::member::judge::enums! { $sdk: $($shape,)* }
    };
}

pub(crate) use enums;
pub(crate) use named;
pub(crate) use structures;

#[cfg(test)]
pub(crate) mod judge;
