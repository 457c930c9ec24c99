//! Retries and timeouts.

use std::time::Duration;

use aws_config::retry::{RetryConfig, RetryMode};
use aws_config::timeout::TimeoutConfig;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::client::explain::{is_read_timeout, is_too_large, is_untrusted};
use crate::config::{Profile, first_line};
use crate::context::settings::Settings;
use crate::error::{Error, SettingError};
use crate::http::waits::Waits;

/// The longest pause before the next attempt. The SDK's default is twice as long.
const MAX_BACKOFF: Duration = Duration::from_secs(10);

/// Retries as configured by `AWS_RETRY_MODE` and `AWS_MAX_ATTEMPTS`, else by the profile's `retry_mode` and
/// `max_attempts`; by default standard mode and three attempts. Invalid values are errors here, because aws-config panics
/// on them. The AWS CLI's `legacy` mode is read as standard, which replaces it in the SDKs.
pub(crate) fn retry_config(environment: &Environment, profile: Option<&Profile>) -> Result<RetryConfig, Error> {
    let find = |variable: &'static str, key: &'static str| {
        let set = environment.non_empty(variable).map(|value| (variable, value));
        set.or_else(|| profile?.get(key).filter(|value| !value.trim().is_empty()).map(|value| (key, value)))
    };
    let mode = match find(variables::AWS_RETRY_MODE, "retry_mode") {
        None => RetryMode::Standard,
        Some((name, value)) => match value.trim().to_ascii_lowercase().as_str() {
            "standard" | "legacy" => RetryMode::Standard,
            "adaptive" => RetryMode::Adaptive,
            _ => return Err(invalid(name, value, "standard, adaptive or legacy")),
        },
    };
    let config = RetryConfig::standard().with_retry_mode(mode).with_max_backoff(MAX_BACKOFF);
    match find(variables::AWS_MAX_ATTEMPTS, "max_attempts") {
        None => Ok(config),
        Some((name, value)) => match value.trim().parse() {
            Ok(attempts) if attempts > 0 => Ok(config.with_max_attempts(attempts)),
            _ => Err(invalid(name, value, "a number from 1 up")),
        },
    }
}

fn invalid(name: &str, value: &str, expected: &str) -> Error {
    SettingError::Invalid { name: name.into(), value: Some(first_line(value).into_owned()), expected: expected.into() }
        .into()
}

/// The timeouts of each attempt. The whole operation has none, because throttled requests may have to wait.
pub(crate) fn timeout_config(settings: &Settings) -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(settings.connect_timeout).read_timeout(settings.read_timeout).build()
}

/// Forbids a retry after a read timeout, because three attempts would take three minutes instead of one, and after an
/// untrusted certificate or too large a response, because the next attempt would see the same. Forbids one that would
/// begin when the command has waited too long.
#[derive(Debug)]
pub(crate) struct NoPointlessRetry(pub(crate) Waits);

impl ClassifyRetry for NoPointlessRetry {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(error)) if is_read_timeout(error) || is_untrusted(error) || is_too_large(error) => {
                RetryAction::RetryForbidden
            }
            Some(Err(_)) if self.0.is_over_in(MAX_BACKOFF) => RetryAction::RetryForbidden,
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "no pointless retry"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support;

    fn config(vars: &[(&str, &str)]) -> Result<RetryConfig, Error> {
        retry_config(&test_support::environment(vars), None)
    }

    #[test]
    fn variables_set_the_mode_and_the_attempts() {
        let default = config(&[]).expect("the default");
        assert_eq!((default.mode(), default.max_attempts()), (RetryMode::Standard, 3));
        let set = config(&[("AWS_RETRY_MODE", "Adaptive"), ("AWS_MAX_ATTEMPTS", "7")]).expect("what is set");
        assert_eq!((set.mode(), set.max_attempts()), (RetryMode::Adaptive, 7));
        assert_eq!(config(&[("AWS_RETRY_MODE", "legacy")]).expect("legacy").mode(), RetryMode::Standard);
    }

    #[test]
    fn invalid_values_are_errors_and_no_panics() {
        for (name, value) in [("AWS_MAX_ATTEMPTS", "0"), ("AWS_MAX_ATTEMPTS", "-1"), ("AWS_RETRY_MODE", "eager")] {
            let error = config(&[(name, value)]).expect_err(value);
            assert_eq!(error.code(), "aws::setting::invalid");
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn the_variables_override_the_profile() {
        let files = test_support::config(
            "[profile dev]\nmax_attempts = 9\nretry_mode = standard\n[profile empty]\nmax_attempts =\nretry_mode =\n",
        );
        let environment = test_support::environment(&[("AWS_MAX_ATTEMPTS", "2")]);
        let both = retry_config(&environment, files.profile("dev")).expect("both");
        assert_eq!(both.max_attempts(), 2);
        let profile = retry_config(&Environment::default(), files.profile("dev")).expect("the profile's");
        assert_eq!(profile.max_attempts(), 9);
        let empty = retry_config(&Environment::default(), files.profile("empty")).expect("the default");
        assert_eq!(empty.max_attempts(), 3);
    }
}
