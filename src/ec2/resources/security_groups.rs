//! Security groups: [SecurityGroup](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html).

use crate::ec2::model::security_groups::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static SECURITY_GROUPS: Resource = Resource::new(Declaration {
    command: "aws ec2 security-groups",
    noun: "security group",
    plural: "security groups",
    ids: Some(Ids { parameter: "GroupIds", member: "GroupId", form: IdForm::Prefix("sg") }),
    key_columns: &["GroupName", "GroupId"],
    first_columns: &["VpcId", "Description", "Name"],
    help: Help {
        description: "List security groups.",
        details: "The rules are in `IpPermissions` and `IpPermissionsEgress`; `aws ec2 security-group-rules` has a row \
                  for each of them. `Name` is the tag, or empty without it.",
        filter: "{group-name: web, vpc-id: vpc-1a2b3c4d}",
        state: "",
        search_terms: &["describe-security-groups", "firewall", "network"],
        examples: &[
            (
                "aws ec2 security-groups --filter {group-name: default} | select GroupId VpcId",
                "Find the groups of a name.",
            ),
            (
                "let used = aws ec2 network-interfaces | get Groups | flatten | get GroupId | uniq; aws ec2 security-groups | where GroupId not-in $used",
                "Find groups that no network interface uses.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
