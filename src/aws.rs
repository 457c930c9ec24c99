//! What AWS defines, independent of any command: regions, ARNs, names of variables, time formats, its XML.

pub(crate) mod arn;
pub(crate) mod environment;
pub(crate) mod partition;
pub(crate) mod region;
pub(crate) mod timestamp;
pub(crate) mod url;
pub(crate) mod variables;
pub(crate) mod xml;

#[cfg(test)]
pub(crate) mod sdk_source_folder;
