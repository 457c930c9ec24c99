//! The help of the commands: texts, examples and error codes.

mod codes;
mod examples;
mod results;
mod texts;

/// The config file that the examples are about: the article's.
const ARTICLE: &str = include_str!("../../../src/commands/common/example_config.ini");
