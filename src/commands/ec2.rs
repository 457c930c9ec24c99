//! The commands that begin with `aws ec2`.

pub(crate) mod filter_flags;
pub(crate) mod instances;
pub(crate) mod regions;
