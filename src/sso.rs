//! IAM Identity Center: sign-in, tokens, and the access portal with its accounts and roles.

pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod name_template;
pub(crate) mod oidc;
pub(crate) mod page_url;
pub(crate) mod portal;
pub(crate) mod refresh;
pub(crate) mod role_assignments;
pub(crate) mod role_credentials;
pub(crate) mod sessions;
pub(crate) mod vanity_url;

pub(crate) use name_template::NameTemplate;
pub(crate) use portal::Portal;
pub(crate) use refresh::fresh_token;
pub(crate) use role_credentials::role_credentials;
