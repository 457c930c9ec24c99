//! Reserved instances: [ReservedInstances](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstances.html).

use crate::ec2::model::reserved_instances::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static RESERVED_INSTANCES: Resource = Resource::new(Declaration {
    command: "aws ec2 reserved-instances",
    noun: "reserved instance",
    plural: "reserved instances",
    ids: Some(Ids { parameter: "ReservedInstancesIds", member: "ReservedInstancesId", form: IdForm::Text }),
    state_filter: Some("state"),
    key_columns: &["InstanceType", "InstanceCount", "State"],
    first_columns: &["End", "ReservedInstancesId", "OfferingClass", "OfferingType", "ProductDescription", "Scope"],
    help: Help {
        description: "List reserved instances, a row for each purchase.",
        details: "`Duration` is in seconds. EC2 answers with all purchases at once.",
        filter: "{instance-type: m5.large}",
        state: "active or !retired",
        search_terms: &["describe-reserved-instances", "reservation", "cost"],
        examples: &[
            (
                "aws ec2 reserved-instances --state active | where End < (date now) + 30day",
                "Find purchases that end soon.",
            ),
            (
                "aws ec2 reserved-instances --state active | group-by InstanceType | items {|type rows| {type: $type, count: ($rows.InstanceCount | math sum)}}",
                "Count the reserved instances of each type.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
