//! DescribeVolumes and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{OperatorResponse, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeVolumes",
    path: ListPath { list: "volumeSet", nested: None },
    members: Volume::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "VolumeIds", query_name: "VolumeId" },
        Parameter::Single { name: "IncludeManagedResources", query_name: "IncludeManagedResources" },
    ],
    filters: &[
        FilterName { name: "attachment.attach-time", values: &[] },
        FilterName { name: "attachment.delete-on-termination", values: &[] },
        FilterName { name: "attachment.device", values: &[] },
        FilterName { name: "attachment.instance-id", values: &[] },
        FilterName { name: "attachment.status", values: &["attaching", "attached", "detaching"] },
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "create-time", values: &[] },
        FilterName { name: "encrypted", values: &["true", "false"] },
        FilterName { name: "fast-restored", values: &["true", "false"] },
        FilterName { name: "multi-attach-enabled", values: &["true", "false"] },
        FilterName { name: "operator.managed", values: &[] },
        FilterName { name: "operator.principal", values: &[] },
        FilterName { name: "size", values: &[] },
        FilterName { name: "snapshot-id", values: &[] },
        FilterName { name: "status", values: &["creating", "available", "in-use", "deleting", "deleted", "error"] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "volume-id", values: &[] },
        FilterName { name: "volume-type", values: &["gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"] },
    ],
};

structures! {
    Volume {
        AvailabilityZoneId: String,
        OutpostArn: String,
        SourceVolumeId: String,
        Iops: i64,
        Tags as "tagSet": Vec<Tag>,
        VolumeType: String,
        FastRestored: bool,
        MultiAttachEnabled: bool,
        Throughput: i64,
        SseType: String,
        Operator: OperatorResponse,
        VolumeInitializationRate: i64,
        VolumeArn: String,
        OwnerId: String,
        VolumeId: String,
        Size: i64,
        SnapshotId: String,
        AvailabilityZone: String,
        State as "status": String,
        CreateTime: DateTime,
        Attachments as "attachmentSet": Vec<VolumeAttachment>,
        Encrypted: bool,
        KmsKeyId: String,
    }
    VolumeAttachment {
        DeleteOnTermination: bool,
        AssociatedResource: String,
        InstanceOwningService: String,
        EbsCardIndex: i64,
        VolumeId: String,
        InstanceId: String,
        Device: String,
        State as "status": String,
        AttachTime: DateTime,
    }
}
