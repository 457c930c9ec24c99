//! EC2's list operations as the API's model in botocore describes them.
//! `scripts/ec2-model` wrote this file and the modules.

#[rustfmt::skip]
pub(crate) mod addresses;
#[rustfmt::skip]
pub(crate) mod availability_zones;
#[rustfmt::skip]
pub(crate) mod capacity_reservations;
#[rustfmt::skip]
pub(crate) mod flow_logs;
#[rustfmt::skip]
pub(crate) mod hosts;
#[rustfmt::skip]
pub(crate) mod images;
#[rustfmt::skip]
pub(crate) mod instance_status;
#[rustfmt::skip]
pub(crate) mod instance_type_offerings;
#[rustfmt::skip]
pub(crate) mod instance_types;
#[rustfmt::skip]
pub(crate) mod instances;
#[rustfmt::skip]
pub(crate) mod internet_gateways;
#[rustfmt::skip]
pub(crate) mod key_pairs;
#[rustfmt::skip]
pub(crate) mod launch_template_versions;
#[rustfmt::skip]
pub(crate) mod launch_templates;
#[rustfmt::skip]
pub(crate) mod managed_prefix_lists;
#[rustfmt::skip]
pub(crate) mod nat_gateways;
#[rustfmt::skip]
pub(crate) mod network_acls;
#[rustfmt::skip]
pub(crate) mod network_interfaces;
#[rustfmt::skip]
pub(crate) mod placement_groups;
#[rustfmt::skip]
pub(crate) mod reserved_instances;
#[rustfmt::skip]
pub(crate) mod route_tables;
#[rustfmt::skip]
pub(crate) mod security_group_rules;
#[rustfmt::skip]
pub(crate) mod security_groups;
#[rustfmt::skip]
pub(crate) mod shared;
#[rustfmt::skip]
pub(crate) mod snapshots;
#[rustfmt::skip]
pub(crate) mod spot_instance_requests;
#[rustfmt::skip]
pub(crate) mod spot_price_history;
#[rustfmt::skip]
pub(crate) mod subnets;
#[rustfmt::skip]
pub(crate) mod transit_gateways;
#[rustfmt::skip]
pub(crate) mod volumes;
#[rustfmt::skip]
pub(crate) mod vpc_endpoints;
#[rustfmt::skip]
pub(crate) mod vpc_peering_connections;
#[rustfmt::skip]
pub(crate) mod vpcs;
