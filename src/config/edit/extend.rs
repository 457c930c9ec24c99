//! Several edits of one file as one.

use crate::config::edit::{Edit, KeyEdit};
use crate::config::names::SectionName;

impl Edit {
    /// Adds what another edit of the same file orders. Of a key that one of them removes nothing is left.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.removes_mark |= other.removes_mark;
        for edit in other.sections.iter() {
            let own = self.section(&edit.section);
            own.is_removed |= edit.is_removed;
            own.is_wanted |= edit.is_wanted;
            own.tidy.extend(&edit.tidy);
            for KeyEdit { key, value } in &edit.keys {
                let is_removed = |known: &KeyEdit| known.value.is_none() && known.key.eq_ignore_ascii_case(key);
                if !own.keys.iter().any(is_removed) {
                    own.put(key, value.clone());
                }
            }
        }
    }

    /// The keys that are to have a value or to go, with their sections.
    pub(crate) fn changed_keys(&self) -> impl Iterator<Item = (&SectionName, &str)> {
        self.sections.iter().flat_map(|edit| edit.keys.iter().map(|key| (&edit.section, key.key.as_str())))
    }
}
