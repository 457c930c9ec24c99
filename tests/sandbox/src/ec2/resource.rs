//! What the listing of a kind of resource needs to know: a schema, and how to generate one.

use std::fmt::Debug;

use super::account_region::AccountRegion;
use super::filters::FilterNames;
use crate::error::ApiError;
use crate::xml::Element;

/// A kind of resource that a paginated `Describe…` action lists.
///
/// Resources are generated from their index in the region whenever they are needed, so that a region can hold any
/// number of them.
pub trait Resource: Debug + Send + Sync + 'static {
    const SCHEMA: Schema;

    /// How many there are.
    fn count(location: &AccountRegion) -> usize;

    /// The id alone, without generating the rest.
    fn id(location: &AccountRegion, index: usize) -> String;

    /// The `<item>` of one resource.
    fn item(location: &AccountRegion, index: usize) -> Element;

    /// The element that the paths of [`Schema::filters`] start in.
    fn filter_item(location: &AccountRegion, index: usize) -> Element {
        Self::item(location, index)
    }

    /// The depth at which [`Resource::write_list`] writes items.
    const ITEM_DEPTH: usize = 2;

    /// Writes the content of the list element. `write_item` writes the item of an index.
    fn write_list(
        _location: &AccountRegion,
        indices: &[usize],
        out: &mut String,
        mut write_item: impl FnMut(usize, &mut String),
    ) {
        for index in indices {
            write_item(*index, out);
        }
    }
}

/// The names and errors in which one `Describe…` action differs from the next.
#[derive(Debug)]
pub struct Schema {
    /// The list element of the response, such as `volumeSet`.
    pub list: &'static str,
    /// The parameter that holds ids, such as `VolumeId`.
    pub id_parameter: &'static str,
    /// What `InvalidParameterCombination` calls that parameter, such as `volumeSet`.
    pub id_set: &'static str,
    /// What ids begin with, such as `vol-`.
    pub id_prefix: &'static str,
    /// The error for an id of the wrong form.
    pub malformed_id: fn(&str) -> ApiError,
    /// The error for ids of the right form that don't exist.
    pub unknown_ids: fn(&[&str]) -> ApiError,
    pub filters: FilterNames,
    /// A list entry whose time isn't one, for [`FaultKind::InvalidTimestamp`](crate::FaultKind::InvalidTimestamp).
    pub invalid_timestamp: &'static str,
}

impl Schema {
    /// The prefix and 17 hexadecimal digits, or the 8 of ids from before 2016.
    pub fn is_well_formed(&self, id: &str) -> bool {
        let digits = id.strip_prefix(self.id_prefix).unwrap_or_default();
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    }
}
