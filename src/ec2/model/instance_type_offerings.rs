//! DescribeInstanceTypeOfferings and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeInstanceTypeOfferings",
    path: ListPath { list: "instanceTypeOfferingSet", nested: None },
    members: InstanceTypeOffering::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::Single { name: "LocationType", query_name: "LocationType" },
    ],
    filters: &[
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "location", values: &[] },
    ],
};

structures! {
    InstanceTypeOffering {
        InstanceType: String,
        LocationType: String,
        Location: String,
    }
}
