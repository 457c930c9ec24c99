//! VPCs: [Vpc](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html).

use crate::ec2::model::vpcs::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static VPCS: Resource = Resource::new(Declaration {
    command: "aws ec2 vpcs",
    noun: "VPC",
    plural: "VPCs",
    ids: Some(Ids { parameter: "VpcIds", member: "VpcId", form: IdForm::Prefix("vpc") }),
    state_filter: Some("state"),
    key_columns: &["Name", "VpcId", "State"],
    first_columns: &["CidrBlock", "IsDefault"],
    help: Help {
        description: "List VPCs.",
        details: "`Name` is the tag, or empty without it. VPCs that another account shares with yours are listed too; \
                  `OwnerId` has that account.",
        filter: "{cidr: 10.0.0.0/16, is-default: false}",
        state: "available or pending",
        search_terms: &["describe-vpcs", "network", "cidr"],
        examples: &[
            (
                "aws profiles | aws ec2 vpcs --all-regions | group-by CidrBlock --to-table | where ($it.items | length) > 1",
                "Find address ranges that several VPCs have.",
            ),
            ("aws ec2 vpcs --filter {is-default: true} | get VpcId", "Get the default VPC."),
        ],
    },
    ..Declaration::new(&OPERATION)
});
