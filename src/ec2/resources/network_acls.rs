//! Network ACLs: [NetworkAcl](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html).

use crate::ec2::model::network_acls::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static NETWORK_ACLS: Resource = Resource::new(Declaration {
    command: "aws ec2 network-acls",
    noun: "network ACL",
    plural: "network ACLs",
    ids: Some(Ids { parameter: "NetworkAclIds", member: "NetworkAclId", form: IdForm::Prefix("acl") }),
    key_columns: &["Name", "NetworkAclId"],
    first_columns: &["VpcId", "IsDefault"],
    help: Help {
        description: "List network ACLs.",
        details: "`Name` is the tag, or empty without it. The rules are in `Entries`; the protocol `-1` means all.",
        filter: "{default: true}",
        state: "",
        search_terms: &["describe-network-acls", "firewall", "network"],
        examples: &[
            ("aws ec2 network-acls | where ($it.Associations | is-empty)", "Find ACLs that no subnet uses."),
            (
                "aws ec2 network-acls | select NetworkAclId Entries | flatten Entries --all | where RuleAction == deny and RuleNumber < 32767",
                "List the rules that deny.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
