//! Elastic IP addresses: [Address](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html).

use crate::ec2::model::addresses::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static ADDRESSES: Resource = Resource::new(Declaration {
    command: "aws ec2 addresses",
    noun: "Elastic IP address",
    plural: "Elastic IP addresses",
    ids: Some(Ids { parameter: "AllocationIds", member: "AllocationId", form: IdForm::Prefix("eipalloc") }),
    key_columns: &["Name", "AllocationId"],
    first_columns: &["PublicIp", "AssociationId", "InstanceId", "PrivateIpAddress", "NetworkInterfaceId"],
    help: Help {
        description: "List Elastic IP addresses.",
        details: "`Name` is the tag, or empty without it. An address without `AssociationId` is used by nothing, and \
                  costs money. EC2 answers with all addresses at once.",
        filter: "{public-ip: 203.0.113.7}",
        state: "",
        search_terms: &["describe-addresses", "eip", "elastic ip", "public ip", "network"],
        examples: &[
            ("aws ec2 addresses --all-regions | where AssociationId == null", "Find addresses that nothing uses."),
            (
                "aws ec2 addresses | where InstanceId != null | select PublicIp InstanceId",
                "List the addresses of instances.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
