//! DescribeHosts and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeHosts",
    path: ListPath { list: "hostSet", nested: None },
    members: Host::MEMBERS,
    page_size: Some(500),
    parameters: &[
        Parameter::List { name: "HostIds", query_name: "HostId" },
    ],
    filters: &[
        FilterName { name: "auto-placement", values: &["on", "off"] },
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "client-token", values: &[] },
        FilterName { name: "host-reservation-id", values: &[] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "state", values: &["available", "under-assessment", "permanent-failure", "released", "released-permanent-failure"] },
        FilterName { name: "tag-key", values: &[] },
    ],
};

structures! {
    Host {
        AutoPlacement: String,
        AvailabilityZone: String,
        AvailableCapacity: AvailableCapacity,
        ClientToken: String,
        HostId: String,
        HostProperties: HostProperties,
        HostReservationId: String,
        Instances: Vec<HostInstance>,
        State: String,
        AllocationTime: DateTime,
        ReleaseTime: DateTime,
        Tags as "tagSet": Vec<Tag>,
        HostRecovery: String,
        AllowsMultipleInstanceTypes: String,
        OwnerId: String,
        AvailabilityZoneId: String,
        MemberOfServiceLinkedResourceGroup: bool,
        OutpostArn: String,
        HostMaintenance: String,
        AssetId: String,
        CpuOptions: HostCpuOptions,
    }
    AvailableCapacity {
        AvailableInstanceCapacity: Vec<InstanceCapacity>,
        AvailableVCpus: i64,
    }
    InstanceCapacity {
        AvailableCapacity: i64,
        InstanceType: String,
        TotalCapacity: i64,
    }
    HostProperties {
        Cores: i64,
        InstanceType: String,
        InstanceFamily: String,
        Sockets: i64,
        TotalVCpus: i64,
    }
    HostInstance {
        InstanceId: String,
        InstanceType: String,
        OwnerId: String,
    }
    HostCpuOptions {
        AmdSevSnp: String,
    }
}
