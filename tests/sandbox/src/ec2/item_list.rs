//! Items of which a region has so few that all are generated at once.

use super::account_region::AccountRegion;
use super::filters::Filters;
use super::listing::Listing;
use super::schema::{Ids, Schema};
use crate::api_request::ApiRequest;
use crate::body::BodyPart;
use crate::error::ApiError;
use crate::xml::{Element, parent};

/// A `Describe…` action and the items that it lists.
#[derive(Debug)]
pub struct ItemTable {
    /// Such as `DescribeSubnets`.
    pub action: &'static str,
    pub schema: Schema,
    /// The members of each item.
    pub items: fn(&AccountRegion) -> Vec<Vec<Element>>,
    /// Rejects requests that the action refuses for another reason than all actions do.
    pub check: fn(&ApiRequest) -> Result<(), ApiError>,
    /// Whether a request lists an item, apart from ids and filters.
    pub selects: fn(&ApiRequest, &Element) -> bool,
}

impl ItemTable {
    /// A table without items, which others complete.
    pub const PLAIN: Self =
        Self { action: "", schema: Schema::PLAIN, items: |_| Vec::new(), check: |_| Ok(()), selects: |_, _| true };
}

/// The items of a table in a region of an account.
#[derive(Debug)]
pub struct ItemList {
    table: &'static ItemTable,
    items: Vec<Element>,
}

impl ItemList {
    pub fn new(table: &'static ItemTable, location: &AccountRegion) -> Self {
        let items = (table.items)(location).into_iter().map(|members| parent("item", members)).collect();
        Self { table, items }
    }
}

impl Listing for ItemList {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn positions(&self, ids: &Ids, id: &str) -> Vec<usize> {
        (0..self.len()).filter(|index| self.items[*index].texts(ids.path) == [id]).collect()
    }

    fn matches(&self, request: &ApiRequest, filters: &Filters, index: usize) -> bool {
        let item = &self.items[index];
        (self.table.selects)(request, item) && filters.matches(item)
    }

    fn xml(&self, indices: &[usize]) -> BodyPart {
        let mut xml = String::new();
        for index in indices {
            self.items[*index].render(2, &mut xml);
        }
        xml.into()
    }
}
