//! DescribePlacementGroups and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::{OperatorResponse, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribePlacementGroups",
    path: ListPath { list: "placementGroupSet", nested: None },
    members: PlacementGroup::MEMBERS,
    page_size: None,
    parameters: &[
        Parameter::List { name: "GroupIds", query_name: "GroupId" },
        Parameter::List { name: "GroupNames", query_name: "GroupName" },
    ],
    filters: &[
        FilterName { name: "group-arn", values: &[] },
        FilterName { name: "group-name", values: &[] },
        FilterName { name: "spread-level", values: &["host", "rack"] },
        FilterName { name: "state", values: &["pending", "available", "deleting", "deleted"] },
        FilterName { name: "strategy", values: &["cluster", "spread", "partition", "precision-time"] },
        FilterName { name: "tag-key", values: &[] },
    ],
};

structures! {
    PlacementGroup {
        GroupName: String,
        State: String,
        Strategy: String,
        PartitionCount: i64,
        GroupId: String,
        Tags as "tagSet": Vec<Tag>,
        GroupArn: String,
        SpreadLevel: String,
        LinkedGroupId: String,
        Operator: OperatorResponse,
        ParentGroupId: String,
    }
}
