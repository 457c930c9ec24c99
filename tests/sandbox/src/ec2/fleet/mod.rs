//! The instances of a region of an account. Each is made from its position alone, whenever it is needed.

mod complete;
mod draft;
mod instance;
mod site;
mod tags;
mod texts;

use std::collections::HashMap;
use std::sync::OnceLock;

use draft::Draft;
use site::Site;
use texts::{Pages, Texts};

use crate::account::Account;
use crate::regions::Region;
use crate::xml::{Element, list, parent, text};

/// The sizes of consecutive reservations, over and over. The complete instance, the first, has one of its own.
const RESERVATIONS: [usize; 8] = [1, 3, 1, 1, 2, 1, 1, 2];

/// The instances of a region of an account.
#[derive(Debug)]
pub struct Fleet {
    site: Site,
    count: usize,
    texts: Texts,
    pages: Pages,
    positions: OnceLock<HashMap<String, usize>>,
}

impl Fleet {
    /// A fleet of `count` instances.
    pub fn new(account: Account, region: Region, seed: u64, count: usize) -> Self {
        Self {
            site: Site::new(account, region, seed),
            count,
            texts: Texts::new(count),
            pages: Pages::default(),
            positions: OnceLock::new(),
        }
    }

    /// The number of instances.
    pub fn len(&self) -> usize {
        self.count
    }

    /// The ids of all instances; the first one has every member set.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        (0..self.count).map(|index| Draft::id(&self.site, index))
    }

    /// The position of an instance id.
    pub fn position(&self, id: &str) -> Option<usize> {
        let positions = self.positions.get_or_init(|| self.ids().zip(0..).collect());
        positions.get(id).copied()
    }

    /// The number of the reservation that an instance belongs to, and the instance's place in it.
    pub fn reservation(index: usize) -> (usize, usize) {
        let round: usize = RESERVATIONS.iter().sum();
        let (mut number, mut place) = (index / round * RESERVATIONS.len(), index % round);
        for size in RESERVATIONS {
            if place < size {
                break;
            }
            (number, place) = (number + 1, place - size);
        }
        (number, place)
    }

    /// What a reservation says of itself, without its instances.
    pub fn reservation_members(&self, number: usize) -> Vec<Element> {
        let site = &self.site;
        let mut random = site.random("reservation", number);
        let id = text("reservationId", random.id("r-"));
        let owner = text("ownerId", site.account.id.clone());
        if number > 0 {
            return vec![id, owner, parent("groupSet", [])];
        }
        let (group_id, group_name) = &site.groups[0];
        let group = vec![text("groupId", group_id.clone()), text("groupName", *group_name)];
        vec![id, owner, text("requesterId", "940372691376"), list("groupSet", [group])]
    }

    /// A reservation with nothing but one instance, which is what filters look at.
    pub fn item(&self, index: usize) -> Element {
        let mut members = self.reservation_members(Self::reservation(index).0);
        members.push(list("instancesSet", [self.instance(index)]));
        parent("item", members)
    }

    fn instance(&self, index: usize) -> Vec<Element> {
        let draft = Draft::new(&self.site, index);
        if index == 0 { complete::describe(&draft) } else { instance::describe(&draft, Self::reservation(index).1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::regions;

    fn fleet(count: usize) -> Fleet {
        let account = Account::all(&Options::default()).remove(0);
        Fleet::new(account, regions::find("eu-west-1").expect("a region"), 1, count)
    }

    #[test]
    fn reservations_follow_their_sizes() {
        let found: Vec<_> = (0..14).map(Fleet::reservation).collect();
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

    #[test]
    fn positions_and_texts_agree() {
        let fleet = fleet(1200);
        for (index, id) in fleet.ids().enumerate() {
            assert_eq!(fleet.position(&id), Some(index));
            let xml = fleet.reservations(&[index]);
            assert!(String::from_utf8_lossy(xml.plain()).contains(&format!("<instanceId>{id}</instanceId>")));
        }
        assert_eq!(fleet.position("i-00000000000000000"), None);
    }

    #[test]
    fn a_block_and_its_parts_are_the_same_text() {
        let fleet = fleet(1200);
        // Position 1000 begins a reservation, so both ways write the same wrappers.
        let (all, start, end): (Vec<_>, Vec<_>, Vec<_>) =
            ((1000..1200).collect(), (1000..1012).collect(), (1012..1200).collect());
        let parts = [&start, &end].map(|positions| fleet.reservations(positions).plain().clone()).concat();
        assert_eq!(*fleet.reservations(&all).plain(), parts);
    }

    #[test]
    fn addresses_and_ids_are_unique() {
        let fleet = fleet(2000);
        let items: Vec<_> = (0..2000).map(|index| fleet.item(index)).collect();
        for path in ["instancesSet/instanceId", "instancesSet/privateIpAddress", "instancesSet/ipAddress"] {
            let mut texts: Vec<_> = items.iter().flat_map(|item| item.texts(path)).collect();
            let before = texts.len();
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), before, "{path}");
        }
    }
}
