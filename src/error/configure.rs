//! The answers of `aws configure sso`.

use crate::error::diagnostic::{Details, Diagnostic};

#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum ConfigureError {
    /// Questions without an answer, and no terminal to ask them.
    #[error("--{} must be given, because there is no terminal to ask", .flags.join(", --"))]
    Missing {
        /// The flags that answer them.
        flags: Vec<&'static str>,
    },
    /// A flag's value that can't be the answer.
    #[error("--{flag} {problem}")]
    Answer { flag: &'static str, problem: String },
}

impl Diagnostic for ConfigureError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Missing { .. } => Details::new("aws::configure::missing", "needs these flags").help(
                "pass every answer as a flag, which `aws configure sso --help` lists, or run the command in a terminal",
            ),
            Self::Answer { flag, .. } => Details::new("aws::configure::answer", "invalid answer")
                .help(format!("pass another value to `--{flag}`, or leave the flag out to be asked")),
        }
    }
}
