//! Availability Zones, Local Zones and Wavelength Zones: [AvailabilityZone](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AvailabilityZone.html).

use crate::ec2::model::availability_zones::OPERATION;
use crate::ec2::parameter_flag::{ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static AVAILABILITY_ZONES: Resource = Resource::new(Declaration {
    command: "aws ec2 availability-zones",
    noun: "Availability Zone",
    plural: "Availability Zones",
    ids: Some(Ids { parameter: "ZoneNames", member: "ZoneName", form: IdForm::Text }),
    state_filter: Some("state"),
    key_columns: &["ZoneName", "ZoneId", "State"],
    first_columns: &["ZoneType", "OptInStatus", "NetworkBorderGroup"],
    flags: &[ParameterFlag {
        name: "all",
        short: Some('a'),
        parameter: "AllAvailabilityZones",
        takes: Takes::Switch,
        default: None,
        description: "List zones that the account has not opted in to too.",
    }],
    help: Help {
        description: "List Availability Zones, Local Zones and Wavelength Zones.",
        details: "`ZoneName` means another place in each account; `ZoneId` is the same everywhere. EC2 answers with \
                  all zones at once.",
        filter: "{zone-type: availability-zone}",
        state: "available or !available",
        search_terms: &["describe-availability-zones", "az", "local zone", "wavelength"],
        examples: &[
            ("aws ec2 availability-zones | select ZoneName ZoneId", "Tell names of zones from their ids."),
            ("aws ec2 availability-zones --all --filter {zone-type: local-zone}", "List the local zones."),
        ],
    },
    ..Declaration::new(&OPERATION)
});
