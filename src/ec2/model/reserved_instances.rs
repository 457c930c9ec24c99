//! DescribeReservedInstances and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeReservedInstances",
    path: ListPath { list: "reservedInstancesSet", nested: None },
    members: ReservedInstances::MEMBERS,
    page_size: None,
    parameters: &[
        Parameter::Single { name: "OfferingClass", query_name: "OfferingClass" },
        Parameter::List { name: "ReservedInstancesIds", query_name: "ReservedInstancesId" },
        Parameter::Single { name: "OfferingType", query_name: "OfferingType" },
    ],
    filters: &[
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "duration", values: &["31536000", "94608000"] },
        FilterName { name: "end", values: &[] },
        FilterName { name: "fixed-price", values: &[] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "product-description", values: &["Linux/UNIX", "Windows"] },
        FilterName { name: "reserved-instances-id", values: &[] },
        FilterName { name: "scope", values: &["Region"] },
        FilterName { name: "start", values: &[] },
        FilterName { name: "state", values: &["payment-pending", "active", "payment-failed", "retired"] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "usage-price", values: &[] },
    ],
};

structures! {
    ReservedInstances {
        CurrencyCode: String,
        InstanceTenancy: String,
        OfferingClass: String,
        OfferingType: String,
        RecurringCharges: Vec<RecurringCharge>,
        Scope: String,
        Tags as "tagSet": Vec<Tag>,
        AvailabilityZoneId: String,
        ReservedInstancesId: String,
        InstanceType: String,
        AvailabilityZone: String,
        Start: DateTime,
        End: DateTime,
        Duration: i64,
        UsagePrice: f64,
        FixedPrice: f64,
        InstanceCount: i64,
        ProductDescription: String,
        State: String,
    }
    RecurringCharge {
        Amount: f64,
        Frequency: String,
    }
}
