//! Reserved instances: one that is active and one that has ended.

use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static RESERVED_INSTANCES: ItemTable = ItemTable {
    action: "DescribeReservedInstances",
    schema: Schema {
        list: "reservedInstancesSet",
        ids: &[Ids::names(
            "ReservedInstancesId",
            "reservedInstancesId",
            ("InvalidReservedInstancesId", "The specified ReservedInstances ID{s} '{}' do{es} not exist."),
        )],
        parameters: &["OfferingClass", "OfferingType"],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("availability-zone", "availabilityZone"),
                ("availability-zone-id", "availabilityZoneId"),
                ("duration", "duration"),
                ("end", "end"),
                ("fixed-price", "fixedPrice"),
                ("instance-type", "instanceType"),
                ("product-description", "productDescription"),
                ("reserved-instances-id", "reservedInstancesId"),
                ("scope", "scope"),
                ("start", "start"),
                ("state", "state"),
                ("tag-key", "tagSet/key"),
                ("usage-price", "usagePrice"),
            ],
        },
        invalid_timestamp: "<item><start>yesterday</start></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        // The first of June 2025, and of June 2022.
        vec![
            members(location, 0, "active", "Region", 1_748_736_000),
            members(location, 1, "retired", "Availability Zone", 1_654_041_600),
        ]
    },
    selects: |request, item| {
        let is = |parameter, path| request.parameters.get(parameter).is_none_or(|wanted| item.texts(path) == [wanted]);
        is("OfferingClass", "offeringClass") && is("OfferingType", "offeringType")
    },
    ..ItemTable::PLAIN
};

const YEAR: i64 = 365 * 86_400;

fn members(
    location: &AccountRegion,
    index: usize,
    state: &'static str,
    scope: &'static str,
    start: i64,
) -> Vec<Element> {
    fields! {
        reservedInstancesId: location.random("reserved-instances", index).uuid(),
        instanceType: "m7i.large",
        instanceCount: 4,
        state: state,
        scope: scope,
        availabilityZone: (scope != "Region").then(|| location.zones[0].clone()),
        productDescription: "Linux/UNIX",
        offeringClass: "standard",
        offeringType: "Partial Upfront",
        instanceTenancy: "default",
        start: clock::with_milliseconds(start),
        end: clock::with_milliseconds(start + YEAR),
        duration: YEAR,
        usagePrice: 0.0,
        fixedPrice: 262.5,
        currencyCode: "USD",
        recurringCharges: [fields! { amount: 0.0299, frequency: "Hourly" }],
        tagSet: tags::set(&[("team", "platform")]),
    }
}
