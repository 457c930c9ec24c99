//! The flags that say what happens if an account or region fails.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Signature};

/// Adds the flags to a signature.
pub(crate) trait FailureSignature {
    /// Adds `--strict`, `--error-rows` and `--quiet`.
    fn failure_flags(self) -> Self;
}

impl FailureSignature for Signature {
    fn failure_flags(self) -> Self {
        self.switch("strict", "Fail as soon as one profile or region fails.", None)
            .switch("error-rows", "Return a row for each profile or region that fails, with a column Error.", Some('e'))
            .switch(
                "quiet",
                "Show no progress, no notes, and no warnings that --error-rows returns as rows.",
                Some('q'),
            )
    }
}

/// How a command treats targets that fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FailureFlags {
    /// Fail with the first of them.
    pub(crate) strict: bool,
    /// Return a row for each.
    pub(crate) error_rows: bool,
    /// Show no progress, no notes, and no warnings about failures that have rows.
    pub(crate) quiet: bool,
}

impl FailureFlags {
    pub(crate) fn new(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        Ok(Self {
            strict: call.has_flag("strict")?,
            error_rows: call.has_flag("error-rows")?,
            quiet: call.has_flag("quiet")?,
        })
    }
}
