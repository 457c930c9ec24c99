//! Status checks and scheduled events of instances: [InstanceStatus](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatus.html).

use crate::ec2::model::instance_status::OPERATION;
use crate::ec2::parameter_flag::{ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static INSTANCE_STATUS: Resource = Resource::new(Declaration {
    command: "aws ec2 instance-status",
    noun: "instance status",
    plural: "instance statuses",
    ids: Some(Ids { parameter: "InstanceIds", member: "InstanceId", form: IdForm::Prefix("i") }),
    state_filter: Some("instance-state-name"),
    key_columns: &["InstanceId", "StateName = InstanceState.Name"],
    first_columns: &[
        "InstanceCheck = InstanceStatus.Status",
        "SystemCheck = SystemStatus.Status",
        "EbsCheck = AttachedEbsStatus.Status",
        "AvailabilityZone",
    ],
    flags: &[ParameterFlag {
        name: "all",
        short: Some('a'),
        parameter: "IncludeAllInstances",
        takes: Takes::Switch,
        default: None,
        description: "List instances that don't run too.",
    }],
    help: Help {
        description: "List the status checks and scheduled events of instances.",
        details: "EC2 leaves out instances that don't run; `--all` lists them too. `InstanceCheck`, `SystemCheck` and \
                  `EbsCheck` are the statuses inside of `InstanceStatus`, `SystemStatus` and `AttachedEbsStatus`.",
        filter: "{event.code: instance-retirement}",
        state: "running or !running",
        search_terms: &["describe-instance-status", "health", "maintenance", "event"],
        examples: &[
            (
                "aws ec2 instance-status | where InstanceCheck == impaired or SystemCheck == impaired",
                "Find instances that fail a check.",
            ),
            (
                "aws ec2 instance-status --all | where ($it.Events | is-not-empty) | select InstanceId Events",
                "Find instances with a scheduled event.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
