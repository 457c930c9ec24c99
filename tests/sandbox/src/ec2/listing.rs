//! What the generic list path needs to know of the items of a region.

use super::filters::Filters;
use super::schema::Ids;
use crate::api_request::ApiRequest;
use crate::body::BodyPart;

/// All items of one kind in a region of an account. An item is named by its index.
pub trait Listing {
    fn len(&self) -> usize;

    /// The items that have an id.
    fn positions(&self, ids: &Ids, id: &str) -> Vec<usize>;

    /// Whether a request lists an item.
    fn matches(&self, request: &ApiRequest, filters: &Filters, index: usize) -> bool;

    /// The content of the list element for some items.
    fn xml(&self, indices: &[usize]) -> BodyPart;
}
