//! DescribeSecurityGroupRules and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeSecurityGroupRules",
    path: ListPath { list: "securityGroupRuleSet", nested: None },
    members: SecurityGroupRule::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "SecurityGroupRuleIds", query_name: "SecurityGroupRuleId" },
    ],
    filters: &[
        FilterName { name: "group-id", values: &[] },
        FilterName { name: "security-group-rule-id", values: &[] },
    ],
};

structures! {
    SecurityGroupRule {
        SecurityGroupRuleId: String,
        GroupId: String,
        GroupOwnerId: String,
        IsEgress: bool,
        IpProtocol: String,
        FromPort: i64,
        ToPort: i64,
        CidrIpv4: String,
        CidrIpv6: String,
        PrefixListId: String,
        ReferencedGroupInfo: ReferencedSecurityGroup,
        Description: String,
        Tags as "tagSet": Vec<Tag>,
        SecurityGroupRuleArn: String,
    }
    ReferencedSecurityGroup {
        GroupId: String,
        PeeringStatus: String,
        UserId: String,
        VpcId: String,
        VpcPeeringConnectionId: String,
    }
}
