//! Instance types: [InstanceTypeInfo](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html).

use crate::ec2::model::instance_types::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static INSTANCE_TYPES: Resource = Resource::new(Declaration {
    command: "aws ec2 instance-types",
    noun: "instance type",
    plural: "instance types",
    ids: Some(Ids { parameter: "InstanceTypes", member: "InstanceType", form: IdForm::Text }),
    key_columns: &["InstanceType", "CurrentGeneration"],
    first_columns: &[
        "VCpus = VCpuInfo.DefaultVCpus",
        "MemoryMiB = MemoryInfo.SizeInMiB",
        "NetworkPerformance = NetworkInfo.NetworkPerformance",
        "FreeTierEligible",
        "BareMetal",
        "BurstablePerformanceSupported",
    ],
    is_same_for_all_accounts: true,
    help: Help {
        description: "List instance types.",
        details: "They are the same for all accounts, so each region is asked once. `VCpus`, `MemoryMiB` and \
                  `NetworkPerformance` are members of `VCpuInfo`, `MemoryInfo` and `NetworkInfo`.",
        filter: "{bare-metal: false, current-generation: true}",
        state: "",
        search_terms: &["describe-instance-types", "cpu", "memory", "size"],
        examples: &[
            (
                "aws ec2 instance-types | where VCpus >= 8 and MemoryMiB <= 16384 | sort-by VCpus | get InstanceType",
                "Find types by size.",
            ),
            (
                "aws ec2 instance-types --filter {processor-info.supported-architecture: arm64} | get InstanceType",
                "List the types of an architecture.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
