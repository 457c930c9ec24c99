//! Route tables: [RouteTable](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html).

use crate::ec2::model::route_tables::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static ROUTE_TABLES: Resource = Resource::new(Declaration {
    command: "aws ec2 route-tables",
    noun: "route table",
    plural: "route tables",
    ids: Some(Ids { parameter: "RouteTableIds", member: "RouteTableId", form: IdForm::Prefix("rtb") }),
    key_columns: &["Name", "RouteTableId"],
    first_columns: &["VpcId", "OwnerId"],
    help: Help {
        description: "List route tables.",
        details: "`Name` is the tag, or empty without it. A subnet that is in no table's `Associations` uses the main \
                  table of its VPC.",
        filter: "{association.main: true, vpc-id: vpc-1a2b3c4d}",
        state: "",
        search_terms: &["describe-route-tables", "route", "network"],
        examples: &[
            (
                "aws ec2 route-tables | select RouteTableId Routes | flatten Routes --all | where DestinationCidrBlock == '0.0.0.0/0'",
                "List the default routes.",
            ),
            (
                "aws ec2 route-tables | select RouteTableId Associations | flatten Associations --all | select RouteTableId SubnetId",
                "List the subnets of each table.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
