//! The columns of a row: which there are, which are asked for, and how they are read.

use nu_protocol::{Record, Span, Value};

use super::tags::{field, record_of, tag};
use super::{COLUMNS, Origin, TagShape};
use crate::error::Error;
use crate::rows::member::{Named, read_members};
use crate::word::nearest;
use crate::xml::{Elements, Malformed};

/// The columns of a row, in their order.
#[derive(Clone, Default)]
pub struct Columns {
    chosen: Vec<Chosen>,
    /// The members of the API's Instance that they are made of.
    read: Vec<&'static Named>,
}

/// A column, and which of the members that are read it is.
#[derive(Clone)]
struct Chosen {
    name: &'static str,
    content: &'static Content,
    member: Option<usize>,
}

impl Columns {
    /// All columns.
    pub fn all() -> Self {
        let mut columns = Self::default();
        COLUMNS.iter().for_each(|column| columns.choose(column));
        columns
    }

    /// Adds the column of this name, once. Case counts, as in Nushell.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownColumn`] for a name that no column has.
    pub fn add(&mut self, name: &str) -> Result<(), Error> {
        let Some(column) = column(name) else {
            let known: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
            return Err(Error::UnknownColumn { name: name.to_owned(), nearest: nearest(name, &known) });
        };
        if !self.names().any(|known| known == name) {
            self.choose(column);
        }
        Ok(())
    }

    fn choose(&mut self, column: &'static Column) {
        let member = match &column.content {
            Content::Member(member) => Some(self.reads(member)),
            Content::Own(_) => {
                if let Some(Content::Member(whole)) = whole_of(column.name).map(|column| &column.content) {
                    self.reads(whole);
                }
                None
            }
        };
        self.chosen.push(Chosen { name: column.name, content: &column.content, member });
    }

    /// Where a member is among those that are read.
    fn reads(&mut self, member: &'static Named) -> usize {
        self.position(member.name).unwrap_or_else(|| {
            self.read.push(member);
            self.read.len() - 1
        })
    }

    fn position(&self, member: &str) -> Option<usize> {
        self.read.iter().position(|read| read.name == member)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.chosen.iter().map(|column| column.name)
    }

    /// The row of an instance, which is the XML that EC2 tells it by.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for XML that no instance of the API has.
    pub fn row(&self, instance: &str, origin: Origin, tags: TagShape, span: Span) -> Result<Record, Malformed> {
        let mut members = read_members(&self.read, &mut Elements::of(instance), span, true)?;
        let source = self.source(&mut members, origin, tags, span);
        let mut row = Record::with_capacity(self.chosen.len());
        for Chosen { name, content, member } in &self.chosen {
            let value = match content {
                Content::Own(value) => value(&source, span),
                Content::Member(known) => {
                    let read = member.and_then(|position| members.get_mut(position)?.take());
                    read.unwrap_or_else(|| (known.member.absent)(span))
                }
            };
            row.push(*name, value);
        }
        Ok(row)
    }

    /// What columns of our own are made of. The tags get their shape.
    fn source<'a>(&self, members: &mut [Option<Value>], origin: Origin<'a>, shape: TagShape, span: Span) -> Source<'a> {
        let read = |member| members.get(self.position(member)?)?.as_ref();
        let state_name = read("State").and_then(|state| field(state, "Name")).cloned();
        let name = read("Tags").and_then(|tags| tag(tags, "Name")).cloned();
        let is_wanted = shape == TagShape::Record && self.names().any(|name| name == "Tags");
        if let Some(tags) = self.position("Tags").filter(|_| is_wanted).and_then(|position| members.get_mut(position)) {
            *tags = Some(record_of(tags.take(), span));
        }
        Source { name, state_name, origin }
    }
}

/// What the columns of our own are made of.
pub struct Source<'a> {
    /// The value of the tag `Name`.
    pub name: Option<Value>,
    /// The name of the state.
    pub state_name: Option<Value>,
    /// Where the instance was found.
    pub origin: Origin<'a>,
}

/// A column that there is.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub content: Content,
}

/// What a column says.
pub enum Content {
    /// A member of the API's Instance.
    Member(Named),
    /// What is added.
    Own(fn(&Source, Span) -> Value),
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
                $(columns::Content::Own(|$source, span| nu_protocol::IntoValue::into_value($own, span)))?
                $(columns::Content::Member(
                    $crate::rows::member::named!($name: |it: ec2::Instance| it.$field, $($element)?)
                ))?,
        }),*];

        #[cfg(test)]
        $crate::rows::member::judge::columns! { $($name $(: $field $(as $element)?)? $(= $own)?;)* }
    };
}

pub(super) use columns;
