//! Flow logs: one that is delivered, and one that fails.

use super::vpcs::Vpc;
use crate::clock;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::fields;

const FORMAT: &str = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${action}";

/// The first of June 2024.
const CREATED: i64 = 1_717_200_000;

pub static FLOW_LOGS: ItemTable = ItemTable {
    action: "DescribeFlowLogs",
    schema: Schema {
        list: "flowLogSet",
        ids: &[Ids::new(
            "FlowLogId",
            "flowLogId",
            "fl-",
            ("InvalidFlowLogId.NotFound", "These flow log ids in the input list are not found: [{}]"),
        )
        .malformed(Malformed::Code("InvalidFlowLogId.Malformed"))],
        pages: Some(PageSizes::new(1, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("deliver-log-status", "deliverLogsStatus"),
                ("flow-log-id", "flowLogId"),
                ("log-destination-type", "logDestinationType"),
                ("log-group-name", "logGroupName"),
                ("resource-id", "resourceId"),
                ("tag-key", "tagSet/key"),
                ("traffic-type", "trafficType"),
            ],
        },
        invalid_timestamp: "<item><creationTime>yesterday</creationTime></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let options = fields! { fileFormat: "parquet", hiveCompatiblePartitions: false, perHourPartition: true };
        let delivered = fields! {
            flowLogId: location.id("flow-log/main", "fl-"),
            flowLogStatus: "ACTIVE",
            resourceId: Vpc::main(location).id,
            trafficType: "ALL",
            deliverLogsStatus: "SUCCESS",
            logDestinationType: "s3",
            logDestination: "arn:aws:s3:::flow-logs",
            destinationOptions: options,
            logFormat: FORMAT,
            maxAggregationInterval: 600,
            creationTime: clock::with_milliseconds(CREATED),
            tagSet: tags::named("main"),
        };
        let failed = fields! {
            flowLogId: location.id("flow-log/data", "fl-"),
            flowLogStatus: "ACTIVE",
            resourceId: Vpc::data(location).id,
            trafficType: "REJECT",
            deliverLogsStatus: "FAILED",
            deliverLogsErrorMessage: "Access error",
            deliverLogsPermissionArn: location.account.role_arn("flow-logs"),
            logDestinationType: "cloud-watch-logs",
            logDestination: location.arn("logs", "log-group:flow-logs"),
            logGroupName: "flow-logs",
            logFormat: FORMAT,
            maxAggregationInterval: 60,
            creationTime: clock::with_milliseconds(CREATED),
            tagSet: tags::named("data"),
        };
        vec![delivered, failed]
    },
    ..ItemTable::PLAIN
};
