//! Amazon EC2: instances and regions, as streams of what the API answers.

pub mod filter;
pub mod instances;
pub mod regions;
