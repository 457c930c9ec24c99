//! The tables of which a region has so few items that all are generated at once: a file each.

mod addresses;
mod availability_zones;
mod capacity_reservations;
mod flow_logs;
mod hosts;
pub mod images;
mod instance_status;
mod instance_type_offerings;
mod instance_types;
mod internet_gateways;
mod key_pairs;
mod launch_template_versions;
mod launch_templates;
mod managed_prefix_lists;
mod nat_gateways;
mod network_acls;
mod network_interfaces;
mod placement_groups;
mod reserved_instances;
mod route_tables;
mod security_group_rules;
mod security_groups;
mod snapshots;
mod spot_instance_requests;
mod spot_prices;
pub mod subnets;
mod transit_gateways;
mod vpc_endpoints;
mod vpc_peering_connections;
mod vpcs;

use super::item_list::ItemTable;

pub static TABLES: &[&ItemTable] = &[
    &addresses::ADDRESSES,
    &availability_zones::AVAILABILITY_ZONES,
    &capacity_reservations::CAPACITY_RESERVATIONS,
    &flow_logs::FLOW_LOGS,
    &hosts::HOSTS,
    &images::IMAGES,
    &instance_status::INSTANCE_STATUS,
    &instance_type_offerings::INSTANCE_TYPE_OFFERINGS,
    &instance_types::INSTANCE_TYPES,
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
    &vpc_endpoints::VPC_ENDPOINTS,
    &vpc_peering_connections::VPC_PEERING_CONNECTIONS,
    &vpcs::VPCS,
];

/// The table of an action.
pub fn find(action: &str) -> Option<&'static ItemTable> {
    TABLES.iter().copied().find(|table| table.action == action)
}
