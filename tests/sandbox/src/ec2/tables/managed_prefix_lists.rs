//! Managed prefix lists: AWS's own, and that of the bastions.

use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::fields;

pub static MANAGED_PREFIX_LISTS: ItemTable = ItemTable {
    action: "DescribeManagedPrefixLists",
    schema: Schema {
        list: "prefixListSet",
        ids: &[Ids::new(
            "PrefixListId",
            "prefixListId",
            "pl-",
            ("InvalidPrefixListID.NotFound", "The prefix list ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidPrefixListId.Malformed"))],
        pages: Some(PageSizes::new(1, 100)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("owner-id", "ownerId"),
                ("prefix-list-id", "prefixListId"),
                ("prefix-list-name", "prefixListName"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let of_aws = ["s3", "dynamodb"].map(|service| {
            let id = location.public_id(&format!("prefix-list/{service}"), "pl-");
            fields! {
                prefixListArn: format!("arn:aws:ec2:{}:aws:prefix-list/{id}", location.region.name),
                prefixListId: id,
                prefixListName: format!("com.amazonaws.{}.{service}", location.region.name),
                addressFamily: "IPv4",
                state: "create-complete",
                ownerId: "AWS",
            }
        });
        let id = location.id("prefix-list", "pl-");
        let bastions = fields! {
            prefixListArn: location.arn("ec2", &format!("prefix-list/{id}")),
            prefixListId: id,
            prefixListName: "bastions",
            addressFamily: "IPv4",
            state: "modify-complete",
            maxEntries: 10,
            version: 3,
            ownerId: location.account.id.clone(),
            tagSet: tags::named("bastions"),
        };
        of_aws.into_iter().chain([bastions]).collect()
    },
    ..ItemTable::PLAIN
};
