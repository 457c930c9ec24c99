//! DescribeSpotPriceHistory and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{NumberText, Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeSpotPriceHistory",
    path: ListPath { list: "spotPriceHistorySet", nested: None },
    members: SpotPrice::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::Single { name: "AvailabilityZoneId", query_name: "AvailabilityZoneId" },
        Parameter::Single { name: "StartTime", query_name: "StartTime" },
        Parameter::Single { name: "EndTime", query_name: "EndTime" },
        Parameter::List { name: "InstanceTypes", query_name: "InstanceType" },
        Parameter::List { name: "ProductDescriptions", query_name: "ProductDescription" },
        Parameter::Single { name: "AvailabilityZone", query_name: "AvailabilityZone" },
    ],
    filters: &[
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "product-description", values: &["Linux/UNIX", "Linux/UNIX (Amazon VPC)", "Windows", "Windows (Amazon VPC)"] },
        FilterName { name: "spot-price", values: &[] },
        FilterName { name: "timestamp", values: &[] },
    ],
};

structures! {
    SpotPrice {
        AvailabilityZone: String,
        AvailabilityZoneId: String,
        InstanceType: String,
        ProductDescription: String,
        SpotPrice: NumberText,
        Timestamp: DateTime,
    }
}
