//! Filters that are not in EC2's documentation.

use nu_protocol::{LabeledError, Value};

use crate::commands::common::command::CommandCall;
use crate::commands::common::target_flags::TargetFlags;
use crate::commands::ec2::list::corrected_line::{corrected_line, given_filters};
use crate::context::warnings::Warnings;
use crate::ec2::Resource;
use crate::ec2::filter::{may_exist, similar_filters};
use crate::error::{Ec2Error, Error};

/// The filters of a call that EC2 may not know: the error of each, if EC2 refuses it, else what to warn of.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnknownFilters(Vec<Ec2Error>);

impl UnknownFilters {
    /// Adds a filter.
    ///
    /// # Errors
    ///
    /// [`Ec2Error::UnknownFilter`], before any request, if EC2 can't have it.
    pub(crate) fn add(
        &mut self,
        resource: &Resource,
        call: &CommandCall<'_>,
        targets: &TargetFlags,
        name: &str,
    ) -> Result<(), LabeledError> {
        let nearest = similar_filters(resource, name);
        let line = nearest.first().map(|other| line(call, targets, name, other)).transpose()?;
        let error = Ec2Error::UnknownFilter { resource: resource.kind().into(), name: name.into(), nearest, line };
        if !may_exist(resource, name) {
            return Err(Error::from(error).at(&targets.spans));
        }
        self.0.push(error);
        Ok(())
    }

    /// Adds to EC2's error what may be meant. If EC2 takes the filters, the user should know that it may ignore them.
    pub(crate) fn check<T>(&self, result: Result<T, Error>, warnings: &Warnings) -> Result<T, Error> {
        let name = |error: &Ec2Error| match error {
            Ec2Error::UnknownFilter { name, .. } => Some(name.clone()),
            _ => None,
        };
        match &result {
            Ok(_) => self.0.iter().for_each(|error| {
                let name = name(error).unwrap_or_default();
                let help = Error::from(error.clone()).help().unwrap_or_default();
                warnings.add(format!("EC2 may ignore the filter `{name}`, which is not in its documentation; {help}"));
            }),
            Err(Error::Ec2(refused)) => {
                if let Some(known) = self.0.iter().find(|known| name(known) == name(refused)) {
                    return Err(known.clone().into());
                }
            }
            Err(_) => (),
        }
        result
    }
}

/// The call with another name of a filter.
fn line(call: &CommandCall<'_>, targets: &TargetFlags, name: &str, other: &str) -> Result<String, LabeledError> {
    let renamed = |(key, value)| (if key == name { other.to_owned() } else { key }, value);
    let filters = Value::record(given_filters(call).into_iter().map(renamed).collect(), call.head);
    let ids: Vec<String> = call.rest(0)?;
    corrected_line(call, targets, &ids.iter().map(String::as_str).collect::<Vec<_>>(), &[("filter", filters)])
}
