//! DescribeInternetGateways and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeInternetGateways",
    path: ListPath { list: "internetGatewaySet", nested: None },
    members: InternetGateway::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "InternetGatewayIds", query_name: "InternetGatewayId" },
    ],
    filters: &[
        FilterName { name: "attachment.state", values: &[] },
        FilterName { name: "attachment.vpc-id", values: &[] },
        FilterName { name: "internet-gateway-id", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
    ],
};

structures! {
    InternetGateway {
        Attachments as "attachmentSet": Vec<InternetGatewayAttachment>,
        InternetGatewayId: String,
        OwnerId: String,
        Tags as "tagSet": Vec<Tag>,
    }
    InternetGatewayAttachment {
        State: String,
        VpcId: String,
    }
}
