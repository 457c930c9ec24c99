//! Placement groups: [PlacementGroup](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PlacementGroup.html).

use crate::ec2::model::placement_groups::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static PLACEMENT_GROUPS: Resource = Resource::new(Declaration {
    command: "aws ec2 placement-groups",
    noun: "placement group",
    plural: "placement groups",
    ids: Some(Ids { parameter: "GroupNames", member: "GroupName", form: IdForm::Text }),
    state_filter: Some("state"),
    key_columns: &["GroupName", "GroupId", "State"],
    first_columns: &["Strategy", "PartitionCount", "SpreadLevel"],
    help: Help {
        description: "List placement groups.",
        details: "EC2 answers with all groups at once.",
        filter: "{strategy: cluster}",
        state: "available or !deleted",
        search_terms: &["describe-placement-groups", "cluster", "spread", "partition"],
        examples: &[
            (
                "aws ec2 placement-groups --filter {strategy: partition} | select GroupName PartitionCount",
                "List the groups with partitions.",
            ),
            (
                "let used = aws ec2 instances | get Placement.GroupName | uniq; aws ec2 placement-groups | where GroupName not-in $used",
                "Find groups that no instance uses.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
