//! DescribeSnapshots and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeSnapshots",
    path: ListPath { list: "snapshotSet", nested: None },
    members: Snapshot::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "OwnerIds", query_name: "Owner" },
        Parameter::List { name: "RestorableByUserIds", query_name: "RestorableBy" },
        Parameter::List { name: "SnapshotIds", query_name: "SnapshotId" },
    ],
    filters: &[
        FilterName { name: "description", values: &[] },
        FilterName { name: "encrypted", values: &["true", "false"] },
        FilterName { name: "owner-alias", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "progress", values: &[] },
        FilterName { name: "snapshot-id", values: &[] },
        FilterName { name: "start-time", values: &[] },
        FilterName { name: "status", values: &["pending", "completed", "error"] },
        FilterName { name: "storage-tier", values: &["archive", "standard"] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "transfer-type", values: &["time-based", "standard"] },
        FilterName { name: "volume-id", values: &[] },
        FilterName { name: "volume-size", values: &[] },
    ],
};

structures! {
    Snapshot {
        OwnerAlias: String,
        OutpostArn: String,
        Tags as "tagSet": Vec<Tag>,
        StorageTier: String,
        RestoreExpiryTime: DateTime,
        SseType: String,
        AvailabilityZone: String,
        TransferType: String,
        CompletionDurationMinutes: i64,
        CompletionTime: DateTime,
        FullSnapshotSizeInBytes: i64,
        AssociatedKmsKeys as "associatedKmsKeySet": Vec<AssociatedKmsKey>,
        SnapshotId: String,
        VolumeId: String,
        State as "status": String,
        StateMessage as "statusMessage": String,
        StartTime: DateTime,
        Progress: String,
        OwnerId: String,
        Description: String,
        VolumeSize: i64,
        Encrypted: bool,
        KmsKeyId: String,
        DataEncryptionKeyId: String,
    }
    AssociatedKmsKey {
        KmsKeyId: String,
    }
}
