//! The user's settings for the plugin, in `$env.config.plugins.aws`.

use std::time::Duration;

use nu_plugin::EngineInterface;
use nu_protocol::{Config, LabeledError, Value};

use crate::error::{Error, SettingError, Spans};
use crate::process::open_files;
use crate::text::suggest::suggest;

const NAMES: [&str; 4] = ["concurrency", "connect_timeout", "gzip", "read_timeout"];

/// The defaults of [`Settings::concurrency`].
const CONCURRENCY: usize = 512;
const CONCURRENCY_WITHOUT_GZIP: usize = 32;

/// The settings of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The number of requests that a command may have in flight. Default: 512, so that the accounts and regions of a large
    /// organization are asked at once. Without gzip 32, because each may hold a page of ten megabytes. Never more than a
    /// quarter of the files that the process may open, so that some are left for name lookups and idle connections.
    pub(crate) concurrency: usize,
    /// How long to wait for a connection. Default: 2 s, so that the usual three attempts and the pauses between them
    /// take at most 10 s.
    pub(crate) connect_timeout: Duration,
    /// Whether to ask EC2 for compressed responses, which are a twentieth of the size. Default: true.
    pub(crate) gzip: bool,
    /// How long to wait for the first byte of a response, and for progress of its body. Default: 60 s, as in the AWS CLI.
    /// (A large account with several tag filters took 36 s.) See [`Waits`](crate::http::waits::Waits).
    pub(crate) read_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        let (connect_timeout, read_timeout) = (Duration::from_secs(2), Duration::from_secs(60));
        Self { concurrency: CONCURRENCY, connect_timeout, gzip: true, read_timeout }
    }
}

impl Settings {
    pub(crate) fn from_engine(engine: &EngineInterface) -> Result<Self, LabeledError> {
        let given = engine.get_plugin_config()?.unwrap_or_default();
        let settings = Self::parse(given)?;
        let most = (open_files::limit() / 4).max(1);
        Ok(Self { concurrency: settings.concurrency.min(most), ..settings })
    }

    /// A missing or null field has its default.
    fn parse(given: Value) -> Result<Self, LabeledError> {
        let record = match &given {
            Value::Nothing { .. } => return Ok(Self::default()),
            Value::Record { val, .. } => val,
            other => return Err(invalid("$env.config.plugins.aws", other, "a record, such as {concurrency: 8}")),
        };
        if let Some((name, value)) = record.iter().find(|(name, _)| !NAMES.contains(&name.as_str())) {
            let error = SettingError::Unknown { name: name.clone(), settings: &NAMES, nearest: suggest(name, NAMES) };
            return Err(Error::from(error).at(&Spans::head(value.span())));
        }
        let (mut settings, mut requests) = (Self::default(), None);
        for (name, value) in record.iter().filter(|(_, value)| !value.is_nothing()) {
            match name.as_str() {
                "concurrency" => requests = Some(concurrency(name, value)?),
                "connect_timeout" => settings.connect_timeout = timeout(name, value)?,
                "read_timeout" => settings.read_timeout = timeout(name, value)?,
                _ => settings.gzip = value.as_bool().map_err(|_| invalid(name, value, "true or false"))?,
            }
        }
        settings.concurrency = requests.unwrap_or(if settings.gzip { CONCURRENCY } else { CONCURRENCY_WITHOUT_GZIP });
        Ok(settings)
    }
}

fn invalid(name: &str, value: &Value, expected: &'static str) -> LabeledError {
    let shown = match value {
        Value::Record { .. } => "a record".to_owned(),
        Value::List { .. } => "a list".to_owned(),
        other => other.to_expanded_string(", ", &Config::default()),
    };
    let error = SettingError::InvalidPluginSetting { name: name.to_owned(), value: shown, expected };
    Error::from(error).at(&Spans::head(value.span()))
}

fn timeout(name: &str, value: &Value) -> Result<Duration, LabeledError> {
    let time = value.as_duration().ok().and_then(|nanoseconds| u64::try_from(nanoseconds).ok());
    let time = time.filter(|time| *time > 0).map(Duration::from_nanos);
    time.ok_or_else(|| invalid(name, value, "a duration above 0sec, such as 10sec"))
}

fn concurrency(name: &str, value: &Value) -> Result<usize, LabeledError> {
    let number = value.as_int().ok().and_then(|number| usize::try_from(number).ok());
    let number = number.filter(|number| (1..=1000).contains(number));
    number.ok_or_else(|| invalid(name, value, "a number from 1 to 1000"))
}

#[cfg(test)]
mod tests {
    use nu_protocol::record;

    use super::*;

    #[test]
    fn a_missing_setting_has_its_default() {
        assert_eq!(Settings::parse(Value::test_nothing()).expect("defaults"), Settings::default());
        let given = Value::test_record(record! { "read_timeout" => Value::test_duration(1_000_000_000) });
        let settings = Settings::parse(given).expect("settings");
        assert_eq!(settings.read_timeout, Duration::from_secs(1));
        assert_eq!(settings.connect_timeout, Settings::default().connect_timeout);
    }

    #[test]
    fn an_unknown_setting_is_an_error_that_lists_the_settings() {
        let given = Value::test_record(record! { "read_timout" => Value::test_duration(1) });
        let error = Settings::parse(given).expect_err("refused");
        assert!(error.help.is_some_and(|help| help.contains("read_timeout")));
    }

    #[test]
    fn a_concurrency_out_of_range_is_an_error() {
        for number in [0, -1, 1001] {
            let given = Value::test_record(record! { "concurrency" => Value::test_int(number) });
            let error = Settings::parse(given).expect_err("refused");
            assert_eq!(error.code.as_deref(), Some("aws::setting::invalid"));
        }
    }

    #[test]
    fn a_timeout_that_is_not_positive_is_an_error() {
        for nanoseconds in [0, -5] {
            let given = Value::test_record(record! { "read_timeout" => Value::test_duration(nanoseconds) });
            let error = Settings::parse(given).expect_err("refused");
            assert_eq!(error.code.as_deref(), Some("aws::setting::invalid"));
            assert!(error.msg.contains(&format!("can't be {nanoseconds}")), "{error:?}");
        }
    }

    #[test]
    fn a_wrong_type_is_an_error_that_names_the_setting() {
        let wrong = [
            ("concurrency", Value::test_float(1.5)),
            ("connect_timeout", Value::test_int(5)),
            ("gzip", Value::test_string("no")),
            ("read_timeout", Value::test_list(vec![])),
        ];
        for (name, value) in wrong {
            let error = Settings::parse(Value::test_record(record! { name => value })).expect_err(name);
            assert_eq!(error.code.as_deref(), Some("aws::setting::invalid"), "{name}");
            assert!(error.msg.contains(name) && error.help.is_some(), "{error:?}");
        }
        assert!(Settings::parse(Value::test_string("fast")).is_err());
    }
}
