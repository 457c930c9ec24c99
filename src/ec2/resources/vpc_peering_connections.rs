//! VPC peering connections: [VpcPeeringConnection](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html).

use crate::ec2::model::vpc_peering_connections::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static VPC_PEERING_CONNECTIONS: Resource = Resource::new(Declaration {
    command: "aws ec2 vpc-peering-connections",
    noun: "VPC peering connection",
    plural: "VPC peering connections",
    ids: Some(Ids {
        parameter: "VpcPeeringConnectionIds",
        member: "VpcPeeringConnectionId",
        form: IdForm::Prefix("pcx"),
    }),
    state_filter: Some("status-code"),
    key_columns: &["Name", "VpcPeeringConnectionId", "StatusCode = Status.Code"],
    first_columns: &[
        "RequesterVpcId = RequesterVpcInfo.VpcId",
        "AccepterVpcId = AccepterVpcInfo.VpcId",
        "ExpirationTime",
    ],
    help: Help {
        description: "List VPC peering connections.",
        details: "`Name` is the tag, or empty without it. A connection is listed in the accounts and regions of both \
                  sides.",
        filter: "{requester-vpc-info.vpc-id: vpc-1a2b3c4d}",
        state: "active or !deleted",
        search_terms: &["describe-vpc-peering-connections", "network"],
        examples: &[
            ("aws ec2 vpc-peering-connections --state pending-acceptance", "Find connections that wait for an answer."),
            (
                "aws ec2 vpc-peering-connections | select RequesterVpcId AccepterVpcId StatusCode",
                "List which VPCs are connected.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
