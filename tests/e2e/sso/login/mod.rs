//! `aws sso login`

mod browser;
mod concurrent;
mod device;
mod existing_token;
mod interrupt;
mod settings;
mod targets;
mod unsafe_pages;
mod vanity_urls;
