//! DescribeInstanceStatus and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{InstanceState, OperatorResponse};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeInstanceStatus",
    path: ListPath { list: "instanceStatusSet", nested: None },
    members: InstanceStatus::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "InstanceIds", query_name: "InstanceId" },
        Parameter::Single { name: "IncludeManagedResources", query_name: "IncludeManagedResources" },
        Parameter::Single { name: "IncludeAllInstances", query_name: "IncludeAllInstances" },
    ],
    filters: &[
        FilterName { name: "application-status.status", values: &["ok", "impaired", "initializing", "insufficient-data", "not-applicable"] },
        FilterName { name: "attached-ebs-status.status", values: &["ok", "impaired", "initializing", "insufficient-data", "not-applicable"] },
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "event.code", values: &["instance-reboot", "system-reboot", "system-maintenance", "instance-retirement", "instance-stop"] },
        FilterName { name: "event.description", values: &[] },
        FilterName { name: "event.instance-event-id", values: &[] },
        FilterName { name: "event.not-after", values: &[] },
        FilterName { name: "event.not-before", values: &[] },
        FilterName { name: "event.not-before-deadline", values: &[] },
        FilterName { name: "instance-state-code", values: &[] },
        FilterName { name: "instance-state-name", values: &["pending", "running", "shutting-down", "terminated", "stopping", "stopped"] },
        FilterName { name: "instance-status.reachability", values: &["passed", "failed", "initializing", "insufficient-data"] },
        FilterName { name: "instance-status.status", values: &["ok", "impaired", "initializing", "insufficient-data", "not-applicable"] },
        FilterName { name: "operator.managed", values: &[] },
        FilterName { name: "operator.principal", values: &[] },
        FilterName { name: "system-status.reachability", values: &["passed", "failed", "initializing", "insufficient-data"] },
        FilterName { name: "system-status.status", values: &["ok", "impaired", "initializing", "insufficient-data", "not-applicable"] },
    ],
};

structures! {
    InstanceStatus {
        AvailabilityZone: String,
        AvailabilityZoneId: String,
        OutpostArn: String,
        Operator: OperatorResponse,
        Events as "eventsSet": Vec<InstanceStatusEvent>,
        InstanceId: String,
        InstanceState: InstanceState,
        InstanceStatus: InstanceStatusSummary,
        SystemStatus: InstanceStatusSummary,
        AttachedEbsStatus: EbsStatusSummary,
        ApplicationStatus: ApplicationStatusSummary,
        PerformanceStatus: PerformanceStatusSummary,
    }
    InstanceStatusEvent {
        InstanceEventId: String,
        Code: String,
        Description: String,
        NotAfter: DateTime,
        NotBefore: DateTime,
        NotBeforeDeadline: DateTime,
    }
    InstanceStatusSummary {
        Details: Vec<InstanceStatusDetails>,
        Status: String,
    }
    InstanceStatusDetails {
        ImpairedSince: DateTime,
        Name: String,
        Status: String,
    }
    EbsStatusSummary {
        Details: Vec<EbsStatusDetails>,
        Status: String,
    }
    EbsStatusDetails {
        ImpairedSince: DateTime,
        Name: String,
        Status: String,
    }
    ApplicationStatusSummary {
        Status: String,
        ImpairedSince: DateTime,
    }
    PerformanceStatusSummary {
        Status: String,
        ImpairedSince: DateTime,
        Remediation: String,
    }
}
