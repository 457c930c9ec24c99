//! DescribeManagedPrefixLists and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeManagedPrefixLists",
    path: ListPath { list: "prefixListSet", nested: None },
    members: ManagedPrefixList::MEMBERS,
    page_size: Some(100),
    parameters: &[
        Parameter::List { name: "PrefixListIds", query_name: "PrefixListId" },
    ],
    filters: &[
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "prefix-list-id", values: &[] },
        FilterName { name: "prefix-list-name", values: &[] },
    ],
};

structures! {
    ManagedPrefixList {
        PrefixListId: String,
        AddressFamily: String,
        State: String,
        StateMessage: String,
        PrefixListArn: String,
        PrefixListName: String,
        MaxEntries: i64,
        Version: i64,
        Tags as "tagSet": Vec<Tag>,
        OwnerId: String,
        IpamPrefixListResolverTargetId: String,
        IpamPrefixListResolverSyncEnabled: bool,
    }
}
