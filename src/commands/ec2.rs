//! `aws ec2 …`

pub(crate) mod list;
pub(crate) mod regions;
