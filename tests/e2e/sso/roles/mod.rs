//! `aws sso accounts` and `aws sso roles`

mod accounts;
mod many;
mod portal_errors;
mod rows;
