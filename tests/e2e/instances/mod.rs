//! `aws ec2 instances`: a row an instance, whole and typed, and no more requests than are needed.

mod filters;
mod ids;
mod pages;
mod row;
mod tables;
mod tags;
