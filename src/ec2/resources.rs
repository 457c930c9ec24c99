//! The tables of EC2, a file each.

pub(crate) mod addresses;
pub(crate) mod images;
pub(crate) mod instances;
pub(crate) mod network_interfaces;
pub(crate) mod security_group_rules;
pub(crate) mod security_groups;
pub(crate) mod snapshots;
pub(crate) mod subnets;
pub(crate) mod volumes;
pub(crate) mod vpcs;

use crate::ec2::resource::Resource;

/// All resources, each of which is a command.
pub(crate) static RESOURCES: &[&Resource] = &[
    &addresses::ADDRESSES,
    &images::IMAGES,
    &instances::INSTANCES,
    &network_interfaces::NETWORK_INTERFACES,
    &security_group_rules::SECURITY_GROUP_RULES,
    &security_groups::SECURITY_GROUPS,
    &snapshots::SNAPSHOTS,
    &subnets::SUBNETS,
    &volumes::VOLUMES,
    &vpcs::VPCS,
];
