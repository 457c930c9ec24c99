//! The tables of which a region has so few items that all are generated at once: a file each.

mod addresses;
mod availability_zones;
pub mod images;
mod network_interfaces;
mod security_group_rules;
mod security_groups;
mod snapshots;
pub mod subnets;
mod vpcs;

use super::item_list::ItemTable;

pub static TABLES: &[&ItemTable] = &[
    &addresses::ADDRESSES,
    &availability_zones::AVAILABILITY_ZONES,
    &images::IMAGES,
    &network_interfaces::NETWORK_INTERFACES,
    &security_group_rules::SECURITY_GROUP_RULES,
    &security_groups::SECURITY_GROUPS,
    &snapshots::SNAPSHOTS,
    &subnets::SUBNETS,
    &vpcs::VPCS,
];

/// The table of an action.
pub fn find(action: &str) -> Option<&'static ItemTable> {
    TABLES.iter().copied().find(|table| table.action == action)
}
