//! Transit gateways: [TransitGateway](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html).

use crate::ec2::model::transit_gateways::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static TRANSIT_GATEWAYS: Resource = Resource::new(Declaration {
    command: "aws ec2 transit-gateways",
    noun: "transit gateway",
    plural: "transit gateways",
    ids: Some(Ids { parameter: "TransitGatewayIds", member: "TransitGatewayId", form: IdForm::Prefix("tgw") }),
    state_filter: Some("state"),
    key_columns: &["Name", "TransitGatewayId", "State"],
    first_columns: &["OwnerId", "Description", "CreationTime"],
    help: Help {
        description: "List transit gateways.",
        details: "`Name` is the tag, or empty without it. Gateways that another account shares with yours are listed \
                  too; `OwnerId` has that account.",
        filter: "{options.dns-support: enable}",
        state: "available or !deleted",
        search_terms: &["describe-transit-gateways", "tgw", "network"],
        examples: &[
            (
                "aws ec2 transit-gateways | select TransitGatewayId Options.AmazonSideAsn",
                "List the AS numbers of the gateways.",
            ),
            (
                "aws ec2 transit-gateways --state available --all-regions | get Region",
                "Find the regions that have one.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
