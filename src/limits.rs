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

/// The file with the names of accounts. An organization has up to some thousand, of which each takes 70 bytes.
pub(crate) const ACCOUNT_NAMES: usize = 4 << 20;

/// A file with certificates. Those of all public authorities together have 300 KB.
pub(crate) const CA_BUNDLE: usize = 4 << 20;

/// What a program prints as credentials, and how much of its standard error is kept. The longest session tokens have a
/// few kilobytes.
pub(crate) const PROGRAM_OUTPUT: usize = 64 << 10;

/// A response of a service except for a page of EC2. The largest, a page of accounts, has 20 KB. The SDK makes 24 bytes
/// of each byte of a list of accounts: 8 MB take 240 MB.
pub(crate) const RESPONSE: usize = 8 << 20;

/// The body of an error. They have some hundred bytes; the page of a proxy has some kilobytes.
pub(crate) const ERROR_BODY: usize = 1 << 20;

/// A page of a list of EC2, decompressed. A thousand instances have 3 to 15 MB, and three pages may be in memory.
pub(crate) const PAGE: usize = 64 << 20;

/// The compressed form of a response, which is received before it is decompressed. Pages have some hundred kilobytes.
pub(crate) const COMPRESSED: usize = 16 << 20;

/// How many times its compressed size a response may have. Pages of instances have about 20 times, and what gzip
/// compresses best a thousand times.
pub(crate) const COMPRESSION_RATIO: usize = 200;

/// Up to this size the ratio doesn't matter: it says little about small responses, and they take little memory.
pub(crate) const COMPRESSION_RATIO_FROM: usize = 4 << 20;

/// The items of a page, and the items that have a list of them. EC2 sends a thousand at most.
pub(crate) const PAGE_ITEMS: usize = 100_000;

/// An item of a page. An instance with everything that AWS allows has some hundred kilobytes.
pub(crate) const ITEM: usize = 1 << 20;

/// The start and end tags of an item, because the row of 7 bytes, `<item/>`, may take 2 KB. An instance with 750 addresses
/// has 12,000.
pub(crate) const ITEM_TAGS: usize = 25_000;

/// How deep XML elements are nested. EC2 has about ten levels.
pub(crate) const XML_LEVELS: usize = 64;

/// The token of the next page, which is sent back. They have up to some thousand characters.
pub(crate) const PAGE_TOKEN: usize = 64 << 10;

/// A limit as errors show it.
pub(crate) fn shown(limit: usize) -> String {
    match limit >> 20 {
        0 => format!("{} KB", limit >> 10),
        megabytes => format!("{megabytes} MB"),
    }
}
