//! A list operation as EC2's API describes it. `scripts/ec2-model` writes them into [`model`](crate::ec2::model).

use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::Member;

/// A list operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The IAM action, whose second half is the operation's name: `ec2:DescribeVolumes`.
    pub(crate) action: &'static str,
    /// Where the items are in the response.
    pub(crate) path: ListPath,
    /// The members of an item, in the API's order.
    pub(crate) members: &'static [Member],
    /// The largest page that EC2 sends; `None` if the operation doesn't page.
    pub(crate) page_size: Option<u16>,
    /// Its parameters, without filters and paging, which all have in common.
    pub(crate) parameters: &'static [Parameter],
    /// Its filters in its documentation, without `tag:KEY`.
    pub(crate) filters: &'static [FilterName],
}

/// A parameter. Its name in a request differs from the API's: `VolumeIds` is `VolumeId.1`, `VolumeId.2` and so on.
#[derive(Debug)]
pub(crate) enum Parameter {
    Single { name: &'static str, query_name: &'static str },
    List { name: &'static str, query_name: &'static str },
}

/// A filter.
#[derive(Debug)]
pub(crate) struct FilterName {
    pub(crate) name: &'static str,
    /// The values that it can have, if the documentation names them.
    pub(crate) values: &'static [&'static str],
}

impl Operation {
    /// `DescribeVolumes`.
    pub(crate) fn name(&self) -> &'static str {
        self.action.trim_start_matches("ec2:")
    }

    /// The filter of this name.
    pub(crate) fn filter(&self, name: &str) -> Option<&'static FilterName> {
        self.filters.iter().find(|filter| filter.name == name)
    }

    /// The names of all filters.
    pub(crate) fn filter_names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.filters.iter().map(|filter| filter.name)
    }

    /// The parameter of this name.
    pub(crate) fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.name() == name)
    }

    /// The member of this name.
    pub(crate) fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

impl Parameter {
    /// The API's name.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Single { name, .. } | Self::List { name, .. } => name,
        }
    }
}
