//! `aws ec2 instances`: rows with all members and types, and no more requests than necessary.

mod filters;
mod ids;
mod pages;
mod row;
mod tables;
mod tags;
