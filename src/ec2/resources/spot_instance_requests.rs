//! Spot Instance requests: [SpotInstanceRequest](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotInstanceRequest.html).

use crate::ec2::model::spot_instance_requests::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static SPOT_INSTANCE_REQUESTS: Resource = Resource::new(Declaration {
    command: "aws ec2 spot-instance-requests",
    noun: "Spot Instance request",
    plural: "Spot Instance requests",
    ids: Some(Ids { parameter: "SpotInstanceRequestIds", member: "SpotInstanceRequestId", form: IdForm::Text }),
    state_filter: Some("state"),
    key_columns: &["Name", "SpotInstanceRequestId", "State"],
    first_columns: &[
        "InstanceId",
        "Type",
        "SpotPrice",
        "LaunchedAvailabilityZone",
        "CreateTime",
        "StatusCode = Status.Code",
    ],
    help: Help {
        description: "List Spot Instance requests.",
        details: "`Name` is the tag, or empty without it. `SpotPrice` is the highest price in US dollars an hour, as a \
                  number.",
        filter: "{type: persistent}",
        state: "active or !cancelled",
        search_terms: &["describe-spot-instance-requests"],
        examples: &[
            (
                "aws ec2 spot-instance-requests --state open | select SpotInstanceRequestId StatusCode",
                "Find requests that wait for capacity.",
            ),
            (
                "aws ec2 spot-instance-requests --state active --filter {type: persistent} | get InstanceId",
                "List the instances of persistent requests.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
