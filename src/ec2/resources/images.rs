//! Images (AMIs): [Image](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html).

use crate::ec2::model::images::OPERATION;
use crate::ec2::parameter_flag::{DefaultValue, ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static IMAGES: Resource = Resource::new(Declaration {
    command: "aws ec2 images",
    noun: "image",
    plural: "images",
    ids: Some(Ids { parameter: "ImageIds", member: "ImageId", form: IdForm::Prefix("ami") }),
    state_filter: Some("state"),
    key_columns: &["Name", "ImageId", "State"],
    first_columns: &[
        "CreationDate",
        "Architecture",
        "OwnerId",
        "Public",
        "DeprecationTime",
        "LastLaunchedTime",
        "Description",
    ],
    flags: &[
        ParameterFlag {
            name: "owner",
            short: None,
            parameter: "Owners",
            takes: Takes::TextsOrAll(&["self", "amazon", "aws-marketplace", "all"], "all"),
            default: Some(DefaultValue::Texts { texts: &["self"], unless: &[] }),
            description: "List images of these owners: self (the default), an account, amazon or all.",
        },
        ParameterFlag {
            name: "executable-by",
            short: None,
            parameter: "ExecutableUsers",
            takes: Takes::Texts(&["self", "all"]),
            default: None,
            description: "List only images that these may launch: an account, self, or all.",
        },
        ParameterFlag {
            name: "deprecated",
            short: None,
            parameter: "IncludeDeprecated",
            takes: Takes::Switch,
            default: None,
            description: "List deprecated images of others too; your own are always listed.",
        },
        ParameterFlag {
            name: "disabled",
            short: None,
            parameter: "IncludeDisabled",
            takes: Takes::Switch,
            default: None,
            description: "List disabled images too.",
        },
    ],
    help: Help {
        description: "List images (AMIs) of the account.",
        details: "Without `--owner` and without ids, only the account's own images are listed, not the many public \
                  ones. `Name` is the image's name, not a tag. `CreationDate`, `DeprecationTime` and \
                  `LastLaunchedTime` are datetimes, although they are strings in the API.",
        filter: "{name: al2023-ami-*, architecture: arm64}",
        state: "available or !available",
        search_terms: &["ami", "describe-images"],
        examples: &[
            (
                "aws ec2 images --owner amazon --filter {name: al2023-ami-2023*, architecture: x86_64} | sort-by CreationDate | last 3",
                "Find the newest images of a name.",
            ),
            (
                "let used = aws ec2 instances | get ImageId | uniq; aws ec2 images | where ImageId not-in $used",
                "Find your images that no instance was launched from.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
