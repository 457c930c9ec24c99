//! What the user sets for the plugin in `$env.config.plugins.aws`.

use std::time::Duration;

use nu_plugin::EngineInterface;
use nu_protocol::{FromValue, LabeledError, Value};

/// `$env.config.plugins.aws`. A field that is absent has its default; one of a wrong type is an error at its place.
#[derive(Debug, Default, FromValue)]
struct Given {
    concurrency: Option<Value>,
    connect_timeout: Option<Value>,
    gzip: Option<bool>,
    read_timeout: Option<Value>,
}

/// The fields of [`Given`].
const NAMES: [&str; 4] = ["concurrency", "connect_timeout", "gzip", "read_timeout"];

/// The settings in force for one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How many requests a command may have in flight. The default is 32.
    pub concurrency: usize,
    /// How long to wait for a connection. The default is 2 s, so that the usual three attempts and the pauses between
    /// them end within 10 s.
    pub connect_timeout: Duration,
    /// Whether to ask EC2 for compressed answers, which are a twentieth of the size. The default is yes.
    pub gzip: bool,
    /// How long to wait for the first byte of an answer. The default is 60 s, the AWS CLI's: a large account with
    /// several tag filters has been seen to take 36 s.
    pub read_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        let (connect_timeout, read_timeout) = (Duration::from_secs(2), Duration::from_secs(60));
        Self { concurrency: 32, connect_timeout, gzip: true, read_timeout }
    }
}

impl Settings {
    /// The settings of this call.
    pub fn of(engine: &EngineInterface) -> Result<Self, LabeledError> {
        let given = engine.get_plugin_config()?.unwrap_or_default();
        Self::read(given)
    }

    fn read(given: Value) -> Result<Self, LabeledError> {
        if let Value::Record { val, .. } = &given
            && let Some((name, value)) = val.iter().find(|(name, _)| !NAMES.contains(&name.as_str()))
        {
            let error = LabeledError::new(format!("There is no setting `{name}`"))
                .with_code("aws::setting::unknown")
                .with_label("in $env.config.plugins.aws", value.span());
            return Err(error.with_help(format!("the settings are {}", NAMES.join(", "))));
        }
        let given = Option::<Given>::from_value(given)?.unwrap_or_default();
        let default = Self::default();
        Ok(Self {
            concurrency: given.concurrency.map_or(Ok(default.concurrency), concurrency)?,
            gzip: given.gzip.unwrap_or(default.gzip),
            connect_timeout: given.connect_timeout.map_or(Ok(default.connect_timeout), timeout)?,
            read_timeout: given.read_timeout.map_or(Ok(default.read_timeout), timeout)?,
        })
    }
}

/// A time to wait, which is some time.
fn timeout(value: Value) -> Result<Duration, LabeledError> {
    let time = Duration::from_nanos(u64::try_from(value.as_duration()?).unwrap_or_default());
    if !time.is_zero() {
        return Ok(time);
    }
    let error = LabeledError::new("A timeout can't be nothing, or less")
        .with_code("aws::setting::invalid")
        .with_label("in $env.config.plugins.aws", value.span());
    Err(error.with_help("it is a duration, such as 10sec"))
}

/// A number of requests: at least one, and no more than could ever be of use.
fn concurrency(value: Value) -> Result<usize, LabeledError> {
    let number = value.as_int()?;
    usize::try_from(number).ok().filter(|number| (1..=1000).contains(number)).ok_or_else(|| {
        LabeledError::new(format!("The setting `concurrency` can't be {number}"))
            .with_code("aws::setting::invalid")
            .with_label("in $env.config.plugins.aws", value.span())
            .with_help("it is a number from 1 to 1000")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use nu_protocol::record;

    #[test]
    fn what_is_not_given_has_its_default() {
        assert_eq!(Settings::read(Value::test_nothing()).expect("defaults"), Settings::default());
        let given = Value::test_record(record! { "read_timeout" => Value::test_duration(1_000_000_000) });
        let settings = Settings::read(given).expect("settings");
        assert_eq!(settings.read_timeout, Duration::from_secs(1));
        assert_eq!(settings.connect_timeout, Settings::default().connect_timeout);
    }

    #[test]
    fn an_unknown_setting_is_an_error_that_names_the_known() {
        let given = Value::test_record(record! { "read_timout" => Value::test_duration(1) });
        let error = Settings::read(given).expect_err("refused");
        assert!(error.help.is_some_and(|help| help.contains("read_timeout")));
    }

    #[test]
    fn no_requests_at_all_and_very_many_are_errors() {
        for number in [0, -1, 1001] {
            let given = Value::test_record(record! { "concurrency" => Value::test_int(number) });
            let error = Settings::read(given).expect_err("refused");
            assert_eq!(error.code.as_deref(), Some("aws::setting::invalid"));
        }
    }

    #[test]
    fn no_time_at_all_is_an_error() {
        for nanoseconds in [0, -5] {
            let given = Value::test_record(record! { "read_timeout" => Value::test_duration(nanoseconds) });
            let error = Settings::read(given).expect_err("refused");
            assert_eq!(error.code.as_deref(), Some("aws::setting::invalid"));
        }
    }

    #[test]
    fn a_wrong_type_is_an_error() {
        let given = Value::test_record(record! { "read_timeout" => Value::test_string("soon") });
        assert!(Settings::read(given).is_err());
    }
}
