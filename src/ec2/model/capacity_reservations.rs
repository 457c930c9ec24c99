//! DescribeCapacityReservations and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeCapacityReservations",
    path: ListPath { list: "capacityReservationSet", nested: None },
    members: CapacityReservation::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "CapacityReservationIds", query_name: "CapacityReservationId" },
    ],
    filters: &[
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "end-date", values: &[] },
        FilterName { name: "end-date-type", values: &["unlimited", "limited"] },
        FilterName { name: "instance-match-criteria", values: &["open", "targeted"] },
        FilterName { name: "instance-platform", values: &["Linux/UNIX", "Red Hat Enterprise Linux", "SUSE Linux", "Windows", "Windows with SQL Server", "Windows with SQL Server Enterprise", "Windows with SQL Server Standard", "Windows with SQL Server Web", "Linux with SQL Server Standard", "Linux with SQL Server Web", "Linux with SQL Server Enterprise", "RHEL with SQL Server Standard", "RHEL with SQL Server Enterprise", "RHEL with SQL Server Web", "RHEL with HA", "RHEL with HA and SQL Server Standard", "RHEL with HA and SQL Server Enterprise", "Ubuntu Pro"] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "outpost-arn", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "placement-group-arn", values: &[] },
        FilterName { name: "start-date", values: &[] },
        FilterName { name: "state", values: &["active", "expired", "cancelled", "pending", "failed", "scheduled", "payment-pending", "payment-failed", "assessing", "delayed", "unsupported", "cancelling", "unavailable"] },
        FilterName { name: "tenancy", values: &["default", "dedicated"] },
    ],
};

structures! {
    CapacityReservation {
        CapacityReservationId: String,
        OwnerId: String,
        CapacityReservationArn: String,
        AvailabilityZoneId: String,
        InstanceType: String,
        InstancePlatform: String,
        AvailabilityZone: String,
        Tenancy: String,
        TotalInstanceCount: i64,
        AvailableInstanceCount: i64,
        EbsOptimized: bool,
        EphemeralStorage: bool,
        State: String,
        StartDate: DateTime,
        EndDate: DateTime,
        EndDateType: String,
        InstanceMatchCriteria: String,
        CreateDate: DateTime,
        Tags as "tagSet": Vec<Tag>,
        OutpostArn: String,
        CapacityReservationFleetId: String,
        PlacementGroupArn: String,
        CapacityAllocations as "capacityAllocationSet": Vec<CapacityAllocation>,
        ReservationType: String,
        UnusedReservationBillingOwnerId: String,
        CommitmentInfo: CapacityReservationCommitmentInfo,
        DeliveryPreference: String,
        CapacityBlockId: String,
        Interruptible: bool,
        InterruptibleCapacityAllocation: InterruptibleCapacityAllocation,
        InterruptionInfo: InterruptionInfo,
        AdjustmentStatus: String,
        AdjustmentDetails: CapacityReservationAdjustmentDetails,
        OriginalStartDate: DateTime,
        ZeroSizePreference: String,
        LaunchStatus: String,
    }
    CapacityAllocation {
        AllocationType: String,
        Count: i64,
        AllocationMetadata as "allocationMetadataList": Vec<CapacityAllocationMetadataEntry>,
    }
    CapacityAllocationMetadataEntry {
        Key: String,
        Value: String,
    }
    CapacityReservationCommitmentInfo {
        CommittedInstanceCount: i64,
        CommitmentEndDate: DateTime,
        CommitmentDuration: i64,
    }
    InterruptibleCapacityAllocation {
        InstanceCount: i64,
        TargetInstanceCount: i64,
        Status: String,
        InterruptibleCapacityReservationId: String,
        InterruptionType: String,
        ZeroSizePreference: String,
    }
    InterruptionInfo {
        SourceCapacityReservationId: String,
        InterruptionType: String,
    }
    CapacityReservationAdjustmentDetails {
        StartDate: DateTime,
        EndDate: DateTime,
        CommitmentEndDate: DateTime,
        EndDateType: String,
        CommitmentDuration: i64,
    }
}
