//! DescribeLaunchTemplates and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{OperatorResponse, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeLaunchTemplates",
    path: ListPath { list: "launchTemplates", nested: None },
    members: LaunchTemplate::MEMBERS,
    page_size: Some(200),
    parameters: &[
        Parameter::List { name: "LaunchTemplateIds", query_name: "LaunchTemplateId" },
        Parameter::List { name: "LaunchTemplateNames", query_name: "LaunchTemplateName" },
        Parameter::Single { name: "IncludeManagedResources", query_name: "IncludeManagedResources" },
    ],
    filters: &[
        FilterName { name: "create-time", values: &[] },
        FilterName { name: "launch-template-name", values: &[] },
        FilterName { name: "tag-key", values: &[] },
    ],
};

structures! {
    LaunchTemplate {
        LaunchTemplateId: String,
        LaunchTemplateName: String,
        CreateTime: DateTime,
        CreatedBy: String,
        DefaultVersionNumber: i64,
        LatestVersionNumber: i64,
        Tags as "tagSet": Vec<Tag>,
        Operator: OperatorResponse,
    }
}
