//! A kind of resource of which a region can have so many that they are generated one by one.

use std::fmt::Debug;

use super::account_region::AccountRegion;
use super::schema::Schema;
use crate::xml::Element;

/// A kind of resource that is generated from its index in the region whenever it is needed, so that a region can hold
/// any number of them.
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
