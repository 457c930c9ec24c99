//! Amazon EC2: instances and regions, as streams of the API's types.

pub mod filter;
pub mod instances;
pub mod regions;
