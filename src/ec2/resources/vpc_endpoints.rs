//! VPC endpoints: [VpcEndpoint](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html).

use crate::ec2::model::vpc_endpoints::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static VPC_ENDPOINTS: Resource = Resource::new(Declaration {
    command: "aws ec2 vpc-endpoints",
    noun: "VPC endpoint",
    plural: "VPC endpoints",
    ids: Some(Ids { parameter: "VpcEndpointIds", member: "VpcEndpointId", form: IdForm::Prefix("vpce") }),
    state_filter: Some("vpc-endpoint-state"),
    key_columns: &["Name", "VpcEndpointId", "State"],
    first_columns: &["ServiceName", "VpcEndpointType", "VpcId", "CreationTimestamp"],
    help: Help {
        description: "List VPC endpoints.",
        details: "`Name` is the tag, or empty without it.",
        filter: "{vpc-endpoint-type: Gateway}",
        state: "available or !available",
        search_terms: &["describe-vpc-endpoints", "privatelink", "network"],
        examples: &[
            (
                "aws ec2 vpc-endpoints | group-by ServiceName | items {|service rows| {service: $service, count: ($rows | length)}}",
                "Count the endpoints of each service.",
            ),
            (
                "aws ec2 vpc-endpoints --filter {vpc-endpoint-type: Interface} | where not PrivateDnsEnabled",
                "Find interface endpoints without private DNS.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
