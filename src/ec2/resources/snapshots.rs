//! EBS snapshots: [Snapshot](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html).

use crate::ec2::model::snapshots::OPERATION;
use crate::ec2::parameter_flag::{DefaultValue, ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static SNAPSHOTS: Resource = Resource::new(Declaration {
    command: "aws ec2 snapshots",
    noun: "snapshot",
    plural: "snapshots",
    ids: Some(Ids { parameter: "SnapshotIds", member: "SnapshotId", form: IdForm::Prefix("snap") }),
    state_filter: Some("status"),
    key_columns: &["Name", "SnapshotId"],
    first_columns: &["StartTime", "VolumeSize", "VolumeId", "State", "Description", "Encrypted"],
    flags: &[ParameterFlag {
        name: "owner",
        short: None,
        parameter: "OwnerIds",
        takes: Takes::TextsOrAll(&["self", "amazon", "all"], "all"),
        default: Some(DefaultValue::Texts { texts: &["self"], unless: &[] }),
        description: "List snapshots of these owners: self (the default), an account, amazon or all.",
    }],
    help: Help {
        description: "List EBS snapshots of the account.",
        details: "Without `--owner` and without ids, only the account's own snapshots are listed, not the public ones \
                  of others. `Name` is the tag, or empty without it. `VolumeSize` is in GiB.",
        filter: "{volume-id: vol-1a2b3c4d, encrypted: false}",
        state: "completed or !completed",
        search_terms: &["describe-snapshots", "backup", "ebs"],
        examples: &[
            (
                "aws ec2 snapshots | where StartTime < (date now) - 90day | select SnapshotId VolumeSize StartTime",
                "Find old snapshots.",
            ),
            (
                "let live = aws ec2 volumes | get VolumeId; aws ec2 snapshots | where VolumeId not-in $live",
                "Find snapshots whose volume is gone.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
