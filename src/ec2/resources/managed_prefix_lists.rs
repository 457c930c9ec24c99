//! Managed prefix lists: [ManagedPrefixList](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ManagedPrefixList.html).

use crate::ec2::model::managed_prefix_lists::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static MANAGED_PREFIX_LISTS: Resource = Resource::new(Declaration {
    command: "aws ec2 managed-prefix-lists",
    noun: "prefix list",
    plural: "prefix lists",
    ids: Some(Ids { parameter: "PrefixListIds", member: "PrefixListId", form: IdForm::Prefix("pl") }),
    key_columns: &["PrefixListName", "PrefixListId", "State"],
    first_columns: &["AddressFamily", "MaxEntries", "Version", "OwnerId"],
    help: Help {
        description: "List managed prefix lists.",
        details: "AWS's own lists have the owner `AWS`.",
        filter: "{owner-id: AWS}",
        state: "",
        search_terms: &["describe-managed-prefix-lists", "cidr", "network"],
        examples: &[
            ("aws ec2 managed-prefix-lists | where OwnerId != AWS", "List your own prefix lists."),
            (
                "aws ec2 managed-prefix-lists --filter {prefix-list-name: *.s3} | get PrefixListId",
                "Get the list of S3's addresses.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
