//! DescribeFlowLogs and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeFlowLogs",
    path: ListPath { list: "flowLogSet", nested: None },
    members: FlowLog::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "FlowLogIds", query_name: "FlowLogId" },
    ],
    filters: &[
        FilterName { name: "deliver-log-status", values: &["SUCCESS", "FAILED"] },
        FilterName { name: "flow-log-id", values: &[] },
        FilterName { name: "log-destination-type", values: &["cloud-watch-logs", "s3", "kinesis-data-firehose"] },
        FilterName { name: "log-group-name", values: &[] },
        FilterName { name: "resource-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "traffic-type", values: &["ACCEPT", "REJECT", "ALL"] },
    ],
};

structures! {
    FlowLog {
        CreationTime: DateTime,
        DeliverLogsErrorMessage: String,
        DeliverLogsPermissionArn: String,
        DeliverCrossAccountRole: String,
        DeliverLogsStatus: String,
        FlowLogId: String,
        FlowLogStatus: String,
        LogGroupName: String,
        ResourceId: String,
        TrafficType: String,
        LogDestinationType: String,
        LogDestination: String,
        LogFormat: String,
        Tags as "tagSet": Vec<Tag>,
        MaxAggregationInterval: i64,
        DestinationOptions: DestinationOptionsResponse,
        TagFieldSpecifications as "tagFieldSpecificationSet": Vec<TagFieldSpecificationResponse>,
    }
    DestinationOptionsResponse {
        FileFormat: String,
        HiveCompatiblePartitions: bool,
        PerHourPartition: bool,
    }
    TagFieldSpecificationResponse {
        ResourceType: String,
        TagKeys as "tagKeySet": Vec<String>,
    }
}
