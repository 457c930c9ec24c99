//! The help of the commands: texts, examples and error codes.

mod codes;
mod commands;
mod examples;
mod results;
mod texts;

/// The config file that the examples refer to.
pub const EXAMPLE_CONFIG: &str = include_str!("../../../src/commands/common/example_config.ini");
