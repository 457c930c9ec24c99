//! EC2's own filters, which the server applies.

use crate::ec2::resource::{Resource, States};
use crate::error::{Ec2Error, Error, did_you_mean};
use crate::text::selection::{Case, select};
use crate::text::suggest::{is_misspelled, suggest};

/// One filter: an item passes if it matches any of the values. `*` and `?` in a value are wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    name: String,
    values: Vec<String>,
}

/// How many values EC2 takes in one filter, and in all filters of a request.
const MAX_VALUES: usize = 200;

impl Filter {
    /// A filter of a resource's operation. EC2 gets new filters, so an unknown name is only refused if it looks like a
    /// known one misspelled, or like a tag without a key.
    ///
    /// # Errors
    ///
    /// [`Ec2Error::UnknownFilter`], [`Ec2Error::FilterValue`] and [`Ec2Error::UnknownState`], before any request.
    pub(crate) fn new(resource: &Resource, name: &str, values: Vec<String>) -> Result<Self, Error> {
        if !resource.has_filter(name)
            && (name.starts_with("tag:") || is_misspelled(name, resource.operation.filter_names()))
        {
            let nearest = suggest(name, resource.operation.filter_names());
            return Err(Ec2Error::UnknownFilter { resource: resource.kind().into(), name: name.into(), nearest }.into());
        }
        let problem = match values.len() {
            0 => Some("has no value".to_owned()),
            1..=MAX_VALUES => None,
            count => Some(format!("has {count} values; EC2 takes {MAX_VALUES}")),
        };
        if let Some(problem) = problem {
            return Err(Ec2Error::FilterValue { name: name.into(), problem }.into());
        }
        if let Some(states) = resource.states().filter(|states| states.filter == name) {
            values.iter().try_for_each(|state| check_state(resource, &states, state))?;
        }
        Ok(Self { name: name.into(), values })
    }

    /// What to tell the user of a filter that EC2 may not know.
    pub(crate) fn warning(&self, resource: &Resource) -> Option<String> {
        if resource.has_filter(&self.name) {
            return None;
        }
        let nearest = suggest(&self.name, resource.operation.filter_names());
        let help = did_you_mean(&nearest, "filter tags with `--filter {\"tag:KEY\": VALUE}`");
        Some(format!("EC2 may not know the {} filter `{}`; {help}", resource.noun, self.name))
    }

    /// The filter for these ids, no more than [`max_ids`].
    pub(crate) fn by_ids(name: &str, ids: &[String]) -> Self {
        Self { name: name.into(), values: ids.to_vec() }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn values(&self) -> &[String] {
        &self.values
    }
}

/// How many ids a request may filter by beside these filters: EC2 counts the values of all.
pub(crate) fn max_ids(filters: &[Filter]) -> usize {
    let others: usize = filters.iter().map(|filter| filter.values.len()).sum();
    MAX_VALUES.saturating_sub(others).max(1)
}

fn check_state(resource: &Resource, states: &States, state: &str) -> Result<(), Error> {
    // EC2 has wildcards too, but none that would not be one of these.
    if select(&[state], states.values, Case::Matters).is_ok() && !state.starts_with('!') {
        return Ok(());
    }
    let nearest = suggest(state, states.values);
    let (resource, name) = (resource.kind().into(), state.into());
    Err(Ec2Error::UnknownState { resource, name, states: states.values, nearest }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ec2::resources::instances::INSTANCES;

    fn filter(name: &str, values: &[&str]) -> Result<Filter, Error> {
        Filter::new(&INSTANCES, name, values.iter().map(|value| value.to_string()).collect())
    }

    #[test]
    fn a_misspelled_filter_brings_the_nearest() {
        let error = filter("instance-tpe", &["t3.micro"]).expect_err("refused");
        assert!(
            matches!(&error, Error::Ec2(Ec2Error::UnknownFilter { nearest, .. }) if nearest[0] == "instance-type"),
            "{error:?}"
        );
        assert!(filter("tag:", &["x"]).is_err(), "a tag needs a key");
        assert!(filter("tag:any thing", &["x"]).is_ok());
    }

    #[test]
    fn a_filter_that_ec2_may_not_know_is_no_error() {
        let warning = |name| filter(name, &["x"]).expect("a filter").warning(&INSTANCES);
        let warned = warning("instance-colour").expect("a warning");
        assert!(warned.starts_with("EC2 may not know the instance filter `instance-colour`; "), "{warned}");
        assert!(warning("instance").expect("a warning").contains("did you mean `instance-id`"));
        assert!(warning("env").expect("a warning").contains("tag:KEY"));
        for known in ["reason", "tag:env", "vpc-id"] {
            assert_eq!(warning(known), None);
        }
    }

    #[test]
    fn an_unknown_state_brings_the_nearest_and_a_wildcard_passes() {
        let error = filter("instance-state-name", &["running", "runing"]).expect_err("refused");
        assert!(
            matches!(&error, Error::Ec2(Ec2Error::UnknownState { name, nearest, .. }) if name == "runing" && nearest[0] == "running")
        );
        assert!(filter("instance-state-name", &["stop*"]).is_ok());
        assert!(filter("instance-state-name", &["halt*"]).is_err());
    }

    #[test]
    fn a_filter_takes_one_to_two_hundred_values() {
        assert_eq!(filter("vpc-id", &[]).expect_err("none").code(), "aws::ec2::filter_value");
        assert!(filter("vpc-id", &["vpc-1"; 200]).is_ok());
        assert_eq!(filter("vpc-id", &["vpc-1"; 201]).expect_err("too many").code(), "aws::ec2::filter_value");
    }
}
