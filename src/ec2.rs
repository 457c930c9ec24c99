//! Amazon EC2: instances and regions, as streams of what the API answers.

pub(crate) mod filter;
pub(crate) mod instances;
