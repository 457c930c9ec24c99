//! The columns of a row: which there are, which are asked for, and how they are read.

use std::borrow::Cow;

use crate::aws::xml::{Elements, Malformed};
use crate::error::Error;
use crate::nu::msgpack::{Packed, Packer};
use crate::rows::failure::ERROR;
use crate::rows::instance::tags::{self, TAGS_AS_RECORD};
use crate::rows::instance::{COLUMNS, Origin, TagShape};
use crate::rows::member::{Named, Written, read_members};
use crate::text::quote::nearest;

/// The columns of a row, in their order.
#[derive(Clone)]
pub(crate) struct Columns {
    tags: TagShape,
    chosen: Vec<Chosen>,
    /// The members of the API's Instance that they are made of.
    read: Vec<&'static Named>,
    /// Whether there is the column Error, too, of which an instance has nothing to tell.
    has_error: bool,
}

/// A column that is asked for.
#[derive(Clone)]
struct Chosen {
    name: &'static str,
    content: ChosenContent,
}

/// Where the values of a column come from.
#[derive(Clone, Copy)]
enum ChosenContent {
    /// A member that is read, by its number.
    Member(usize),
    /// What is added.
    Derived(fn(&Source, &mut Packer)),
}

impl Columns {
    /// No columns yet. If there comes one with the tags, they have this shape.
    pub(crate) fn none(tags: TagShape) -> Self {
        Self { tags, chosen: Vec::new(), read: Vec::new(), has_error: false }
    }

    /// All columns.
    pub(crate) fn all(tags: TagShape) -> Self {
        let mut columns = Self::none(tags);
        COLUMNS.iter().for_each(|column| columns.choose(column));
        columns
    }

    /// Adds the column of this name, once. Case counts, as in Nushell.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownColumn`] for a name that no column has.
    pub(crate) fn add(&mut self, name: &str) -> Result<(), Error> {
        let Some(column) = column(name) else {
            let known: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
            return Err(Error::UnknownColumn { name: name.to_owned(), nearest: nearest(name, &known) });
        };
        if !self.names().any(|known| known == name) {
            self.choose(column);
        }
        Ok(())
    }

    /// Adds the column Error behind all others.
    pub(crate) fn add_error(&mut self) {
        self.has_error = true;
    }

    fn choose(&mut self, column: &'static Column) {
        let content = match &column.content {
            Content::Member(member) => ChosenContent::Member(self.reads(member)),
            Content::Derived(value) => {
                if let Some(Content::Member(whole)) = whole_of(column.name).map(|column| &column.content) {
                    self.reads(whole);
                }
                ChosenContent::Derived(*value)
            }
        };
        self.chosen.push(Chosen { name: column.name, content });
    }

    /// Where a member is among those that are read.
    fn reads(&mut self, member: &'static Named) -> usize {
        self.read.iter().position(|read| read.name == member.name).unwrap_or_else(|| {
            let is_record = member.name == TAGS_AS_RECORD.name && self.tags == TagShape::Record;
            self.read.push(if is_record { &TAGS_AS_RECORD } else { member });
            self.read.len() - 1
        })
    }

    /// Their names, but for Error.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.chosen.iter().map(|column| column.name)
    }

    /// The row of an instance, which is the XML that EC2 tells it by.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for XML that no instance of the API has.
    pub(crate) fn row(&self, instance: &str, origin: Origin, packer: &mut Packer) -> Result<Packed, Malformed> {
        packer.pack(|to| self.write(instance, origin, to))
    }

    fn write(&self, instance: &str, origin: Origin, to: &mut Packer) -> Written {
        let (mut tags, mut state) = ("", "");
        let members = read_members(&self.read, &mut Elements::new(instance), to, true, |number, content| {
            match self.read[number].name {
                "Tags" => tags = content,
                "State" => state = content,
                _ => (),
            }
        })?;
        let source = Source { name: tags::value_of(tags, "Name"), state_name: tags::text_of(state, "name"), origin };
        let length = self.chosen.len() + usize::from(self.has_error);
        to.gather(members, length, |to, pieces| {
            for Chosen { name, content } in &self.chosen {
                to.name(name);
                match content {
                    ChosenContent::Derived(write) => write(&source, to),
                    ChosenContent::Member(number) => match pieces.get(*number) {
                        Some(piece) => to.piece(piece),
                        None => (self.read[*number].member.absent)(to),
                    },
                }
            }
            if self.has_error {
                to.name(ERROR);
                to.nothing();
            }
        });
        Ok(())
    }
}

/// What the columns of our own are made of.
pub(crate) struct Source<'a> {
    /// The value of the tag `Name`.
    pub(crate) name: Option<Cow<'a, str>>,
    /// The name of the state.
    pub(crate) state_name: Option<Cow<'a, str>>,
    /// Where the instance was found.
    pub(crate) origin: Origin<'a>,
}

/// A column that there is.
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it says.
    pub(crate) content: Content,
}

/// What a column says.
pub(crate) enum Content {
    /// A member of the API's Instance.
    Member(Named),
    /// What is added.
    Derived(fn(&Source, &mut Packer)),
}

fn column(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.name == name)
}

/// The column of which one of our own repeats a part.
fn whole_of(name: &str) -> Option<&'static Column> {
    match name {
        "Name" => column("Tags"),
        "StateName" => column("State"),
        _ => None,
    }
}

/// `columns! { |source| Name = expression of the source; ApiName: field as "element"; … }`: columns of our own, and
/// members of the API's Instance.
macro_rules! columns {
    (|$source:ident| $($name:ident $(: $field:ident $(as $element:literal)?)? $(= $own:expr)?;)*) => {
        static COLUMNS: &[columns::Column] = &[$(columns::Column {
            name: stringify!($name),
            content:
                $(columns::Content::Derived(|$source, to| to.optional($own)))?
                $(columns::Content::Member(
                    $crate::rows::member::named!($name: |it: ec2::Instance| it.$field, $($element)?)
                ))?,
        }),*];

        #[cfg(test)]
        $crate::rows::member::judge::columns! { $($name $(: $field $(as $element)?)? $(= $own)?;)* }
    };
}

pub(crate) use columns;
