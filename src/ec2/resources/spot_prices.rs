//! Spot prices: [SpotPrice](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotPrice.html).

use crate::ec2::model::spot_price_history::OPERATION;
use crate::ec2::parameter_flag::{DefaultValue, ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, Resource};

pub(crate) static SPOT_PRICES: Resource = Resource::new(Declaration {
    command: "aws ec2 spot-prices",
    noun: "Spot price",
    plural: "Spot prices",
    key_columns: &["InstanceType", "AvailabilityZone"],
    first_columns: &["SpotPrice", "ProductDescription", "Timestamp"],
    flags: &[
        ParameterFlag {
            name: "type",
            short: None,
            parameter: "InstanceTypes",
            takes: Takes::Texts(&[]),
            default: None,
            description: "List only these instance types: [c7g.large m7g.large].",
        },
        ParameterFlag {
            name: "product",
            short: None,
            parameter: "ProductDescriptions",
            takes: Takes::OneOf(&[
                "Linux/UNIX",
                "Red Hat Enterprise Linux",
                "SUSE Linux",
                "Windows",
                "Linux/UNIX (Amazon VPC)",
                "Red Hat Enterprise Linux (Amazon VPC)",
                "SUSE Linux (Amazon VPC)",
                "Windows (Amazon VPC)",
            ]),
            default: None,
            description: "List only the prices of these products: Linux/UNIX or [*Linux* !SUSE*].",
        },
        ParameterFlag {
            name: "since",
            short: None,
            parameter: "StartTime",
            takes: Takes::Time,
            default: Some(DefaultValue::Now),
            description: "Also list the prices since this time, for at most 90 days (default: now).",
        },
        ParameterFlag {
            name: "until",
            short: None,
            parameter: "EndTime",
            takes: Takes::Time,
            default: None,
            description: "List no prices after this time.",
        },
    ],
    help: Help {
        description: "List the Spot prices of now by instance type, zone and product.",
        details: "`SpotPrice` is in US dollars an hour, as a number, although it is a string in the API. `Timestamp` \
                  is when it began. Without `--since` only the prices of now are listed. Nushell shows two decimals, so \
                  low prices look like 0.00, unless you run `$env.config.float_precision = 6`.",
        filter: "{availability-zone: eu-west-1a}",
        state: "",
        search_terms: &["describe-spot-price-history", "cost"],
        examples: &[
            (
                "aws ec2 spot-prices --type c7g.large --all-regions | sort-by SpotPrice | first",
                "Find the cheapest zone for a type.",
            ),
            (
                "aws ec2 spot-prices --type c7g.large --since ((date now) - 7day) | get SpotPrice | math avg",
                "Get the average price of a week.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
