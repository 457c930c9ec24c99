//! Versions of launch templates: [LaunchTemplateVersion](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateVersion.html).

use crate::ec2::model::launch_template_versions::OPERATION;
use crate::ec2::parameter_flag::{DefaultValue, ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, Resource};

pub(crate) static LAUNCH_TEMPLATE_VERSIONS: Resource = Resource::new(Declaration {
    command: "aws ec2 launch-template-versions",
    noun: "launch template version",
    plural: "launch template versions",
    key_columns: &["LaunchTemplateName", "LaunchTemplateId", "VersionNumber"],
    first_columns: &[
        "DefaultVersion",
        "CreateTime",
        "ImageId = LaunchTemplateData.ImageId",
        "InstanceType = LaunchTemplateData.InstanceType",
        "VersionDescription",
    ],
    flags: &[
        ParameterFlag {
            name: "template",
            short: None,
            parameter: "LaunchTemplateId",
            takes: Takes::Texts(&[]),
            default: None,
            description: "List all versions of the template with this id.",
        },
        ParameterFlag {
            name: "template-name",
            short: None,
            parameter: "LaunchTemplateName",
            takes: Takes::Texts(&[]),
            default: None,
            description: "List all versions of the template with this name.",
        },
        ParameterFlag {
            name: "version",
            short: None,
            parameter: "Versions",
            takes: Takes::Texts(&["$Latest", "$Default"]),
            default: Some(DefaultValue::Texts {
                texts: &["$Latest", "$Default"],
                unless: &["template", "template-name"],
            }),
            description: "List only these versions: numbers, '$Latest' or '$Default'.",
        },
    ],
    help: Help {
        description: "List versions of launch templates.",
        details: "Without `--template` and `--template-name`, the latest and the default version of every template are \
                  listed. `ImageId` and `InstanceType` are members of `LaunchTemplateData`.",
        filter: "{image-id: ami-1a2b3c4d}",
        state: "",
        search_terms: &["describe-launch-template-versions", "auto scaling"],
        examples: &[
            (
                "aws ec2 launch-template-versions | where DefaultVersion | select LaunchTemplateName InstanceType ImageId",
                "List what each template launches by default.",
            ),
            (
                "aws ec2 launch-template-versions --version '$Latest' | get LaunchTemplateData.MetadataOptions",
                "Get the metadata options of each template's latest version.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
