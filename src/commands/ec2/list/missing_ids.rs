//! The ids that no account or region has listed yet.

use std::collections::{BTreeSet, HashSet};

use crate::ec2::Resource;
use crate::error::{Ec2Error, Error};

/// Ids that were asked for and not found so far. An item is in one account and region: it is an error if none has it,
/// but not if one doesn't.
pub(crate) struct MissingIds {
    resource: &'static Resource,
    ids: BTreeSet<String>,
    /// How many profiles are asked.
    profiles: usize,
    /// Whether all profiles and regions are asked.
    is_everywhere: bool,
    /// The only ids that get a row, if EC2 can't leave out the others.
    wanted: Option<HashSet<String>>,
}

impl MissingIds {
    /// All ids, none of which has been found.
    pub(crate) fn new(resource: &'static Resource, ids: &[String], profiles: usize, is_everywhere: bool) -> Self {
        Self { resource, ids: ids.iter().cloned().collect(), profiles, is_everywhere, wanted: None }
    }

    /// Leaves out items with other ids, because EC2 lists them too.
    pub(crate) fn leave_out_others(self, ids: &[String]) -> Self {
        Self { wanted: Some(ids.iter().cloned().collect()), ..self }
    }

    /// Forgets all ids.
    pub(crate) fn clear(&mut self) {
        self.ids.clear();
    }

    /// Removes the id of an item, which is the XML inside of its element. Returns whether the item gets a row.
    pub(crate) fn found(&mut self, item: &str) -> bool {
        if self.ids.is_empty() && self.wanted.is_none() {
            return true;
        }
        let Some(id) = self.resource.id_of(item) else { return self.wanted.is_none() };
        self.ids.remove(&*id);
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains(&*id))
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
