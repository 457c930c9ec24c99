//! EC2's own filters, which the server applies.

use crate::ec2::resource::{NAME_TAG, Resource, States, kebab_case};
use crate::error::{Ec2Error, Error};
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
    /// A filter of a resource's operation.
    ///
    /// # Errors
    ///
    /// [`Ec2Error::FilterValue`] and [`Ec2Error::UnknownState`], before any request.
    pub(crate) fn new(resource: &Resource, name: &str, values: Vec<String>) -> Result<Self, Error> {
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

/// Whether EC2 may have a filter, although its documentation doesn't name it: EC2 gets new filters. Not so if the name looks
/// like a known one misspelled, like a column or a tag, or like a tag without a key.
pub(crate) fn may_exist(resource: &Resource, name: &str) -> bool {
    let is_mistaken = name.starts_with("tag:")
        || name.starts_with(|c: char| c.is_ascii_uppercase())
        || is_misspelled(name, resource.operation.filter_names());
    resource.has_filter(name) || !is_mistaken
}

/// The filters that somebody may have meant: those with a similar name, that of a column, and the tag with this key.
pub(crate) fn similar_filters(resource: &Resource, name: &str) -> Vec<String> {
    let (known, name_of_filter) = (resource.operation.filter_names(), kebab_case(name));
    let mut similar = suggest(&name_of_filter, known.clone());
    if resource.has_tags() && !name.contains(':') && !is_misspelled(&name_of_filter, known) {
        if name.eq_ignore_ascii_case(NAME_TAG) {
            return vec![format!("tag:{NAME_TAG}")];
        }
        similar.truncate(2);
        similar.push(format!("tag:{name}"));
    }
    similar
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
    use crate::ec2::resources::availability_zones::AVAILABILITY_ZONES;
    use crate::ec2::resources::images::IMAGES;
    use crate::ec2::resources::instances::INSTANCES;

    fn filter(name: &str, values: &[&str]) -> Result<Filter, Error> {
        Filter::new(&INSTANCES, name, values.iter().map(|value| value.to_string()).collect())
    }

    #[test]
    fn a_filter_that_is_a_mistake_does_not_exist() {
        for known in ["reason", "tag:env", "tag:any thing", "vpc-id"] {
            assert!(may_exist(&INSTANCES, known), "{known}");
        }
        assert!(may_exist(&INSTANCES, "instance-colour"), "a new filter");
        for mistake in ["instance-tpe", "Name", "InstanceType", "tag:"] {
            assert!(!may_exist(&INSTANCES, mistake), "{mistake}");
        }
    }

    #[test]
    fn similar_filters_are_names_columns_and_tags() {
        let first = |resource, name| similar_filters(resource, name).into_iter().next();
        assert_eq!(first(&INSTANCES, "instance-tpe").as_deref(), Some("instance-type"));
        assert_eq!(first(&INSTANCES, "InstanceType").as_deref(), Some("instance-type"));
        for name in ["Name", "name"] {
            assert_eq!(first(&INSTANCES, name).as_deref(), Some("tag:Name"));
        }
        assert_eq!(first(&IMAGES, "Name").as_deref(), Some("name"));
        assert_eq!(similar_filters(&INSTANCES, "env"), ["tag:env"]);
        assert_eq!(similar_filters(&INSTANCES, "instance").last().map(String::as_str), Some("tag:instance"));
        assert!(!similar_filters(&AVAILABILITY_ZONES, "env").contains(&"tag:env".to_owned()), "zones have no tags");
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
