//! How much of each input is read. What is larger is refused, so that no file, program or server can fill the memory.
//!
//! Each limit is far above what is ever needed, and low enough that reading and parsing it takes less than 300 MB.

/// The config file and the credentials file. A profile has about 150 bytes.
pub(crate) const CONFIG_FILE: usize = 16 << 20;

/// The lines of such a file, because each takes some hundred bytes more than its text. 50,000 profiles have as many.
pub(crate) const CONFIG_LINES: usize = 300_000;

/// How many of the faults of such a file a warning names. `aws profile check` lists all.
pub(crate) const NAMED_FAULTS: usize = 10;

/// How many names are compared in one call to suggest one for names that don't exist.
pub(crate) const COMPARED_NAMES: usize = 200_000;

/// How many of the lines that a later one overrides are shown.
pub(crate) const OVERRIDDEN_LINES: usize = 20;

/// How many profiles of a chain are named.
pub(crate) const NAMED_PROFILES: usize = 10;

/// A line of such a file in which secrets are looked for when it is shown. Longer ones are hidden.
pub(crate) const MASKED_LINE: usize = 8 << 10;

/// A file with a token or with cached credentials. They have a few kilobytes.
pub(crate) const TOKEN_FILE: usize = 1 << 20;

/// A file with certificates. Those of all public authorities together have 300 KB.
pub(crate) const CA_BUNDLE: usize = 4 << 20;

/// What a program prints as credentials, and how much of its standard error is kept. The longest session tokens have a
/// few kilobytes.
pub(crate) const PROGRAM_OUTPUT: usize = 64 << 10;

/// A limit as errors show it.
pub(crate) fn shown(limit: usize) -> String {
    match limit >> 20 {
        0 => format!("{} KB", limit >> 10),
        megabytes => format!("{megabytes} MB"),
    }
}
