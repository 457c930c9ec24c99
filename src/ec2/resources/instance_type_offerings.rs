//! Where instance types can be had: [InstanceTypeOffering](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeOffering.html).

use crate::ec2::model::instance_type_offerings::OPERATION;
use crate::ec2::parameter_flag::{ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, Resource};

pub(crate) static INSTANCE_TYPE_OFFERINGS: Resource = Resource::new(Declaration {
    command: "aws ec2 instance-type-offerings",
    noun: "instance type offering",
    plural: "instance type offerings",
    key_columns: &["InstanceType", "Location"],
    first_columns: &["LocationType"],
    flags: &[ParameterFlag {
        name: "location-type",
        short: None,
        parameter: "LocationType",
        takes: Takes::OneOf(&["region", "availability-zone", "availability-zone-id", "outpost"]),
        default: None,
        description: "What a location is (default: region).",
    }],
    help: Help {
        description: "List the locations that offer each instance type.",
        details: "A location is the region, or with `--location-type` each zone, for example.",
        filter: "{instance-type: [c7g.* m7g.*]}",
        state: "",
        search_terms: &["describe-instance-type-offerings", "zone", "capacity"],
        examples: &[
            (
                "aws ec2 instance-type-offerings --location-type availability-zone --filter {instance-type: t3.micro} | get Location",
                "Find the zones that offer a type.",
            ),
            (
                "aws ec2 instance-type-offerings --all-regions --filter {instance-type: t3.micro} | get Region",
                "Find the regions that offer a type.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
