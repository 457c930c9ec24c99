//! Placement groups: that of the first instance, and one that nothing uses.

use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Schema};
use crate::ec2::tags;
use crate::xml::fields;

const UNKNOWN: (&str, &str) = ("InvalidPlacementGroup.Unknown", "The Placement Group '{}' is unknown.");

pub static PLACEMENT_GROUPS: ItemTable = ItemTable {
    action: "DescribePlacementGroups",
    schema: Schema {
        list: "placementGroupSet",
        ids: &[Ids::names("GroupName", "groupName", UNKNOWN), Ids::new("GroupId", "groupId", "pg-", UNKNOWN)],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("group-arn", "groupArn"),
                ("group-name", "groupName"),
                ("spread-level", "spreadLevel"),
                ("state", "state"),
                ("strategy", "strategy"),
                ("tag-key", "tagSet/key"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let arn = |name| location.arn("ec2", &format!("placement-group/{name}"));
        let used = fields! {
            groupName: "rack-aware",
            groupId: "pg-0123456789abcdef0",
            groupArn: arn("rack-aware"),
            state: "available",
            strategy: "partition",
            partitionCount: 7,
            operator: fields! { managed: false },
            tagSet: tags::named("rack-aware"),
        };
        let unused = fields! {
            groupName: "far-apart",
            groupId: location.id("placement-group", "pg-"),
            groupArn: arn("far-apart"),
            state: "available",
            strategy: "spread",
            spreadLevel: "rack",
            operator: fields! { managed: false },
            tagSet: tags::named("far-apart"),
        };
        vec![used, unused]
    },
    ..ItemTable::PLAIN
};
