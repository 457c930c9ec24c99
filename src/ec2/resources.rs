//! The tables of EC2, a file each.

pub(crate) mod addresses;
pub(crate) mod availability_zones;
pub(crate) mod capacity_reservations;
pub(crate) mod flow_logs;
pub(crate) mod hosts;
pub(crate) mod images;
pub(crate) mod instance_status;
pub(crate) mod instance_type_offerings;
pub(crate) mod instance_types;
pub(crate) mod instances;
pub(crate) mod internet_gateways;
pub(crate) mod key_pairs;
pub(crate) mod launch_template_versions;
pub(crate) mod launch_templates;
pub(crate) mod managed_prefix_lists;
pub(crate) mod nat_gateways;
pub(crate) mod network_acls;
pub(crate) mod network_interfaces;
pub(crate) mod placement_groups;
pub(crate) mod reserved_instances;
pub(crate) mod route_tables;
pub(crate) mod security_group_rules;
pub(crate) mod security_groups;
pub(crate) mod snapshots;
pub(crate) mod spot_instance_requests;
pub(crate) mod spot_prices;
pub(crate) mod subnets;
pub(crate) mod transit_gateways;
pub(crate) mod volumes;
pub(crate) mod vpc_endpoints;
pub(crate) mod vpc_peering_connections;
pub(crate) mod vpcs;

use crate::ec2::resource::Resource;

/// All resources, each of which is a command.
pub(crate) static RESOURCES: &[&Resource] = &[
    &addresses::ADDRESSES,
    &availability_zones::AVAILABILITY_ZONES,
    &capacity_reservations::CAPACITY_RESERVATIONS,
    &flow_logs::FLOW_LOGS,
    &hosts::HOSTS,
    &images::IMAGES,
    &instance_status::INSTANCE_STATUS,
    &instance_type_offerings::INSTANCE_TYPE_OFFERINGS,
    &instance_types::INSTANCE_TYPES,
    &instances::INSTANCES,
    &internet_gateways::INTERNET_GATEWAYS,
    &key_pairs::KEY_PAIRS,
    &launch_template_versions::LAUNCH_TEMPLATE_VERSIONS,
    &launch_templates::LAUNCH_TEMPLATES,
    &managed_prefix_lists::MANAGED_PREFIX_LISTS,
    &nat_gateways::NAT_GATEWAYS,
    &network_acls::NETWORK_ACLS,
    &network_interfaces::NETWORK_INTERFACES,
    &placement_groups::PLACEMENT_GROUPS,
    &reserved_instances::RESERVED_INSTANCES,
    &route_tables::ROUTE_TABLES,
    &security_group_rules::SECURITY_GROUP_RULES,
    &security_groups::SECURITY_GROUPS,
    &snapshots::SNAPSHOTS,
    &spot_instance_requests::SPOT_INSTANCE_REQUESTS,
    &spot_prices::SPOT_PRICES,
    &subnets::SUBNETS,
    &transit_gateways::TRANSIT_GATEWAYS,
    &volumes::VOLUMES,
    &vpc_endpoints::VPC_ENDPOINTS,
    &vpc_peering_connections::VPC_PEERING_CONNECTIONS,
    &vpcs::VPCS,
];
