//! Capacity reservations: [CapacityReservation](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservation.html).

use crate::ec2::model::capacity_reservations::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static CAPACITY_RESERVATIONS: Resource = Resource::new(Declaration {
    command: "aws ec2 capacity-reservations",
    noun: "capacity reservation",
    plural: "capacity reservations",
    ids: Some(Ids { parameter: "CapacityReservationIds", member: "CapacityReservationId", form: IdForm::Prefix("cr") }),
    state_filter: Some("state"),
    key_columns: &["Name", "CapacityReservationId", "State"],
    first_columns: &["InstanceType", "AvailabilityZone", "TotalInstanceCount", "AvailableInstanceCount", "EndDate"],
    help: Help {
        description: "List capacity reservations.",
        details: "`Name` is the tag, or empty without it.",
        filter: "{instance-type: c7g.large}",
        state: "active or [cancelled expired]",
        search_terms: &["describe-capacity-reservations", "odcr", "cost"],
        examples: &[
            (
                "aws ec2 capacity-reservations --state active | where AvailableInstanceCount > 0",
                "Find reserved capacity that nothing uses.",
            ),
            (
                "aws ec2 capacity-reservations | where EndDate != null and EndDate < (date now) + 7day",
                "Find reservations that end soon.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
