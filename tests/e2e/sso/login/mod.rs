//! `aws sso login`

mod browser;
mod device;
mod interrupt;
mod kept;
mod targets;
mod together;
