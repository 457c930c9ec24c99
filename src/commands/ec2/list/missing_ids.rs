//! The ids that no account or region has listed yet.

use std::collections::BTreeSet;

use crate::ec2::Resource;
use crate::error::{Ec2Error, Error};
use crate::rows::api::tags::child_text;

/// Ids that were asked for and not found so far. An item is in one account and region: it is an error if none has it,
/// but not if one doesn't.
pub(crate) struct MissingIds {
    resource: &'static Resource,
    ids: BTreeSet<String>,
    /// How many profiles are asked.
    profiles: usize,
    /// Whether all profiles and regions are asked.
    is_everywhere: bool,
}

impl MissingIds {
    /// All ids, none of which has been found.
    pub(crate) fn new(resource: &'static Resource, ids: &[String], profiles: usize, is_everywhere: bool) -> Self {
        Self { resource, ids: ids.iter().cloned().collect(), profiles, is_everywhere }
    }

    /// Forgets all ids.
    pub(crate) fn clear(&mut self) {
        self.ids.clear();
    }

    /// Removes the id of an item, which is the XML inside of its element.
    pub(crate) fn found(&mut self, item: &str) {
        if !self.ids.is_empty()
            && let Some(ids) = &self.resource.ids
            && let Some(id) = child_text(item, ids.element)
        {
            self.ids.remove(&*id);
        }
    }

    /// The error of the ids that none of so many accounts and regions has listed. The ids are forgotten.
    pub(crate) fn take_error(&mut self, targets: usize) -> Option<Error> {
        let ids: Vec<_> = std::mem::take(&mut self.ids).into_iter().collect();
        if targets == 0 || ids.is_empty() {
            return None;
        }
        let region = match (targets, self.profiles) {
            (1, _) => "the only region that responded".to_owned(),
            (_, 1) => format!("any of the {targets} regions that responded"),
            (_, profiles) => {
                format!("any of the {targets} regions that responded, counted for each of the {profiles} profiles")
            }
        };
        let resource = self.resource.kind().into();
        Some(Ec2Error::NotFound { resource, ids, region, profile: None, is_everywhere: self.is_everywhere }.into())
    }
}
