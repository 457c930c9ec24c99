//! DescribeAvailabilityZones and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeAvailabilityZones",
    path: ListPath { list: "availabilityZoneInfo", nested: None },
    members: AvailabilityZone::MEMBERS,
    page_size: None,
    parameters: &[
        Parameter::List { name: "ZoneNames", query_name: "ZoneName" },
        Parameter::List { name: "ZoneIds", query_name: "ZoneId" },
        Parameter::Single { name: "AllAvailabilityZones", query_name: "AllAvailabilityZones" },
    ],
    filters: &[
        FilterName { name: "group-long-name", values: &[] },
        FilterName { name: "group-name", values: &[] },
        FilterName { name: "message", values: &[] },
        FilterName { name: "opt-in-status", values: &["opted-in", "not-opted-in", "opt-in-not-required"] },
        FilterName { name: "parent-zone-id", values: &[] },
        FilterName { name: "parent-zone-name", values: &[] },
        FilterName { name: "region-name", values: &[] },
        FilterName { name: "state", values: &["available", "unavailable", "constrained"] },
        FilterName { name: "zone-id", values: &[] },
        FilterName { name: "zone-name", values: &[] },
        FilterName { name: "zone-type", values: &["availability-zone", "local-zone", "wavelength-zone"] },
    ],
};

structures! {
    AvailabilityZone {
        OptInStatus: String,
        Messages as "messageSet": Vec<AvailabilityZoneMessage>,
        RegionName: String,
        ZoneName: String,
        ZoneId: String,
        GroupName: String,
        NetworkBorderGroup: String,
        ZoneType: String,
        ParentZoneName: String,
        ParentZoneId: String,
        GroupLongName: String,
        Geography as "geographySet": Vec<AvailabilityZoneGeography>,
        SubGeography as "subGeographySet": Vec<AvailabilityZoneSubGeography>,
        State as "zoneState": String,
    }
    AvailabilityZoneMessage {
        Message: String,
    }
    AvailabilityZoneGeography {
        Name: String,
    }
    AvailabilityZoneSubGeography {
        Name: String,
    }
}
