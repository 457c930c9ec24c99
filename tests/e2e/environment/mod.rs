//! The caller's shell is the environment: within one Nushell, and so against one long-lived plugin process, what
//! changes between two calls acts at once.

mod certificates;
mod endpoints;
mod files;
mod keys;
mod parallel;
mod profiles;
mod programs;
mod proxies;
mod regions;
mod roles;

/// Who was asked where.
const WHO: &str = "aws ec2 instances | first | select Profile AccountId Region";
