//! EC2's list operations as the API's model describes them, from botocore 1.44.8.
//! `scripts/ec2-model` wrote this file and the modules.

#[rustfmt::skip]
pub(crate) mod addresses;
#[rustfmt::skip]
pub(crate) mod images;
#[rustfmt::skip]
pub(crate) mod instances;
#[rustfmt::skip]
pub(crate) mod network_interfaces;
#[rustfmt::skip]
pub(crate) mod security_group_rules;
#[rustfmt::skip]
pub(crate) mod security_groups;
#[rustfmt::skip]
pub(crate) mod shared;
#[rustfmt::skip]
pub(crate) mod snapshots;
#[rustfmt::skip]
pub(crate) mod subnets;
#[rustfmt::skip]
pub(crate) mod volumes;
#[rustfmt::skip]
pub(crate) mod vpcs;
