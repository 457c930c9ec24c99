//! Rules of security groups: [SecurityGroupRule](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html).

use crate::ec2::model::security_group_rules::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static SECURITY_GROUP_RULES: Resource = Resource::new(Declaration {
    command: "aws ec2 security-group-rules",
    noun: "security group rule",
    plural: "security group rules",
    ids: Some(Ids { parameter: "SecurityGroupRuleIds", member: "SecurityGroupRuleId", form: IdForm::Prefix("sgr") }),
    account: Some("GroupOwnerId"),
    // The rule's own id takes much room and says nothing, so it comes after what the rule lets through.
    key_columns: &["GroupId", "IsEgress"],
    first_columns: &[
        "IpProtocol",
        "FromPort",
        "ToPort",
        "CidrIpv4",
        "CidrIpv6",
        "PrefixListId",
        "ReferencedGroupId = ReferencedGroupInfo.GroupId",
        "Description",
        "SecurityGroupRuleId",
    ],
    help: Help {
        description: "List the rules of security groups.",
        details: "A rule has one of `CidrIpv4`, `CidrIpv6`, `PrefixListId` and `ReferencedGroupId`; the others are \
                  null. The protocol `-1` means all protocols and ports, and then both ports are -1.",
        filter: "{group-id: sg-1a2b3c4d}",
        state: "",
        search_terms: &["describe-security-group-rules", "firewall", "ingress", "egress", "port", "network"],
        examples: &[
            (
                "aws ec2 security-group-rules | where not IsEgress and ($it.CidrIpv4 == '0.0.0.0/0' or $it.CidrIpv6 == '::/0')",
                "Find rules that let in the whole internet.",
            ),
            (
                "aws ec2 security-group-rules | where not IsEgress and ($it.IpProtocol == '-1' or ($it.FromPort <= 22 and $it.ToPort >= 22))",
                "Find rules that let in SSH.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
