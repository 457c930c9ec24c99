//! The history of spot prices. Each price has changed at three times, and now differs between regions and zones:
//! `eu-north-1b` is the cheapest.

use std::sync::LazyLock;

use chrono::DateTime;

use crate::api_request::ApiRequest;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{PageSizes, Schema};
use crate::error::ApiError;
use crate::xml::{Element, fields};

pub static SPOT_PRICES: ItemTable = ItemTable {
    action: "DescribeSpotPriceHistory",
    schema: Schema {
        list: "spotPriceHistorySet",
        pages: Some(PageSizes::new(1, 1000)),
        parameters: &[
            "AvailabilityZone",
            "AvailabilityZoneId",
            "EndTime",
            "InstanceType",
            "ProductDescription",
            "StartTime",
        ],
        filters: FilterNames {
            tag_set: None,
            paths: &[
                ("availability-zone", "availabilityZone"),
                ("availability-zone-id", "availabilityZoneId"),
                ("instance-type", "instanceType"),
                ("product-description", "productDescription"),
                ("spot-price", "spotPrice"),
                ("timestamp", "timestamp"),
            ],
        },
        invalid_timestamp: "<item><timestamp>yesterday</timestamp></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let zones = 0..location.zones.len();
        // The newest come first.
        let changes = CHANGES.iter().enumerate().rev();
        changes
            .flat_map(|(number, time)| {
                zones
                    .clone()
                    .flat_map(move |zone| PRICES.iter().map(move |kind| members(location, zone, kind, number, *time)))
            })
            .collect()
    },
    check: |request| ["StartTime", "EndTime"].into_iter().try_for_each(|name| time(request, name).map(drop)),
    selects,
};

const DAY: i64 = 86_400;

/// When prices changed, in seconds since 1970: two hours ago for the last time.
static CHANGES: LazyLock<[i64; 3]> =
    LazyLock::new(|| [clock::now() - 40 * DAY, clock::now() - 20 * DAY, clock::now() - 7200]);

/// What has a price: an instance type, a product, and the lowest price that it ever has, in millionths of a dollar.
const PRICES: [(&str, &str, u32); 7] = [
    ("c7g.large", "Linux/UNIX", 28_000),
    ("m7i.large", "Linux/UNIX", 39_000),
    ("m7i.large", "Windows", 131_000),
    ("m6a.xlarge", "Linux/UNIX", 66_000),
    ("r6i.2xlarge", "Linux/UNIX", 158_000),
    ("t3.micro", "Linux/UNIX", 3_200),
    ("t4g.nano", "Linux/UNIX", 1_300),
];

fn members(
    location: &AccountRegion,
    zone: usize,
    kind: &(&'static str, &'static str, u32),
    change: usize,
    time: i64,
) -> Vec<Element> {
    let (instance_type, product, lowest) = *kind;
    let (_, region) = location.numbers();
    let is_cheapest = location.zones[zone] == "eu-north-1b" && change == 2;
    let percent = if is_cheapest { 100 } else { 105 + 2 * region as u32 + 7 * zone as u32 + 10 * (2 - change as u32) };
    let millionths = lowest * percent / 100;
    fields! {
        instanceType: instance_type,
        productDescription: product,
        spotPrice: format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000),
        timestamp: clock::with_milliseconds(time),
        availabilityZone: location.zones[zone].clone(),
        availabilityZoneId: location.region.zone_id(zone),
    }
}

/// A time among the parameters, in seconds since 1970.
fn time(request: &ApiRequest, name: &str) -> Result<Option<i64>, ApiError> {
    let Some(text) = request.parameters.get(name) else { return Ok(None) };
    let invalid = |_| ApiError::invalid_value(format!("Value ({text}) for parameter {name} is invalid."));
    DateTime::parse_from_rfc3339(text).map(|time| Some(time.timestamp())).map_err(invalid)
}

/// A price is listed if it was valid at some time between the start and the end.
fn selects(request: &ApiRequest, price: &Element) -> bool {
    let [start, end] = ["StartTime", "EndTime"].map(|name| time(request, name).ok().flatten());
    let began = DateTime::parse_from_rfc3339(price.texts("timestamp")[0]).map_or(0, |time| time.timestamp());
    let ended = CHANGES.iter().copied().find(|change| *change > began);
    let is_one_of = |parameter, path| {
        let wanted = request.parameters.list(parameter);
        wanted.is_empty() || wanted.iter().any(|value| price.texts(path) == [*value])
    };
    let is = |parameter, path| request.parameters.get(parameter).is_none_or(|value| price.texts(path) == [value]);
    ended.is_none_or(|ended| start.is_none_or(|start| ended > start))
        && end.is_none_or(|end| began <= end)
        && is_one_of("InstanceType", "instanceType")
        && is_one_of("ProductDescription", "productDescription")
        && is("AvailabilityZone", "availabilityZone")
        && is("AvailabilityZoneId", "availabilityZoneId")
}
