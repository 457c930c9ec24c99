//! Launch templates: [LaunchTemplate](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplate.html).

use crate::ec2::model::launch_templates::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static LAUNCH_TEMPLATES: Resource = Resource::new(Declaration {
    command: "aws ec2 launch-templates",
    noun: "launch template",
    plural: "launch templates",
    ids: Some(Ids { parameter: "LaunchTemplateIds", member: "LaunchTemplateId", form: IdForm::Prefix("lt") }),
    key_columns: &["LaunchTemplateName", "LaunchTemplateId"],
    first_columns: &["DefaultVersionNumber", "LatestVersionNumber", "CreateTime"],
    help: Help {
        description: "List launch templates.",
        details: "`aws ec2 launch-template-versions` has what they launch.",
        filter: "{launch-template-name: web}",
        state: "",
        search_terms: &["describe-launch-templates", "auto scaling"],
        examples: &[
            (
                "aws ec2 launch-templates | where $it.DefaultVersionNumber != $it.LatestVersionNumber",
                "Find templates whose default is not the latest version.",
            ),
            ("aws ec2 launch-templates | sort-by CreateTime | last 5", "List the newest templates."),
        ],
    },
    ..Declaration::new(&OPERATION)
});
