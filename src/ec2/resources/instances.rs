//! Instances: [Instance](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html).

use crate::ec2::model::instances::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static INSTANCES: Resource = Resource::new(Declaration {
    command: "aws ec2 instances",
    noun: "instance",
    plural: "instances",
    ids: Some(Ids { parameter: "InstanceIds", member: "InstanceId", form: IdForm::Prefix("i") }),
    state_filter: Some("instance-state-name"),
    account: Some("OwnerId"),
    key_columns: &["Name", "InstanceId", "StateName = State.Name"],
    first_columns: &["InstanceType", "PrivateIpAddress", "LaunchTime", "PublicIpAddress"],
    help: Help {
        description: "List EC2 instances.",
        details: "`Name` is the tag, or empty without it. Compare `StateName`, because `State` is a record. EC2 lists \
                  terminated instances for about an hour; `aws ec2 instances --state !terminated` leaves them out.",
        filter: "{instance-type: [t3.micro m7i.*], \"tag:env\": prod}",
        state: "running, [stop* pending] or !terminated",
        search_terms: &["cloud", "describe-instances", "machine", "server", "vm"],
        examples: &[
            (
                "aws ec2 instances | where StateName == running | select Name InstanceId PrivateIpAddress",
                "List the running instances.",
            ),
            ("aws ec2 instances | where Name =~ web and Tags.env? == prod", "Search in names and tags."),
            (
                "aws ec2 instances --filter {instance-type: [t3.* m7i.*], \"tag:env\": prod}",
                "Let EC2 filter by type and tag.",
            ),
            (
                "aws ec2 instances --state [stopped stopping] | where LaunchTime < (date now) - 30day",
                "Find stopped instances that were launched long ago.",
            ),
            (
                "aws ec2 instances --profile test-account.tester --region eu-west-2 | get InstanceId",
                "Ask another account and region.",
            ),
            (
                "aws profiles | where sso_session == my-org-sso | aws ec2 instances --region [eu-* us-east-1]",
                "Ask all accounts of an organization in many regions.",
            ),
            (
                "aws profiles | aws ec2 instances i-0a64ba527e262c1bd --all-regions",
                "Find an instance in any account and region.",
            ),
            (
                "aws ec2 instances --all-regions --columns [InstanceId Region StateName]",
                "Get only the columns that a script needs, from all regions.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
