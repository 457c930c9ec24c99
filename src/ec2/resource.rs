//! The declaration of a resource: what a person decides about its table. What the API decides is in its [`Operation`].

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::OnceLock;

use nu_protocol::Example;

use crate::client::explain::Request;
use crate::credentials::Target;
use crate::ec2::operation::Operation;
use crate::ec2::parameter_flag::ParameterFlag;
use crate::error::ResourceKind;
use crate::rows::api::columns::TAGS;
use crate::rows::api::member::Member;
use crate::rows::api::member::Shape;
use crate::rows::api::{Column, Derived, TableSchema};

/// The tag in which people write an item's name.
pub(crate) const NAME_TAG: &str = "Name";

/// A list operation of EC2 and the table that it becomes.
pub(crate) struct Resource {
    declaration: Declaration,
    schema: OnceLock<TableSchema>,
}

/// What a person decides about a table.
#[derive(Clone, Copy)]
pub(crate) struct Declaration {
    /// The command that lists the table: `aws ec2 volumes`.
    pub(crate) command: &'static str,
    /// What one item is called in messages: `volume`.
    pub(crate) noun: &'static str,
    /// What several items are called: `volumes`.
    pub(crate) plural: &'static str,
    /// What the API says of the operation.
    pub(crate) operation: &'static Operation,
    /// How items are asked for by id; `None` if the operation takes no ids.
    pub(crate) ids: Option<Ids>,
    /// The filter that `--state` sets; `None` if there is no such filter.
    pub(crate) state_filter: Option<&'static str>,
    /// The member with the account that was asked, if its value can be no other one: the owner of an image may be any.
    pub(crate) account: Option<&'static str>,
    /// The columns that tell items apart: name, id, state. In a table of several regions or profiles, those columns come
    /// next. A long id that says little may be in `first_columns` instead. `Name` is the tag of that name, unless the API
    /// has such a member, and `StateName = State.Name` is the member Name inside of State.
    pub(crate) key_columns: &'static [&'static str],
    /// The other columns that a person looks for.
    pub(crate) first_columns: &'static [&'static str],
    /// The operation's parameters that are flags of the command.
    pub(crate) flags: &'static [ParameterFlag],
    /// Whether all accounts have the same items in a region, so that one account is enough.
    pub(crate) is_same_for_all_accounts: bool,
    /// What the command's help says of this resource alone.
    pub(crate) help: Help,
}

/// How items are asked for by id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ids {
    /// The parameter that takes ids: `VolumeIds`.
    pub(crate) parameter: &'static str,
    /// The member of an item that is its id: `VolumeId`.
    pub(crate) member: &'static str,
    pub(crate) form: IdForm,
}

/// What ids look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdForm {
    /// This prefix, a dash, and 8 or 17 hexadecimal digits: `vol-1a2b3c4d`.
    Prefix(&'static str),
    /// Any text, such as a name.
    Text,
}

/// What `--state` filters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct States {
    /// The filter.
    pub(crate) filter: &'static str,
    /// The values that it can have.
    pub(crate) values: &'static [&'static str],
}

/// The parts of a command's help that differ between resources.
#[derive(Clone, Copy)]
pub(crate) struct Help {
    /// What the command does, in a sentence.
    pub(crate) description: &'static str,
    /// What a person has to know of this resource.
    pub(crate) details: &'static str,
    /// A value for `--filter` as an example.
    pub(crate) filter: &'static str,
    /// A value for `--state` as an example.
    pub(crate) state: &'static str,
    /// Further words that find the command.
    pub(crate) search_terms: &'static [&'static str],
    /// Examples: the line and what it does.
    pub(crate) examples: &'static [(&'static str, &'static str)],
}

impl Declaration {
    /// A declaration with nothing but its operation, for the fields that most don't need.
    pub(crate) const fn new(operation: &'static Operation) -> Self {
        let help = Help { description: "", details: "", filter: "", state: "", search_terms: &[], examples: &[] };
        Self {
            command: "",
            noun: "",
            plural: "",
            operation,
            ids: None,
            state_filter: None,
            account: None,
            key_columns: &[],
            first_columns: &[],
            flags: &[],
            is_same_for_all_accounts: false,
            help,
        }
    }
}

impl Deref for Resource {
    type Target = Declaration;

    fn deref(&self) -> &Declaration {
        &self.declaration
    }
}

impl Resource {
    pub(crate) const fn new(declaration: Declaration) -> Self {
        Self { declaration, schema: OnceLock::new() }
    }

    /// The operation: `DescribeVolumes`.
    pub(crate) fn operation_name(&self) -> &'static str {
        self.operation.name()
    }

    /// What errors call the items.
    pub(crate) fn kind(&self) -> ResourceKind {
        let id_prefix = self.ids.and_then(|ids| match ids.form {
            IdForm::Prefix(prefix) => Some(prefix),
            IdForm::Text => None,
        });
        ResourceKind { noun: self.noun, plural: self.plural, command: self.command, id_prefix }
    }

    /// A request to a target, for its errors.
    pub(crate) fn request<'a>(&self, target: &'a Target) -> Request<'a> {
        Request { resource: Some(self.kind()), ..target.session.request(self.operation.action, &target.region) }
    }

    /// Whether a text is an id and can be no profile's name: a prefix, a dash, and 8 or 17 hexadecimal digits.
    pub(crate) fn is_id(&self, text: &str) -> bool {
        let Some(Ids { form: IdForm::Prefix(prefix), .. }) = self.ids else { return false };
        let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        text.strip_prefix(prefix)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(|digits| [8, 17].contains(&digits.len()) && digits.chars().all(hexadecimal))
    }

    /// Whether its ids are named after it: the status of an instance has the id of the instance.
    pub(crate) fn has_own_ids(&self) -> bool {
        let own = format!("{}-id", self.noun.to_lowercase().replace(' ', "-"));
        self.id_column().is_some_and(|column| kebab_case(column) == own)
    }

    /// Whether a text can be asked for as an id.
    pub(crate) fn accepts_id(&self, text: &str) -> bool {
        match self.ids {
            Some(Ids { form: IdForm::Text, .. }) => !text.is_empty(),
            _ => self.is_id(text),
        }
    }

    /// The filter by id. Unlike ids, its values may be missing in a region.
    pub(crate) fn id_filter(&self) -> Option<&'static str> {
        let member = self.ids?.member;
        Some(self.operation.filter(&kebab_case(member))?.name)
    }

    /// The filter by the name that people give an item: the first column, if that is a name.
    pub(crate) fn name_filter(&self) -> Option<&'static str> {
        let column = self.key_columns.first().filter(|column| column.ends_with(NAME_TAG))?;
        match self.operation.member(column) {
            Some(_) => Some(self.operation.filter(&kebab_case(column))?.name),
            None => Some("tag:Name"),
        }
    }

    /// The column that has the id.
    pub(crate) fn id_column(&self) -> Option<&'static str> {
        self.ids.map(|ids| ids.member)
    }

    /// What `--state` filters.
    pub(crate) fn states(&self) -> Option<States> {
        let filter = self.operation.filter(self.state_filter?)?;
        Some(States { filter: filter.name, values: filter.values })
    }

    /// Whether EC2's documentation has a filter of this name.
    pub(crate) fn has_filter(&self, name: &str) -> bool {
        self.operation.filter(name).is_some() || name.strip_prefix("tag:").is_some_and(|key| !key.is_empty())
    }

    /// The examples of the command.
    pub(crate) fn examples(&self) -> impl Iterator<Item = Example<'static>> {
        self.help.examples.iter().map(|(example, description)| Example { example, description, result: None })
    }

    /// Whether items have tags.
    pub(crate) fn has_tags(&self) -> bool {
        self.operation.members.iter().any(|member| member.name == TAGS)
    }

    /// The columns: those that tell items apart, where the item is, what a person looks for, then all other members in the
    /// API's order, and last `Tags` and the members that are lists or structures, because Nushell may draw them in full.
    /// Each is in the first of these groups that has it.
    pub(crate) fn schema(&'static self) -> &'static TableSchema {
        self.schema.get_or_init(|| {
            let parent_fields = self.operation.path.nested.as_ref().map_or(&[][..], |nested| nested.parent_fields);
            let (nested, scalars): (Vec<&Member>, Vec<_>) =
                self.operation.members.iter().partition(|member| member.shape.is_nested());
            let (tags, nested): (Vec<&Member>, Vec<_>) = nested.into_iter().partition(|member| member.name == TAGS);
            let parents = parent_fields.iter().filter(|name| self.account != Some(name));
            let others = (scalars.into_iter().map(Column::member))
                .chain(parents.map(|name| Column::derived(name, Derived::Parent(name))))
                .chain(tags.into_iter().chain(nested).map(Column::member));
            let declared = |paths: &[&'static str]| paths.iter().filter_map(|path| self.column(path)).collect();
            let mut known = HashSet::new();
            let mut new = |mut columns: Vec<Column>| {
                columns.retain(|column| known.insert(column.name));
                columns
            };
            TableSchema {
                command: self.command,
                key_columns: new(declared(self.key_columns)),
                place_columns: new(self.place_columns(parent_fields).into()),
                first_columns: new(declared(self.first_columns)),
                other_columns: new(others.collect()),
                parent_fields,
            }
        })
    }

    /// A column that the declaration names.
    fn column(&self, path: &'static str) -> Option<Column> {
        if let Some((name, inside)) = path.split_once(" = ") {
            let (member, inner) = inside.split_once('.')?;
            let Shape::Structure(inner_members) = self.operation.member(member)?.shape else { return None };
            let inner = inner_members.iter().find(|known| known.name == inner)?;
            return Some(Column::derived(name, Derived::Inside { member, inner }));
        }
        match self.operation.member(path) {
            Some(member) => Some(Column::member(member)),
            None => (path == NAME_TAG).then(|| Column::derived(NAME_TAG, Derived::Tag(NAME_TAG))),
        }
    }

    /// Region, account, its name, and profile of an item.
    fn place_columns(&self, parent_fields: &[&'static str]) -> [Column; 4] {
        let account = match self.account {
            Some(name) if parent_fields.contains(&name) => Derived::Parent(name),
            or => Derived::Account { or },
        };
        [
            Column::derived("Region", Derived::Region),
            Column::derived("AccountId", account),
            Column::derived("AccountName", Derived::AccountName),
            Column::derived("Profile", Derived::Profile),
        ]
    }

    /// The id of an item, which is the XML inside of its element.
    pub(crate) fn id_of<'t>(&self, item: &'t str) -> Option<Cow<'t, str>> {
        self.operation.member(self.ids?.member)?.text_in(item)
    }
}

/// A member's name as EC2 writes it in filters: `volume-id` for `VolumeId`.
pub(crate) fn kebab_case(member: &str) -> String {
    let mut kebab = String::with_capacity(member.len());
    for letter in member.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

impl std::fmt::Debug for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.operation_name())
    }
}

#[cfg(test)]
mod tests {
    use crate::ec2::resources::RESOURCES;
    use crate::ec2::resources::instances::INSTANCES;

    #[test]
    fn names_are_found_by_the_tag_or_by_the_filter_of_the_api() {
        let filter = |noun| RESOURCES.iter().find(|resource| resource.noun == noun).expect("a resource").name_filter();
        assert_eq!(filter("instance"), Some("tag:Name"));
        assert_eq!(filter("image"), Some("name"));
        assert_eq!(filter("security group"), Some("group-name"));
        assert_eq!(filter("instance status"), None);
    }

    #[test]
    fn an_instance_id_is_told_from_other_words() {
        assert!(INSTANCES.is_id("i-0123456789abcdef0") && INSTANCES.is_id("i-1a2b3c4d"));
        for wrong in ["i-", "web-1", "i-0123456789ABCDEF0", "i-xyz", "i-0123456789abcdef01", "I-1a2b3c4d", ""] {
            assert!(!INSTANCES.is_id(wrong), "{wrong}");
        }
    }
}
