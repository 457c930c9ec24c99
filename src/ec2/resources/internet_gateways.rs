//! Internet gateways: [InternetGateway](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGateway.html).

use crate::ec2::model::internet_gateways::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static INTERNET_GATEWAYS: Resource = Resource::new(Declaration {
    command: "aws ec2 internet-gateways",
    noun: "internet gateway",
    plural: "internet gateways",
    ids: Some(Ids { parameter: "InternetGatewayIds", member: "InternetGatewayId", form: IdForm::Prefix("igw") }),
    key_columns: &["Name", "InternetGatewayId"],
    first_columns: &["OwnerId"],
    help: Help {
        description: "List internet gateways.",
        details: "`Name` is the tag, or empty without it. A gateway without `Attachments` belongs to no VPC.",
        filter: "{attachment.vpc-id: vpc-1a2b3c4d}",
        state: "",
        search_terms: &["describe-internet-gateways", "igw", "network"],
        examples: &[
            ("aws ec2 internet-gateways | where ($it.Attachments | is-empty)", "Find gateways that no VPC has."),
            ("aws ec2 internet-gateways | get Attachments | flatten | get VpcId", "List the VPCs that have one."),
        ],
    },
    ..Declaration::new(&OPERATION)
});
