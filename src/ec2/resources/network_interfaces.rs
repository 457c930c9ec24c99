//! Network interfaces (ENIs): [NetworkInterface](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html).

use crate::ec2::model::network_interfaces::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static NETWORK_INTERFACES: Resource = Resource::new(Declaration {
    command: "aws ec2 network-interfaces",
    noun: "network interface",
    plural: "network interfaces",
    ids: Some(Ids { parameter: "NetworkInterfaceIds", member: "NetworkInterfaceId", form: IdForm::Prefix("eni") }),
    state_filter: Some("status"),
    key_columns: &["Name", "NetworkInterfaceId", "Status"],
    first_columns: &[
        "PrivateIpAddress",
        "PublicIp = Association.PublicIp",
        "InterfaceType",
        "InstanceId = Attachment.InstanceId",
        "SubnetId",
        "VpcId",
        "Description",
    ],
    help: Help {
        description: "List network interfaces (ENIs).",
        details: "`Name` is the tag, or empty without it. `Tags` is `TagSet` in the API. `Description` and \
                  `InterfaceType` say what uses an interface that is not an instance's.",
        filter: "{subnet-id: subnet-1a2b3c4d, interface-type: lambda}",
        state: "available or !in-use",
        search_terms: &["describe-network-interfaces", "eni", "ip address", "network"],
        examples: &[
            (
                "aws profiles | aws ec2 network-interfaces --all-regions --filter {addresses.private-ip-address: 10.0.1.7}",
                "Find out who has a private address.",
            ),
            (
                "aws ec2 network-interfaces | where ($it.Groups | any {|group| $group.GroupName == default}) | get NetworkInterfaceId",
                "Find out what still uses a security group.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
