//! `aws sso accounts` and `aws sso roles`

mod accounts;
mod many;
mod refused;
mod rows;
