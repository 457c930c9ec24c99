//! EBS volumes: [Volume](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html).

use crate::ec2::model::volumes::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static VOLUMES: Resource = Resource::new(Declaration {
    command: "aws ec2 volumes",
    noun: "volume",
    plural: "volumes",
    ids: Some(Ids { parameter: "VolumeIds", member: "VolumeId", form: IdForm::Prefix("vol") }),
    state_filter: Some("status"),
    account: Some("OwnerId"),
    key_columns: &["Name", "VolumeId", "State"],
    first_columns: &["Size", "VolumeType", "AvailabilityZone", "CreateTime"],
    help: Help {
        description: "List EBS volumes.",
        details: "`Name` is the tag, or empty without it. `Size` is in GiB. An `available` volume is free to be \
                  attached.",
        filter: "{volume-type: [gp2 gp3], \"tag:env\": prod}",
        state: "available, [delet* error] or !in-use",
        search_terms: &["disk", "describe-volumes", "ebs", "storage"],
        examples: &[
            (
                "aws ec2 volumes | where State == available | select VolumeId Size",
                "Find volumes that are free to be attached.",
            ),
            (
                "aws ec2 volumes | group-by State | items {|state rows| {state: $state, gib: ($rows.Size | math sum)}}",
                "Add up the size of the volumes in each state.",
            ),
            (
                "aws ec2 volumes --filter {attachment.instance-id: i-0a64ba527e262c1bd}",
                "List the volumes of an instance.",
            ),
            (
                "aws ec2 instances --state stopped | aws ec2 volumes | get Size | math sum",
                "Add up the volumes of the stopped instances.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
