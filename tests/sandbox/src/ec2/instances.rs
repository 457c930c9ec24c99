//! Instances, in their reservations.

mod complete;
mod filters;
mod ordinary;
mod spec;

pub use spec::InstanceSpec;

use super::account_region::AccountRegion;
use super::resource::Resource;
use super::schema::{Ids, Malformed, PageSizes, Schema};
use crate::xml::{Element, indent, list, parent, text};

/// The sizes of consecutive reservations, in turn. The first instance, which has every member, has its own reservation.
const RESERVATION_SIZES: [usize; 8] = [1, 3, 1, 1, 2, 1, 1, 2];

/// `DescribeInstances`.
#[derive(Debug)]
pub struct Instances;

impl Resource for Instances {
    const SCHEMA: Schema = Schema {
        list: "reservationSet",
        ids: &[Ids::new(
            "InstanceId",
            "instancesSet/instanceId",
            "i-",
            ("InvalidInstanceID.NotFound", "The instance ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidInstanceID.Malformed"))
        .excludes_pages("instancesSet")],
        pages: Some(PageSizes::new(5, 1000)),
        flags: &["IncludeManagedResources"],
        parameters: &[],
        filters: filters::FILTERS,
        invalid_timestamp: "<item><instancesSet><item><launchTime>yesterday</launchTime></item></instancesSet></item>",
    };

    const ITEM_DEPTH: usize = 4;

    fn count(location: &AccountRegion) -> usize {
        location.instances
    }

    fn id(location: &AccountRegion, index: usize) -> String {
        InstanceSpec::id(location, index)
    }

    fn item(location: &AccountRegion, index: usize) -> Element {
        parent("item", members(location, index))
    }

    /// A reservation with nothing but this instance, because some filters look at the reservation.
    fn filter_item(location: &AccountRegion, index: usize) -> Element {
        let mut reservation = reservation_members(location, reservation(index).0);
        reservation.push(list("instancesSet", [members(location, index)]));
        parent("item", reservation)
    }

    fn write_list(
        location: &AccountRegion,
        indices: &[usize],
        out: &mut String,
        mut write_item: impl FnMut(usize, &mut String),
    ) {
        let number = |index: &usize| reservation(*index).0;
        for reservation in indices.chunk_by(|a, b| number(a) == number(b)) {
            write_tag(2, "<item>", out);
            for member in reservation_members(location, number(&reservation[0])) {
                member.render(3, out);
            }
            write_tag(3, "<instancesSet>", out);
            for index in reservation {
                write_item(*index, out);
            }
            write_tag(3, "</instancesSet>", out);
            write_tag(2, "</item>", out);
        }
    }
}

fn write_tag(depth: usize, tag: &str, out: &mut String) {
    indent(depth, out);
    out.push_str(tag);
    out.push('\n');
}

fn members(location: &AccountRegion, index: usize) -> Vec<Element> {
    let spec = InstanceSpec::new(location, index);
    if index == 0 { complete::members(&spec) } else { ordinary::members(&spec, reservation(index).1) }
}

/// The number of the reservation that an instance belongs to, and the index of the instance in it.
fn reservation(index: usize) -> (usize, usize) {
    let round: usize = RESERVATION_SIZES.iter().sum();
    let (mut number, mut index) = (index / round * RESERVATION_SIZES.len(), index % round);
    for size in RESERVATION_SIZES {
        if index < size {
            break;
        }
        (number, index) = (number + 1, index - size);
    }
    (number, index)
}

/// The members of a reservation except its instances.
fn reservation_members(location: &AccountRegion, number: usize) -> Vec<Element> {
    let mut random = location.random("reservation", number);
    let id = text("reservationId", random.id("r-"));
    let owner = text("ownerId", location.account.id.clone());
    if number > 0 {
        return vec![id, owner, parent("groupSet", [])];
    }
    let (group_id, group_name) = &location.groups[0];
    let group = vec![text("groupId", group_id.clone()), text("groupName", *group_name)];
    vec![id, owner, text("requesterId", "940372691376"), list("groupSet", [group])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reservations_follow_their_sizes() {
        let found: Vec<_> = (0..14).map(reservation).collect();
        let expected = [
            (0, 0),
            (1, 0),
            (1, 1),
            (1, 2),
            (2, 0),
            (3, 0),
            (4, 0),
            (4, 1),
            (5, 0),
            (6, 0),
            (7, 0),
            (7, 1),
            (8, 0),
            (9, 0),
        ];
        assert_eq!(found, expected);
    }
}
