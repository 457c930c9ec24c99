//! NAT gateways: [NatGateway](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html).

use crate::ec2::model::nat_gateways::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static NAT_GATEWAYS: Resource = Resource::new(Declaration {
    command: "aws ec2 nat-gateways",
    noun: "NAT gateway",
    plural: "NAT gateways",
    ids: Some(Ids { parameter: "NatGatewayIds", member: "NatGatewayId", form: IdForm::Prefix("nat") }),
    state_filter: Some("state"),
    key_columns: &["Name", "NatGatewayId", "State"],
    first_columns: &["VpcId", "SubnetId", "ConnectivityType", "CreateTime"],
    help: Help {
        description: "List NAT gateways.",
        details: "`Name` is the tag, or empty without it. Deleted gateways are listed for about an hour.",
        filter: "{vpc-id: vpc-1a2b3c4d}",
        state: "available or !deleted",
        search_terms: &["describe-nat-gateways", "network"],
        examples: &[
            (
                "aws ec2 nat-gateways --state available --all-regions | group-by VpcId --to-table | where ($it.items | length) > 1",
                "Find VPCs with several NAT gateways.",
            ),
            (
                "aws ec2 nat-gateways | select NatGatewayId NatGatewayAddresses | flatten NatGatewayAddresses --all | get PublicIp",
                "List the public addresses of NAT gateways.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
