//! Dedicated hosts: [Host](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Host.html).

use crate::ec2::model::hosts::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static HOSTS: Resource = Resource::new(Declaration {
    command: "aws ec2 hosts",
    noun: "dedicated host",
    plural: "dedicated hosts",
    ids: Some(Ids { parameter: "HostIds", member: "HostId", form: IdForm::Prefix("h") }),
    state_filter: Some("state"),
    account: Some("OwnerId"),
    key_columns: &["Name", "HostId", "State"],
    first_columns: &[
        "AvailabilityZone",
        "InstanceFamily = HostProperties.InstanceFamily",
        "InstanceType = HostProperties.InstanceType",
        "AutoPlacement",
        "AllocationTime",
    ],
    help: Help {
        description: "List dedicated hosts.",
        details: "`Name` is the tag, or empty without it.",
        filter: "{auto-placement: on}",
        state: "available or !released",
        search_terms: &["describe-hosts", "cost"],
        examples: &[
            (
                "aws ec2 hosts | where ($it.Instances | is-empty) | select HostId AllocationTime",
                "Find hosts that no instance runs on.",
            ),
            ("aws ec2 hosts | select HostId AvailableCapacity.AvailableVCpus", "List the free vCPUs of each host."),
        ],
    },
    ..Declaration::new(&OPERATION)
});
