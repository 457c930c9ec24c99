//! The ids that are looked for in many accounts and regions.

use std::collections::BTreeSet;

use crate::error::{Ec2Error, Error};
use crate::rows::instance::text_of;

/// The ids that nobody has had so far. Each is in one account and region, so that the others don't have it is no
/// failure; that nobody has it is one.
#[derive(Debug, Default)]
pub(crate) struct Sought(BTreeSet<String>);

impl Sought {
    /// These ids.
    pub(crate) fn new(ids: &[String]) -> Self {
        Self(ids.iter().cloned().collect())
    }

    /// Takes note of an instance, which is the XML that EC2 tells it by.
    pub(crate) fn found(&mut self, instance: &str) {
        if !self.0.is_empty()
            && let Some(id) = text_of(instance, "instanceId")
        {
            self.0.remove(&*id);
        }
    }

    /// The ids that nobody has had, as an error, once. `places` is how many accounts and regions have answered.
    pub(crate) fn missing(&mut self, places: usize) -> Option<Error> {
        let ids: Vec<_> = std::mem::take(&mut self.0).into_iter().collect();
        let region = format!("any of the {places} accounts and regions that answered");
        (places > 0 && !ids.is_empty()).then_some(Error::from(Ec2Error::NotFound {
            resource: "instance",
            ids,
            region,
            profile: None,
        }))
    }
}
