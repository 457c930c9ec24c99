//! How often and how long to try.

use aws_config::retry::{RetryConfig, RetryMode};
use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::timeout::TimeoutConfig;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::client::explain::{is_read_timeout, is_untrusted};
use crate::config::{Profile, first_line};
use crate::context::settings::Settings;
use crate::error::{Error, SettingError};

/// The retry behaviour that `AWS_RETRY_MODE` and `AWS_MAX_ATTEMPTS` ask for, or the profile's `retry_mode` and
/// `max_attempts`; by default standard mode and three attempts. aws-config panics on bad values of these; here they
/// are errors. The AWS CLI's `legacy` mode counts as standard, which has replaced it in the SDKs.
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
            _ => return Err(refused(name, value, "standard, adaptive or legacy")),
        },
    };
    let config = RetryConfig::standard().with_retry_mode(mode);
    match find(variables::AWS_MAX_ATTEMPTS, "max_attempts") {
        None => Ok(config),
        Some((name, value)) => match value.trim().parse() {
            Ok(attempts) if attempts > 0 => Ok(config.with_max_attempts(attempts)),
            _ => Err(refused(name, value, "a number from 1 up")),
        },
    }
}

fn refused(name: &str, value: &str, expected: &str) -> Error {
    SettingError::Invalid { name: name.into(), value: Some(first_line(value).into_owned()), expected: expected.into() }
        .into()
}

/// The timeouts of each attempt. There is none for the whole operation: throttled requests may have to wait.
pub(crate) fn timeout_config(settings: &Settings) -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(settings.connect_timeout).read_timeout(settings.read_timeout).build()
}

/// How long an answer may stop in its middle: as long as it may take to begin. The SDK's own patience is five seconds.
pub(crate) fn stall_config(settings: &Settings) -> StalledStreamProtectionConfig {
    StalledStreamProtectionConfig::enabled().grace_period(settings.read_timeout).build()
}

/// Doesn't retry a request whose answer did not come within the read timeout, or stopped in its middle: the SDK would
/// make three minutes of one. Nor one whose server nobody vouches for.
#[derive(Debug)]
pub(crate) struct NoPointlessRetry;

impl ClassifyRetry for NoPointlessRetry {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(error)) if is_read_timeout(error) || is_untrusted(error) => RetryAction::RetryForbidden,
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

    fn config(vars: &[(&str, &str)]) -> Result<RetryConfig, Error> {
        let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        retry_config(&Environment::new(vars, "/".into()), None)
    }

    #[test]
    fn the_variables_decide() {
        let default = config(&[]).expect("the default");
        assert_eq!((default.mode(), default.max_attempts()), (RetryMode::Standard, 3));
        let set = config(&[("AWS_RETRY_MODE", "Adaptive"), ("AWS_MAX_ATTEMPTS", "7")]).expect("what is set");
        assert_eq!((set.mode(), set.max_attempts()), (RetryMode::Adaptive, 7));
        assert_eq!(config(&[("AWS_RETRY_MODE", "legacy")]).expect("legacy").mode(), RetryMode::Standard);
    }

    #[test]
    fn bad_values_are_errors_and_no_panics() {
        for (name, value) in [("AWS_MAX_ATTEMPTS", "0"), ("AWS_MAX_ATTEMPTS", "-1"), ("AWS_RETRY_MODE", "eager")] {
            let error = config(&[(name, value)]).expect_err(value);
            assert_eq!(error.code(), "aws::setting::invalid");
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn the_profiles_keys_stand_behind_the_variables() {
        let files = crate::config::Config::parse(
            Some((
                std::path::Path::new("config"),
                b"[profile dev]\nmax_attempts = 9\nretry_mode = standard\n\
                [profile empty]\nmax_attempts =\nretry_mode =\n",
            )),
            None,
        );
        let files = files.expect("a config");
        let environment = Environment::new([("AWS_MAX_ATTEMPTS".into(), "2".into())], "/".into());
        let both = retry_config(&environment, files.profile("dev")).expect("both");
        assert_eq!(both.max_attempts(), 2);
        let profile = retry_config(&Environment::default(), files.profile("dev")).expect("the profile's");
        assert_eq!(profile.max_attempts(), 9);
        let empty = retry_config(&Environment::default(), files.profile("empty")).expect("the default");
        assert_eq!(empty.max_attempts(), 3);
    }
}
