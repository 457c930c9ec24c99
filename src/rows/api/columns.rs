//! The columns of a table of API items: which there are, which are chosen, and how a row is read.

use crate::aws::xml::{Elements, Malformed};
use crate::cli_cache::account_names::AccountNames;
use crate::error::{Ec2Error, Error};
use crate::nu::msgpack::{Packed, Packer};
use crate::rows::api::member::{Member, Shape, Written, read_members};
use crate::rows::api::tags::tag_value;
use crate::rows::failure::{self, ERROR};
use crate::text::selection::{Case, select};
use crate::text::suggest::suggest;

/// All columns that a table has.
pub(crate) struct TableSchema {
    /// The command that lists the rows, for errors.
    pub(crate) command: &'static str,
    /// The columns that tell items apart: name, id, state.
    pub(crate) key_columns: Vec<Column>,
    /// Region, account and profile of an item. [`TableSchema::columns`] decides their position.
    pub(crate) place_columns: Vec<Column>,
    /// The other columns that a person looks for.
    pub(crate) first_columns: Vec<Column>,
    /// All others in the API's order; last `Tags` and the members that are lists or structures, which make a row tall where
    /// a terminal shows them.
    pub(crate) other_columns: Vec<Column>,
    /// The members beside the list of items that [`Derived::Parent`] refers to.
    pub(crate) parent_fields: &'static [&'static str],
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// Where its values come from.
    pub(crate) content: Content,
}

/// Where the values of a column come from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content {
    /// A member of the API's type.
    Member(Member),
    /// Anything else.
    Derived(Derived),
}

/// A value that is no member of the API's type.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Derived {
    /// The value of a tag. Without the tag it is empty, because `=~` fails on null.
    Tag(&'static str),
    /// The text of a member of a member.
    Inside {
        /// The member.
        member: &'static str,
        /// The member of that member.
        inner: &'static Member,
    },
    /// A member beside the list of items, such as the reservation's id of an instance.
    Parent(&'static str),
    /// The region that was asked.
    Region,
    /// The account that was asked.
    Account {
        /// The member with the same value, if there is one, for a profile that doesn't tell its account.
        or: Option<&'static str>,
    },
    /// The name of the account in the column `AccountId`, if a portal has told it before; null if not.
    AccountName,
    /// The profile that was asked with; null for keys in the environment.
    Profile,
    /// Why a profile or region has no rows, which is null in the row of an item.
    Error,
}

/// The place columns whose values the rows of a call may differ in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DifferingPlaces {
    pub(crate) regions: bool,
    /// Those of profiles and their accounts.
    pub(crate) profiles: bool,
}

/// What the flags of a call say about the columns, beside `--columns`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ColumnOptions {
    pub(crate) tags: TagShape,
    pub(crate) differing: DifferingPlaces,
    /// Whether there is a column `Error`.
    pub(crate) error_rows: bool,
}

/// Where a row's item comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowOrigin<'a> {
    /// The region that was asked.
    pub(crate) region: &'a str,
    /// The profile that was asked with; `None` for keys in the environment.
    pub(crate) profile: Option<&'a str>,
    /// The account that was asked, if that is known.
    pub(crate) account_id: Option<&'a str>,
    /// The names of accounts that are known.
    pub(crate) account_names: &'a AccountNames,
    /// The members beside the list of items, in the order of [`TableSchema::parent_fields`].
    pub(crate) parent: &'a [Option<String>],
}

/// The form of the column `Tags`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum TagShape {
    /// A record from key to value.
    #[default]
    Record,
    /// The API's list of `{Key, Value}`.
    List,
}

/// The columns that a call has chosen, in their order.
#[derive(Clone)]
pub(crate) struct Columns {
    schema: &'static TableSchema,
    tags: TagShape,
    chosen: Vec<Chosen>,
    /// The members that are read.
    read: Vec<Member>,
    /// For each of these, where its XML is kept for [`Derived`] values; [`NOT_KEPT`] if it isn't.
    sources: Vec<usize>,
}

/// How many members' XML can be kept. A test checks that this is enough for each table.
pub(crate) const MAX_SOURCES: usize = 4;

/// The member with the tags of an item.
pub(crate) const TAGS: &str = "Tags";

/// Not the number of a source.
const NOT_KEPT: usize = usize::MAX;

#[derive(Clone)]
struct Chosen {
    name: &'static str,
    value: ChosenValue,
}

#[derive(Clone, Copy)]
enum ChosenValue {
    /// A member, by its number in [`Columns::read`].
    Member(usize),
    /// A tag's value, of the tags in the source of this number.
    Tag(usize, &'static str),
    /// The text of a member of the source of this number.
    Inside(usize, &'static Member),
    /// A parent field, by its number.
    Parent(usize),
    Region,
    AccountId(AccountId),
    AccountName(AccountId),
    Profile,
    Error,
}

#[derive(Clone, Copy)]
enum AccountId {
    /// The parent field of this number.
    Parent(usize),
    /// The account that was asked, or the text of the source of this number.
    Asked(usize),
}

impl AccountId {
    fn read<'a>(self, origin: RowOrigin<'a>, source: impl Fn(usize) -> &'a str) -> Option<&'a str> {
        match self {
            Self::Parent(number) => origin.parent.get(number)?.as_deref(),
            // An account's id is digits: there is nothing to unescape.
            Self::Asked(number) => origin.account_id.or(Some(source(number)).filter(|id| !id.is_empty())),
        }
    }
}

impl Column {
    /// The column of a member.
    pub(crate) fn member(member: &Member) -> Self {
        Self { name: member.name, content: Content::Member(*member) }
    }

    /// A column that is no member.
    pub(crate) fn derived(name: &'static str, derived: Derived) -> Self {
        Self { name, content: Content::Derived(derived) }
    }
}

static ERROR_COLUMN: Column = Column { name: ERROR, content: Content::Derived(Derived::Error) };

impl TableSchema {
    /// All columns in the order of a call. Those of the place stand before what else a person looks for only if they tell
    /// rows apart, because a narrow terminal shows only the first columns.
    pub(crate) fn columns(&self, options: ColumnOptions) -> Vec<&Column> {
        let differs = |column: &&Column| match column.content {
            Content::Derived(Derived::Region) => options.differing.regions,
            _ => options.differing.profiles,
        };
        let (before, behind): (Vec<&Column>, Vec<_>) = self.place_columns.iter().partition(differs);
        let front = self.key_columns.iter().chain(before).chain(&self.first_columns);
        let mut columns: Vec<_> = front.chain(behind).chain(&self.other_columns).collect();
        if options.error_rows {
            columns.push(&ERROR_COLUMN);
            columns.sort_by_key(|column| failure::position(column.name));
        }
        columns
    }

    fn column(&self, name: &str) -> Option<&Column> {
        let groups = [&self.key_columns, &self.place_columns, &self.first_columns, &self.other_columns];
        groups.into_iter().flatten().find(|column| column.name == name)
    }
}

impl Columns {
    fn new(schema: &'static TableSchema, tags: TagShape, columns: impl IntoIterator<Item = &'static Column>) -> Self {
        let mut chosen = Self { schema, tags, chosen: Vec::new(), read: Vec::new(), sources: Vec::new() };
        columns.into_iter().for_each(|column| chosen.choose(column));
        chosen
    }

    /// All columns.
    pub(crate) fn all(schema: &'static TableSchema, options: ColumnOptions) -> Self {
        Self::new(schema, options.tags, schema.columns(options))
    }

    /// The columns that names, patterns and exclusions select: `[Name *Id !VpcId]`. Their case doesn't matter. Names stay in
    /// the order in which they are given. With `--error-rows`, what tells about a failure follows.
    ///
    /// # Errors
    ///
    /// [`Ec2Error::UnknownColumn`]
    pub(crate) fn select(schema: &'static TableSchema, options: ColumnOptions, items: &[&str]) -> Result<Self, Error> {
        let columns = schema.columns(options);
        let known: Vec<_> = columns.iter().map(|column| column.name).collect();
        let mut names = select(items, &known, Case::Ignored).map_err(|wrong| unknown_column(schema, items[wrong]))?;
        if options.error_rows {
            let missing = failure::COLUMNS.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>();
            names.extend(missing);
        }
        let named = names.iter().filter_map(|name| columns.iter().copied().find(|column| column.name == *name));
        Ok(Self::new(schema, options.tags, named))
    }

    /// The names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.chosen.iter().map(|column| column.name)
    }

    /// Reads the row of an item from the XML inside of its element.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for XML that is no item of this table.
    pub(crate) fn row(&self, item: &str, origin: RowOrigin, packer: &mut Packer) -> Result<Packed, Malformed> {
        packer.pack(|to| self.write(item, origin, to))
    }

    fn choose(&mut self, column: &'static Column) {
        let value = match &column.content {
            Content::Member(member) => ChosenValue::Member(self.read_number(*member)),
            Content::Derived(Derived::Tag(key)) => ChosenValue::Tag(self.source_number(TAGS), key),
            Content::Derived(Derived::Inside { member, inner }) => {
                ChosenValue::Inside(self.source_number(member), inner)
            }
            Content::Derived(Derived::Parent(field)) => ChosenValue::Parent(self.parent_number(field)),
            Content::Derived(Derived::Region) => ChosenValue::Region,
            Content::Derived(Derived::Account { or }) => ChosenValue::AccountId(self.asked_account(*or)),
            Content::Derived(Derived::AccountName) => ChosenValue::AccountName(self.account_of_row()),
            Content::Derived(Derived::Profile) => ChosenValue::Profile,
            Content::Derived(Derived::Error) => ChosenValue::Error,
        };
        self.chosen.push(Chosen { name: column.name, value });
    }

    fn parent_number(&self, field: &str) -> usize {
        self.schema.parent_fields.iter().position(|known| *known == field).unwrap_or(NOT_KEPT)
    }

    fn asked_account(&mut self, or: Option<&str>) -> AccountId {
        AccountId::Asked(or.map_or(NOT_KEPT, |member| self.source_number(member)))
    }

    /// What the column `AccountId` has, which need not be chosen.
    fn account_of_row(&mut self) -> AccountId {
        match self.schema.column("AccountId").map(|column| &column.content) {
            Some(Content::Derived(Derived::Parent(field))) => AccountId::Parent(self.parent_number(field)),
            Some(Content::Derived(Derived::Account { or })) => self.asked_account(*or),
            _ => AccountId::Asked(NOT_KEPT),
        }
    }

    /// The number of a member in `read`, to which it is added.
    fn read_number(&mut self, member: Member) -> usize {
        self.read.iter().position(|read| read.name == member.name).unwrap_or_else(|| {
            let is_record = member.name == TAGS && self.tags == TagShape::Record;
            self.read.push(if is_record { Member { shape: Shape::Tags, ..member } } else { member });
            self.sources.push(NOT_KEPT);
            self.read.len() - 1
        })
    }

    /// The number of the source that a member is, which is read and kept from now on.
    fn source_number(&mut self, name: &str) -> usize {
        let Some(Column { content: Content::Member(member), .. }) = self.schema.column(name) else { return NOT_KEPT };
        let number = self.read_number(*member);
        if self.sources[number] == NOT_KEPT {
            self.sources[number] = self.sources.iter().filter(|source| **source != NOT_KEPT).count();
        }
        self.sources[number]
    }

    fn write(&self, item: &str, origin: RowOrigin, to: &mut Packer) -> Written {
        let mut sources = [""; MAX_SOURCES];
        let members = read_members(&self.read, &mut Elements::new(item), to, true, |number, content| {
            if let Some(source) = sources.get_mut(self.sources[number]) {
                *source = content;
            }
        })?;
        let source = |number: usize| sources.get(number).copied().unwrap_or_default();
        to.close_unordered_record(members, self.chosen.len(), |to, fields| {
            for Chosen { name, value } in &self.chosen {
                to.name(name);
                match *value {
                    ChosenValue::Member(number) => match fields.get(number) {
                        Some(encoded) => to.encoded(encoded),
                        None => self.read[number].shape.write_absent(to),
                    },
                    ChosenValue::Tag(number, key) => to.string(&tag_value(source(number), key).unwrap_or_default()),
                    ChosenValue::Inside(number, inner) => match inner.text_in(source(number)) {
                        // It has been read before, as a part of its member.
                        Some(text) => inner.shape.write_text(&text, to).unwrap_or_else(|_| to.nothing()),
                        None => to.nothing(),
                    },
                    ChosenValue::Parent(number) => to.optional(origin.parent.get(number).and_then(Option::as_deref)),
                    ChosenValue::Region => to.string(origin.region),
                    ChosenValue::AccountId(account) => to.optional(account.read(origin, source)),
                    ChosenValue::AccountName(account) => {
                        let name = account.read(origin, source).and_then(|id| origin.account_names.get(id));
                        to.optional(name.map(String::as_str));
                    }
                    ChosenValue::Profile => to.optional(origin.profile),
                    ChosenValue::Error => to.nothing(),
                }
            }
        });
        Ok(())
    }
}

fn unknown_column(schema: &TableSchema, name: &str) -> Error {
    let nearest = suggest(name, schema.columns(ColumnOptions::default()).iter().map(|column| column.name));
    Ec2Error::UnknownColumn { command: schema.command, name: name.to_owned(), nearest }.into()
}
