//! Subnets: [Subnet](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html).

use crate::ec2::model::subnets::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static SUBNETS: Resource = Resource::new(Declaration {
    command: "aws ec2 subnets",
    noun: "subnet",
    plural: "subnets",
    ids: Some(Ids { parameter: "SubnetIds", member: "SubnetId", form: IdForm::Prefix("subnet") }),
    state_filter: Some("state"),
    key_columns: &["Name", "SubnetId"],
    first_columns: &[
        "CidrBlock",
        "AvailableIpAddressCount",
        "AvailabilityZone",
        "VpcId",
        "State",
        "MapPublicIpOnLaunch",
    ],
    help: Help {
        description: "List subnets.",
        details: "`Name` is the tag, or empty without it. Subnets that another account shares with yours are listed \
                  too; `OwnerId` has that account.",
        filter: "{vpc-id: vpc-1a2b3c4d, default-for-az: true}",
        state: "available or pending",
        search_terms: &["describe-subnets", "network", "cidr"],
        examples: &[
            (
                "aws ec2 subnets | sort-by AvailableIpAddressCount | first 5",
                "Find the subnets with the fewest free addresses.",
            ),
            (
                "aws ec2 subnets | group-by VpcId | items {|vpc rows| {vpc: $vpc, free: ($rows.AvailableIpAddressCount | math sum)}}",
                "Add up the free addresses of each VPC.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
