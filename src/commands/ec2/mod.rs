//! The commands that begin with `aws ec2`.

mod filter_flags;
pub mod instances;
pub mod regions;
