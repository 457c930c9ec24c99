//! DescribeSecurityGroups and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeSecurityGroups",
    path: ListPath { list: "securityGroupInfo", nested: None },
    members: SecurityGroup::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "GroupIds", query_name: "GroupId" },
        Parameter::List { name: "GroupNames", query_name: "GroupName" },
    ],
    filters: &[
        FilterName { name: "description", values: &[] },
        FilterName { name: "egress.ip-permission.cidr", values: &[] },
        FilterName { name: "egress.ip-permission.from-port", values: &[] },
        FilterName { name: "egress.ip-permission.group-id", values: &[] },
        FilterName { name: "egress.ip-permission.group-name", values: &[] },
        FilterName { name: "egress.ip-permission.ipv6-cidr", values: &[] },
        FilterName { name: "egress.ip-permission.prefix-list-id", values: &[] },
        FilterName { name: "egress.ip-permission.protocol", values: &[] },
        FilterName { name: "egress.ip-permission.to-port", values: &[] },
        FilterName { name: "egress.ip-permission.user-id", values: &[] },
        FilterName { name: "group-id", values: &[] },
        FilterName { name: "group-name", values: &[] },
        FilterName { name: "ip-permission.cidr", values: &[] },
        FilterName { name: "ip-permission.from-port", values: &[] },
        FilterName { name: "ip-permission.group-id", values: &[] },
        FilterName { name: "ip-permission.group-name", values: &[] },
        FilterName { name: "ip-permission.ipv6-cidr", values: &[] },
        FilterName { name: "ip-permission.prefix-list-id", values: &[] },
        FilterName { name: "ip-permission.protocol", values: &[] },
        FilterName { name: "ip-permission.to-port", values: &[] },
        FilterName { name: "ip-permission.user-id", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    SecurityGroup {
        GroupId: String,
        IpPermissionsEgress: Vec<IpPermission>,
        Tags as "tagSet": Vec<Tag>,
        VpcId: String,
        SecurityGroupArn: String,
        OwnerId: String,
        GroupName: String,
        Description as "groupDescription": String,
        IpPermissions: Vec<IpPermission>,
    }
    IpPermission {
        IpProtocol: String,
        FromPort: i64,
        ToPort: i64,
        UserIdGroupPairs as "groups": Vec<UserIdGroupPair>,
        IpRanges: Vec<IpRange>,
        Ipv6Ranges: Vec<Ipv6Range>,
        PrefixListIds: Vec<PrefixListId>,
    }
    UserIdGroupPair {
        Description: String,
        UserId: String,
        GroupName: String,
        GroupId: String,
        VpcId: String,
        VpcPeeringConnectionId: String,
        PeeringStatus: String,
    }
    IpRange {
        Description: String,
        CidrIp: String,
    }
    Ipv6Range {
        Description: String,
        CidrIpv6: String,
    }
    PrefixListId {
        Description: String,
        PrefixListId: String,
    }
}
